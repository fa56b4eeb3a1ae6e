"""The workspace's own facts about the respondent, from one small YAML file; unknown keys are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from answers.respondent_facts import FOR_A_PERSON, FactName, RespondentFact
from knowledge.errors import InputRejected
from knowledge.yaml_source import YamlSource, read_yaml

AS_OF = "as-of"
"""What ``date_completed`` says to be filled with the date of the run."""
_FILLABLE = tuple(name for name in FactName if name not in FOR_A_PERSON)
_NEXT = "See “Facts about the respondent” in docs/filling.md."


def load_facts(given: Path | None, usual: Path, as_of: date) -> Mapping[str, RespondentFact]:
    """Return the facts by name: of the file given, else of the usual one if there is one.

    Raises InputRejected naming file and line; a file that was asked for must be there.
    """
    path = given or usual
    if not path.is_file():
        if given is None:
            return {}
        raise InputRejected(f"{given}: no such file of facts.", f"Give --facts a YAML file, or put one at {usual}.")
    source = read_yaml(path)
    if source.problems:
        first = source.problems[0]
        raise InputRejected(str(first), first.hint or _NEXT)
    return _facts(source, as_of)


def _facts(source: YamlSource, as_of: date) -> Mapping[str, RespondentFact]:
    from pydantic import ValidationError

    from segq.facts_schema import FactsEntry

    try:
        entry = FactsEntry.model_validate(source.data if source.data is not None else {})
    except ValidationError as error:
        raise _rejected(source, error.errors()[0]["loc"], error.errors()[0]["msg"]) from None
    return {
        name: RespondentFact(name, _value(source, name, fact.value, as_of), fact.disclosure or entry.disclosure)
        for name, fact in entry.facts.items()
    }


def _rejected(source: YamlSource, place: tuple[int | str, ...], message: str) -> InputRejected:
    kept = tuple(step for step in place if step != "[key]")
    name = str(kept[1]) if len(kept) > 1 and kept[0] == "facts" else ""
    said = f"{source.path}:{source.line(kept)}: {'.'.join(map(str, kept)) or 'the file'}: {message}"
    if name in FOR_A_PERSON:
        return InputRejected(f"{said}.", f"It is never filled: {FOR_A_PERSON[FactName(name)]}. Take it out.")
    known = f"Facts are: {', '.join(_FILLABLE)}." if name and name not in _FILLABLE else _NEXT
    return InputRejected(f"{said}.", known)


def _value(source: YamlSource, name: FactName, value: str | int | date, as_of: date) -> str | int | date:
    """Return what is written: the date of completion is the run's own, never one that ages in a file."""
    if name is not FactName.DATE_COMPLETED:
        return value
    if value != AS_OF:
        raise InputRejected(
            f"{source.path}:{source.line(('facts', name))}: {name} is a fixed date.",
            f"Write `{name}: {AS_OF}`, so that each run gives its own date, or take it out.",
        )
    return as_of
