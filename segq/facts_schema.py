"""The YAML of a facts file, key by key."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr

from answers.respondent_facts import FOR_A_PERSON, FactName
from knowledge.statement import Disclosure


def _spelled_out(value: object) -> object:
    """Let a plain value stand for ``{value: …}``."""
    return value if isinstance(value, dict) else {"value": value}


def _ours_to_give(name: FactName) -> FactName:
    if name in FOR_A_PERSON:
        raise ValueError("is for a person to give")
    return name


def _plain(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise ValueError("is no text, whole number or date")  # noqa: TRY004 - pydantic collects ValueError only
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty")
    return value.strip() if isinstance(value, str) else value


class FactEntry(BaseModel):
    """A fact: its value, and how far it may go where that differs from the rest of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: Annotated[StrictStr | StrictInt | date, BeforeValidator(_plain)]
    disclosure: Disclosure | None = None


class FactsEntry(BaseModel):
    """The file: facts by name, and how far they may go; unset means ``internal``, as everywhere."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    disclosure: Disclosure = Disclosure.INTERNAL
    facts: dict[
        Annotated[FactName, AfterValidator(_ours_to_give)], Annotated[FactEntry, BeforeValidator(_spelled_out)]
    ] = Field(default_factory=dict)
