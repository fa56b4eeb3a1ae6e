"""How a text file separates and quotes its fields, found by which way of reading makes its rows the most regular."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.errors import InputRejected

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_SEP_LINE = re.compile(r'"?sep=([^\w\r\n"\'])"?[ ]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_LOOKED_AT = 200_000
"""Characters that the dialect is found from."""
_ROWS_LOOKED_AT = 300
_REGULAR = 0.45
"""The score from which a way of reading is taken for the file's own."""
_TAB_ENDINGS, _COMMA_ENDINGS = (".tsv", ".tab"), (".csv",)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are written; ``quote`` is empty where quotes are plain characters."""

    delimiter: str
    quote: str = '"'
    escape: str = ""
    """A backslash where it stands before quotes in a field; quotes are doubled otherwise."""
    spaced: bool = False
    """Blanks may stand between a delimiter and an opening quote."""
    body: int = 0
    """Where the rows start: behind Excel's ``sep=`` line."""

    @property
    def name(self) -> str:
        """Return the delimiter's name for a person."""
        return NAMES.get(self.delimiter, repr(self.delimiter))

    def field(self) -> re.Pattern[str]:
        """Return the pattern of a field (group 1) and of what ends it: delimiter, line end, or nothing (group 2)."""
        delimiter, stop = re.escape(self.delimiter), rf"{re.escape(self.delimiter)}\r\n"
        bare = rf"[^{stop}]*+"
        if self.escape:
            bare = rf"[^{stop}\\]*+(?:\\(?s:.)?[^{stop}\\]*+)*+"
        whole = rf"(?:{self.quoted_pattern()}{bare}|{bare})" if self.quote else bare
        return re.compile(rf"({whole})({delimiter}|\r\n|\r|\n|\Z)")

    def quoted_pattern(self) -> str:
        """Return the source of :meth:`quoted`."""
        if not self.quote:
            return r"(?!)"
        quote, blanks = re.escape(self.quote), "[ ]*+" if self.spaced else ""
        if self.escape:
            return rf"{blanks}{quote}[^{quote}\\]*+(?:(?:\\(?s:.)|{quote}{quote})[^{quote}\\]*+)*+{quote}"
        return rf"{blanks}{quote}[^{quote}]*+(?:{quote}{quote}[^{quote}]*+)*+{quote}"

    def quoted(self) -> re.Pattern[str]:
        """Return the pattern of a quoted field up to its closing quote; of nothing where there are no quotes."""
        return _quoted_field(self)

    def value(self, raw: str) -> str:
        """Return what the field says, without its quoting."""
        found = self.quoted().match(raw) if self.quote and self.quote in raw else None
        if found is None:
            return self._unescaped(raw)
        inner = found[0].lstrip(" ")[1:-1]
        return self._unescaped(inner.replace(self.quote * 2, self.quote)) + raw[found.end() :]

    def _unescaped(self, text: str) -> str:
        return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL) if self.escape else text

    def is_quoted(self, raw: str) -> bool:
        """Whether the field is written in quotes."""
        return bool(self.quote) and self.quoted().match(raw) is not None

    def written(self, text: str, *, quoted: bool) -> str | None:
        """Return the text as a field, in quotes if wished or needed; ``None`` where this dialect cannot hold it."""
        special = any(one in text for one in (self.delimiter, "\r", "\n"))
        if not self.quote:
            return None if special else text
        if not (quoted or special or self.quote in text or text != text.strip() or (self.escape and "\\" in text)):
            return text
        if self.escape:
            text = text.replace("\\", "\\\\").replace(self.quote, f"\\{self.quote}")
        else:
            text = text.replace(self.quote, self.quote * 2)
        return f"{self.quote}{text}{self.quote}"


@lru_cache(maxsize=64)
def _quoted_field(dialect: Dialect) -> re.Pattern[str]:
    return re.compile(dialect.quoted_pattern())


