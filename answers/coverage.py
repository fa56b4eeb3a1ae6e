"""Which of the things asked a statement states, and which it does not: read from its answer, never its questions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from answers.glossary import Concept, concepts
from answers.quantities import durations, frequencies, versions, windows, without_quantities
from knowledge.approval import members
from knowledge.statement import KnowledgeBase, Settles, Statement

_ALL = re.compile(
    r"\b(?:all|every|each|entire|always|at all times|100\s?%|complete(?:ly)?|fully|comprehensive)\b", re.IGNORECASE
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|strictly)\b", re.IGNORECASE)
_RESTRICTION = re.compile(r"\b(?:with|who|that|whose|in|for|having)\b\s+(.*)", re.IGNORECASE)
_PEOPLE = frozenset({"personnel", "contractor"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement says, prepared once: its text, the concepts in it and its typed facets."""

    text: str
    tokens: frozenset[str]
    settles: Settles


@dataclass(frozen=True, slots=True)
class Coverage:
    """The demands of a question, split into those a statement meets and those it does not, in the question's words."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> float:
        """Covered demands among all, 0–1; 1 where nothing in particular is asked."""
        total = len(self.covered) + len(self.missing)
        return len(self.covered) / total if total else 1.0


def stated_by(statement: Statement, base: KnowledgeBase) -> Stated:
    """Collect what the statement says: title, claim, answers, aliases and settled facets, its components' included."""
    spoken = members(statement, base)
    text = " . ".join(piece for member in spoken for piece in _spoken(member))
    aliases = " . ".join(alias for member in spoken for alias in (*member.aliases, member.title))
    tokens = {concept.token for concept in concepts(f"{text} . {aliases}")}
    if any(member.settles.algorithm for member in spoken):
        tokens.add("industrystandard")
    return Stated(text, frozenset(tokens | _typed(spoken)), statement.settles)


def cover(asked: str, stated: Stated) -> Coverage:
    """Compare the demands of a question with what a statement says."""
    covered: list[str] = []
    missing: list[str] = []
    for text, met in (*_quantities(asked, stated), *_quantifiers(asked, stated), *_subjects(asked, stated)):
        (covered if met else missing).append(text)
    return Coverage(tuple(dict.fromkeys(covered)), tuple(dict.fromkeys(missing)))


def _spoken(statement: Statement) -> tuple[str, ...]:
    settles = statement.settles
    facets = (*settles.scope, *settles.population, *settles.algorithm, settles.frequency or "", settles.timing or "")
    values = tuple(f"{value.value} {value.unit or ''}" for value in settles.values)
    return (statement.claim, statement.answers.short, statement.answers.full, *facets, *values)


def _typed(spoken: tuple[Statement, ...]) -> set[str]:
    """Return the tokens of the yes/no facets that these statements settle."""
    flags = {"document": "documented", "test": "tested", "approv": "approved", "automat": "automated"}
    return {token for token, name in flags.items() if any(getattr(member.settles, name) for member in spoken)}


def _quantities(asked: str, stated: Stated) -> list[tuple[str, bool]]:
    """Compare frequencies, durations, versions and look-back windows, each with its unit."""
    found = [(want.text, any(have.satisfies(want) for have in frequencies(stated.text))) for want in frequencies(asked)]
    found += [(want.text, any(have.satisfies(want) for have in durations(stated.text))) for want in durations(asked)]
    found += [(want.text, any(have.satisfies(want) for have in versions(stated.text))) for want in versions(asked)]
    found += [(want, False) for want in windows(asked)]
    return found


def _quantifiers(asked: str, stated: Stated) -> list[tuple[str, bool]]:
    """Demand what *all* and *only* demand; a population that the statement narrows must be narrowed by the question."""
    found = []
    only = _ONLY.search(asked)
    if only:
        found.append((only[0], bool(_ONLY.search(stated.text))))
    named = {concept.token for concept in concepts(asked)}
    for population in stated.settles.population:
        narrowing = _narrowing(population)
        if narrowing and (named & _PEOPLE or _ALL.search(asked)) and not narrowing <= named:
            found.append((f"beyond {population}", False))
    return found


def _narrowing(population: str) -> set[str]:
    """Return the tokens that narrow a population, as in *personnel with access to production systems*."""
    match = _RESTRICTION.search(population)
    return {concept.token for concept in concepts(match[1])} - {"access"} if match else set()


def _subjects(asked: str, stated: Stated) -> list[tuple[str, bool]]:
    bare = _ONLY.sub(" ", _ALL.sub(" ", without_quantities(asked)))
    return [(concept.text, _met(concept, stated)) for concept in concepts(bare)]


def _met(concept: Concept, stated: Stated) -> bool:
    return concept.token in stated.tokens
