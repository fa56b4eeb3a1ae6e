from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from answers.parts import MEANINGS
from segq.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = README + "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
SHOWN = re.findall(r"^(?:\$ )?(segq .+?)(?:\s{2,}#.*|\s+#.*)?$", README, re.MULTILINE)


def test_the_readme_shows_commands() -> None:
    assert len(SHOWN) >= 6


@pytest.mark.parametrize("command", SHOWN)
def test_every_command_of_the_readme_runs(command: str, tmp_path: Path, segq_home: Path) -> None:
    arguments = [part.replace("demo-out", str(tmp_path)) for part in shlex.split(command)[1:]]
    environment = {**os.environ, "SEGQ_HOME": str(segq_home), "SEGQ_WORKSPACE": str(tmp_path / "workspace.db")}
    if arguments[0] == "verify":
        fill = [sys.executable, "-m", "segq.cli.main", "fill", "examples/flat.xlsx", "-o", str(tmp_path)]
        subprocess.run(fill, cwd=ROOT, env=environment, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", "segq.cli.main", *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_every_command_and_option_is_documented() -> None:
    context = cli.make_context("segq", ["ask"], resilient_parsing=True)
    for name in cli.list_commands(context):
        assert f"segq {name}" in DOCS
    assert "SEGQ_HOME" in DOCS
    assert all(name in DOCS for name in ("SEGQ_MODEL", "SEGQ_WORKSPACE", "SEGQ_USER"))


def test_every_link_of_the_readme_leads_somewhere() -> None:
    targets = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_part_of_a_score_is_explained_with_its_meaning() -> None:
    table = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+?) \|$", table, re.MULTILINE))
    assert {name: rows.get(name) for name in MEANINGS} == MEANINGS
