"""The YAML of a layout profile, key by key: unknown keys are refused, every problem names the file and its line."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from knowledge.errors import InputRejected
from knowledge.yaml_source import KeyPath, YamlSource, read_yaml
from segq.intake.evidence import Role
from segq.intake.profiles import ColumnLayout, LayoutProfile, SheetLayout, TableLayout

_HINT = "docs/layout-profiles.md explains every key."
_SHOWN = 10


def _as_tuple(value: object) -> object:
    """Let one scalar stand for a list of one, and an empty key for an empty list."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str | int) else value


def _as_text(value: object) -> object:
    """Take an unquoted number or nothing for the text that a cell shows."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


RowNumber = Annotated[StrictInt, Field(ge=1, le=1_048_576)]
Text = Annotated[StrictStr, BeforeValidator(_as_text)]
Rows = Annotated[tuple[RowNumber | Annotated[StrictStr, Field(min_length=1)], ...], BeforeValidator(_as_tuple)]
Letter = Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnEntry(_Entry):
    """A column under its letter."""

    role: Role
    header: Text = ""
    options: tuple[StrictStr | StrictBool | StrictInt | StrictFloat, ...] = ()


class TableEntry(_Entry):
    """An item of ``tables``."""

    header_row: RowNumber | None = None
    first_row: RowNumber | None = None
    last_row: RowNumber | Literal["end"] = "end"
    answers: Literal["beside", "below", "appended", "cells"] = "beside"
    id_shape: Text = ""
    columns: dict[Letter, ColumnEntry] = {}
    skip: Rows = ()
    ask: Rows = ()

    @model_validator(mode="after")
    def _can_be_read(self) -> TableEntry:
        if self.answers == "cells":
            if self.columns or self.ask or self.header_row is not None:
                raise ValueError("with answers: cells takes no columns, header_row or ask")
            return self
        roles = [column.role for column in self.columns.values()]
        if roles.count(Role.QUESTION) != 1:
            raise ValueError("needs exactly one column with the role question")
        if self.answers == "beside" and not any(role.is_slot for role in roles):
            raise ValueError("needs a column to answer in, or answers: below or appended")
        if self.header_row is not None and not any(column.header for column in self.columns.values()):
            raise ValueError("has a header_row, but no column with a header")
        if isinstance(self.last_row, int) and self.last_row < (self.first_row or self.header_row or 1):
            raise ValueError("ends above its first row")
        return self

    def layout(self) -> TableLayout:
        """Return the table as a value."""
        return TableLayout(
            columns=tuple(ColumnLayout(name, c.role, c.header, c.options) for name, c in self.columns.items()),
            header_row=self.header_row,
            first_row=self.first_row,
            last_row=None if isinstance(self.last_row, str) else self.last_row,
            below=self.answers == "below",
            cells=self.answers == "cells",
            append=self.answers == "appended",
            id_shape=self.id_shape,
            skip=self.skip,
            ask=self.ask,
        )


class SheetEntry(_Entry):
    """An item of ``sheets``."""

    sheet: Annotated[Text, Field(min_length=1)]
    tables: tuple[TableEntry, ...]
    blocks: StrictBool = True

    @model_validator(mode="after")
    def _is_read(self) -> SheetEntry:
        if not self.tables and not self.blocks:
            raise ValueError("has neither tables nor blocks to read; name it under ignore")
        return self


class ProfileEntry(_Entry):
    """The whole file; ``profile`` is the version of this format."""

    profile: Literal[1]
    made_from: Text = ""
    sheets: Annotated[tuple[SheetEntry, ...], Field(min_length=1)]
    ignore: Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)] = ()
    wording: Annotated[Text, Field(pattern=r"^([0-9a-f]{8}\s*)*$")] = ""

    @model_validator(mode="after")
    def _names_each_sheet_once(self) -> ProfileEntry:
        names = [sheet.sheet for sheet in self.sheets] + list(self.ignore)
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"names the sheet “{twice}” twice")
        return self


_KEYS: dict[type[BaseModel], tuple[str, ...]] = {
    model: tuple(model.model_fields) for model in (ProfileEntry, SheetEntry, TableEntry, ColumnEntry)
}


def load_profile(path: Path) -> LayoutProfile:
    """Read and check a profile; everything wrong with it is raised in one ``InputRejected``."""
    if not path.is_file():
        raise InputRejected(
            f"{path}: no such layout profile.", "Make one with `segq inspect FILE --save-profile P.yaml`."
        )
    source = read_yaml(path)
    entry = None if source.problems else _validated(source)
    if entry is None:
        problems = source.problems[:_SHOWN]
        raise InputRejected("\n".join(f"{problem} {problem.hint}".strip() for problem in problems), _HINT)
    wording = frozenset(int(word, 16) for word in entry.wording.split())
    sheets = tuple(SheetLayout(s.sheet, tuple(table.layout() for table in s.tables), s.blocks) for s in entry.sheets)
    return LayoutProfile(path.name, sheets, entry.ignore, wording)


def _validated(source: YamlSource) -> ProfileEntry | None:
    try:
        return ProfileEntry.model_validate(source.data)
    except ValidationError as error:
        for details in error.errors():
            place = _place(source, details["loc"])
            source.report(place, _told(details, place), _next_step(details))
        return None


def _place(source: YamlSource, loc: tuple[int | str, ...]) -> KeyPath:
    """Return the deepest part of a place that stands in the file: pydantic also names its own unions."""
    place: KeyPath = tuple(loc)
    while place and place not in source.lines:
        place = place[:-1]
    return place


def _told(details: ErrorDetails, place: KeyPath) -> str:
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in place) or "the file"
    if details["type"] == "extra_forbidden":
        return f"{where}: there is no such key."
    if details["type"] == "missing":
        return f"{where}: the key {details['loc'][-1]} is missing."
    return f"{where}: {details['msg'].removeprefix('Value error, ')}."


def _next_step(details: ErrorDetails) -> str:
    if details["type"] != "extra_forbidden":
        return ""
    known = sorted({key for keys in _KEYS.values() for key in keys})
    close = difflib.get_close_matches(str(details["loc"][-1]), known, n=1)
    return f"Did you mean {close[0]!r}?" if close else "Take it out."
