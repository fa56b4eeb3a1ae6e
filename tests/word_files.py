"""Word documents made of a body's XML, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def body_xml(body: str) -> bytes:
    """Return the main part with that body."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:document {_NAMES}><w:body>{body}{SECTION}</w:body></w:document>".encode()


def docx(body: str, *, settings: str = "", styles: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a whole document; ``settings`` and ``styles`` are what stands inside these parts."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": body_xml(body),
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("settings", "settings.xml")),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'.encode(),
        "word/settings.xml": f'<w:settings xmlns:w="{WORD}">{settings}</w:settings>'.encode(),
        **(parts or {}),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def paragraph(text: str = "", properties: str = "", look: str = "") -> str:
    """Return a paragraph of one run, or a blank one."""
    inside = f'<w:r>{look and f"<w:rPr>{look}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inside}</w:p>"


def cell(*blocks: str, properties: str = "") -> str:
    """Return a cell of those blocks."""
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{properties}</w:tcPr>{"".join(blocks)}</w:tc>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of cells that hold one text each, or XML where it begins with a tag."""
    made = "".join(
        f"<w:tr>{''.join(one if one.startswith('<') else cell(paragraph(one)) for one in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{made}</w:tbl>"


def _relations(*found: tuple[str, str]) -> bytes:
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def _content_types() -> bytes:
    overrides = (("document.xml", "document.main"), ("styles.xml", "styles"), ("settings.xml", "settings"))
    inside = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in overrides
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'
    ).encode()
