"""A text file as a workbook of one sheet, so that layout recognition is the same as for spreadsheets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from exporters.delimited.table import Table, open_table
from exporters.ooxml.limits import Limits
from exporters.ooxml.sheet_content import place_of

Json = dict[str, Any]

_AS_TEXT = re.compile(r'="([^"]*)"')
"""How exports keep leading zeros: a formula that is nothing but a text."""


def scan_delimited(request: Json, limits: Limits) -> Json:
    """Return the file as the JSON values of :func:`exporters.ooxml.wire.unpacked_workbook`; raises InputRejected."""
    table = open_table(Path(request["path"]), request["name"], limits)
    places, values = _cells(table)
    return {
        "sheets": [
            {**_NO_FEATURES, "name": table.sheet, "places": places, "values": values, "cell_styles": [0] * len(places)}
        ],
        "lists": [],
        "styles": [],
        "names": {},
        "sha256": table.sha256,
        "macros": False,
        "signed": False,
        "warnings": remarks(table),
    }


_NO_FEATURES: Json = {
    "state": "visible",
    "part": "",
    "protected": False,
    "row_styles": [],
    **{
        name: []
        for name in (
            "formulas", "errors", "dates", "merges", "editable", "validations", "hidden_rows", "columns", "tables",
            "conditional",
        )
    },
}  # fmt: skip


def _cells(table: Table) -> tuple[list[int], list[str]]:
    """Return the places and values of the fields that say something."""
    places, values = [], []
    for row in range(1, table.rows + 1):
        for col, value in enumerate(table.values(row), 1):
            if value.strip():
                whole = _AS_TEXT.fullmatch(value)
                places.append(place_of(row, col))
                values.append(whole[1] if whole else value)
    return places, values


def remarks(table: Table) -> list[str]:
    """Return what a person should know of how the file was read."""
    encoding = table.form.encoding
    if not encoding.guessed:
        return []
    told = (
        f"{table.sheet}: the file does not say its encoding; it was read as {encoding.name}. "
        "Look for broken letters, and if there are any save it as UTF-8."
    )
    return [told]
