"""How a decision is made from what a reviewer says: checked, and never further disclosed than what it rests on."""

from __future__ import annotations

from dataclasses import replace

from answers.option_forms import Meaning
from answers.questionnaire import Question
from answers.review.decision import Act, Decision
from answers.review.offering import legal_options
from answers.review.picking import not_applicable_option, said_by, with_option
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure


def legal_option(question: Question, option: str) -> str:
    """Return the option in the file's own text; raises InputRejected where it is not a legal one."""
    legal = [each.text for each in legal_options(question)]
    if option in legal:
        return option
    if not legal:
        raise InputRejected(f"{question.key}: it has no choices to pick from.", "Write a text instead.")
    raise InputRejected(f"{question.key}: {option!r} is no legal option.", f"Legal are: {', '.join(legal)}.")


def level_of(decision: Decision, wanted: Disclosure | None) -> Disclosure:
    """Return the level wanted; where the decision rests on something, it may only be stricter than that."""
    if wanted is None:
        return decision.disclosure
    return max(decision.disclosure, wanted, key=lambda level: level.rank) if decision.basis else wanted


def start_of_edit(standing: Decision | None, offer: Decision | None) -> Decision:
    """Return what an edit starts from: the offer, else the answer that stands, whose disclosure it then carries."""
    if offer is not None:
        return offer
    edits = standing is not None and standing.answers and standing.act is not Act.NOT_APPLICABLE
    return standing if standing is not None and edits else Decision(Act.EDIT)


def edited(
    question: Question, start: Decision, text: str, option: str | None, disclosure: Disclosure | None
) -> Decision:
    """Return own words in place of what the edit started from; raises InputRejected where nothing is said."""
    picked = start.option if option is None else legal_option(question, option)
    refuse_empty(question, text, picked)
    level = level_of(start, disclosure)
    return replace(start, act=Act.EDIT, text=text.strip(), option=picked, disclosure=level)


def chosen(question: Question, standing: Decision | None, option: str, disclosure: Disclosure | None) -> Decision:
    """Return the option picked by hand, beside the text that stands as long as that does not say otherwise."""
    legal, picked = legal_options(question), legal_option(question, option)
    if standing is None or not standing.answers:
        return Decision(Act.CHOOSE, option=picked, disclosure=disclosure or Disclosure.INTERNAL)
    if standing.act is Act.NOT_APPLICABLE:
        if said_by(picked, legal) is Meaning.NOT_APPLICABLE:
            return replace(standing, option=picked)
        return Decision(Act.CHOOSE, option=picked, disclosure=disclosure or Disclosure.INTERNAL)
    kept = replace(standing, disclosure=level_of(standing, disclosure))
    made = with_option(kept, picked, legal)
    return made if made.text_is_own else replace(made, act=Act.CHOOSE)


def inapplicable(question: Question, reason: str, option: str | None) -> Decision:
    """Return that the question does not apply, with the legal option that says so where there is exactly one."""
    said = reason.strip()
    if not said:
        raise InputRejected(f"{question.key}: not applicable needs a reason.", "Say why in a sentence.")
    derived = not_applicable_option(legal_options(question))
    picked = derived if option is None else legal_option(question, option)
    return Decision(Act.NOT_APPLICABLE, text=said, option=picked, reason=said, disclosure=Disclosure.PUBLIC)


def refuse_empty(question: Question, text: str, option: str | None) -> None:
    """Raise InputRejected where neither a text nor an option is given."""
    if not text.strip() and option is None:
        raise InputRejected(f"{question.key}: the answer is empty.", "Write something, or skip the question.")
