from __future__ import annotations

import stat
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from knowledge.errors import InputRejected
from segq.tui.differences import Change, differences
from segq.tui.external_editor import edited_outside
from segq.tui.keymap import keys_file, load_keys
from segq.tui.wording import bar, clipped, due_words, duration_words

TEXTS = st.text(alphabet="ab, .\n", max_size=60)


@given(TEXTS, TEXTS)
def test_differences_hold_both_texts_whole(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.PUT_IN) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.TAKEN_OUT) == after


def test_a_changed_word_is_told_by_signs() -> None:
    told = "".join(piece.marked() for piece in differences("Kept for 30 days.", "Kept for 35 days."))
    assert told == "Kept for [-30-]{+35+} days."


def test_a_long_text_is_compared_by_lines_in_a_moment() -> None:
    before = "\n".join(f"line {number} of the answer" for number in range(2_000))
    pieces = differences(before, before.replace("line 1000 ", "row 1000 "))
    assert [piece.text for piece in pieces if piece.change is Change.PUT_IN] == ["row 1000 of the answer\n"]


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (None, "no date"),
        (date(2026, 11, 1), "01 Nov, today"),
        (date(2026, 11, 2), "02 Nov, tomorrow"),
        (date(2026, 11, 9), "09 Nov, 8 days"),
        (date(2026, 10, 30), "30 Oct, 2 d late"),
    ],
)
def test_a_due_date_tells_the_days_that_are_left(due: date | None, told: str) -> None:
    assert due_words(due, date(2026, 11, 1)) == told


@pytest.mark.parametrize(("done", "of", "told"), [(0, 8, "░░░░"), (7, 8, "███░"), (8, 8, "████"), (0, 0, "████")])
def test_a_bar_is_full_only_when_all_is_done(done: int, of: int, told: str) -> None:
    assert bar(done, of, 4) == told


@pytest.mark.parametrize(("seconds", "told"), [(20, "under 1 min"), (600, "about 10 min"), (9_000, "about 2.5 h")])
def test_a_remaining_time_is_told_roughly(seconds: float, told: str) -> None:
    assert duration_words(seconds) == told


@pytest.mark.parametrize(("text", "width", "told"), [("a  b\nc", 9, "a b c"), ("abcdef", 4, "abc…"), ("abc", 0, "…")])
def test_a_text_is_cut_with_an_ellipsis(text: str, width: int, told: str) -> None:
    assert clipped(text, width) == told


# -- the user's own keys


def test_no_file_of_keys_means_the_usual_ones(tmp_path: Path) -> None:
    assert load_keys(tmp_path / "keys.yaml") == {}


def test_the_file_of_keys_lies_beside_the_other_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGQ_HOME", str(tmp_path))
    assert keys_file() == tmp_path / "keys.yaml"


def test_keys_are_read_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text('accept: [enter, "/"]\nzoom: z\nfilter: f3\nskip: 0\n', encoding="utf-8")
    assert load_keys(path) == {"accept": ("enter", "slash"), "zoom": ("z",), "filter": ("f3",), "skip": ("0",)}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("accept: [", "cannot be read"),
        ("- accept", "no list of"),
        ("accept: []", "accept has no key"),
        ("acept: a", "no action 'acept'"),
        ("accept: e", "e is both accept and edit"),
    ],
)
def test_a_file_of_keys_that_cannot_be_used_is_named(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputRejected, match=told) as refused:
        load_keys(path)
    assert str(path) in refused.value.message


# -- the editor outside


class Suspended:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


APP = cast("App[object]", SimpleNamespace(suspend=Suspended))


def editor(folder: Path, script: str) -> str:
    path = folder / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_editor_gets_the_text_and_gives_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, 'printf "%s more\\n" "$(cat "$1")" > "$1"'))
    assert edited_outside(APP, "Yes, much") == "Yes, much more"


def test_an_editor_that_fails_leaves_the_text_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", editor(tmp_path, "exit 3"))
    with pytest.raises(InputRejected, match="ended with code 3"):
        edited_outside(APP, "Yes")


def test_an_editor_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "/nowhere/ed -x")
    with pytest.raises(InputRejected, match="/nowhere/ed: cannot be started"):
        edited_outside(APP, "Yes")
