"""Which paragraphs ask, and where their answers go."""

from __future__ import annotations

from tests.segq.intake.word.kit import H, P, T, answered, found


def test_the_first_of_several_lines_to_write_on_is_the_place() -> None:
    assert found(
        P("1. Where is data stored?"),
        P("_" * 60),
        P("_" * 60),
        P("_" * 60),
        P("2. Who can access it?"),
        P("_" * 60),
        P("_" * 60),
    ) == answered({"paragraph 0": "paragraph 1", "paragraph 4": "paragraph 5"})


def test_a_blank_paragraph_below_a_listed_question_takes_the_answer() -> None:
    assert found(
        H("A"),
        P("Where is data stored?", listed=True),
        P(),
        P("Who can access it?", listed=True),
        P(),
        P("What is logged?", listed=True),
        P(),
    ) == answered({"paragraph 1": "paragraph 2", "paragraph 3": "paragraph 4", "paragraph 5": "paragraph 6"})


def test_parts_of_a_stem_are_asked_each() -> None:
    assert found(
        P("Describe your staff screening for:"),
        P("a) own staff", listed=True),
        P(),
        P("b) contractors", listed=True),
        P(),
        P("Where is data stored?"),
        P(),
        P("Who has access?"),
        P(),
    ) == answered(
        {
            "paragraph 1": "paragraph 2",
            "paragraph 3": "paragraph 4",
            "paragraph 5": "paragraph 6",
            "paragraph 7": "paragraph 8",
        }
    )


def test_parts_with_a_line_each_are_asked_in_their_own_paragraph() -> None:
    assert found(
        P("State the number of staff:"),
        P("a) internal: ______"),
        P("b) external: ______"),
        P("Who leads them?"),
        P("Answer: ______"),
    ) == answered({"paragraph 1": "paragraph 1", "paragraph 2": "paragraph 2", "paragraph 3": "paragraph 4"})


def test_a_table_with_a_label_and_a_blank_row_belongs_to_the_question_above() -> None:
    assert found(
        H("Anforderungen"),
        P("Wie werden Zugriffe protokolliert?", bold=True),
        T(["Stellungnahme des Anbieters:"], [""]),
        P(),
        P("Wer hat Zugriff auf die Daten?", bold=True),
        T(["Stellungnahme des Anbieters:"], [""]),
        P(),
    ) == answered({"paragraph 1": "table 0 row 1 col 0", "paragraph 3": "table 1 row 1 col 0"})


def test_a_table_with_a_label_and_a_blank_cell_belongs_to_the_question_above() -> None:
    assert found(
        H("Anforderungen"),
        P("Wie werden Zugriffe protokolliert?", bold=True),
        T(["Stellungnahme", ""]),
        P(),
        P("Wer hat Zugriff auf die Daten?", bold=True),
        T(["Stellungnahme", ""]),
        P(),
    ) == answered({"paragraph 1": "table 0 row 0 col 1", "paragraph 3": "table 1 row 0 col 1"})


def test_a_label_of_the_answer_takes_it_whatever_blank_follows() -> None:
    assert found(
        H("Sécurité"),
        P("Comment gérez-vous les accès ?"),
        P("Réponse\xa0:"),
        P(),
        P("Où sont hébergées les données ?"),
        P("Réponse :"),
        P(),
        P("Qui administre les serveurs ?"),
        P("Réponse : ______"),
    ) == answered({"paragraph 1": "paragraph 2", "paragraph 4": "paragraph 5", "paragraph 7": "paragraph 8"})


def test_leaders_dots_and_underscores_are_written_on() -> None:
    assert found(
        P("Please complete:"),
        P("Company name\t", leader=True),
        P("City ...................."),
        P("Number of employees: ________ persons"),
    ) == answered({"paragraph 1": "paragraph 1", "paragraph 2": "paragraph 2", "paragraph 3": "paragraph 3"})


def test_labels_may_stand_before_their_boxes() -> None:
    assert found(
        P("Disposez-vous d’un PRA ? Oui ☐ Non ☐"),
        P("Les accès sont-ils revus ?   Oui ☐   Non ☐"),
        P("Les sauvegardes sont-elles testées ?"),
        P("Oui ☐   Non ☐"),
    ) == answered({"paragraph 0": "paragraph 0", "paragraph 1": "paragraph 1", "paragraph 2": "paragraph 3"})


def test_plain_answers_below_bold_questions_stand_already() -> None:
    assert found(
        P("Vendor questionnaire", heading=1),
        P("Do you encrypt your disks?", bold=True),
        P("Yes, all of them."),
        P("Who has access to your keys?", bold=True),
        P("Two persons."),
        P("Where do you store backups?", bold=True),
        P("In two regions."),
    ) == answered({"paragraph 1": "paragraph 2", "paragraph 3": "paragraph 4", "paragraph 5": "paragraph 6"})


