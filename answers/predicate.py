"""The verb on which a closed question hangs: *Is the plan tested?* asks of a plan something else than whether it is.

Read without a parser, from word order alone. Where no verb stands out, or only a colourless one (*have*, *maintain*,
*use*), the question hangs on its object, and there is no predicate.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ACTOR = (
    r"(?:you|we|they|it|customers?|clients?|tenants?|users?|staff|employees|personnel|vendors?|suppliers?|providers?|"
    r"(?:the|your|our|its|their|any|all)\s+(?:[\w'/-]+\s+){0,2}?[\w'/-]+)"
)
_ACTIVE = re.compile(
    rf"^(?:do|does|did|can|could|may|will|would|must|should|have|has)\s+{_ACTOR}\s+(?:(?:also|currently|regularly|ever|\w+ly)\s+)*"
    r"(?P<verb>[a-z][a-z'-]+)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?:is|are|was|were|has|have|can|will|must|should)\s+(?:[\w'/-]+\s+)+?(?:been\s+|be\s+|being\s+)?(?:\w+ly\s+)*"
    r"(?P<verb>\w+(?:ed|ied)|kept|held|sent|made|built|given|taken|written|run|done|met|known|shared|set|put)\b",
    re.IGNORECASE,
)
_COLOURLESS_WORDS = """
    have has had having maintain maintains maintained use uses used using utilize utilise leverage employ
    employs employed ensure ensures ensured perform performs performed conduct conducts conducted implement
    implements implemented provide provides provided support supports supported offer offers offered follow
    follows followed operate operates operated apply applies applied enforce enforces enforced establish
    established define defined exist place be been being get require requires required need needs carry run keep
    keeps kept make made take taken include included allow allows permit permits enable enables possess hold
    adhere comply manage managed describe confirm undergo receive received
"""
_COLOURLESS = frozenset(_COLOURLESS_WORDS.split())


@lru_cache(maxsize=8192)
def predicate(bare: str) -> str:
    """Return the telling main verb of a closed question as written; empty where there is none."""
    for pattern in (_ACTIVE, _PASSIVE):
        match = pattern.match(bare)
        if match is None or match["verb"].lower() in {"been", "be"}:
            continue
        return "" if match["verb"].lower() in _COLOURLESS else match["verb"]
    return ""
