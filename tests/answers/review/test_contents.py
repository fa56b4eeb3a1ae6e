from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from answers.contents import ContentsPolicy, Flag
from answers.placing import CONFIDENTIAL_MARK
from answers.proposal import Blank, LeftBlank, SlotOutcome, Written
from answers.questionnaire import Existing, Option, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.respondent_facts import FactName, RespondentFact
from answers.review.contents import day_in, decided_outcomes, number_in
from answers.review.decision import Act, Decision
from knowledge.disclosure import Clearance
from knowledge.statement import Answers, Disclosure, Document, KnowledgeBase, Party, YesNo
from tests.answers.review.memory_store import decided
from tests.builders import AS_OF, DIGEST, base, question, slot, statement

POLICY = ContentsPolicy(as_of=AS_OF)
UNDER_NDA = replace(POLICY, clearance=Clearance(Disclosure.NDA, "NDA of 2026-01-01"))
CHOICE = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", "N/A")
COMMENT = slot(SlotRole.COMMENT, cell="D2")
TEXT = slot()
OWNER = slot(SlotRole.OWNERSHIP, SlotKind.CHOICE, "Vendor-owned", "Customer-owned", cell="E2")
EVIDENCE = slot(SlotRole.EVIDENCE, cell="F2")
NUMBER = slot(SlotRole.ANSWER, SlotKind.NUMBER)
DAY = slot(SlotRole.ANSWER, SlotKind.DATE)
OWN = "Backups are encrypted by our own tool."
ACCEPTED = decided(
    Act.ACCEPT,
    "Yes. Backups are encrypted.",
    option="Yes",
    yes_no=YesNo.YES,
    statement="bk-enc",
    statement_sha256=DIGEST,
    basis=("bk-enc",),
)
EDITED = decided(Act.EDIT, OWN, option="Yes")
CHOSEN = decided(Act.CHOOSE, "", option="No")


def outcomes(
    asked: Question, decision: Decision | None, known: KnowledgeBase | None = None, policy: ContentsPolicy = POLICY
) -> tuple[SlotOutcome, ...]:
    return decided_outcomes(asked, decision, known or base(), policy)


def shown(outcome: SlotOutcome) -> object:
    return outcome.released.content if isinstance(outcome, Written) else outcome.why


def contents(
    asked: Question, decision: Decision | None, known: KnowledgeBase | None = None, policy: ContentsPolicy = POLICY
) -> list[object]:
    return [shown(outcome) for outcome in outcomes(asked, decision, known, policy)]


@pytest.mark.parametrize(
    ("slots", "decision", "expected"),
    [
        ((CHOICE, COMMENT), ACCEPTED, ["Yes", ACCEPTED.text]),
        ((CHOICE,), ACCEPTED, ["Yes"]),
        ((TEXT,), ACCEPTED, [ACCEPTED.text]),
        ((TEXT, COMMENT), ACCEPTED, [ACCEPTED.text, Blank.NOT_OURS]),
        ((CHOICE, TEXT, COMMENT), ACCEPTED, ["Yes", ACCEPTED.text, Blank.NOT_OURS]),
        ((CHOICE, COMMENT), EDITED, ["Yes", OWN]),
        ((CHOICE, COMMENT), CHOSEN, ["No", Blank.NOT_OURS]),
        ((CHOICE, TEXT), CHOSEN, ["No", Blank.NOT_OURS]),
        ((CHOICE, COMMENT), decided(Act.EXPERT_ANSWER, OWN, option="No"), ["No", OWN]),
        ((COMMENT,), EDITED, [OWN]),
        ((COMMENT, replace(COMMENT, address=TEXT.address)), EDITED, [OWN, Blank.NOT_OURS]),
        ((CHOICE, OWNER, EVIDENCE), ACCEPTED, ["Yes", "Vendor-owned", "Trust page: see example.test/trust"]),
        ((CHOICE, OWNER, EVIDENCE), CHOSEN, ["No", Blank.NOT_OURS, Blank.NOT_OURS]),
        ((CHOICE, OWNER), replace(CHOSEN, statement="bk-enc", yes_no=YesNo.YES), ["No", Blank.NOT_OURS]),
        ((TEXT, EVIDENCE), EDITED, [OWN, Blank.NOT_OURS]),
        ((EVIDENCE,), EDITED, [OWN]),
        ((CHOICE, slot(SlotRole.OTHER, cell="G2")), ACCEPTED, ["Yes", Blank.NOT_OURS]),
    ],
)
def test_a_decision_goes_into_the_slots_that_its_parts_are_for(
    slots: tuple[Slot, ...], decision: Decision, expected: list[object]
) -> None:
    assert contents(question(*slots), decision) == expected


