from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from answers.review.signing import Obstacle
from answers.review.states import QuestionnaireRecord, State
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import Disclosure
from segq.release.desk import Choice, Fate, Mode, counted
from segq.release.proof import proof_lines
from segq.release.writing import Exported
from tests.segq.reviewed_files import BASE, Shop, shop


def exported(made: Shop, mode: Mode, name: str = "out.xlsx", *, override: bool = False, why: str = "") -> Exported:
    result = made.desk().export(Choice(mode, made.folder / name, override, why))
    assert isinstance(result, Exported)
    return result


def cells(path: Path) -> list[tuple[object, object]]:
    sheet = load_workbook(path)["Yard"]
    return [(row[2].value, row[3].value) for row in sheet.iter_rows(min_row=2, max_row=6)]


def test_the_overview_counts_what_becomes_of_every_answer(tmp_path: Path) -> None:
    with_nda = shop(tmp_path)
    with_nda.accept(0, 1, 2)
    seen = with_nda.desk().look()
    assert seen.fates == {Fate.PUBLIC: 1, Fate.CONFIDENTIAL: 1, Fate.INTERNAL: 1, Fate.BLANK: 2}
    assert not seen.signed_off


def test_without_an_nda_the_same_answers_are_withheld_and_the_release_is_held_back(tmp_path: Path) -> None:
    without = shop(tmp_path, nda=False)
    without.accept(0, 1, 2)
    seen = without.desk().look()
    assert seen.fates == {Fate.PUBLIC: 1, Fate.WITHHELD: 1, Fate.INTERNAL: 1, Fate.BLANK: 2}
    assert ["no NDA with Acme on record" in hold.text for hold in seen.holds] == [True]


def test_hindrances_are_counted_with_whether_they_may_be_overridden(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0)
    made.session.flag([made.keys[1]])
    assert {obstacle: (count, may) for obstacle, count, may in counted(made.desk().look().hindrances)} == {
        Obstacle.UNDECIDED: (4, True),
        Obstacle.FLAGGED: (1, False),
    }


