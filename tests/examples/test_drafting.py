from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from examples.recorded import AS_OF, HERE, RUNS, Run, as_record, changed_cells, draft
from exporters.certificate import Certificate
from exporters.verify import verify
from knowledge.loading import bundled_base
from segq.cli.main import main
from tests.examples.honest_answers import CHOICES, NUMBERS, TRAPS

pytestmark = [
    pytest.mark.filterwarnings("ignore:Data Validation extension:UserWarning"),
    pytest.mark.filterwarnings("ignore:Conditional Formatting extension:UserWarning"),
]
SECRETS = ("Copper Wren", "cinnabar gateway", "Slate Otter")
"""Words that stand in the gated and the internal statement of the fictional base, and nowhere else."""
SHEET = "Security questionnaire"
GATED, INTERNAL = "14", "42"
"""Rows of the flat example whose answers rest on the gated and on the internal statement."""
WRITABLE = {
    "flat.xlsx": {"xl/worksheets/sheet1.xml"},
    "protected.xlsx": {f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4)},
}
"""The sheets that hold questions."""


@dataclass(frozen=True)
class Drafted:
    run: Run
    target: Path
    certificate: Certificate


@pytest.fixture(scope="module")
def cache(segq_home: Path) -> Path:
    return segq_home / "cache"


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: run.name)
def drafted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Drafted:
    run: Run = request.param
    target = tmp_path_factory.mktemp("drafts") / f"{run.name}.xlsx"
    return Drafted(run, target, draft(run, target, cache))


def test_a_draft_writes_exactly_the_recorded_cells(drafted: Drafted) -> None:
    written = as_record(changed_cells(drafted.run.original, drafted.target))
    assert written == drafted.run.record.read_text(encoding="utf-8"), "if meant: python examples/build.py --expected"


def test_every_other_part_keeps_its_compressed_bytes(drafted: Drafted) -> None:
    before, after = dict(packed(drafted.run.original)), dict(packed(drafted.target))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {change.name for change in drafted.certificate.changed}
    sheets = {name for name in changed if name.startswith("xl/worksheets/")}
    assert changed - sheets == (set() if drafted.run.questionnaire == "flat.xlsx" else {"xl/workbook.xml"})
    assert sheets <= WRITABLE[drafted.run.questionnaire]


def test_verify_finds_only_slots_changed(drafted: Drafted) -> None:
    assert verify(drafted.run.original, drafted.target).only_slots_changed


def test_what_is_written_lies_in_true_slots_and_choices_are_legal(drafted: Drafted) -> None:
    slots = {f"{line['sheet']}!{slot['cell']}": slot for line in true_lines(drafted.run) for slot in line["slots"]}
    cells = changed_cells(drafted.run.original, drafted.target)
    assert cells
    for place, value in cells.items():
        assert place in slots
        assert slots[place]["options"] is None or value in slots[place]["options"]


def test_no_choice_number_or_date_says_other_than_the_page(drafted: Drafted) -> None:
    if drafted.run.knowledge_base != bundled_base():
        pytest.skip("the honest answers are those of the SegMetrics page")
    cells = changed_cells(drafted.run.original, drafted.target)
    honest = CHOICES | NUMBERS
    for line in true_lines(drafted.run):
        for slot in line["slots"]:
            written = cells.get(f"{line['sheet']}!{slot['cell']}")
            if slot["role"] == "answer" and slot["kind"] != "text" and written is not None:
                assert written == honest.get(line["id"]), line["id"]


def test_nothing_at_all_is_written_under_a_trap(drafted: Drafted) -> None:
    if drafted.run.knowledge_base != bundled_base():
        pytest.skip("the traps are those of the SegMetrics page")
    cells = changed_cells(drafted.run.original, drafted.target)
    trapped = [line for line in true_lines(drafted.run) if line["id"] in TRAPS]
    assert len(trapped) > 6
    assert not {f"{line['sheet']}!{slot['cell']}" for line in trapped for slot in line["slots"]} & set(cells)


def true_lines(run: Run) -> list[dict[str, Any]]:
    """Return the questions that the generator wrote down."""
    name = run.questionnaire.removesuffix(".xlsx")
    text = (HERE / "expected" / f"{name}.slots.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def packed(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each member's compressed bytes in file order (APPNOTE 4.3.7: they follow name and extra field)."""
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            lengths = content[info.header_offset + 26 : info.header_offset + 30]
            start = (
                info.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            )
            yield info.filename, content[start : start + info.compress_size]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the gated demo as the README has it, and return its folder, with what it printed beside the files."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def printed(
    demo: Path, segq_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> tuple[Path, str]:
    monkeypatch.setenv("SEGQ_HOME", str(segq_home))
    options = ["--kb", str(HERE / "fictional-base"), "--as-of", AS_OF.isoformat(), "--suggested", "--explain"]
    assert main(["fill", str(HERE / "flat.xlsx"), "-o", str(demo), *options]) == 0
    out, err = capfd.readouterr()
    return demo, out + err


def test_gated_and_internal_words_are_in_no_byte_of_what_the_demo_gives_out(printed: tuple[Path, str]) -> None:
    folder, talk = printed
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [
        "flat.draft.certificate.json",
        "flat.draft.report.md",
        "flat.draft.xlsx",
    ]
    contents = [path.read_bytes() for path in files]
    with zipfile.ZipFile(folder / "flat.draft.xlsx") as archive:
        contents += [archive.read(name) for name in archive.namelist()]
    everything = b"\n".join([*contents, talk.encode()]).lower()
    assert [secret for secret in SECRETS if secret.lower().encode() in everything] == []


def test_the_words_looked_for_do_stand_in_the_statements() -> None:
    text = (HERE / "fictional-base" / "statements.yaml").read_text(encoding="utf-8")
    assert all(secret in text for secret in SECRETS)


def test_the_notice_stands_in_the_comment_of_the_gated_question_and_its_choice_is_blank(
    printed: tuple[Path, str],
) -> None:
    cells = changed_cells(HERE / "flat.xlsx", printed[0] / "flat.draft.xlsx")
    assert f"{SHEET}!C{GATED}" not in cells
    assert cells[f"{SHEET}!D{GATED}"] == (
        "[NDA REQUIRED] The answer to this item is available under NDA from security@larkspur-ledger.example."
    )


def test_an_internal_answer_leaves_no_trace_in_the_file(printed: tuple[Path, str]) -> None:
    cells = changed_cells(HERE / "flat.xlsx", printed[0] / "flat.draft.xlsx")
    assert [place for place in cells if place.endswith(INTERNAL)] == []
