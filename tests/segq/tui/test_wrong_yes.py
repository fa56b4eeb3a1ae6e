"""No single key says what segq does not propose, and Enter alone answers nothing."""

from __future__ import annotations

from pathlib import Path

from answers.proposal import Recommendation
from tests.segq.tui.sitting import Sitting, arrived, asked, candidate, sit


def test_a_question_without_a_proposal_takes_its_nearest_statement_by_number_only(tmp_path: Path) -> None:
    nearest = asked(2, "Is the roof tiled?", candidate("bk-enc", 0.1), recommendation=Recommendation.NONE)

    async def scene(at: Sitting) -> None:
        await at.press("a")
        assert at.shown == "Problem"
        assert at.decision(2) is None
        await at.press("escape", "1")
        decision = at.decision(2)
        assert decision is not None
        assert decision.statement == "bk-enc"

    sit(tmp_path, scene, arriving=(arrived(questions=(nearest,)),))


def test_enter_picks_no_option_before_the_cursor_stands_on_one(tmp_path: Path) -> None:
    async def scene(at: Sitting) -> None:
        await at.press("o", "enter")
        assert at.decision(2) is None
        await at.press("j", "enter")
        decision = at.decision(2)
        assert decision is not None
        assert decision.option == "Yes"

    sit(tmp_path, scene)
