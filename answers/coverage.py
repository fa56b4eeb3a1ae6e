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
_ALWAYS = re.compile(r"\b(?:always|at all times|in all cases|under all circumstances|100\s?%)", re.IGNORECASE)
_CUSTOMER_SPEAKS = re.compile(r"(?<=\w )\bwe\b")
_CUSTOMER = "customer"
_STRENGTHENS = frozenset({"document", "test", "automat", "industrystandard", "known"})
"""What an approved question may demand on top of the one asked: who has it documented, has it."""
_ONLY = re.compile(r"\b(?:only|solely|exclusively|strictly)\b", re.IGNORECASE)
_RESTRICTION = re.compile(r"\b(?:with|who|that|whose|in|for|having)\b\s+(.*)", re.IGNORECASE)
_PEOPLE = frozenset({"personnel", "contractor"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement says, prepared once: its text, the concepts in it and its typed facets."""

    text: str
    tokens: frozenset[str]
    named: frozenset[str]
    """The concepts of its title and aliases: what it is about."""
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
    named = frozenset(concept.token for concept in concepts(aliases))
    tokens = named | {concept.token for concept in concepts(text)}
    if any(member.settles.algorithm for member in spoken):
        tokens |= {"industrystandard"}
    return Stated(text, tokens | _typed(spoken), named, statement.settles)


def cover(asked: str, stated: Stated) -> Coverage:
    """Compare the demands of a question with what a statement says."""
    covered: list[str] = []
    missing: list[str] = []
    for text, met in (*_quantities(asked, stated), *_quantifiers(asked, stated), *_subjects(asked, stated)):
        (covered if met else missing).append(text)
    return Coverage(tuple(dict.fromkeys(covered)), tuple(dict.fromkeys(missing)))


def _spoken(statement: Statement) -> tuple[str, ...]:
    """Return the claim itself; the full answer is left out, because it repeats neighbouring facts for the reader."""
    settles = statement.settles
    facets = (*settles.scope, *settles.population, *settles.algorithm, settles.frequency or "", settles.timing or "")
    values = tuple(f"{value.value} {value.unit or ''}" for value in settles.values)
    return (statement.claim, statement.answers.short, *facets, *values)


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
    for strict in (_ONLY, _ALWAYS):
        match = strict.search(asked)
        if match:
            found.append((match[0], bool(strict.search(stated.text))))
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
    found = [(concept.text, concept.token in stated.tokens) for concept in demanded(asked)]
    if _CUSTOMER_SPEAKS.search(asked):
        found.append(("we", _CUSTOMER in stated.tokens))
    return found


def demanded(asked: str) -> tuple[Concept, ...]:
    """Return what a question speaks of, its quantities and quantifiers apart."""
    return concepts(_ONLY.sub(" ", _ALL.sub(" ", without_quantities(asked))))


def beyond(asked: str, approved: str) -> tuple[str, ...]:
    """Return what narrows an approved question but not the one asked, which then asks for more than was approved."""
    named = {concept.token for concept in demanded(asked)}
    return tuple(concept.text for concept in demanded(approved) if concept.token not in named | _STRENGTHENS)


def singles_out(asked: str, approved: str, stated: Stated) -> bool:
    """Whether the question names a part that the approved one does not: what holds of the whole may not hold of it."""
    known = {concept.token for concept in demanded(approved)} | stated.named | _STRENGTHENS
    return any(concept.token not in known for concept in demanded(asked))
