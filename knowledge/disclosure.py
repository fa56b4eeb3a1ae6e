"""The single gate through which text, choices and numbers leave: :func:`release`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Protocol

from knowledge.statement import Disclosure

CellValue = str | int | float | bool | date
"""What may stand in an answer slot: text stays text, numbers stay numbers."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What a recipient may see on a date; ``basis`` says why (an NDA record, or none)."""

    level: Disclosure = Disclosure.PUBLIC
    basis: str = "no account"

    def covers(self, disclosure: Disclosure) -> bool:
        """Whether a text of that disclosure may be shown; ``internal`` never is."""
        return disclosure is not Disclosure.INTERNAL and disclosure.rank <= self.level.rank


NO_CLEARANCE: Final = Clearance()
"""What a reader without an account may see: public texts."""


class Releasable(Protocol):
    """A piece of content that knows how far it may go and what it rests on."""

    @property
    def content(self) -> CellValue:
        """The text, number or date itself."""

    @property
    def disclosure(self) -> Disclosure:
        """The highest disclosure of everything the content rests on."""

    @property
    def basis(self) -> tuple[str, ...]:
        """Ids of the statements and documents it rests on."""

    @property
    def contact(self) -> str:
        """Whom to ask for it under NDA."""


_GATE: Final = object()


@dataclass(frozen=True, slots=True)
class ReleasedText:
    """Content that passed the gate; only :func:`release` and its own methods can make one."""

    content: CellValue
    confidential: bool
    basis: tuple[str, ...]
    _gate: object = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._gate is not _GATE:
            raise TypeError("ReleasedText is made by knowledge.disclosure.release only")

    def as_choice(self, value: CellValue) -> ReleasedText:
        """Return the legal option that carries this same, released answer."""
        return replace(self, content=value)

    def flagged(self, marker: str) -> ReleasedText:
        """Return the text behind a marker such as ``[CONFIDENTIAL – NDA]``; only text can carry one."""
        if not isinstance(self.content, str):
            return self
        return replace(self, content=f"{marker} {self.content}")

    def confidential_notice(self) -> ReleasedText:
        """Return the notice for beside confidential content, where the content itself carries no marker."""
        return replace(self, content="[CONFIDENTIAL] This answer is confidential and shared under NDA.")


@dataclass(frozen=True, slots=True)
class Withheld:
    """Content that must not leave, with the notice that may stand in its place."""

    disclosure: Disclosure
    basis: tuple[str, ...]
    reason: str
    notice: ReleasedText | None


def release(item: Releasable, clearance: Clearance, as_of: date) -> ReleasedText | Withheld:
    """Return the content for a reader with ``clearance`` on ``as_of``, or why it is withheld."""
    if clearance.covers(item.disclosure):
        return ReleasedText(
            content=item.content,
            confidential=item.disclosure is not Disclosure.PUBLIC,
            basis=item.basis,
            _gate=_GATE,
        )
    if item.disclosure is Disclosure.INTERNAL:
        return Withheld(item.disclosure, item.basis, "internal: never leaves the company", None)
    return Withheld(
        item.disclosure,
        item.basis,
        f"under NDA only, and on {as_of.isoformat()} the clearance is {clearance.level} ({clearance.basis})",
        _notice(item.contact),
    )


def _notice(contact: str) -> ReleasedText:
    where = f" from {contact}" if contact else ""
    return ReleasedText(
        content=f"[NDA REQUIRED] The answer to this item is available under NDA{where}.",
        confidential=False,
        basis=(),
        _gate=_GATE,
    )
