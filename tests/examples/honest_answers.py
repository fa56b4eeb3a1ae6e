"""What a careful person would tick from the SegMetrics page, written down without running segq.

Questions that are not listed have no honest Yes or No on that page: their choice stays blank, as do numbers and dates
other than those of ``NUMBERS``.
"""

from __future__ import annotations

# fmt: off
YES = (
    "A3", "A7", "B1", "B5", "B6", "C1", "D1", "D2", "D3", "E1", "E3", "E5", "F1",
    "AC-01", "AC-02", "AC-04", "AC-07", "AC-08", "AC-09", "AC-10", "AC-12",
    "DP-01", "DP-03", "DP-07", "DP-08", "DP-10", "DP-13",
    "OP-01", "OP-02", "OP-04", "OP-05", "OP-09", "OP-11", "OP-13", "OP-14", "OP-15",
)
NO = ("B3", "C6", "C8", "D5", "F3", "AC-05", "DP-02", "DP-11", "DP-14", "OP-16")
TRAPS = (
    "A1", "A4", "B2", "C2", "E2", "E4", "F4", "AC-03", "DP-05", "DP-12", "DP-15", "OP-03", "OP-07", "OP-10", "OP-17",
)
"""Tempting ones: own attestations, yearly, quarterly, laptops and media, hours to notify, breach history, audits."""
# fmt: on
CHOICES = {**dict.fromkeys(YES, "Yes"), **dict.fromkeys(NO, "No")}
NUMBERS = {"DP-09": 30}
