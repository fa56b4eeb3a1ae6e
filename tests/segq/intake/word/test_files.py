"""From the bytes of a document made here to its questions: the scan and the recognition together."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from answers.questionnaire import SlotKind
from exporters.word.scan import scan_here
from segq.intake.word.reading import WordReading, read_document

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def _read(path: Path, body: str) -> WordReading:
    document = f'<w:document xmlns:w="{_W}" xmlns:w14="{_W14}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    with ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return read_document(scan_here(path), path.name)


def _p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' if text else "<w:p/>"


def _table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc><w:tcPr/>{_p(text)}</w:tc>" for text in row) for row in rows]
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def _slots(reading: WordReading) -> dict[str, list[str]]:
    return {str(q.address): [str(slot.address) for slot in q.slots] for q in reading.questionnaire.questions}


def test_a_table_of_a_file_is_read(tmp_path: Path) -> None:
    table = _table(("Question", "Answer"), ("Who approves suppliers?", ""), ("How are keys kept?", ""))
    assert _slots(_read(tmp_path / "a.docx", _p("Suppliers") + table)) == {
        "table 0 row 1 col 0": ["table 0 row 1 col 1"],
        "table 0 row 2 col 0": ["table 0 row 2 col 1"],
    }


def test_controls_of_a_file_keep_their_numbers(tmp_path: Path) -> None:
    items = '<w:listItem w:value="Choose an item."/><w:listItem w:displayText="EU" w:value="1"/>'
    drop = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList></w:sdtPr>"
        "<w:sdtContent><w:r><w:t>Choose an item.</w:t></w:r></w:sdtContent></w:sdt>"
    )
    label = '<w:r><w:t xml:space="preserve">Region: </w:t></w:r>'
    reading = _read(tmp_path / "a.docx", f"<w:p>{label}{drop}</w:p><w:p>{label.replace('Region', 'Zone')}{drop}</w:p>")
    assert _slots(reading) == {
        "paragraph 0": ["paragraph 0 control 0"],
        "paragraph 1": ["paragraph 1 control 1"],
    }
    slot = reading.questionnaire.questions[0].slots[0]
    assert (slot.kind, [option.text for option in slot.options], slot.existing) == (SlotKind.CHOICE, ["EU"], None)


def test_symbols_of_a_file_are_boxes(tmp_path: Path) -> None:
    box = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    boxes = f'{box}<w:r><w:t xml:space="preserve"> Yes  </w:t></w:r>{box}<w:r><w:t> No</w:t></w:r>'
    body = f"{_p('Are disks encrypted?')}<w:p>{boxes}</w:p>{_p('Are backups kept?')}<w:p>{boxes}</w:p>"
    reading = _read(tmp_path / "a.docx", body)
    assert _slots(reading) == {"paragraph 0": ["paragraph 1"], "paragraph 2": ["paragraph 3"]}
    assert [option.text for option in reading.questionnaire.questions[0].slots[0].options] == ["Yes", "No"]
