"""What is known of each question and each slot besides its place."""

from __future__ import annotations

from answers.questionnaire import Question, QuestionKind, Slot, SlotKind, SlotRole
from segq.intake.word.reading import read_document
from tests.segq.intake.word.kit import C, Ctl, Fld, H, P, T, band, document, head


def questions(*parts: object) -> list[Question]:
    return list(read_document(document(*parts), "form.docx").questionnaire.questions)


def slots(*parts: object) -> list[Slot]:
    return [slot for question in questions(*parts) for slot in question.slots]


def choices(slot: Slot) -> list[str]:
    return [option.text for option in slot.options]


def test_options_are_the_labels_behind_the_boxes_in_order() -> None:
    first, _ = slots(P("Are disks encrypted?\t☐ Yes  ☐ No  ☐ N/A"), P("Are backups kept?\t☐ Yes  ☐ No"))
    assert (first.kind, choices(first)) == (SlotKind.CHOICE, ["Yes", "No", "N/A"])


def test_options_may_stand_in_a_column_of_paragraphs_and_end_with_a_line() -> None:
    boxes = [P("☐ ISO 27001"), P("☐ SOC 2"), P("☐ Other: ______")]
    first, _ = slots(P("Which certificates do you hold?"), *boxes, P("Who audits you?"), P("Answer: ____"))
    assert choices(first) == ["ISO 27001", "SOC 2", "Other"]


def test_a_ticked_box_is_the_answer_that_stands() -> None:
    first, second = slots(P("Are disks encrypted? ☒ Yes ☐ No"), P("Are backups kept? ☐ Yes ☐ No"))
    assert (first.existing, second.existing) == ("Yes", None)


def test_a_list_offers_its_options_and_shows_no_answer_while_it_prompts() -> None:
    drop = Ctl("drop-down", "Choose an item.", options=("EU", "US"))
    first, second = slots(P("Region: ", drop), P("City: ", Ctl(text="Cork", prompt=False)))
    assert (first.kind, choices(first), first.existing) == (SlotKind.CHOICE, ["EU", "US"], None)
    assert second.existing == "Cork"


def test_fields_tell_type_and_length() -> None:
    first, second = slots(P("Turnover: ", Fld(type="number", max_chars=12)), P("Founded: ", Fld(type="date")))
    assert (first.kind, first.max_chars, second.kind) == (SlotKind.NUMBER, 12, SlotKind.DATE)


def test_a_label_with_text_behind_it_is_answered_already() -> None:
    first, second = slots(P("Where is data stored?"), P("Answer: In Cork."), P("Who pays?"), P("Answer:"))
    assert (first.existing, second.existing) == ("In Cork.", None)


def test_text_below_a_bare_label_is_the_answer_that_stands() -> None:
    parts = [P("Where is it?", bold=True), P("Answer:"), P("In Cork."), P("Who pays?", bold=True), P("Answer:")]
    assert [slot.existing for slot in slots(*parts)] == ["In Cork.", None]


def test_columns_give_roles_and_a_header_its_choices() -> None:
    table = T(
        head("No", "Requirement", "Compliant (Y/N)", "Comments", "Evidence"),
        ["1", "The supplier shall encrypt disks.", "", "", ""],
        ["2", "The supplier shall test backups.", "", "", ""],
        header=True,
    )
    answer, comment, evidence, *_ = slots(table)
    assert [one.role for one in (answer, comment, evidence)] == [
        SlotRole.ANSWER,
        SlotRole.COMMENT,
        SlotRole.EVIDENCE,
    ]
    assert choices(answer) == ["Y", "N"]


def test_id_section_and_guidance_are_taken_along() -> None:
    table = T(
        head("Ref", "Question", "Guidance", "Answer"),
        band("Access", 4),
        ["A-1", "Who approves access?", "Name the role.", ""],
        ["A-2", "How is access removed?", "State the time.", ""],
        header=True,
    )
    first, _ = questions(H("2 Security"), table)
    assert (first.id, first.text, first.section, first.guidance) == (
        "A-1",
        "Who approves access?",
        "Access",
        "Name the role.",
    )


