"""What one option says by itself: the words for yes, no and the rest in many languages, and what may stand around them.

Forms are compared folded: lower case, without accents. A form that says something else in another language stands
under both; which one is meant is decided by the other options of the list, in :mod:`answers.vocabulary`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from answers.question_text import plain


class Meaning(StrEnum):
    """What an option says about a control."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    PLANNED = "planned"
    NOT_APPLICABLE = "not applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an option; ``status`` where it speaks of the control (*Implemented*) and not of the question."""

    meaning: Meaning
    language: str
    status: bool = False


_COLUMNS = (Meaning.YES, Meaning.NO, Meaning.PARTIAL, Meaning.NOT_APPLICABLE, Meaning.PLANNED)

_PLAIN = """
en; yes|true; no|false; partial|partially|partly|in part; na|n/a|n.a|n.a.|#n/a|not applicable|non applicable\
|non-applicable|inapplicable|does not apply|not relevant|not required|out of scope; planned|in progress|scheduled\
|to be implemented|under development|on roadmap|planned for the future
fr; oui; non; partiel|partielle|partiellement|en partie; non applicable|sans objet|s/o|s.o; prévu|prévue|planifié|planifiée|en cours
de; ja; nein; teilweise|teils|zum teil; nicht zutreffend|nicht anwendbar|entfällt|n/z; geplant|in planung
es; sí; no; parcial|parcialmente|en parte; no aplica|no aplicable|no procede; planificado|planificada|planeado|previsto
pt; sim; não; parcial|parcialmente|em parte; não aplicável|não se aplica; planejado|planeado|planejada|previsto
it; sì; no; parziale|parzialmente|in parte; non applicabile; pianificato|previsto|programmato
nl; ja; nee|neen; gedeeltelijk|deels|ten dele; niet van toepassing|n.v.t|nvt; gepland|ingepland
sv; ja; nej; delvis; ej tillämpligt|ej tillämplig|inte tillämpligt|ej aktuellt|e/t; planerad|planerat|planeras
da; ja; nej; delvist|delvis; ikke relevant|ikke anvendelig|ikke aktuelt; planlagt
nb; ja; nei; delvis; ikke relevant|ikke aktuelt|ikke anvendbar; planlagt
fi; kyllä; ei; osittain; ei sovellu|ei sovelleta|ei sovellettavissa|ei koske; suunniteltu|suunnitteilla
et; jah; ei; osaliselt; ei kohaldu; plaanis
lv; jā; nē; daļēji; nav piemērojams; plānots
lt; taip; ne; iš dalies; netaikoma; planuojama
pl; tak; nie; częściowo; nie dotyczy|n/d; planowane|zaplanowane|planowany|w planach
cs; ano; ne; částečně; neuplatňuje se|nevztahuje se|nelze použít|není relevantní; plánováno|plánované|plánuje se
sk; áno; nie; čiastočne; neuplatňuje sa|nevzťahuje sa; plánované
sl; da; ne; delno; ni relevantno|se ne uporablja; načrtovano
hr; da; ne; djelomično|djelomice|delimično; nije primjenjivo|nije primenljivo; planirano
hu; igen; nem; részben|részleges; nem alkalmazható|nem értelmezhető|n/é; tervezett|tervezve|tervben
ro; da; nu; parțial; nu se aplică|nu este aplicabil|neaplicabil; planificat|planificată
tr; evet|var; hayır|yok; kısmen|kısmi; uygulanamaz|uygulanabilir değil|geçerli değil; planlandı|planlanıyor|planlanmış
el; ναι; όχι; μερικώς|εν μέρει|μερικά; δεν ισχύει|δεν εφαρμόζεται|μη εφαρμόσιμο; προγραμματίζεται|προγραμματισμένο|σχεδιάζεται
el-Latn; nai|ne; ochi|oxi;;;
ru; да; нет; частично|отчасти; не применимо|неприменимо|н/п; запланировано|планируется
ru-Latn; da; net|nyet;;;
uk; так; ні; частково; не застосовується|не застосовно|незастосовно; заплановано|планується
be; так; не; часткова; не прымяняецца; запланавана
bg; да; не; частично; неприложимо|не е приложимо; планирано
sr; да; не; делимично; није применљиво; планирано
ar; نعم; لا; جزئي|جزئيا|جزئيًا; غير قابل للتطبيق|لا ينطبق|غير منطبق; مخطط|مخطط له
he; כן; לא; חלקי|חלקית|באופן חלקי; לא רלוונטי|לא ישים; מתוכנן
hi; हाँ|हां|जी हाँ; नहीं|जी नहीं; आंशिक|आंशिक रूप से; लागू नहीं; नियोजित|योजनाबद्ध
zh; 是|是的; 否|不是|不; 部分|部分地; 不适用|不適用; 计划中|計劃中|計畫中|已计划
zh-have; 有; 无|無|没有|沒有;;;
ja; はい|有|有り|あり|○; いいえ|無|無し|なし|×; 一部|部分的|部分的に|△; 該当なし|対象外|非該当|適用外; 予定|計画中|実施予定
ko; 예|네|있음; 아니요|아니오|없음; 부분|부분적|일부; 해당 없음|해당없음|해당사항 없음; 계획|예정|계획됨|계획 중
ko-Latn; ne|ye; aniyo;;;
vi; có|đúng|vâng; không|sai; một phần; không áp dụng; có kế hoạch|đã lên kế hoạch
id; ya|iya|ada; tidak|tidak ada; sebagian; tidak berlaku|tidak dapat diterapkan; direncanakan
ms; ya; tidak|tak; sebahagian; tidak berkenaan; dirancang
sign; ✓|✔|✅; ✗|✘|❌|✖;;;
"""  # noqa: E501 - one table row a language: yes; no; partly; not applicable; planned
_STATUS = """
en; pass|passed|meets|conforms|complies|exists|present|full compliance|in compliance; fail|failed|does not meet\
|does not conform|does not comply|does not exist|absent|unmet|unsupported|unavailable|disabled|unsatisfied\
|noncompliant|nonconforming|nonconformant|non compliance|non-compliance|no compliance|not in compliance; partial compliance;;
fr; conforme|en place|mis en œuvre|mis en oeuvre|mise en œuvre|implémenté; non conforme|pas en place|non mis en œuvre\
|non mis en oeuvre|pas mis en œuvre|non implémenté; partiellement conforme|partiellement en place|partiellement mis en œuvre;;
de; umgesetzt|implementiert|konform|erfüllt|vorhanden; nicht umgesetzt|nicht implementiert|nicht konform|nicht erfüllt\
|nicht vorhanden; teilweise umgesetzt|teilweise implementiert|teilweise konform|teilweise erfüllt|teilweise vorhanden;;
es; implementado|cumple|conforme; no implementado|no cumple|no conforme; parcialmente implementado|cumple parcialmente;;
pt; implementado|conforme|atende; não implementado|não conforme|não atende; parcialmente implementado|atende parcialmente;;
it; implementato|conforme; non implementato|non conforme; parzialmente implementato|parzialmente conforme;;
nl; geïmplementeerd|conform; niet geïmplementeerd|niet conform; gedeeltelijk geïmplementeerd|gedeeltelijk conform;;
zh; 已实施|已實施|符合|满足; 未实施|未實施|不符合|不满足; 部分实施|部分實施|部分符合|部分满足;;
ja; 実施済|実施済み|対応済|対応済み|適合; 未実施|未対応|不適合; 一部実施|一部対応|部分適合;;
"""  # noqa: E501 - one table row a language, as above
_CONTROL = (
    *("implemented", "compliant", "conformant", "conforming", "in place", "met", "satisfied", "supported"),
    *("available", "enabled", "fulfilled", "deployed"),
)
LETTER_PAIRS = ("y n", "t f", "j n", "o n", "s n", "t n", "a n", "i n", "d n", "k e", "e h", "ν ο", "д н", "т н")
"""Yes and no as letters: true/false, ja/nein, oui/non, sí/no, tak/nie, ano/ne, igen/nem, kyllä/ei, evet/hayır…"""

