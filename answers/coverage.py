"""Which of the things asked a statement states, and which it does not: read from its answer, never its questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from answers.demands import DemandKind, kind_of
from answers.glossary import Concept, concepts
from answers.polarity import negations
from answers.quantities import (
    Duration,
    Frequency,
    Version,
    durations,
    frequencies,
    versions,
    windows,
    without_quantities,
)
from knowledge.approval import members
from knowledge.statement import KnowledgeBase, Party, Settles, Statement
from knowledge.stems import terms

Rarity = Callable[[str], float]
"""How telling a word is among all phrases of the base, 0 (everywhere) to 1 (nowhere)."""

_ALL = re.compile(
    r"\b(?:all|every|each|any and all|entire|100\s?%|complete(?:ly)?|fully|comprehensive(?:ly)?)\b", re.IGNORECASE
)
_ALWAYS = re.compile(
    r"\b(?:always|everywhere|in full|in (?:its|their) entirety|even (?:for|in|if|when)|"
    r"at all times|in (?:all|every) (?:cases?|instances?|circumstances?)|under all circumstances|100\s?%|"
    r"without (?:an? |any )?exceptions?)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?P<every>all|every|each|any and all|the entire)\b(?: (?:of|your|our|the|its|their|such|relevant|applicable))*"
    r"(?P<what>(?: (?!(?:and|or|is|are|be|to|that|with|on|in|for|of|at|by|who|which|have|has|must|undergo|before|"
    r"when)\b)[\w'-]+){1,3})",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|strictly)\b", re.IGNORECASE)
_UNIVERSAL = re.compile(r"\b(?:all|every|each|any)\b", re.IGNORECASE)
_CUSTOMER_SPEAKS = re.compile(r"(?<=\w )\bwe\b")
_CUSTOMER = "customer"
_RESTRICTION = re.compile(r"\b(?:with|who|that|whose|in|for|having)\b\s+(.*)", re.IGNORECASE)
_PEOPLE = frozenset({"personnel", "contractor"})
_STRENGTHENS = frozenset({"documented", "test", "automat", "industrystandard", "known"})
"""What an approved question may demand on top of the one asked: who has it documented, has it."""
_EVER = re.compile(_EVERY.pattern.replace("any and all", "any and all|any"), re.IGNORECASE)
"""With *never*, *any* says what *every* says."""
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_ACTOR = re.compile(
    r"^(?:do|does|did|are|is|have|has|can|must|will|may)\s+(?:(?:all|any)\s+)?(?:of\s+)?(?:(?:your|our|the)\s+)?(?:own\s+)?"
    r"(?P<party>customers|clients|tenants|subprocessors|sub-processors|partners|affiliates|visitors|contractors|researchers)\b"
    r"(?!')",
    re.IGNORECASE,
)
"""Who acts in a closed question, where it is somebody else than the company."""
_AGENT = re.compile(
    r"\bby (?:the |our |your |its |an? )?(?P<party>customers?|clients?|tenants?|users?|us|third[- ]part(?:y|ies)|"
    r"subprocessors?|vendors?|suppliers?|external \w+|independent \w+)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:your|our|their|its|the company's) own\b|\bin[- ]house\b|\byourselves\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:other than|except(?: for)?|besides|excluding|apart from|regardless of|unless|in addition to|on top of|"
    r"independent(?:ly)? (?:of|from)|"
    r"(?:intend|plan|consider)(?:s|ing)?\s"
    r"(?:to|on)|going to|in the future)\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(r"\b(?:required?|requires|must|mandatory|mandated?|enforced?|obliged)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b(?!\s*/\s*or)|;|\b(?:with|using|via|based on|according to)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'-]+")
_NO_LIMIT = frozenset({"segmetrics", "our", "the", "all", "every", "any", "new", "customer"})
_WIDE = frozenset({"systems", "environments", "services", "applications", "components", "software", "locations"})
_UNHEARD_OF = 0.9
"""Rarity of a word that next to no phrase of the base uses."""
_WHOLE = frozenset({"times", "cases", "data", "information"})
"""Nouns of which *all* says nothing that the rest of the question does not say."""
_STORING = frozenset({"store", "encrypt", "location"})
_ANY_DATA = re.compile(r"\bany (?:[\w'-]+ ){0,2}(?:data|information)\b", re.IGNORECASE)
_STORED = frozenset({"data", "information"})
"""Of these, *all* means wherever they are."""
_BEHIND_NOUNS = frozenset({"undergo", "receive", "use", "have", "must", "prior", "only", "using", "via", "within"})
_LEAST = 0.02
"""Weight below which a word is no demand worth naming."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a question asks for, in its own words, and whether the statement states it."""

    kind: DemandKind
    text: str
    weight: float
    """0–1: how much of the question hangs on it."""
    met: bool
    refuted: bool = False
    """The statement says otherwise: asked for AES-512, it states AES-256."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement says, prepared once: its text, the concepts in it and its typed facets."""

    text: str
    claim: str
    composite: bool
    claimed: frozenset[str]
    """The concepts of the claim alone."""
    tokens: frozenset[str]
    settles: Settles
    frequencies: tuple[Frequency, ...]
    durations: tuple[Duration, ...]
    stems: frozenset[str]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The demands of a question, split into those a statement meets and those it does not, in the question's words."""

    demands: tuple[Demand, ...]

    @property
    def covered(self) -> tuple[str, ...]:
        """What is asked and stated."""
        return _texts(demand for demand in self.demands if demand.met)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is asked and not stated; of a joined part its words alone."""
        return _texts(demand for demand in self.demands if not demand.met and demand.kind is not DemandKind.CONJUNCT)

    @property
    def hard(self) -> tuple[Demand, ...]:
        """The unmet demands that no paraphrase excuses: all but plain subjects."""
        return tuple(demand for demand in self.demands if not demand.met and demand.kind is not DemandKind.SUBJECT)

    @property
    def heaviest(self) -> float:
        """Weight of the most telling unmet demand, 0–1; 0 where everything is met."""
        return max((demand.weight for demand in self.demands if not demand.met), default=0.0)

    @property
    def share(self) -> float:
        """Weight of the covered demands among all, 0–1; 1 where nothing in particular is asked."""
        total = sum(demand.weight for demand in self.demands)
        return sum(demand.weight for demand in self.demands if demand.met) / total if total else 1.0


def _texts(demands: Iterator[Demand]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(demand.text for demand in demands))


def stated_by(statement: Statement, base: KnowledgeBase) -> Stated:
    """Collect what the statement says: title, claim, answers, aliases and settled facets, its components' included."""
    spoken = members(statement, base)
    text = " . ".join(piece for member in spoken for piece in _spoken(member))
    aliases = " . ".join(alias for member in spoken for alias in (*member.aliases, member.title))
    named = frozenset(concept.token for concept in concepts(aliases))
    tokens = named | {concept.token for concept in concepts(text)}
    if any(member.settles.algorithm for member in spoken):
        tokens |= {"industrystandard"}
    return Stated(
        text=text,
        claim=statement.claim,
        composite=statement.is_composite,
        claimed=frozenset(concept.token for concept in concepts(statement.claim)),
        tokens=tokens | _typed(spoken),
        settles=statement.settles,
        frequencies=() if statement.is_composite else frequencies(text),
        durations=() if statement.is_composite else durations(text),
        stems=frozenset(terms(text)),
        versions=versions(text),
    )


