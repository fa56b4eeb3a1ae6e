"""Places of small documents filled in memory, for the tests of filling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from lxml import etree

from exporters.word.filling import Filled, Revision, Want, fill, read_back
from exporters.word.markup import VAL, W
from exporters.word.pieces import text_in
from exporters.word.places import Places, paragraphs
from knowledge.disclosure import CellValue
from tests.word_files import body_xml

REVISION = ("A. Author", "2026-01-02T00:00:00Z")


@dataclass(frozen=True, slots=True)
class Filling:
    """A document with one place, what became of it, and how it reads back."""

    places: Places
    at: str
    result: Filled
    back: str | bool | None

    @property
    def place(self) -> etree._Element:
        """The place."""
        return self.places.element(self.at)

    @property
    def texts(self) -> list[str]:
        """The texts of its paragraphs."""
        place = self.place
        return [text_in(one) for one in ([place] if place.tag == f"{W}p" else paragraphs(place))]

    @property
    def body(self) -> list[str]:
        """The texts of the body's own paragraphs."""
        return [text_in(one) for one in paragraphs(self.places.body)]

    @property
    def xml(self) -> str:
        """The place's XML without namespace declarations."""
        return bare(self.place)

    def look(self, text: str) -> list[str]:
        """Return what the format of the run with that text says, as ``b``, ``sz=20``."""
        runs = (run for run in self.places.body.iter(f"{W}r") if "".join(map(str, run.itertext())).strip() == text)
        properties = next(runs).find(f"{W}rPr")
        found = [] if properties is None else list(properties.iterchildren("*"))
        return [etree.QName(one).localname + (f"={one.get(VAL)}" if one.get(VAL) else "") for one in found]


def bare(element: etree._Element) -> str:
    """Return an element's XML without namespace declarations."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in element.nsmap.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text


def filled(
    body: str,
    value: CellValue,
    at: str = "paragraph 0",
    *,
    existing: str = "keep",
    prefilled: bool = False,
    asks: bool = False,
    control: int | None = None,
    fields: tuple[int, ...] = (),
    tracked: bool = False,
) -> Filling:
    """Fill one place of a body and return what became of it."""
    places = Places(etree.fromstring(body_xml(body)))
    want = Want(
        value,
        existing,
        prefilled,
        None if control is None else places.controls[control],
        tuple(places.fields[number] for number in fields),
        asks=asks,
        revision=Revision(*REVISION, count(100)) if tracked else None,
    )
    place = places.element(at)
    result = fill(place, want, at)
    return Filling(places, at, result, read_back(place, want))
