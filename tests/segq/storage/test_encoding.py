from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.proposal import Block, BlockKind, Candidate, Part, Proposal, Reason, ReasonCode, Recommendation
from answers.questionnaire import (
    Address,
    CellAddress,
    Option,
    Question,
    QuestionKind,
    Slot,
    SlotKind,
    SlotRole,
    WordAddress,
)
from answers.review.decision import Act, Decision, Standing
from knowledge.disclosure import CellValue
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure, YesNo
from segq.storage.encoding import from_json, to_json

numbers = st.floats(allow_nan=False, allow_infinity=False)
shares = st.floats(0, 1)
texts = st.text(max_size=12)
dates = st.dates()
date_like = dates.map(date.isoformat)
values: st.SearchStrategy[CellValue] = st.one_of(
    texts, date_like, st.integers(), numbers, st.booleans(), dates, st.just('{"$date":"2026-01-01"}')
)
places: st.SearchStrategy[Address] = st.one_of(
    st.builds(CellAddress, texts, texts),
    st.builds(WordAddress, texts, st.none() | st.integers(0, 9), st.lists(st.integers(0, 9), max_size=3).map(tuple)),
)
slots = st.builds(
    Slot,
    address=places,
    kind=st.sampled_from(SlotKind),
    role=st.sampled_from(SlotRole),
    options=st.lists(st.builds(Option, texts, values), max_size=3).map(tuple),
    max_chars=st.none() | st.integers(0, 40000),
    existing=st.none() | values,
    prefilled=st.none() | values,
    header=texts,
    appended=st.booleans(),
)
questions = st.builds(
    Question,
    address=places,
    text=texts,
    id=st.none() | texts,
    parent=st.none() | texts,
    kind=st.sampled_from(QuestionKind),
    slots=st.lists(slots, max_size=3).map(tuple),
)
candidates = st.builds(
    Candidate,
    statement=texts,
    confidence=shares,
    parts=st.lists(st.builds(Part, texts, numbers), max_size=3).map(tuple),
    covered=st.lists(texts, max_size=2).map(tuple),
    yes_no=st.none() | st.sampled_from(YesNo),
)
proposals = st.builds(
    Proposal,
    key=texts,
    recommendation=st.sampled_from(Recommendation),
    confidence=shares,
    candidates=st.lists(candidates, max_size=2).map(tuple),
    yes_no=st.none() | st.sampled_from(YesNo),
    blocks=st.lists(st.builds(Block, st.sampled_from(BlockKind), texts), max_size=2).map(tuple),
    reasons=st.lists(st.builds(Reason, st.sampled_from(ReasonCode), texts), max_size=2).map(tuple),
    document=st.none() | texts,
)
decisions = st.builds(
    Decision,
    act=st.sampled_from(Act),
    text=texts | date_like,
    option=st.none() | texts | date_like,
    yes_no=st.none() | st.sampled_from(YesNo),
    disclosure=st.sampled_from(Disclosure),
    basis=st.lists(texts, max_size=2).map(tuple),
    reason=texts,
)
standings = st.builds(Standing, st.none() | decisions, st.booleans(), texts)


@given(questions)
def test_a_question_comes_back_with_every_value_of_its_own_type(question: Question) -> None:
    assert repr(from_json(to_json(question, Question), Question)) == repr(question)


@given(proposals)
def test_a_proposal_comes_back_as_it_was(proposal: Proposal) -> None:
    assert repr(from_json(to_json(proposal, Proposal), Proposal)) == repr(proposal)


@given(standings)
def test_a_standing_comes_back_as_it_was(standing: Standing) -> None:
    assert repr(from_json(to_json(standing, Standing), Standing)) == repr(standing)


def test_a_text_that_looks_like_a_date_stays_a_text_beside_a_date() -> None:
    option = Option("2026-01-01", date(2026, 1, 1))
    assert json.loads(to_json(option, Option)) == {"text": "2026-01-01", "value": {"$date": "2026-01-01"}}
    assert from_json(to_json(option, Option), Option) == option


def test_half_a_character_is_refused_before_it_is_kept() -> None:
    with pytest.raises(InputRejected, match="half of a character after"):
        to_json(Decision(Act.EDIT, text="Backups \udc80"), Decision)
