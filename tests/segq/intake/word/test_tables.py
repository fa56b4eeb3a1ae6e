"""Which cells of which tables ask and answer."""

from __future__ import annotations

from exporters.word.document import Protection
from tests.segq.intake.word.kit import C, Ctl, Fld, H, P, T, answered, found, head


def test_a_card_is_one_question_with_the_rows_named_as_its_parts() -> None:
    assert found(
        H("Cards"),
        T(["Q-01", "Who approves new suppliers?"], ["Answer", ""], ["Evidence", ""]),
        P(),
        T(["Q-02", "How are keys rotated?"], ["Answer", ""], ["Evidence", ""]),
    ) == {
        "table 0 row 0 col 1": ["table 0 row 1 col 1", "table 0 row 2 col 1"],
        "table 1 row 0 col 1": ["table 1 row 1 col 1", "table 1 row 2 col 1"],
    }


def test_cards_may_follow_each_other_in_one_table() -> None:
    assert found(
        T(
            [C("1. Who approves new suppliers?", span=2, bold=True)],
            ["Response:", ""],
            ["Comments:", ""],
            [C("2. How are keys rotated?", span=2, bold=True)],
            ["Response:", ""],
            ["Comments:", ""],
        )
    ) == {
        "table 0 row 0 col 0": ["table 0 row 1 col 1", "table 0 row 2 col 1"],
        "table 0 row 3 col 0": ["table 0 row 4 col 1", "table 0 row 5 col 1"],
    }


def test_a_demand_with_a_row_for_the_suppliers_response_is_a_card() -> None:
    assert found(
        T(
            ["R1", "The supplier keeps logs for a year."],
            ["Supplier response", ""],
            ["R2", "The supplier names a contact."],
            ["Supplier response", ""],
        )
    ) == {"table 0 row 0 col 1": ["table 0 row 1 col 1"], "table 0 row 2 col 1": ["table 0 row 3 col 1"]}


def test_small_print_between_prompt_and_blank_row_is_guidance_though_it_requests() -> None:
    assert found(
        T(
            [C("Which data do you store?", bold=True)],
            [C([P("Name the categories.", italic=True)])],
            [""],
            [C("How long is it kept?", bold=True)],
            [C([P("State months.", italic=True)])],
            [""],
        )
    ) == answered({"table 0 row 0 col 0": "table 0 row 2 col 0", "table 0 row 3 col 0": "table 0 row 5 col 0"})


def test_small_print_between_prompt_and_blank_row_is_guidance() -> None:
    assert found(
        T(["Which data do you store?"], [C([P("A list of categories is enough here.", italic=True)])], [""]),
        P(),
        T(["How long is it kept?"], [C([P("Years and months.", italic=True)])], [""]),
    ) == answered({"table 0 row 0 col 0": "table 0 row 2 col 0", "table 1 row 0 col 0": "table 1 row 2 col 0"})


def test_boxes_right_of_statements_take_the_answer() -> None:
    assert found(
        T(
            head("Control", "In place?"),
            ["Disks are encrypted", "☐ Yes ☐ No ☐ Partly"],
            ["Staff are trained", "☐ Yes ☐ No ☐ Partly"],
            header=True,
        )
    ) == answered({"table 0 row 1 col 0": "table 0 row 1 col 1", "table 0 row 2 col 0": "table 0 row 2 col 1"})


def test_each_blank_cell_below_a_step_of_a_scale_is_a_place() -> None:
    assert found(
        P("Rate each statement from 1 to 5."),
        T(
            head("Statement", "1", "2", "3", "4", "5"),
            ["Access is reviewed", "", "", "", "", ""],
            ["Backups are tested", "", "", "", "", ""],
            ["Logs are read", "", "", "", "", ""],
            header=True,
        ),
    ) == {f"table 0 row {r} col 0": [f"table 0 row {r} col {c}" for c in range(1, 6)] for r in (1, 2, 3)}


def test_two_labels_a_row_have_each_its_own_cell() -> None:
    assert found(
        H("Supplier"),
        T(["Legal name", "", "VAT number", ""], ["Street", "", "City", ""]),
        P(),
        T(head("Question", "Answer"), ["Who approves suppliers?", ""], ["How are keys kept?", ""]),
    ) == answered(
        {
            "table 0 row 0 col 0": "table 0 row 0 col 1",
            "table 0 row 0 col 2": "table 0 row 0 col 3",
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 1 col 2": "table 0 row 1 col 3",
            "table 1 row 1 col 0": "table 1 row 1 col 1",
            "table 1 row 2 col 0": "table 1 row 2 col 1",
        }
    )


