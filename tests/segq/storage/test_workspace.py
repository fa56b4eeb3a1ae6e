from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from answers.memory import Phrasing, Verdict
from answers.questionnaire import CellAddress, Doubt
from answers.review.states import State
from exporters.ooxml.new_column import NewColumn
from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import YesNo
from segq.storage.records import Request, RequestKind, RequestOutcome, Sent, SettlingPhrasing
from segq.storage.workspace import Workspace
from tests.segq.storage.made import arrived, arriving, asked, release, session, told, workspace

ACME = Account("Acme Corp", ("acme.com",))


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


def test_everything_of_an_import_comes_back(place: Workspace) -> None:
    place.add_account("ann", ACME)
    doubts, columns = (Doubt("S!B7", "A heading?"),), (NewColumn("S", 4, "Answer", (1,), (2, 3)),)
    given = arrived(account="acme.com", due=date(2026, 12, 1), profile="caiq", doubts=doubts, columns=columns)
    record, added = place.add_questionnaire("ann", given)
    assert added
    assert place.arrived(record.id) == replace(given, account="Acme Corp")
    assert (record.account, record.due, record.state, record.questions) == ("Acme Corp", given.due, State.NEW, 3)
    assert record.settled == 3


def test_the_same_file_again_is_the_questionnaire_that_is_here(place: Workspace) -> None:
    first, _ = place.add_questionnaire("ann", arrived())
    session(place).skip("S!B1", "not ours")
    again, added = place.add_questionnaire("ben", arrived(name="copy of questions.xlsx"))
    assert (again.id, added, again.decided) == (first.id, False, 1)
    assert len(place.questionnaires()) == 1
    assert [row.kind for row in place.audit()].count("import") == 1


def test_a_blank_form_from_two_customers_is_two_questionnaires(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_account("ann", Account("Globex", ("globex.example",)))
    made = [place.add_questionnaire("ann", arrived(account=name)) for name in (None, "Acme Corp", "globex.example")]
    assert [(record.id, record.account, added) for record, added in made] == [
        (1, None, True),
        (2, "Acme Corp", True),
        (3, "Globex", True),
    ]
    assert place.check() == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "the file changed while it was read"),
        ({"account": "nobody.example"}, "nobody.example: no such account.*segq account add"),
        ({"questions": ()}, "no questions found"),
    ],
)
def test_what_cannot_be_kept_leaves_nothing(place: Workspace, changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputRejected, match=said):
        place.add_questionnaire("ann", replace(arrived(), **changes))  # type: ignore[arg-type]
    assert place.questionnaires() == ()
    assert place.audit() == ()


def test_two_questions_at_one_place_are_refused(place: Workspace) -> None:
    with pytest.raises(InputRejected, match="two questions stand at the same place"):
        place.add_questionnaire("ann", replace(arrived(), questions=(arriving(1), arriving(1))))


def test_an_unknown_questionnaire_is_named_with_the_command_that_lists_them(place: Workspace) -> None:
    for call in (place.questionnaire, place.arrived, place.review, place.releases, place.sent):
        with pytest.raises(InputRejected, match=r"41: no such questionnaire\. List them with `segq list`"):
            call(41)


def test_what_is_due_stands_first_then_the_newest(place: Workspace) -> None:
    for number, due in enumerate((None, date(2026, 12, 9), date(2026, 12, 1), None), start=1):
        place.add_questionnaire("ann", arrived(b"%d" % number, due=due))
    assert [record.id for record in place.questionnaires()] == [3, 2, 4, 1]


def test_questions_that_ask_the_same_have_one_normal_form_and_follow_ups_of_others_do_not(place: Workspace) -> None:
    texts = ("1.1 Are backups encrypted?", "Are backups encrypted", "Please describe.", "Are laptops encrypted?")
    made = [arriving(row, text) for row, text in enumerate(texts, start=1)]
    after = [replace(asked(row, "Please describe."), parent=parent) for row, parent in ((5, "S!B1"), (6, "S!B4"))]
    questions = (*made, *(replace(arriving(1), question=question) for question in after))
    place.add_questionnaire("ann", replace(arrived(), questions=questions))
    forms = [line.normalised for line in place.review(1).lines()]
    assert forms[0] == forms[1]
    assert len(set(forms)) == 5


def test_a_list_shows_the_files_own_id_else_the_place(place: Workspace) -> None:
    named = replace(arriving(2), question=replace(asked(2), id="Q-2", address=CellAddress("S", "B2")))
    place.add_questionnaire("ann", replace(arrived(), questions=(arriving(1), named)))
    assert [line.id for line in place.review(1).lines()] == ["S!B1", "Q-2"]


# -- accounts


