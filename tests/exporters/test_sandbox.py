"""The child process: what it loads, and what becomes of one that takes too much."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from exporters.ooxml.limits import Limits
from exporters.ooxml.scan import scan_here
from exporters.xlsx import scan_workbook
from knowledge.errors import InputRejected
from tests.exporters.odd_books import book, parts_of, save, sheet

HEAVY = ("numpy", "pydantic", "click", "openpyxl", "docx", "ruamel", "rapidfuzz", "textual", "torch", "sqlalchemy")


def test_the_child_loads_no_third_party_module_but_lxml_and_calamine() -> None:
    code = (
        "import sys, exporters.child, python_calamine\n"
        "for kind in ('ooxml', 'delimited', 'word'):\n"
        "    for task in ('scan', 'writing', 'comparing'): __import__(f'exporters.{kind}.{task}')\n"
        "import importlib.metadata as m\n"
        "names = {n.partition('.')[0] for n in sys.modules}\n"
        "print('\\n'.join(sorted(names - set(sys.stdlib_module_names))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name for name in done.stdout.split() if not name.startswith(("_", "sitecustomize"))}
    assert not loaded & set(HEAVY)
    assert {"lxml", "python_calamine", "exporters", "answers", "knowledge"} <= loaded
    assert not {"segq"} & loaded


def test_the_child_gives_the_same_workbook_as_this_process(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="str"><v>é😀</v></c><c r="B1" s="2"><v>46093</v></c></row>'
    )
    assert scan_workbook(path) == scan_here(path)


def test_memory_beyond_the_limit_is_a_clear_message(tmp_path: Path) -> None:
    strings = f"<si><t>{'x' * 1000}</t></si>" * 60_000
    path = save(tmp_path / "a.xlsx", parts_of({"Controls": sheet("")}, strings=strings))
    with pytest.raises(InputRejected, match=r"a.xlsx: needed more than 100 MB to read"):
        scan_workbook(path, Limits(memory_mb=100, ratio_from=10**9))


def test_time_beyond_the_limit_is_a_clear_message(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", '<row r="1"/>' * 3_000_000)
    with pytest.raises(InputRejected, match=r"a.xlsx: needed more than 1 seconds to read"):
        scan_workbook(path, Limits(wall_seconds=1, cpu_seconds=1, ratio_from=10**9, rows=10**9))


def test_the_childs_answer_is_one_json_object(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", "")
    request = {"task": "scan", "path": str(path), "limits": Limits().as_dict()}
    done = subprocess.run(
        [sys.executable, "-m", "exporters.child"],
        input=json.dumps(request).encode(),
        capture_output=True,
        check=True,
    )
    assert set(json.loads(done.stdout)) == {"result"}
    assert done.stderr == b""
