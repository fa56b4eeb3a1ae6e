from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from segq.settings import reviewer_name, workspace_location
from tests.segq.cli.conftest import LEDGER_BASE, Segq
from tests.segq.cli.desk import EXAMPLES, FICTIONAL, Desk

FLAT = EXAMPLES / "flat.xlsx"
PENTEST = "Has an independent firm carried out a penetration test of your application?"


def test_an_account_is_found_by_name_or_any_domain_of_theirs(desk: Desk) -> None:
    desk.customer(signed="2026-01-01", expires="2026-12-31")
    for name in ("acme corp", "acme.example", "eu.acme.example"):
        assert desk.json("import", FLAT, "--account", name)["account"] == "Acme Corp"
    assert len(desk.tell("list", "--json").out.splitlines()) == 1


def test_accounts_are_listed_with_what_they_may_see_on_the_day_and_why(desk: Desk) -> None:
    desk.customer(signed="2026-01-01", expires="2026-12-31")
    assert desk.json("account", "list")["clearance"] == "nda"
    later = desk.segq("account", "list", "--json", "--as-of", "2027-01-01", "--workspace", desk.file)
    record = json.loads(later.out)
    assert (record["clearance"], record["basis"]) == ("public", "the NDA with Acme Corp ended on 2026-12-31")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "acme CORP"), 3),
        (("add", "Other", "--domain", "acme.example"), 3),
        (("nda", "nobody.example", "--signed", "2026-01-01"), 3),
        (("nda", "acme.example", "--signed", "2026-02-01", "--expires", "2026-01-01"), 3),
        (("nda", "acme.example", "--signed", "first of May"), 2),
        (("assign", "7", "acme.example"), 3),
    ],
)
def test_what_does_not_fit_an_account_is_refused(desk: Desk, arguments: tuple[str, ...], code: int) -> None:
    desk.customer()
    assert desk.tell("account", *arguments).code == code


def test_an_import_for_an_unknown_account_is_refused_and_imports_nothing(desk: Desk) -> None:
    ran = desk.run("import", FLAT, "--account", "stranger.example")
    assert (ran.code, 'segq account add "stranger.example"' in ran.err) == (3, True)
    assert desk.tell("list").out == ""


def test_one_bad_file_never_stops_the_rest(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"not a workbook")
    ran = desk.run("import", broken, FLAT)
    assert (ran.code, "broken.xlsx" in ran.err) == (3, True)
    assert "flat.xlsx" in desk.tell("list").out


def test_a_questionnaire_given_to_an_account_is_proposed_anew_for_what_they_may_see(desk: Desk) -> None:
    assert desk.run("import", FLAT).code == 0
    before = {each["id"]: each for each in desk.json("status", 1)["open_questions"]}
    assert "under NDA" in before["A2"]["why"]
    desk.customer(signed="2026-01-01")
    assert desk.tell("account", "assign", 1, "acme.example").code == 0
    assert desk.json("refresh")["changed"] is True
    after = {each["id"]: each for each in desk.json("status", 1)["open_questions"]}
    assert "approved this very question" in after["A2"]["why"]
    assert desk.json("refresh", 1)["changed"] is False


def test_proposals_follow_the_knowledge_base_and_decisions_stay(desk: Desk, tmp_path: Path) -> None:
    base = tmp_path / "kb"
    shutil.copytree(FICTIONAL, base)
    own = Desk(desk.segq, desk.file, base)
    assert own.run("import", FLAT).code == 0
    with own.session() as session:
        session.accept("Security questionnaire!B16")
    statements = base / "statements.yaml"
    text = statements.read_text("utf-8")
    statements.write_text(text.replace("bug bounty programme", "bug-bounty programme"), encoding="utf-8")
    assert own.json("refresh")["changed"] is True
    status = own.json("status", 1)
    assert status["decided"] == 1
    assert "changed after" in next(each["why"] for each in status["open_questions"] if each["id"] == "D5")


def test_status_tells_what_is_open_what_hinders_and_what_happened(desk: Desk) -> None:
    assert desk.run("import", FLAT).code == 0
    with desk.session() as session:
        session.ask_expert("Security questionnaire!B17", "Dana")
        session.flag(["Security questionnaire!B16"])
    status = desk.json("status", 1)
    assert status["waiting"] == 1
    assert next(each["why"] for each in status["open_questions"] if each["id"] == "A5") == "with Dana"
    kinds = {each["kind"]: each["overridable"] for each in status["hindrances"]}
    assert kinds == {"undecided": True, "with-expert": True, "flagged": False}
    log = desk.run("status", 1, "--log", "--json").out.splitlines()
    assert [json.loads(line)["kind"] for line in log] == ["import", "state", "decision", "decision"]
    assert {json.loads(line)["by"] for line in log} == {"ana"}
    assert desk.run("status", 9).code == 3
    text = desk.run("status", 1).out
    assert "A5  [none] Do you carry cyber liability insurance? — with Dana" in text
    assert "A4 is flagged for a second look." in text