def test_an_account_is_found_by_name_and_by_what_lies_below_its_domains(place: Workspace) -> None:
    place.add_account("ann", replace(ACME, domains=("https://Acme.com/about", "@acme.example")))
    place.add_account("ann", Account("Acme Europe", ("eu.acme.com",)))
    expected = {
        "ACME  corp": "Acme Corp",
        "acme.com": "Acme Corp",
        "www.acme.com": "Acme Corp",
        "jane@us.acme.com": "Acme Corp",
        "x.eu.acme.com": "Acme Europe",
        "notacme.com": None,
        "com": None,
    }
    found = {name: account.name if (account := place.account(name)) else None for name in expected}
    assert found == expected
    assert [account.domains for account in place.accounts()] == [("acme.com", "acme.example"), ("eu.acme.com",)]


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (Account("acme  CORP"), "Acme Corp: there is such an account"),
        (Account("Other", ("ACME.com",)), "acme.com: is a domain of Acme Corp already"),
        (Account("Other", ("not a domain",)), "is no domain"),
        (Account("Other", ("com",)), "is no domain"),
        (Account("  "), "has no name"),
    ],
)
def test_an_account_that_is_taken_or_has_no_name_is_refused(place: Workspace, account: Account, said: str) -> None:
    place.add_account("ann", ACME)
    with pytest.raises(InputRejected, match=said):
        place.add_account("ann", account)
    assert place.accounts() == (ACME,)


def test_agreements_are_added_to_an_account_and_logged(place: Workspace) -> None:
    place.add_account("ann", ACME)
    nda = NdaRecord(NdaBasis.NDA, date(2026, 1, 1), date(2027, 1, 1), ("Acme", "Us"), ("eu.acme.com",), "ticket 7")
    place.add_nda("ben", "legal.acme.com", nda)
    assert place.account("acme corp") == replace(ACME, ndas=(nda,))
    assert place.audit()[-1].payload["account"]["ndas"][0]["signed_on"] == date(2026, 1, 1)
    with pytest.raises(InputRejected, match="before it begins"):
        place.add_nda("ben", "acme.com", NdaRecord(NdaBasis.NDA, date(2026, 1, 1), date(2025, 1, 1)))
    assert place.check() == ()


def test_details_change_alone_and_only_where_they_differ(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived(due=date(2026, 12, 1)))
    assert place.set_details("ann", 1, account="acme.com").due == date(2026, 12, 1)
    record = place.set_details("ann", 1, due=None)
    assert (record.account, record.due) == ("Acme Corp", None)
    rows = len(place.audit())
    place.set_details("ann", 1, account="Acme Corp", due=None)
    assert len(place.audit()) == rows
    assert place.check() == ()


def test_a_sign_off_does_not_hold_for_another_account(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived())
    place.review(1).change_state("cleo", State.SIGNED_OFF)
    assert place.set_details("ann", 1, account="acme.com").state is State.IN_REVIEW


def test_a_questionnaire_does_not_become_a_copy_of_another_or_leave_its_ledger(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived())
    place.add_questionnaire("ann", arrived(account="acme.com"))
    with pytest.raises(InputRejected, match="the same file is here for Acme Corp already"):
        place.set_details("ann", 1, account="acme.com")
    place.review(2).change_state("cleo", State.SIGNED_OFF)
    place.add_release("cleo", 2, release())
    with pytest.raises(PolicyRefused, match="released for Acme Corp"):
        place.set_details("ann", 2, account=None)


# -- ledger


def released(place: Workspace, data: bytes, *answers: str, day: int) -> int:
    """Import, sign off and release a file to Acme; returns the questionnaire's number."""
    record, _ = place.add_questionnaire("ann", arrived(data, account="acme.com"))
    place.review(record.id).change_state("cleo", State.SIGNED_OFF)
    place.add_release("cleo", record.id, release(data + b"!", *(told(text, day) for text in answers)))
    return record.id


def test_a_release_keeps_its_bytes_its_proof_and_the_head_of_the_log(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived(account="acme.com"))
    place.review(1).change_state("cleo", State.SIGNED_OFF)
    head = place.audit_head()
    given = release(b"filled", told("Yes."), audit_head=head, overrides=("told otherwise in May",))
    kept = place.add_release("cleo", 1, given)
    assert place.releases(1) == (kept,)
    assert replace(kept, id=0, questionnaire=0, by="", at=given.at) == given
    assert (kept.by, place.questionnaire(1).state) == ("cleo", State.RELEASED)
    assert place.check() == ()


def test_a_head_that_the_log_does_not_have_is_found(place: Workspace) -> None:
    place.add_questionnaire("ann", arrived())
    place.review(1).change_state("cleo", State.SIGNED_OFF)
    place.add_release("cleo", 1, release(audit_head="f" * 64))
    assert any("head that the audit log does not have" in problem for problem in place.check())