_SIGN = re.compile("([✓✔✅✗✘❌✖])")
_BULLETS = " .!*\"'-•☐☑☒□■▢●○◯\ufe0f"
_SEPARATOR = re.compile(r"\s+-+>?\s+|[(),;:=|\[\]、]")
_NUMBER = re.compile(r"^[(\[]?\d{1,2}(?:[)\].:]+\s*|\s*[-=:]\s*)(?=\D)|^[(\[]?[a-z][)\].]+\s+(?=\S)")
_SCORE = re.compile(r"\s*(?:[(\[]\d{1,2}[)\]]|=\s*\d{1,2})$")
_LABEL = re.compile(r"\d{1,2}|[a-z]")
_WHERE = (
    "in|below|here|further|briefly|how|why|what|the|your|a|comments?|notes?|column|section|field|box|answer|response|"
    "next|to|right|additional|information|info|remarks?|any|more|details?|this|it|and|if applicable|if possible"
)
_REQUEST = re.compile(
    rf"(?:please |kindly )?(?:describe|explain|specify|comment|elaborate|clarify|detail|state"
    rf"|(?:provide|give|add)(?= (?:\w+ )*(?:details?|comments?|explanation|information|description)))"
    rf"(?: (?:{_WHERE}|explanation|description))*|(?:comments?|details?|explanation) required"
    r"|(?:bitte )?(?:erlautern|beschreiben)|(?:veuillez )?(?:preciser|decrire|expliquer)|precisez|decrivez"
    r"|(?:por favor )?(?:especifique|describa|explique|descreva)|(?:si prega di )?(?:specificare|descrivere)"
)
"""What asks for more and changes nothing; a request to attach something is not among it, for a yes would promise it."""

