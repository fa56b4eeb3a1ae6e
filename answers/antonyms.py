"""Words that turn a question around without denying anything: *stored together* asks the opposite of *kept apart*."""

from __future__ import annotations

import re
from functools import lru_cache

_PAIRS: tuple[tuple[str, str], ...] = (
    (r"separat\w*|apart|segregat\w*|isolat\w*", r"together|alongside|same|commingled|mixed"),
    (r"before|prior|in advance", r"after\w*|later|once"),
    (
        r"enabled|active|turned on|switched on|on by default",
        r"disabled|inactive|turned off|switched off|off by default",
    ),
    (
        r"allow\w*|permit\w*|accept\w*|tolerat\w*",
        r"forbid\w*|forbidden|prohibit\w*|disallow\w*|refus\w*|reject\w*|banned",
    ),
    (r"internal\w*|inside", r"external\w*|outside"),
    (r"automat\w*", r"manual\w*|by hand"),
    (r"public\w*|publish\w*|open", r"confidential|secret|private|hidden"),
    (r"includ\w*|covered|in scope", r"exclud\w*|exempt\w*|out of scope"),
    (r"opt(?:s|ed)?[- ]?in", r"opt(?:s|ed)?[- ]?out"),
    (
        r"opt(?:s|ed|ing)?[- ]?in|up to the|optional\w*|voluntar\w*|cho(?:ice|oses?|sen)|elects?",
        r"by default|mandatory|compulsory|forced?|imposed|(?:turned|switched) on|enabled|activated|out of the box",
    ),
    (
        r"individual|unique|named|personal|non-shared|dedicated|own",
        r"(?<!non-)shar(?:e|es|ed|ing)|generic|joint|common|same",
    ),
    (r"off(?!-?(?:site|line|shore|boarding))", r"(?:turned|switched|turn|switch|stays?) on|enabled|active|activated"),
    (r"keep|keeps|kept|retain\w*", r"delet\w*|remov\w*|destroy\w*|lose|loses|lost"),
    (r"more|longer|at least|higher", r"less|shorter|at most|lower|fewer"),
    (r"only|solely|exclusively", r"also|besides|others?"),
)
_PATTERNS = tuple(tuple(re.compile(rf"\b(?:{side})\b", re.IGNORECASE) for side in pair) for pair in _PAIRS)


@lru_cache(maxsize=16_384)
def _sides(text: str) -> tuple[tuple[bool, bool], ...]:
    return tuple((bool(first.search(text)), bool(second.search(text))) for first, second in _PATTERNS)


def opposed(one: str, other: str) -> bool:
    """Whether one text has a word, and the other its opposite, that the other and the one lack."""
    return any(
        (a and not b and d and not c) or (b and not a and c and not d)
        for (a, b), (c, d) in zip(_sides(one), _sides(other), strict=True)
    )