def test_texts_between_question_and_blank_are_answers_where_nearly_all_have_them() -> None:
    assert found(
        H("Vendor questionnaire", 1),
        H("Do you encrypt your disks?"),
        P("Yes, all."),
        P(),
        H("Who has access to your keys?"),
        P("Two persons."),
        P(),
        H("Where do you keep backups?"),
        P("Two regions."),
        P(),
    ) == answered({"paragraph 1": "paragraph 2", "paragraph 4": "paragraph 5", "paragraph 7": "paragraph 8"})


def test_brackets_are_boxes() -> None:
    assert found(P("Are disks encrypted?"), P("[ ] Yes  [ ] No"), P("Are backups kept? [ ] Yes [x] No")) == answered(
        {"paragraph 0": "paragraph 1", "paragraph 2": "paragraph 2"}
    )


def test_labels_in_a_row_with_nothing_behind_them_are_places() -> None:
    assert found(
        P("Supplier registration form", heading=1),
        P("Company name:"),
        P("Street:"),
        P("City:"),
        P("VAT number:"),
        P("Website:"),
    ) == answered({f"paragraph {n}": f"paragraph {n}" for n in range(1, 6)})


def test_a_condition_with_a_line_or_a_blank_is_a_comment_of_the_question_above() -> None:
    assert found(
        P("Do you use subcontractors?"),
        P("☐ Yes ☐ No"),
        P("If yes, list them: ______"),
        P("Were you breached?"),
        P("☐ Yes ☐ No"),
        P("If yes, please explain:"),
        P(),
    ) == {"paragraph 0": ["paragraph 1", "paragraph 2"], "paragraph 3": ["paragraph 4", "paragraph 6"]}


def test_a_heading_ends_what_waits_for_a_place() -> None:
    assert found(
        H("One"),
        P("Where is data stored?"),
        P(),
        H("Two"),
        P("Who can access it?"),
        P(),
        P("Describe your backup."),
        P(),
    ) == answered({"paragraph 1": "paragraph 2", "paragraph 4": "paragraph 5", "paragraph 6": "paragraph 7"})


def test_a_table_of_contents_asks_nothing() -> None:
    assert found(
        P("Where is data stored?\t1", contents=True),
        P("Who has access?\t1", contents=True),
        P("", contents=True),
        P("Where is data stored?"),
        P(),
        P("Who has access?"),
        P(),
        P("What is logged?"),
        P(),
    ) == answered({"paragraph 3": "paragraph 4", "paragraph 5": "paragraph 6", "paragraph 7": "paragraph 8"})


def test_short_labels_such_as_a1_take_the_answer() -> None:
    assert found(P("Q1. Where is data stored?"), P("A1:"), P("Q2. Who has access?"), P("A2:")) == answered(
        {"paragraph 0": "paragraph 1", "paragraph 2": "paragraph 3"}
    )


def test_boxes_and_comments_below_a_demand_are_its_places() -> None:
    assert found(
        H("3 Access"),
        P("3.1 The supplier shall review access rights yearly."),
        P("Compliant: ☐ Yes ☐ No"),
        P("Comments: ______"),
        P("3.2 The supplier shall log all access."),
        P("Compliant: ☐ Yes ☐ No"),
        P("Comments: ______"),
    ) == {"paragraph 1": ["paragraph 2", "paragraph 3"], "paragraph 4": ["paragraph 5", "paragraph 6"]}


def test_a_leader_line_below_a_question_takes_the_answer() -> None:
    assert found(
        P("1.\tWhere is data stored?"), P("\t", leader=True), P("2.\tWho has access?"), P("\t", leader=True)
    ) == answered({"paragraph 0": "paragraph 1", "paragraph 2": "paragraph 3"})


def test_a_noun_heading_above_a_blank_table_asks() -> None:
    assert found(
        H("1. Data encryption"), T([""]), P(), H("2. Access logging"), T([""]), P(), H("3. Backup"), T([""]), P()
    ) == answered(
        {
            "paragraph 0": "table 0 row 0 col 0",
            "paragraph 2": "table 1 row 0 col 0",
            "paragraph 4": "table 2 row 0 col 0",
        }
    )


def test_an_instruction_above_a_blank_paragraph_asks_nothing() -> None:
    assert found(
        P("Please answer all questions in this form."),
        P(),
        P("Where is data stored?"),
        P(),
        P("Who can access it?"),
        P(),
        P("What is logged?"),
        P(),
    ) == answered({"paragraph 2": "paragraph 3", "paragraph 4": "paragraph 5", "paragraph 6": "paragraph 7"})
