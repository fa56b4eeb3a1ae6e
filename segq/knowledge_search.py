"""Searching the knowledge base while somebody types: by words at once, by meaning as soon as the model is there.

Both are parts in 0–1 that stand beside each other: what is shown is ordered by their sum, and neither hides the other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from knowledge.statement import KnowledgeBase, Statement

if TYPE_CHECKING:
    from segq.engine import Engine

_WORD = re.compile(r"[^\W_]+")
_NAMED, _CALLED, _ASKED, _SAID, _PARTLY = 1.0, 0.95, 0.9, 0.8, 0.6
"""What a word counts by where it stands: id and title, aliases, questions, claim and answers, questions in part."""
_PREFIX, _MISSPELT = 0.97, 0.95
_LIKE = 78.0
"""From this ``rapidfuzz.fuzz.ratio`` on two words are one word misspelt or inflected."""
_SHORTEST_MISSPELT = 4
ENOUGH_WORDS, ENOUGH_MEANING = 0.55, 0.5
"""A statement is shown from either on."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that was found, with how well its words and its meaning fit; 0 where that was not looked at."""

    statement: Statement
    words: float = 0.0
    meaning: float = 0.0
    named: bool = False
    """Whether its id begins with what was typed: such statements come first."""


def folded(text: str) -> str:
    """Return the text in lower case and without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


class WordSearch:
    """The words of every statement; finds them from their beginnings and in spite of a wrong letter."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._statements = base.statements
        self._places: dict[str, dict[int, float]] = defaultdict(dict)
        for place, statement in enumerate(base.statements):
            self._take_in(place, statement)
        self._words = tuple(self._places)

    def _take_in(self, place: int, statement: Statement) -> None:
        for weight, text in _weighed(statement):
            for word in set(_WORD.findall(folded(text))):
                known = self._places[word]
                known[place] = max(known.get(place, 0.0), weight)

    def search(self, text: str) -> tuple[Hit, ...]:
        """Return every statement whose words fit well enough, best first; all of them for an empty text."""
        asked = words_of(text)
        if not asked:
            return tuple(Hit(each) for each in self._statements)
        scores = self._scores(asked)
        begun = folded("-".join(text.split()))
        found = ((self._statements[place], score) for place, score in scores.items() if score >= ENOUGH_WORDS)
        return _in_order(Hit(each, score, named=each.id.startswith(begun)) for each, score in found)

    def _scores(self, asked: Sequence[str]) -> dict[int, float]:
        """Return by place the share of the text's words that the statement has, a rare word counting more."""
        total, scores = 0.0, dict[int, float]()
        for word in asked:
            found = self._with(word)
            weight = math.log(1 + len(self._statements) / (len(found) + 0.5))
            total += weight
            for place, likeness in found.items():
                scores[place] = scores.get(place, 0.0) + weight * likeness
        return {place: score / total for place, score in scores.items()}

    def _with(self, word: str) -> dict[int, float]:
        best: dict[int, float] = {}
        for known, likeness in self._like(word):
            for place, weight in self._places[known].items():
                best[place] = max(best.get(place, 0.0), likeness * weight)
        return best

    def _like(self, word: str) -> Iterable[tuple[str, float]]:
        for known in self._words:
            if known.startswith(word):
                yield known, 1.0 if known == word else _PREFIX
        if len(word) >= _SHORTEST_MISSPELT:
            for known, ratio, _ in process.extract(
                word, self._words, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=None
            ):
                yield known, _MISSPELT * ratio / 100


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words to look for; a letter alone says nothing yet."""
    return tuple(dict.fromkeys(word for word in _WORD.findall(folded(text)) if len(word) > 1 or word.isdigit()))


def _weighed(statement: Statement) -> Iterable[tuple[float, str]]:
    yield _NAMED, f"{statement.id} {statement.title}"
    yield from ((_CALLED, alias) for alias in statement.aliases)
    yield from ((_ASKED, form.ask) for form in statement.questions)
    yield _SAID, f"{statement.claim} {statement.answers.short} {statement.answers.full}"
    yield from ((_PARTLY, text) for text in statement.partly_answers)


def merged(base: KnowledgeBase, by_words: Sequence[Hit], meaning: Mapping[str, float]) -> tuple[Hit, ...]:
    """Return what words or meaning found, each with both parts, ordered by their sum.

    ``meaning`` holds 0–1 by statement id.
    """
    found = {each.id: Hit(each) for each in base.statements if meaning.get(each.id, 0.0) >= ENOUGH_MEANING}
    found |= {hit.statement.id: hit for hit in by_words}
    return _in_order(replace(hit, meaning=meaning.get(name, 0.0)) for name, hit in found.items())


def _in_order(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (not hit.named, -(hit.words + hit.meaning), hit.statement.id)))


class Meaning:
    """Nearness by embeddings; the engine is opened by the first call, which takes seconds: call it in a thread."""

    def __init__(self, engine: Callable[[], Engine]) -> None:
        self._open, self._lock = engine, Lock()
        self._engine: Engine | None = None

    @property
    def ready(self) -> bool:
        """Whether the engine is there, so that a call takes milliseconds."""
        return self._engine is not None

    def load(self) -> Engine:
        """Return the engine, opened once; raises what opening it raises."""
        with self._lock:
            if self._engine is None:
                self._engine = self._open()
            return self._engine

    def near(self, text: str) -> Mapping[str, float]:
        """Return by statement id the largest cosine of the text to a question, an alias or the claim, in 0–1."""
        engine = self.load()
        with self._lock:
            (found,) = engine.searcher.retrieve([text])
        parts = zip(found.places, found.question, found.alias, found.answer, found.partly, strict=True)
        return {engine.base.statements[place].id: float(max(scores)) for place, *scores in parts}


class KnowledgeSearch:
    """Both ways to search one base; the words are counted by the first call, so call it in a thread too."""

    def __init__(self, base: KnowledgeBase, meaning: Meaning) -> None:
        self.base, self.meaning = base, meaning
        self._lock = Lock()
        self._words: WordSearch | None = None

    @property
    def words_ready(self) -> bool:
        """Whether the words are counted, so that a search takes milliseconds."""
        return self._words is not None

    def count_words(self) -> WordSearch:
        """Return the search by words, made once."""
        with self._lock:
            if self._words is None:
                self._words = WordSearch(self.base)
            return self._words

    def by_words(self, text: str) -> tuple[Hit, ...]:
        """Return what words find, best first."""
        return self.count_words().search(text)

    def by_both(self, text: str) -> tuple[Hit, ...]:
        """Return what words or meaning find, best first; all statements for a text without words."""
        found = self.by_words(text)
        return merged(self.base, found, self.meaning.near(text)) if words_of(text) else found
