"""Where a text leaves room for an answer: a placeholder, a drawn line, a leader's tab, the end of a label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from exporters.word.patterns import BRACED, PROMPTS, RULE, SQUARE
from exporters.word.pieces import BLANKS


class Room(StrEnum):
    """What shows that an answer goes there."""

    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    RULE = "rule"
    LEADER = "leader"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Opening:
    """A stretch of a text that an answer replaces; of length 0 behind a label."""

    start: int
    end: int
    room: Room


_WHOLE = re.compile(
    r"^\W*(please |bitte |veuillez |por favor,? )?(click|tap|choose|select|pick|enter|type|insert|klicken|wählen|geben"
    r"|cliquez|choisi\w*|sélectionn\w*|saisi\w*|haga|elij\w*|seleccion\w*|escrib\w*|fare|scegli|seleziona\w*|kies|klik"
    r"|clique|escolh\w*|answer(?!\s*[:：])|describe)\b.{0,50}"
    r"\b(here|item|answer|text|date|option|one|below|ici|élément|texte|réponse|hier|element|eingabe|text|aquí|aqui"
    r"|elemento|texto|testo|respuesta|optie|tekst)\b.{0,20}$",
    re.IGNORECASE,
)
_ANSWER_WORDS = (
    r"answer|response|reply|statement|result|comments?|remarks?|notes?|explanation|details?|justification|evidence"
    r"|réponse|commentaires?|remarques?|preuves?|antwort|stellungnahme|kommentar|bemerkung(?:en)?|anmerkung(?:en)?"
    r"|erläuterung(?:en)?|begründung|nachweise?|respuesta|comentarios?|observaciones|evidencias?|resposta|comentários?"
    r"|risposta|commenti|osservazioni|antwoord|opmerking(?:en)?|toelichting|svar|odpowiedź|回答|答复|备注|备考|証跡"
)
_WHOSE = (
    r"(?:(?:the |your |our )?(?:vendor|supplier|bidder|provider|respondent|applicant|company|contractor|tenderer"
    r"|partner)(?:['’]?s)? |your |votre |ihre? |su |sua |uw )?"
)
_ANSWER_LABEL = re.compile(rf"\W*{_WHOSE}(?:{_ANSWER_WORDS})(?: \([^()\n]*\))?\s*(?:[:：]|$)", re.IGNORECASE)
_SHORT_LABEL = re.compile(r"\W*(?:[^\s:：.?!]+[^\S\n]+){0,4}[^\s:：.?!]+(?: \([^()\n]*\))?[^\S\n]*[:：](?=\s)\s*")
_LONGEST_LABEL = 120
_ENDS = (":", "：", "?", "？", "؟", "︓")


def opening_in(text: str, underlined: tuple[tuple[int, int], ...] = (), *, leader: bool = False) -> Opening | None:
    """Return the first room inside a text, or at its end behind a leader's tab.

    ``underlined`` are stretches of underlined blanks; a placeholder before a colon or question mark with a line behind
    it belongs to the label.
    """
    rules = [Opening(*one.span(), Room.RULE) for one in RULE.finditer(text)]
    rules += [Opening(start, end, Room.RULE) for start, end in underlined]
    if leader and text.rstrip(" ").endswith("\t"):
        rules.append(Opening(text.rindex("\t"), len(text), Room.LEADER))
    rules.sort(key=lambda one: one.start)
    held = _placeholder(text)
    if held is None or not rules:
        return held or next(iter(rules), None)
    between = text[held.end : rules[0].start]
    return rules[0] if rules[0].start < held.start or any(end in between for end in _ENDS) else held


def _placeholder(text: str) -> Opening | None:
    found = [one.span() for one in BRACED.finditer(text)]
    for one in SQUARE.finditer(text):
        before, after = text[: one.start()].strip(BLANKS), text[one.end() :].strip(BLANKS)
        if PROMPTS.search(one[0][1:-1].strip()) or (not after and (not before or ends_as_label(before))):
            found.append(one.span())
    if not found and _WHOLE.match(" ".join(text.split())):
        found.append((len(text) - len(text.lstrip(BLANKS)), len(text.rstrip(BLANKS))))
    return Opening(*min(found), Room.PLACEHOLDER) if found else None


def ends_as_label(text: str) -> bool:
    """Whether a text ends so that an answer is to follow: with a colon, a question mark, or as *Answer*."""
    seen = text.strip(BLANKS)
    whole = _ANSWER_LABEL.fullmatch(seen)
    return bool(seen) and (seen.endswith(_ENDS) or whole is not None)


def label_end(text: str) -> int:
    """Return where the label at the beginning of an answered text ends, blanks behind it included; 0 without one."""
    head = text[:_LONGEST_LABEL]
    found = _ANSWER_LABEL.match(head) or _SHORT_LABEL.match(head)
    if found is None or not text[found.end() :].strip(BLANKS):
        return 0
    rest = text[found.end() :]
    return found.end() + len(rest) - len(rest.lstrip(BLANKS))


def spaced(before: str, answer: str, after: str) -> str:
    """Return an answer with the blanks that keep it apart from the words around it."""
    head = " " if before and not before.endswith(tuple(BLANKS + "([{<«\"'/")) else ""
    tail = " " if after[:1].isalnum() else ""
    return head + answer + tail
