"""Content controls and legacy form fields as places."""

from __future__ import annotations

from exporters.word.document import Protection
from tests.segq.intake.word.kit import C, Ctl, Fld, H, P, T, answered, found, head


def test_a_control_without_a_label_is_asked_by_its_title() -> None:
    assert found(
        P("Details"), P(Ctl(name="Supplier name")), P(Ctl("drop-down", options=("EU", "US"), name="Region"))
    ) == answered({"paragraph 1": "paragraph 1 control 0", "paragraph 2": "paragraph 2 control 1"})


def test_a_label_right_above_a_control_asks() -> None:
    assert found(H("Data"), P("Company name"), P(Ctl()), P("Describe your service"), P(Ctl())) == answered(
        {"paragraph 1": "paragraph 2 control 0", "paragraph 3": "paragraph 4 control 1"}
    )


def test_boxes_and_fields_of_a_protected_form_are_places() -> None:
    assert found(
        P("Form"),
        P("Are disks encrypted? ", Fld("check box"), " Yes ", Fld("check box"), " No"),
        P("Date of last test: ", Fld(type="date")),
        protection=Protection.FORMS,
    ) == answered({"paragraph 1": "paragraph 1 field 0 field 1", "paragraph 2": "paragraph 2 field 2"})


def test_a_heading_that_asks_has_the_control_below_it() -> None:
    assert found(H("Where is data stored?"), P(Ctl()), H("Who has access?"), P(Ctl())) == answered(
        {"paragraph 0": "paragraph 1 control 0", "paragraph 2": "paragraph 3 control 1"}
    )


def test_what_a_control_shows_is_an_answer_unless_it_prompts() -> None:
    assert found(
        P("Company name: ", Ctl(text="Acme", prompt=False)), P("City: ", Ctl(text="Cork", prompt=False))
    ) == answered({"paragraph 0": "paragraph 0 control 0", "paragraph 1": "paragraph 1 control 1"})


def test_locked_and_disabled_ones_are_no_places() -> None:
    one, two = P("Company: ", Ctl(locked=True)), P("City: ", Fld(enabled=False))
    assert found(one, two, P("Name: ", Ctl()), P("Region: ", Ctl())).keys() == {"paragraph 2", "paragraph 3"}


def test_what_word_computes_is_no_place() -> None:
    assert found(P("Sum: ", Fld(type="calculated")), P("Name: ", Fld()), P("City: ", Fld())).keys() == {
        "paragraph 1",
        "paragraph 2",
    }


def test_blanks_of_a_document_protected_for_forms_are_no_places() -> None:
    table = T(head("Question", "Answer"), ["Who approves suppliers?", ""], ["Who pays?", C(P(Fld()))], header=True)
    assert found(P("Where is it kept?"), P(), P("City: ", Fld()), table, protection=Protection.FORMS) == answered(
        {"paragraph 2": "paragraph 2 field 0", "table 0 row 2 col 0": "table 0 row 2 col 1 field 1"}
    )


def test_a_document_that_may_only_be_read_has_no_places() -> None:
    assert not found(P("Name: ", Ctl()), P("City: ", Ctl()), protection=Protection.READ_ONLY)


def test_two_controls_of_one_paragraph_are_told_apart() -> None:
    assert found(P("Name: ", Ctl(), "  City: ", Ctl()), P("Who pays? ", Ctl())) == {
        "paragraph 0": ["paragraph 0 control 0"],
        "paragraph 0 control 1": ["paragraph 0 control 1"],
        "paragraph 1": ["paragraph 1 control 2"],
    }
