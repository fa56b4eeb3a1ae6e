"""What the words of a paragraph or cell say: a label for the answer, a question, an instruction, a signature."""

from __future__ import annotations

import re
from functools import lru_cache

from answers.questionnaire import SlotRole
from answers.respondent_facts import FactName
from segq.intake.caseless import Caseless
from segq.intake.fact_labels import label_of
from segq.intake.followups import condition
from segq.intake.instructions import says_leave_alone, speaks_of_the_file
from segq.intake.stated_options import stated_choices
from segq.intake.wording import has_cjk, is_duty, is_interrogative, split_id, words

_WHOSE = (
    r"(?:(?:the |your |our |please )?(?:vendor|supplier|bidder|provider|respondent|applicant|company|contractor"
    r"|tenderer|proposer|processor|partner)(?:['’]?s)? |your |please |votre |vos |ihre? |su |sua |vostra |uw )?"
)
_OF_WHOM = (
    r"(?: (?:of|by|from|des|der|vom|von|du|de la|de l['’]|de|del|della|do|da|van|van de)[ ]?(?:the |your )?"
    r"(?:\w+er|\w+or|\w+ers|\w+ors|anbieters?|lieferanten|auftragnehmers?|bewerbers?|fournisseur|prestataire|candidat|entreprise"
    r"|société|proveedor|licitador|empresa|fornecedor|fornitore|leverancier|company))?"
)
_NAMES = {
    SlotRole.ANSWER: (
        r"answer|response|reply|respond|statement|your input|result|réponse|antwort|stellungnahme|respuesta"
        r"|contestación|resposta|risposta|antwoord|svar|odpowiedź|回答|答复|答案|应答|答"
    ),
    SlotRole.COMMENT: (
        r"comments?|remarks?|notes?|explanation|details?|justification|rationale|further information"
        r"|additional (?:comments?|information|details)|commentaires?|remarques?|précisions?|observations?"
        r"|kommentar|bemerkung(?:en)?|anmerkung(?:en)?|erläuterung(?:en)?|begründung|comentarios?|observaciones"
        r"|comentários?|observações|commenti|commento|osservazioni|note|opmerking(?:en)?|toelichting|备注|说明|備考|コメント"
    ),
    SlotRole.EVIDENCE: (
        r"evidence|attachments?|supporting (?:documents?|documentation|evidence)|documentation|proof|references?"
        r"|preuves?|justificatifs?|pièces? jointes?|nachweise?|belege?|anlagen?|evidencias?|evidências?|adjuntos?"
        r"|anexos?|evidenze|allegat[oi]|bewijs|bijlagen?|证据|附件|証跡|添付"
    ),
}
_BEHIND = r"(?: \([^()]*\)| (?:here|below|ici|hier))?\s*(?P<end>[:：]|$|(?=\s*[_.…\t]))"
_LABELS = {
    role: re.compile(rf"^\W*{_WHOSE}(?:{names}){_OF_WHOM}{_BEHIND}", re.IGNORECASE) for role, names in _NAMES.items()
}
_SHORT = re.compile(r"^\W{0,2}(?:A|R|Ans|Antw|Rép|Resp)\.? ?\d{0,3}(?:\.\d+)?\s*[:：]")
"""How a paragraph begins that answers ``Q1:``."""
_OWNER = re.compile(
    r"^\W*((answer |response |control |risk )?owner( (of|for) (the |this )?(answer|response|control|topic|question))?"
    r"|responsible( party| person| role)?|responsable( de la (réponse|respuesta))?|verantwortlich\w*"
    r"|zuständig\w*|responsabile)\W*$",
    re.IGNORECASE,
)
_IMPERATIVE = Caseless(
    r"^\W*(please |kindly |veuillez |merci de |bitte |por favor,? |si prega di )?(complete|answer|fill|return|send|sign"
    r"|tick|mark|check|enter|use|refer|submit|note|choose|select|type|do not|read|respond|reply|indicate|répondre"
    r"|remplir|compléter|cocher|retourner|füllen|beantworten|kreuzen|senden|unterschreiben|complete|conteste|responda|rellene|marque"
    r"|devuelva|preencha|compilare|rispondere|vul\b|beantwoord)"
)
_SENTENCE = re.compile(r"(?<=[.!?？。！])\s+(?=\S)|\n+")
_DATES = re.compile(
    r"\b(dates?|datum|date de|fecha|data di|valid (until|to|from)|expir(y|es|ation)( date)?|gültig bis|valable jusqu.*"
    r"|válido hasta|dd[./-]mm|tt\.mm|mm/dd|jj/mm)\b|日期|日付|年月日|(completed|submitted|approved|signed|issued) on$",
    re.IGNORECASE,
)
_NUMBERS = Caseless(r"^(number of|no\. of|how many|anzahl|nombre de|número de|quantité|aantal|numero di)\b")
_BY = (
    r"(the |our )?(customer|client|buyer|purchaser|reviewer|assessor|auditor|evaluator|procurement|bank|insurer"
    r"|underwriter|university|council|agency|authority)"
)
_THEIRS = Caseless(
    rf"\b(use only|for {_BY}('s)? use|(to be )?(completed|filled( in| out)?) by {_BY}|{_BY}('s)? (use|assessment"
    r"|evaluation|remarks|comments|notes|decision|review)\b"
    r"|(internal|reviewer|assessor|evaluator|auditor|office) (notes?|comments?|remarks?|section|assessment|evaluation)"
    r"|réservé|à remplir par (le client|l.acheteur|l.administration)|cadre réservé|usage interne"
    r"|nur (für|vom|durch)|vom (auftraggeber|kunden|prüfer) auszufüllen|wird (vom|von|durch) .{0,40} ausgefüllt"
    r"|interne(r|s)? (vermerke?|bearbeitung|notizen)|bearbeitungsvermerke?|uso interno|uso exclusivo"
    r"|a (cumplimentar|rellenar) por (el |la )?(cliente|compra|entidad|administración|departamento)"
    r"|reservado (a|para)|para uso"
    r"|riservato (a|al|alla)|spazio riservato|alleen voor|in te vullen door de (klant|opdrachtgever|inkoper))"
)
_SIGNS = re.compile(
    r"\b(signature|signed( by| for)?|sign here|for and on behalf of|unterschrift|stempel|handtekening"
    r"|assinatura|firma (y|e) sello|timbro|cachet|podpis|underskrift)\b"
    r"|^(place|ort|lieu|lugar|luogo)\W+(and |und |et |y |e )?(date|datum|fecha|data)"
    r"|^print(ed)? name\b|^name (in )?(block|capital)|^name in druck|^nom en (majuscules|capitales)|^nombre en may"
    r"|^(reviewed|approved|authori[sz]ed|endorsed|countersigned|geprüft|freigegeben|genehmigt|approuvé|validé|visé"
    r"|aprobado|revisado|autorizado|aprovado|approvato|verificato|goedgekeurd) (by|von|durch|par|por|da|door)\b"
    r"|署名|签字|签名|盖章",
    re.IGNORECASE,
)
_SIGNING = frozenset((FactName.SIGNATURE, FactName.SIGNATORY, FactName.SIGNATURE_DATE))
_LETTERED = re.compile(r"^\W{0,2}(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s", re.IGNORECASE)
_QUESTIONNAIRE = re.compile(
    r"questionn?aire|questionário|questionario|cuestionario|fragebogen|vragenlijst|self[- ]?(assess|declar)|assessment"
    r"|due[- ]diligence|intake|auto-?évaluation|autoevaluación|avaliação|selbstauskunft|selbsteinschätzung|formulaire"
    r"|formular\b|formulario|formulário|modulo|application form|proposal form|request for (proposal|information|quot)"
    r"|\brf[pqi]\b|\bform\b|checklist|问卷|調査票|質問票|チェックシート|调查表|request list",
    re.IGNORECASE,
)