def test_the_heading_above_is_the_section_and_asides_are_guidance() -> None:
    aside = P("Name the country.", italic=True)
    first, *_ = questions(H("Hosting"), P("Where is it?"), aside, P(), P("Who pays?"), P(), P("Who asks?"), P())
    assert (first.section, first.guidance) == ("Hosting", "Name the country.")


def test_a_merged_domain_is_the_section_of_all_its_rows() -> None:
    table = T(
        head("Domain", "Question", "Answer"),
        [C("Staff", merged="restart"), "Are references checked?", ""],
        [C("", merged="continue"), "Is training repeated?", ""],
        header=True,
    )
    assert [question.section for question in questions(table)] == ["Staff", "Staff"]


def test_parts_hang_on_their_stem_only_where_it_asks_itself() -> None:
    first, second, _ = questions(
        P("Do you use subcontractors?"),
        P("Answer: ____"),
        P("If yes, which countries are they in?"),
        P("Answer: ____"),
        P("Who pays?"),
        P("Answer: ____"),
    )
    assert (second.parent, second.condition) == (first.key, "If yes")


def test_kinds_and_facts_are_told_as_in_spreadsheets() -> None:
    form = T(["Company name", ""], ["E-mail of contact", ""])
    named, _, asked = questions(form, P("Are disks encrypted? ☐ Yes ☐ No"))
    assert (named.kind, named.fact, asked.kind) == (
        QuestionKind.RESPONDENT_FACT,
        "company_name",
        QuestionKind.YES_NO,
    )


def test_a_bound_in_words_limits_the_slot() -> None:
    first, _ = slots(P("Describe your backup (max. 500 characters)."), P("Answer: ____"), P("Who pays?"), P("Answer:"))
    assert first.max_chars == 500


def test_ticks_take_an_x_and_say_what_it_means() -> None:
    table = T(head("Question", "Yes", "No"), ["Are disks encrypted?", "", ""], ["Are backups kept?", "", ""])
    first, second, *_ = slots(table)
    assert (choices(first), first.header, second.header) == (["X"], "Yes", "No")


def test_evidence_and_doubts_are_for_a_person_to_read() -> None:
    table = T(head("Version", "Date"), ["1.0", "2026"], ["", ""])
    reading = read_document(
        document(table, P("Where is it?"), P("Answer: ____"), P("Who pays?"), P("Answer: ____"), P("Who asks?")),
        "form.docx",
    )
    assert [(place.address, place.questions) for place in reading.places] == [("table 0", 0), ("paragraph 0", 2)]
    assert [doubt.place for doubt in reading.questionnaire.doubts] == ["paragraph 4"]


def test_boxes_with_room_for_details_in_one_cell_are_the_answer_and_its_remark() -> None:
    def cell() -> object:
        return C((P("☐ Yes  ☐ No"), P("Details: ________")))

    found = questions(
        T(["Are disks encrypted?", cell()], ["Are backups encrypted?", cell()], ["Is access logged?", cell()])
    )
    assert [[slot.role for slot in question.slots] for question in found] == [[SlotRole.ANSWER, SlotRole.COMMENT]] * 3


def test_demands_above_small_answer_tables_are_the_questions() -> None:
    found = questions(
        P("The supplier tests its continuity plan once a year."), T(["Statement of the supplier", ""]),
        P("Access is granted on a need-to-know basis."), T(["Statement of the supplier", ""]),
    )  # fmt: skip
    assert [question.text.split()[-1] for question in found] == ["year.", "basis."]


def test_a_small_table_in_the_answer_cell_takes_the_answer() -> None:
    inner = T(["Result", ""], ["Comment", ""])
    rows = [[text, C((inner, P()))] for text in ("Is access logged?", "Are logs kept?", "Who reads them?")]
    found = questions(T(head("Question", "Answer"), *rows))
    assert [question.text for question in found] == ["Is access logged?", "Are logs kept?", "Who reads them?"]


def test_shaded_titles_of_a_form_and_blocks_for_the_customer_are_no_questions() -> None:
    labels = ("Encryption of stored data", "Retention of logs", "Backup frequency")
    title = [C("Security", fill="000000", bold=True), C("", fill="000000")]
    form = T(["Company name", ""], title, *([label, ""] for label in labels))
    found = questions(form, P("For bank use only"), T(["Inherent risk", ""], ["Residual risk", ""]))
    assert [question.text for question in found] == ["Company name", *labels]
