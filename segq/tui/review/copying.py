"""What a portal is given by hand: what the export would write into the question's slots, through the same gate."""

from __future__ import annotations

from answers.contents import ContentsPolicy
from answers.proposal import LeftBlank, Written
from answers.review.contents import decided_outcomes
from answers.review.lines import Line
from answers.review.session import ReviewSession
from knowledge.disclosure import Clearance
from knowledge.errors import InputRejected, PolicyRefused


def copied_text(session: ReviewSession, line: Line, clearance: Clearance) -> str:
    """Return the texts and options that may leave, one a line.

    Raises PolicyRefused where they are withheld, InputRejected where none fits or is there.
    """
    opened = session.opened(line.key)
    policy = ContentsPolicy(clearance=clearance, as_of=session.as_of)
    outcomes = decided_outcomes(opened.question, line.standing.decision, session.base, policy, opened.proposal.document)
    written = [outcome for outcome in outcomes if isinstance(outcome, Written)]
    if any(outcome.notice for outcome in written):
        raise PolicyRefused(f"{line.id}: withheld: {clearance.basis}.", "Record the NDA with `segq account nda`.")
    if not written:
        raise InputRejected(f"{line.id}: nothing to copy{_why(outcomes)}.", "Edit the answer with e.")
    return "\n".join(str(outcome.released.content) for outcome in written)


def _why(outcomes: tuple[Written | LeftBlank, ...]) -> str:
    blank = next((outcome for outcome in outcomes if isinstance(outcome, LeftBlank)), None)
    return f" ({blank.why}: {blank.text})" if blank else ""
