"""What an incoming file asks, and where each answer goes: the contract between reader and writer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.disclosure import CellValue


class QuestionKind(StrEnum):
    """What sort of answer a question wants."""

    YES_NO = "yes/no"
    DESCRIBE = "describe"
    VALUE = "value"
    EVIDENCE_REQUEST = "evidence request"
    COMMITMENT = "commitment"
    RESPONDENT_FACT = "respondent fact"
    INSTRUCTION = "instruction"


class SlotKind(StrEnum):
    """What type of value a slot takes."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class SlotRole(StrEnum):
    """Which part of the answer a slot takes."""

    ANSWER = "answer"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    OWNERSHIP = "ownership"
    OTHER = "other"


class Existing(StrEnum):
    """What happens to a slot that already holds another answer."""

    KEEP = "keep"
    REPLACE = "replace"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, order=True)
class CellAddress:
    """A cell of a workbook: sheet name and A1 reference."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True, order=True)
class WordAddress:
    """A place in a Word document, 0-based, e.g. ``table 3 row 2 col 1`` or ``paragraph 41``."""

    at: str
    control: int | None = None
    """Which content control at that place: the Nth ``sdt`` of the body."""
    fields: tuple[int, ...] = ()
    """Which legacy form fields: the Nth ``ffData`` of the body; several are boxes of one scale."""

    def __str__(self) -> str:
        control = "" if self.control is None else f" control {self.control}"
        return self.at + control + "".join(f" field {number}" for number in self.fields)


Address = CellAddress | WordAddress


@dataclass(frozen=True, slots=True)
class Option:
    """A legal choice: the file's own text, and the typed value that the cell must hold."""

    text: str
    value: CellValue


@dataclass(frozen=True, slots=True)
class Slot:
    """Where part of an answer goes and what may stand there."""

    address: Address
    kind: SlotKind
    role: SlotRole
    options: tuple[Option, ...] = ()
    max_chars: int | None = None
    """Longest text, in UTF-16 units as Excel counts them."""
    min_chars: int | None = None
    max_words: int | None = None
    existing: CellValue | None = None
    """What stands there now, uniform prefilled defaults not counted."""
    prefilled: CellValue | None = None
    """A uniform default such as ``Select…`` or ``0``, which is not an answer."""
    header: str = ""
    appended: bool = False
    """The file has no such column; it is to be added."""

    def takes(self, text: str) -> bool:
        """Whether the text keeps the slot's limits of characters and words."""
        units = len(text.encode("utf-16-le")) // 2
        longest = units if self.max_chars is None else self.max_chars
        words = 0 if self.max_words is None else len(text.split()) - self.max_words
        return (self.min_chars or 0) <= units <= longest and words <= 0


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked, with the slots that take its answer."""

    address: Address
    text: str
    id: str | None = None
    section: str = ""
    guidance: str = ""
    parent: str | None = None
    """Key of the question this one follows up on."""
    condition: str = ""
    """When the follow-up applies, in the file's words, e.g. ``If yes``."""
    kind: QuestionKind = QuestionKind.DESCRIBE
    fact: str = ""
    """Which fact about the respondent is asked, e.g. ``company_name``; ``""`` for every other question."""
    language: str = "en"
    slots: tuple[Slot, ...] = ()

    @property
    def key(self) -> str:
        """Unique within the questionnaire, even where ids repeat across tabs: the address."""
        return str(self.address)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader of a layout was not sure of, for a person to look at."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """An incoming file as understood: its questions in file order and the doubts that remain."""

    name: str
    sha256: str
    questions: tuple[Question, ...]
    doubts: tuple[Doubt, ...] = ()

    def asked_here(self) -> frozenset[Address]:
        """Return the places of a Word document that hold a question and take its answer behind it."""
        return frozenset(
            slot.address
            for question in self.questions
            for slot in question.slots
            if isinstance(slot.address, WordAddress) and slot.address == question.address and slot.existing is None
        )