def test_an_option_keeps_the_type_of_its_cell() -> None:
    typed = replace(CHOICE, options=(Option("Yes", True), Option("No", False)))
    assert contents(question(typed), CHOSEN) == [False]


@pytest.mark.parametrize("decision", [replace(EDITED, option=None), replace(EDITED, option="Maybe")])
def test_without_a_legal_option_nothing_of_the_question_is_written(decision: Decision) -> None:
    assert contents(question(CHOICE, COMMENT), decision) == [Blank.NO_LEGAL_OPTION, Blank.TOGETHER]


def test_several_choices_are_not_filled_from_one_decision() -> None:
    second = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No", cell="E2")
    assert contents(question(CHOICE, second), ACCEPTED) == [Blank.NO_LEGAL_OPTION] * 2


def ticks(marked: str = "") -> tuple[Slot, ...]:
    made = (slot(SlotRole.ANSWER, SlotKind.CHOICE, "X", cell=f"{column}2") for column in "CDE")
    return tuple(
        replace(one, header=header, existing="X" if header == marked else None)
        for one, header in zip(made, ("Yes", "No", "N/A"), strict=True)
    )


def test_the_mark_stands_under_the_picked_heading() -> None:
    assert contents(question(*ticks(), replace(COMMENT, address=OWNER.address)), EDITED) == (
        ["X", Blank.NOT_OURS, Blank.NOT_OURS, OWN]
    )
    assert contents(question(*ticks()), CHOSEN) == [Blank.NOT_OURS, "X", Blank.NOT_OURS]


def test_a_mark_joins_no_other_that_cannot_be_taken_away() -> None:
    assert "X" not in contents(question(*ticks("No")), EDITED)
    assert contents(question(*ticks("No")), CHOSEN)[1] == "X"


FULL = "We encrypt all backups of ledgers before they are stored."
DESCRIBED = replace(ACCEPTED, text=FULL, option=None, yes_no=None)


@pytest.mark.parametrize(
    ("room", "expected"),
    [(100, FULL), (len(FULL), FULL), (len(FULL) - 1, "Yes. Backups are encrypted."), (10, Blank.TOO_LONG)],
)
def test_an_accepted_statement_falls_back_on_its_approved_wordings_and_is_never_cut(
    room: int, expected: object
) -> None:
    asked = question(slot(max_chars=room), kind=QuestionKind.DESCRIBE)
    assert contents(asked, DESCRIBED) == [expected]


def test_of_the_approved_wordings_that_fit_the_longest_stands_in() -> None:
    known = base(statement(answers=Answers("Yes. Each of them is encrypted, always.", "We encrypt them.")))
    asked = question(slot(max_chars=60), kind=QuestionKind.DESCRIBE)
    assert contents(asked, replace(DESCRIBED, text="x" * 61), known) == ["Yes. Each of them is encrypted, always."]


def test_an_edit_that_does_not_fit_leaves_the_whole_question_blank() -> None:
    based = replace(ACCEPTED, act=Act.EDIT, text=f"Yes. {OWN}")
    asked = question(CHOICE, replace(COMMENT, max_chars=30))
    choice, comment = outcomes(asked, based)
    assert (shown(choice), shown(comment)) == (Blank.TOGETHER, Blank.TOO_LONG)
    assert isinstance(comment, LeftBlank)
    assert comment.text == "it does not fit into at most 30 characters"


def test_a_fallback_for_an_honest_no_has_its_context() -> None:
    known = base(statement(answers=Answers("No. They are not.", FULL), context="Disks are."))
    accepted = replace(ACCEPTED, text="x" * 50, option="No", yes_no=YesNo.NO)
    asked = question(CHOICE, replace(COMMENT, max_chars=40))
    assert contents(asked, accepted, known) == ["No", "No. They are not. Disks are."]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ((CHOICE, COMMENT), ["N/A", "We hold no cards."]),
        ((CHOICE,), ["N/A"]),
        ((slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No"), COMMENT),
         [Blank.NOT_OURS, "Not applicable: We hold no cards."]),
        ((slot(SlotRole.ANSWER, SlotKind.CHOICE, "Yes", "No"),), [Blank.NO_LEGAL_OPTION]),
        ((TEXT,), ["Not applicable: We hold no cards."]),
        ((NUMBER, COMMENT), [Blank.NOT_OURS, "Not applicable: We hold no cards."]),
        ((NUMBER,), [Blank.NO_VALUE]),
        (ticks(), [Blank.NOT_OURS, Blank.NOT_OURS, "X"]),
    ],
)  # fmt: skip
def test_not_applicable_takes_its_option_and_says_why(slots: tuple[Slot, ...], expected: list[object]) -> None:
    decision = decided(Act.NOT_APPLICABLE, "We hold no cards.", reason="We hold no cards.")
    assert contents(question(*slots), decision) == expected