def test_a_release_signs_off_writes_the_file_and_enters_the_ledger(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    done = exported(made, Mode.RELEASE)
    record = made.workspace.questionnaire(1)
    assert (record.state, record.signed_off_by) == (State.RELEASED, "ana")
    assert [release.id for release in made.workspace.releases(1)] == [done.release.id if done.release else 0]
    assert cells(done.target)[0][0] == "Yes"
    assert json.loads((tmp_path / "out.certificate.json").read_text()) == json.loads(done.certificate)
    assert (tmp_path / "out.report.md").exists()
    assert not any("Two people watch" in str(cell) for row in cells(done.target) for cell in row)


def test_what_stands_in_the_way_refuses_and_changes_nothing(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0)
    with pytest.raises(PolicyRefused, match="4 undecided"):
        exported(made, Mode.RELEASE)
    assert (made.workspace.questionnaire(1).state, list(tmp_path.glob("out*"))) == (State.IN_REVIEW, [])


def test_an_override_needs_a_reason_and_goes_on_record(tmp_path: Path) -> None:
    made = shop(tmp_path, nda=False)
    made.accept(0)
    with pytest.raises(PolicyRefused, match="needs a reason"):
        exported(made, Mode.RELEASE, override=True, why=" ")
    assert made.workspace.questionnaire(1).state is State.IN_REVIEW
    done = exported(made, Mode.RELEASE, override=True, why="The CISO agreed.")
    assert done.release is not None
    assert any("The CISO agreed." in each for each in done.release.overrides)
    assert any("The CISO agreed." in json.dumps(row.payload) for row in made.workspace.audit() if row.kind == "state")


def test_a_flag_cannot_be_overridden(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0, 1, 2, 3, 4)
    made.session.flag([made.keys[0]])
    with pytest.raises(PolicyRefused, match="flagged"):
        exported(made, Mode.RELEASE, override=True, why="No time.")


def test_a_release_without_an_nda_is_held_back_before_anything_is_signed_off(tmp_path: Path) -> None:
    made = shop(tmp_path, nda=False)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    with pytest.raises(PolicyRefused, match="NDA only") as refused:
        exported(made, Mode.RELEASE)
    assert "--override" not in refused.value.hint
    assert made.workspace.questionnaire(1).state is State.IN_REVIEW
    open_policy = replace(BASE, completed_questionnaires=Disclosure.PUBLIC)
    result = made.desk(open_policy).export(Choice(Mode.RELEASE, tmp_path / "out.xlsx"))
    assert isinstance(result, Exported)
    assert "keys are rotated" not in str(cells(result.target))


def test_signing_off_alone_writes_no_file_and_a_release_may_follow(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    before = set(tmp_path.iterdir())
    record = made.desk().export(Choice(Mode.SIGN_OFF, tmp_path))
    assert isinstance(record, QuestionnaireRecord)
    assert (record.state, record.signed_off_by) == (State.SIGNED_OFF, "ana")
    assert {path.name for path in set(tmp_path.iterdir()) - before if "out" in path.name} == set()
    assert made.desk().look().signed_off
    assert exported(made, Mode.RELEASE).release is not None


def test_a_statement_that_changes_after_sign_off_holds_the_release_back(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    made.desk().export(Choice(Mode.SIGN_OFF, tmp_path))
    changed = replace(BASE, statements=(replace(BASE.statements[0], sha256="1" * 64), *BASE.statements[1:]))
    assert [each.obstacle for each in made.desk(changed).look().hindrances] == [Obstacle.STALE]
    with pytest.raises(PolicyRefused, match="out of date"):
        made.desk(changed).export(Choice(Mode.RELEASE, tmp_path / "out.xlsx", override=True, why="Never mind."))


def test_a_draft_needs_nothing_and_is_named_so(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0)
    done = exported(made, Mode.DRAFT)
    assert (done.target.name, done.release) == ("out.draft.xlsx", None)
    assert made.workspace.questionnaire(1).state is State.IN_REVIEW


def test_a_file_that_is_there_is_not_overwritten_by_a_release(tmp_path: Path) -> None:
    made = shop(tmp_path)
    made.accept(0, 1, 3, 4)
    made.session.skip(made.keys[2])
    (tmp_path / "out.xlsx").write_bytes(b"theirs")
    with pytest.raises(InputRejected, match="exists already"):
        exported(made, Mode.RELEASE)
    assert (tmp_path / "out.xlsx").read_bytes() == b"theirs"
    assert made.workspace.releases(1) == ()


@pytest.mark.parametrize(
    ("mode", "name"),
    [(Mode.RELEASE, "yard.answered.xlsx"), (Mode.SIGN_OFF, "yard.answered.xlsx"), (Mode.DRAFT, "yard.draft.xlsx")],
)
def test_the_usual_name_says_what_the_file_is(tmp_path: Path, mode: Mode, name: str) -> None:
    assert shop(tmp_path).desk().target(mode, tmp_path) == tmp_path / name


def test_the_proof_names_file_ledger_overrides_and_hashes_but_no_answer(tmp_path: Path) -> None:
    made = shop(tmp_path, nda=False)
    made.accept(0)
    done = exported(made, Mode.RELEASE, override=True, why="The CISO agreed.")
    told = "\n".join(proof_lines(done))
    assert told.startswith(f"Released: {done.target}\nIn the ledger as release 1, by ana\nOn record: ")
    proof = json.loads(done.certificate)
    assert f"result:\n{proof['source']['sha256']}\n{proof['result']['sha256']}" in told
    assert "byte-identical" in told
    assert "Dropdowns: 1 before, 1 after" in told
    assert "encrypted before" not in told
    draft = proof_lines(exported(made, Mode.DRAFT))
    assert draft[0].startswith("Draft written: ")
    assert not any("ledger" in line for line in draft)