def test_labels_of_facts_beside_blank_cells_are_a_form() -> None:
    assert found(
        P("Supplier form"),
        T(
            ["Registered name", ""],
            ["Registration number", ""],
            ["Country of incorporation", ""],
            ["E-mail of contact", ""],
            ["Cloud regions used", ""],
            ["Sub-processors", ""],
        ),
    ) == answered({f"table 0 row {r} col 0": f"table 0 row {r} col 1" for r in range(6)})


def test_a_small_table_in_the_answer_cell_holds_its_parts() -> None:
    assert found(
        T(
            ["Are backups encrypted?", C([T(["Result", ""], ["Comment", ""]), P()])],
            ["Are restores tested?", C([T(["Result", ""], ["Comment", ""]), P()])],
        )
    ) == {
        "table 0 row 0 col 0": ["table 0.0 row 0 col 1", "table 0.0 row 1 col 1"],
        "table 0 row 1 col 0": ["table 0.1 row 0 col 1", "table 0.1 row 1 col 1"],
    }


def test_only_this_years_column_is_open_in_a_renewal() -> None:
    assert found(
        T(
            head("Question", "Answer 2025", "Answer 2026"),
            ["Who approves suppliers?", "The board.", ""],
            ["How are keys kept?", "In a vault.", ""],
            header=True,
        )
    ) == answered({"table 0 row 1 col 0": "table 0 row 1 col 2", "table 0 row 2 col 0": "table 0 row 2 col 2"})


def test_last_years_answers_are_left_alone() -> None:
    assert found(
        T(
            head("Question", "Last year's response", "This year's response"),
            ["Who approves suppliers?", "The board.", ""],
            ["How are keys kept?", "In a vault.", ""],
            header=True,
        )
    ) == answered({"table 0 row 1 col 0": "table 0 row 1 col 2", "table 0 row 2 col 0": "table 0 row 2 col 2"})


def test_boxes_in_columns_of_yes_and_no_are_a_place_each() -> None:
    assert found(
        T(
            head("Question", "Yes", "No"),
            ["Are disks encrypted?", C(P(Fld("check box"))), C(P(Fld("check box")))],
            ["Are backups kept?", C(P(Fld("check box"))), C(P(Fld("check box")))],
            header=True,
        ),
        protection=Protection.FORMS,
    ) == {
        "table 0 row 1 col 0": ["table 0 row 1 col 1 field 0", "table 0 row 1 col 2 field 1"],
        "table 0 row 2 col 0": ["table 0 row 2 col 1 field 2", "table 0 row 2 col 2 field 3"],
    }


def test_a_cell_may_hold_boxes_and_a_comment() -> None:
    assert found(
        T(
            head("Question", "Answer"),
            ["Are disks encrypted?", "☐ Yes ☐ No\nComments:"],
            ["Are backups kept?", "☐ Yes ☐ No\nComments:"],
            header=True,
        )
    ) == {
        "table 0 row 1 col 0": ["table 0 row 1 col 1", "table 0 row 1 col 1 paragraph 1"],
        "table 0 row 2 col 0": ["table 0 row 2 col 1", "table 0 row 2 col 1 paragraph 1"],
    }


def test_a_wide_blank_row_below_id_and_question_takes_the_answer() -> None:
    assert found(
        T(["1.", "Who approves suppliers?"], [C("", span=2)], ["2.", "How are keys kept?"], [C("", span=2)])
    ) == answered({"table 0 row 0 col 1": "table 0 row 1 col 0", "table 0 row 2 col 1": "table 0 row 3 col 0"})


def test_the_blank_cell_below_the_question_takes_the_answer() -> None:
    assert found(T(["1.", "Who approves suppliers?"], ["", ""], ["2.", "How are keys kept?"], ["", ""])) == answered(
        {"table 0 row 0 col 1": "table 0 row 1 col 1", "table 0 row 2 col 1": "table 0 row 3 col 1"}
    )


def test_columns_of_yes_and_no_are_ticked_and_commented() -> None:
    assert found(
        T(
            head("#", "Question", "Yes", "No", "Comments"),
            ["1", "Are disks encrypted?", "", "", ""],
            ["2", "Are backups kept?", "", "", ""],
            header=True,
        )
    ) == {
        "table 0 row 1 col 1": [f"table 0 row 1 col {c}" for c in (2, 3, 4)],
        "table 0 row 2 col 1": [f"table 0 row 2 col {c}" for c in (2, 3, 4)],
    }


def test_a_title_above_prompts_is_no_prompt() -> None:
    assert found(
        T([C("Questions", fill="CCCCCC", bold=True)], ["Who approves suppliers?"], [""], ["How are keys kept?"], [""])
    ) == answered({"table 0 row 1 col 0": "table 0 row 2 col 0", "table 0 row 3 col 0": "table 0 row 4 col 0"})


