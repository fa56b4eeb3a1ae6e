"""A picked option beside what else is decided: whether it says the same, and which option of another list means it."""

from __future__ import annotations

import re
from dataclasses import replace

from answers.approved_wording import lead_of
from answers.option_forms import Meaning, unnumbered
from answers.questionnaire import Option
from answers.review.decision import Act, Decision
from answers.vocabulary import (
    Polarity,
    Unchosen,
    Vocabulary,
    choose,
    is_closed,
    meaning,
    meanings,
    polarity,
    vocabulary,
)
from knowledge.statement import YesNo

_AS_ANSWER = {Meaning.YES: YesNo.YES, Meaning.NO: YesNo.NO, Meaning.PARTIAL: YesNo.PARTIAL}
_FIRST_WORD = re.compile(r"\w+")


def said_by(option: str, legal: tuple[Option, ...] = ()) -> Meaning:
    """Return what the option says, beside the others where they are given; *Yes, mostly* says what it begins with."""
    texts = [each.text for each in legal]
    said = meanings(legal)[texts.index(option)] if option in texts else meaning(option)
    if said is not Meaning.UNKNOWN:
        return said
    first = _FIRST_WORD.match(unnumbered(option))
    begins = meaning(first[0]) if first else Meaning.UNKNOWN
    return begins if begins in _AS_ANSWER else Meaning.UNKNOWN


def answer_of(decision: Decision) -> Meaning:
    """Return what the customer will read the decision as; ``UNKNOWN`` where it is neither yes nor no."""
    if decision.act is Act.NOT_APPLICABLE:
        return Meaning.NOT_APPLICABLE
    if decision.option is not None:
        return said_by(decision.option)
    answer = lead_of(decision.text) or (decision.yes_no if decision.act is Act.ACCEPT else None)
    return Meaning(answer.value) if answer else Meaning.UNKNOWN


def contradicts(option: str, legal: tuple[Option, ...], answer: YesNo) -> bool:
    """Whether the option says something else than the yes or no; among yes and no, what is neither does."""
    said = said_by(option, legal)
    return is_closed(legal) if said is Meaning.UNKNOWN else _AS_ANSWER.get(said) is not answer


def with_option(decision: Decision, option: str, legal: tuple[Option, ...]) -> Decision:
    """Return the decision with that option; one that the text or the statement denies stands alone, as a choice."""
    approved = None if decision.text_is_own else decision.yes_no
    said = [answer for answer in (lead_of(decision.text), approved) if answer is not None]
    if any(contradicts(option, legal, answer) for answer in said):
        return replace(decision, act=Act.CHOOSE, text="", approved_text="", option=option)
    return replace(decision, option=option)


def not_applicable_option(legal: tuple[Option, ...]) -> str | None:
    """Return the one legal option that says *not applicable*; ``None`` where none or several do."""
    found = [each.text for each, said in zip(legal, meanings(legal), strict=True) if said is Meaning.NOT_APPLICABLE]
    return found[0] if len(found) == 1 else None


def translated(option: str, theirs: tuple[Option, ...], legal: tuple[Option, ...], question: str) -> str | None:
    """Return the option of ``legal`` that says what ``option`` says among ``theirs``; ``None`` where none plainly does.

    ``question`` is the text asked, which a status of a control must fit.
    """
    if any(each.text == option for each in legal):
        return option
    texts = [each.text for each in theirs]
    said = meanings(theirs)[texts.index(option)] if option in texts else meaning(option)
    if said is Meaning.NOT_APPLICABLE:
        return not_applicable_option(legal)
    misread = vocabulary(theirs) is Vocabulary.STATUS and polarity(question) is Polarity.UNSURE
    if said not in _AS_ANSWER or misread:
        return None
    chosen = choose(_AS_ANSWER[said], legal, polarity(question))
    return None if isinstance(chosen, Unchosen) else chosen.text
