"""A built book as bytes that depend on its content alone, and the two things openpyxl cannot write into one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from openpyxl import Workbook

_STAMP = (2026, 1, 15, 9, 0, 0)
"""Date of every zip member."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_FORMULA = re.compile(
    r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>[^>]*?)(?: t="\w+")?><f>(?P<formula>.*?)</f><v ?/?>(?:</v>)?</c>'
)
_NAMESPACES = (
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)

Cached = str | int | float


@dataclass(frozen=True, slots=True)
class ExtendedList:
    """A drop-down in the form Excel 2010 gave it (MS-XLSX 2.6.38): its list lives on another sheet."""

    cells: str
    """Space-separated references."""
    source: str


@dataclass(frozen=True, slots=True)
class ExtendedHighlight:
    """A conditional format in the 2010 form (MS-XLSX 2.6.41), whose formula looks at another sheet."""

    cells: str
    formula: str
    colour: str
    """ARGB fill."""


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """What is put into one sheet after openpyxl wrote it."""

    lists: tuple[ExtendedList, ...] = ()
    highlights: tuple[ExtendedHighlight, ...] = ()
    cached: Mapping[str, Cached] = field(default_factory=dict)
    """Value of each formula cell; every formula of the sheet needs one."""


def book_bytes(book: Workbook, extras: Mapping[str, SheetExtras] | None = None) -> bytes:
    """Return the book as an XLSX; ``extras`` is keyed by zip member."""
    saved = io.BytesIO()
    book.save(saved)
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda each: each != "[Content_Types].xml"):
            content = _fixed_dates(source.read(name))
            if extras and name in extras:
                content = _with_extras(content.decode(), extras[name]).encode()
            target.writestr(member(name), content, compresslevel=6)
    return result.getvalue()


def member(name: str) -> zipfile.ZipInfo:
    """Return the entry of a zip member, always with the same date."""
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0
    return info


def _fixed_dates(content: bytes) -> bytes:
    return _MODIFIED.sub(rb"\g<1>2026-01-15T09:00:00Z\g<2>", content)


def _with_extras(xml: str, extras: SheetExtras) -> str:
    """Put the cached values and the extension list where ECMA-376 18.3.1.99 wants them: the latter comes last."""
    xml = _FORMULA.sub(lambda found: _calculated(found, extras.cached), xml)
    extensions = _highlights(extras.highlights) + _lists(extras.lists)
    if not extensions:
        return xml
    return xml.replace("</worksheet>", f"<extLst>{extensions}</extLst></worksheet>")


def _calculated(found: re.Match[str], cached: Mapping[str, Cached]) -> str:
    value = cached[found["cell"]]
    kind = ' t="str"' if isinstance(value, str) else ""
    shown = escape(str(value))
    return f'<c r="{found["cell"]}"{found["style"]}{kind}><f>{found["formula"]}</f><v>{shown}</v></c>'


def _lists(lists: tuple[ExtendedList, ...]) -> str:
    if not lists:
        return ""
    items = "".join(
        '<x14:dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1">'
        f"<x14:formula1><xm:f>{escape(each.source)}</xm:f></x14:formula1><xm:sqref>{each.cells}</xm:sqref>"
        "</x14:dataValidation>"
        for each in lists
    )
    return (
        f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {_NAMESPACES}>'
        f'<x14:dataValidations count="{len(lists)}">{items}</x14:dataValidations></ext>'
    )


def _highlights(highlights: tuple[ExtendedHighlight, ...]) -> str:
    if not highlights:
        return ""
    items = "".join(
        f'<x14:conditionalFormatting><x14:cfRule type="expression" priority="{90 + place}" '
        f'id="{{00000000-0000-4000-8000-{place:012d}}}"><xm:f>{escape(each.formula)}</xm:f>'
        f'<x14:dxf><fill><patternFill><bgColor rgb="{each.colour}"/></patternFill></fill></x14:dxf></x14:cfRule>'
        f"<xm:sqref>{each.cells}</xm:sqref></x14:conditionalFormatting>"
        for place, each in enumerate(highlights, 1)
    )
    return (
        f'<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {_NAMESPACES}>'
        f"<x14:conditionalFormattings>{items}</x14:conditionalFormattings></ext>"
    )
