"""What an import decides with: earlier verdicts, phrasings that owners approved, and the bytes that were read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from answers.proposal import Candidate, Proposal, Recommendation
from exporters.ooxml.encryption import locked_again
from exporters.password import FileAccess, Password
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure
from segq import importing
from segq.engine import Engine
from segq.importing import Arrival, add_file, is_gated, read_file, refresh_proposals, rests_on
from segq.intake.profile_matching import ProfileChoice
from segq.release.plan import ExportWish, plan_export
from segq.release.writing import build
from segq.reviewing import session_of
from segq.settings import Settings
from segq.storage.records import SettlingPhrasing
from segq.storage.workspace import Workspace, open_workspace
from tests import builders

LEDGER = Path(__file__).resolve().parents[1] / "data" / "ledger-base"
ODD = "How are the tapes with our books kept from prying eyes?"
ARRIVAL = Arrival("ana")


@pytest.fixture(scope="module")
def settings(segq_home: Path) -> Settings:
    return Settings(LEDGER, segq_home / "cache", None, date(2026, 11, 1))


@pytest.fixture(scope="module")
def engine(settings: Settings) -> Engine:
    return Engine(settings)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    found = open_workspace(tmp_path / "workspace.db", create=True)
    yield found
    found.close()


def asked(folder: Path, name: str, *texts: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ID", "Question", "Answer"])
    for number, text in enumerate((*texts, "Are backups encrypted?", "Do you run a bug bounty?"), 1):
        sheet.append([f"S-{number}", text, None])
    book.save(folder / name)
    return folder / name


def added(workspace: Workspace, path: Path, engine: Engine, settings: Settings) -> int:
    return add_file(workspace, read_file(path, ProfileChoice()), ARRIVAL, engine, settings).record.id


def first(workspace: Workspace, questionnaire: int) -> Proposal:
    return workspace.arrived(questionnaire).questions[0].proposal


def part(proposal: Proposal, statement: str, name: str) -> float:
    found = next(each for each in proposal.candidates if each.statement == statement)
    return next(each.value for each in found.parts if each.name == name)


def test_an_acceptance_is_evidence_in_the_next_import_and_never_settles(
    workspace: Workspace, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    one = added(workspace, asked(tmp_path, "one.xlsx", ODD), engine, settings)
    assert part(first(workspace, one), "bk-enc", "memory") == 0.0
    session = session_of(workspace, one, "ana", settings, engine.base)
    session.take("Sheet!B2", session.offer_statement("Sheet!B2", "bk-enc"))
    two = added(workspace, asked(tmp_path, "two.xlsx", ODD, "Is there a vault?"), engine, settings)
    assert part(first(workspace, two), "bk-enc", "memory") == pytest.approx(1.0, abs=0.001)
    assert first(workspace, two).recommendation is not Recommendation.SETTLED


def test_a_phrasing_that_the_owner_approved_settles_once_the_proposals_are_made_anew(
    workspace: Workspace, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    number = added(workspace, asked(tmp_path, "one.xlsx", ODD), engine, settings)
    assert not refresh_proposals(workspace, number, "ana", engine, settings)
    known = engine.base.statement("bk-enc")
    assert known is not None
    workspace.approve_settling("owner", SettlingPhrasing(ODD, "Sheet", known.id, known.sha256))
    assert refresh_proposals(workspace, number, "ana", engine, settings)
    assert first(workspace, number).recommendation is Recommendation.SETTLED
    assert first(workspace, number).best == next(iter(first(workspace, number).candidates))


def test_a_proposal_rests_on_every_statement_that_it_names_and_on_their_parts() -> None:
    whole = builders.statement(id="whole", components=("bk-enc",), sha256="1" * 64)
    base = builders.base(builders.statement(disclosure=Disclosure.NDA), whole)
    proposal = replace(builders.proposal(), candidates=(Candidate("whole", 0.9, ()), Candidate("gone", 0.1, ())))
    assert rests_on(proposal, base) == {"whole": "1" * 64, "bk-enc": builders.DIGEST}
    assert is_gated(proposal, base)
    assert not is_gated(proposal, builders.base(builders.statement(), whole))


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = asked(tmp_path, "one.xlsx")
    monkeypatch.setattr(importing, "_bytes_of", lambda source: source.read_bytes() + b"more")
    with pytest.raises(InputRejected, match="changed while it was read"):
        read_file(path, ProfileChoice())


def test_a_file_that_asks_nothing_is_refused_with_the_way_to_look_into_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "empty.xlsx")
    with pytest.raises(InputRejected, match=r"no questions found.*segq inspect"):
        read_file(tmp_path / "empty.xlsx", ProfileChoice())


def test_an_encrypted_file_is_kept_encrypted_and_exported_encrypted(
    workspace: Workspace, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    word = Password("larch needle")
    path = asked(tmp_path, "closed.xlsx")
    path.write_bytes(locked_again(path.read_bytes(), word.text))
    number = add_file(workspace, read_file(path, ProfileChoice(), word), ARRIVAL, engine, settings).record.id
    assert workspace.arrived(number).data == path.read_bytes()
    session_of(workspace, number, "ana", settings, engine.base).accept("Sheet!B2")
    wish = ExportWish(settings.as_of)
    plan = plan_export(workspace, number, engine.base, wish)
    built = build(plan, "closed.draft.xlsx", wish, FileAccess(word))
    assert built.certificate.encrypted
    assert b"AES-256" not in built.data
    with pytest.raises(InputRejected, match="--password-file"):
        build(plan, "closed.draft.xlsx", wish, FileAccess())
