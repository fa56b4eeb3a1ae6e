"""What an action of the terminal UI is, and the places where one is offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where an action is offered."""

    EVERYWHERE = "everywhere"
    QUEUE = "queue"
    REVIEW = "review"
    EDITOR = "answer editor"
    KNOWLEDGE = "knowledge base"
    INBOX = "inbox"
    EXPORT = "sign-off and export"
    DIALOG = "dialogs"
    PROMPT = "while typing a line"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do: ``name`` is the method ``action_<name>``, ``keys`` the usual keys, first one shown."""

    name: str
    place: Place
    keys: tuple[str, ...]
    label: str
    """A word or two, for the footer."""
    help: str
    """One sentence, for help and palette."""
    in_footer: bool = False
    numbered: bool = False
    """The method takes a number: 1 for the first of the keys, 2 for the second, and so on."""

    def call(self, number: int = 1) -> str:
        """Return the action as textual spells it, e.g. ``take_candidate(2)``."""
        return f"{self.name}({number})" if self.numbered else self.name
