"""Legacy form fields filled: text, check boxes and lists (17.16), through their own form data."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from exporters.word.controls import field_of
from exporters.word.date_text import as_date, dated
from exporters.word.document import FieldKind, FormField
from exporters.word.looks import own_look
from exporters.word.markup import VAL, W, value_of
from exporters.word.pieces import Piece, pieces_of
from exporters.word.runs import remove_pieces, replace_text, tracked, written_run
from exporters.word.wanted import Filled, Want, chosen, folded, illegal_choice, left, same_text, text_of, ticks
from knowledge.errors import InputRejected, PolicyRefused

_NUMBER = re.compile(r"[-+]?[\d.,'\u00a0\u202f ]*\d[.,]?(?:[eE][-+]?\d+)?\s*%?")


def refuse_closed_field(known: FormField, address: str) -> None:
    """Raise for a field that may not be filled in: disabled, or one that Word computes."""
    if not known.enabled:
        raise PolicyRefused(f"{address} is a form field that is switched off.", "Only the customer can switch it on.")
    if known.type == "calculated":
        raise InputRejected(f"{address} is a field that Word computes.", "Give the fields that it is computed from.")


def fill_field(data: etree._Element, want: Want, address: str) -> Filled:
    """Fill one form field; raises InputRejected for a value that it cannot take."""
    known = field_of(data, 0)
    refuse_closed_field(known, address)
    if known.kind is FieldKind.CHECK_BOX:
        return _filled_box(data, known, want, address)
    if known.kind is FieldKind.DROP_DOWN:
        return _filled_list(data, known, want, address)
    return _filled_text(data, known, want, address)


def _filled_box(data: etree._Element, known: FormField, want: Want, address: str) -> Filled:
    ticked = ticks(want.value)
    if ticked is None:
        raise illegal_choice(["X"], address)
    kept = left(want, address, answered=known.ticked, same=known.ticked == ticked)
    if kept is None:
        tick_field(data, ticked=ticked)
    return kept or _changed(data)


def tick_field(data: etree._Element, *, ticked: bool) -> None:
    """Set ``checked``, the last child of ``checkBox`` (17.16.7)."""
    box = data.find(f"{W}checkBox")
    if box is None:
        return
    mark = box.find(f"{W}checked")
    if mark is None:
        mark = etree.SubElement(box, f"{W}checked")
    if not ticked:
        mark.set(VAL, "0")
    elif VAL in mark.attrib:
        del mark.attrib[VAL]


def _filled_list(data: etree._Element, known: FormField, want: Want, address: str) -> Filled:
    options = [option for option in known.options if option.strip()]
    number = chosen(known.options, want.value) if folded(text_of(want.value)) else None
    if number is None:
        raise illegal_choice(options, address)
    kept = left(want, address, answered=bool(known.text.strip()), same=known.text == known.options[number] != "")
    if kept is not None:
        return kept
    choices = data.find(f"{W}ddList")
    if choices is not None:
        _set_result(choices, number)
    shown = _result_of(data)
    if shown:
        _show(shown, known.options[number])
    return _changed(data)


def _set_result(choices: etree._Element, number: int) -> None:
    """Set ``result``, the first child of ``ddList`` (17.16.12)."""
    result = choices.find(f"{W}result")
    if result is None:
        result = etree.Element(f"{W}result", nsmap={"w": W[1:-1]})
        choices.insert(0, result)
    result.set(VAL, str(number))


def _show(shown: list[etree._Element], text: str) -> None:
    """Let the first text of a list's result show the choice, the others nothing."""
    for element in shown:
        element.text = ""
    shown[0].text = text
    shown[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _filled_text(data: etree._Element, known: FormField, want: Want, address: str) -> Filled:
    text = _legal_text(data, known, want, address)
    kept = left(want, address, answered=bool(known.text), same=bool(known.text) and same_text(known.text, text))
    if kept is not None:
        return kept
    paragraph = _paragraph_of(data)
    if _mark(data, "end") is None:
        raise InputRejected(f"{address}: the field goes on in the next paragraph.", "Fill it in by hand in Word.")
    result = [piece for piece in pieces_of(paragraph) if piece.field is data and piece.run is not None]
    if result:
        _write_over(paragraph, result, text, want)
    else:
        _write_first(data, text, want)
    return _changed(data)


def _legal_text(data: etree._Element, known: FormField, want: Want, address: str) -> str:
    """Return the text as the field's type and length allow it."""
    text = text_of(want.value)
    if known.type == "number" and not _NUMBER.fullmatch(text.strip()):
        raise InputRejected(f"{address} takes a number only.", "Give a number.")
    if known.type == "date" or isinstance(want.value, date):
        day = as_date(want.value)
        if day is None:
            raise InputRejected(f"{address} takes a date only.", "Write it like 2026-03-31.")
        text = dated(day, value_of(data, "textInput/format") or "", "")
    length = len(text.encode("utf-16-le")) // 2
    if known.max_chars is not None and length > known.max_chars:
        raise InputRejected(f"{address} takes {known.max_chars} characters, not {length}.", "Give a shorter text.")
    return text


def _write_over(paragraph: etree._Element, result: list[Piece], text: str, want: Want) -> None:
    run = result[0].run
    look = own_look(None if run is None else run.find(f"{W}rPr"))
    if result[-1].end - result[0].start == sum(len(piece.text) for piece in result):
        replace_text(paragraph, (result[0].start, result[-1].end), text, look, want.revision)
        return
    remove_pieces(result[1:], want.revision)
    replace_text(paragraph, (result[0].start, result[0].end), text, look, want.revision)


def _write_first(data: etree._Element, text: str, want: Want) -> None:
    """Write a result into a field without one; its ``separate`` mark is added where it is missing."""
    separate, end = _mark(data, "separate"), _mark(data, "end")
    begin = data.getparent()
    last = None if end is None else end.getparent()
    first = None if begin is None else begin.getparent()
    if last is None or first is None:
        return
    look = own_look(first.find(f"{W}rPr"))
    if separate is None:
        mark = written_run("", look)
        etree.SubElement(mark, f"{W}fldChar").set(f"{W}fldCharType", "separate")
        last.addprevious(mark)
    last.addprevious(tracked(written_run(text, look), want.revision))


def _mark(data: etree._Element, kind: str) -> etree._Element | None:
    """Return the ``fldChar`` of that kind that belongs to a field, in its paragraph."""
    begin, depth, started = data.getparent(), 0, False
    for one in _paragraph_of(data).iter(f"{W}fldChar"):
        started = started or one is begin
        stated = one.get(f"{W}fldCharType")
        if not started:
            continue
        depth += stated == "begin"
        if depth == 1 and stated == kind:
            return one
        depth -= stated == "end"
        if depth == 0:
            break
    return None


def _result_of(data: etree._Element) -> list[etree._Element]:
    """Return the texts between the field's ``separate`` and ``end``."""
    separate, end = _mark(data, "separate"), _mark(data, "end")
    inside, found = False, []
    for one in _paragraph_of(data).iter(f"{W}fldChar", f"{W}t"):
        if one is end:
            break
        if inside and one.tag == f"{W}t":
            found.append(one)
        inside = inside or one is separate
    return found if separate is not None else []


def _paragraph_of(data: etree._Element) -> etree._Element:
    return next(data.iterancestors(f"{W}p"))


def _changed(data: etree._Element) -> Filled:
    return Filled(changed=True, touched=(_paragraph_of(data),))