def _spoken(statement: Statement) -> tuple[str, ...]:
    """Return the claim itself; the full answer is left out, because it repeats neighbouring facts for the reader."""
    settles = statement.settles
    facets = (*settles.scope, *settles.population, *settles.algorithm, settles.frequency or "", settles.timing or "")
    values = tuple(f"{value.value} {value.unit or ''}" for value in settles.values)
    return (statement.claim, statement.answers.short, *facets, *values)


def _typed(spoken: tuple[Statement, ...]) -> set[str]:
    """Return the tokens of the yes/no facets that these statements settle."""
    flags = {"documented": "documented", "test": "tested", "approv": "approved", "automat": "automated"}
    return {token for token, name in flags.items() if any(getattr(member.settles, name) for member in spoken)}


def cover(asked: str, stated: Stated, rarity: Rarity) -> Coverage:
    """Compare the demands of a question with what a statement says."""
    found = (
        *_quantities(asked, stated),
        *_quantifiers(asked, stated),
        *_parties(asked, stated),
        *_conjuncts(asked, stated),
        *_subjects(asked, stated, rarity),
    )
    return Coverage(tuple(demand for demand in found if demand.weight >= _LEAST))


def _quantities(asked: str, stated: Stated) -> Iterator[Demand]:
    """Compare frequencies, durations, versions and look-back windows, each with its unit."""
    compared = [(want.text, any(have.satisfies(want) for have in stated.frequencies)) for want in frequencies(asked)]
    compared += [(want.text, any(have.satisfies(want) for have in stated.durations)) for want in durations(asked)]
    compared += [(want, False) for want in windows(asked)]
    for text, met in compared:
        yield Demand(DemandKind.QUANTITY, text, 1.0, met)
    for version in versions(asked):
        met = any(have.satisfies(version) for have in stated.versions)
        named = [have for have in stated.versions if have.name == version.name]
        refuted = not met and bool(named) and all(have.refutes(version) for have in named)
        yield Demand(DemandKind.QUANTITY, version.text, 1.0, met, refuted)


