"""In which encoding a text file is written: by its mark, by its bytes, else by the best guess, which is told."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from exporters.delimited.alphabets import LATIN, reads_as_latin
from knowledge.errors import InputRejected

SAVE_AS_UTF8 = "Save it as UTF-8 (in Excel: 'CSV UTF-8') and use that copy."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)",
    "cp932": "Shift_JIS (cp932)",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp949": "Korean (cp949)",
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
    "iso8859_2": "ISO 8859-2",
}
_COMMON_LEADS = {
    "cp932": ("euc_jp", (0xA1, 0xA1, 0xA3, 0xA5, 0xB0, 0xCF)),
    "cp949": ("euc_kr", (0xA1, 0xA3, 0xB0, 0xC8)),
    "gb18030": ("gb2312", (0xA1, 0xA3, 0xB0, 0xD7)),
    "big5": ("big5", (0xA1, 0xC6)),
    "euc_jp": ("euc_jp", (0xA1, 0xA1, 0xA3, 0xA5, 0xB0, 0xCF)),
}
"""Where each character set keeps its common characters: level 1 and punctuation, as ranges of lead bytes.

The narrower come first: Korean bytes are common Chinese characters too, but not the other way round.
"""
_SINGLE_BYTE = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "mac_roman",
    "iso8859_2",
)  # fmt: skip
_MOSTLY = 0.9
_LOOKED_AT = 65_536
"""Characters from which a legacy encoding is guessed."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes and characters of a file belong together; each codec is stateless and keeps ASCII as it is."""

    codec: str
    mark: bytes = b""
    """The byte order mark that the file starts with."""
    guessed: bool = False

    @property
    def name(self) -> str:
        """Return the name that a person knows it by."""
        number = self.codec.removeprefix("cp")
        return _NAMES.get(self.codec) or (f"Windows-{number}" if number != self.codec else self.codec)

    def decoded(self, data: bytes) -> str:
        """Return the characters behind the mark; raises InputRejected where the bytes are none of this encoding."""
        try:
            text = data[len(self.mark) :].decode(self.codec)
        except UnicodeDecodeError as error:
            at = error.start + len(self.mark)
            raise InputRejected(f"The file is not valid {self.name} (byte {at:,}).", SAVE_AS_UTF8) from error
        if "\x00" in text:
            raise InputRejected("The file holds zero bytes: it is no text.", "Export it as CSV anew.")
        return text


def detect_encoding(data: bytes) -> Encoding:
    """Return the encoding: of the mark, UTF-16 by its zero bytes, UTF-8 if valid, else the most likely legacy one.

    Raises InputRejected where nothing fits.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Encoding(codec, mark)
    if b"\x00" in data[:_LOOKED_AT]:
        return _unmarked_utf16(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return Encoding(_legacy(data), guessed=True)
    return Encoding("utf-8")


def _unmarked_utf16(data: bytes) -> Encoding:
    """Tell UTF-16 without a mark by where the zero bytes of its line ends and delimiters stand."""
    head = data[:_LOOKED_AT]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if len(data) % 2 == 0 and min(odd, even) * 10 <= max(odd, even):
        return Encoding("utf-16-le" if odd > even else "utf-16-be")
    raise InputRejected("The file holds zero bytes: it is no text.", "Export it as CSV anew.")


def _legacy(data: bytes) -> str:
    """Return the codec that charset-normalizer finds likeliest, corrected where it is known to be weak.

    It errs often on short texts. So the first encoding counts that gives the alphabet of one Latin language, then the
    East Asian one in which nearly all characters are common ones. Of encodings that read the same characters it names
    any, so Windows-1252 goes first.
    """
    from charset_normalizer import from_bytes

    whole = [codec for codec in (*_SINGLE_BYTE, *_COMMON_LEADS) if _reads(data, codec)]
    if not whole:
        raise InputRejected("The file's encoding cannot be told.", SAVE_AS_UTF8)
    sample = _sample(data)
    plain = next((codec for codec in LATIN if codec in whole and reads_as_latin(sample.decode(codec))), None)
    if plain is not None:
        return plain
    shares = {codec: _commonness(sample, codec) for codec in _COMMON_LEADS if codec in whole}
    likeliest = max(shares, key=lambda codec: shares[codec], default="")
    if shares.get(likeliest, 0) >= _MOSTLY:
        return likeliest
    best = from_bytes(sample, cp_isolation=whole).best()
    if best is None:
        return "cp1252" if "cp1252" in whole else whole[0]
    if best.encoding in shares:
        return likeliest
    return "cp1252" if "cp1252" in whole and sample.decode("cp1252") == str(best) else best.encoding


def _sample(data: bytes) -> bytes:
    """Return the lines of the start and those with other letters than ASCII behind it, whole lines only."""
    if len(data) <= _LOOKED_AT:
        return data
    telling = [line for line in data.split(b"\n") if not line.isascii()]
    sample = b"\n".join(telling)
    return sample if len(sample) <= _LOOKED_AT else sample[: sample.rfind(b"\n", 0, _LOOKED_AT) + 1] or sample


def _reads(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _commonness(sample: bytes, codec: str) -> float:
    """Return the share of characters beyond ASCII that are common in the codec's language."""
    plain, ranges = _COMMON_LEADS[codec]
    letters = [letter for letter in sample.decode(codec, "ignore") if not letter.isascii()]
    share = sum(_is_common(letter, plain, ranges) for letter in letters) / max(len(letters), 1)
    kanji_only = codec == "euc_jp" and not any("\u3041" <= letter <= "\u30ff" for letter in letters)
    return share / 2 if kanji_only else share


def _is_common(letter: str, plain: str, ranges: Sequence[int]) -> bool:
    lead = letter.encode(plain, "ignore")[:1]
    return bool(lead) and any(first <= lead[0] <= last for first, last in zip(ranges[::2], ranges[1::2], strict=True))


def byte_offsets(data: bytes, text: str, encoding: Encoding, places: Sequence[int]) -> list[int]:
    """Return where in ``data`` the characters at the ascending ``places`` of ``text`` start."""
    start = len(encoding.mark)
    if text.encode(encoding.codec, "replace") == data[start:]:
        return _by_length(text, encoding.codec, places, start)
    return _by_decoding(data, encoding, places)


def _by_length(text: str, codec: str, places: Sequence[int], at: int) -> list[int]:
    found, before = [], 0
    for place in places:
        at += len(text[before:place].encode(codec))
        before = place
        found.append(at)
    return found


def _by_decoding(data: bytes, encoding: Encoding, places: Sequence[int]) -> list[int]:
    """Walk byte by byte, for texts in which one character has several byte sequences (Shift_JIS has such)."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    at, seen, found = len(encoding.mark), 0, []
    for place in places:
        while seen < place:
            seen += len(decoder.decode(data[at : at + 1]))
            at += 1
        found.append(at)
    return found