def detect_dialect(text: str, ending: str) -> Dialect:
    """Return the dialect; a ``sep=`` line decides the delimiter, the file's ending (``.csv``) only a draw.

    Raises InputRejected where neither the rows nor the ending tell the delimiter.
    """
    line = _SEP_LINE.match(text)
    if line is not None:
        told = _ways(text[line.end() :][:_LOOKED_AT], (line[1],))
        return replace(max(told, key=lambda way: way[0])[1], body=line.end())
    score, best = max(_ways(text[:_LOOKED_AT], DELIMITERS, ending), key=lambda way: way[0])
    if score >= _REGULAR:
        return best
    if ending in (*_TAB_ENDINGS, *_COMMA_ENDINGS):
        assumed = "\t" if ending in _TAB_ENDINGS else ","
        return max(_ways(text[:_LOOKED_AT], (assumed,)), key=lambda way: way[0])[1]
    raise InputRejected(
        "The file is plain text without columns: no comma, semicolon, tab or pipe separates its rows regularly.",
        "If it is a table, name it .csv or .tsv, or save it as .xlsx.",
    )


def _ways(sample: str, delimiters: tuple[str, ...], ending: str = "") -> list[tuple[float, Dialect]]:
    """Return every way of reading that the sample makes thinkable, with its score; the usual ones first."""
    found: list[tuple[float, Dialect]] = []
    for delimiter in delimiters:
        bonus = 0.3 if delimiter == "\t" and ending in _TAB_ENDINGS else 0.0
        found += [(_score(sample, way) + bonus, way) for way in _variants(sample, Dialect(delimiter))]
    return found


def _variants(sample: str, plain: Dialect) -> Iterator[Dialect]:
    yield plain
    if '"' in sample:
        yield replace(plain, quote="")
        if f'{plain.delimiter} "' in sample:
            yield replace(plain, spaced=True)
        if '\\"' in sample:
            yield replace(plain, escape="\\")
    elif "'" in sample:
        yield replace(plain, quote="'")


def _score(sample: str, way: Dialect) -> float:
    """Weigh how regular the rows are when read that way, from about 0 to 1.5; 0 where there is one column only."""
    rows = _rows(sample, way)
    counted = Counter(len(row) for row in rows if len(row) > 1)
    if not counted:
        return 0.0
    width, same = max(counted.items(), key=lambda item: (item[1], item[0]))
    single = sum(len(row) == 1 for row in rows)
    regular = (same + 0.5 * single) / len(rows)
    headed = 0.3 * (len(rows[0]) == width)
    return (regular + headed) * (0.3 + 0.7 * _tightness(rows)) + 0.01 * min(width, 10) - _oddity(rows, way)


def _rows(sample: str, way: Dialect) -> list[list[str]]:
    """Return the raw fields of the first rows that are not blank, without the last one if it may be cut off."""
    match, rows, row, at = way.field().match, list[list[str]](), list[str](), 0
    while len(rows) < _ROWS_LOOKED_AT and (found := match(sample, at)) is not None:
        row.append(found[1])
        at = found.end()
        if found[2] == way.delimiter:
            continue
        if any(row):
            rows.append(row)
        row = []
        if at >= len(sample):
            break
    return rows[:-1] if at >= _LOOKED_AT and len(rows) > 1 else rows


def _tightness(rows: list[list[str]]) -> float:
    """Return the share of delimiters that no blank follows, as one does in prose."""
    behind = [field for row in rows for field in row[1:]]
    return sum(not field.startswith(" ") or field.lstrip(" ")[:1] in {'"', "'"} for field in behind) / len(behind)


def _oddity(rows: list[list[str]], way: Dialect) -> float:
    """Weigh what a reader of this dialect should not meet: text behind a closing quote, quotes taken for text."""
    fields = [field for row in rows for field in row if field.strip()]
    pattern = way.quoted()
    odd = quoted = 0
    for field in fields:
        found = pattern.match(field)
        quoted += found is not None
        if found is not None:
            odd += bool(field[found.end() :].strip(" "))
        elif '"' in field:
            escaped = not way.escape and '\\"' in field[:-1]
            odd += escaped or field.strip()[:1] == '"' == field.strip()[-1:]
    unusual = 0.05 * (not way.quote) + 0.02 * bool(way.escape) + 0.02 * way.spaced
    mostly = 0.05 * (2 * quoted > len(fields)) - 0.04 * (way.quote == "'" and 2 * quoted <= len(fields))
    return odd / len(rows) + unusual - mostly