_TOLD = Caseless(
    r"\b(report|minutes|policy|procedure|agreement|contract|rapport|compte[- ]rendu|politique|contrat|bericht|protokoll"
    r"|richtlinie|vertrag|informe|acta|política|contrato|relatório|verbale|contratto|relazione)\b"
)

_SPOKEN = frozenset(
    ("you", "your", "vous", "votre", "vos", "sie", "ihr", "ihre", "su", "sus", "seu", "sua", "vostra", "uw")
)


@lru_cache(maxsize=20_000)
def answer_label(text: str) -> tuple[SlotRole, str] | None:
    """Return the role that a text opens as a label for, and what stands behind it; ``None`` for other texts."""
    if short := _SHORT.match(text):
        return SlotRole.ANSWER, text[short.end() :].strip()
    for role, pattern in _LABELS.items():
        found = pattern.match(text)
        if found is not None and (found["end"] or found.end() == len(text) or found.end() > 0):
            return role, text[found.end() :].strip()
    return None


def speaks_to_reader(text: str) -> bool:
    """Whether a text addresses who answers."""
    return not _SPOKEN.isdisjoint(text.casefold().split())


def names_owner(text: str) -> bool:
    """Whether a label names who is responsible, and nothing else."""
    return bool(_OWNER.match(text))


