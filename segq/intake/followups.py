"""Which question a follow-up hangs on, and when it applies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from answers.questionnaire import Address, CellAddress, Question
from exporters.ooxml.references import parse_cell
from segq.intake.grid import Grid
from segq.intake.wording import split_id

_ANSWERS = (
    r"yes|no|not|oui|non|ja|nein|sí|si|sim|não|sì|nee|nej|nie|tak"
    r"|はい|いいえ|是|否|예|아니(?:오|요)|да|нет|ναι|όχι|نعم|لا|כן|לא"
)
_CONDITION = re.compile(
    r"^[^\w「]{0,3}(?:(?:please )?(?:answer|complete|only|respond|fill in|applies|applicable|required"
    r"|explain)(?: only)? )?(?P<when>"
    r"if (?:yes|no|not|so|applicable|available|any|other|partial\w*|the (?:answer|response)|your (?:answer|response)"
    r"|(?:you )?(?:have )?(?:answered|responded|selected|replied|said)|question|n/?a|marked|none|true"
    r"|false)\b[^,:;?.]{0,60}"
    r"|if (?:q\s?)?\d[\w.\-]{0,10}\s*(?:=|is|was)\s*[^,:;?.]{0,20}"
    r"|(?:where|when) (?:applicable|yes|no)|in (?:that|this) case|otherwise(?=\s*[,:])"
    r"|si (?:oui|non|la réponse|tel est|c'est|vous avez répondu)[^,:;?.]{0,40}|le cas échéant|dans l['’]affirmative"
    r"|dans la négative|sinon|dans ce cas"
    r"|(?:falls|wenn|sofern) (?:ja|nein|zutreffend|nicht|vorhanden|sie mit|frage)[^,:;?.]{0,40}|andernfalls"
    r"|gegebenenfalls"
    r"|en caso (?:afirmativo|negativo|contrario|de)[^,:;?.]{0,40}|si (?:la respuesta|es así|procede|su respuesta"
    r"|respondió)[^,:;?.]{0,40}"
    r"|de ser así|si (?:sí|no)(?=\s*[,:;])"
    r"|em caso (?:afirmativo|negativo)|caso (?:sim|positivo|afirmativo|negativo|não|contrário|a resposta)[^,:;?.]{0,40}"
    r"|se (?:sim|não|aplicável|a resposta|sì|no|applicabile|così|la risposta)\b[^,:;?.]{0,40}"
    r"|in caso (?:affermativo|negativo|contrario)|(?:zo|indien|als) (?:ja|nee|niet|van toepassing"
    r"|uw antwoord)[^,:;?.]{0,30}"
    r"|zo (?:ja|nee)|(?:om|hvis) (?:ja|nej|svaret|relevant|tillämpligt)[^,:;?.]{0,30}"
    r"|(?:jeśli|jeżeli) (?:tak|nie|dotyczy|odpowiedź)[^,:;?.]{0,30}"
    r"|(?:если|при) (?:да|нет|ответ\w*|положительн\w*|отрицательн\w*)[^,:;?.]{0,30}"
    r"|(?:αν|εάν) (?:ναι|όχι|η απάντηση)[^,:;?.]{0,30}|(?:إذا كان|إذا كانت|في حال|إن كان)[^,:;?.؟،]{0,30}|אם (?:כן"
    r"|לא|התשובה)[^,:;?.]{0,30}"
    r"|如果?(?:是|有|否|适用|回答|選|选)[^，,：:。]{0,20}|若(?:是|有|否|适用|為|为)?[^，,：:。]{0,20}"
    r"|(?:「?はい」?|「?いいえ」?|該当する|ある|そう|上記)(?:の|と回答した)?場合(?:は|には)?"
    r"|(?:예|아니오|아니요|있는|그렇다면|해당)(?:인|일|라고 답한|하는)?\s?경우|그렇다면"
    r")",
    re.IGNORECASE,
)
_GUIDED = re.compile(
    rf"(?P<when>\b(?:only|nur|uniquement|seulement|solo|sólo|somente|apenas|alleen|endast|kun|tylko)\b[^.;\n]{{0,25}}?"
    rf"\b(?:if|when|where|wenn|falls|si|se|als|indien|om|hvis|jeśli)\b[^.;\n]{{0,60}}?\b(?:{_ANSWERS})\b[^.;\n]{{0,30}}"
    rf"|\b(?:answer|complete|required|applicable|skip|überspringen|omit)\w* (?:this )?(?:question )?(?:only )?"
    rf"(?:if|when|where|wenn)\b[^.;\n]{{3,80}}"
    rf"|\b(?:if|wenn|falls|si|se|als|indien)\b[^.;\n]{{0,40}}?"
    rf"\b(?:question|frage|pregunta|pergunta|domanda|vraag|q)\s?\d[^.;\n]{{0,60}})",
    re.IGNORECASE,
)
"""How guidance says that a question is asked in one case only."""
_REFERENCE = re.compile(
    r"\b(?:question|item|control|frage|ziffer|nummer|pregunta|pergunta|domanda|vraag|fråga|spørgsmål|pytani[ae]"
    r"|вопрос\w*"
    r"|ερώτηση\w*|q(?=[\s.#-]?\d)|no\.?|nr\.?|n[°º]|#)\s{0,2}(?:no\.? ?|nr\.? ?"
    r"|n[°º] ?)?[#(]?(?P<id>[A-Za-z&]{0,6}[.\-]?\d[\w.\-]{0,12})"
    r"|(?:質問|設問|问题|問題|第|질문|سؤال|שאלה)\s?(?P<other>[A-Za-z]{0,3}\d[\w.\-]{0,8})"
    r"|\bif (?:the (?:answer|response) to )?(?P<bare>[A-Za-z&]{0,6}[.\-]?\d[\w.\-]{0,12})\s*(?:=|is|was|above)"
    r"|\b(?:answer(?:ed)?|response|responded|replied|said)\b[^.;]{0,20}?\b(?:to|in"
    r"|for) (?P<told>[A-Za-z&]{0,6}[.\-]?\d[\w.\-]{0,12})",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"^\W{0,3}(?:(?:please )?(?:see|refer to|cf\.?|same as|as (?:in|for|per))|siehe|vgl\.?|wie (?:in|bei)|voir|cf\.?"
    r"|véase|ver|vide|vedi|zie|se(?: även)?|jf\.?|zob\.?|patrz|см\.?|βλ\.?|参照|参见|见|請參|請見|参考)\b",
    re.IGNORECASE,
)
"""How a text begins that only points at another question."""
_LONGEST_POINTER = 60
_LEAD = re.compile(r"[\s\u00a0\u3000]*(?:[-–—•◦▪‣→>*·o]+(?=\s))?")
_INDENT = 3
"""Blanks by which a part is moved right; fewer are carelessness."""
_BACK = re.compile(
    r"^\W{0,3}(?:if so|in (?:that|this) case|dans ce cas|de ser así|wenn dem so ist|その場合|그렇다면)", re.IGNORECASE
)
"""Conditions on the question right before, be it a follow-up itself."""
_LETTERED = re.compile(r"^(.*\d)[.\-\s]?\(?(?:[a-z]|i{1,3}|iv|v|vi{1,3})\)?\.?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^(.*\d)[.\-]\d{1,3}$")


@lru_cache(maxsize=50_000)
def condition(text: str) -> str:
    """Return the clause that says when the question applies, ``""`` where it always does."""
    _, body = split_id(text)
    found = _CONDITION.match(body.strip())
    return found["when"].strip() if found else ""


def _guided(guidance: str) -> str:
    """Return the clause of a guidance text that says when the question is asked at all."""
    if not guidance:
        return ""
    found = next(filter(None, (_GUIDED.search(line) for line in guidance.splitlines())), None)
    return found["when"].strip() if found else condition(guidance)


@dataclass(frozen=True, slots=True)
class _Known:
    """The questions of one table, to be looked up by id, and how far each is indented."""

    by_id: Mapping[str, Question]
    indents: Mapping[Address, int]
    """Of those that are indented at all."""

    def named(self, text: str) -> Question | None:
        """Return the question that a text names by its id or number."""
        for match in _REFERENCE.finditer(text):
            said = match["id"] or match["other"] or match["bare"] or match["told"]
            if found := self.by_id.get(_plain_id(said)):
                return found
        return None


def linked(questions: Sequence[Question], grid: Grid | None = None) -> tuple[Question, ...]:
    """Return the questions of one table with parent and condition of each follow-up set.

    ``grid`` tells how far texts are indented; without it, ids and words alone decide.
    """
    known = _known(questions, grid)
    result: list[Question] = []
    leader: Question | None = None
    for place, question in enumerate(questions):
        when = condition(question.text) or _guided(question.guidance)
        before = questions[place - 1] if place else None
        parent = _parent(question, when, known, leader, before)
        key = parent.key if parent is not None and parent.address != question.address else None
        changed = (question.parent, question.condition) != (key, when)
        result.append(replace(question, parent=key, condition=when) if changed else question)
        if not when and not _deeper(question, leader, known):
            leader = question
    return tuple(result)


def _known(questions: Sequence[Question], grid: Grid | None) -> _Known:
    """Look up ids that stand once; an id that repeats names nobody."""
    named = [(_plain_id(question.id), question) for question in questions if question.id]
    ids = Counter(own for own, _ in named)
    by_id = {own: question for own, question in named if ids[own] == 1}
    indents = {q.address: by for q in questions if (by := _indent(grid, q))} if grid is not None else {}
    return _Known(by_id, indents)


def _parent(
    question: Question, when: str, known: _Known, leader: Question | None, before: Question | None
) -> Question | None:
    """Return what the question hangs on: what it names, what its id says, what it is indented under, what precedes."""
    if named := _named(question, when, known):
        return named
    if lettered := known.by_id.get(_stem(question.id, _LETTERED)):
        return lettered
    near = leader if leader is not None and leader.section == question.section else None
    if near is not None and _deeper(question, near, known):
        return near
    if not when:
        return None
    if before is not None and before.section == question.section and _BACK.match(when):
        return before
    return known.by_id.get(_stem(question.id, _NUMBERED)) or near


def _named(question: Question, when: str, known: _Known) -> Question | None:
    """Return the question that the condition names, or that a mere pointer such as ``See question 3`` points at."""
    if when:
        return known.named(when)
    _, body = split_id(question.text)
    pointing = len(body) <= _LONGEST_POINTER and _POINTS.match(body)
    return known.named(body) if pointing else None


def _deeper(question: Question, leader: Question | None, known: _Known) -> bool:
    """Whether the question is indented under its leader."""
    if not known.indents or leader is None or leader.section != question.section:
        return False
    return known.indents.get(question.address, 0) >= known.indents.get(leader.address, 0) + _INDENT


def _stem(own: str | None, shape: re.Pattern[str]) -> str:
    """Return ``1.2`` for ``1.2.a``, ``1.2a`` and ``1.2(a)`` by the shape of lettered ids, for ``1.2.1`` by numbered."""
    found = shape.match(_plain_id(own or ""))
    return found[1] if found else ""


@lru_cache(maxsize=50_000)
def _plain_id(own: str) -> str:
    """Return an id as it is compared: without brackets, end marks and a leading ``Q``."""
    plain = own.strip().strip("()[]#:.").casefold()
    return re.sub(r"^q[.\s-]?(?=\d)", "", plain)


def _indent(grid: Grid, question: Question) -> int:
    """Return how far the text is moved right by blanks, dashes or bullets in front of it."""
    address = question.address
    place = parse_cell(address.cell) if isinstance(address, CellAddress) else None
    cell = grid.cell(*place) if place is not None else None
    raw = cell.value if cell is not None else None
    if not isinstance(raw, str):
        return 0
    lead = _LEAD.match(raw)
    front = lead[0].expandtabs(4) if lead else ""
    return len(front) + (4 if front.strip() else 0)
