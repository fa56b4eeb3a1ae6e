"""What a column header hints at, by word stems of several languages: evidence among other evidence, never a key."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from segq.intake.caseless import Caseless


class Hint(StrEnum):
    """What a header word speaks for; finer than the roles that columns get."""

    TYPE = "type of answer"
    ANALYST = "for the customer's reviewer"
    REGISTER = "risk or action register"
    WEIGHT = "weight or risk"
    ID = "id"
    EVIDENCE = "evidence"
    GUIDANCE = "guidance"
    COMMENT = "comment"
    OWNERSHIP = "ownership"
    ANSWER = "answer"
    STATUS = "status or rating"
    DATE = "date"
    REFERENCE = "reference"
    SECTION = "section"
    QUESTION = "question"


_STEMS: dict[Hint, str] = {
    Hint.TYPE: r"(question|answer|response|control|réponse|antwort)[ _-]*(type|format|options?|choices?|scale)\b"
    r"|^type\b|allowed values"
    r"|possible (answers|values|responses)|réponses? possibles?|antwortoptionen|mögliche antworten"
    r"|opciones|题型|選択肢",
    Hint.ANALYST: r"analyst|\b(completed|filled)( in| out)? by (the )?(customer|client|buyer)"
    r"|^(for the |part of the )?(customer|client|buyer)('s)?\b(?!.*(data|guid|support|question|requirement|respons))"
    r"|assessor|review(er|ed| notes| comments)|auditor|evaluator|internal use|office use"
    r"|use only|do not (fill|complete|edit)"
    r"|verified by|verifier|validated by|customer('s)? (comment|note|rating|review|assessment|use)"
    r"|client (comment|note|rating|review)|buyer"
    r"|\((for )?(the )?(customer|client|buyer|purchaser|bank|institution)( use)?( only)?\)|(comments?|notes?|remarks?"
    r"|feedback|review|assessment|rating|score|evaluation|decision|verdict) (of|by|from) (the )?(customer|client|buyer"
    r"|purchaser|bank|institution|university|dpo|ciso|security team|procurement|panel|our)\b|^(internal|our)\b"
    r"|(security|infosec|risk|tprm|grc|procurement|privacy|legal|panel|bank|institution|university|agency|purchaser)"
    r"( team| office| dept\.?| department)?('s)? (comments?|notes?|remarks|feedback|review|rating|score|evaluation"
    r"|decision)\b"
    r"|verdict|reserved|approved by|approver|sign[- ]?off by"
    r"|réservé|donneur d.ordre|avis (de|du)|interne?\b.*(note|vermerk|usage)|auftraggeber|vom kunden"
    r"|durch (den )?kunden"
    r"|uso interno|uso interno|committente|del cliente|do cliente|acheteur|maître d.ouvrage|pouvoir adjudicateur"
    r"|vergabestelle|comprador|(entidad|entidade) contratante"
    r"|stazione appaltante|aanbestedende|opdrachtgever|in te vullen door de"
    r"|甲方|审核|评审|复核|发注者|発注者|委託元|弊社|当社|確認者|判定"
    r"|évaluateur|auditeur|relecteur|prüfer|gutachter|evaluador|revisor|avaliador|valutatore"
    r"|revisore|beoordelaar|评审|审核|審査|評価者|レビュ",
    Hint.REGISTER: r"likelihood|probability|\bimpact\b|mitigation|residual|treatment"
    r"|risk (id|description|owner|title|name|level|score)"
    r"|raised|opened"
    r"|(expected|actual) (result|outcome)|test (case|step|data)|steps? to reproduce|pre-?condition"
    r"|^(action|task|issue|incident|change|milestone|lesson|risk)s?( item| to take| taken)?s?$"
    r"|(action|issue|change|incident|task)s? (id|no\.?|number|description|owner|item|title)|milestone"
    r"|closed|assigned to|probabilité|vraisemblance|eintrittswahrscheinlichkeit|probabilidad|probabilidade",
    Hint.WEIGHT: r"\bweight|\bpoints?\b|max(imum)? score|severity|\bpriority|criticality|\brisk\b"
    r"|\bgap\b|finding|remediation|corrective"
    r"|required action|gewicht|poids|\bpeso\b|risque|risiko|riesgo|risco"
    r"|rischio|权重|重み|重要度|优先级|リスク|风险|gravité|schwere",
    Hint.ID: r"\bids?\b|^no\.?$|^n[°ºr]\b|^nr\.?$|#|^ref\.?\b|^reference$|\bref[_ ]?id\b|\bnumber\b"
    r"|\bnum\b|identifier|\bcode\b|^item$|^control$"
    r"|código|codice|numéro|número|numero|nummer|identifiant|kennung|编号|序号|番号|項番|№|\bno\.$|^s\.?no|^q#",
    Hint.EVIDENCE: r"evidence|artifact|artefact|attachment|attached|support(ing)? doc|\bproof"
    r"|document (reference|name|link)|reference doc|\bfile ?(name|link|ref)"
    r"|(referenz|verweis|fundstelle)\w*( auf)?( die)? ?dokument|dokument(en)?(verweis|referenz)"
    r"|référence documentaire|(documento|referencia) de (referencia|documento)|referência documental"
    r"|preuve|justificatifs?\b|justificatives"
    r"|pièces? jointe|nachweis|beleg|evidencia|evidência|comprova|\bprov[ae]\b|allegat"
    r"|bewijs|证据|證據|证明|附件|エビデンス|証跡|添付",
    Hint.GUIDANCE: r"guidance|guideline|instruction|\bhelp\b|\bhints?\b|\bexamples?\b|more info|\btips?\b"
    r"|discussion|\btypical|annotation|clarification"
    r"|consigne|\baide\b|exemple|hinweis|hilfe|anleitung|beispiel|ayuda|\bguía|orientaci"
    r"|ejemplo|ajuda|orientaç|exemplo|\bguida|istruzion|esempio"
    r"|uitleg|voorbeeld|指南|填写说明|填表说明|示例|記入例|ガイダンス|記入要領",
    Hint.COMMENT: r"\bhow (is|are|do|does)\b|measures? (taken|in place)|current (practice|state|situation)"
    r"|^describe|comment|remark|\bnotes?\b|explanation|explain|\bdetails?\b|additional info|further info"
    r"|justification|rationale|elaborat"
    r"|implementation (desc|detail|note|statement)"
    r"|description of (the )?implementation|supplemental|narrative|précision|remarque"
    r"|beschreibung (der|des|zur) (umsetzung|maßnahme|implementierung)|umsetzungsbeschreibung|umsetzungsdetail"
    r"|description de la mise en|descripción de la implementaci|descrição da implementa|descrizione dell.implementa"
    r"|実施内容|対応内容"
    r"|observation|kommentar|bemerkung|anmerkung|erläuter"
    r"|begründung|ergänzung|comentario|observaci|explicaci|comentário|observaç|justificati"
    r"|explicaç|osservazion|commento|opmerking|toelichting"
    r"|备注|備註|说明|補足|コメント|備考|詳細|注释",
    Hint.OWNERSHIP: r"ownership|\bowners?\b|responsib|accountable|responsab|verantwort|zuständig|propriétaire"
    r"|propietario|proprietario|eigenaar"
    r"|责任|責任|担当",
    Hint.ANSWER: r"answer|response|respond|\breply|réponse|antwort|respuesta|resposta|risposta|antwoord"
    r"|回答|答え|答复|答案|应答|答覆|\bsvar\b|odpowied"
    r"|\((mark )?[x✓✔]\)|\btick\b|\bcheck (the )?box|à cocher|\bcocher\b|ankreuzen|marcar"
    r"|^(values?|your input|input|entry|wert|valeur|valor|waarde)$|please (complete|fill|answer)|to be (completed"
    r"|filled)"
    r"|yes ?/ ?no|\by ?/ ?n\b|oui ?/ ?non|ja ?/ ?nein|s[ií] ?/ ?no|sim ?/ ?não|是/否",
    Hint.STATUS: r"\bstatus\b|complian|\brating|\bscore|maturity|\blevel\b|implemented|in place"
    r"|tested|\bresult|conform|assessment|self-assess|\bmet\b"
    r"|statut|état|niveau|maturité|umsetzung|erfüllt|reifegrad|estado|cumpl|nivel|atend"
    r"|nível|stato|livello|voldoet|状态|符合|达标|実施状況|適合",
    Hint.DATE: r"\bdate\b|deadline|\bdatum\b|fecha|\bdata\b(?! )|日期|期限|due\b",
    Hint.REFERENCE: r"mapping|related|cross|\burl\b|\blink\b|guid\b|training|standard|framework|iso ?\d"
    r"|nist|soc ?2|gdpr|version|applicab|mandatory|required\b"
    r"|norme|norm\b|参考|参照",
    Hint.SECTION: r"section|domain|categor|\barea\b|topic|family|theme|subject|function|group|chapter"
    r"|pillar|domaine|thème|bereich|kategorie|\bthema"
    r"|kapitel|\bárea|dominio|\btema\b|domínio|sezione|ambito|domein|onderwerp|rubrique"
    r"|分类|類別|类别|领域|カテゴリ|分類|区分|章节",
    Hint.QUESTION: r"question|requirement|\bcontrols?\b|capabilit|\bfeature|^fields?$|^attribute$|^parameter$"
    r"|(information|documents?) (required|requested|needed)|query|inquir|criteri|statement|\bitem\b|recommendation"
    r"|\bmeasure|objective|specification|practice"
    r"|description|exigence|\bfrage|anforderung|maßnahme|pregunta|requisito|pergunta"
    r"|domanda|\bvraag|vereiste|mesure|问题|問題|質問|設問|要求|检查项"
    r"|チェック項目|control text|fråga|pytanie",
}
_PATTERNS = {hint: Caseless(stems) for hint, stems in _STEMS.items()}
_ASKED_AT_END = re.compile(
    r"(questions?|requirements?|criteri(on|a)|exigences?|pregunta|pergunta|domanda)\W*$", re.IGNORECASE
)
"""What a composed header such as ``Self-assessment question`` is about stands at its end."""
_PREPOSITION = re.compile(r"\s(?:to|for|of|on|à|zur|zum|auf|para|per)\s", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def header_hints(header: str) -> dict[Hint, float]:
    """Return what the header speaks for, 0–1; the first hint of the order above counts most, long headers less."""
    text = " ".join(header.split())
    if not text or len(text) > 160:
        return {}
    certainty = 1.0 if len(text) <= 60 else 0.7
    hints: dict[Hint, float] = {}
    if _ASKED_AT_END.search(_PREPOSITION.split(text)[0]) and not _PATTERNS[Hint.WEIGHT].search(text):
        hints[Hint.QUESTION] = certainty
    for hint, pattern in _PATTERNS.items():
        if hint not in hints and pattern.search(text):
            hints[hint] = certainty if not hints else 0.35
    return hints


def leading_hint(header: str) -> Hint | None:
    """Return what the header speaks for most."""
    hints = header_hints(header)
    return max(hints, key=lambda hint: hints[hint]) if hints else None
