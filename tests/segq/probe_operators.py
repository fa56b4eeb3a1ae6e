"""The grammar of closed questions, and what may be made of one: its denial, a promise, a narrower question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from knowledge.statement import Statement, YesNo


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BE = ("is", "are")
_PERFECT = ("has", "have")
_DO = ("do", "does")
_MODAL = ("can", "may")
_AUXILIARIES = (*_BE, *_PERFECT, *_DO, *_MODAL)
_PRONOUNS = ("you", "we", "it", "they", "there")
_NOT_BEFORE_A_PREDICATE = _set(
    "a an the your our its their any all each every new with without to of for from by in on at or and "
    "that which who as between"
)
_ADVERBS = _set("currently still also already ever promptly")
_IRREGULAR = _set(
    "been kept held made taken sent written left bound built withdrawn told given set read run put done "
    "drawn shown known seen forbidden paid"
)
_ADJECTIVES = _set(
    "redundant opt-in available unavailable mandatory unreadable inaccessible accessible confidential "
    "free enough part one off undefined able responsible public ready subject welcome acceptable"
)
_NOT_PARTICIPLES = _set("need speed feed seed embed red")
_PLACES = re.compile(r"(?:in (?:scope|place|use)|out of|on call|behind)\b")
_NOUNS_TOO = frozenset(("access", "process", "support"))
_VERBS = _set(
    "accept access act allow answer apply appoint appreciate ask assess assign back carry check choose "
    "communicate conduct configure contain control cover decline delete deliver deprovision describe "
    "detect document employ encrypt enforce escalate expire feed find fine-tune follow give grant handle "
    "harden hash have identify include inform keep learn let limit list log look maintain make manage "
    "mitigate monitor need notify offer operate patch pay bring consider contact cooperate lack leave "
    "perform process protect provide publish reach read receive record refrain refuse rely remove report "
    "request require respond restore restrict retain review reward rotate rule run scan see set share "
    "sign sit start stay store subscribe support take tell terminate test train undergo update use work"
)
_REDUCED = re.compile(
    r"^(?:.* )?(?:data|changes|requests|information) (?:sent|made|stored|held|shared) (?:to|in|with|by)\b"
)
_MAIN = ("encrypted", "excluded", "reviewed", "protected", "deleted", "monitored", "restricted", "used", "kept")
NEGATING = re.compile(
    r"\b(?:not|no|never|none|nothing|nor|neither|without|cannot|un(?!der|it|iq|til|ion|us|less)\w+|inaccessible|"
    r"avoid\w*|exclud\w+|ruled? out|refus\w+|refrain|forbidden|kept from|free of|off|outside|plain|left|lack|decline|"
    r"ignored|alone|rather|fail\w*|forever|necessarily|miss\w*|prevent\w*|prohibit\w*|forbid\w*|block\w*)\b",
    re.IGNORECASE,
)
QUANTIFIED = re.compile(r"\b(?:all|every|each|any|only|both|several|some|limited|always|must|should)\b", re.IGNORECASE)

_UNIVERSAL = re.compile(r"\b(?:all|every|each|any|never|not|no|none|only|requires?|complete|24/7)\b", re.IGNORECASE)
_NEVER_FAILED = frozenset(("consider", "have", "need", "rely", "use", "want"))
"""Verbs with which *fail to* is no English."""
LASTING = re.compile(r"(?:have|an?|the|one|part)\b|(?:a source|.*\bopt-in)\b")
"""Predicates that no adverb of frequency goes with."""
OWN = re.compile(
    r"(?:you|the (?:vendor|organization|company|service provider|provider|supplier)|your (?:organization|company))"
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clause:
    """A closed question in three parts: *is* + *customer data* + *encrypted at rest*."""

    auxiliary: str
    subject: str
    predicate: str

    @property
    def about_doing(self) -> bool:
        """Whether the auxiliary is *do* or *does*, so that the predicate begins with a base verb."""
        return self.auxiliary in _DO

    @property
    def modal(self) -> bool:
        """Whether an ability or a permission is asked for."""
        return self.auxiliary in _MODAL

    @property
    def verb(self) -> str:
        """The first word of the predicate."""
        return self.predicate.split(maxsplit=1)[0]

    def ask(self, subject: str = "", adverb: str = "", plural: bool | None = None) -> str:
        """Return the question with another subject, or with an adverb before its predicate."""
        auxiliary = self.auxiliary if plural is None else agree(self.auxiliary, plural)
        return _spaced(auxiliary.capitalize(), subject or self.subject, adverb, self.predicate) + "?"

    def affirmed(self) -> str:
        """Return the clause as a statement: *customer data is encrypted at rest*."""
        if self.auxiliary not in _DO:
            return _spaced(self.subject, self.auxiliary, self.predicate)
        verb = third_person(self.verb) if self.auxiliary == "does" else self.verb
        return _spaced(self.subject, verb, *self.predicate.split()[1:])

    def denied(self) -> str:
        """Return the clause as a negative statement: *customer data is not encrypted at rest*."""
        negated = "cannot" if self.auxiliary == "can" else f"{self.auxiliary} not"
        return _spaced(self.subject, negated, self.predicate)


def gerund(verb: str) -> str:
    """Return the *-ing* form of a base verb."""
    if verb in {"run", "scan", "log", "let", "set", "put", "control"}:
        return f"{verb}{'' if verb == 'control' else verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def parse(question: str) -> Clause | None:
    """Take a closed question apart; ``None`` where its grammar is not a plain one."""
    first, *rest = question.rstrip("?").split()
    auxiliary = first.lower()
    if auxiliary not in _AUXILIARIES or not question.endswith("?") or question.count("?") > 1:
        return None
    length = _subject_length(auxiliary, rest)
    if not length:
        return None
    return Clause(auxiliary, " ".join(rest[:length]), " ".join(rest[length:]))


def third_person(verb: str) -> str:
    """Return a base verb as it stands after *he*: *has*, *applies*, *accesses*."""
    if verb in {"have", "do"}:
        return {"have": "has", "do": "does"}[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"


def agree(auxiliary: str, plural: bool) -> str:
    """Return the form of an auxiliary that goes with a plural, or with a singular."""
    forms = next((pair for pair in (("is", "are"), ("has", "have"), ("does", "do")) if auxiliary in pair), None)
    return forms[plural] if forms else auxiliary


def lowered(text: str) -> str:
    """Return the text with a small first letter, unless it begins with an acronym or a name."""
    first = text.split(maxsplit=1)[0].rstrip("-,").strip()
    return text if first[1:] != first[1:].lower() or len(first) < 2 else text[0].lower() + text[1:]


def extended(question: str, phrase: str) -> str:
    """Return the question with a phrase before its question mark."""
    return f"{question.rstrip('?')}{phrase}?"


def joined(first: str, second: str) -> str:
    """Return two questions as one."""
    return f"{first.rstrip('?')}, and {second[0].lower()}{second[1:]}"


def _spaced(*words: str) -> str:
    return " ".join(word for word in words if word)


def _subject_length(auxiliary: str, rest: list[str]) -> int:
    """Return how many words the subject has; 0 where that cannot be told."""
    if rest[0] in _PRONOUNS:
        return 1
    bare = [word.strip(",()") for word in rest]
    if auxiliary in (*_DO, *_MODAL):
        return _before_verb(bare)
    return _before_predicate(bare)


def _before_verb(words: list[str]) -> int:
    for place in range(1, len(words)):
        if words[place - 1].lower() in _NOT_BEFORE_A_PREDICATE or words[place] not in {*_VERBS, "be"}:
            continue
        noun = words[place] in _NOUNS_TOO and words[place + 1 :] and words[place + 1] in _VERBS
        return place + 1 if noun else place
    return 0


def _before_predicate(words: list[str]) -> int:
    for place in range(1, len(words)):
        if words[place - 1].lower() in _NOT_BEFORE_A_PREDICATE or not _predicate_starts(words, place):
            continue
        return _after_reduced(words, place)
    return 0


def _predicate_starts(words: list[str], place: int) -> bool:
    word = words[place]
    return (
        word in _IRREGULAR
        or word in _ADJECTIVES
        or word in _ADVERBS
        or word in {"a", "an", "the"}
        or (word.endswith("ed") and "-" not in word and word not in _NOT_PARTICIPLES)
        or (word == "rate" and words[place + 1 : place + 2] == ["limited"])
        or (word == "without" and not any(later.endswith("ted") for later in words[place + 2 :]))
        or bool(_PLACES.match(" ".join(words[place:])))
    )


def _after_reduced(words: list[str], place: int) -> int:
    """Return the later place where the first participle only describes the subject (*data sent to them*)."""
    if not _REDUCED.match(" ".join(words[: place + 2])):
        return place
    return next((later for later in range(place + 1, len(words)) if words[later] in _MAIN), place)


@dataclass(frozen=True, slots=True)
class Variant:
    """One question that an operator made; by default one that nothing settles."""

    text: str
    may_settle: bool = False
    yes_no: YesNo | None = None


@dataclass(frozen=True)
class Form:
    """One approved question of a statement; ``turn`` rotates through the wordings that an operator knows."""

    statement: Statement
    domain: str
    ask: str
    yes_no: YesNo | None
    turn: int

    @cached_property
    def clause(self) -> Clause | None:
        """The question taken apart."""
        return parse(self.ask)

    @property
    def claim(self) -> str:
        """What the statement says."""
        return self.statement.claim

    @property
    def plain(self) -> bool:
        """Whether nothing in the question negates or counts, so that *not* turns it round."""
        return not NEGATING.search(self.ask) and not QUANTIFIED.search(self.ask)

    @property
    def narrows(self) -> bool:
        """Whether a phrase added to the question asks for more than the statement says."""
        negates = NEGATING.search(self.ask)
        return (
            self.yes_no is YesNo.YES and bool(self.clause) and not negates and not (self.clause and self.clause.modal)
        )

    @property
    def universal(self) -> bool:
        """Whether the claim holds for everything, so that a narrower question still follows from it."""
        return bool(_UNIVERSAL.search(self.claim))

    def rotate(self, options: Sequence[T], count: int) -> list[T]:
        """Return ``count`` of the options, others for the next statement."""
        return [options[(self.turn + step) % len(options)] for step in range(min(count, len(options)))]

    def added(self, options: Sequence[str], count: int) -> Iterator[Variant]:
        """Return the question with each of some phrases that nothing covers."""
        return (Variant(extended(self.ask, phrase)) for phrase in self.rotate(options, count))


Operator = Callable[[Form], Iterator[Variant]]


def flipped(answer: YesNo | None) -> YesNo:
    """Return the other answer."""
    return YesNo.NO if answer is YesNo.YES else YesNo.YES


def negated(form: Form) -> Iterator[Variant]:
    """The question turned round by *not*, *fail to* or *lack*: the other answer is right."""
    clause = form.clause
    if clause is None or not form.plain:
        return
    wordings = [f"Is it the case that {clause.denied()}?"]
    if clause.about_doing and form.yes_no is YesNo.YES and clause.verb not in _NEVER_FAILED:
        wordings.append(f"{clause.auxiliary.capitalize()} {clause.subject} fail to {clause.predicate}?")
    if clause.about_doing and clause.verb == "have" and form.yes_no is YesNo.YES and "in place" not in form.ask:
        lacked = clause.predicate.removeprefix("have ")
        wordings.append(f"{clause.auxiliary.capitalize()} {clause.subject} lack {lacked}?")
    if not clause.about_doing and not clause.modal and clause.subject != "there":
        wordings.append(clause.ask(adverb="not"))
    yield from (Variant(text, True, flipped(form.yes_no)) for text in form.rotate(wordings, 2))


def never(form: Form) -> Iterator[Variant]:
    """*Never* about what is done: no is right."""
    if form.clause and form.narrows and form.plain and not LASTING.match(form.clause.predicate):
        yield Variant(form.clause.ask(adverb="never"), True, YesNo.NO)


def commitment(form: Form) -> Iterator[Variant]:
    """A promise in place of a fact."""
    clause = form.clause
    if (
        clause is None
        or clause.subject == "it"
        or form.statement.commits
        or (form.yes_no is YesNo.NO and not form.plain)
    ):
        return
    says = clause.affirmed() if form.yes_no is YesNo.YES else clause.denied()
    wordings = [
        f"Do you guarantee that {says}?",
        f"Will you commit contractually to ensuring that {says}?",
        f"Are you willing to warrant that {says}?",
        f"Do you agree to ensure that {says}?",
    ]
    yield from (Variant(text) for text in form.rotate(wordings, 1))
    if (
        form.yes_no is YesNo.YES
        and clause.about_doing
        and OWN.fullmatch(clause.subject)
        and clause.verb in form.ask.split()[:4]
    ):
        rest = clause.predicate.removeprefix(clause.verb)
        wordings = [
            f"Vendor shall {clause.predicate}.",
            f"Will you commit to {gerund(clause.verb)}{rest}?",
            f"Will you {clause.predicate}?",
        ]
        yield from (
            Variant(text.replace(" its ", " your "))
            for text in form.rotate(wordings, 1)
            if not clause.verb.endswith("ly")
        )
