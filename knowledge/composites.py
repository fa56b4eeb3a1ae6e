"""Composites: wording and limits assembled from the components, never better than the weakest of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from knowledge.statement import Answers, Party, ProductScope, Settles, Statement, strictest

T = TypeVar("T")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_LEADING_WORD = re.compile(r"^(?:Yes|No|Partly)\.\s+")
_NOWHERE = "nowhere"
"""A scope that no product or region is: what disjoint limits have in common."""


def assemble(composite: Statement, parts: tuple[Statement, ...]) -> Statement:
    """Return the composite with the parts' wording, strictest disclosure, earliest review and common scope."""
    claims = _joined(part.claim for part in parts)
    return replace(
        composite,
        claim=claims,
        answers=Answers(short=claims, full=_joined(_LEADING_WORD.sub("", part.answers.full) for part in parts)),
        settles=_merged([part.settles for part in parts]),
        responsibility=_common_party([part.responsibility for part in parts]),
        disclosure=strictest(tuple(part.disclosure for part in parts)),
        scope=ProductScope(
            _common([part.scope.products for part in parts]), _common([part.scope.regions for part in parts])
        ),
        review_by=_earliest([composite.review_by, *(part.review_by for part in parts)]),
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of an English wording."""
    return _SENTENCE_END.split(text.strip())


def _joined(texts: Iterable[str]) -> str:
    """Join the texts, each sentence once: neighbours often repeat one another."""
    return " ".join(dict.fromkeys(sentence for text in texts for sentence in sentences(text)))


def _merged(facets: list[Settles]) -> Settles:
    """Keep lists together; keep a single facet only where no component says otherwise or nothing."""
    return Settles(
        party=_agreed(facets, lambda facet: facet.party),
        scope=_all_of(facets, lambda facet: facet.scope),
        population=_all_of(facets, lambda facet: facet.population),
        frequency=_agreed(facets, lambda facet: facet.frequency),
        timing=_agreed(facets, lambda facet: facet.timing),
        algorithm=_all_of(facets, lambda facet: facet.algorithm),
        documented=_agreed(facets, lambda facet: facet.documented),
        tested=_agreed(facets, lambda facet: facet.tested),
        approved=_agreed(facets, lambda facet: facet.approved),
        automated=_agreed(facets, lambda facet: facet.automated),
        values=_all_of(facets, lambda facet: facet.values),
    )


def _agreed(facets: list[Settles], read: Callable[[Settles], T | None]) -> T | None:
    first = read(facets[0])
    return first if all(read(facet) == first for facet in facets) else None


def _all_of(facets: list[Settles], read: Callable[[Settles], tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for facet in facets for item in read(facet)))


def _common_party(parties: list[Party | None]) -> Party | None:
    return parties[0] if len(set(parties)) == 1 else None


def _common(limits: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what every limited component allows; an empty limit allows everything."""
    set_limits = [limit for limit in limits if limit]
    if not set_limits:
        return ()
    shared = tuple(item for item in set_limits[0] if all(item in limit for limit in set_limits))
    return shared or (_NOWHERE,)


def _earliest(dates: list[date | None]) -> date | None:
    return min((day for day in dates if day is not None), default=None)
