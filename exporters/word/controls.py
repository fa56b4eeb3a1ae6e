"""Content controls and legacy form fields as their properties describe them (17.5.2, 17.16)."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from exporters.word.document import Control, ControlKind, FieldKind, FormField, Level
from exporters.word.markup import VAL, W14, W, is_on, value_of
from exporters.word.text import checked_state

_LISTS = (f"{W}dropDownList", f"{W}comboBox")
_NO_ANSWER = frozenset(
    W + name for name in ("picture", "docPartObj", "docPartList", "equation", "citation", "bibliography", "group")
)
_REPEATING = ("repeatingSection", "repeatingSectionItem")
_LOCKED = ("contentLocked", "sdtContentLocked")
_MOST_PARAGRAPHS = 8
_BLANKS = " \t\u00a0\u2002\u2003"
_COMPUTED = ("calculated", "currentDate", "currentTime")


def control_of(element: etree._Element, number: int) -> Control:
    """Return what a control is; one that merely wraps other content is of no kind."""
    properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
    level = _level(content)
    kind = ControlKind.NONE if properties is None else _kind(properties, content, level)
    if properties is None:
        return Control(number, kind, level)
    return Control(
        number=number,
        kind=kind,
        level=level,
        name=value_of(properties, "alias") or value_of(properties, "tag") or "",
        text=_shown(content) if kind is not ControlKind.NONE else "",
        prompt=is_on(properties.find(f"{W}showingPlcHdr")),
        options=_options(properties),
        ticked=kind is ControlKind.CHECK_BOX and checked_state(properties),
        locked=value_of(properties, "lock") in _LOCKED,
        bound=is_bound(properties),
        one_line=_one_line(properties),
    )


def _level(content: etree._Element | None) -> Level:
    first = None if content is None else next(content.iterchildren("*"), None)
    names = {f"{W}tc": Level.CELL, f"{W}tr": Level.ROWS, f"{W}p": Level.BLOCKS, f"{W}tbl": Level.BLOCKS}
    if first is not None and first.tag == f"{W}sdt":
        return _level(first.find(f"{W}sdtContent"))
    return Level.RUNS if first is None else names.get(first.tag, Level.RUNS)


def _kind(properties: etree._Element, content: etree._Element | None, level: Level) -> ControlKind:
    named = {etree.QName(one).localname for one in properties.iterchildren("*")}
    if any(one.tag in _NO_ANSWER for one in properties) or named & {*_REPEATING} or level is Level.ROWS:
        return ControlKind.NONE
    if properties.find(f"{W14}checkbox") is not None:
        return ControlKind.CHECK_BOX
    for name, kind in (("dropDownList", ControlKind.DROP_DOWN), ("comboBox", ControlKind.COMBO_BOX)):
        if properties.find(W + name) is not None:
            return kind
    if properties.find(f"{W}date") is not None:
        return ControlKind.DATE
    return ControlKind.NONE if content is None or _wraps(content) else ControlKind.TEXT


def _wraps(content: etree._Element) -> bool:
    """Whether content is more than one answer: tables, other controls, form fields, many paragraphs."""
    others = any(next(content.iter(W + name), None) is not None for name in ("tbl", "sdt", "ffData"))
    return others or sum(1 for _ in content.iter(f"{W}p")) > _MOST_PARAGRAPHS


def _shown(content: etree._Element | None) -> str:
    if content is None:
        return ""
    paragraphs = list(content.iter(f"{W}p")) or [content]
    lines = ["".join(one.text or "" for one in paragraph.iter(f"{W}t")) for paragraph in paragraphs]
    return "\n".join(lines).strip(_BLANKS + "\n")


def _options(properties: etree._Element) -> tuple[str, ...]:
    """Return the texts of a list; an item without text or value of its own only prompts."""
    items = next((properties.find(name) for name in _LISTS if properties.find(name) is not None), None)
    found = () if items is None else items.iterfind(f"{W}listItem")
    return tuple(one.get(f"{W}displayText", "") for one in found if one.get(f"{W}displayText") and one.get(f"{W}value"))


def is_bound(properties: etree._Element) -> bool:
    """Whether a data part holds the content."""
    return any(
        etree.QName(one).localname == "dataBinding" and bool(one.get(f"{W}storeItemID") or one.get("storeItemID"))
        for one in properties.iterchildren("*")
    )


def _one_line(properties: etree._Element) -> bool:
    text = properties.find(f"{W}text")
    return text is not None and text.get(f"{W}multiLine") not in ("1", "true", "on")


def field_of(data: etree._Element, number: int) -> FormField:
    """Return what a form field is."""
    enabled = data.find(f"{W}enabled")
    plain = FormField(number, FieldKind.TEXT, value_of(data, "name") or "", enabled=enabled is None or is_on(enabled))
    box, choices, text = (data.find(W + name) for name in ("checkBox", "ddList", "textInput"))
    if box is not None:
        return replace(plain, kind=FieldKind.CHECK_BOX, ticked=_ticked(box))
    if choices is not None:
        return _drop_down(choices, plain)
    longest = value_of(text, "maxLength")
    kind = value_of(text, "type") or ""
    shown = _result(data).strip(_BLANKS + "\n")
    return replace(
        plain,
        text="" if shown == (value_of(text, "default") or "") else shown,
        type="calculated" if kind in _COMPUTED else kind if kind in ("number", "date") else "",
        max_chars=int(longest) if longest and longest.isdigit() and longest != "0" else None,
    )


def _ticked(box: etree._Element) -> bool:
    checked = box.find(f"{W}checked")
    return is_on(box.find(f"{W}default") if checked is None else checked)


def _drop_down(choices: etree._Element, plain: FormField) -> FormField:
    entries = tuple(one.get(VAL, "") for one in choices.iterfind(f"{W}listEntry"))
    stated = value_of(choices, "result")
    chosen = int(stated) if stated and stated.isdigit() and len(stated) < 9 else None
    text = entries[chosen] if chosen is not None and chosen < len(entries) else ""
    return replace(plain, kind=FieldKind.DROP_DOWN, text=text, options=entries)


def _result(data: etree._Element) -> str:
    """Return what stands between the field's ``separate`` and ``end`` marks, in its own paragraph."""
    mark = data.getparent()
    run = None if mark is None else mark.getparent()
    pieces: list[str] = []
    depth, shown = 0, False
    paragraph = None if run is None else next(run.iterancestors(f"{W}p"), None)
    started = False
    for one in () if paragraph is None else paragraph.iter(f"{W}fldChar", f"{W}t"):
        if one is mark:
            started = True
        if not started:
            continue
        kind = one.get(f"{W}fldCharType") if one.tag == f"{W}fldChar" else None
        depth += (kind == "begin") - (kind == "end")
        if depth == 0:
            break
        shown = shown or (kind == "separate" and depth == 1)
        if kind is None and shown:
            pieces.append(one.text or "")
    return "".join(pieces)