def test_an_account_was_told_what_the_last_release_of_each_file_says_newest_first(place: Workspace) -> None:
    place.add_account("ann", ACME)
    first = released(place, b"one", "Backups were not encrypted.", day=1)
    released(place, b"two", "Backups are encrypted.", day=3)
    place.review(first).change_state("ann", State.IN_REVIEW)
    place.review(first).change_state("cleo", State.SIGNED_OFF)
    place.add_release("cleo", first, release(b"one, corrected", told("Backups are encrypted, and were.", 2)))
    place.add_questionnaire("ann", arrived(b"three", account="acme.com"))
    place.add_questionnaire("ann", arrived(b"three"))
    assert [each.text for each in place.review(3).told()] == [
        "Backups are encrypted.",
        "Backups are encrypted, and were.",
    ]
    assert place.review(4).told() == ()


def test_what_was_sent_is_kept_with_what_differs(place: Workspace) -> None:
    place.add_account("ann", ACME)
    number = released(place, b"one", "Yes.", day=1)
    kept = release(b"as it went out")
    sent = Sent(
        release=1, name="sent.xlsx", sha256=kept.sha256, data=kept.data, on=date(2026, 11, 2), differences=("S!D2",)
    )
    made = place.add_sent("ann", number, sent)
    assert place.sent(number) == (made,)
    assert (made.data, made.differences, made.by) == (b"as it went out", ("S!D2",), "ann")
    with pytest.raises(InputRejected, match="9: is no release of questionnaire 1"):
        place.add_sent("ann", number, replace(sent, release=9))
    assert place.check() == ()


# -- learning


def test_unedited_acceptances_that_stand_and_rejections_are_remembered_in_order(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived(account="acme.com"))
    review = session(place)
    review.accept("S!B1")
    rejected = Request(
        kind=RequestKind.DOES_NOT_ANSWER,
        statement="bk-enc",
        question="Are tapes kept?",
        section="Tapes",
        questionnaire=1,
    )
    place.add_request("ann", rejected)
    review.accept("S!B2")
    review.edit("S!B3", "In our own words.", "Yes")
    review.accept("S!B3")
    review.undo()
    expected = (
        Phrasing("Are backups of ledger 1 encrypted?", "bk-enc", Verdict.ACCEPTED),
        Phrasing("Are tapes kept?", "bk-enc", Verdict.REJECTED, "Tapes"),
        Phrasing("Are backups of ledger 2 encrypted?", "bk-enc", Verdict.ACCEPTED),
    )
    assert place.phrasings() == expected
    assert place.phrasings(account="acme.com") == expected
    assert place.phrasings(account="globex.example") == ()
    place.close_request("owner", 1, RequestOutcome.DECLINED)
    assert [each.verdict for each in place.phrasings()] == [Verdict.ACCEPTED] * 2


def test_a_request_is_open_until_the_owner_closes_it(place: Workspace) -> None:
    place.add_account("ann", ACME)
    place.add_questionnaire("ann", arrived(account="acme.com"))
    made = place.add_request("ann", Request(kind=RequestKind.MISSING, question="Are tapes kept?", questionnaire=1))
    assert (made.id, made.account, made.by, made.state) == (1, "Acme Corp", "ann", "open")
    closed = place.close_request("owner", made.id, RequestOutcome.ACCEPTED, "written as tape-1")
    assert (closed.state, closed.outcome_by, closed.note) == ("accepted", "owner", "written as tape-1")
    assert place.requests() == ()
    assert place.requests(only_open=False) == (closed,)
    with pytest.raises(InputRejected, match="Request 1: owner has accepted it"):
        place.close_request("owner", made.id, RequestOutcome.DECLINED)
    with pytest.raises(InputRejected, match="8: no such request"):
        place.close_request("owner", 8, RequestOutcome.DECLINED)


def test_a_phrasing_settles_as_the_owner_approved_it_last(place: Workspace) -> None:
    first = SettlingPhrasing("Backups encrypted?", "", "bk-enc", "a" * 64, YesNo.YES)
    for each in (first, replace(first, section="Tapes"), replace(first, statement_sha256="b" * 64)):
        place.approve_settling("owner", each)
    on = datetime(2026, 11, 1, tzinfo=UTC).date()
    assert place.settling() == (
        replace(first, statement_sha256="b" * 64, by="owner", on=on),
        replace(first, section="Tapes", by="owner", on=on),
    )
    with pytest.raises(InputRejected, match="names no hash"):
        place.approve_settling("owner", replace(first, statement_sha256=""))


def test_nothing_is_done_in_nobodys_name(place: Workspace) -> None:
    with pytest.raises(InputRejected, match="Nobody is named"):
        place.add_account(" ", ACME)
