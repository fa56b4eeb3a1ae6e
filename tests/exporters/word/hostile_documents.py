"""Word documents that attack or cannot be what they say, as makers; ``refused`` is what the user must read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.exporters.hostile_files import Hostile
from tests.word_files import WORD, body_xml, cell, docx, paragraph, table

ASKS = table(
    ("Question", "Answer"), ("Do you encrypt backups?", cell(paragraph())), ("Who approves access?", cell(paragraph()))
)
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STARTS = "where its content starts"
_STYLED = paragraph("x", '<w:pStyle w:val="S1"/>')
_MAIN = "word/document.xml"


def _written(content: Callable[[], bytes]) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content())

    return make


def _body(body: Callable[[], str] | str, settings: str = "", styles: str = "") -> Callable[[Path], None]:
    return _written(lambda: docx(body if isinstance(body, str) else body(), settings=settings, styles=styles))


def _part(name: str, data: bytes | Callable[[], bytes]) -> Callable[[Path], None]:
    return _written(lambda: docx(ASKS, parts={name: data if isinstance(data, bytes) else data()}))


def _nested(depth: int) -> str:
    inside = paragraph("x")
    for _ in range(depth):
        inside = table((cell(inside, paragraph()),))
    return inside + ASKS


def _doctype(name: str, doctype: str) -> Callable[[Path], None]:
    return _part(name, doctype.encode() + body_xml(ASKS).partition(b"\n")[2])


_LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _relations(target: str, mode: str = "") -> bytes:
    one = f'<Relationship Id="r1" Type="{_KIND}/officeDocument" Target="{target}"{mode}/>'
    return f"{_RELATIONS}{one}</Relationships>".encode()


def _styles_in_a_circle(number: int) -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="S{n}"><w:basedOn w:val="S{(n + 1) % number}"/></w:style>'
        for n in range(number)
    )


def _row(cells: int) -> str:
    return f"<w:tbl><w:tr>{cell(paragraph()) * cells}</w:tr></w:tbl>{ASKS}"


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


HOSTILE_DOCUMENTS: dict[str, Hostile] = {
    "entities that grow": Hostile(_doctype(_MAIN, _LAUGHS), "DTD"),
    "an entity from this machine": Hostile(_doctype(_MAIN, _OUTSIDE), "DTD"),
    "a document type in the styles": Hostile(_part("word/styles.xml", _LAUGHS.encode() + b"<x/>"), "DTD"),
    "a document type in the settings": Hostile(_part("word/settings.xml", _LAUGHS.encode() + b"<x/>"), "DTD"),
    "no XML": Hostile(_part(_MAIN, b"plain text"), "encoding|well-formed"),
    "XML that is cut off": Hostile(_part(_MAIN, body_xml(ASKS)[:-40]), "not well-formed"),
    "nothing": Hostile(_part(_MAIN, b""), "not well-formed|encoding"),
    "no body": Hostile(_part(_MAIN, f'<w:document xmlns:w="{WORD}"/>'.encode()), "no body"),
    "another root": Hostile(_part(_MAIN, b"<x/>"), "no body"),
    "the strict form": Hostile(_part(_MAIN, f'<w:document xmlns:w="{_STRICT}"/>'.encode()), "Strict"),
    "a workbook with another name": Hostile(
        _part(_MAIN, b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'), "workbook"
    ),
    "a document on another machine": Hostile(
        _part("_rels/.rels", _relations("http://127.0.0.1/d.xml", ' TargetMode="External"')), _STARTS
    ),
    "a document outside the archive": Hostile(_part("_rels/.rels", _relations("../../etc/passwd")), _STARTS),
    "relationships that are no XML": Hostile(_part("_rels/.rels", b"<Relationships"), "not well-formed"),
    "a body of 70 MB of blanks": Hostile(_part(_MAIN, lambda: body_xml(" " * 70_000_000)), "limit|zip bombs"),
    "a body of 33 MB": Hostile(_part(_MAIN, lambda: body_xml(paragraph("word " * 6_700_000))), "at most|zip bombs"),
    "a tag of two megabytes": Hostile(
        _part(_MAIN, lambda: body_xml(f'<w:p w:x="{"y" * 2_000_000}"/>')), "a tag of more than"
    ),
    "elements 300 deep": Hostile(_body(lambda: "<w:ins>" * 300 + "</w:ins>" * 300 + ASKS), "not well-formed"),
    "tables 60 deep": Hostile(_body(lambda: _nested(60)), "nested more than|not well-formed"),
    "tables 10 deep": Hostile(_body(lambda: _nested(10))),
    "150,000 blank paragraphs": Hostile(_body(lambda: "<w:p/>" * 150_000 + ASKS), "paragraphs; 45,000"),
    "44,000 blank paragraphs": Hostile(_body(lambda: "<w:p/>" * 44_000 + ASKS)),
    "a row of 50,000 cells": Hostile(_body(lambda: _row(50_000)), "table cells; 30,000"),
    "a row of 29,000 cells": Hostile(_body(lambda: _row(29_000))),
    "29,000 rows of one cell": Hostile(
        _body(lambda: f"<w:tbl>{f'<w:tr>{cell(paragraph())}</w:tr>' * 29_000}</w:tbl>{ASKS}")
    ),
    "44,000 questions": Hostile(_body(lambda: paragraph("Who approves it?") * 44_000 + ASKS)),
    "a paragraph in 15,000 controls that asks": Hostile(
        _body(
            lambda: (
                f"<w:p>{'<w:sdt><w:sdtContent><w:r><w:t>Who? </w:t></w:r></w:sdtContent></w:sdt>' * 15_000}</w:p>{ASKS}"
            )
        )
    ),
    "15,000 fields that never end": Hostile(_body(lambda: f"<w:p>{_field('begin')}</w:p>" * 15_000 + ASKS)),
    "100,000 runs in a paragraph": Hostile(_body(lambda: f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 100_000}</w:p>{ASKS}")),
    "100,000 controls": Hostile(
        _body(lambda: f"<w:p>{'<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>' * 100_000}</w:p>{ASKS}"),
        "content controls; 20,000",
    ),
    "15,000 controls": Hostile(
        _body(lambda: f"<w:p>{'<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>' * 15_000}</w:p>{ASKS}")
    ),
    "controls 60 deep": Hostile(_body(lambda: "<w:sdt><w:sdtContent>" * 60 + ASKS + "</w:sdtContent></w:sdt>" * 60)),
    "50,000 fields inside each other": Hostile(
        _body(lambda: f"<w:p>{_field('begin') * 50_000}{_field('end') * 50_000}</w:p>{ASKS}")
    ),
    "fields that end without a start": Hostile(_body(f"<w:p>{_field('end') * 9}{_field('separate') * 9}</w:p>{ASKS}")),
    "styles in a circle": Hostile(_body(_STYLED + ASKS, styles=_styles_in_a_circle(3))),
    "5,000 styles in a chain": Hostile(_body(_STYLED + ASKS, styles=_styles_in_a_circle(5_000))),
    "numbers that are none": Hostile(
        _body(
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-1"/><w:trHeight w:val="x"/></w:trPr>'
            + cell(paragraph("a", '<w:outlineLvl w:val="99999999999"/>'), properties='<w:gridSpan w:val="１"/>')
            + f"</w:tr></w:tbl>{ASKS}"
        )
    ),
    "a field with a choice that is not there": Hostile(
        _body(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="99"/></w:ddList>'
            f"</w:ffData></w:fldChar></w:r>{_field('end')}</w:p>{ASKS}"
        )
    ),
    "alternate content without content": Hostile(_body(f"<w:p><mc:AlternateContent/></w:p>{ASKS}")),
    "a table without rows": Hostile(_body(f"<w:tbl/>{ASKS}")),
    "comments and instructions everywhere": Hostile(
        _body(f"<!-- a --><?x y?>{ASKS.replace('<w:tr>', '<w:tr><!-- b --><?x y?>')}")
    ),
}
