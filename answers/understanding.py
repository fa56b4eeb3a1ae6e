"""What a question asks for: its kind, polarity, parts and demands, read from its words alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from answers.polarity import negations, same_polarity
from answers.question_text import WHETHER, asked, plain, searchable, sentences, words
from answers.questionnaire import QuestionKind


def _any(*alternatives: str, start: bool = False) -> re.Pattern[str]:
    body = "|".join(alternatives)
    return re.compile(rf"^\s*(?:{body})" if start else rf"(?:{body})", re.IGNORECASE)


_AUXILIARY = (
    "do|does|did|is|are|was|were|has|have|had|can|could|may|might|should|would|will|shall|must|am|"
    "isn't|aren't|don't|doesn't|haven't|hasn't|won't|can't"
)
_CLOSED = _any(
    rf"(?:^|[,;:]\s*)(?:and |or |if so,? )?(?:{_AUXILIARY})\b",
    rf"\bplease (?:confirm|indicate|state) (?:that|if|whether)\s+(?:{_AUXILIARY})\b",
)
_WHETHER = _any(r"(?:confirm|indicate|state|specify)?\s*(?:whether|if|that)\b", start=True)
_METHOD = (
    "process|procedure|approach|practice|polic|method|strateg|measure|control|mechanism|plan|protocol|model|program"
)
_DESCRIBE = _any(
    r"how\b(?!\s+(?:long|often|many|much|frequent|quick|soon|fast))",
    r"describe|explain|outline|detail|elaborate|summari[sz]e|discuss|why\b|tell us",
    r"provide (?:an? )?(?:description|overview|summary|details?|explanation|information)",
    rf"what (?:is|are) (?:your|the)\b.*\b(?:{_METHOD})",
    r"what (?:measures|controls|steps|methods|safeguards|security)\b",
    start=True,
)
_VALUE = _any(
    r"what\b|which\b|where\b|who\b|whom\b|when\b|in (?:what|which)\b|at what\b",
    r"how (?:long|often|many|much|frequent\w*|quick\w*|soon|fast)\b",
    r"list\b|name\b|specify\b|select\b|enter\b|indicate\b|identify\b|state\b|number of\b",
    r"provide (?:the |a |an )?(?:list|names?|locations?|email|contact|number)",
    start=True,
)
_OPEN = _any(r"what|which|where|who|whom|when|how|why|describe|explain|list", start=True)
_EVIDENCE = _any(
    r"\b(?:attach\w*|upload\w*|enclose|cop(?:y|ies) of|evidence of|screenshots?|diagrams?)\b",
    r"\b(?:provide|share|submit|supply|send|furnish|include|make available|obtain|see)\b[^?.]{0,60}"
    r"\b(?:reports?|certificates?|polic(?:y|ies)|documentation|documents?|evidence|attestations?|diagrams?|sample|"
    r"summary of findings|test results|letter|questionnaire)\b",
)
_COMMITMENT = _any(
    r"\b(?:will|would) (?:you|your|our)\b",
    r"\b(?:will|would) the (?:vendor|supplier|provider|contractor|company|institution|customer|client)\b",
    r"\b(?:vendor|supplier|provider|contractor|processor|company|service provider|you) "
    r"(?:shall|must|will|agrees?|commits?|undertakes?|warrants?|guarantees?)\b",
    r"\b(?:are|is) (?:you|your \w+|the \w+) (?:willing|prepared|ready|able and willing)\b|\bwilling to\b",
    r"\bdo(?:es)? (?:you|your \w+|the \w+) (?:agree|commit|undertake|warrant|guarantee|accept)\b",
    r"\bcan you (?:ensure|guarantee|commit)\b|\bguarantee",
)
_RESPONDENT_FIELD = (
    r"name|title|job title|position|e-?mail(?: address)?|phone(?: number)?|telephone|address|website|url|signature|"
    r"date|duns(?: number)?|tax id|vat(?: number)?|headquarters|role|company|vendor|supplier|product|product name|"
    r"service name|date of (?:completion|submission|response)|(?:completed|prepared|submitted|signed) by|"
    r"contact person|point of contact"
)
_RESPONDENT = _any(
    r"(?:(?:legal|full|company|vendor|supplier|organi[sz]ation(?:al)?|your|business|respondent'?s?|contact|primary) )*"
    rf"(?:{_RESPONDENT_FIELD})\b[^?]{{0,30}}[:*]?\s*$",
    r"i (?:hereby )?(?:certify|confirm|attest|declare)\b",
    r"(?:name|title|date|signature) of (?:the )?(?:person|respondent|individual|authori[sz]ed)\b",
    r"who (?:completed|is completing|filled)",
    start=True,
)
_INSTRUCTION = _any(
    r"instructions?\b|note\s*:|please (?:complete|fill|answer|read|use|select one|refer|return|note)\b",
    r"complete (?:this|the|all)\b|leave (?:this |it )?blank\b|for (?:internal|office) use\b",
    r"do not (?:edit|fill|modify|write)\b|answer (?:the|all)\b",
    start=True,
)
_REFERS_BACK = _any(
    r"if (?:so|yes|no|not|applicable)\b",
    r"(?:\w+ ){1,3}?(?:they|it|these|those|them|this)\b"
    r"(?! (?:\w+ )?(?:service|system|solution|product|application|platform)s?\b)",
    start=True,
)
_DENIED = _any(r"\b(?:not|never|neither|nor|\w+n't|fail(?:s|ed)? to|neglect\w* to|refrain)\b")
_INTERROGATIVES = tuple(
    (name, _any(*patterns, start=True))
    for name, *patterns in (
        (
            "how long",
            r"how long\b",
            r"for how long\b",
            r"what is (?:the|your) .{0,40}\b(?:period|duration|retention|timeline)\b",
        ),
        (
            "how often",
            r"(?:how (?:often|frequent\w*|regular\w*)|at what (?:intervals?|frequency))\b",
            r"what is (?:the|your) .{0,40}frequency\b",
        ),
        ("how soon", r"how (?:quick\w*|soon|fast)\b", r"within what\b"),
        ("how many", r"how (?:many|much)\b", r"number of\b"),
        ("who", r"who(?:m|se)?\b"),
        ("where", r"(?:in |to |from )?(?:which|what) (?:\w+ )?(?:countr|region|location|jurisdiction)\w*", r"where\b"),
        ("when", r"when\b"),
        ("why", r"why\b"),
        (
            "how",
            r"how\b",
            r"describe|explain|outline|detail|elaborate|discuss|summari[sz]e|tell us",
            rf"what\b.*\b(?:{_METHOD})",
        ),
        (
            "which",
            r"(?:in |by |for |at )?(?:what|which)\b",
            r"(?:please )?(?:list|name|specify|select|identify|state|indicate|provide)\b",
        ),
    )
)
_LOOSE = ("how", "which")
"""Sorts of answer that a bare heading may also stand for."""
_FRAGMENT_WORDS = 4
_VERBISH = _any(
    rf"\b(?:{_AUXILIARY}|describe|explain|provide|list|how|what|which|where|who|when|why|ensure|maintain|uses?)\b"
)
_COMPOUND_JOINT = _any(
    r"\?\s+(?=\S)",
    rf",?\s+\band\b\s+(?=(?:{_AUXILIARY}|how|what|which|where|who|when|describe|explain)\b)",
    r";\s+(?=\S)",
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """One question as read.

    ``bare`` is without what asks nothing; ``asked``, with the section of a fragment, is what is searched for;
    each of ``parts`` must be settled.
    """

    text: str
    bare: str
    asked: str
    kind: QuestionKind
    negations: int
    parts: tuple[str, ...]
    fragment: bool
    evidence: bool
    commitment: bool
    refers_back: bool
    """The subject is *they* or *it*, or the question begins with *if so*."""
    denied: bool
    """It denies in so many words (*not*, *never*, *fail to*): the answer to it is easily got wrong."""

    @property
    def closed(self) -> bool:
        """Whether a yes or no is wanted."""
        return self.kind in (QuestionKind.YES_NO, QuestionKind.COMMITMENT) and not interrogative(self.bare)

    @property
    def negated(self) -> bool:
        """Whether the question is put in the negative (an odd number of negating words)."""
        return self.negations % 2 == 1


def understand(text: str, section: str = "", closed: bool = False) -> Understanding:
    """Read a question: ``closed`` where its slot offers yes and no; ``section`` gives a fragment its subject."""
    bare = asked(text)
    fragment = is_fragment(bare)
    searched = f"{plain(section)}: {bare}" if fragment and section else searchable(bare)
    evidence = bool(_EVIDENCE.search(bare))
    commitment = is_commitment(bare)
    return Understanding(
        text=text,
        bare=bare,
        asked=searched,
        kind=question_kind(text, closed=closed),
        negations=negations(bare),
        parts=parts_of(bare),
        fragment=fragment,
        evidence=evidence,
        commitment=commitment,
        refers_back=bool(_REFERS_BACK.match(bare)),
        denied=bool(_DENIED.search(bare)),
    )


def question_kind(text: str, closed: bool = False) -> QuestionKind:
    """Return what sort of answer the words ask for; ``closed`` where the slot offers yes and no."""
    bare = asked(text)
    if _INSTRUCTION.search(plain(text)) and "?" not in text:
        return QuestionKind.INSTRUCTION
    closed = closed or bool(WHETHER.search(plain(text)))
    return next(kind for kind, says in _KINDS if says(bare, closed))


def is_commitment(bare: str) -> bool:
    """Whether a promise is asked for; *where will our data be stored* asks for a fact."""
    return bool(_COMMITMENT.search(bare)) and not _OPEN.match(bare)


_KINDS: tuple[tuple[QuestionKind, Callable[[str, bool], object]], ...] = (
    (QuestionKind.RESPONDENT_FACT, lambda bare, _: _RESPONDENT.search(bare)),
    (QuestionKind.COMMITMENT, lambda bare, _: is_commitment(bare)),
    (QuestionKind.EVIDENCE_REQUEST, lambda bare, _: _EVIDENCE.search(bare) and not _DESCRIBE.search(bare)),
    (QuestionKind.DESCRIBE, lambda bare, _: _DESCRIBE.search(bare)),
    (QuestionKind.VALUE, lambda bare, _: _VALUE.search(bare)),
    (QuestionKind.YES_NO, lambda bare, closed: closed or _CLOSED.search(bare) or _WHETHER.search(bare)),
    (QuestionKind.DESCRIBE, lambda _, __: True),
)


@lru_cache(maxsize=8192)
def interrogative(bare: str) -> str:
    """Return what an open question asks for (*who*, *where*, *how often*…); empty for closed ones and fragments."""
    return next((name for name, pattern in _INTERROGATIVES if pattern.search(bare)), "")


def asks_alike(canonical: str, understood: Understanding) -> bool:
    """Return whether a canonical question asks in the way of this one: the same polarity and sort of answer.

    A fragment (*Backup encryption*) asks how and which, but never how long or how often.
    """
    if (negations(canonical) % 2 == 1) is not understood.negated:
        return False
    if understood.closed and not same_polarity(canonical, understood.bare):
        return False
    theirs, ours = interrogative(canonical), interrogative(understood.bare)
    return theirs == ours or (ours in _LOOSE and is_fragment(canonical)) or (theirs in _LOOSE and understood.fragment)


@lru_cache(maxsize=8192)
def is_fragment(bare: str) -> bool:
    """Whether the text names a subject only and needs its section title (*Retention period*)."""
    return len(words(bare)) <= _FRAGMENT_WORDS and not _VERBISH.search(bare) and "?" not in bare


def parts_of(bare: str) -> tuple[str, ...]:
    """Return the questions that one text joins; a single one where it joins none."""
    pieces = [piece.strip(" ,;?") for sentence in sentences(bare) for piece in _COMPOUND_JOINT.split(sentence)]
    kept = tuple(piece for piece in pieces if len(words(piece)) >= 2)
    return kept or (bare,)
