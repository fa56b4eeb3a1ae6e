"""From what a claim answers to the one option that means it among those legal in a cell, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from answers.option_forms import (
    BY_WHOM,
    DEGREE,
    GRADES,
    HOW_OFTEN,
    LETTER_PAIRS,
    SEVERAL,
    STEPS,
    UNWANTED,
    Meaning,
    Reading,
    fold,
    is_numbered,
    readings,
    unnumbered,
)
from answers.polarity import negations
from answers.question_text import asked as what_is_asked
from answers.question_text import plain
from answers.questionnaire import Option
from knowledge.statement import Party, YesNo


class Vocabulary(StrEnum):
    """What the options of a cell speak about."""

    YES_NO = "yes/no"
    STATUS = "status of a control"
    MATURITY = "maturity scale"
    FREQUENCY = "frequency"
    GRADE = "grade"
    MULTI_SELECT = "several to pick"
    MARK = "mark"
    OTHER = "something else"


class Polarity(StrEnum):
    """Whether a yes to the question says that a control is in place."""

    CONTROL = "yes means in place"
    UNSURE = "put in the negative, or about something unwanted"


class WhyNot(StrEnum):
    """Why no option is chosen, in plain words."""

    NO_OPTIONS = "the choices of the cell are not known"
    MATURITY = "the options are numbers, levels or degrees of a maturity scale, which are never guessed"
    FREQUENCY = "the options say how often, not yes or no"
    GRADE = "the options are grades such as low and high, not yes or no"
    MULTI_SELECT = "the options name things of which several may be picked"
    MARK = "the only option is a mark, which says what its column says"
    OTHER = "the options name other things than a yes or a no, or say it in words that are not known"
    SEVERAL = "{options} each mean {answer}"
    QUALIFIED = "no option is a plain {answer}; {options} says more"
    NO_SUCH_ANSWER = "no option means {answer}"
    STATUS_NO = "the options say whether a control is in place, which a no to the question does not settle"
    STATUS_POLARITY = "the options say whether a control is in place, but {answer} to this question may not mean that"
    STATUS_PARTY = "the options also say by whom, which {answer} does not"


@dataclass(frozen=True, slots=True)
class Unchosen:
    """No option was chosen for the answer: why, and the options that it is about."""

    why: WhyNot
    answer: YesNo
    options: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The reason as half a sentence."""
        quoted = " and ".join(f"“{option}”" for option in self.options[:3])
        return self.why.format(answer=_WORD[self.answer], options=quoted)


_WANTED = {YesNo.YES: Meaning.YES, YesNo.NO: Meaning.NO, YesNo.PARTIAL: Meaning.PARTIAL}
_WORD = {YesNo.YES: "yes", YesNo.NO: "no", YesNo.PARTIAL: "partly"}
_ABOUT = {
    Vocabulary.MATURITY: WhyNot.MATURITY,
    Vocabulary.FREQUENCY: WhyNot.FREQUENCY,
    Vocabulary.GRADE: WhyNot.GRADE,
    Vocabulary.MULTI_SELECT: WhyNot.MULTI_SELECT,
    Vocabulary.MARK: WhyNot.MARK,
    Vocabulary.OTHER: WhyNot.OTHER,
}
_SCALES = ((Vocabulary.MATURITY, STEPS), (Vocabulary.FREQUENCY, HOW_OFTEN), (Vocabulary.GRADE, GRADES))
_OFFERED_ANSWERS = re.compile(r"\byes ?(?:/|,|or|\|) ?no\b", re.IGNORECASE)

_CUSTOMER = r"customers?|client|csc|tenant|user entity|institution"
_PROVIDER = r"3rd[- ]party|third[- ]party|outsourced|sub-?processor|infrastructure provider|sub-?service"
_OWN = r"csp|vendor|supplier|provider|service provider|own|ours?|we|internal"
_SHARED = r"shared|joint|both|hybrid"


