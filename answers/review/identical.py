"""Questions that are asked more than once: answered once, the same answer is offered everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from answers.option_forms import Meaning
from answers.questionnaire import Option
from answers.review.decision import Act, Decision
from answers.review.lines import Line
from answers.review.offering import legal_options
from answers.review.picking import said_by, translated
from answers.vocabulary import Unchosen, choose, polarity

if TYPE_CHECKING:
    from answers.review.session import ReviewSession

_OFFERED = frozenset({Act.ACCEPT, Act.EDIT, Act.CHOOSE, Act.NOT_APPLICABLE, Act.EXPERT_ANSWER})


def groups(lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of the questions that are the same as another, in file order, group by group.

    :mod:`answers.review.normal_form` puts a fragment's section and a follow-up's parent into the normal form.
    """
    by_form: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        by_form[line.normalised].append(line.key)
    return tuple(tuple(keys) for form, keys in by_form.items() if form and len(keys) > 1)


def same_as(lines: Sequence[Line], key: str) -> tuple[Line, ...]:
    """Return the other questions that are the same as this one."""
    mine = next(line for line in lines if line.key == key)
    return tuple(line for line in lines if line.normalised == mine.normalised and line.key != key and line.normalised)


def offer_same(session: ReviewSession, key: str) -> tuple[tuple[str, Decision], ...]:
    """Return the question's decision for each of the same questions that nobody has decided.

    Where the legal options differ, the one that means the same is taken; a question without one is left out.
    """
    decision = session.line(key).standing.decision
    if decision is None or decision.act not in _OFFERED or session.stale(key):
        return ()
    theirs = legal_options(session.opened(key).question)
    others = [line for line in same_as(session.lines, key) if line.standing.decision is None]
    offers = [(line.key, _for(decision, theirs, session, line)) for line in others]
    return tuple((other, made) for other, made in offers if made is not None)


def _for(decision: Decision, theirs: tuple[Option, ...], session: ReviewSession, line: Line) -> Decision | None:
    """Return the decision as the other question can take it; ``None`` where it cannot."""
    legal = legal_options(session.opened(line.key).question)
    if not legal:
        return _as_text(decision)
    option = _option(decision, theirs, legal, line.text)
    if option is None:
        inapplicable = decision.act is Act.NOT_APPLICABLE
        return replace(decision, option=None) if inapplicable else None
    return replace(decision, option=option)


def _as_text(decision: Decision) -> Decision | None:
    """Return the decision for a question without choices: a plain yes or no is said as a word."""
    if decision.text:
        return replace(decision, option=None)
    plain = decision.option is not None and said_by(decision.option) is not Meaning.UNKNOWN
    return replace(decision, option=None, text=decision.option or "") if plain else None


def _option(decision: Decision, theirs: tuple[Option, ...], legal: tuple[Option, ...], asked: str) -> str | None:
    if decision.option is not None:
        return translated(decision.option, theirs, legal, asked)
    if decision.yes_no is None or decision.act is not Act.ACCEPT:
        return None
    derived = choose(decision.yes_no, legal, polarity(asked))
    return None if isinstance(derived, Unchosen) else derived.text
