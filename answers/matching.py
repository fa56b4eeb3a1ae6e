"""From raw similarities to ranked candidates: a score is a set of named parts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from answers.coverage import Coverage, Rarity, Stated, cover, demanded, named_share, stated_by
from answers.demands import DemandKind
from answers.forms import AnsweredForm, AskedSimilarities, FormReader
from answers.joined_parts import unstated_parts
from answers.memory import PhrasingMemory, Settling, Verdict
from answers.policy import MatchingPolicy
from answers.predicate import predicate
from answers.proposal import Candidate, Part
from answers.question_text import fingerprint
from answers.understanding import Understanding, interrogative, understand
from knowledge.search.index import Index
from knowledge.search.retrieval import Retrieval
from knowledge.search.shares import Shares
from knowledge.statement import AskedForm, KnowledgeBase, Statement, YesNo

_SIMILAR = ("question", "partly", "alias", "answer", "lexical", "does_not_answer")
"""The parts that :class:`Retrieval` gives per statement."""
_HARD_AT_MOST = 3
_ELSEWHERE = frozenset({DemandKind.PARTY, DemandKind.PLACE, DemandKind.NAME})
"""Unmet demands that mean another party or place, and so most often another question altogether."""
REJECTED_AT = 0.9
"""A question this near to one for which the statement was rejected is the same question."""
_LEAST_SHARE = 1e-4
"""A share this small counts as 0 on the scale of powers of ten."""
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """A statement with its parts against one question, before any guard has spoken."""

    statement: Statement
    parts: Mapping[str, float]
    order: float
    """Sum that ranks it; comparable among the candidates of one question only."""
    right: float
    """Probability, 0–1, that it is the right statement; as if it stood first."""
    settles: float
    """Probability, 0–1, that it states everything that is asked."""
    coverage: Coverage
    unstated_parts: tuple[str, ...]
    """Joined parts of the question of which the statement says too little."""
    exact: bool
    form: AnsweredForm | None
    """The nearest approved question that asks in the same way."""
    sort: str
    """The sort of answer asked for (*how often*, *who*…) where no approved question asks for it; else empty."""

    @property
    def yes_no(self) -> YesNo | None:
        """What the approved questions nearest to this one answer, where they agree."""
        return self.form.yes_no if self.form else None

    def as_candidate(self) -> Candidate:
        """Return what is shown of it."""
        return Candidate(
            statement=self.statement.id,
            confidence=self.right,
            parts=tuple(Part(name, value) for name, value in self.parts.items()),
            covered=self.coverage.covered,
            missing=(*self.coverage.missing, *((self.sort,) if self.sort else ())),
            components=self.statement.components,
            yes_no=self.yes_no,
            phrase=self.form.text if self.form else "",
        )


@dataclass(frozen=True, slots=True)
class _Near:
    """A statement before its text is read: the parts that rank it, and the nearest approved question."""

    row: int
    """Its place in the retrieval."""
    parts: dict[str, float]
    form: AnsweredForm | None
    order: float


class Matcher:
    """Ranks the statements of one compiled index against questions; keeps what it prepared of each statement."""

    def __init__(
        self,
        index: Index,
        policy: MatchingPolicy,
        memory: PhrasingMemory | None = None,
        settling: Sequence[Settling] = (),
    ) -> None:
        self._base: KnowledgeBase = index.base
        self._memory = memory
        self._policy = policy
        self._rarity: Rarity = index.rarity
        self._stated: dict[str, Stated] = {}
        self._exact = _exact_forms(index.base, settling)
        self._forms = FormReader(index, policy)

    def rank(self, understood: Understanding, retrieval: Retrieval) -> tuple[Scored, ...]:
        """Return the best statements first, at most ``policy.candidates`` of them."""
        exact = self._exact.get(_exact_key(understood), {})
        rows = self._preselected(retrieval, exact)
        asked = self._forms.asked(retrieval, [int(retrieval.places[row]) for row in rows])
        near = [self._near(understood, retrieval, row, exact, each) for row, each in zip(rows, asked, strict=True)]
        near.sort(key=lambda each: (not each.parts["exact"], -each.order, each.row))
        leads = _leads([each.order for each in near])
        return tuple(
            self._scored(understood, retrieval, each, lead)
            for each, lead in zip(near[: self._policy.candidates], leads, strict=False)
        )

    def _preselected(self, retrieval: Retrieval, exact: Mapping[str, AskedForm]) -> list[int]:
        """Return the rows of the retrieval whose statements are worth reading, nearest first."""
        near = sum(weight * getattr(retrieval, name) for name, weight in self._policy.preselection.weights)
        known = [row for row, place in enumerate(retrieval.places) if self._base.statements[place].id in exact]
        order = (-near).argsort(kind="stable") if len(retrieval.places) else ()
        return list(dict.fromkeys([*known, *(int(row) for row in order[: self._policy.preselected])]))

    def _near(
        self,
        understood: Understanding,
        retrieval: Retrieval,
        row: int,
        exact: Mapping[str, AskedForm],
        asked: AskedSimilarities,
    ) -> _Near:
        statement = self._base.statements[int(retrieval.places[row])]
        known = exact.get(statement.id)
        form = AnsweredForm(known.ask, 1.0, known.yes_no) if known else self._forms.nearest(understood, asked)
        parts = {name: float(getattr(retrieval, name)[row]) for name in _SIMILAR}
        parts |= {
            "support": asked.support,
            "gap": float(retrieval.gap.max()) if len(retrieval.gap) else 0.0,
            "form": form.similarity if form else 0.0,
            "composite": float(statement.is_composite),
            "exact": float(known is not None),
        }
        parts |= self._remembered(statement, retrieval, parts)
        parts |= _shares("neighbours", retrieval.neighbours, row) | _shares("topic", retrieval.topics, row)
        order = self._policy.rank.value(parts)
        parts["does_not_answer"] = max(parts["does_not_answer"], parts["rejected"])
        return _Near(row, parts, form, order)

    def _remembered(self, statement: Statement, retrieval: Retrieval, parts: Mapping[str, float]) -> dict[str, float]:
        """Return what earlier verdicts change: an accepted phrasing counts as a question answered in part."""
        if self._memory is None:
            return {"memory": 0.0, "rejected": 0.0}
        accepted = self._memory.nearest(statement.id, Verdict.ACCEPTED, retrieval.vector)
        rejected = self._memory.nearest(statement.id, Verdict.REJECTED, retrieval.vector)
        return {"memory": accepted, "rejected": rejected, "partly": max(parts["partly"], accepted)}

    def _scored(self, understood: Understanding, retrieval: Retrieval, near: _Near, lead: float) -> Scored:
        """Read the statement: what of the question it states decides how far it may be trusted."""
        statement = self._base.statements[int(retrieval.places[near.row])]
        stated = self._stated_by(statement)
        coverage = cover(understood.bare, stated, self._rarity)
        read = {
            "fuzzy": self._forms.fuzzy(understood.bare, int(retrieval.places[near.row])),
            "breadth": named_share(understood.bare, near.form.text, self._rarity) if near.form else 0.0,
            "facets": coverage.share,
            "unsaid": coverage.heaviest,
            "predicate": _predicate_met(understood, stated),
            "unstated": min(len(coverage.hard), _HARD_AT_MOST) / _HARD_AT_MOST,
            "misplaced": min(sum(demand.kind in _ELSEWHERE for demand in coverage.hard), _HARD_AT_MOST) / _HARD_AT_MOST,
            "document": float(understood.evidence),
            "promise": float(understood.commitment),
            "lead": lead,
        }
        parts = {name: round(value, _DECIMALS) for name, value in (near.parts | read).items()}
        exact = bool(parts["exact"])
        settles = 1.0 if exact else self._policy.settles.probability(parts)
        parts["settles"] = round(settles, _DECIMALS)
        return Scored(
            statement=statement,
            parts=parts,
            order=near.order,
            right=1.0 if exact else self._policy.right.probability(parts),
            settles=settles,
            coverage=coverage,
            unstated_parts=unstated_parts(understood.bare, stated, self._rarity),
            exact=exact,
            form=near.form,
            sort="" if near.form else interrogative(understood.bare),
        )

    def _stated_by(self, statement: Statement) -> Stated:
        if statement.id not in self._stated:
            self._stated[statement.id] = stated_by(statement, self._base)
        return self._stated[statement.id]


def _predicate_met(understood: Understanding, stated: Stated) -> float:
    """Return 0 where a closed question hangs on a verb that the statement does not say, else 1."""
    verb = predicate(understood.bare) if understood.closed else ""
    named = {concept.token for concept in demanded(verb)} if verb else set()
    return float(not named or bool(named & stated.tokens))


def _shares(name: str, shares: Shares, row: int) -> dict[str, float]:
    """Return what part of the question's surroundings is this statement's, by powers of ten, and what is others'."""
    full, own = float(shares.full[row]), float(shares.full[row] + shares.partly[row])
    return {
        name: max(0.0, 1.0 + math.log10(own + _LEAST_SHARE) / -math.log10(_LEAST_SHARE)),
        f"{name}_full": full / own if own else 0.0,
        f"{name}_near": float(shares.near[row]),
        f"{name}_answered": min(1.0, shares.answered),
        f"{name}_gap": min(1.0, shares.gap),
    }


