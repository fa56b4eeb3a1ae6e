from __future__ import annotations

from dataclasses import replace

from answers.questionnaire import Question, Slot, SlotKind, SlotRole
from answers.review.decision import Act
from answers.review.identical import groups, offer_same, same_as
from answers.review.lines import Opened
from answers.review.session import ReviewSession
from knowledge.statement import Disclosure
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, base, question, slot, statement


def asked(number: int, *options: str, section: str = "", text: str = "Are backups encrypted?") -> Opened:
    choice: tuple[Slot, ...] = ()
    if options:
        choice = (slot(SlotRole.ANSWER, SlotKind.CHOICE, *options, cell=f"C{number}"),)
    made: Question = question(*choice, slot(SlotRole.COMMENT, cell=f"D{number}"), text=text)
    return opened(number, asked=replace(made, section=section))


def session(*questions: Opened) -> ReviewSession:
    return ReviewSession(MemoryStore(questions), "kim", base(), AS_OF)


def offers(review: ReviewSession, key: str = "S!B1") -> dict[str, tuple[str | None, str]]:
    return {other: (decision.option, decision.text) for other, decision in offer_same(review, key)}


PLAIN = ("Yes", "No", "N/A")
SHORT = "Yes. Backups are encrypted."


def test_questions_of_the_same_words_are_one_group_and_headings_only_in_one_section() -> None:
    review = session(
        asked(1, *PLAIN),
        asked(2, *PLAIN, text="2.  Are BACKUPS encrypted"),
        asked(3, text="Are disks encrypted?"),
        asked(4, text="Retention period", section="Logs"),
        asked(5, text="Retention period", section="Backups"),
        asked(6, text="Retention period", section="Logs"),
    )
    assert groups(review.lines) == (("S!B1", "S!B2"), ("S!B4", "S!B6"))
    assert [line.key for line in same_as(review.lines, "S!B2")] == ["S!B1"]


def test_a_decision_is_offered_to_the_same_questions_that_nobody_has_decided() -> None:
    review = session(asked(1, *PLAIN), asked(2, *PLAIN), asked(3, *PLAIN), asked(4, text="Are disks encrypted?"))
    assert offers(review) == {}
    review.skip("S!B3")
    review.accept("S!B1")
    assert offers(review) == {"S!B2": ("Yes", SHORT)}


def test_other_options_are_translated_and_left_out_where_none_says_the_same() -> None:
    review = session(
        asked(1, *PLAIN),
        asked(2, "Oui", "Non"),
        asked(3, "Implemented", "Not implemented"),
        asked(4, "1", "2"),
        asked(5),
    )
    review.accept("S!B1")
    assert offers(review) == {
        "S!B2": ("Oui", SHORT), "S!B3": ("Implemented", SHORT), "S!B5": (None, SHORT)
    }  # fmt: skip


def test_an_acceptance_without_options_takes_those_of_the_other_by_its_yes_or_no() -> None:
    review = session(asked(1), asked(2, *PLAIN))
    review.accept("S!B1")
    assert offers(review) == {"S!B2": ("Yes", SHORT)}
    review.edit("S!B1", "We do.", disclosure=Disclosure.PUBLIC)
    assert offers(review) == {}


def test_an_option_alone_is_said_as_a_word_where_there_are_no_choices() -> None:
    review = session(asked(1, *PLAIN), asked(2), asked(3, "Yes", "No"))
    review.choose("S!B1", "No", Disclosure.PUBLIC)
    assert offers(review) == {"S!B2": (None, "No"), "S!B3": ("No", "")}


def test_not_applicable_is_offered_with_or_without_an_option_for_it() -> None:
    review = session(asked(1, *PLAIN), asked(2, "Yes", "No"), asked(3, "Yes", "No", "Not applicable"))
    review.not_applicable("S!B1", "We hold no cards.")
    assert offers(review) == {
        "S!B2": (None, "We hold no cards."), "S!B3": ("Not applicable", "We hold no cards.")
    }  # fmt: skip


def test_own_words_against_the_statement_are_offered_as_they_are() -> None:
    review = session(asked(1, *PLAIN), asked(2, *PLAIN))
    review.edit("S!B1", "No. Not all of them.", "No", review.offer("S!B1"))
    assert offers(review) == {"S!B2": ("No", "No. Not all of them.")}


def test_neither_a_question_to_an_expert_nor_a_stale_answer_is_offered() -> None:
    review = session(asked(1, *PLAIN), asked(2, *PLAIN))
    review.ask_expert("S!B1", "lee")
    assert offers(review) == {}
    review.accept("S!B1")
    later = ReviewSession(review.store, "kim", base(statement(sha256="f" * 64)), AS_OF)
    assert offers(later) == {}


def test_deciding_the_same_is_one_batch() -> None:
    review = session(*(asked(number, *PLAIN) for number in range(1, 5)))
    review.accept("S!B1")
    assert len(review.decide_same("S!B1")) == 3
    assert {line.standing.decision.act for line in review.lines if line.standing.decision} == {Act.ACCEPT}
    review.undo()
    assert [line.standing.decision is None for line in review.lines] == [False, True, True, True]
    assert review.decide_same("S!B2") == ()