@pytest.mark.parametrize(
    "reason", ["Not applicable, as we hold no cards.", "N/A – no cards.", "Out of scope: no cards."]
)
def test_a_reason_that_says_so_itself_is_left_as_it_is(reason: str) -> None:
    assert contents(question(TEXT), decided(Act.NOT_APPLICABLE, reason)) == [reason]


def test_a_reason_under_a_question_in_another_language_gets_no_english_in_front() -> None:
    asked = replace(question(TEXT), language="fr")
    assert contents(asked, decided(Act.NOT_APPLICABLE, "Sans cartes.")) == ["Sans cartes."]


def test_an_english_statement_that_a_reviewer_accepted_is_written_under_another_language() -> None:
    assert contents(replace(question(TEXT), language="fr"), ACCEPTED) == [ACCEPTED.text]


@pytest.mark.parametrize(
    ("wanted", "text", "expected"),
    [
        (NUMBER, "30", 30),
        (NUMBER, " 99.9 ", 99.9),
        (NUMBER, "-2", -2),
        (DAY, "2026-11-30", date(2026, 11, 30)),
        (NUMBER, "30 days", Blank.NO_VALUE),
        (NUMBER, "1,000", Blank.NO_VALUE),
        (NUMBER, "", Blank.NO_VALUE),
        (NUMBER, "٣٠", Blank.NO_VALUE),
        (DAY, "30.11.2026", Blank.NO_VALUE),
        (DAY, "2026-02-30", Blank.NO_VALUE),
        (DAY, "20261130", Blank.NO_VALUE),
    ],
)
def test_a_number_or_day_is_written_only_where_the_text_is_nothing_else(
    wanted: Slot, text: str, expected: object
) -> None:
    assert contents(question(wanted), decided(Act.EDIT, text)) == [expected]
    beside = [Blank.NOT_OURS]
    assert contents(question(wanted, COMMENT), decided(Act.EDIT, text)) == [expected, *beside]


def test_an_accepted_statement_gives_its_own_value_and_the_text_beside_it() -> None:
    asked = question(NUMBER, COMMENT, text="How many days are backups kept?")
    assert contents(asked, DESCRIBED) == [30, FULL]
    assert contents(question(NUMBER), DESCRIBED) == [Blank.NO_VALUE]


@pytest.mark.parametrize(("text", "number"), [("9" * 16, None), ("1e5", None), ("1.", None), ("007", 7), ("0.50", 0.5)])
def test_only_plain_numbers_are_read(text: str, number: float | None) -> None:
    assert number_in(text) == number


def test_only_iso_days_are_read() -> None:
    assert (day_in(" 2026-01-02 "), day_in("2026-1-2")) == (date(2026, 1, 2), None)


# -- what was not decided


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (None, Blank.UNDECIDED),
        (decided(Act.ASK_EXPERT, "", expert="kim@example.test", reason="Whose keys?"), Blank.WITH_EXPERT),
        (decided(Act.SKIP, "", reason="They never read it."), Blank.ON_PURPOSE),
    ],
)
def test_what_is_not_answered_stays_blank_and_tells_no_colleagues_remark(decision: Decision | None, why: Blank) -> None:
    for outcome in outcomes(question(CHOICE, COMMENT), decision):
        assert isinstance(outcome, LeftBlank)
        assert outcome.why is why
        assert not any(word in outcome.text for word in ("kim", "keys", "read it"))


def test_a_decision_replaces_what_stands_in_the_file_and_an_undecided_question_keeps_it() -> None:
    asked = question(replace(CHOICE, existing="No"), COMMENT)
    for existing in Existing:
        policy = replace(POLICY, existing=existing)
        assert contents(asked, ACCEPTED, policy=policy) == ["Yes", ACCEPTED.text]
        assert contents(asked, None, policy=policy) == [Blank.ANSWERED] * 2


def test_an_undecided_fact_about_the_respondent_comes_from_the_facts() -> None:
    fact = RespondentFact(FactName.COMPANY_NAME, "Ledgerly Ltd", Disclosure.PUBLIC)
    asked = replace(question(TEXT, kind=QuestionKind.RESPONDENT_FACT), fact="company_name")
    policy = replace(POLICY, facts={"company_name": fact})
    assert contents(asked, None, policy=policy) == ["Ledgerly Ltd"]
    assert contents(asked, None) == [Blank.NO_FACT]
    assert contents(asked, decided(Act.EDIT, "Ledgerly Inc"), policy=policy) == ["Ledgerly Inc"]


