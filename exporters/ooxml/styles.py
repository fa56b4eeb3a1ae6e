"""Cell formats (ECMA-376 Part 1, 18.8): what tells locks, dates, bold headings and fills apart."""

from __future__ import annotations

import re

from lxml import etree

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import MAIN, is_true, parse_tree, whole_number
from exporters.ooxml.workbook import CellStyle
from knowledge.errors import InputRejected

_BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
}
"""Built-in formats (18.8.30); 27-58 are dates in the East Asian locales."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Whether the format shows a calendar date: a year or day, or a month that is no minute."""
    shown = _LITERAL.sub("", code.partition(";")[0]).lower()
    if "general" in shown:
        return False
    return "y" in shown or "d" in shown or ("m" in shown and not re.search(r"[hs]", shown))


def read_styles(data: bytes, part: str, limits: Limits) -> tuple[CellStyle, ...]:
    """Return the formats of ``cellXfs`` by index."""
    root = parse_tree(data, part)
    formats = {
        _index(node, "numFmtId"): node.get("formatCode", "General") for node in _items(root, "numFmts", "numFmt")
    }
    bold = [_is_bold(font) for font in _items(root, "fonts", "font")]
    fills = [_fill(fill) for fill in _items(root, "fills", "fill")]
    found = [_style(xf, formats, bold, fills) for xf in _items(root, "cellXfs", "xf")]
    if len(found) > limits.styles:
        raise InputRejected(f"{part} holds {len(found):,} cell formats; {limits.styles:,} are read at most.", "")
    return tuple(found) or (CellStyle(),)


def _items(root: etree._Element, group: str, name: str) -> list[etree._Element]:
    return root.findall(f"{{{MAIN}}}{group}/{{{MAIN}}}{name}")


def _is_bold(font: etree._Element) -> bool:
    mark = font.find(f"{{{MAIN}}}b")
    return mark is not None and is_true(mark.get("val", "1"))


def _fill(fill: etree._Element) -> str | None:
    pattern = fill.find(f"{{{MAIN}}}patternFill")
    if pattern is None:
        return "gradient" if len(fill) else None
    if pattern.get("patternType", "none") == "none":
        return None
    colour = pattern.find(f"{{{MAIN}}}fgColor")
    if colour is None:
        return pattern.get("patternType")
    for kind in ("rgb", "theme", "indexed"):
        if (value := colour.get(kind)) is not None:
            tint = f"{colour.get('tint')}" if colour.get("tint") else ""
            return value if kind == "rgb" else f"{kind}:{value}{':' + tint if tint else ''}"
    return pattern.get("patternType")


def _style(xf: etree._Element, formats: dict[int, str], bold: list[bool], fills: list[str | None]) -> CellStyle:
    number = _index(xf, "numFmtId")
    code = formats.get(number) or _BUILT_IN.get(number, "General")
    protection, alignment = xf.find(f"{{{MAIN}}}protection"), xf.find(f"{{{MAIN}}}alignment")
    font, fill = _index(xf, "fontId"), _index(xf, "fillId")
    return CellStyle(
        locked=protection is None or is_true(protection.get("locked", "1")),
        number_format=code,
        is_date=is_date_format(code),
        bold=font < len(bold) and bold[font],
        fill=fills[fill] if fill < len(fills) else None,
        wrap=alignment is not None and is_true(alignment.get("wrapText")),
    )


def _index(node: etree._Element, name: str) -> int:
    return whole_number(node.get(name)) or 0
