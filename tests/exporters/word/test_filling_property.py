"""Whatever runs a text is cut into: the answer replaces the room for it, and nothing else changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count, pairwise
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from exporters.word.filling import Revision, Want, fill, read_back
from exporters.word.markup import W
from exporters.word.pieces import pieces_of, text_in
from exporters.word.places import Places
from tests.word_files import body_xml, cell, paragraph, table

LOOKS = ("", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:i/><w:sz w:val="20"/></w:rPr>')
MARKS = (
    "",
    "<w:proofErr w:type='spellStart'/>",
    "<w:bookmarkStart w:id='7' w:name='b'/><w:bookmarkEnd w:id='7'/>",
    "<w:del w:id='3' w:author='a'><w:r><w:delText>gone ____</w:delText></w:r></w:del>",
    "<w:commentRangeStart w:id='9'/>",
)
AROUND = (
    "{}",
    "{}",
    "<w:hyperlink>{}</w:hyperlink>",
    "<w:ins w:id='4' w:author='a'>{}</w:ins>",
    "<w:smartTag>{}</w:smartTag>",
)
ROOMS = ("", "____", "________ ______", "........", "{{the name}}", "[insert name]", "«Name»", "<name>", "…………")
words = st.text("abc xyzÄß&", min_size=1, max_size=12).map(lambda text: f"q{text}q")
answers = st.text("abcXYZ é0:?_[<&\n.\t", min_size=1, max_size=20).filter(lambda text: text.strip(" \n\t") != "")
cuts = st.lists(st.integers(0, 40), max_size=6)
made = st.tuples(st.sampled_from(LOOKS), st.sampled_from(MARKS), st.sampled_from(AROUND))


@dataclass(frozen=True, slots=True)
class Slotted:
    """A paragraph with one room for an answer, and the texts around that."""

    xml: str
    before: str
    after: str


@st.composite
def slotted(draw: st.DrawFn) -> Slotted:
    room = draw(st.sampled_from(ROOMS))
    before = draw(words) + (":" if not room else draw(st.sampled_from((" ", ": ", ""))))
    after = draw(st.sampled_from(("", " qq.", "qq"))) if room and not room.startswith(("<", "[")) else ""
    text = before + room + after
    edges = sorted({0, len(text), *(cut for cut in draw(cuts) if cut < len(text))})
    pieces = (text[start:end] for start, end in pairwise(edges))
    return Slotted(f"<w:p>{''.join(_run(draw, piece) for piece in pieces)}</w:p>", before, after)


def _run(draw: st.DrawFn, text: str) -> str:
    look, mark, around = draw(made)
    return mark + around.format(f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def others(root: etree._Element, place: etree._Element) -> bytes:
    """Return the canonical form of the body without the place."""
    copy = etree.fromstring(etree.tostring(root))
    path = root.getroottree().getelementpath(place)
    found = copy.find(str(path))
    assert found is not None
    found.clear()
    return etree.tostring(copy, method="c14n")


def marks_in(place: etree._Element) -> list[str]:
    """Return what stands in a paragraph besides runs that are seen and tracked changes."""
    kinds = (f"{W}proofErr", f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}commentRangeStart", f"{W}delText")
    return [f"{one.tag}{one.text or ''}" for one in place.iter(*kinds)]


def looks_of(place: etree._Element, stretch: tuple[int, int]) -> list[bytes]:
    """Return the format of every character of a stretch of the text."""
    found = []
    for piece in pieces_of(place):
        assert piece.run is not None
        properties = piece.run.find(f"{W}rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False)
        found += [look] * len(piece.text)
    return found[stretch[0] : stretch[1]]


@given(slotted(), answers, st.booleans())
def test_text_around_the_answer_and_everything_else_stays(slot: Slotted, answer: str, tracked: bool) -> None:
    answer = answer.strip("\n")
    body = paragraph("Before ____") + slot.xml + table(("Beside:", cell(paragraph()))) + paragraph()
    root = etree.fromstring(body_xml(body))
    place = Places(root).element("paragraph 1")
    revision = Revision("me", "2026-01-02T00:00:00Z", count(100)) if tracked else None
    want = Want(answer, revision=revision)
    length = len(text_in(place))
    kept = marks_in(place), looks_of(place, (0, len(slot.before))), looks_of(place, (length - len(slot.after), length))
    rest = others(root, place)

    result = fill(place, want, "paragraph 1")

    added = [place.getnext() for _ in range(result.added)]
    assert result.changed
    text = text_in(place)
    assert text.startswith(slot.before)
    assert text.endswith(slot.after)
    shown = text[len(slot.before) : len(text) - len(slot.after)]
    if result.added:
        assert not slot.after
    else:
        assert re.fullmatch(rf" ?{re.escape(answer)} ?", shown)
    assert (looks_of(place, (0, len(slot.before))), looks_of(place, (len(text) - len(slot.after), len(text)))) == kept[
        1:
    ]
    if not tracked:
        assert marks_in(place) == kept[0]
    assert read_back(place, want) == answer
    again = fill(place, want, "paragraph 1")
    assert (again.changed, again.reason) == (False, "already holds that value")
    for _ in added:
        extra = place.getnext()
        assert extra is not None
        root[0].remove(extra)
    assert others(root, place) == rest


@given(answers, st.sampled_from(("", "Name:", "Which one?")), st.integers(0, 2))
def test_a_cell_filled_once_holds_the_value(answer: str, label: str, blanks: int) -> None:
    answer = answer.strip("\n")
    held = cell(*([paragraph(label)] if label else []), *(paragraph() for _ in range(blanks + (not label))))
    root = etree.fromstring(body_xml(table(("Question", held, "other")) + paragraph("behind")))
    place = Places(root).element("table 0 row 0 col 1")
    rest = others(root, place)
    assert fill(place, Want(answer), "there").changed
    assert read_back(place, Want(answer)) == answer
    assert fill(place, Want(answer), "there").reason == "already holds that value"
    assert "\n".join(text_in(one) for one in place.iter(f"{W}p")).startswith(label)
    assert others(root, place) == rest
    last = place[-1]
    assert last.tag == f"{W}p"
