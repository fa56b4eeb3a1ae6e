"""The shared string table (ECMA-376 Part 1, 18.4.9): rich runs joined, phonetic runs left out."""

from __future__ import annotations

from exporters.ooxml.limits import Limits
from exporters.ooxml.markup import MAIN, run_parser, streaming_parser, unescape
from knowledge.errors import InputRejected

_ITEM, _TEXT, _PHONETIC = f"{MAIN} si", f"{MAIN} t", f"{MAIN} rPh"


class _Strings:
    """Collects the text of each ``si`` while the part streams by."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.part, self.limits = part, limits
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._phonetic = self._listening = False
        self._total = self._elements = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > self.limits.elements:
            raise InputRejected(f"{self.part} holds more than {self.limits.elements:,} elements.", "")
        if name == _TEXT:
            self._listening = not self._phonetic
        elif name == _ITEM:
            self._pieces = []
        elif name == _PHONETIC:
            self._phonetic = True

    def end(self, name: str) -> None:
        if name == _TEXT:
            self._listening = False
        elif name == _ITEM:
            self._keep("".join(self._pieces))
        elif name == _PHONETIC:
            self._phonetic = False

    def text(self, piece: str) -> None:
        if self._listening:
            self._total += len(piece)
            if self._total > self.limits.text_chars:
                raise InputRejected(f"{self.part} holds more than {self.limits.text_chars:,} characters.", "")
            self._pieces.append(piece)

    def _keep(self, text: str) -> None:
        if len(text) > self.limits.string_chars:
            raise InputRejected(f"Text {len(self.found)} of {self.part} has {len(text):,} characters.", "")
        if len(self.found) >= self.limits.shared_strings:
            raise InputRejected(f"{self.part} holds more than {self.limits.shared_strings:,} texts.", "")
        self.found.append(unescape(text))


def read_shared_strings(data: bytes, part: str, limits: Limits) -> list[str]:
    """Return the texts by index; raises InputRejected beyond the limits."""
    strings, parser = _Strings(part, limits), streaming_parser(part)
    parser.StartElementHandler = strings.start
    parser.EndElementHandler = strings.end
    parser.CharacterDataHandler = strings.text
    run_parser(parser, data, part)
    return strings.found
