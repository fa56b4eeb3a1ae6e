"""Tables and rows that look like questions and take no answer: names that sign off, examples, a header once more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segq.intake.fact_labels import Field, label_of
from segq.intake.word.header import Header, RowReading
from segq.intake.word.phrases import asks, names_date, signs

_PERSON = re.compile(
    r"^\W*(roles?|functions?|position|capacity|initials|department|organi[sz]ation|company|party|for|version|comments?"
    r"|remarks?|rolle|funktion|abteilung|kürzel|fonction|qualité|rôle|service|paraphe|función|cargo|rol|área"
    r"|função|papel|ruolo|funzione|functie|rol|afdeling)\W*$",
    re.IGNORECASE,
)
_APPROVES = re.compile(
    r"\bapprov(al|als|ed|er|ers)\b|\bsign(ed)?[- ]?offs?\b|\bsignator(y|ies)\b"
    r"|genehmigung|freigabe|unterzeichn|\bapprobation|\bsignataires?\b|\bvisas?\b|aprobaci|firmantes?\b|aprovaç"
    r"|signatári|approvazione|firmatari|goedkeuring|ondertekening",
    re.IGNORECASE,
)
_WHO = (Field.NAME, Field.TITLE, Field.DATE)
_SHOWS = (
    r"e\. ?g\.?|for example|z\. ?b\.?|beispielfrage|p\. ?ex\.?|par exemple|p\. ?ej\.?|por ejemplo|por exemplo|bijv\.?"
    r"|examples?|samples?|beispiele?|exemples?|ejemplos?|exemplos?|esempio|voorbeeld|przykład|exempel|例|例示|示例|記入例"
)
_SHORT = r"ex\.?|bsp\.?|ej\.?|es\.|vb\.|np\."
_WHOLE = re.compile(rf"^\W*(({_SHOWS})\W*\d{{0,2}}|{_SHORT})[\W_]*$", re.IGNORECASE)
_BEGINS = re.compile(rf"^\W*({_SHOWS}|{_SHORT}) ?\d{{0,2}}\s*[:：–—)\]-]", re.IGNORECASE)


def is_signed_off(rows: Sequence[RowReading], title: str) -> bool:
    """Whether a table names who signs off: columns for a name, a role, a date, and a signature or a title saying so."""
    head = next((row for row in rows if row.single is None), None)
    names = [cell.text for cell in head.seen if cell.text] if head is not None else []
    if len(names) < 2 or any(asks(cell.text) for row in rows for cell in row.seen):
        return False
    signed = any(signs(name) for name in names)
    approved = any(_APPROVES.search(text) for text in (title, names[0]))
    whose = not _names_signer(names[0]) and (signed or _APPROVES.search(names[0]) is not None)
    rest = names[1:] if whose else names
    return (signed or approved) and len(rest) >= 2 and all(map(_names_signer, rest))


def _names_signer(name: str) -> bool:
    label = label_of(name)
    known = signs(name) or names_date(name) or _PERSON.match(name) is not None
    return known or (label is not None and label.field in _WHO)


def is_example(row: RowReading, until: int) -> bool:
    """Whether the cells of a row up to a grid column say that it shows how to answer.

    Where a text only begins so, it has the look of an aside, or an answer stands beside it.
    """
    said = [cell for cell in row.seen if cell.cell.column <= until and cell.text]
    if any(_WHOLE.match(cell.text) for cell in said):
        return True
    return any(_BEGINS.match(cell.text) and (cell.aside or _is_filled(row, until)) for cell in said)


def is_example_title(text: str) -> bool:
    """Whether the title of rows says that they are an example."""
    return len(text.split()) <= 8 and bool(_WHOLE.match(text) or _BEGINS.match(text))


def _is_filled(row: RowReading, until: int) -> bool:
    beside = [cell for cell in row.seen if cell.cell.column > until]
    return any((cell.text and not cell.open) or any(place.existing for place in cell.places) for cell in beside)


def repeats(header: Header, row: RowReading) -> bool:
    """Whether a row below the header says the same again."""
    names = {part for heading in header.headings for part in (heading.text, heading.text.rpartition(" / ")[2])}
    texts = [cell.text for cell in row.seen if cell.text]
    return len(texts) >= 2 and all(text in names for text in texts) and len(set(texts)) >= 2