def test_init_makes_a_project_whose_workspace_and_base_are_found_inside(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "answers"
    assert desk.segq("init", project).code == 0
    assert (project / ".segq" / "workspace.db").exists()
    assert ".segq" in (project / ".gitignore").read_text("utf-8")
    (project / "deeper").mkdir()
    monkeypatch.chdir(project / "deeper")
    assert workspace_location() == project / ".segq" / "workspace.db"
    listed = desk.segq("kb", "list")
    assert (listed.code, "backup-encryption" in listed.out) == (0, True)
    asked = desk.segq("ask", "Are backups of customer data encrypted?")
    assert "AES-256" not in asked.out


def test_init_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    project = tmp_path / "answers"
    (project / "kb").mkdir(parents=True)
    (project / ".gitignore").write_text("mine\n", encoding="utf-8")
    ran = desk.segq("init", project)
    assert (ran.code, "kb" in ran.err) == (3, True)
    assert not (project / ".segq").exists()
    (project / "kb").rmdir()
    assert desk.segq("init", project).code == 0
    assert (project / ".gitignore").read_text("utf-8") == "mine\n"
    assert desk.segq("init", project).code == 3


def test_the_workspace_is_found_in_the_documented_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SEGQ_WORKSPACE", "SEGQ_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert workspace_location() == tmp_path / "data" / "segq" / "workspace.db"
    monkeypatch.setenv("SEGQ_HOME", str(tmp_path / "home"))
    assert workspace_location() == tmp_path / "home" / "workspace.db"
    (tmp_path / ".segq").mkdir()
    assert workspace_location() == tmp_path / ".segq" / "workspace.db"
    monkeypatch.setenv("SEGQ_WORKSPACE", "postgresql://host/segq")
    assert workspace_location() == "postgresql://host/segq"
    assert workspace_location("mine.db") == tmp_path / "mine.db"
    assert workspace_location(str(tmp_path)) == tmp_path / ".segq" / "workspace.db"


def test_a_reviewer_is_named_by_flag_environment_or_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGQ_USER", "bo")
    assert (reviewer_name("ana"), reviewer_name()) == ("ana", "bo")
    monkeypatch.delenv("SEGQ_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "cy")
    assert reviewer_name() == "cy"


def test_the_doctor_finds_a_workspace_that_was_tampered_with(desk: Desk) -> None:
    assert desk.run("import", FLAT).code == 0
    assert desk.run("doctor").code == 0
    import sqlite3

    with sqlite3.connect(desk.file) as database:
        database.execute("UPDATE audit SET \"by\" = 'somebody else' WHERE number = 1")
    database.close()
    ran = desk.run("doctor", "--json")
    problems = {record["checked"]: record["problems"] for record in map(json.loads, ran.out.splitlines())}
    assert ran.code == 1
    assert problems["workspace"]
    assert not problems["weights"]


def test_review_without_a_terminal_says_what_to_use_instead(desk: Desk) -> None:
    ran = desk.run("review")
    assert (ran.code, "needs a terminal" in ran.err) == (3, True)


def test_a_command_without_its_workspace_says_how_to_make_one(desk: Desk) -> None:
    for command in (("list",), ("status", "1"), ("sent", "1", FLAT, "--on", "2026-12-01"), ("account", "list")):
        ran = desk.tell(*command)
        assert (ran.code, "segq init" in ran.err) == (3, True)


def test_asking_for_an_account_shows_what_they_may_see_and_no_more(desk: Desk) -> None:
    desk.customer(signed="2026-01-01", expires="2026-12-31")
    for day, seen in (("2026-12-31", True), ("2027-01-01", False)):
        ran = desk.run("ask", PENTEST, "--account", "acme.example", day=day)
        record = json.loads(desk.run("ask", PENTEST, "--account", "acme.example", "--json", day=day).out)
        assert ("Copper Wren" in ran.out, bool(record["answer"])) == (seen, seen)
    assert "Copper Wren" not in desk.run("ask", PENTEST).out
    assert desk.run("ask", PENTEST, "--account", "stranger.example").code == 3


def test_filling_for_an_account_writes_what_they_may_see(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    ran = desk.run("fill", FLAT, "-o", tmp_path / "out.xlsx", "--account", "acme.example", "--json")
    items = {item["id"]: item for item in json.loads(ran.out)["items"]}
    assert [slot.get("confidential") for slot in items["A2"]["slots"]] == [True, True]
    assert json.loads((tmp_path / "out.certificate.json").read_text("utf-8"))["clearance"] == "nda"
    assert desk.run("fill", FLAT, "-o", tmp_path / "out.xlsx", "--account", "stranger.example").code == 3


def test_asking_without_an_account_loads_no_database(segq_home: Path) -> None:
    script = (
        "import sys\nfrom segq.cli.main import main\n"
        f"main(['ask', 'Are backups encrypted?', '--kb', {str(LEDGER_BASE)!r}])\n"
        "assert 'sqlalchemy' not in sys.modules and 'textual' not in sys.modules\n"
    )
    environment = {**os.environ, "SEGQ_HOME": str(segq_home)}
    ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    "command",
    [
        "account", "account add", "account nda", "account list", "account assign", "doctor", "export", "import", "init",
        "list", "refresh", "review", "sent", "sign-off", "sme", "sme send", "sme receive", "status",
    ],
)  # fmt: skip
def test_every_command_of_the_workspace_explains_itself_with_an_example(segq: Segq, command: str) -> None:
    ran = segq(*command.split(), "--help")
    assert ran.code == 0
    assert "Example" in ran.out or command == "account list"
