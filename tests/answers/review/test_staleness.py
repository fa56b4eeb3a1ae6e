from __future__ import annotations

from datetime import date

import pytest

from answers.review.decision import Act, Decision
from answers.review.staleness import Freshness, proposal_stale, stale
from knowledge.statement import Fact, KnowledgeBase
from tests.answers.review.memory_store import decided, opened
from tests.builders import AS_OF, DIGEST, base, statement

PINNED = {"statement": "bk-enc", "statement_sha256": DIGEST}
ACCEPTED = decided(Act.ACCEPT, **PINNED)
OTHER = "f" * 64


def lapsed(known: KnowledgeBase, decision: Decision = ACCEPTED, as_of: date = AS_OF) -> str:
    assert Freshness(known, as_of).stale(decision) == stale(decision, known, as_of)
    return stale(decision, known, as_of)


def test_a_decision_stands_while_its_statement_does() -> None:
    assert lapsed(base()) == ""


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (base(statement(id="other")), "no longer in the knowledge base"),
        (base(statement(sha256=OTHER)), "changed since"),
        (base(statement(review_by=date(2026, 10, 31))), "due for review"),
        (base(statement(approval=None)), "no approval"),
        (base(statement(facts=(Fact("last test", date(2025, 1, 1), date(2025, 1, 1), 90),))), "older than 90 days"),
    ],
)
def test_a_decision_is_stale_once_its_statement_is_gone_changed_expired_or_unapproved(
    known: KnowledgeBase, told: str
) -> None:
    assert told in lapsed(known)


def test_the_parts_of_a_composite_count() -> None:
    whole = statement(id="whole", components=("bk-enc",))
    accepted = decided(Act.ACCEPT, statement="whole", statement_sha256=DIGEST)
    assert lapsed(base(whole, statement()), accepted) == ""
    assert "bk-enc" in lapsed(base(whole, statement(review_by=date(2026, 1, 1))), accepted)


@pytest.mark.parametrize(
    ("decision", "is_stale"),
    [
        (decided(Act.EDIT, **PINNED), True),
        (decided(Act.CHOOSE, **PINNED), True),
        (decided(Act.CHOOSE, text="", option="No", **PINNED), False),
        (decided(Act.EDIT), False),
        (decided(Act.SKIP, **PINNED), False),
        (decided(Act.NOT_APPLICABLE), False),
    ],
)
def test_only_what_rests_on_a_statement_goes_stale_with_it(decision: Decision, is_stale: bool) -> None:
    assert bool(lapsed(base(statement(sha256=OTHER)), decision)) is is_stale


def test_nothing_decided_is_never_stale() -> None:
    assert stale(None, base(), AS_OF) == Freshness(base(), AS_OF).stale(None) == ""


def test_a_proposal_is_stale_once_any_statement_that_it_rests_on_has_changed() -> None:
    one = opened(rests_on={"bk-enc": DIGEST, "other": DIGEST})
    assert proposal_stale(one, base(statement(), statement(id="other"))) == ""
    assert "other" in proposal_stale(one, base(statement(), statement(id="other", sha256=OTHER)))
    assert "no longer" in proposal_stale(one, base())
