"""What single texts look like, in several languages: questions, requests, ids, choices, placeholders.

Every pattern here is weak evidence about one cell; decisions are taken on shares over whole columns.
"""

from __future__ import annotations

import re
from functools import lru_cache

from segq.intake.caseless import Caseless

_QUESTION_WORDS = (
    "is are was were do does did has have had can could will would what which who "
    "whom whose how when where why should may "
    "est-ce existe-t-il y a-t-il avez-vous disposez-vous êtes-vous pouvez-vous comment quel quelle quels quelles qui "
    "combien utilisez-vous effectuez-vous faites-vous "
    "haben hat ist sind wird werden wurde wurden wie welche welcher welches wer wann "
    "gibt verfügt verfügen können kann "
    "besteht bestehen führen führt nutzen nutzt setzen "
    "tiene tienen existe existen dispone cuenta cuentan cómo cuál cuáles qué quién "
    "están está realiza realizan utiliza "
    "possui possuem há como qual quais quem são está estão utiliza realiza "
    "avete esiste esistono quale quali chi sono viene vengono disponete utilizzate "
    "heeft hebben zijn wordt worden hoe welke beschikt beschikken wie "
    "har finns är hur vilka vilken "
    "czy jak jakie"
)
_DUTY_WORDS = (
    "verify ensure establish maintain implement document review use configure enable "
    "restrict perform conduct protect "
    "monitor define develop manage encrypt require assurez vérifiez définir "
    "gewährleisten sicherstellen asegurar garantizar "
    "garantir assegurar garantire assicurare zorg"
)
_INFORMATION_WORDS = (
    "describe provide list explain specify identify indicate please attach detail "
    "state confirm outline name summarize "
    "summarise upload select enter give share supply disclose elaborate "
    "décrivez décrire veuillez indiquez fournissez précisez listez expliquez joignez détaillez merci "
    "beschreiben bitte nennen erläutern geben beschreibe listen angeben "
    "describa describir indique proporcione detalle explique enumere especifique adjunte "
    "descreva informe forneça indique liste explique detalhe anexe "
    "descrivere descriva fornire indicare indicate elencare specificare spiegare allegare "
    "beschrijf geef vermeld licht specificeer "
    "beskriv ange opisz proszę podaj"
)
_QUESTION_START = frozenset(_QUESTION_WORDS.split()) - {"y", "a-t-il"}
_INFORMATION_START = frozenset(_INFORMATION_WORDS.split())
_DUTY_START = frozenset(_DUTY_WORDS.split())
_DUTY = Caseless(
    r"\b(shall|must|should|is required to|are required to|doit|doivent|devra|muss"
    r"|müssen|soll|sollen|debe|deben|deve|devem|"
    r"devono|moet|moeten|dient|ska)\b|应当?|须|必须|すること|こと。?$|ください|なければ"
)
_CJK_QUESTION = re.compile(
    r"是否|有无|有没有|如何|哪些|什么|请|吗|ですか|ますか|でしょうか|せんか|か[。？?]?$|까\?|습니까|인가"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")

_ID_BODY = (
    r"[A-Za-z§&]{0,12}[.\-_/& ]{0,2}[A-Za-z&]{0,8}[.\-_/ ]?\(?\d+[A-Za-z]?(?:[.\-_/()\[\]]{1,2}[0-9A-Za-z]{1,5}){0,7}"
)
_ID = re.compile(rf"^[#(]?(?:{_ID_BODY}|[A-Z]{{1,8}}(?:[.&\-/][A-Z]{{1,8}}){{0,3}})[.):\]]?$")
_NOT_IDS = frozenset({"N/A", "NA", "N.A", "Y", "N", "X", "YES", "NO", "TBD", "TBC", "OK"})
_FUSED = re.compile(
    r"^\s*[\[(]?(?P<id>(?:[A-Z&]{1,8}[.\-_]?){0,3}\d+[a-z]?(?:[.\-]\d+[a-z]?)*(?:\([a-z0-9]{1,4}\))*)[\])]?\s*"
    r"(?:[:.)\-–—\t]\s*|\s+)(?=\S*[^\W\d_])"
)

_YES_NO_WORDS = (
    "yes no y n oui non ja nein sí si no sim não sì nee はい いいえ 是 否 有 无 無 tak nie true false "
    "partial partially partly teilweise partiel partiellement parcial parcialmente parziale gedeeltelijk 部分"
)
_YES_NO = frozenset(_YES_NO_WORDS.split())
_NOT_APPLICABLE_TEXTS = (
    "n/a;na;n.a.;not applicable;sans objet;s.o.;non applicable;entfällt;nicht zutreffend;no aplica;não aplicável;"
    "non applicabile;n.v.t.;不适用;不適用;該当なし"
)
_NOT_APPLICABLE = frozenset(_NOT_APPLICABLE_TEXTS.split(";"))
_PLACEHOLDER = re.compile(
    r"^\W*(please )?(select|choose|pick|enter|click|type|insert|sélectionner|sélectionnez|choisir|choisissez|saisir|"
    r"auswählen|bitte|wählen|seleccione|seleccionar|elija|selecione|escolha|seleziona"
    r"|selezionare|scegli|kies|selecteer)\b"
    r"|^(not started|not verified|not assessed|not reviewed|not answered|unanswered|pending|tbd|tbc|to be completed|"
    r"to be determined|non commencé|non évalué|à compléter|nicht begonnen|offen|no iniciado|pendiente|não iniciado|"
    r"pendente|non iniziato|niet gestart|待定|请选择|未开始|未回答|選択してください|未着手|-+|_+|\.{3,}|…|0|\?)$"
    r"|^(请选择|選択)|^\[[^\]]{2,60}\]$|^<[^>]{2,60}>$",
    re.IGNORECASE,
)
_OWNER_WORDS = re.compile(
    r"\b(owned?|owner|provider|customer|vendor|supplier|shared|third[- ]part\w*|3rd[- ]part\w*|outsourced|inherited|"
    r"csp|csc|client|fournisseur|prestataire|partagé\w*|kunde|anbieter|lieferant|geteilt|gemeinsam|cliente|proveedor|"
    r"compartid\w*|fornecedor|compartilhad\w*|fornitore|condivis\w*|leverancier|klant|gedeeld)\b|共同|客户|供应商|顧客|事業者",
    re.IGNORECASE,
)
_SEVERITY_WORDS = (
    "critical high medium moderate low very-high very-low élevé moyen faible hoch mittel niedrig "
    "alto medio baixo médio bajo basso hoog laag 高 中 低"
)
_SEVERITY = frozenset(_SEVERITY_WORDS.split())


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [word.casefold() for word in _WORD.findall(text)]


def has_cjk(text: str) -> bool:
    """Whether the text holds Chinese, Japanese or Korean characters."""
    return bool(_CJK.search(text))


@lru_cache(maxsize=50_000)
def is_interrogative(text: str) -> bool:
    """Whether the text asks for an answer: a question mark, an asking first word, or ``Describe …``."""
    if "?" in text or "？" in text or "¿" in text:
        return len(text) > 8 or has_cjk(text)
    if has_cjk(text):
        return bool(_CJK_QUESTION.search(text))
    first, several = _opening(text)
    return several and (first in _QUESTION_START or first in _INFORMATION_START)


@lru_cache(maxsize=50_000)
def _opening(text: str) -> tuple[str, bool]:
    """Return the first word behind an id, and whether two more follow soon."""
    _, body = split_id(text)
    found = words(body[:60])
    return (found[0] if found else "", len(found) >= 3)


def asks_for_words(text: str) -> bool:
    """Whether the text wants something described, named or handed over, which no yes or no does."""
    return _opening(text)[0] in _INFORMATION_START


@lru_cache(maxsize=50_000)
def is_duty(text: str) -> bool:
    """Whether the text states a duty that is to be met: ``Ensure …``, ``… shall be …``."""
    first, several = _opening(text)
    return (several and first in _DUTY_START) or (len(text) > 12 and _DUTY.search(text[:300]))


@lru_cache(maxsize=50_000)
def is_sentence(text: str) -> bool:
    """Whether the text is long enough to say something on its own."""
    return len(text) >= 8 if has_cjk(text) else len(text) >= 20 and text.count(" ") >= 3


@lru_cache(maxsize=50_000)
def looks_like_id(text: str) -> bool:
    """Whether the text is a question or control number such as ``B&C-01.1``, ``Q12``, ``3.2.a``."""
    if not 0 < len(text) <= 24 or text.count(" ") > 1:
        return False
    return bool(_ID.match(text)) and text.upper().rstrip(".") not in _NOT_IDS


@lru_cache(maxsize=50_000)
def split_id(text: str) -> tuple[str | None, str]:
    """Split an id fused in front of the text, as in ``1.2: Do you …``; the id is ``None`` where there is none."""
    found = _FUSED.match(text)
    if not found or not looks_like_id(found["id"]):
        return None, text
    rest = text[found.end() :]
    bare_number = found["id"].isdigit() and text[found.end("id") : found.end("id") + 1] not in (".", ")", ":", "]")
    return (None, text) if bare_number else (found["id"], rest)


@lru_cache(maxsize=50_000)
def is_yes_no(text: str) -> bool:
    """Whether the text is a yes, a no or a partly, in any of the known languages."""
    if len(text) > 40:
        return False
    found = words(text)
    return (bool(found) and len(found) <= 4 and found[0] in _YES_NO) or text.strip().casefold() in _YES_NO


@lru_cache(maxsize=50_000)
def is_not_applicable(text: str) -> bool:
    """Whether the text says that the question does not apply."""
    return text.strip().casefold() in _NOT_APPLICABLE


@lru_cache(maxsize=50_000)
def is_placeholder(text: str) -> bool:
    """Whether the text asks for or stands for a missing answer (``Select…``, ``Not started``, ``0``)."""
    return bool(_PLACEHOLDER.match(text.strip()))


_CHOICE_WORD = re.compile(
    r"^((fully|partially|partly|mostly|largely|only|not|non|in)[ -]?){0,2}"
    r"(compliant|compliance|complies|implemented|met|conform\w*|applicable|place|applied|tested|supported|satisfied)\b"
    r"|^(partial|none|unknown)$",
    re.IGNORECASE,
)


def is_choice_word(text: str) -> bool:
    """Whether a header is itself a choice, to be ticked in the cells below it."""
    plain = text.rsplit(" / ", 1)[-1].strip()
    return len(plain) <= 24 and (is_yes_no(plain) or is_not_applicable(plain) or bool(_CHOICE_WORD.match(plain)))


def options_are_yes_no(texts: list[str]) -> bool:
    """Whether a set of choices is a yes/no scale, extra shades allowed."""
    plain = [t for t in texts if t and not is_not_applicable(t) and not is_placeholder(t)]
    return len(plain) >= 2 and sum(is_yes_no(t) for t in plain) >= max(2, 0.6 * len(plain))


def options_are_ownership(texts: list[str]) -> bool:
    """Whether a set of choices says who is responsible."""
    plain = [t for t in texts if t and not is_not_applicable(t)]
    return len(plain) >= 2 and sum(bool(_OWNER_WORDS.search(t)) for t in plain) >= 0.6 * len(plain)


def options_are_severity(texts: list[str]) -> bool:
    """Whether a set of choices grades risk or priority, which is the customer's to judge."""
    plain = [t.casefold() for t in texts if t and not is_not_applicable(t)]
    return len(plain) >= 2 and sum(t.split()[0] in _SEVERITY for t in plain if t.split()) >= 0.7 * len(plain)


def listed_options(text: str) -> tuple[str, ...]:
    """Return the choices that a cell prints as ``Yes, No, N/A`` or ``Yes/No``; empty where it prints none."""
    for separator in (",", ";", "|", "\n", "/"):
        parts = tuple(part.strip() for part in text.split(separator) if part.strip())
        if 2 <= len(parts) <= 8 and all(len(part) <= 40 for part in parts) and options_are_yes_no(list(parts)):
            return parts
    return ()
