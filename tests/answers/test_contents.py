from __future__ import annotations

from dataclasses import replace

import pytest

from answers.contents import SUGGESTION_MARK, ContentsPolicy, Flag, slot_outcomes
from answers.placing import CONFIDENTIAL_MARK
from answers.proposal import Blank, Block, BlockKind, LeftBlank, Proposal, Recommendation, SlotOutcome, Written
from answers.questionnaire import Existing, Question, QuestionKind, SlotKind, SlotRole
from knowledge.disclosure import Clearance
from knowledge.statement import Answers, Disclosure, KnowledgeBase, YesNo
from tests.builders import AS_OF, base, proposal, question, slot, statement

POLICY = ContentsPolicy(as_of=AS_OF)
UNDER_NDA = Clearance(Disclosure.NDA, "NDA of 2026-01-01")
SECRET = statement(disclosure=Disclosure.NDA)


def shown(outcome: SlotOutcome) -> object:
    return outcome.released.content if isinstance(outcome, Written) else outcome.why


def contents(
    asked: Question, decided: Proposal, known: KnowledgeBase | None = None, policy: ContentsPolicy = POLICY
) -> list[object]:
    return [shown(outcome) for outcome in slot_outcomes(asked, decided, known or base(), policy)]


CHOICE = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "NA")
COMMENT = slot(SlotRole.COMMENT, cell="D2")
TEXT = slot()


def test_a_choice_takes_the_legal_option_and_the_comment_the_short_answer() -> None:
    assert contents(question(CHOICE, COMMENT), proposal()) == ["Yes", "Yes. Backups are encrypted."]


def test_a_choice_keeps_the_type_of_its_option() -> None:
    numbers = replace(CHOICE, options=(replace(CHOICE.options[0], value=1), *CHOICE.options[1:]))
    assert contents(question(numbers), proposal()) == [1]


def test_no_legal_option_leaves_the_whole_question_blank() -> None:
    scale = slot(SlotRole.ANSWER, SlotKind.CHOICE, "0", "1", "2")
    assert contents(question(scale, COMMENT), proposal()) == [Blank.NO_LEGAL_OPTION, Blank.TOGETHER]


STATUS = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Implemented", "Partially implemented", "Not implemented", "N/A")
OPPOSITE = "Are any backups stored unencrypted?"


def test_a_status_is_written_for_a_yes_about_a_control() -> None:
    assert contents(question(STATUS, COMMENT), proposal()) == ["Implemented", "Yes. Backups are encrypted."]


def test_a_status_is_written_with_the_context_of_a_partly() -> None:
    asked, decided = question(STATUS, COMMENT), proposal(yes_no=YesNo.PARTIAL)
    explained = base(
        statement(answers=Answers("Partly. Most are.", "Most backups are."), context="Disks are encrypted.")
    )
    assert contents(asked, decided, explained) == ["Partially implemented", "Partly. Most are. Disks are encrypted."]


@pytest.mark.parametrize(
    ("text", "answer", "why"),
    [
        ("Are backups encrypted?", YesNo.NO, "a no to the question does not settle"),
        (OPPOSITE, YesNo.NO, "a no to the question does not settle"),
        (OPPOSITE, YesNo.YES, "yes to this question may not mean that"),
    ],
)
def test_a_status_is_not_written_where_it_could_be_misread(text: str, answer: YesNo, why: str) -> None:
    asked = question(STATUS, COMMENT, text=text)
    explained = base(statement(context="Disks are encrypted."))
    choice, comment = slot_outcomes(asked, proposal(yes_no=answer), explained, POLICY)
    assert isinstance(choice, LeftBlank)
    assert why in choice.text
    assert isinstance(comment, LeftBlank)


@pytest.mark.parametrize(
    ("legal", "why"),
    [
        (("0", "1", "2"), "which are never guessed; legal are: 0, 1, 2"),
        (("Yes", "YES", "No"), "“Yes” and “YES” each mean yes; legal are: Yes, YES, No"),
        (("Low", "Medium", "High"), "grades such as low and high, not yes or no; legal are: Low, Medium, High"),
        (tuple("ABCDEFGHIJ"), "legal are: A, B, C, D, E, F, G, H, …"),
    ],
)
def test_a_blank_choice_says_why_and_what_is_legal(legal: tuple[str, ...], why: str) -> None:
    (choice,) = slot_outcomes(question(slot(SlotRole.ANSWER, SlotKind.CHOICE, *legal)), proposal(), base(), POLICY)
    assert isinstance(choice, LeftBlank)
    assert choice.why is Blank.NO_LEGAL_OPTION
    assert why in choice.text


