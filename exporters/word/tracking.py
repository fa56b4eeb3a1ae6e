"""When answers are tracked insertions (17.13.5): where it is asked for, and where a document lets nothing else in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from exporters.word.document import Protection
from exporters.word.wanted import Revision

_SHOWN = 12
"""So many places are named in a line."""


@dataclass(slots=True)
class Ids:
    """Unused annotation ids, with the number of those that were taken."""

    source: Iterator[int]
    taken: int = 0

    def __iter__(self) -> Iterator[int]:
        """Return itself."""
        return self

    def __next__(self) -> int:
        """Return the next unused id."""
        self.taken += 1
        return next(self.source)


@dataclass(frozen=True, slots=True)
class Tracking:
    """How a document is written: with which revision, and what it says of tracking itself."""

    revision: Revision | None
    ids: Ids
    forced: bool
    """The document is protected so that changes are tracked ones."""
    switched_on: bool
    """Word tracks what comes next (17.15.1.89)."""


def tracking_for(asked: dict[str, Any] | None, protection: Protection, ids: Ids, *, switched_on: bool) -> Tracking:
    """Return how to write; ``asked`` holds ``author``, ``date`` and whether the operator wants it (``wanted``)."""
    said, forced = asked or {}, protection is Protection.TRACKED
    revision = Revision(said["author"], said["date"], ids) if said and (said["wanted"] or forced) else None
    return Tracking(revision, ids, forced, switched_on)


def tracking_remarks(tracking: Tracking, written: bool, plainly: Sequence[str]) -> list[str]:
    """Return what the certificate says of tracking; ``plainly`` are places of which something is not tracked."""
    revision = tracking.revision
    if not written:
        return []
    if revision is None:
        on = "The document has change tracking switched on; the answers are not tracked (--tracked marks them)"
        return [on] if tracking.switched_on else []
    why = "the document lets only tracked changes in" if tracking.forced else "--tracked"
    said = [f"Answers are tracked insertions by {revision.author}, dated {revision.date} ({why})"]
    if plainly:
        more = f" and {len(plainly) - _SHOWN} more" if len(plainly) > _SHOWN else ""
        said.append(f"Set and not tracked, as Word tracks no such thing: {', '.join(plainly[:_SHOWN])}{more}")
    return said
