"""Finding the columns of a layout profile again: by header text first, by letter second, never by guessing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from exporters.ooxml.references import column_letters
from segq.intake.headers import leading_hint
from segq.intake.profiles import NEEDED, ColumnLayout, TableLayout, header_key, last_part, loose_key

_ALIKE = 0.8
"""Likeness in spelling at which a reworded header is taken for the old one."""
_ALIKE_IN_PLACE = 0.6
"""The same where it still stands under its letter."""
_KEYS: tuple[Callable[[str], str], ...] = (header_key, loose_key, last_part)


class DoesNotFitError(Exception):
    """A needed part of the profile is not in the file; the text says what, the caller where."""


@dataclass(slots=True)
class FoundColumns:
    """Columns of the file by number, each with its part of the profile, and what a person should look at."""

    layouts: dict[int, ColumnLayout] = field(default_factory=dict)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    """(column number, what is doubtful)"""

    @property
    def placed(self) -> set[str]:
        """Letters of the profile that are found."""
        return {layout.letter for layout in self.layouts.values()}


def find_columns(layout: TableLayout, headers: Mapping[int, str]) -> FoundColumns:
    """Return the columns of the profile among ``headers`` (texts by column number).

    Raises ``DoesNotFitError`` where a column that asks or is answered has no counterpart, or several.
    """
    found = FoundColumns()
    for key in _KEYS:
        _by_text(layout.headed, headers, key, found)
    for column in layout.headed:
        if column.letter not in found.placed:
            _reworded(column, headers, found)
    for column in layout.columns:
        if not column.header:
            _unnamed(column, layout, headers, found)
    return found


def _by_text(
    columns: Sequence[ColumnLayout], headers: Mapping[int, str], key: Callable[[str], str], found: FoundColumns
) -> None:
    """Pair columns and headers that read alike; equal texts are paired left to right if there are as many."""
    wanted: dict[str, list[ColumnLayout]] = {}
    for column in columns:
        if column.letter not in found.placed:
            wanted.setdefault(key(column.header), []).append(column)
    there: dict[str, list[int]] = {}
    for col in sorted(headers):
        if col not in found.layouts:
            there.setdefault(key(headers[col]), []).append(col)
    for text, alike in wanted.items():
        if text in there:
            found.layouts |= _paired(alike, there[text])


def _paired(alike: Sequence[ColumnLayout], cols: Sequence[int]) -> dict[int, ColumnLayout]:
    if len(alike) == len(cols):
        return dict(zip(cols, alike, strict=True))
    in_place = {column.col: column for column in alike if column.col in cols}
    if len(in_place) == len(alike):
        return in_place
    if len(alike) > len(cols) and len({column.role for column in alike}) == 1:
        return dict(zip(cols, alike, strict=False))
    if len(alike) < len(cols) and not any(column.role.is_slot for column in alike):
        return dict(zip(cols, alike, strict=False))
    raise DoesNotFitError(
        f"{_named(alike[0])}: {len(cols)} columns have this header ({', '.join(map(column_letters, cols))}) "
        f"where the profile names {len(alike)}"
    )


def _reworded(column: ColumnLayout, headers: Mapping[int, str], found: FoundColumns) -> None:
    """Take a header that reads nearly the same, or says the same under the same letter."""
    free = {col: text for col, text in headers.items() if col not in found.layouts}
    by_likeness = sorted(free, key=lambda col: _likeness(column.header, free[col]), reverse=True)
    best = by_likeness[0] if by_likeness and _likeness(column.header, free[by_likeness[0]]) >= _ALIKE else None
    here = _shifted(column, found)
    if best is None and here in free and _says_the_same(column.header, free[here]):
        best = here
    if best is not None:
        found.layouts[best] = column
        text = f"“{_short(free[best])}” was taken for “{_short(column.header)}” of the profile ({column.role})"
        found.doubts.append((best, text))
    elif column.role in NEEDED:
        raise DoesNotFitError(f"{_named(column)}: no column has this header (the file has {_listed(headers)})")
    else:
        text = f"no column is headed “{_short(column.header)}” any more; no {column.role} is read from it"
        found.doubts.append((column.col, text))


def _unnamed(column: ColumnLayout, layout: TableLayout, headers: Mapping[int, str], found: FoundColumns) -> None:
    """Take a column without a header by its letter, moved as its named neighbours moved."""
    col = _shifted(column, found)
    text = headers.get(col, "")
    if col >= 1 and not text and col not in found.layouts:
        found.layouts[col] = column
        if layout.headed and _uniform_shift(found) is None and (column.role.is_slot or column.role in NEEDED):
            found.doubts.append((col, f"a column without a header, taken for column {column.letter} of the profile"))
    elif column.role in NEEDED or column.role.is_slot:
        raise DoesNotFitError(
            f"{_named(column)}: it has no header in the profile, and that place is now headed “{_short(text)}”"
        )


def _shifted(column: ColumnLayout, found: FoundColumns) -> int:
    uniform = _uniform_shift(found)
    if uniform is not None:
        return column.col + uniform
    left = [(layout.col, col - layout.col) for col, layout in found.layouts.items() if layout.col < column.col]
    return column.col + (max(left)[1] if left else 0)


def _uniform_shift(found: FoundColumns) -> int | None:
    """Return by how many columns all named columns moved, ``None`` where they moved differently."""
    shifts = {col - layout.col for col, layout in found.layouts.items()}
    return shifts.pop() if len(shifts) == 1 else (0 if not shifts else None)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, loose_key(one), loose_key(other)).ratio()


def _says_the_same(one: str, other: str) -> bool:
    hint = leading_hint(one)
    return _likeness(one, other) >= _ALIKE_IN_PLACE or (hint is not None and hint is leading_hint(other))


def _named(column: ColumnLayout) -> str:
    return f"column {column.letter}" + (f" “{_short(column.header)}”" if column.header else "") + f" ({column.role})"


def _listed(headers: Mapping[int, str]) -> str:
    shown = [f"“{_short(text)}”" for _, text in sorted(headers.items())][:8]
    return ", ".join(shown) or "none"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else f"{line[:49]}…"
