"""Finding the layout profile of a file by itself: the same sheets, headers and ids, and much of the same wording.

A new version of a questionnaire (rows added, removed or reworded, a column moved, a sheet added) finds its profile;
another questionnaire does not, even one with the same ordinary headers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from answers.questionnaire import Doubt
from exporters.ooxml.workbook import Workbook
from knowledge.errors import InputRejected
from segq.intake.grid import Grid
from segq.intake.profiles import (
    LayoutProfile,
    ProfileUse,
    TableLayout,
    id_shape,
    last_part,
    loose_key,
    word_triples,
)
from segq.intake.reading import Reading, read_workbook
from segq.intake.wording import split_id

MATCHED = 0.75
"""From here on a profile is taken for the file's own."""
MATCHED_BY_STRUCTURE = 0.9
"""The same for a profile without a sample of the wording."""
_STRUCTURE, _WORDING = 0.55, 0.45
_SHEETS, _HEADERS, _IDS = 0.35, 0.5, 0.15
_MUCH_WORDING = 0.4
"""Share of the sampled word triples that counts as the same wording: rows are reworded from year to year."""
_LONGEST_HEADER = 220
_IDS_LOOKED_AT = 300
_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class ProfileChoice:
    """Which profiles may be used: the one a person names, else what the folder holds."""

    named: Path | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A profile that fits, how well (0–1), and what was wrong with other files of the folder."""

    profile: LayoutProfile | None
    matched: float = 0.0
    complaints: tuple[str, ...] = ()


@dataclass
class Structure:
    """What is compared of a file: names, texts by place, wording; each looked at only when asked for."""

    workbook: Workbook
    _grids: list[Grid] = field(init=False)

    def __post_init__(self) -> None:
        self._grids = [Grid(self.workbook, sheet) for sheet in self.workbook.sheets]
        self._grids = [grid for grid in self._grids if grid.visible]

    @cached_property
    def names(self) -> Counter[str]:
        """Names of the visible sheets."""
        return Counter(loose_key(grid.name) for grid in self._grids)

    @cached_property
    def places(self) -> list[tuple[Grid, dict[str, list[tuple[int, int]]]]]:
        """For every sheet the (row, column) of every short text."""
        return [(grid, _places(grid)) for grid in self._grids]

    @cached_property
    def words(self) -> set[int]:
        """Hashed word triples of all texts."""
        return word_triples(grid.text(row, col) for grid in self._grids for row in grid.rows for col in grid.rows[row])


def _places(grid: Grid) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row, cells in grid.rows.items():
        for col in cells:
            text = grid.text(row, col)
            if len(text) <= _LONGEST_HEADER:
                found.setdefault(loose_key(text), []).append((row, col))
    return found


def likeness(profile: LayoutProfile, structure: Structure) -> float:
    """Return how much of the profile is in the file, 0–1."""
    same = structure_likeness(profile, structure)
    if not profile.wording:
        return same
    if _STRUCTURE * same + _WORDING < MATCHED:
        return _STRUCTURE * same
    kept = len(profile.wording & structure.words) / len(profile.wording)
    return _STRUCTURE * same + _WORDING * min(1.0, kept / _MUCH_WORDING)


def structure_likeness(profile: LayoutProfile, structure: Structure) -> float:
    """Return how alike sheet names, headers and ids are, 0–1; what the profile does not have does not count."""
    parts = [(_SHEETS, _sheets(profile, structure))]
    headers, ids = [], []
    for sheet in profile.sheets:
        for table in sheet.tables:
            share, same_ids = _table(table, loose_key(sheet.name), structure)
            headers += [share] * len(table.headed)
            ids += [] if same_ids is None else [same_ids]
    parts += [(_HEADERS, sum(headers) / len(headers))] if headers else []
    parts += [(_IDS, sum(ids) / len(ids))] if ids else []
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _sheets(profile: LayoutProfile, structure: Structure) -> float:
    """Compare the names: sheets that are gone weigh more than sheets that were added."""
    named = Counter(loose_key(name) for name in [*(sheet.name for sheet in profile.sheets), *profile.ignore])
    read = Counter(loose_key(sheet.name) for sheet in profile.sheets)
    there = structure.names
    kept = (named & there).total() / named.total()
    needed = (read & there).total() / read.total()
    known = (named & there).total() / max(there.total(), 1)
    return 0.5 * needed + 0.25 * kept + 0.25 * known


def _table(table: TableLayout, sheet: str, structure: Structure) -> tuple[float, float | None]:
    """Return the share of headers in the best row of the table's sheet, or of any, and how many ids look alike."""
    same_name = [place for place in structure.places if loose_key(place[0].name) == sheet]
    best: tuple[float, float | None] = (0.0, None)
    for grid, places in same_name or structure.places:
        share, row = _best_row(table, places)
        if share > best[0]:
            best = (share, _ids(table, grid, places, row))
    return best