def _quantifiers(asked: str, stated: Stated) -> Iterator[Demand]:
    """Demand what *all*, *only* and *required* demand: over nothing else than what the statement speaks of."""
    for strict in (_ONLY, _ALWAYS):
        match = strict.search(without_quantities(asked))
        if match:
            yield Demand(DemandKind.QUANTIFIER, match[0], 1.0, bool(strict.search(stated.text)))
    beyond = _BEYOND.search(asked)
    if beyond:
        yield Demand(DemandKind.QUANTIFIER, beyond[0], 1.0, met=False)
    named = {concept.token for concept in concepts(asked)}
    yield from _universals(asked, named, stated)
    yield from _unscoped(asked, named, stated)


def _universals(asked: str, named: set[str], stated: Stated) -> Iterator[Demand]:
    """Demand that what *all* or *every* is said of is what the statement says it of, narrowed no further."""
    pattern = _EVER if _NEVER.search(asked) else _EVERY
    for match in pattern.finditer(without_quantities(asked)):
        head = _head(match["what"])
        if head.lower() in _WHOLE:
            if head.lower() in _STORED and _scope_unnamed(named, stated):
                yield Demand(DemandKind.QUANTIFIER, f"{match['every']}{match['what']}", 1.0, met=False)
            continue
        same = not (stated.composite or _unbounded(head, stated)) and bool(
            set(terms(head)) & stated.stems or {concept.token for concept in concepts(head)} & stated.tokens
        )
        nouns = (head, *(concept.text for concept in demanded(asked)))
        if not same or any(_narrowed(noun, asked, stated) for noun in nouns):
            yield Demand(DemandKind.QUANTIFIER, f"{match['every']}{match['what']}", 1.0, met=False)
    anywhere = _ANY_DATA.search(asked) if negations(asked) % 2 else None
    if anywhere and _scope_unnamed(named, stated):
        yield Demand(DemandKind.QUANTIFIER, anywhere[0], 1.0, met=False)
    for population in stated.settles.population:
        narrowing = _narrowing(population)
        if narrowing and (named & _PEOPLE or _UNIVERSAL.search(asked)) and not narrowing <= named:
            yield Demand(DemandKind.QUANTIFIER, f"beyond {population}", 1.0, met=False)


def _scope_unnamed(named: set[str], stated: Stated) -> bool:
    """Whether the statement holds for named places only, none of which the question names."""
    scopes = [{concept.token for concept in concepts(scope)} - _STORING for scope in stated.settles.scope]
    return bool(scopes) and not any(scope & named for scope in scopes)


def _unbounded(head: str, stated: Stated) -> bool:
    """Whether *all systems* and the like reach beyond a statement that holds for named ones only."""
    scope = " ".join(stated.settles.scope).lower()
    return head.lower() in _WIDE and bool(scope) and head.lower() not in scope


def _head(phrase: str) -> str:
    """Return the noun of *personnel required* or *production systems*: the last word that is no participle."""
    words = phrase.split()
    nouns = [word for word in words if not word.lower().endswith(("ed", "ing"))]
    return (nouns or words)[-1]


def _narrowed(head: str, asked: str, stated: Stated) -> bool:
    """Whether the claim says the noun only with a limiting word (*critical infrastructure*) that the question lacks."""
    words = ["", *_WORD.findall(stated.claim), ""]
    pairs = list(zip(words, words[1:], words[2:], strict=False))
    heads = [(before, word) for before, word, after in pairs if _ends(after)]
    found = heads if any(set(terms(head)) & set(terms(word)) for _, word in heads) else list(pairwise(words[:-1]))
    limits = [before for before, word in found if word.lower() == head.lower()]
    limits = limits or [before for before, word in found if set(terms(head)) & set(terms(word))]
    own = set(terms(asked))
    return bool(limits) and all(_limits(before) and not set(terms(before)) & own for before in limits)


