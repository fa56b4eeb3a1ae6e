"""Rarer ways in which Word documents ask, and answers that stand already."""

from __future__ import annotations

from tests.segq.intake.word.kit import C, P, T, answered, band, found, head


def test_a_column_numbered_by_word_is_passed_over() -> None:
    assert found(
        T(
            head("No.", "Question", "Response"),
            [C([P("", listed=True)]), "Who approves suppliers?", ""],
            [C([P("", listed=True)]), "How are keys kept?", ""],
            header=True,
        )
    ) == answered({"table 0 row 1 col 1": "table 0 row 1 col 2", "table 0 row 2 col 1": "table 0 row 2 col 2"})


def test_a_number_by_word_may_stand_before_the_question_without_a_header() -> None:
    assert found(
        T([C([P("", listed=True)]), "Who approves suppliers?", ""], [C([P("", listed=True)]), "How are keys kept?", ""])
    ) == answered({"table 0 row 0 col 1": "table 0 row 0 col 2", "table 0 row 1 col 1": "table 0 row 1 col 2"})


def test_a_table_without_a_header_continues_the_columns_of_the_one_above() -> None:
    assert found(
        T(
            head("No.", "Question", "Evidence", "Response"),
            ["1", "Who approves suppliers?", "", ""],
            ["2", "How are keys kept?", "", ""],
            header=True,
        ),
        P(),
        T(["3", "What is logged?", "", ""]),
    ) == {
        "table 0 row 1 col 1": ["table 0 row 1 col 3", "table 0 row 1 col 2"][::-1],
        "table 0 row 2 col 1": ["table 0 row 2 col 2", "table 0 row 2 col 3"],
        "table 1 row 0 col 1": ["table 1 row 0 col 2", "table 1 row 0 col 3"],
    }


def test_a_title_may_stand_above_the_header() -> None:
    assert found(
        T(band("A. Access", 2), head("Question", "Answer"), ["Who approves suppliers?", ""], ["How are keys kept?", ""])
    ) == answered({"table 0 row 2 col 0": "table 0 row 2 col 1", "table 0 row 3 col 0": "table 0 row 3 col 1"})


def test_several_questions_of_a_cell_have_a_blank_paragraph_each() -> None:
    assert found(T([C("1. Who approves suppliers?\n\n2. How are keys kept?\n\n3. What is logged?\n")])) == {
        "table 0 row 0 col 0 paragraph 0": ["table 0 row 0 col 0 paragraph 1"],
        "table 0 row 0 col 0 paragraph 2": ["table 0 row 0 col 0 paragraph 3"],
        "table 0 row 0 col 0 paragraph 4": ["table 0 row 0 col 0 paragraph 5"],
    }


def test_a_column_of_what_is_looked_for_is_no_place() -> None:
    assert found(
        T(
            head("Question", "What we look for", "Your answer"),
            ["Who approves suppliers?", "A named role.", ""],
            ["How are keys kept?", "An HSM or vault.", ""],
            header=True,
        )
    ) == answered({"table 0 row 1 col 0": "table 0 row 1 col 2", "table 0 row 2 col 0": "table 0 row 2 col 2"})


def test_wide_brackets_and_chinese_labels_are_places() -> None:
    assert found(
        P("1. 是否加密数据？（    ）"), P("2. 如何管理访问权限？"), P("答："), P("3. 是否有备份？"), P("□是 □否")
    ) == answered({"paragraph 0": "paragraph 0", "paragraph 1": "paragraph 2", "paragraph 3": "paragraph 4"})


def test_boxes_of_symbol_fonts_typed_as_characters_are_boxes() -> None:
    assert found(P("Are disks encrypted? \uf06f Yes \uf06f No"), P("Are backups kept? ¨ Yes ¨ No")) == answered(
        {"paragraph 0": "paragraph 0", "paragraph 1": "paragraph 1"}
    )


def test_a_box_behind_a_statement_is_ticked_for_it() -> None:
    assert found(P("We hold ISO 27001 ☐"), P("We are audited every year ☐")) == answered(
        {"paragraph 0": "paragraph 0", "paragraph 1": "paragraph 1"}
    )


def test_a_paragraph_with_several_lines_is_one_question_at_its_first() -> None:
    assert found(
        P("Name: ________ Title: ________"), P("Company: ________ City: ________"), P("Do you hold ISO 27001? ________")
    ) == answered({"paragraph 0": "paragraph 0", "paragraph 1": "paragraph 1", "paragraph 2": "paragraph 2"})


def test_an_answer_may_stand_in_its_own_table() -> None:
    assert found(
        P("Questionnaire"),
        P("Where is data stored?"),
        T(["In Cork."]),
        P(),
        P("Who has access?"),
        T(["Two."]),
        P(),
        P("What is logged?"),
        T(["All."]),
        P(),
        P("Who pays?"),
        T(["We."]),
        P(),
    ) == answered(
        {
            "paragraph 1": "table 0 row 0 col 0",
            "paragraph 3": "table 1 row 0 col 0",
            "paragraph 5": "table 2 row 0 col 0",
            "paragraph 7": "table 3 row 0 col 0",
        }
    )


def test_an_answer_may_stand_in_the_row_below_its_prompt() -> None:
    assert found(
        P("Questionnaire"),
        T(["Where is data stored?"], ["In Cork."]),
        P(),
        T(["Who has access?"], ["Two persons."]),
        P(),
        T(["What is logged?"], [""]),
    ) == answered(
        {
            "table 0 row 0 col 0": "table 0 row 1 col 0",
            "table 1 row 0 col 0": "table 1 row 1 col 0",
            "table 2 row 0 col 0": "table 2 row 1 col 0",
        }
    )


def test_an_answer_may_stand_right_of_its_question() -> None:
    assert found(
        P("Vendor questionnaire"),
        T(["Where is your data stored?", "In Cork."], ["Who has access?", "Two persons."], ["What is logged?", "All."]),
    ) == answered(
        {
            "table 0 row 0 col 0": "table 0 row 0 col 1",
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 2 col 0": "table 0 row 2 col 1",
        }
    )


def test_names_of_parts_may_head_a_small_answer_table() -> None:
    assert found(
        P("Is data encrypted?", bold=True),
        T(head("Yes/No", "Explanation"), ["", ""]),
        P("Is access logged?", bold=True),
        T(head("Yes/No", "Explanation"), ["", ""]),
    ) == {
        "paragraph 0": ["table 0 row 1 col 0", "table 0 row 1 col 1"],
        "paragraph 1": ["table 1 row 1 col 0", "table 1 row 1 col 1"],
    }


def test_boxes_side_by_side_below_a_question_are_a_place_each() -> None:
    assert found(
        T(
            [C("Is data encrypted at rest?", span=2)],
            ["☐ Yes", "☐ No"],
            [C("Is access logged?", span=2)],
            ["☐ Yes", "☐ No"],
        )
    ) == {
        "table 0 row 0 col 0": ["table 0 row 1 col 0", "table 0 row 1 col 1"],
        "table 0 row 2 col 0": ["table 0 row 3 col 0", "table 0 row 3 col 1"],
    }