@dataclass(frozen=True, slots=True)
class _Read:
    """An option as read beside the others of its list."""

    option: Option
    meaning: Meaning
    status: bool

    @property
    def plain(self) -> bool:
        return self.meaning in (Meaning.YES, Meaning.NO) and not self.status


def choose(answer: YesNo, options: tuple[Option, ...], asked: Polarity = Polarity.CONTROL) -> Option | Unchosen:
    """Return the one legal option that means the answer to a question of that polarity, or why there is none."""
    read = _read(options)
    about = _vocabulary(read)
    if not options or about in _ABOUT:
        return Unchosen(_ABOUT[about] if options else WhyNot.NO_OPTIONS, answer)
    fitting = [one for one in read if one.meaning is _WANTED[answer]]
    if len(fitting) != 1:
        return _none_or_several(answer, read, fitting)
    status = fitting[0].status or about is Vocabulary.STATUS
    misleading = _misleading(answer, read, asked) if status else None
    return Unchosen(misleading, answer) if misleading else fitting[0].option


def option_for(answer: YesNo, options: tuple[Option, ...]) -> Option | None:
    """Return the one legal option that means the answer to a question about a control; ``None`` where none does."""
    chosen = choose(answer, options)
    return chosen if isinstance(chosen, Option) else None


def meaning(option: str) -> Meaning:
    """Return what an option says by itself; what is longer, or differs between languages, is ``UNKNOWN``."""
    return _only({reading.meaning for reading in readings(option)})


def meanings(options: tuple[Option, ...]) -> tuple[Meaning, ...]:
    """Return what each option says beside the others of its list."""
    return tuple(one.meaning for one in _read(options))


def is_closed(options: Iterable[Option]) -> bool:
    """Whether the options offer at least a yes and a no."""
    offered = {one.meaning for one in _read(tuple(options))}
    return {Meaning.YES, Meaning.NO} <= offered


def vocabulary(options: tuple[Option, ...]) -> Vocabulary:
    """Return what the options speak about."""
    return _vocabulary(_read(options))


def polarity(question: str) -> Polarity:
    """Return whether a yes says that a control is in place; any negating word makes that unsure."""
    bare = _OFFERED_ANSWERS.sub("", what_is_asked(question))
    unsure = negations(bare) or UNWANTED.search(bare)
    return Polarity.UNSURE if unsure else Polarity.CONTROL


def _read(options: tuple[Option, ...]) -> tuple[_Read, ...]:
    """Read the options beside one another: a word of another language counts where its list speaks that language."""
    ways = [_typed(option) for option in options]
    spoken = _languages(ways, options)
    return tuple(_in(spoken, option, way) for option, way in zip(options, ways, strict=True))


def _typed(option: Option) -> frozenset[Reading]:
    """Return the readings of an option's text; a truth value must agree with it."""
    said = readings(option.text)
    if not isinstance(option.value, bool):
        return said
    truth = Meaning.YES if option.value else Meaning.NO
    return frozenset(reading for reading in said if reading.meaning is truth)


def _languages(ways: list[frozenset[Reading]], options: tuple[Option, ...]) -> set[str]:
    """Return English and each language of which the list holds both a yes and a no."""
    said = {(reading.language, reading.meaning) for way in ways for reading in way}
    both = {language for language, means in said if means is Meaning.YES and (language, Meaning.NO) in said}
    lone = {text for option in options if len(text := fold(option.text)) == 1 and text.isalpha()}
    strange = {pair for pair in both.intersection(LETTER_PAIRS) if pair != "y n" and lone - set(pair.split())}
    return {"en"} | (both - strange)


def _in(spoken: set[str], option: Option, way: frozenset[Reading]) -> _Read:
    said = [reading for reading in way if reading.language in spoken]
    return _Read(option, _only({reading.meaning for reading in said}), any(reading.status for reading in said))


def _only(meanings: set[Meaning]) -> Meaning:
    return next(iter(meanings)) if len(meanings) == 1 else Meaning.UNKNOWN


