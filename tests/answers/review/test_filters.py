from __future__ import annotations

from dataclasses import replace

import pytest

from answers.proposal import Recommendation
from answers.review.decision import UNTOUCHED, Act, Standing
from answers.review.filters import STATES, Viewer, filtered
from answers.review.lines import Line
from knowledge.errors import InputRejected
from tests.answers.review.memory_store import decided

PLAIN = Line(
    key="S!B1",
    position=0,
    id="A-1",
    text="Are backups encrypted?",
    section="Access control",
    recommendation=Recommendation.NONE,
    confidence=0.1,
    blocked=False,
    gated=False,
    statement=None,
    normalised="are backups encrypted",
)
SETTLED = replace(PLAIN, key="S!B2", id="A-2", recommendation=Recommendation.SETTLED, statement="bk-enc", gated=True)
SUGGESTED = replace(
    PLAIN,
    key="S!B3",
    id="B-1",
    text="Qui administre les clés ?",
    section="Keys",
    recommendation=Recommendation.SUGGESTED,
    blocked=True,
    standing=replace(UNTOUCHED, flagged=True, assigned="kim"),
)
ASKED = replace(PLAIN, key="S!B4", id="B-2", section="Keys", standing=Standing(decided(Act.ASK_EXPERT)))
EDITED = replace(PLAIN, key="S!B5", id="B-3", section="Keys", standing=Standing(decided(Act.EDIT)))
SKIPPED = replace(PLAIN, key="S!B6", id="B-4", section="Keys", standing=Standing(decided(Act.SKIP)))
NOT_HERE = replace(PLAIN, key="S!B7", id="B-5", section="Keys", standing=Standing(decided(Act.NOT_APPLICABLE)))
LINES = (PLAIN, SETTLED, SUGGESTED, ASKED, EDITED, SKIPPED, NOT_HERE)
KIM = Viewer("kim", frozenset({"S!B5"}))


def ids(query: str) -> list[str]:
    return [line.id for line in filtered(LINES, query, KIM)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A-1", "A-2", "B-1", "B-2", "B-3", "B-4", "B-5"]),
        ("is:open", ["A-1", "A-2", "B-1", "B-2"]),
        ("is:decided", ["B-3", "B-4", "B-5"]),
        ("is:settled", ["A-2"]),
        ("is:suggested", ["B-1"]),
        ("is:none is:open", ["A-1", "B-2"]),
        ("is:flagged", ["B-1"]),
        ("is:sme", ["B-2"]),
        ("is:mine", ["B-1"]),
        ("is:stale", ["B-3"]),
        ("is:gated", ["A-2"]),
        ("is:blocked", ["B-1"]),
        ("is:edited", ["B-3"]),
        ("is:skipped", ["B-4"]),
        ("is:n/a", ["B-5"]),
        ("-is:open", ["B-3", "B-4", "B-5"]),
        ("section:keys is:open", ["B-1", "B-2"]),
        ('section:"access control"', ["A-1", "A-2"]),
        ('section:"access con', ["A-1", "A-2"]),
        ("section:", ["A-1", "A-2", "B-1", "B-2", "B-3", "B-4", "B-5"]),
        ("id:a-", ["A-1", "A-2"]),
        ("CLÉS", ["B-1"]),
        ("bk-enc", ["A-2"]),
        ("backups id:b", ["B-2", "B-3", "B-4", "B-5"]),
        ("-backups", ["B-1"]),
        ("is:set", ["A-2"]),
    ],
)
def test_a_query_keeps_the_lines_that_every_term_holds_for(query: str, expected: list[str]) -> None:
    assert ids(query) == expected


@pytest.mark.parametrize("query", ["is:s", "is:done", "is:x -is:open"])
def test_an_unknown_or_ambiguous_state_names_the_ones_there_are(query: str) -> None:
    with pytest.raises(InputRejected, match="is:settled"):
        filtered(LINES, query)


def test_nothing_is_mine_or_stale_without_a_viewer() -> None:
    assert filtered(LINES, "is:mine") == filtered(LINES, "is:stale") == ()


@pytest.mark.parametrize("state", STATES)
def test_every_state_and_its_denial_share_the_lines_out(state: str) -> None:
    accepted = replace(PLAIN, key="S!B8", standing=Standing(decided(Act.ACCEPT)))
    chosen = replace(PLAIN, key="S!B9", standing=Standing(decided(Act.CHOOSE)))
    lines = (*LINES, accepted, chosen)
    kept, others = filtered(lines, f"is:{state}", KIM), filtered(lines, f"-is:{state}", KIM)
    assert sorted(line.key for line in (*kept, *others)) == [line.key for line in lines]
    assert kept
