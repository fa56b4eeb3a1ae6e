"""Dates as a control's or field's own format writes them (``dateFormat`` and ``lid``, 17.5.2.8, 17.5.2.18)."""

from __future__ import annotations

import re
from datetime import date

from knowledge.disclosure import CellValue

_SIGN = re.compile(r"'([^']*)'|d{1,4}|M{1,4}|y{4}|yy?|[Hhms]{1,2}|[AaPp][Mm]/[AaPp][Mm]|tt|.", re.DOTALL)
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
}
_SHORT = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "de": "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
}
_NAMED = re.compile(r"d{3,4}|M{3,4}")


def as_date(value: CellValue) -> date | None:
    """Return a value that is a date, or a text that is one in ISO form."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        return None


def dated(day: date, pattern: str, language: str) -> str:
    """Return a date in a format such as ``d MMMM yyyy``; ISO where there is none, or in a language without names here.

    Times of day in the format are midnight.
    """
    code = (language or "en").split("-")[0].lower()
    if not re.search(r"[dMy]", pattern) or (_NAMED.search(pattern) and code not in _MONTHS):
        return day.isoformat()
    return "".join(_written(match, day, code) for match in _SIGN.finditer(pattern))


def _written(match: re.Match[str], day: date, code: str) -> str:
    sign = match[0]
    if match[1] is not None:
        return match[1]
    if sign[0] == "d":
        return _named(_DAYS, code, day.weekday(), sign) if len(sign) > 2 else str(day.day).zfill(len(sign))
    if sign[0] == "M":
        return _named(_MONTHS, code, day.month - 1, sign) if len(sign) > 2 else str(day.month).zfill(len(sign))
    if sign[0] == "y":
        return f"{day.year:04}" if len(sign) == 4 else f"{day.year % 100:02}"
    if sign[0] in "Hhms":
        return ("12" if sign[0] == "h" else "0").zfill(len(sign))
    return "AM" if sign == "tt" or ("/" in sign and len(sign) == 5) else sign


def _named(names: dict[str, str], code: str, number: int, sign: str) -> str:
    if len(sign) == 3 and names is _MONTHS and code in _SHORT:
        return _SHORT[code].split()[number]
    full = names[code].split()[number]
    return full if len(sign) == 4 else full[:3]