def test_a_question_cell_may_end_with_the_label_of_its_answer() -> None:
    assert found(T(["Who approves suppliers?\nAnswer:"], ["How are keys kept?\nAnswer:"])) == {
        "table 0 row 0 col 0": ["table 0 row 0 col 0"],
        "table 0 row 1 col 0": ["table 0 row 1 col 0"],
    }


def test_a_typed_prompt_is_a_place() -> None:
    assert found(
        T(["Who approves suppliers?", "Click here to enter text."], ["How are keys kept?", "Click here to enter text."])
    ) == answered({"table 0 row 0 col 0": "table 0 row 0 col 1", "table 0 row 1 col 0": "table 0 row 1 col 1"})


def test_a_shaded_title_row_is_no_question_though_cells_beside_it_are_blank() -> None:
    assert found(
        T(
            head("Requirement", "Response"),
            [C("Access", bold=True, fill="EEEEEE"), C("", fill="EEEEEE")],
            ["The supplier shall review access.", ""],
            ["The supplier shall log access.", ""],
            [C("Backup", bold=True, fill="EEEEEE"), C("", fill="EEEEEE")],
            ["The supplier shall test backups.", ""],
            header=True,
        )
    ) == answered(
        {
            "table 0 row 2 col 0": "table 0 row 2 col 1",
            "table 0 row 3 col 0": "table 0 row 3 col 1",
            "table 0 row 5 col 0": "table 0 row 5 col 1",
        }
    )


def test_answers_that_stand_under_the_answers_name_are_slots() -> None:
    assert found(
        P("Security questionnaire"),
        T(
            head("Question", "Answer"),
            ["Who approves suppliers?", "The board."],
            ["How are keys kept?", "In a vault."],
            ["What is logged?", "All."],
            header=True,
        ),
    ) == answered(
        {
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 2 col 0": "table 0 row 2 col 1",
            "table 0 row 3 col 0": "table 0 row 3 col 1",
        }
    )


def test_rows_below_a_title_for_internal_use_are_left_alone() -> None:
    assert found(
        T(
            ["Who approves suppliers?", ""],
            ["How are keys kept?", ""],
            [C("For internal use only", span=2, bold=True)],
            ["Score", ""],
            ["Reviewer", ""],
        )
    ) == answered({"table 0 row 0 col 0": "table 0 row 0 col 1", "table 0 row 1 col 0": "table 0 row 1 col 1"})


def test_a_reviewers_column_is_left_alone() -> None:
    assert found(
        T(
            head("Question", "Vendor response", "Reviewer comments"),
            ["Who approves suppliers?", "", ""],
            ["How are keys kept?", "", ""],
            header=True,
        )
    ) == answered({"table 0 row 1 col 0": "table 0 row 1 col 1", "table 0 row 2 col 0": "table 0 row 2 col 1"})


def test_boxes_in_lines_of_a_cell_are_one_choice() -> None:
    assert found(
        T(["Which certificates do you hold?", "☐ ISO 27001\n☐ SOC 2\n☐ None"], ["Where do you host?", "☐ EU\n☐ US"])
    ) == answered({"table 0 row 0 col 0": "table 0 row 0 col 1", "table 0 row 1 col 0": "table 0 row 1 col 1"})


def test_boxes_below_the_question_in_its_cell_are_its_place() -> None:
    assert found(T(["Are disks encrypted?\n☐ Yes ☐ No"], ["Are backups kept?\n☐ Yes ☐ No"])) == {
        "table 0 row 0 col 0": ["table 0 row 0 col 0"],
        "table 0 row 1 col 0": ["table 0 row 1 col 0"],
    }


def test_a_chinese_table_is_read() -> None:
    assert found(
        T(head("序号", "问题", "回答"), ["1", "是否有信息安全政策？", ""], ["2", "如何管理访问权限？", ""], header=True)
    ) == answered({"table 0 row 1 col 1": "table 0 row 1 col 2", "table 0 row 2 col 1": "table 0 row 2 col 2"})


def test_id_question_and_blank_cell_need_no_header() -> None:
    assert found(T(["1.1", "Who approves suppliers?", ""], ["1.2", "How are keys kept?", ""])) == answered(
        {"table 0 row 0 col 1": "table 0 row 0 col 2", "table 0 row 1 col 1": "table 0 row 1 col 2"}
    )


def test_questions_share_an_answer_cell_that_is_merged_over_them() -> None:
    assert found(
        T(
            head("Question", "Answer"),
            ["Who approves suppliers?", C("", merged="restart")],
            ["How are keys kept?", C("", merged="continue")],
            header=True,
        )
    ) == {"table 0 row 1 col 0": ["table 0 row 1 col 1"], "table 0 row 2 col 0": ["table 0 row 1 col 1"]}


