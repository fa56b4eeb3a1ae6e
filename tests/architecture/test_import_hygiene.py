from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch", "sentence_transformers", "transformers", "onnxruntime", "textual",
    "sqlalchemy", "alembic", "openpyxl", "docx", "rich",
)  # fmt: skip


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules, sep='\\n', file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(run.stderr.split())


def test_the_domain_loads_without_screen_database_or_file_format() -> None:
    loaded = modules_after("import knowledge, answers, answers.decide, answers.contents, knowledge.disclosure")
    assert not loaded & {*HEAVY, "click", "lxml", "pydantic", "ruamel"}


def test_help_imports_nothing_heavier_than_click() -> None:
    loaded = modules_after(
        "from segq.cli.main import main\nimport io, contextlib\n"
        "with contextlib.redirect_stdout(io.StringIO()): main(['--help'])"
    )
    assert not loaded & {
        *HEAVY,
        "numpy",
        "lxml",
        "pydantic",
        "ruamel",
        "rapidfuzz",
        "tokenizers",
        "answers",
        "knowledge",
    }


@pytest.mark.parametrize("kind", ["ooxml", "delimited", "word"])
def test_the_child_that_reads_foreign_files_loads_only_what_reads_them(kind: str) -> None:
    tasks = ", ".join(f"exporters.{kind}.{task}" for task in ("scan", "writing", "comparing"))
    loaded = modules_after(f"import exporters.child, {tasks}")
    assert not loaded & {*HEAVY, "numpy", "pydantic", "click", "rapidfuzz", "tokenizers"}


@pytest.mark.parametrize(
    "arguments", [["ask", "Are backups encrypted?"], ["fill", "examples/flat.xlsx", "--dry-run"]], ids=["ask", "fill"]
)
def test_a_command_without_a_workspace_loads_no_database(
    arguments: list[str], segq_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGQ_HOME", str(segq_home))
    loaded = modules_after(
        "from segq.cli.main import main\nimport io, contextlib\n"
        f"with contextlib.redirect_stdout(io.StringIO()): assert main({arguments!r}) == 0"
    )
    assert "answers.decide" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "segq.storage"}