def test_a_statement_that_says_neither_yes_nor_no_makes_no_choice() -> None:
    (choice,) = slot_outcomes(question(CHOICE), proposal(yes_no=None), base(), POLICY)
    assert isinstance(choice, LeftBlank)
    assert choice.text.startswith("the statement says neither yes nor no")


def test_the_opposite_question_gets_the_same_fact_under_a_no() -> None:
    asked = question(CHOICE, COMMENT, text="Are any backups stored unencrypted?")
    assert contents(asked, proposal(yes_no=YesNo.NO)) == ["No", "No. Backups are encrypted."]


def test_an_honest_no_is_sent_only_with_its_context() -> None:
    without = statement(answers=Answers("No. Backups are not encrypted.", "We do not encrypt backups."))
    with_context = replace(without, context="Disks are encrypted.")
    asked = question(CHOICE, COMMENT)
    decided = proposal(yes_no=YesNo.NO)
    assert contents(asked, decided, base(without)) == [Blank.TOGETHER, Blank.NO_CONTEXT]
    assert contents(asked, decided, base(with_context)) == ["No", "No. Backups are not encrypted. Disks are encrypted."]


@pytest.mark.parametrize(
    ("kind", "yes_no", "text"),
    [
        (QuestionKind.YES_NO, YesNo.YES, "Yes. Backups are encrypted."),
        (QuestionKind.DESCRIBE, None, "We encrypt all backups of ledgers before they are stored."),
        (QuestionKind.VALUE, None, "We encrypt all backups of ledgers before they are stored."),
    ],
)
def test_a_text_slot_gets_short_for_yes_no_and_full_for_the_rest(
    kind: QuestionKind, yes_no: YesNo | None, text: str
) -> None:
    assert contents(question(TEXT, kind=kind), proposal(yes_no=yes_no)) == [text]


def test_the_longest_approved_wording_that_fits_is_taken_and_never_cut() -> None:
    asked = question(slot(max_chars=30), kind=QuestionKind.DESCRIBE)
    assert contents(asked, proposal(yes_no=None)) == ["Yes. Backups are encrypted."]
    tiny = question(slot(max_chars=5), kind=QuestionKind.DESCRIBE)
    assert contents(tiny, proposal(yes_no=None)) == [Blank.TOO_LONG]


def test_a_number_is_written_only_with_the_unit_asked_for() -> None:
    number = slot(kind=SlotKind.NUMBER)
    in_days = question(number, text="How many days are backups kept?", kind=QuestionKind.VALUE)
    in_months = question(number, text="How many months are backups kept?", kind=QuestionKind.VALUE)
    assert contents(in_days, proposal(yes_no=None)) == [30]
    assert contents(in_months, proposal(yes_no=None)) == [Blank.NO_VALUE]


def test_ownership_and_evidence_come_from_the_statement_or_stay_blank() -> None:
    owner = slot(SlotRole.OWNERSHIP, SlotKind.CHOICE, "Vendor-owned", "Customer-owned", cell="E2")
    evidence = slot(SlotRole.EVIDENCE, cell="F2")
    asked = question(CHOICE, owner, evidence)
    assert contents(asked, proposal()) == ["Yes", "Vendor-owned", "Trust page: see example.test/trust"]
    assert contents(asked, proposal(), base(statement(responsibility=None)))[1] == Blank.NO_LEGAL_OPTION


def test_nothing_is_written_for_a_suggestion_unless_asked() -> None:
    asked, decided = question(CHOICE, COMMENT), proposal(Recommendation.SUGGESTED, None)
    assert contents(asked, decided) == [Blank.NOT_SETTLED, Blank.NOT_SETTLED]
    marked = f"{SUGGESTION_MARK} We encrypt all backups of ledgers before they are stored."
    assert contents(asked, decided, policy=replace(POLICY, suggested=True)) == [Blank.NOT_SETTLED, marked]


@pytest.mark.parametrize("kind", [BlockKind.EXPIRED, BlockKind.CHANGED, BlockKind.COMMITMENT])
def test_a_block_keeps_a_settled_answer_out_of_the_file(kind: BlockKind) -> None:
    decided = proposal(blocks=(Block(kind, "why"),))
    assert contents(question(CHOICE, COMMENT), decided, policy=replace(POLICY, suggested=True)) == [Blank.BLOCKED] * 2


def test_a_gated_answer_leaves_only_a_notice() -> None:
    decided = proposal(blocks=(Block(BlockKind.DISCLOSURE, "under NDA"),))
    choice, comment = slot_outcomes(question(CHOICE, COMMENT), decided, base(SECRET), POLICY)
    assert isinstance(choice, LeftBlank)
    assert choice.why is Blank.WITHHELD
    assert isinstance(comment, Written)
    assert comment.notice
    assert "encrypted" not in str(comment.released.content)
    assert "security@example.test" in str(comment.released.content)


