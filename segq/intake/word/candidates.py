"""What the readers of tables and paragraphs hand over: places to answer, and texts that ask with theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from answers.questionnaire import SlotKind, SlotRole


class Made(StrEnum):
    """How a place shows that it is one, strongest first."""

    CONTROL = "a content control"
    FIELD = "a form field"
    BOXES = "boxes to tick"
    PLACEHOLDER = "a placeholder"
    LABEL = "a label for the answer"
    RULE = "a line to write on"
    CELL = "an open cell"
    BLANK = "a blank paragraph"
    STANDING = "an answer that stands there"

    @property
    def explicit(self) -> bool:
        """Whether it can hardly be anything else than a place to fill in."""
        return self in (Made.CONTROL, Made.FIELD, Made.BOXES, Made.PLACEHOLDER, Made.LABEL)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that takes part of an answer; ``at``, ``control`` and ``fields`` become its address."""

    at: str
    made: Made
    kind: SlotKind = SlotKind.TEXT
    role: SlotRole = SlotRole.ANSWER
    options: tuple[str, ...] = ()
    control: int | None = None
    fields: tuple[int, ...] = ()
    max_chars: int | None = None
    existing: str | None = None
    header: str = ""
    room: int = 1
    """Blank paragraphs in a row that are this one place."""

    @property
    def key(self) -> tuple[str, int | None, tuple[int, ...]]:
        """What tells it from every other place."""
        return self.at, self.control, self.fields


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that may be a question, with its places; ``weight`` is how much it speaks for a questionnaire."""

    at: str
    text: str
    places: tuple[Place, ...]
    weight: float
    id: str | None = None
    section: str = ""
    guidance: str = ""
    stem: str = ""
    """Address of the text that it is a part of."""
    told: tuple[tuple[str, str], ...] = ()
    """Address and text of what stands plainly between it and a blank place: guidance, or the answer."""


@dataclass(frozen=True, slots=True)
class Block:
    """A table or a run of paragraphs as understood; ``taken_for`` and ``reason`` are for a person to read."""

    address: str
    taken_for: str
    reason: str
    confidence: float
    asked: tuple[Asked, ...] = ()
    weak: bool = False
    """It counts only in a document that other blocks show to be a questionnaire."""
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class Sections:
    """The headings above the text that is read: the last of each level."""

    by_level: dict[int, str] = field(default_factory=dict)

    def enter(self, level: int, title: str) -> None:
        """Take a heading; deeper ones end with it."""
        self.by_level = {known: text for known, text in self.by_level.items() if known < level}
        self.by_level[level] = title

    @property
    def title(self) -> str:
        """The nearest heading."""
        return self.by_level[max(self.by_level)] if self.by_level else ""
