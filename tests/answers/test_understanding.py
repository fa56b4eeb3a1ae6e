from __future__ import annotations

import pytest

from answers.questionnaire import QuestionKind
from answers.understanding import parts_of, question_kind, understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Do you encrypt backups?", QuestionKind.YES_NO),
        ("For stored files, is encryption used?", QuestionKind.YES_NO),
        ("Describe how backups are encrypted.", QuestionKind.DESCRIBE),
        ("How are backups encrypted?", QuestionKind.DESCRIBE),
        ("How long are backups kept?", QuestionKind.VALUE),
        ("Which regions do you use?", QuestionKind.VALUE),
        ("Where will our files be kept?", QuestionKind.VALUE),
        ("Please attach your latest audit report.", QuestionKind.EVIDENCE_REQUEST),
        ("Can you share a copy of your insurance certificate?", QuestionKind.EVIDENCE_REQUEST),
        ("Will you tell us about outages within a day?", QuestionKind.COMMITMENT),
        ("Vendor shall delete everything at the end.", QuestionKind.COMMITMENT),
        ("Are you willing to sign our terms?", QuestionKind.COMMITMENT),
        ("Company name:", QuestionKind.RESPONDENT_FACT),
        ("Completed by", QuestionKind.RESPONDENT_FACT),
        ("I certify that these answers are true.", QuestionKind.RESPONDENT_FACT),
        ("Please complete every tab of this workbook.", QuestionKind.INSTRUCTION),
    ],
)
def test_the_kind_is_read_from_the_words(text: str, kind: QuestionKind) -> None:
    assert question_kind(text) is kind


def test_an_affirmation_is_a_closed_question_where_the_slot_offers_yes_and_no() -> None:
    text = "Backups are encrypted before they leave the site"
    assert question_kind(text) is QuestionKind.DESCRIBE
    assert question_kind(text, closed=True) is QuestionKind.YES_NO


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Are passwords stored in plain text?", True),
        ("Are passwords never stored in plain text?", False),
        ("Do you prohibit shared logins?", True),
        ("Do you use shared logins?", False),
        ("Is anything sent without encryption?", True),
    ],
)
def test_two_negations_cancel_out(text: str, negated: bool) -> None:
    assert understand(text).negated is negated


def test_several_questions_in_one_are_parts() -> None:
    assert len(parts_of("Is it encrypted? Which algorithm? Who holds the keys?")) == 3
    assert len(parts_of("Do you back up data and how often do you test it?")) == 2
    assert len(parts_of("Do you patch and harden servers?")) == 1


def test_a_fragment_takes_its_subject_from_the_section() -> None:
    assert understand("Retention period", section="Backups").asked == "Backups: Retention period"
    assert understand("Do you keep backups?", section="Backups").asked == "Do you keep backups?"


@pytest.mark.parametrize(
    "text",
    [
        "Please confirm whether backups are encrypted.",
        "Please confirm that backups are encrypted",
        "Please state if backups are encrypted",
        "Could you please indicate whether backups are encrypted?",
        "Confirm whether backups are encrypted",
    ],
)
def test_a_request_to_say_whether_is_closed(text: str) -> None:
    read = understand(text)
    assert (read.kind, read.closed) == (QuestionKind.YES_NO, True)


@pytest.mark.parametrize("verb", ["State", "Indicate", "Specify", "Tell us"])
def test_a_request_to_say_whether_is_closed_without_a_please(verb: str) -> None:
    assert understand(f"{verb} whether backups are encrypted").closed


@pytest.mark.parametrize(
    "text", ["Please confirm the retention period", "Please state how backups are encrypted", "Please list the regions"]
)
def test_a_request_for_anything_but_whether_is_open(text: str) -> None:
    assert not understand(text).closed


@pytest.mark.parametrize(
    ("text", "denied", "negated"),
    [
        ("Are backups not encrypted?", True, True),
        ("Aren't backups encrypted?", True, True),
        ("Do you fail to encrypt backups?", True, True),
        ("Do you neglect to encrypt backups?", True, True),
        ("Are backups never left unencrypted?", True, False),
        ("Are backups unencrypted?", False, True),
        ("Are backups kept without encryption?", False, True),
        ("Do you prohibit shared logins?", False, True),
        ("Are notes encrypted?", False, False),
    ],
)
def test_only_words_that_deny_outright_are_denials(text: str, denied: bool, negated: bool) -> None:
    read = understand(text)
    assert (read.denied, read.negated) == (denied, negated)
