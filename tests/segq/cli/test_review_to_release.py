"""A questionnaire on its whole way: imported, reviewed, signed off, released, sent."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from answers.review.bulk import bulk_accept, bulk_preview
from answers.review.states import State
from knowledge.statement import Disclosure
from tests.segq.cli.desk import DAY, EXAMPLES, Desk

FLAT = EXAMPLES / "flat.xlsx"
SHEET = "Security questionnaire"
GATED, OPEN = f"{SHEET}!B14", f"{SHEET}!B17"
"""A2 rests on the statement under NDA; A5 has no statement."""
SECRETS = (b"Copper Wren", b"cinnabar", b"Slate Otter", b"tangerine ledger")
"""Words of the NDA statement, of the internal one, and of an internal reply of an expert."""


def reviewed(desk: Desk) -> None:
    """Accept all that is settled, the gated one too, and leave an internal reply of an expert on record."""
    with desk.session() as session:
        bulk_accept(session, bulk_preview(session))
        if session.line(GATED).standing.decision is None:
            session.accept(GATED)
        session.expert_answer(OPEN, "Yes, with the tangerine ledger insurers of Oslo.", "Dana", option="Yes")


def imported(desk: Desk, file: Path = FLAT) -> None:
    ran = desk.run("import", file, "--account", "acme.example", "--due", "2026-12-04")
    assert ran.code == 0, ran.err


def signed_off(desk: Desk) -> None:
    reason = 'no-level="it stays inside"'
    ran = desk.run("sign-off", 1, "--by", "bo", "--leave-blank", "--override", reason)
    assert ran.code == 0, ran.err


def given_out(folder: Path, name: str) -> bytes:
    """Return all bytes that go out with a file: itself, inflated, and its certificate."""
    parts = [(folder / name).read_bytes(), (folder / name).with_suffix(".certificate.json").read_bytes()]
    with zipfile.ZipFile(folder / name) as archive:
        parts += [archive.read(member) for member in archive.namelist()]
    return b"".join(parts)


def test_importing_again_leaves_the_questionnaire_as_it_is(desk: Desk) -> None:
    desk.customer()
    imported(desk)
    reviewed(desk)
    again = desk.json("import", FLAT, "--account", "Acme Corp")
    assert (again["id"], again["added"], again["state"]) == (1, False, "in review")
    assert again["decided"] > 5
    other = desk.json("import", FLAT)
    assert (other["id"], other["account"], other["decided"]) == (2, None, 0)


def test_a_known_file_that_is_due_on_another_day_is_only_that(desk: Desk) -> None:
    desk.customer()
    imported(desk)
    assert desk.json("import", FLAT, "--account", "acme.example", "--due", "2026-12-09")["due"] == "2026-12-09"
    assert json.loads(desk.tell("list", "--json").out)["due"] == "2026-12-09"


def test_what_is_not_signed_off_exports_as_a_draft_whatever_its_name_is_to_be(desk: Desk, tmp_path: Path) -> None:
    desk.customer()
    imported(desk)
    reviewed(desk)
    record = desk.json("export", 1, "-o", tmp_path / "final.xlsx")
    assert (record["draft"], record["release"], record["written"]) == (True, None, str(tmp_path / "final.draft.xlsx"))
    assert not (tmp_path / "final.xlsx").exists()
    with desk.workspace() as workspace:
        assert workspace.releases(1) == ()


def test_hindrances_are_listed_and_nothing_is_signed_off(desk: Desk) -> None:
    imported_without_account = desk.run("import", FLAT)
    assert imported_without_account.code == 0
    ran = desk.run("sign-off", 1)
    assert ran.code == 4
    assert "A1 is undecided." in ran.err
    with desk.workspace() as workspace:
        assert workspace.questionnaire(1).state is State.NEW


def test_a_release_is_in_the_ledger_with_its_bytes_and_the_head_of_the_audit_log(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    record = desk.json("export", 1)
    target = tmp_path / "flat.answered.xlsx"
    assert (record["draft"], record["clearance"], record["written"]) == (False, "nda", target.name)
    assert desk.segq("verify", FLAT, target).code == 0
    certificate = json.loads((tmp_path / "flat.answered.certificate.json").read_text("utf-8"))
    with desk.workspace() as workspace:
        (release,) = workspace.releases(1)
        rows = {row.sha256: row.kind for row in workspace.audit()}
        assert workspace.questionnaire(1).state is State.RELEASED
        assert workspace.check() == ()
    assert release.data == target.read_bytes()
    assert json.loads(release.certificate) == certificate
    assert rows[certificate["audit_head"]] == "state"
    assert {told.statement for told in release.answers} >= {"pentest", "bug-bounty"}
    assert all(told.signed_off_by == "bo" for told in release.answers)
    sheet = openpyxl.load_workbook(target)[SHEET]
    assert sheet["C14"].value == "Yes"
    assert sheet["D14"].value.startswith("[CONFIDENTIAL")
    assert sheet["C17"].value is None


def test_releasing_the_same_again_is_the_same_release(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    desk.json("export", 1)
    again = desk.json("export", 1, "-o", tmp_path / "again.xlsx")
    assert again["release"] == 1
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "flat.answered.xlsx").read_bytes()
    refused = desk.run("export", 1)
    assert (refused.code, "exists already" in refused.err) == (3, True)


def test_a_decision_after_the_sign_off_makes_it_a_draft_again(desk: Desk) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    with desk.session() as session:
        session.clear(GATED)
    assert desk.json("export", 1)["draft"] is True


def test_a_draft_of_what_is_signed_off_must_be_asked_for(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    assert desk.json("export", 1, "--force-draft")["draft"] is True
    assert desk.run("export", 1, "-o", tmp_path / "x.draft.xlsx").code == 3
    assert desk.run("export", 1, "-o", tmp_path / "x.docx").code == 3


@pytest.mark.parametrize("signed", ["", "2026-12-02"])
def test_without_an_nda_on_the_day_a_release_needs_an_override_and_withholds_all_the_same(
    desk: Desk, tmp_path: Path, signed: str
) -> None:
    desk.customer(signed=signed)
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    refused = desk.run("export", 1)
    assert (refused.code, '--override nda="WHY"' in refused.err) == (4, True)
    assert not list(tmp_path.glob("flat.*"))
    record = desk.json("export", 1, "--override", "nda=The CISO agreed.")
    assert (record["clearance"], record["withheld"]) == ("public", 2)
    assert "The CISO agreed." in record["overrides"][0]
    with desk.workspace() as workspace:
        (release,) = workspace.releases(1)
    assert release.overrides == tuple(record["overrides"])
    assert "pentest" not in {told.statement for told in release.answers}
    sheet = openpyxl.load_workbook(tmp_path / "flat.answered.xlsx")[SHEET]
    assert (sheet["C14"].value, sheet["C17"].value) == (None, None)
    assert sheet["D14"].value.startswith("[NDA REQUIRED]")
    everything = given_out(tmp_path, "flat.answered.xlsx")
    assert [secret for secret in SECRETS if secret in everything] == []


def test_the_last_day_of_an_nda_is_one_of_it_and_the_next_is_not(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01", expires=DAY)
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    after = desk.run("export", 1, day="2026-12-02")
    assert (after.code, f"ended on {DAY}" in after.err) == (4, True)
    assert desk.json("export", 1)["clearance"] == "nda"
    everything = given_out(tmp_path, "flat.answered.xlsx")
    assert b"Copper Wren" in everything
    assert [secret for secret in SECRETS[2:] if secret in everything] == []


def test_a_clearance_may_be_lowered_and_never_raised(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    assert desk.json("export", 1, "--at-most", "public")["clearance"] == "public"
    everything = given_out(tmp_path, "flat.answered.xlsx")
    assert [secret for secret in SECRETS if secret in everything] == []
    assert desk.run("export", 1, "--at-most", "internal").code == 2


def test_drafts_withhold_like_releases_and_so_do_their_reports_and_errors(desk: Desk, tmp_path: Path) -> None:
    desk.customer()
    imported(desk)
    reviewed(desk)
    for flag in ("text", "note"):
        ran = desk.run("export", 1, "--flag", flag)
        assert ran.code == 0, ran.err
        report = (tmp_path / "flat.draft.report.md").read_bytes()
        everything = given_out(tmp_path, "flat.draft.xlsx") + report + ran.out.encode() + ran.err.encode()
        assert [secret for secret in SECRETS if secret in everything] == []


def test_an_answer_that_was_told_otherwise_holds_the_next_release_back(desk: Desk) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    with desk.session() as session:
        session.choose(OPEN, "Yes", Disclosure.PUBLIC)
    signed_off(desk)
    desk.json("export", 1)
    with desk.session() as session:
        session.choose(OPEN, "No", Disclosure.PUBLIC)
    hindered = desk.run("sign-off", 1, "--leave-blank")
    assert (hindered.code, "as told on 2026-12-01" in hindered.err) == (4, True)
    reason = "contradiction=We cancelled the policy."
    assert desk.run("sign-off", 1, "--leave-blank", "--override", reason).code == 0
    refused = desk.run("export", 1, "-o", "next.xlsx")
    assert (refused.code, "--override contradiction" in refused.err) == (4, True)
    record = desk.json("export", 1, "-o", "next.xlsx", "--override", reason)
    assert (record["release"], len(record["overrides"])) == (2, 1)


def test_what_was_decided_on_a_statement_that_lapsed_since_is_not_released(desk: Desk) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    refused = desk.run("export", 1, "--override", "nda=so be it", day="2031-01-01")
    assert (refused.code, "was due for review" in refused.err) == (4, True)


def test_what_was_really_sent_is_kept_with_its_differences_from_the_release(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    imported(desk)
    reviewed(desk)
    signed_off(desk)
    desk.json("export", 1)
    released = tmp_path / "flat.answered.xlsx"
    same = desk.tell("sent", 1, released, "--on", "2026-12-02")
    assert (same.code, "to the byte" in same.out) == (0, True)
    book = openpyxl.load_workbook(released)
    book[SHEET]["C14"] = "No"
    changed = tmp_path / "mailed.xlsx"
    book.save(changed)
    told = desk.tell("sent", 1, changed, "--on", "2026-12-03", "--json")
    assert told.code == 1
    assert f"{SHEET}!C14: 'Yes' → 'No'" in json.loads(told.out)["differences"]
    with desk.workspace() as workspace:
        kept = workspace.sent(1)
    assert [(each.on.isoformat(), each.release) for each in kept] == [("2026-12-02", 1), ("2026-12-03", 1)]
    assert kept[1].data == changed.read_bytes()
    assert desk.tell("sent", 1, EXAMPLES / "assessment.docx", "--on", "2026-12-03").code == 3


def test_a_word_document_goes_the_same_way(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    paper = EXAMPLES / "assessment.docx"
    imported(desk, paper)
    with desk.session() as session:
        taken = bulk_accept(session, bulk_preview(session))
    assert taken
    signed_off(desk)
    record = desk.json("export", 1)
    assert record["answered"] == len(taken)
    assert desk.segq("verify", paper, tmp_path / "assessment.answered.docx").code == 0


def test_pasted_questions_export_as_a_table_with_their_answers(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.customer(signed="2026-01-01")
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(
        "# Practice\n1.1 Do you operate a formal bug bounty programme?\n1.2 How long do you keep backups?\n"
    )
    with pasted.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        record = desk.json("import", "-", "--account", "acme.example", "--name", "portal")
    assert (record["file"], record["questions"]) == ("portal.csv", 2)
    with desk.session() as session:
        assert len(bulk_accept(session, bulk_preview(session))) == 2
    signed_off(desk)
    desk.json("export", 1)
    rows = (tmp_path / "portal.answered.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == '"ID","Section","Question","Answer"'
    assert rows[2] == '"1.2","Practice","How long do you keep backups?","We keep backups for 35 days."'
