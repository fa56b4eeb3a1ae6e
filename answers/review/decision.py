"""What a reviewer did with a question: a value pinned to the statement, its hash and the text as they stood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from knowledge.statement import Disclosure, YesNo


class Act(StrEnum):
    """What was done."""

    ACCEPT = "accept"
    """A statement's approved wording, unedited."""
    EDIT = "edit"
    """Words of the reviewer's own, with or without a statement that they started from."""
    CHOOSE = "choose"
    """A legal option picked by hand, against or without what a statement says."""
    NOT_APPLICABLE = "not applicable"
    ASK_EXPERT = "ask expert"
    """Handed to a subject-matter expert, whose reply is awaited."""
    EXPERT_ANSWER = "expert answer"
    SKIP = "skip"
    """Left blank on purpose."""


_ANSWERING = frozenset({Act.ACCEPT, Act.EDIT, Act.CHOOSE, Act.NOT_APPLICABLE, Act.EXPERT_ANSWER})


@dataclass(frozen=True, slots=True)
class Decision:
    """One act with everything that an export, an auditor or a later reviewer needs of it."""

    act: Act
    text: str = ""
    """What goes into text slots; empty where a choice says everything."""
    option: str | None = None
    """The legal option for the answer's choice, in the file's own text."""
    yes_no: YesNo | None = None
    statement: str | None = None
    statement_sha256: str = ""
    """Hash of the statement's canonical form at that moment."""
    approved_text: str = ""
    """The approved wording that an edit started from."""
    disclosure: Disclosure = Disclosure.INTERNAL
    """The strictest of what it rests on; ``internal`` until somebody sets it where it rests on nothing."""
    basis: tuple[str, ...] = ()
    """Ids of the statements and documents it rests on."""
    reason: str = ""
    """Why it is not applicable or skipped; what the expert is asked."""
    expert: str = ""
    """Who is asked, or who replied."""

    @property
    def answers(self) -> bool:
        """Whether something is to be written into the file."""
        return self.act in _ANSWERING

    @property
    def is_done(self) -> bool:
        """Whether nothing more is awaited: everything but a question to an expert."""
        return self.act is not Act.ASK_EXPERT

    @property
    def text_is_own(self) -> bool:
        """Whether the text is a person's own words."""
        return self.act in (Act.EDIT, Act.NOT_APPLICABLE, Act.EXPERT_ANSWER)

    @property
    def unedited(self) -> bool:
        """Whether it is a statement's wording as approved."""
        return self.act is Act.ACCEPT


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands: what was decided last, and its marks."""

    decision: Decision | None = None
    flagged: bool = False
    """Marked for a second look; a flagged question is not signed off."""
    assigned: str = ""
    """Which reviewer it is for; empty for anybody."""


UNTOUCHED = Standing()