def _best_row(table: TableLayout, places: dict[str, list[tuple[int, int]]]) -> tuple[float, int]:
    """Return the share of headers in the best row, the one above it counted: a header may have two rows."""
    rows: Counter[int] = Counter()
    for column in table.headed:
        keys = {loose_key(column.header), last_part(column.header)}
        found = {row for key in keys for row, _ in places.get(key, ())}
        rows.update(found | {row + 1 for row in found})
    if not rows:
        return 0.0, 0
    row, count = min(rows.items(), key=lambda item: (-item[1], abs(item[0] - (table.header_row or 1))))
    return count / len(table.headed), row


def _ids(table: TableLayout, grid: Grid, places: dict[str, list[tuple[int, int]]], row: int) -> float | None:
    """Return how many of the ids below the header have the profile's shape, where there are any to be found."""
    col = next((c for role in ("id", "question") if (c := _column_of(role, table, places, row))), None)
    if not table.id_shape or col is None:
        return None
    below = [text for r in grid.row_numbers if r > row and (text := grid.text(r, col))][:_IDS_LOOKED_AT]
    ids = [split_id(text)[0] or text for text in below]
    return min(1.0, 2 * sum(id_shape(text) == table.id_shape for text in ids) / len(ids)) if ids else 0.0


def _column_of(role: str, table: TableLayout, places: dict[str, list[tuple[int, int]]], row: int) -> int | None:
    for column in table.headed:
        if column.role == role:
            keys = (loose_key(column.header), last_part(column.header))
            return next((c for key in keys for r, c in places.get(key, ()) if r in (row - 1, row)), None)
    return None


def best_match(workbook: Workbook, folder: Path) -> Match:
    """Return the profile of the folder that is most like the file, if one is alike enough."""
    from segq.intake.profile_schema import load_profile  # pydantic: only where there are profiles to read

    structure = Structure(workbook)
    ranked: list[tuple[float, LayoutProfile]] = []
    complaints: list[str] = []
    for path in profile_files(folder):
        try:
            profile = load_profile(path)
        except InputRejected as error:
            complaints.append(f"{error.message} The profile was passed over.")
            continue
        score = round(likeness(profile, structure), 2)
        if score >= (MATCHED if profile.wording else MATCHED_BY_STRUCTURE):
            ranked.append((score, profile))
    if not ranked:
        return Match(None, complaints=tuple(complaints))
    score, profile = max(ranked, key=lambda pair: pair[0])
    return Match(profile, score, tuple(complaints))


def profile_files(folder: Path) -> Sequence[Path]:
    """Return the YAML files of the folder by name; a folder that is not there holds none."""
    if not folder.is_dir():
        return ()
    return sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file())


def read_laid_out(workbook: Workbook, name: str, choice: ProfileChoice) -> Reading:
    """Read a workbook by the named profile, else by the folder's best match, else by what is found.

    A named profile that does not fit raises ``InputRejected``; one that was found by itself becomes a doubt.
    """
    if choice.named is not None:
        from segq.intake.profile_schema import load_profile

        return read_workbook(workbook, name, load_profile(choice.named))
    if choice.folder is None or not profile_files(choice.folder):
        return read_workbook(workbook, name)
    match = best_match(workbook, choice.folder)
    doubts = [Doubt(str(choice.folder), text) for text in match.complaints]
    return _with_doubts(_read_matched(workbook, name, match), doubts)


def _read_matched(workbook: Workbook, name: str, match: Match) -> Reading:
    if match.profile is None:
        return read_workbook(workbook, name)
    use = ProfileUse(match.profile.name, match.matched)
    try:
        return replace(read_workbook(workbook, name, match.profile), profile=use)
    except InputRejected as error:
        doubt = Doubt(str(use), f"it was left away: {error.message}")
        return _with_doubts(read_workbook(workbook, name), [doubt])


def _with_doubts(reading: Reading, doubts: Sequence[Doubt]) -> Reading:
    questionnaire = replace(reading.questionnaire, doubts=(*doubts, *reading.questionnaire.doubts))
    return replace(reading, questionnaire=questionnaire)
