"""Small workbooks written by hand, so that a test can hold any oddity of the format."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="5"><xf/><xf fontId="1" fillId="1"/><xf numFmtId="164"/>'
    '<xf><alignment wrapText="1"/><protection locked="0"/></xf><xf numFmtId="9"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""0 plain, 1 bold on yellow, 2 date, 3 wrapped and unlocked, 4 percent."""


def sheet(rows: str, *, before: str = "", after: str = "", namespaces: str = "") -> str:
    """Return a worksheet with those rows and whatever stands before and after its cells."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELS}"{namespaces}>{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def extended_list(formula: str, sqref: str) -> str:
    """Return an extension list with one x14 dropdown."""
    return (
        f'<extLst><ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{X14}">'
        f'<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list" allowBlank="1">'
        f"<x14:formula1><xm:f>{formula}</xm:f></x14:formula1><xm:sqref>{sqref}</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )


def parts_of(
    sheets: Mapping[str, str],
    *,
    strings: str = "",
    styles: str = STYLES,
    names: str = "",
    calculation: str = '<calcPr calcId="191029"/>',
    states: Mapping[str, str] | None = None,
    properties: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """Return the members of a workbook by name; ``sheets`` maps sheet names to worksheet XML."""
    listed, related = "", ""
    for number, name in enumerate(sheets, start=1):
        state = f' state="{states[name]}"' if states and name in states else ""
        listed += f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        related += f'<Relationship Id="rId{number}" Type="{RELS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
    related += f'<Relationship Id="rId98" Type="{RELS}/styles" Target="styles.xml"/>'
    related += f'<Relationship Id="rId99" Type="{RELS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(len(sheets)),
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">'
        f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{properties}<sheets>{listed}</sheets>'
        f"{defined}{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE_RELS}">{related}</Relationships>',
        "xl/styles.xml": HEAD + styles,
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, xml in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    return {**parts, **(more or {})}


def content_types(sheets: int) -> str:
    """Return the content types of a workbook with that many sheets."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>{overrides}</Types>'
    )


def save(path: Path, parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """Zip the members in their order and return the path."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def book(path: Path, rows: str, **more: str) -> Path:
    """Save a workbook with one sheet ``Controls`` and return its path."""
    return save(path, parts_of({"Controls": sheet(rows, **more)}))


def table(name: str, area: str, columns: tuple[str, ...]) -> dict[str, str | bytes]:
    """Return the members that make a table of the first sheet; its sheet needs ``tablePart`` with r:id ``rId7``."""
    listed = "".join(f'<tableColumn id="{number}" name="{one}"/>' for number, one in enumerate(columns, start=1))
    related = f'<Relationship Id="rId7" Type="{RELS}/table" Target="../tables/t.xml"/>'
    return {
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{PACKAGE_RELS}">{related}</Relationships>',
        "xl/tables/t.xml": f'<table xmlns="{MAIN}" displayName="{name}" ref="{area}">'
        f"<tableColumns>{listed}</tableColumns></table>",
    }
