"""How a text shows that something is to be written into it; the reader and the filler take the same for it."""

from __future__ import annotations

import re

RULE = re.compile(r"_{3,}(?:[ \t\n]*_{3,})*|\.{5,}|…{2,}(?:\.*…*)*|(?:_ ){3,}_?")
BRACED = re.compile(r"\{\{[^{}]{1,80}\}\}|\$\{[^{}]{1,80}\}|«[^«»\n]{1,60}»|<<[^<>\n]{1,60}>>|<[^\W\d_][^<>\n]{1,60}>")
SQUARE = re.compile(r"\[[^\[\]\n]{2,120}\]")
PROMPTS = re.compile(
    r"^\W*(please\b|insert|enter\b|type\b|fill|add\b|your\b|click|tap\b|specify|provide|describe|state\b|list\b|date\b"
    r"|name\b|number of\b|amount\b"
    r"|dd\b|yyyy|xx+|tb[cd]\b|to be (completed|filled|inserted)|answer|response|reply|text\b|here\b"
    r"|(in)?sérer|saisir|saisissez|indiquer|indiquez|compléter|complétez|réponse|votre\b|texte"
    r"|bitte|eintragen|eingeben|einfügen|angeben|ausfüllen|antwort|hier\b|ihre?\b|tt\b"
    r"|insert[ae]r?|indi(que|car)|escriba|escribir|complet[ae]|rellen|respuesta|su\b|inserir|preench|resposta|inserire"
    r"|risposta|vul\b|invullen|antwoord|voer|ange\b|skriv|svar|wpisz|podaj|请|請|填写|记入|記入|入力|回答)"
    r"|(eintragen|eingeben|einfügen|angeben|ausfüllen|invullen|here|ici|hier|aquí|aqui)\W*$",
    re.IGNORECASE,
)