def test_a_statement_is_no_fact_about_the_respondent() -> None:
    assert contents(question(TEXT, kind=QuestionKind.RESPONDENT_FACT), ACCEPTED) == [Blank.NOT_OURS]


def test_an_instruction_is_no_question_until_somebody_answers_it() -> None:
    asked = question(TEXT, kind=QuestionKind.INSTRUCTION)
    assert contents(asked, None) == [Blank.NOT_OURS]
    assert contents(asked, EDITED) == [OWN]


# -- the gate


@pytest.mark.parametrize(
    "known",
    [
        base(statement(sha256="f" * 64)),
        base(statement(id="other")),
        base(statement(review_by=date(2026, 1, 1))),
    ],
)
def test_a_decision_on_a_statement_that_no_longer_stands_is_held_back(known: KnowledgeBase) -> None:
    assert contents(question(CHOICE, COMMENT), ACCEPTED, known) == [Blank.STALE] * 2


SECRET = replace(EDITED, disclosure=Disclosure.NDA, basis=("bk-enc",))


def test_without_clearance_nothing_but_the_notice_is_written() -> None:
    asked = question(CHOICE, COMMENT, OWNER, EVIDENCE)
    choice, comment, owner, evidence = outcomes(asked, SECRET)
    assert [shown(each) for each in (choice, owner, evidence)] == [Blank.WITHHELD] * 3
    assert isinstance(comment, Written)
    assert comment.notice
    assert "security@example.test" in str(comment.released.content)


def test_a_number_that_gives_it_away_is_withheld_too() -> None:
    assert contents(question(NUMBER), decided(Act.EDIT, "30", disclosure=Disclosure.NDA)) == [Blank.WITHHELD]


def test_with_clearance_the_answer_is_written_and_flagged() -> None:
    assert contents(question(CHOICE, COMMENT), SECRET, policy=UNDER_NDA) == ["Yes", f"{CONFIDENTIAL_MARK} {OWN}"]


def test_flags_go_into_notes_where_the_policy_says_so() -> None:
    choice, comment = outcomes(question(CHOICE, COMMENT), SECRET, policy=replace(UNDER_NDA, flag=Flag.NOTE))
    assert isinstance(choice, Written)
    assert isinstance(comment, Written)
    assert choice.noted is not None
    assert comment.noted is not None
    assert comment.noted.bare is not None
    assert comment.noted.bare.content == OWN


def test_what_is_internal_never_leaves_and_leaves_no_notice() -> None:
    internal = replace(EDITED, disclosure=Disclosure.INTERNAL)
    assert contents(question(CHOICE, COMMENT), internal, policy=UNDER_NDA) == [Blank.WITHHELD] * 2


def test_the_strictest_of_what_a_decision_rests_on_counts() -> None:
    for known in (base(statement(disclosure=Disclosure.NDA)), base(statement(disclosure=Disclosure.INTERNAL))):
        assert contents(question(CHOICE), ACCEPTED, known) == [Blank.WITHHELD]
    resting = replace(EDITED, basis=("bk-enc",))
    assert contents(question(CHOICE), resting, base(statement(disclosure=Disclosure.NDA))) == [Blank.WITHHELD]


def test_the_document_that_a_request_named_is_written_and_an_internal_one_is_not() -> None:
    asked = question(CHOICE, EVIDENCE)
    report = Document("report", "Test report", "report", "ask us", disclosure=Disclosure.INTERNAL)
    known = replace(base(), documents=(*base().documents, report))
    named = decided_outcomes(asked, ACCEPTED, known, POLICY, "trust-page")
    assert [shown(each) for each in named] == ["Yes", "Trust page: see example.test/trust"]
    assert shown(decided_outcomes(asked, ACCEPTED, known, POLICY, "report")[1]) is Blank.WITHHELD


def test_an_owner_is_named_only_by_a_statement() -> None:
    assert contents(question(TEXT, OWNER), EDITED) == [OWN, Blank.NOT_OURS]
    nobody = base(statement(responsibility=None))
    assert contents(question(CHOICE, OWNER), ACCEPTED, nobody) == ["Yes", Blank.NO_LEGAL_OPTION]
    customer = base(statement(responsibility=Party.CUSTOMER))
    assert contents(question(CHOICE, OWNER), ACCEPTED, customer) == ["Yes", "Customer-owned"]