def test_with_clearance_the_answer_is_written_and_flagged_as_confidential() -> None:
    policy = replace(POLICY, clearance=UNDER_NDA)
    outcomes = slot_outcomes(question(CHOICE, COMMENT), proposal(), base(SECRET), policy)
    assert [shown(outcome) for outcome in outcomes] == ["Yes", f"{CONFIDENTIAL_MARK} Yes. Backups are encrypted."]
    assert all(isinstance(outcome, Written) and outcome.released.confidential for outcome in outcomes)


def test_internal_text_never_leaves_even_with_clearance_and_no_block() -> None:
    policy = replace(POLICY, clearance=UNDER_NDA)
    internal = base(statement(disclosure=Disclosure.INTERNAL))
    assert contents(question(TEXT), proposal(), internal, policy) == [Blank.WITHHELD]


def test_an_answered_question_is_kept_or_replaced_by_choice() -> None:
    answered = question(replace(CHOICE, existing="No"), COMMENT)
    assert contents(answered, proposal()) == [Blank.ANSWERED, Blank.ANSWERED]
    replacing = replace(POLICY, existing=Existing.REPLACE)
    assert contents(answered, proposal(), policy=replacing) == ["Yes", "Yes. Backups are encrypted."]


@pytest.mark.parametrize("kind", [QuestionKind.RESPONDENT_FACT, QuestionKind.INSTRUCTION])
def test_statements_fill_no_respondent_facts_and_no_instructions(kind: QuestionKind) -> None:
    assert contents(question(TEXT, kind=kind), proposal()) == [Blank.NOT_OURS]


def test_several_ratings_are_not_guessed() -> None:
    second = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", cell="E2")
    assert contents(question(CHOICE, second), proposal()) == [Blank.NO_LEGAL_OPTION] * 2


def test_a_column_to_be_appended_is_filled_as_any_other() -> None:
    assert contents(question(replace(TEXT, appended=True)), proposal()) == contents(question(TEXT), proposal())


AS_NOTE = replace(POLICY, flag=Flag.NOTE)
GATED = proposal(blocks=(Block(BlockKind.DISCLOSURE, "under NDA"),))


def test_a_flag_as_note_leaves_the_answer_bare_and_keeps_the_flagged_text_to_fall_back_on() -> None:
    outcomes = slot_outcomes(question(CHOICE, COMMENT), proposal(), base(SECRET), replace(AS_NOTE, clearance=UNDER_NDA))
    choice, comment = outcomes
    assert isinstance(choice, Written)
    assert isinstance(comment, Written)
    assert choice.noted is not None
    assert comment.noted is not None
    assert comment.noted.bare is not None
    assert comment.noted.bare.content == "Yes. Backups are encrypted."
    assert str(comment.released.content).startswith(CONFIDENTIAL_MARK)
    assert "encrypted" not in str(comment.noted.note.content)
    assert "NDA" in str(choice.noted.note.content)


def test_a_public_answer_gets_no_note() -> None:
    outcomes = slot_outcomes(question(CHOICE, COMMENT), proposal(), base(), replace(AS_NOTE, clearance=UNDER_NDA))
    assert [outcome.noted for outcome in outcomes if isinstance(outcome, Written)] == [None, None]


def test_flags_stand_in_no_note_unless_asked() -> None:
    policies = (POLICY, replace(POLICY, clearance=UNDER_NDA))
    decided = (GATED, proposal())
    for policy, one in zip(policies, decided, strict=True):
        outcomes = slot_outcomes(question(CHOICE, COMMENT), one, base(SECRET), policy)
        assert all(outcome.noted is None for outcome in outcomes if isinstance(outcome, Written))


def test_the_notice_of_a_choice_without_comment_can_stand_in_a_note_only() -> None:
    assert contents(question(CHOICE), GATED, base(SECRET)) == [Blank.WITHHELD]
    (choice,) = slot_outcomes(question(CHOICE), GATED, base(SECRET), AS_NOTE)
    assert isinstance(choice, Written)
    assert choice.notice
    assert choice.noted is not None
    assert (choice.noted.bare, choice.noted.in_text) == (None, False)
    assert "security@example.test" in str(choice.noted.note.content)


def test_the_notice_of_a_question_with_a_comment_stands_on_the_comment() -> None:
    choice, comment = slot_outcomes(question(CHOICE, COMMENT), GATED, base(SECRET), AS_NOTE)
    assert isinstance(choice, LeftBlank)
    assert isinstance(comment, Written)
    assert comment.noted is not None
    assert comment.noted.in_text
