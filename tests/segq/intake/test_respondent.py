"""What a file asks about the company that answers, and about the person who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from answers.questionnaire import CellAddress, Question, QuestionKind
from exporters.ooxml.workbook import Sheet
from segq.intake import read_workbook
from segq.intake.fact_labels import label_of
from tests.segq.intake.books import BOLD, FILLED, UNLOCKED, Row, book, choices, sheet

ASKED: list[Row] = [
    ["Id", "Question", "Answer"],
    ["1", "Is there a fence around the site?"],
    ["2", "Is there a guard at the gate?"],
    ["3", "Is there a light over the door?"],
]
LISTS = sheet(ASKED, name="Controls", rules=[choices("C2:C4", ["Yes", "No"])])


def facts(*sheets: Sheet) -> dict[str, tuple[str, str]]:
    """Return fact and place by cell of everything asked about the respondent."""
    return {cell(q): (q.fact, place(q)) for q in read(*sheets) if q.kind is QuestionKind.RESPONDENT_FACT}


def read(*sheets: Sheet) -> tuple[Question, ...]:
    return read_workbook(book(*sheets), "file.xlsx").questionnaire.questions


def cell(question: Question) -> str:
    assert isinstance(question.address, CellAddress)
    return question.address.cell


def place(question: Question) -> str:
    (address,) = [slot.address for slot in question.slots]
    assert isinstance(address, CellAddress)
    return address.cell


def cover(rows: Sequence[Row], **special: object) -> Sheet:
    return sheet(rows, name="Cover", **special)  # type: ignore[arg-type]


LABELS = {
    "company_name": "Company name:|Vendor Name|Name of the supplier|Nom de l’entreprise|Name des Unternehmens"
    "|Firmenname|Nombre de la empresa|Nome da empresa|Nome dell'azienda|Naam leverancier|Företagsnamn"
    "|Virksomhedens navn"
    "|Nazwa firmy|貴社名|供应商名称|회사명|Название компании|Όνομα εταιρείας|اسم الشركة|שם החברה",
    "legal_name": "Please enter your company's legal name|Raison sociale|Razón social|Ragione sociale|法人名称",
    "contact_name": "Contact name|Primary contact|Ansprechpartner|Persona de contacto|Pessoa de contato"
    "|ご担当者名|联系人",
    "contact_email": "E-mail|Contact e-mail address|Vendor contact e-mail|Adresse e-mail du contact"
    "|担当者メールアドレス|电子邮箱",
    "contact_phone": "Phone No.|Telefonnummer|N° de téléphone|Teléfono|電話番号|联系电话|Телефон",
    "prepared_by": "Completed by|Ausgefüllt von|Name of person completing this questionnaire|記入者|填表人",
    "date_completed": "Date completed|Ausgefüllt am|記入日|填写日期",
    "duns": "D-U-N-S Number|DUNS",
    "vat_id": "VAT number|USt-IdNr.|Partita IVA|Numéro de TVA",
    "signature": "Signature|Authorized signature:|Unterschrift|Assinatura|署名|签字|Подпись|חתימה",
    "signature_date": "Date signed|Lieu et date|Ort, Datum|署名日",
    "signatory": "Print name|Name of signatory|Nom du signataire",
    "certification": "I hereby certify that these answers are true.|Je certifie que tout est exact"
    "|Hiermit bestätigen wir, dass alles stimmt|Declaro que es cierto|本人声明以上内容属实",
}


@pytest.mark.parametrize(
    ("fact", "text"), [(fact, text) for fact, texts in LABELS.items() for text in texts.split("|")]
)
def test_labels_are_understood_in_many_languages(fact: str, text: str) -> None:
    label = label_of(text)
    assert label is not None
    assert label.fact == fact


@pytest.mark.parametrize(
    "text",
    [
        "Name of the hosting provider",
        "Date of last penetration test",
        "Address of the data centre",
        "Customer name",
        "Company profile",
        "Vendor management",
        "Service description",
        "Do you sign your code?",
        "Is the contact person trained?",
        "We confirm every change twice.",
        "",
    ],
)
def test_other_texts_are_no_labels(text: str) -> None:
    assert label_of(text) is None


def test_a_cover_sheet_is_asked_for_its_facts() -> None:
    rows: list[Row] = [
        ["About the supplier"],
        ["Company name:"],
        ["Address:"],
        ["Contact person:"],
        ["E-mail:"],
        ["Date:"],
    ]
    assert facts(cover(rows), LISTS) == {
        "A2": ("company_name", "B2"),
        "A3": ("address", "B3"),
        "A4": ("contact_name", "B4"),
        "A5": ("contact_email", "B5"),
        "A6": ("date_completed", "B6"),
    }


def test_a_block_above_a_table_comes_first_and_one_below_last() -> None:
    rows: list[Row] = [["Vendor name:"], ["Completed by:"], [], *ASKED, [], ["Signature:"], ["Name:"], ["Date:"]]
    found = read(sheet(rows, rules=[choices("C5:C7", ["Yes", "No"])], styles={"A4:C4": BOLD}))
    assert [question.fact for question in found] == [
        "company_name", "prepared_by", "", "", "", "signature", "signatory", "signature_date",
    ]  # fmt: skip


def test_labels_side_by_side_have_their_values_between_them() -> None:
    rows: list[Row] = [["Company name:", None, "Website:", None], ["Contact name:", None, "Phone:", None]]
    assert dict(facts(cover(rows), LISTS).values()) == {
        "company_name": "B1",
        "website": "D1",
        "contact_name": "B2",
        "contact_phone": "D2",
    }


def test_a_value_may_stand_behind_a_merged_label_or_in_a_cell_made_for_it() -> None:
    rows: list[Row] = [["Company name:"], ["Contact name:"]]
    assert {where for _, where in facts(cover(rows, merges=["A1:B1", "A2:B2"]), LISTS).values()} == {"C1", "C2"}
    made = cover(rows, styles={"C1:C2": FILLED})
    assert {where for _, where in facts(made, LISTS).values()} == {"C1", "C2"}


def test_only_unlocked_cells_of_a_protected_sheet_take_a_value() -> None:
    rows: list[Row] = [["Company name:"], ["Contact name:"]]
    assert facts(cover(rows, protected=True, styles={"B1:B1": UNLOCKED}), LISTS) == {"A1": ("company_name", "B1")}


NOTHING: dict[str, list[Row]] = {
    "filled in by the sender": [["Company name:", "Acorn Trading"], ["Contact name:", "Mr. Elm"]],
    "the sender's own block": [["For internal use only"], ["Vendor name:"], ["Contact name:"]],
    "the customer's block": [["Customer"], ["Company name:"], ["Contact name:"]],
    "column names": [["Vendor name", "Contact name", "E-mail"]],
    "plain words alone": [["Name"], ["Country"], ["Product"]],
    "no label": [["Opening hours:"], ["Colour of the door:"]],
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_does_not_ask_the_respondent_yields_nothing(name: str) -> None:
    assert facts(cover(NOTHING[name]), LISTS) == {}


def test_a_file_that_asks_nothing_else_is_no_questionnaire() -> None:
    assert facts(cover([["Company name:"], ["Contact name:"]])) == {}


def test_a_title_that_names_an_owner_is_no_label() -> None:
    rows: list[Row] = [["Your company"], ["Legal name:"], ["Contact"], ["Name:"], ["E-mail:"]]
    assert "A1" not in facts(cover(rows), LISTS)


def test_a_bare_name_is_whose_the_block_is() -> None:
    def whose(*rows: Row) -> set[str]:
        return {fact for fact, _ in facts(cover(rows), LISTS).values()}

    assert "contact_name" in whose(["Contact details"], ["Name:"], ["Contact e-mail:"])
    assert "company_name" in whose(["Company details"], ["Name:"], ["DUNS:"])
    assert "unclear" in whose(["Form 7"], ["Name:"], ["DUNS:"])
    assert "signatory" in whose(["Form 7"], ["Name:"], ["Signature:"])


def test_rows_of_a_questionnaire_that_ask_for_facts_are_told_from_questions() -> None:
    rows: list[Row] = [
        ["No", "Section", "Question", "Response"],
        ["1", "General", "Vendor name", None],
        ["2", "General", "Country", None],
        ["3", "General", "What is your company's website?", None],
        ["4", "Hosting", "Country", None],
        ["5", "Hosting", "Is there a fence around the site?", None],
        ["6", "Hosting", "Is there a guard at the gate?", None],
        ["7", "End", "Signature", None],
    ]
    found = {question.id: question for question in read(sheet(rows, styles={"A1:D1": BOLD}))}
    assert {own: question.fact for own, question in found.items() if question.fact} == {
        "1": "company_name",
        "2": "country",
        "3": "website",
        "7": "signature",
    }
    assert found["4"].kind is not QuestionKind.RESPONDENT_FACT


def test_every_place_is_given_out_once() -> None:
    rows: list[Row] = [["Company name:"], ["Completed by:"], [], *ASKED]
    found = read(sheet(rows, styles={"A4:C4": BOLD}), cover([["Company name:"], ["Signature:"]]))
    places = [str(slot.address) for question in found for slot in question.slots]
    assert len(places) == len(set(places))