def _ends(after: str) -> bool:
    """Whether a noun ends its phrase before this word: in *incident commander*, *incident* does not."""
    return not after or not terms(after) or after.lower() in _BEHIND_NOUNS or after.lower().endswith(("ed", "s"))


def _limits(word: str) -> bool:
    plain = word.lower()
    participle = (
        plain.endswith(("ed", "ing", "s")) and not plain.endswith("ss") and "-" not in plain and plain != "affected"
    )
    return bool(terms(word)) and plain not in _NO_LIMIT and not participle


def _unscoped(asked: str, named: set[str], stated: Stated) -> Iterator[Demand]:
    """Demand the scope of a requirement: *MFA is required* for production is not *MFA is required*."""
    if not _REQUIRED.search(asked) or not stated.settles.scope:
        return
    scopes = [{concept.token for concept in concepts(scope)} - {"access"} for scope in stated.settles.scope]
    if not any(not scope or scope & named for scope in scopes):
        yield Demand(DemandKind.QUANTIFIER, f"beyond {stated.settles.scope[0]}", 1.0, met=False)


def _narrowing(population: str) -> set[str]:
    """Return the tokens that narrow a population, as in *personnel with access to production systems*."""
    match = _RESTRICTION.search(population)
    return {concept.token for concept in concepts(match[1])} - {"access"} if match else set()


def _subjects(asked: str, stated: Stated, rarity: Rarity) -> Iterator[Demand]:
    for concept in demanded(asked):
        kind, weight = kind_of(concept), 1.0
        if kind is DemandKind.SUBJECT:
            weight = rarity(concept.text)
            kind = DemandKind.NAME if _is_name(concept.text, weight, asked) else kind
        yield Demand(kind, concept.text, weight, concept.token in stated.tokens)


def _is_name(text: str, weight: float, asked: str) -> bool:
    """Whether a word is the name of a product or company that nothing in the base speaks of."""
    return text[:1].isupper() and not text.isupper() and weight >= _UNHEARD_OF and not asked.startswith(text)


def _parties(asked: str, stated: Stated) -> Iterator[Demand]:
    """Demand that whoever acts in the question, where it is not the company, acts in the statement."""
    for pattern in (_ACTOR, _AGENT):
        match = pattern.search(asked)
        if match:
            tokens = {concept.token for concept in concepts(match["party"])} or {_CUSTOMER}
            yield Demand(DemandKind.PARTY, match["party"], 1.0, bool(tokens & stated.claimed))
    own = _OWN.search(asked)
    if own:
        yield Demand(DemandKind.PARTY, own[0], 1.0, stated.settles.party is not Party.PROVIDER)
    if _CUSTOMER_SPEAKS.search(asked):
        yield Demand(DemandKind.PARTY, "we", 1.0, _CUSTOMER in stated.tokens)


def _conjuncts(asked: str, stated: Stated) -> Iterator[Demand]:
    """Demand every joined part: *… and backed up* asks a second thing, of which the statement must say something."""
    pieces = [piece for piece in _AND.split(without_quantities(asked)) if piece.strip()]
    for piece in pieces[1:]:
        named = [concept for concept in demanded(piece) if kind_of(concept) is DemandKind.SUBJECT]
        if named and not any(concept.token in stated.tokens for concept in demanded(piece)):
            yield Demand(DemandKind.CONJUNCT, " ".join(concept.text for concept in named), 0.5, met=False)


@lru_cache(maxsize=8192)
def demanded(asked: str) -> tuple[Concept, ...]:
    """Return what a question speaks of, its quantities and quantifiers apart."""
    return concepts(_ONLY.sub(" ", _ALL.sub(" ", _ALWAYS.sub(" ", without_quantities(asked)))))


def named_share(asked: str, approved: str, rarity: Rarity) -> float:
    """Return how much of what an approved question names the asked one names too, 0–1, by weight.

    The rest narrows the approved question: the asked one is broader than what was approved.
    """
    named = {concept.token for concept in demanded(asked)} | _STRENGTHENS
    weights = [(rarity(concept.text), concept.token in named) for concept in demanded(approved)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, present in weights if present) / total if total else 1.0