_MATURITY_WORDS = (
    "initial|ad[- ]?hoc|repeatable|developing|defined|managed|quantitatively managed|measured|optimi[sz](?:ed|ing)|"
    "non-?existent|incomplete|performed|established|predictable|innovating|emerging|basic|intermediate|advanced|mature|"
    "adaptive|risk[- ]informed|leading|evolving"
)
STEPS = re.compile(
    r"(?:(?:maturity|capability|cmmi?|tier|stage|level|lvl|step|score|ml|l)[ .-]*)+\d(?:\.\d+)?\b.*|\d+ ?\(.*\)|"
    r"[-+]?\d+(?:[.,]\d+)?(?: ?%| points?| pts?)?(?: ?(?:-|to) ?\d+ ?%?)?|[<>≥≤]=? ?\d+ ?%?|"
    rf"(?:{_MATURITY_WORDS})\b(?: ?[/(,-].*)?"
)
"""A step of a maturity scale, a number or a percentage, as the whole option."""
HOW_OFTEN = re.compile(
    r"never|rarely|seldom|sometimes|occasionally|often|frequently|usually|always|once|continuous(?:ly)?|real[- ]?time|"
    r"hourly|daily|weekly|fortnightly|(?:bi-?|semi-?)?(?:monthly|annual(?:ly)?)|quarterly|yearly|biennial(?:ly)?|"
    r"as needed|on demand|every \S+.*|.*\b(?:per|an?|each) (?:day|week|month|quarter|year)|"
    r"nie|jamais|nunca|mai|nooit|aldrig|immer|toujours|siempre|sempre|altijd|alltid"
)
GRADES = re.compile(
    r"(?:very |extremely )?(?:low|medium|moderate|high|critical|severe|extreme|negligible|minor|major|minimal|none|"
    r"red|amber|yellow|orange|green|poor|fair|good|excellent)(?: (?:risk|impact|severity|priority|likelihood))?"
)
DEGREE = re.compile(r"\b(?:largely|mostly|substantial(?:ly)?|mainly|to (?:a|some) (?:\w+ )?extent)\b|\d ?%")
"""What makes a list of statuses a scale of degrees."""
SEVERAL = re.compile(
    r"\b(?:(?:all|none|any) of the(?:se| above)|(?:select|check|choose|tick) all|all that apply|both)\b"
)
BY_WHOM = re.compile(
    r"\b(?:inherited|hybrid|shared|by (?:the |our |a )?(?:\w+[- ])*(?:provider|vendor|customer|party))\b"
)
UNWANTED = re.compile(
    r"\b(?:experienced|suffered|had (?:a|an|any)|been (?:subject|involved|breached|compromised|hacked|fined)|"
    r"(?:shared?|generic|default) (?:\w+ )?(?:accounts?|passwords?|credentials?|logins?)|hard-?coded|weak|obsolete|"
    r"outdated|end[- ]of[- ]life|bypass\w*|exceptions?|exempt\w*|s(?:ell|old|hare)\b|ha(?:ve|s) access|"
    r"rel(?:y|ies) on|can (?:\w+ )?(?:personnel|staff|employees|administrators|contractors|third part\w+|vendors)\b|"
    r"(?:handle|process|collect|store|retain)s? (?:\w+ ){0,3}data\b|litigation|lawsuits?|violat\w+|"
    r"publicly (?:accessible|available)|exposed)",
    re.IGNORECASE,
)
"""What a question may ask about to which *Implemented* would be no answer."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return the text on one line, lower case, without accents on letters and with a dotted i everywhere."""
    decomposed = unicodedata.normalize("NFD", plain(text).casefold())
    bare = "".join(character for character in decomposed if not "\u0300" <= character <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", bare).replace("ı", "i").split())


def unnumbered(text: str) -> str:
    """Return the folded text without bullet, number or letter as in ``1 - Yes``, ``(a) Yes`` and ``Yes (1)``."""
    bare = _SCORE.sub("", fold(text).strip(_BULLETS))
    return _NUMBER.sub("", bare, count=1).strip(_BULLETS)


def is_numbered(text: str) -> bool:
    """Whether a number stands before the words."""
    return bool(re.match(r"[(\[]?\d{1,2}\b\D*[^\W\d]", fold(text)))


@lru_cache(maxsize=4096)
def readings(text: str) -> frozenset[Reading]:
    """Return every way to read the whole option; empty where some of its words change what a yes or no would say."""
    whole = fold(text)
    for form in (whole, whole.strip(_BULLETS)):
        if form in _FORMS:
            return _FORMS[form]
    pieces = [piece.strip(_BULLETS) for piece in _SEPARATOR.split(_SIGN.sub(r"|\1|", unnumbered(text)))]
    said = [piece for piece in pieces if piece and not _REQUEST.fullmatch(piece)]
    labelled = len(said) > 1 and _LABEL.fullmatch(said[0]) and said[0] not in _FORMS
    return _agreed([_piece(piece) for piece in said[bool(labelled) :]])


def _piece(piece: str) -> frozenset[Reading]:
    """Return what a piece says; in ``oui/yes`` both words must say it."""
    if piece in _FORMS or "/" not in piece:
        return _FORMS.get(piece, _NONE)
    return _agreed([_FORMS.get(part.strip(_BULLETS), _NONE) for part in piece.split("/")])


def _agreed(pieces: list[frozenset[Reading]]) -> frozenset[Reading]:
    """Return the readings in which all pieces mean the same."""
    if not pieces:
        return _NONE
    common = set.intersection(*({reading.meaning for reading in piece} for piece in pieces))
    return frozenset(reading for piece in pieces for reading in piece if reading.meaning in common)


def _rows(table: str, status: bool) -> Iterator[tuple[str, Reading]]:
    for row in table.strip().splitlines():
        language, *columns = row.split(";")
        for meaning, forms in zip(_COLUMNS, columns, strict=True):
            for form in filter(None, forms.strip().split("|")):
                yield form, Reading(meaning, language, status)


def _english_status() -> Iterator[tuple[str, Reading]]:
    """Yield the forms that every English word for a control's status has."""
    for word in _CONTROL:
        for meaning, before in (
            (Meaning.YES, ("", "fully ")),
            (Meaning.NO, ("not ", "non-", "non ")),
            (Meaning.PARTIAL, ("partially ", "partly ")),
        ):
            for lead in before:
                yield lead + word, Reading(meaning, "en", status=True)


def _letters() -> Iterator[tuple[str, Reading]]:
    for pair in LETTER_PAIRS:
        yes, no = pair.split()
        yield yes, Reading(Meaning.YES, pair)
        yield no, Reading(Meaning.NO, pair)


def _forms() -> dict[str, frozenset[Reading]]:
    found: dict[str, set[Reading]] = defaultdict(set)
    for rows in (_rows(_PLAIN, status=False), _rows(_STATUS, status=True), _english_status(), _letters()):
        for form, reading in rows:
            found[fold(form)].add(reading)
    return {form: frozenset(said) for form, said in found.items()}


_NONE: frozenset[Reading] = frozenset()
_FORMS = _forms()
