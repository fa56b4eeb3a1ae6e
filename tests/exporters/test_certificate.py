"""The certificate: what it proves, and what it must never hold."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from exporters.ooxml.package import Package
from tests.exporters.odd_books import book
from tests.exporters.releasing import fill, slot, target_of

ROWS = '<row r="1"><c r="A1"/><c r="B1" t="str"><v>old</v></c></row>'


def test_the_certificate_holds_hashes_addresses_and_reasons(tmp_path: Path) -> None:
    source = book(tmp_path / "asked.xlsx", ROWS)
    certificate = fill(source, slot("A1", "our words"), slot("B1", "new"), clearance="nda (signed 2025-02-01)")
    found = json.loads(certificate.to_json())
    assert found["schema_version"] == 1
    assert found["source"] == {"name": "asked.xlsx", "sha256": sha256(source.read_bytes()).hexdigest()}
    assert found["result"] == {"name": "out.xlsx", "sha256": sha256(target_of(source).read_bytes()).hexdigest()}
    assert found["written"] == [{"at": "Controls!A1", "kind": "text"}]
    assert found["left"] == [{"at": "Controls!B1", "why": "already answered"}]
    assert (found["clearance"], found["as_of"]) == ("nda (signed 2025-02-01)", "2026-01-01")
    (change,) = found["changed"]
    part = Package.open(target_of(source)).read("xl/worksheets/sheet1.xml")
    assert change["name"] == "xl/worksheets/sheet1.xml"
    assert change["after"] == sha256(part).hexdigest() != change["before"]


def test_no_text_of_an_answer_and_no_hash_of_a_withheld_one_is_in_it(tmp_path: Path) -> None:
    secret = "a withheld text of more than twenty-four characters"
    certificate = fill(book(tmp_path / "a.xlsx", ROWS), slot("A1", "our words"), withheld=(secret,))
    for shown in (certificate.to_json(), certificate.render()):
        assert "our words" not in shown
        assert "withheld text" not in shown
        assert sha256(secret.encode()).hexdigest() not in shown
        assert "given" not in shown


def test_a_person_reads_one_fact_a_line(tmp_path: Path) -> None:
    lines = fill(book(tmp_path / "a.xlsx", ROWS), slot("A1", 1)).render().splitlines()
    assert lines[0].startswith("out.xlsx: filled from a.xlsx")
    assert "Cells written: 1; left as they were: 0" in lines
    assert any(line.startswith("Parts: 6 of 7 byte-identical") for line in lines)
