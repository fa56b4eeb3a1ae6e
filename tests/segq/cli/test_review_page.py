"""The page on the workspace and the keys of its JSON hold what the commands take and print."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from answers.review.signing import Obstacle
from segq.cli.main import cli
from segq.cli.overrides import obstacle_name
from segq.release.writing import HoldKind
from tests.segq.cli.desk import EXAMPLES, ROOT, Desk

PAGE = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
KEYS = set(re.findall(r"[`\"]([a-z0-9_]+)[`\"]", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
SHOWN = re.findall(r"^segq (.+)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("shown", SHOWN)
def test_every_command_of_the_page_is_one_that_segq_takes(shown: str) -> None:
    parse(cli, "segq", shlex.split(shown))


def parse(command: click.Command, name: str, arguments: list[str]) -> None:
    """Parse what a person typed, down to the last command; raises UsageError for what it does not take."""
    context = command.make_context(name, list(arguments))
    if isinstance(command, click.Group):
        inner, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        parse(found, inner or "", rest)


def test_every_hindrance_that_may_be_overridden_is_named_and_no_other() -> None:
    names = {obstacle_name(each) for each in Obstacle if each.overridable and each is not Obstacle.NO_NDA}
    assert {name for name in names if f"`{name}`" not in PAGE} == set()
    assert all(f"--override {each}=" in PAGE for each in HoldKind)


def keys_of(value: Any) -> Iterator[str]:
    """Yield every key of a record, the free contents of an audit row left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from () if key == "payload" else keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


def test_every_key_that_the_workspace_prints_is_explained(desk: Desk, tmp_path: Path) -> None:
    desk.customer(signed="2026-01-01")
    printed = [desk.json("import", EXAMPLES / "flat.xlsx", "--account", "acme.example")]
    with desk.session() as session:
        session.ask_expert("Security questionnaire!B17", "Dana")
        session.accept("Security questionnaire!B14")
    printed += [desk.json("account", "list"), desk.json("refresh"), desk.json("sme", "send", 1, "-o", "d.xlsx")]
    printed += [desk.json("sme", "receive", 1, "d.xlsx"), json.loads(desk.run("sign-off", 1, "--json").out)]
    printed += [desk.json("sign-off", 1, "--leave-blank"), desk.json("export", 1)]
    (tmp_path / "x.xlsx").write_bytes((EXAMPLES / "flat.xlsx").read_bytes())
    printed += [json.loads(desk.tell("sent", 1, "x.xlsx", "--on", "2026-12-03", "--json").out), desk.json("status", 1)]
    lines = desk.run("status", 1, "--log", "--json").out + desk.run("doctor", "--json").out
    printed += [json.loads(line) for line in lines.splitlines()]
    printed.append(json.loads((tmp_path / "flat.answered.certificate.json").read_text("utf-8"))["audit_head"])
    assert {key for record in printed for key in keys_of(record)} - KEYS == set()
    assert "audit_head" in KEYS