def test_the_blank_row_below_a_row_named_response_is_the_place() -> None:
    assert found(
        T(
            [C("Who approves suppliers?", bold=True)],
            ["Response:"],
            [""],
            [C("How are keys kept?", bold=True)],
            ["Response:"],
            [""],
        )
    ) == {"table 0 row 0 col 0": ["table 0 row 2 col 0"], "table 0 row 3 col 0": ["table 0 row 5 col 0"]}


def test_a_row_named_response_is_the_place_where_nothing_is_blank_below() -> None:
    assert found(
        T([C("Who approves suppliers?", bold=True)], ["Response:"], [C("How are keys kept?", bold=True)], ["Response:"])
    ) == {"table 0 row 0 col 0": ["table 0 row 1 col 0"], "table 0 row 2 col 0": ["table 0 row 3 col 0"]}


def test_topics_beside_a_response_column_are_asked() -> None:
    assert found(
        T(
            head("Topic", "Vendor response"),
            ["Encryption at rest", ""],
            ["Key management", ""],
            ["Logging", ""],
            header=True,
        )
    ) == answered(
        {
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 2 col 0": "table 0 row 2 col 1",
            "table 0 row 3 col 0": "table 0 row 3 col 1",
        }
    )


def test_a_column_named_by_its_choices_takes_the_answer() -> None:
    assert found(
        T(
            head("Question", "Yes/No", "Details"),
            ["Are disks encrypted?", "", ""],
            ["Are backups kept?", "", ""],
            header=True,
        )
    ) == {
        "table 0 row 1 col 0": ["table 0 row 1 col 1", "table 0 row 1 col 2"],
        "table 0 row 2 col 0": ["table 0 row 2 col 1", "table 0 row 2 col 2"],
    }


def test_printed_choices_in_the_answer_cell_are_its_place() -> None:
    assert found(
        T(
            head("Question", "Answer"),
            ["Are disks encrypted?", "Yes / No"],
            ["Are backups kept?", "Yes / No"],
            header=True,
        )
    ) == {"table 0 row 1 col 0": ["table 0 row 1 col 1"], "table 0 row 2 col 0": ["table 0 row 2 col 1"]}


def test_choices_below_a_wide_heading_are_ticked() -> None:
    assert found(
        T(
            [
                C("Question", fill="DDDDDD", bold=True, merged="restart"),
                C("Answer", span=2, fill="DDDDDD", bold=True),
                C("Comment", fill="DDDDDD", bold=True, merged="restart"),
            ],
            [
                C("", fill="DDDDDD", merged="continue"),
                C("Yes", fill="DDDDDD", bold=True),
                C("No", fill="DDDDDD", bold=True),
                C("", fill="DDDDDD", merged="continue"),
            ],
            ["Are disks encrypted?", "", "", ""],
            ["Are backups kept?", "", "", ""],
        )
    ) == {
        "table 0 row 2 col 0": ["table 0 row 2 col 1", "table 0 row 2 col 2", "table 0 row 2 col 3"],
        "table 0 row 3 col 0": ["table 0 row 3 col 1", "table 0 row 3 col 2", "table 0 row 3 col 3"],
    }


def test_code_and_evidence_of_a_requirement_are_two_slots() -> None:
    assert found(
        T(
            head("Requirement", "Compliance", "Supporting evidence"),
            ["The supplier shall encrypt disks.", "", ""],
            ["The supplier shall test backups.", "", ""],
            header=True,
        )
    ) == {
        "table 0 row 1 col 0": ["table 0 row 1 col 1", "table 0 row 1 col 2"],
        "table 0 row 2 col 0": ["table 0 row 2 col 1", "table 0 row 2 col 2"],
    }


def test_values_that_stand_in_a_form_are_slots_too() -> None:
    assert found(
        P("Supplier questionnaire"),
        T(["Company name", "Acme Ltd"], ["Address", "1 Main St"], ["VAT number", ""], ["Website", ""]),
    ) == answered(
        {
            "table 0 row 0 col 0": "table 0 row 0 col 1",
            "table 0 row 1 col 0": "table 0 row 1 col 1",
            "table 0 row 2 col 0": "table 0 row 2 col 1",
            "table 0 row 3 col 0": "table 0 row 3 col 1",
        }
    )


def test_controls_beside_labels_are_their_places() -> None:
    assert found(T(["Company", C(P(Ctl()))], ["Region", C(P(Ctl("drop-down", options=("EU", "US"))))])) == {
        "table 0 row 0 col 0": ["table 0 row 0 col 1 control 0"],
        "table 0 row 1 col 0": ["table 0 row 1 col 1 control 1"],
    }


def test_placeholders_in_cells_are_places() -> None:
    assert found(T(["Company", "{{company}}"], ["Region", "[insert region]"])) == answered(
        {"table 0 row 0 col 0": "table 0 row 0 col 1", "table 0 row 1 col 0": "table 0 row 1 col 1"}
    )
