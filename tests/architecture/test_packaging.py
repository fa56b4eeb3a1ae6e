from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from segq import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_exactly_the_four_packages(wheel: Path) -> None:
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"segq", "knowledge", "answers", "exporters"}


def test_the_wheel_carries_the_knowledge_base(wheel: Path) -> None:
    assert any(
        name.startswith("knowledge/segmetrics/") and name.endswith(".yaml")
        for name in zipfile.ZipFile(wheel).namelist()
    )


def test_the_wheel_carries_the_migrations(wheel: Path) -> None:
    folder = "segq/storage/migrations/"
    names = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py")}
    assert {f"{folder}env.py", f"{folder}versions/v0001_workspace.py"} <= names
    assert names <= set(zipfile.ZipFile(wheel).namelist())


def test_the_installed_wheel_runs_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(pip, check=True, capture_output=True)
    environment = {**os.environ, "PYTHONPATH": str(target)}
    script = target / "bin" / "segq"
    run = subprocess.run(
        [sys.executable, str(script), "--version"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == f"segq, version {__version__}"
    where = subprocess.run(
        [sys.executable, "-c", "import segq, knowledge, answers, exporters as e; print(segq.__file__, e.__file__)"],
        cwd=tmp_path, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert all(place.startswith(str(target)) for place in where.stdout.split())
