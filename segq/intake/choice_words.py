"""Headers that are themselves choices: a yes, a no, a step of a scale."""

from __future__ import annotations

import re

from answers.option_forms import GRADES, HOW_OFTEN, STEPS, Meaning, fold
from answers.vocabulary import meaning
from segq.intake.wording import is_choice_word

LONGEST_CHOICE = 40
_BETWEEN = re.compile(
    r"((strongly|somewhat|mostly|slightly|fully|completely) )?(agree|disagree)|neutral|undecided"
    r"|(very )?(satisfied|dissatisfied)"
    r"|in progress|under way|ongoing|work in progress|wip|en cours|in arbeit|in umsetzung|in bearbeitung|en curso"
    r"|en proceso"
    r"|em (andamento|curso)|in corso|in uitvoering|trifft (voll |eher |nicht )*zu|(tout à fait "
    r"|plutôt )?(pas )?d.accord|totalmente de acuerdo"
    r"|进行中|実施中|対応中|検討中"
)
"""Steps between a yes and a no, and degrees of agreement, that no option of a list is chosen for."""


def choice_of(header: str) -> str:
    """Return the choice that heads a column, the group that stands above it left out."""
    return header.rsplit(" / ", 1)[-1].strip()


def heads_a_choice(header: str) -> bool:
    """Whether the header is itself one of several choices, and asks nothing."""
    choice = choice_of(header)
    if not choice or len(choice) > LONGEST_CHOICE or choice.endswith(("?", "？", ":")):
        return False
    return is_choice_word(choice) or meaning(choice) is not Meaning.UNKNOWN or is_step(choice)


def is_step(choice: str) -> bool:
    """Whether the choice is a step of some scale."""
    return any(scale.fullmatch(fold(choice)) for scale in (STEPS, HOW_OFTEN, GRADES, _BETWEEN))


def is_between(choice: str) -> bool:
    """Whether the choice is a degree of agreement or a step between yes and no."""
    return bool(_BETWEEN.fullmatch(fold(choice)))
