"""How long an answer may be: what a text-length rule, its prompt, a header or the question's own words allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from exporters.ooxml.workbook import Validation

_MOST = 32_767
"""Characters that a cell can hold at all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a text: characters (UTF-16 units, as Excel counts) and words; ``None`` where there is none."""

    max_chars: int | None = None
    min_chars: int | None = None
    max_words: int | None = None

    def with_(self, other: Limits) -> Limits:
        """Return the bounds that keep both."""
        if other is UNLIMITED or self is UNLIMITED:
            return self if other is UNLIMITED else other
        return Limits(
            _least(self.max_chars, other.max_chars),
            self.min_chars if other.min_chars is None else max(self.min_chars or 0, other.min_chars),
            _least(self.max_words, other.max_words),
        )


UNLIMITED = Limits()
"""No bounds at all: what nearly every text says."""


def _least(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)


_NUMBER = r"(?P<number{0}>\d{{1,3}}(?:[.,’'\u00a0\u202f ]\d{{3}})+|\d{{1,5}})"
_CHARACTERS = (
    r"char(?:acter)?s?\b|caract[èe]res?\b|zeichen\b|caracteres?\b|carat+er[ei]\b|tekens?\b|karakters?\b|tecken\b"
    r"|tegn\b|znak(?:ów|i)?\b|文字|字符|字元|字(?![母符段节典体幕])|글자|자(?![료동산격])|символ\w*|знак\w*"
    r"|χαρακτήρ\w*|حرف\w*|תווים"
)
_WORDS = (
    r"words?\b|mots?\b|w[oö]rter\w*|worte\b|palabras?\b|palavras?\b|parole\b|woorden\b|ord\b|słów\b|wyraz\w*"
    r"|単語|单词|단어|слов\w*|λέξ\w*|كلمة|كلمات|מילים"
)
_UNIT = rf"(?P<chars{{0}}>{_CHARACTERS})|(?P<words{{0}}>{_WORDS})"
_BEFORE = (
    r"max(?:imum|imal\w*|imo|\.)?(?: length| size| of| de| von| di| van)*\s*[:=]?"
    r"|(?:no|not) (?:more|longer) than|not (?:to )?exceed(?:ing)?|(?:must|should|may|do|does|can)(?: ?not|n't) exceed"
    r"|up to|at most|limit(?:ed)?\b[^.;\d]{0,40}?(?:to|of|:|=)?|within|under|fewer than|less than"
    r"|in (?:about )?(?:under|max\.?)"
    r"|pas plus de|ne (?:doit|doivent|peut) pas dépasser|jusqu'à|limit[ée]e?s? à|au (?:plus|maximum)|dans la limite de"
    r"|nicht (?:mehr|länger) als|höchstens|bis zu|begrenzt auf|nicht überschreiten|unter"
    r"|no más de|hasta|como máximo|máximo(?: de)?|límite de|no (?:debe )?(?:exceder|superar)(?: de)?|não mais (?:de"
    r"|do que)|até"
    r"|no máximo|limite de|non più di|fino a|al massimo|massimo|entro|niet meer dan|maximaal|hoogstens|ten hoogste"
    r"|högst|max\.?|ikke mere end|højst|maksymalnie|nie więcej niż|do|не более|максимум|до|το πολύ|έως|μέχρι"
    r"|بحد أقصى|لا يزيد عن|עד|לא יותר מ|最大|最多|不超过|不得超过|최대|上限"
)
_AFTER = (
    r"max(?:imum|\.)?\b|or (?:less|fewer)|limit\b|maximum|ou moins|au maximum|au plus|höchstens|oder weniger"
    r"|como máximo|máximo|o menos|no máximo|ou menos|al massimo|massimo|maximaal|of minder|eller färre|以内|以下|まで"
    r"|内|이내|이하|максимум|或更少"
)
_LIMITED = re.compile(
    rf"(?:(?<![A-Za-zÀ-ÿ])(?:{_BEFORE}))\s*{_NUMBER.format(1)}[\s-]*(?:{_UNIT.format(1)})"
    rf"|{_NUMBER.format(2)}[\s-]*(?:{_UNIT.format(2)})[\s)\]]*(?:{_AFTER})",
    re.IGNORECASE,
)
_MEASURED = re.compile(rf"\d[\s-]*(?:{_CHARACTERS}|{_WORDS})", re.IGNORECASE)
"""A number of characters or words: part of every bound that prose sets."""
_BARE = re.compile(rf"[(\[]\s*{_NUMBER.format(1)}[\s-]*(?:{_UNIT.format(1)})\s*[)\]]", re.IGNORECASE)
"""``(500 characters)``: brackets around nothing else say as much as *at most*."""
_OF_SOMETHING_ELSE = re.compile(
    r"passw|passphrase|passcode|\bpins?\b|user ?names?|\btokens?\b|\bkeys?\b|file ?names?|hostname|identifier"
    r"|\bstrings?\b"
    r"|mots? de passe|kennw|contraseñ|senha|wachtw|lösenord|adgangskode|hasł|hasel|パスワード|密码|口令|비밀번호|парол"
    r"|κωδικ|كلمة المرور|كلمات المرور|סיסמ|code word",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?。！？;])(?<!max\.)\s+|\n+", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def limits_of_text(text: str) -> Limits:
    """Return the bounds that prose sets (``max. 500 characters``, ``höchstens 80 Wörter``)."""
    found = UNLIMITED
    for sentence in _SENTENCE.split(text) if _MEASURED.search(text) else ():
        for match in () if _OF_SOMETHING_ELSE.search(sentence) else _matches(sentence):
            found = found.with_(match)
    return found


def _matches(sentence: str) -> list[Limits]:
    spoken = [*_LIMITED.finditer(sentence), *_BARE.finditer(sentence)]
    return [_limit(match.groupdict()) for match in spoken]


def _limit(said: dict[str, str | None]) -> Limits:
    number = re.sub(r"\D", "", said["number1"] or said.get("number2") or "")
    if not number or not 0 < int(number) <= _MOST:
        return Limits()
    words = said.get("words1") or said.get("words2")
    return Limits(max_words=int(number)) if words else Limits(max_chars=int(number))


def limits_of_rule(rule: Validation | None) -> Limits:
    """Return the bounds of a text-length rule with constant bounds, and those that its prompt or error text tells."""
    if rule is None:
        return UNLIMITED
    said = limits_of_text(rule.prompt).with_(limits_of_text(rule.prompt_title)).with_(limits_of_text(rule.error))
    return said.with_(_constant(rule)) if rule.kind == "textLength" else said


def _constant(rule: Validation) -> Limits:
    low, high = _count(rule.formula1), _count(rule.formula2)
    if rule.operator == "between":
        return Limits(high, low)
    if low is None:
        return Limits()
    return {
        "equal": Limits(low, low),
        "lessThan": Limits(max(low - 1, 0)),
        "lessThanOrEqual": Limits(low),
        "greaterThan": Limits(min_chars=low + 1),
        "greaterThanOrEqual": Limits(min_chars=low),
    }.get(rule.operator, Limits())


def _count(formula: str) -> int | None:
    """Return a whole number that stands as a constant (``500``, ``=500``, ``500.0``); formulas tell nothing."""
    match = re.fullmatch(r"=?\s*(\d{1,9})(?:\.0*)?", formula.strip())
    return int(match[1]) if match else None
