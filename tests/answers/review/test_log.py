from __future__ import annotations

import pytest

from answers.review.decision import Act
from answers.review.log import Conflict
from answers.review.session import ReviewSession
from knowledge.statement import Disclosure
from tests.answers.review.memory_store import MemoryStore, opened
from tests.builders import AS_OF, base

KEY = "S!B1"


def two() -> tuple[ReviewSession, ReviewSession]:
    store = MemoryStore([opened(1), opened(2, "Are disks encrypted?")])
    return ReviewSession(store, "kim", base(), AS_OF), ReviewSession(store, "lee", base(), AS_OF)


def text(session: ReviewSession) -> str | None:
    decision = session.line(KEY).standing.decision
    return decision.text if decision else None


def write(session: ReviewSession, said: str) -> None:
    session.refresh()
    session.edit(KEY, said, "Yes", disclosure=Disclosure.PUBLIC)


def test_undo_and_redo_restore_what_stood() -> None:
    kim, _ = two()
    write(kim, "one")
    write(kim, "two")
    kim.undo()
    assert text(kim) == "one"
    kim.undo()
    assert text(kim) is None
    assert kim.undo() == ()
    kim.redo()
    kim.redo()
    assert text(kim) == "two"
    assert kim.redo() == ()


def test_a_new_decision_ends_what_could_be_redone() -> None:
    kim, _ = two()
    write(kim, "one")
    kim.undo()
    write(kim, "two")
    assert kim.redo() == ()


def test_undo_goes_back_to_anothers_decision_but_never_behind_it() -> None:
    kim, lee = two()
    write(kim, "kim's first")
    write(lee, "lee's")
    write(kim, "kim's second")
    kim.undo()
    assert text(kim) == "lee's"
    with pytest.raises(Conflict, match="lee"):
        kim.undo()
    assert text(kim) == "lee's"


def test_undo_is_open_again_once_the_other_has_undone() -> None:
    kim, lee = two()
    write(kim, "kim's")
    write(lee, "lee's")
    lee.undo()
    kim.refresh()
    kim.undo()
    assert text(kim) is None


def test_redo_never_overwrites_what_another_decided_meanwhile() -> None:
    kim, lee = two()
    write(kim, "kim's")
    kim.undo()
    write(lee, "lee's")
    kim.refresh()
    with pytest.raises(Conflict, match="lee"):
        kim.redo()
    assert text(kim) == "lee's"


def test_a_batch_is_undone_as_one_or_not_at_all() -> None:
    kim, lee = two()
    kim.flag([KEY, "S!B2"])
    lee.refresh()
    lee.skip("S!B2")
    kim.refresh()
    with pytest.raises(Conflict, match="lee"):
        kim.undo()
    assert kim.line(KEY).standing.flagged


def test_who_decided_is_who_took_the_decision_that_stands() -> None:
    kim, lee = two()
    assert kim.line(KEY).decided_by == ""
    write(kim, "kim's")
    lee.refresh()
    lee.flag([KEY])
    assert lee.line(KEY).decided_by == "kim"
    write(lee, "lee's")
    assert lee.line(KEY).decided_by == "lee"
    lee.undo()
    assert lee.line(KEY).decided_by == "kim"
    lee.clear(KEY)
    assert lee.line(KEY).decided_by == ""
    assert ReviewSession(lee.store, "ann", base(), AS_OF).line(KEY) == lee.line(KEY)


def test_who_decided_first_decided_where_another_repeats_it() -> None:
    kim, lee = two()
    kim.accept(KEY)
    lee.refresh()
    lee.accept(KEY)
    assert lee.line(KEY).decided_by == "kim"
    assert [entry.after.decision.act for entry in lee.history(KEY) if entry.after.decision] == [Act.ACCEPT] * 2
