"""Texts about the file itself: how to fill it in, what its tabs and columns are for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segq.intake.caseless import Caseless

_THE_FILE = Caseless(
    r"\b(work ?book|work ?sheets?|spread ?sheets?|sheets?|tabs?|columns?|cells?|rows?|drop-?downs?|questionnaire"
    r"|template"
    r"|this (form|document|file|assessment)|the form|the file|questions?|answers?|respond(ent)?|comment (field|box)"
    r"|classeur|onglets?|feuilles?|colonnes?|cellules?|lignes?|menu déroulant|formulaire"
    r"|arbeitsmappe|tabellenblatt\w*|tabellenblätter|blatt|reiter|spalten?|zellen?|felde?r?n?|zeilen?"
    r"|fragebogen\w*|datei"
    r"|libro|hojas?|pestañas?|columnas?|celdas?|filas?|cuestionario|formulario|planilha|abas?|colunas?|células?|linhas?"
    r"|questionário|formulário|foglio|fogli|scheda|colonn[ae]|cell[ae]|righ[ae]|questionario|modulo"
    r"|werkblad|tabblad|kolom(men)?|cellen|rijen|vragenlijst|kalkylblad|flik\w*|kolumn\w*|arkusz\w*|kolumn\w*"
    r"|zakładk\w*)\b"
    r"|シート|セル|記入|プルダウン|回答欄|工作表|单元格|填写|表格|下拉"
)
_TITLE = re.compile(
    r"instruction|how[ -]?to\b|read ?me|guidance|\bguide\b|\bhelp\b|\bfaq\b|about (this|the)|\bnotes?\b|overview"
    r"|introduction"
    r"|consignes|mode d.emploi|lisez|hinweis|anleitung|ausfüllhilfe|instruccion|instruç|leia|istruzion|leggimi"
    r"|toelichting|uitleg"
    r"|instrukcj|記入要領|はじめに|说明|填表|使い方|使用方法",
    re.IGNORECASE,
)


_LEAVE = Caseless(
    r"leave (this|these|it|the \w+|cells?|columns?)?( \w+)? ?(blank|empty|alone|untouched)|do not (fill|complete"
    r"|edit|enter|write|use|change)"
    r"|don.t (fill|edit|enter)|(for )?(internal|office|official) use|(completed|filled( in| out)?) by (the "
    r"|our )?(review|assess|audit|customer"
    r"|client|buyer|analyst|evaluat|procurement|security team)|for (the )?(assessor|reviewer|auditor|analyst|evaluator)"
    r"|nicht (ausfüllen|bearbeiten|beschreiben)|frei ?lassen|ne pas (remplir|modifier|compléter)|laisser (ce "
    r"|la )?\w* ?vide"
    r"|no (rellenar|completar|modificar)|dejar en blanco|não (preencher|alterar)|deixar em branco|non compilare"
    r"|lasciare vuoto"
    r"|niet invullen|leeg laten|leave blank|記入しないで|記入不要|请勿填写|勿填"
)


def says_leave_alone(text: str) -> bool:
    """Whether a prompt tells to leave the cell alone."""
    return _LEAVE.search(text)


def speaks_of_the_file(text: str) -> bool:
    """Whether the text names parts of the file, as instructions do."""
    return _THE_FILE.search(text)


def are_instructions(sheet: str, texts: Iterable[str]) -> bool:
    """Whether most texts say how the file is to be filled in; fewer are enough where the sheet's name says so."""
    listed = list(texts)
    share = sum(map(speaks_of_the_file, listed)) / max(len(listed), 1)
    return share >= (0.3 if _TITLE.search(sheet) else 0.6)
