"""A Word document in making that knows the address of what was put into it last."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from examples.reproducible import member

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_CENTIMETRE = 360_000
_NAMES = f"{nsdecls('w')} {_W14}"


@dataclass(frozen=True, slots=True)
class TruePlace:
    """A place that is the vendor's to fill."""

    at: str
    kind: str
    role: str = "answer"
    options: tuple[str, ...] | None = None
    control: int | None = None
    fields: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueAsked:
    """Where a question really stands, with its places."""

    q: str
    text: str
    slots: tuple[TruePlace, ...]


@dataclass
class Paper:
    """Counts paragraphs, tables, controls and form fields as it adds them."""

    truth: list[TrueAsked] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    controls: int = 0
    fields: int = 0

    def __post_init__(self) -> None:
        self.document = Document()
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(10.5)
        properties = self.document.core_properties
        properties.author = "Northwind Harbour Bank"
        properties.created = properties.modified = datetime(2026, 1, 15, 9, tzinfo=UTC)

    def line(self, text: str = "", style: str = "Normal") -> str:
        """Add a paragraph and return its address."""
        self.document.add_paragraph(text, style=style)
        self.paragraphs += 1
        return f"paragraph {self.paragraphs - 1}"

    def raw(self, inside: str) -> str:
        """Add a paragraph of that XML and return its address."""
        place = self.document.add_paragraph()._p  # noqa: SLF001 - python-docx has no controls
        place.addprevious(parse_xml(f"<w:p {_NAMES}>{inside}</w:p>"))
        self.document.element.body.remove(place)
        self.paragraphs += 1
        return f"paragraph {self.paragraphs - 1}"

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> str:
        """Add a table with borders, its first row in bold, and return its address."""
        made: Any = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        made.autofit = False
        for number, texts in enumerate(rows):
            cells = made.add_row().cells
            for place, text in enumerate(texts):
                cells[place].text = ""
                cells[place].paragraphs[0].add_run(text).bold = number == 0 or None
                cells[place].width = int(widths[place] * _CENTIMETRE)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = int(width * _CENTIMETRE)
        self.tables += 1
        return f"table {self.tables - 1}"

    def title_row(self, row: int) -> None:
        """Make a row of the last table one wide cell."""
        cells = self.document.tables[-1].rows[row].cells
        text = cells[0].text
        cells[0].merge(cells[-1]).text = text

    def asks(self, q: str, text: str, *slots: TruePlace) -> None:
        """Note a question."""
        self.truth.append(TrueAsked(q, text, slots))

    def drop_down(self, name: str, options: Sequence[str]) -> tuple[str, int]:
        """Return a drop-down control that prompts, and its number."""
        items = "".join(
            f'<w:listItem w:displayText="{text}" w:value="{number}"/>' for number, text in enumerate(options, 1)
        )
        kind = f'<w:dropDownList><w:listItem w:value="Choose an item."/>{items}</w:dropDownList>'
        return self._control(name, kind, "Choose an item.")

    def text_box(self, name: str) -> tuple[str, int]:
        """Return a plain-text control that prompts, and its number."""
        return self._control(name, "<w:text/>", "Click to enter text.")

    def _control(self, name: str, kind: str, prompt: str) -> tuple[str, int]:
        self.controls += 1
        number = self.controls - 1
        shown = f'<w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>{prompt}</w:t></w:r>'
        properties = f'<w:alias w:val="{name}"/><w:id w:val="{7000 + number}"/><w:showingPlcHdr/>{kind}'
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>", number

    def tick_box(self) -> tuple[str, int]:
        """Return a legacy check box, and its number."""
        self.fields += 1
        data = (
            f'<w:ffData><w:name w:val="Box{self.fields}"/><w:enabled/><w:calcOnExit w:val="0"/>'
            '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox></w:ffData>'
        )
        begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        return f'{begin}{code}<w:r><w:fldChar w:fldCharType="end"/></w:r>', self.fields - 1

    def finished(self) -> bytes:
        """Return the document; the same content gives the same bytes."""
        saved, result = io.BytesIO(), io.BytesIO()
        self.document.save(saved)
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
            for name in sorted(source.namelist(), key=lambda each: each != "[Content_Types].xml"):
                target.writestr(member(name), source.read(name), compresslevel=6)
        return result.getvalue()


def run(text: str, look: str = "") -> str:
    """Return a run of XML."""
    return f'<w:r>{look and f"<w:rPr>{look}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def place_lines(questions: Iterable[TrueAsked]) -> str:
    """Return the truth as JSON lines in the keys of ``segq inspect --json``."""
    return "".join(json.dumps(_record(question), ensure_ascii=False) + "\n" for question in questions)


def _record(question: TrueAsked) -> dict[str, object]:
    return {"q": question.q, "text": question.text, "slots": [_slot(slot) for slot in question.slots]}


def _slot(slot: TruePlace) -> dict[str, object]:
    which: dict[str, object] = {} if slot.control is None else {"control": slot.control}
    which |= {"fields": list(slot.fields)} if slot.fields else {}
    options = None if slot.options is None else list(slot.options)
    return {"at": slot.at, **which, "kind": slot.kind, "role": slot.role, "options": options}
