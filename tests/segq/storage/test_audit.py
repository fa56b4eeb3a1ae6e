from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.accounts import Account
from segq.storage.audit import GENESIS
from segq.storage.workspace import open_workspace
from tests.segq.storage.made import arrived, session, workspace

COLUMNS = ("at", "by", "kind", "questionnaire", "payload", "previous", "sha256")
LAST = 9


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace in which nine things happened."""
    folder = tmp_path_factory.mktemp("audit")
    with workspace(folder) as made:
        made.add_account("ann", Account("Acme", ("acme.com",)))
        made.add_questionnaire("ann", arrived(account="Acme"))
        review = session(made)
        review.accept("S!B1")
        review.skip("S!B2", "not ours")
        review.flag(["S!B3"])
        review.undo()
        review.note("S!B1", "Ask again in May.")
        review.skip("S!B3", "not ours either")
        assert [row.number for row in made.audit()] == list(range(1, 1 + LAST))
        assert made.check() == ()
    return folder / "workspace.db"


def tampered(original: Path, folder: Path, statements: Sequence[tuple[str, tuple[object, ...]]]) -> Sequence[str]:
    """Return what the check says of a copy on which these statements were run."""
    copy = folder / "tampered.db"
    shutil.copy(original, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for statement, values in statements:
            connection.execute(statement, values)
        connection.commit()
    with open_workspace(copy) as opened:
        return opened.check()


rows = st.integers(1, LAST)
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(number=rows, column=st.sampled_from(COLUMNS))
def test_a_changed_row_is_found(lived_in: Path, tmp_path: Path, number: int, column: str) -> None:
    wrong = {"at": "'2026-11-01T09:00:59.000000+00:00'", "questionnaire": "coalesce(questionnaire, 0) + 7"}
    change = wrong.get(column, f"replace(\"{column}\" || ' ', ' ', '') || 'x'")
    if column == "payload":
        change = "substr(payload, 1, length(payload) - 1) || ',\"more\":1}'"
    found = tampered(lived_in, tmp_path, [(f'UPDATE audit SET "{column}" = {change} WHERE number = ?', (number,))])
    assert any(f"row {number} was changed" in problem for problem in found)


@many
@given(number=rows)
def test_a_deleted_row_is_found_even_the_last(lived_in: Path, tmp_path: Path, number: int) -> None:
    found = tampered(lived_in, tmp_path, [("DELETE FROM audit WHERE number = ?", (number,))])
    assert any(problem.startswith("audit log: ") for problem in found)


@many
@given(pair=st.lists(rows, min_size=2, max_size=2, unique=True))
def test_two_rows_in_each_others_place_are_found(lived_in: Path, tmp_path: Path, pair: list[int]) -> None:
    one, other = pair
    swap = "UPDATE audit SET number = ? WHERE number = ?"
    found = tampered(lived_in, tmp_path, [(swap, (-1, one)), (swap, (one, other)), (swap, (other, -1))])
    assert sum("was changed" in problem for problem in found) >= 2


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE standings SET content = replace(content, 'not ours', 'ours')", "S!B2: stands otherwise"),
        ("DELETE FROM standings WHERE question = 'S!B1'", "S!B1: stands otherwise"),
        ("UPDATE standings SET act = 'skip' WHERE question = 'S!B1'", "S!B1: stands otherwise"),
        ("UPDATE questionnaires SET state = 'signed off'", "questionnaire 1: state not as the log says"),
        ("UPDATE questionnaires SET account = NULL", "questionnaire 1: account not as the log says"),
        ("UPDATE contents SET question = replace(question, 'ledger 2', 'ledger 9')", "contents not as the log says"),
        ("UPDATE files SET data = x'00'", "its bytes were changed"),
        ("UPDATE accounts SET content = replace(content, 'acme.com', 'evil.com')", "account Acme: is not as the log"),
    ],
)
def test_what_stands_beside_the_log_is_compared_with_it(
    lived_in: Path, tmp_path: Path, statement: str, said: str
) -> None:
    found = tampered(lived_in, tmp_path, [(statement, ())])
    assert any(said in problem for problem in found)


def test_the_first_row_follows_nothing_and_the_head_is_the_last(lived_in: Path) -> None:
    with open_workspace(lived_in) as opened:
        log = opened.audit()
        assert log[0].previous == GENESIS
        assert opened.audit_head() == log[-1].sha256
        assert [row.number for row in opened.audit(after=7)] == [8, 9]
