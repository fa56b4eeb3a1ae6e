"""How telling a word is: rare among all phrases of a base and its gaps, or in every other one."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.stems import terms


@dataclass(frozen=True, slots=True)
class Rarity:
    """Number of phrases that use each stem, among ``size`` phrases."""

    size: int
    used: Mapping[str, int]
    _known: dict[str, float] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, text: str) -> float:
        """Return the inverse document frequency of the rarest stem, scaled to 0 (in all phrases) to 1 (in none)."""
        if text not in self._known:
            self._known[text] = self._of(terms(text))
        return self._known[text]

    def _of(self, stems: tuple[str, ...]) -> float:
        if not stems or not self.size:
            return 0.0
        seen = min(self.used.get(stem, 0) for stem in stems)
        return math.log((self.size + 1) / (seen + 1)) / math.log(self.size + 1)


def rarity_of(texts: Iterable[str]) -> Rarity:
    """Count the stems of distinct texts."""
    distinct = list(dict.fromkeys(texts))
    used = Counter(stem for text in distinct for stem in set(terms(text)))
    return Rarity(len(distinct), dict(used))
