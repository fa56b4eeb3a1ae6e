from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from answers.contents import ContentsPolicy, slot_outcomes
from answers.proposal import Blank, SlotOutcome, Written
from answers.questionnaire import Existing, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.respondent_facts import FOR_A_PERSON, FactName, RespondentFact
from knowledge.disclosure import CellValue, Clearance
from knowledge.statement import Disclosure
from tests.builders import AS_OF, base, proposal, question, slot

PUBLIC, NDA, INTERNAL = Disclosure.PUBLIC, Disclosure.NDA, Disclosure.INTERNAL


def known(**values: CellValue) -> dict[str, RespondentFact]:
    return {name: RespondentFact(FactName(name), value, PUBLIC) for name, value in values.items()}


def asked(fact: str, *slots: Slot) -> Question:
    return replace(question(*(slots or (slot(),)), kind=QuestionKind.RESPONDENT_FACT), fact=fact)


def shown(outcome: SlotOutcome) -> object:
    return outcome.released.content if isinstance(outcome, Written) else outcome.why


def filled(made: Question, facts: dict[str, RespondentFact], **policy: object) -> list[object]:
    given = ContentsPolicy(as_of=AS_OF, facts=facts, **policy)  # type: ignore[arg-type]
    return [shown(outcome) for outcome in slot_outcomes(made, proposal(), base(), given)]


def test_a_fact_is_written_as_the_workspace_knows_it_and_no_statement_is() -> None:
    assert filled(asked("company_name"), known(company_name="Larch Ledger GmbH")) == ["Larch Ledger GmbH"]


def test_what_the_workspace_does_not_know_stays_blank() -> None:
    assert filled(asked("vat_id"), known(company_name="Larch Ledger GmbH")) == [Blank.NO_FACT]


@pytest.mark.parametrize("fact", FOR_A_PERSON)
def test_signatures_and_certifications_are_never_filled_even_if_a_fact_says_so(fact: FactName) -> None:
    forged = {str(fact): RespondentFact(fact, "Mara Holm", PUBLIC)}
    assert filled(asked(fact), forged, existing=Existing.REPLACE) == [Blank.FOR_A_PERSON]


@pytest.mark.parametrize(
    ("disclosure", "clearance", "expected"),
    [
        (PUBLIC, PUBLIC, "+43 1 555 0100"),
        (NDA, PUBLIC, Blank.WITHHELD),
        (NDA, NDA, "+43 1 555 0100"),
        (INTERNAL, NDA, Blank.WITHHELD),
    ],
)
def test_every_fact_passes_the_release_gate(disclosure: Disclosure, clearance: Disclosure, expected: object) -> None:
    fact = RespondentFact(FactName.CONTACT_PHONE, "+43 1 555 0100", disclosure)
    found = filled(asked("contact_phone"), {"contact_phone": fact}, clearance=Clearance(clearance, "test"))
    assert found == [expected]


def test_a_fact_that_nobody_set_a_disclosure_for_is_internal() -> None:
    assert RespondentFact(FactName.CITY, "Graz").disclosure is INTERNAL


def test_only_the_answer_takes_the_fact() -> None:
    comment = slot(SlotRole.COMMENT, cell="D2")
    assert filled(asked("city", slot(), comment), known(city="Graz")) == ["Graz", Blank.NOT_OURS]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (SlotKind.DATE, date(2026, 11, 1), date(2026, 11, 1)),
        (SlotKind.DATE, "soon", Blank.NO_VALUE),
        (SlotKind.NUMBER, 42, 42),
        (SlotKind.NUMBER, "about 40", Blank.NO_VALUE),
        (SlotKind.TEXT, 42, 42),
    ],
)
def test_a_slot_takes_only_facts_of_its_own_type(kind: SlotKind, value: CellValue, expected: object) -> None:
    assert filled(asked("employees", slot(kind=kind)), known(employees=value)) == [expected]


@pytest.mark.parametrize(("value", "expected"), [("austria", "Austria"), ("Austria (EU)", Blank.NO_LEGAL_OPTION)])
def test_a_choice_takes_a_fact_only_word_for_word(value: str, expected: object) -> None:
    country = slot(SlotRole.ANSWER, SlotKind.CHOICE, "Austria", "Norway")
    assert filled(asked("country", country), known(country=value)) == [expected]


def test_a_fact_that_does_not_fit_is_not_cut() -> None:
    assert filled(asked("address", replace(slot(), max_chars=9)), known(address="Elm Row 12")) == [Blank.TOO_LONG]
    assert filled(asked("address", replace(slot(), max_chars=10)), known(address="Elm Row 12")) == ["Elm Row 12"]


def test_what_a_person_wrote_there_is_kept() -> None:
    given = replace(slot(), existing="Larch")
    assert filled(asked("company_name", given), known(company_name="Larch Ledger")) == [Blank.ANSWERED]
    replacing = filled(asked("company_name", given), known(company_name="Larch Ledger"), existing=Existing.REPLACE)
    assert replacing == ["Larch Ledger"]