def _vocabulary(read: tuple[_Read, ...]) -> Vocabulary:
    """Return the vocabulary; a plain yes beside a plain no outweighs everything else."""
    words = {one.meaning for one in read if one.plain}
    if {Meaning.YES, Meaning.NO} <= words:
        return Vocabulary.YES_NO
    scale = _scale(read)
    if scale or words:
        return scale or Vocabulary.YES_NO
    return _without_yes_and_no(read)


def _scale(read: tuple[_Read, ...]) -> Vocabulary | None:
    """Return the scale to which at least two, and at least half, of the options that apply belong."""
    texts = [unnumbered(one.option.text) for one in read if one.meaning is not Meaning.NOT_APPLICABLE]
    for kind, steps in _SCALES:
        on_it = sum(bool(steps.fullmatch(text)) for text in texts)
        if on_it >= 2 and 2 * on_it >= len(texts):
            return kind
    return None


def _without_yes_and_no(read: tuple[_Read, ...]) -> Vocabulary:
    texts = [fold(one.option.text) for one in read if one.meaning is not Meaning.NOT_APPLICABLE]
    if any(one.meaning in _WANTED.values() for one in read):
        graded = any(map(DEGREE.search, texts)) or sum(map(is_numbered, texts)) >= 4
        return Vocabulary.MATURITY if graded else Vocabulary.STATUS
    if any(map(SEVERAL.search, texts)):
        return Vocabulary.MULTI_SELECT
    return Vocabulary.MARK if [len(text) for text in texts] == [1] else Vocabulary.OTHER


def _none_or_several(answer: YesNo, read: tuple[_Read, ...], fitting: list[_Read]) -> Unchosen:
    """Tell options that begin with the answer and go on to say more from lists without any."""
    more = fitting or [one for one in read if _begins(one, _WANTED[answer])]
    why = WhyNot.SEVERAL if fitting else WhyNot.QUALIFIED if more else WhyNot.NO_SUCH_ANSWER
    return Unchosen(why, answer, tuple(one.option.text for one in more))


def _begins(one: _Read, wanted: Meaning) -> bool:
    first = re.match(r"\w+", unnumbered(one.option.text))
    return one.meaning is Meaning.UNKNOWN and first is not None and meaning(first[0]) is wanted


def _misleading(answer: YesNo, read: tuple[_Read, ...], asked: Polarity) -> WhyNot | None:
    """Return why an option about the control's status could be misread as an answer to this question."""
    if answer is YesNo.NO:
        return WhyNot.STATUS_NO
    if asked is Polarity.UNSURE:
        return WhyNot.STATUS_POLARITY
    return WhyNot.STATUS_PARTY if any(BY_WHOM.search(fold(one.option.text)) for one in read) else None


def ownership_option(party: Party, options: tuple[Option, ...]) -> Option | None:
    """Return the one legal option that names exactly this responsible party, as in CAIQ's *3rd-party outsourced*."""
    fitting = [option for option in options if _owner(option.text) is party]
    return fitting[0] if len(fitting) == 1 else None


def _owner(text: str) -> Party | None:
    """Return whom an ownership option names; ``None`` for mixtures that say more than one party can."""
    low = plain(text).lower()
    named = {
        Party.CUSTOMER: bool(re.search(rf"\b(?:{_CUSTOMER})\b", low)),
        Party.PROVIDER: bool(re.search(rf"\b(?:{_PROVIDER})\b", low)),
    }
    own = bool(re.search(rf"\b(?:{_OWN})\b", re.sub(_PROVIDER, " ", low)))
    if re.search(rf"\b(?:{_SHARED})\b", low):
        return (
            Party.SHARED
            if (named[Party.CUSTOMER] and own and not named[Party.PROVIDER]) or not any((*named.values(), own))
            else None
        )
    parties = [party for party, present in named.items() if present] + ([Party.OWN] if own else [])
    return parties[0] if len(parties) == 1 else None