@lru_cache(maxsize=20_000)
def printed_choices(text: str) -> tuple[str, ...]:
    """Return the choices that a text prints and says nothing else (``Yes / No``)."""
    plain = text.strip()
    if len(plain) > 60 or plain.endswith(("?", "？", ".")) or "(" in plain[1:]:
        return ()
    return stated_choices(plain)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


@lru_cache(maxsize=20_000)
def asks(text: str) -> bool:
    """Whether a paragraph asks: its first or last sentence does, and it tells nothing about filling in the file."""
    said = sentences(split_id(text.strip())[1])
    if not said or not is_interrogative(said[0]) or is_instruction(text):
        return False
    told = [part for part in said[1:] if not (is_interrogative(part) or condition(part))]
    return len(told) <= 2 or said[0].endswith("?")


def closes_asking(text: str) -> bool:
    """Whether the last sentence of a text asks."""
    said = sentences(text)
    return len(said) > 1 and said[-1].endswith(("?", "？")) and not is_instruction(text)


@lru_cache(maxsize=20_000)
def is_instruction(text: str) -> bool:
    """Whether a text tells how to fill in the file."""
    return "?" not in text and _IMPERATIVE.search(text) and speaks_of_the_file(text)


def demands(text: str) -> bool:
    """Whether a text states a duty."""
    return is_duty(split_id(text)[1])


def is_colon_label(text: str) -> bool:
    """Whether a text is a short label with a colon at its end."""
    plain = text.rstrip()
    return plain.endswith((":", "：")) and 0 < len(plain) <= 90 and (len(words(plain)) <= 10 or has_cjk(plain))


def is_short_label(text: str) -> bool:
    """Whether a text is short enough for a label, and no sentence."""
    plain = text.strip()
    return 1 < len(plain) <= 90 and len(plain.split()) <= 10 and not plain.endswith((".", "!", ";"))


def is_lettered(text: str) -> bool:
    """Whether a text begins with a letter or number of a list."""
    return bool(_LETTERED.match(text))


@lru_cache(maxsize=20_000)
def is_theirs(text: str) -> bool:
    """Whether a title says that what follows is the customer's own."""
    if len(text) > 160 or "?" in text or len(text.split()) > 16:
        return False
    return says_leave_alone(text) or _THEIRS.search(text.replace("’", "'"))


@lru_cache(maxsize=20_000)
def signs(text: str) -> bool:
    """Whether a label asks for a signature, a signatory or the day of signing."""
    if text.rstrip().endswith(("?", "？")):
        return False
    label = label_of(text.strip())
    if label is not None and label.fact in _SIGNING:
        return True
    return len(text.split()) <= 8 and bool(_SIGNS.search(text))


def names_date(text: str) -> bool:
    """Whether a label asks for a date."""
    return len(text.split()) <= 8 and bool(_DATES.search(text))


def names_number(text: str) -> bool:
    """Whether a label asks for a number."""
    return _NUMBERS.search(text.strip())


def presents_itself(texts: list[str]) -> bool:
    """Whether one of the first texts says that the document is to be filled in, and none that it tells."""
    short = [text for text in texts if len(text) <= 200]
    return any(_QUESTIONNAIRE.search(text) for text in short) and not any(_TOLD.search(text) for text in short)
