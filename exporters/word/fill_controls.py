"""Content controls filled: text, lists, dates, check boxes; around runs, paragraphs or a cell (17.5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lxml import etree

from exporters.word.controls import control_of
from exporters.word.date_text import as_date, dated
from exporters.word.document import Control, ControlKind, Level
from exporters.word.long_text import add_paragraphs, drop_paragraph, split_paragraphs
from exporters.word.looks import beside, label_look, own_look, prompt_look
from exporters.word.markup import W14, W, value_of
from exporters.word.pieces import pieces_of
from exporters.word.runs import remove_pieces, tracked, written_run
from exporters.word.wanted import (
    Filled,
    Revision,
    Want,
    chosen,
    folded,
    illegal_choice,
    left,
    same_text,
    text_of,
    ticks,
)
from knowledge.errors import InputRejected, PolicyRefused

_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_CONTENT = frozenset(
    W + name
    for name in (
        "r", "hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "fldSimple", "proofErr", "dir", "bdo",
        "customXml",
    )
)  # fmt: skip
_STATES = {True: ("2612", "MS Gothic"), False: ("2610", "MS Gothic")}


def refuse_closed_control(known: Control, address: str) -> None:
    """Raise for a control that may not be filled in here: locked, of a kind without an answer, or bound to data."""
    if known.locked:
        raise PolicyRefused(f"{address} is a locked content control.", "Only the customer can unlock it.")
    if known.kind is ControlKind.NONE:
        raise InputRejected(f"{address} is a content control that takes no answer.", "Give a place inside it.")
    if known.bound:
        raise InputRejected(
            f"{address} is a content control bound to the document's data, from which Word would overwrite the answer.",
            "Fill it in by hand in Word.",
        )


def fill_control(element: etree._Element, want: Want, address: str) -> Filled:
    """Fill one content control; raises InputRejected for a value that it cannot take."""
    known = control_of(element, 0)
    refuse_closed_control(known, address)
    if known.kind is ControlKind.CHECK_BOX:
        return _filled_box(element, known, want, address)
    if known.kind is ControlKind.DATE:
        return _filled_date(element, known, want, address)
    if known.kind in (ControlKind.DROP_DOWN, ControlKind.COMBO_BOX):
        return _filled_list(element, known, want, address)
    return _filled_text(element, known, want, address)


def touched_by(element: etree._Element) -> tuple[etree._Element, ...]:
    """Return what changes with a control: the paragraph that it stands in, else the control itself."""
    around = next(element.iterancestors(f"{W}p", f"{W}tc"), None)
    return (element,) if around is None or around.tag == f"{W}tc" else (around,)


def _left(known: Control, text: str, want: Want, address: str) -> Filled | None:
    standing = "" if known.prompt else known.text
    return left(want, address, answered=bool(standing), same=bool(standing) and same_text(standing, text))


def _filled_text(element: etree._Element, known: Control, want: Want, address: str) -> Filled:
    text = text_of(want.value)
    if "\n" in text and known.one_line:
        raise InputRejected(f"{address} takes one line only.", "Give a text without line breaks.")
    kept = _left(known, text, want, address)
    if kept is None:
        plain = element.find(f"{W}sdtPr/{W}text") is not None
        before = _count(element)
        show(element, known, text, want.revision, paragraphs=not plain)
        return Filled(changed=True, touched=touched_by(element), added=_count(element) - before)
    return kept


def _count(element: etree._Element) -> int:
    """Return how many paragraphs a control holds; one is a place of its own even where it is added."""
    return max(1, sum(1 for _ in element.iter(f"{W}p")))


def _filled_list(element: etree._Element, known: Control, want: Want, address: str) -> Filled:
    items = _items(element)
    options = [option for option in known.options if folded(option)]
    number = chosen(options, want.value)
    if number is None:
        number = chosen([value for _, value in items if value], want.value)
        options = options if number is None else [text for text, value in items if value]
    if number is None and (known.kind is ControlKind.DROP_DOWN or isinstance(want.value, bool)):
        raise illegal_choice([option for option in known.options if folded(option)], address)
    text = text_of(want.value) if number is None else options[number]
    if "\n" in text:
        raise InputRejected(f"{address} takes one line only.", "Give a text without line breaks.")
    kept = _left(known, text, want, address)
    if kept is not None:
        return kept
    choices = _list_of(element)
    if choices is not None:
        choices.set(f"{W}lastValue", next((value for shown, value in items if shown == text), text))
    show(element, known, text, None, paragraphs=False)
    return Filled(changed=True, touched=touched_by(element))


def _list_of(element: etree._Element) -> etree._Element | None:
    lists = (element.find(f"{W}sdtPr/{W}{name}") for name in ("dropDownList", "comboBox"))
    return next((one for one in lists if one is not None), None)


def _items(element: etree._Element) -> list[tuple[str, str]]:
    """Return text and value of the items of a list that are no prompts."""
    choices = _list_of(element)
    found = () if choices is None else choices.iterfind(f"{W}listItem")
    stated = ((one.get(f"{W}displayText", ""), one.get(f"{W}value", "")) for one in found)
    return [(text, value) for text, value in stated if text and value]


def _filled_date(element: etree._Element, known: Control, want: Want, address: str) -> Filled:
    day = as_date(want.value)
    stated = element.find(f"{W}sdtPr/{W}date")
    if day is None or stated is None:
        raise InputRejected(f"{address} takes a date only.", "Write it like 2026-03-31.")
    text = dated(day, value_of(stated, "dateFormat") or "", value_of(stated, "lid") or "")
    kept = left(want, address, answered=bool(known.text) and not known.prompt, same=date_of(element) == day)
    if kept is not None:
        return kept
    stated.set(f"{W}fullDate", f"{day.isoformat()}T00:00:00Z")
    show(element, known, text, None, paragraphs=False)
    return Filled(changed=True, touched=touched_by(element))


def date_of(element: etree._Element) -> date | None:
    """Return the date that a control holds and shows, ``None`` for a prompt."""
    stated = element.find(f"{W}sdtPr/{W}date")
    if stated is None or control_of(element, 0).prompt:
        return None
    return as_date(stated.get(f"{W}fullDate", "")[:10])


def _filled_box(element: etree._Element, known: Control, want: Want, address: str) -> Filled:
    ticked = ticks(want.value)
    if ticked is None and known.name and folded(text_of(want.value)) == folded(known.name):
        ticked = True
    if ticked is None:
        raise illegal_choice(["X", *([known.name] if known.name else [])], address)
    kept = left(want, address, answered=known.ticked, same=known.ticked == ticked)
    if kept is None:
        tick_control(element, ticked=ticked)
    return kept or Filled(changed=True, touched=touched_by(element))


def tick_control(element: etree._Element, *, ticked: bool) -> None:
    """Set a ``w14:checkbox``: its ``checked`` and the character that it shows, which programs read differently."""
    box = element.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return
    checked = box.find(f"{W14}checked")
    if checked is None:
        checked = etree.Element(f"{W14}checked", nsmap={"w14": W14[1:-1]})
        box.insert(0, checked)
    checked.set(f"{W14}val", "1" if ticked else "0")
    state = box.find(f"{W14}checkedState" if ticked else f"{W14}uncheckedState")
    code, font = _STATES[ticked]
    if state is not None:
        code, font = state.get(f"{W14}val", code), state.get(f"{W14}font", font)
    _draw(element, int(code, 16), font)


def _draw(element: etree._Element, code: int, font: str) -> None:
    """Show a character in its font as the only content; symbol fonts are shown by ``sym``."""
    known = control_of(element, 0)
    run = next(content_of(element).iter(f"{W}r"), None)
    look = None if run is None else prompt_look(run.find(f"{W}rPr"))
    drawn = written_run("" if font.lower().startswith(_SYMBOL_FONTS) else chr(code), look)
    if font.lower().startswith(_SYMBOL_FONTS):
        symbol = etree.SubElement(drawn, f"{W}sym")
        symbol.set(f"{W}font", font)
        symbol.set(f"{W}char", f"{0xF000 | (code & 0xFF):04X}")
    else:
        _set_font(drawn, font)
    _place_run(element, known, drawn, None)


def _set_font(run: etree._Element, font: str) -> None:
    """State the font first in the run's format, behind a character style (17.3.2.26)."""
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr", nsmap={"w": W[1:-1]})
        run.insert(0, look)
    fonts = look.find(f"{W}rFonts")
    if fonts is None:
        fonts = etree.Element(f"{W}rFonts", nsmap={"w": W[1:-1]})
        look.insert(1 if look.find(f"{W}rStyle") is not None else 0, fonts)
    for name in ("ascii", "eastAsia", "hAnsi"):
        fonts.set(W + name, font)
        if f"{W}{name}Theme" in fonts.attrib:
            del fonts.attrib[f"{W}{name}Theme"]
    fonts.set(f"{W}hint", "eastAsia")


