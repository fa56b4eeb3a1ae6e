from __future__ import annotations

from collections.abc import Sequence

import pytest

from answers.compounds import combined
from answers.proposal import Block, BlockKind, Candidate, Proposal, Reason, ReasonCode, Recommendation
from knowledge.statement import YesNo
from tests import builders

NONE, SUGGESTED, SETTLED = Recommendation.NONE, Recommendation.SUGGESTED, Recommendation.SETTLED
YES, NO, PARTIAL = YesNo.YES, YesNo.NO, YesNo.PARTIAL
BLOCK = Block(BlockKind.EXPIRED, "overdue")


def part(
    statement: str,
    answer: YesNo | None = YES,
    recommendation: Recommendation = SETTLED,
    *,
    blocks: tuple[Block, ...] = (),
    components: tuple[str, ...] = (),
    reasons: tuple[Reason, ...] = (),
) -> Proposal:
    candidate = Candidate(statement, 0.9, (), components=components)
    return builders.proposal(recommendation, answer, candidates=(candidate,), blocks=blocks, reasons=reasons)


def nothing() -> Proposal:
    return builders.proposal(NONE, None, candidates=())


def joined(whole: Proposal, parts: Sequence[Proposal]) -> Proposal:
    return combined(whole, [f"part {number}" for number in range(len(parts))], parts)


WHOLE = part("a", None, SUGGESTED)


@pytest.mark.parametrize(
    ("whole", "parts", "answer"),
    [
        (WHOLE, [part("a"), part("a")], YES),
        (WHOLE, [part("a", NO), part("a", NO)], NO),
        (WHOLE, [part("a"), part("a", None)], YES),
        (WHOLE, [part("a", None), part("a", None)], None),
        (part("whole", None, SUGGESTED, components=("a", "b")), [part("a"), part("b")], YES),
        (part("whole", None, SUGGESTED, components=("a", "b")), [part("whole"), part("b")], YES),
    ],
)
def test_a_compound_is_settled_where_one_statement_settles_every_part_alike(
    whole: Proposal, parts: list[Proposal], answer: YesNo | None
) -> None:
    found = joined(whole, parts)
    assert (found.recommendation, found.yes_no) == (SETTLED, answer)
    assert found.best == whole.best


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (part("a"), [part("a"), part("b")]),
        (part("a"), [part("b"), part("b")]),
        (part("a"), [part("a"), part("a", NO)]),
        (part("a"), [part("a"), part("a", PARTIAL)]),
        (part("a"), [part("a", None), part("a", YES)]),
        (part("a"), [part("a"), part("a", None, SUGGESTED)]),
        (part("a"), [part("a"), part("a", None, NONE)]),
        (part("a"), [part("a"), part("a", blocks=(BLOCK,))]),
        (part("a"), [part("a"), nothing()]),
        (part("whole", components=("a",)), [part("a"), part("b")]),
        (nothing(), [part("a"), part("a")]),
    ],
)
def test_a_compound_is_only_suggested_where_its_parts_go_different_ways(whole: Proposal, parts: list[Proposal]) -> None:
    found = joined(whole, parts)
    assert (found.recommendation, found.yes_no) == (SUGGESTED, None)
    assert found.reasons[0].code is ReasonCode.COMPOUND


def test_a_compound_that_the_owner_approved_as_it_is_stands() -> None:
    whole = part("a", reasons=(Reason(ReasonCode.EXACT, "approved"),))
    assert joined(whole, [part("b", NO), nothing()]) is whole


def test_an_exact_reason_does_not_lift_what_another_guard_lowered() -> None:
    whole = part("a", None, SUGGESTED, reasons=(Reason(ReasonCode.EXACT, "approved"),))
    assert joined(whole, [part("b"), nothing()]).recommendation is SUGGESTED


def test_the_reason_tells_the_fate_of_each_part() -> None:
    parts = [part("a"), part("b", None, SUGGESTED), part("c", None, NONE), nothing()]
    reason, *_ = joined(WHOLE, parts).reasons
    assert reason.text == (
        "This asks 4 things at once: “part 0” is settled by a; “part 1” is partly answered by b; "
        "“part 2” has no answer here; “part 3” has no answer here."
    )


def test_a_long_part_is_shortened_in_the_reason() -> None:
    reason, *_ = combined(WHOLE, ["x" * 70, "y" * 71], [part("a"), part("a")]).reasons
    assert "x" * 70 + "”" in reason.text
    assert "y" * 69 + "…”" in reason.text


def test_what_else_was_said_of_the_whole_follows_the_fates() -> None:
    other = Reason(ReasonCode.LOW_CONFIDENCE, "unsure")
    found = joined(part("a", None, SUGGESTED, reasons=(other,)), [part("a"), part("b")])
    assert [reason.code for reason in found.reasons] == [ReasonCode.COMPOUND, ReasonCode.LOW_CONFIDENCE]


def test_a_part_is_offered_where_the_whole_has_no_answer() -> None:
    found = joined(nothing(), [nothing(), part("b")])
    assert found.best is not None
    assert (found.best.statement, found.recommendation) == ("b", SUGGESTED)


def test_nothing_is_offered_where_neither_the_whole_nor_a_part_has_an_answer() -> None:
    assert joined(nothing(), [nothing(), nothing()]).recommendation is NONE