def _leads(order: Sequence[float]) -> list[float]:
    """Return how far each is ahead of the next, 0–1; the last one leads nobody and counts as fully ahead."""
    return [max(0.0, min(1.0, first - second)) for first, second in pairwise(order)] + [1.0]


def _exact_key(understood: Understanding) -> str:
    """Return what a question must equal: its words, a fragment's together with its section."""
    return fingerprint(understood.asked if understood.fragment else understood.bare)


def _exact_forms(base: KnowledgeBase, settling: Sequence[Settling]) -> dict[str, dict[str, AskedForm]]:
    """Return the canonical questions, and those approved as settling, each with the statements that settle it.

    What is canonical for one statement is not made another's by a phrasing.
    """
    forms: dict[str, dict[str, AskedForm]] = {}
    for statement in base.statements:
        for form in statement.questions:
            forms.setdefault(fingerprint(form.ask), {})[statement.id] = form
    return _settled_phrasings(base, settling) | forms


def _settled_phrasings(base: KnowledgeBase, settling: Sequence[Settling]) -> dict[str, dict[str, AskedForm]]:
    """Return the phrasings whose statement stands as approved, but for those approved with several answers."""
    found: dict[str, dict[str, AskedForm]] = {}
    several: set[str] = set()
    for phrasing in settling:
        known = base.statement(phrasing.statement)
        if known is None or known.sha256 != phrasing.statement_sha256:
            continue
        key = _exact_key(understand(phrasing.text, phrasing.section))
        form = {known.id: AskedForm(phrasing.text, phrasing.yes_no)}
        earlier = found.setdefault(key, form)
        if [(name, each.yes_no) for name, each in earlier.items()] != [(known.id, phrasing.yes_no)]:
            several.add(key)
    return {key: form for key, form in found.items() if key not in several}