def content_of(element: etree._Element) -> etree._Element:
    """Return a control's content; one without any gets it, behind its properties."""
    content = element.find(f"{W}sdtContent")
    return etree.SubElement(element, f"{W}sdtContent") if content is None else content


def show(element: etree._Element, known: Control, text: str, revision: Revision | None, *, paragraphs: bool) -> None:
    """Let a control show a text as an answer; an old answer goes, or is marked as deleted."""
    properties = element.find(f"{W}sdtPr")
    look = _look_for(element, known)
    block = known.level in (Level.BLOCKS, Level.CELL) and paragraphs
    first, *others = split_paragraphs(text) if block else [text]
    new = tracked(written_run(first, look), revision)
    slot = _place_run(element, known, new, None if known.prompt else revision)
    if others and slot is not None:
        add_paragraphs(slot, others, look, revision, own=True)
    if properties is not None:
        for prompt in properties.findall(f"{W}showingPlcHdr"):
            properties.remove(prompt)


def _look_for(element: etree._Element, known: Control) -> etree._Element | None:
    """Return the control's own format, else its content's, else that of the label beside it."""
    stated = own_look(element.find(f"{W}sdtPr/{W}rPr"))
    run = next(content_of(element).iter(f"{W}r"), None)
    shown = None if run is None else run.find(f"{W}rPr")
    own = stated if stated is not None else prompt_look(shown) if known.prompt else own_look(shown)
    if own is not None or not known.prompt:
        return own
    paragraph = next(element.iterancestors(f"{W}p"), None)
    if paragraph is None:
        inside = next(content_of(element).iter(f"{W}p"), None)
        return None if inside is None else own_look(inside.find(f"{W}pPr/{W}rPr")) or beside(inside)
    before = [piece for piece in pieces_of(paragraph) if piece.control is not element and piece.run is not None]
    return label_look(paragraph, before[0]) if before else beside(paragraph)


def _place_run(
    element: etree._Element, known: Control, new: etree._Element, revision: Revision | None
) -> etree._Element | None:
    """Put a run in the place of all text of a control; returns the paragraph that takes it, if it is the control's."""
    content = content_of(element)
    if known.level is Level.RUNS:
        _clear(content, revision)
        content.append(new)
        return None
    first, *others = list(content.iter(f"{W}p")) or [_first_paragraph(content)]
    for other in others:
        drop_paragraph(other, revision)
    _clear(first, revision)
    first.append(new)
    return first


def _first_paragraph(content: etree._Element) -> etree._Element:
    cell = next(content.iter(f"{W}tc"), None)
    return etree.SubElement(content if cell is None else cell, f"{W}p")


def _clear(parent: etree._Element, revision: Revision | None) -> None:
    """Take runs out of a control's content or paragraph; marks of ranges stay."""
    if revision is not None:
        remove_pieces([one for one in pieces_of(parent) if one.run is not None], revision)
        return
    for child in _runs_of(parent):
        parent.remove(child)


def _runs_of(parent: etree._Element) -> Sequence[etree._Element]:
    return [child for child in parent.iterchildren("*") if child.tag in _CONTENT]
