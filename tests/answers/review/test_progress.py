from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from answers.review.decision import UNTOUCHED, Act, Standing
from answers.review.log import Entry, Step
from answers.review.progress import progress_of
from tests.answers.review.memory_store import START, decided, standing
from tests.answers.review.test_filters import PLAIN

LINES = [replace(PLAIN, key=str(number)) for number in range(10)]
DONE = Standing(decided())


def entries(*seconds: float, by: str = "kim", **changes: object) -> list[Entry]:
    """Return one decision at each of these seconds, each a batch of its own."""
    made = [
        Entry(number, number, str(number), by, START + timedelta(seconds=at), DONE)
        for number, at in enumerate(seconds, 1)
    ]
    return [replace(entry, **changes) for entry in made]  # type: ignore[arg-type]


def remaining(log: list[Entry]) -> timedelta | None:
    return progress_of(LINES, log, "kim").remaining


def test_progress_counts_what_is_decided_and_what_waits_for_an_expert() -> None:
    lines = [standing(LINES[0], decided()), standing(LINES[1], decided(Act.ASK_EXPERT)), *LINES[2:]]
    progress = progress_of(lines, entries(0, 10, 20, 30), "kim")
    assert (progress.decided, progress.waiting, progress.total, progress.share) == (1, 1, 10, 0.1)
    assert progress.remaining == timedelta(seconds=80)


def test_the_pace_is_the_median_of_the_reviewers_own_pauses() -> None:
    assert remaining(entries(0, 10, 20, 100, 110)) == timedelta(seconds=100)


def test_no_pace_is_told_from_too_few_decisions_or_from_somebody_elses() -> None:
    assert remaining(entries(0, 10, 20)) is None
    assert remaining(entries(0, 10, 20, 30, by="lee")) is None


def test_breaks_undone_steps_and_flags_are_none_of_the_work() -> None:
    assert remaining(entries(0, 10, 20, 4000, 4010)) == timedelta(seconds=100)
    assert remaining(entries(0, 10, 20, 30, step=Step.UNDONE)) is None
    assert remaining(entries(0, 10, 20, 30, after=replace(UNTOUCHED, flagged=True))) is None


def test_a_batch_is_one_decision() -> None:
    assert remaining(entries(0, 0, 0, 0, 0, batch=1)) is None


def test_an_empty_questionnaire_is_done() -> None:
    assert progress_of([], [], "kim").share == 1.0
