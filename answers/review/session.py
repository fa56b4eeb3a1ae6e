"""One reviewer's work on one questionnaire: every command checks, then appends to the log, then returns what stands.

It holds the questions' lines and the log in memory and knows no screen and no database: the :class:`ReviewStore` makes
each entry durable before a command returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from answers.proposal import Candidate
from answers.review.decision import UNTOUCHED, Act, Decision, Standing
from answers.review.lines import Line, Opened
from answers.review.log import Entry, Log, NewEntry
from answers.review.offering import Offer, legal_options, offered
from answers.review.states import State
from answers.review.store import ReviewStore
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure, KnowledgeBase

_KEPT_OPEN = 64
"""So many opened questions are kept in memory."""


class ReviewSession:
    """A questionnaire in one reviewer's hands."""

    def __init__(self, store: ReviewStore, reviewer: str, base: KnowledgeBase, as_of: date) -> None:
        self.store, self.reviewer, self.base, self.as_of = store, reviewer, base, as_of
        self._log = Log(store.entries())
        self._lines = {line.key: line for line in store.lines()}
        self._opened: dict[str, Opened] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """Return the questions in file order, as they stand."""
        return tuple(self._lines.values())

    def line(self, key: str) -> Line:
        """Return one question's line; raises InputRejected for a key that the questionnaire does not have."""
        if key not in self._lines:
            raise InputRejected(f"{key}: no such question in this questionnaire.", "List them with `segq status ID`.")
        return self._lines[key]

    def opened(self, key: str) -> Opened:
        """Return one question with its slots and proposal."""
        if key not in self._opened:
            if len(self._opened) >= _KEPT_OPEN:
                self._opened.pop(next(iter(self._opened)))
            self._opened[key] = self.store.opened(self.line(key).key)
        return self._opened[key]

    def history(self, key: str) -> Sequence[Entry]:
        """Return the log of one question, oldest first."""
        return self._log.of(key)

    def refresh(self) -> frozenset[str]:
        """Take in what other reviewers did; returns the keys of the questions that changed."""
        fresh = self.store.entries(after=self._log.last)
        self._take_in(fresh)
        return frozenset(entry.question for entry in fresh)

    # -- commands: each returns the lines as they stand afterwards, with every entry on disk

    def offer(self, key: str, candidate: int = 0) -> Offer:
        """Return what accepting the candidate (0-based) would decide; raises InputRejected where there is none."""
        opened = self.opened(key)
        if candidate >= len(opened.proposal.candidates):
            raise InputRejected(
                f"{key}: there is no candidate {candidate + 1}.", "Search the knowledge base, or edit an answer."
            )
        found = offered(opened.question, opened.proposal.candidates[candidate], self.base)
        if found is None:
            gone = opened.proposal.candidates[candidate].statement
            raise InputRejected(f"{key}: {gone} is no longer in the knowledge base.", "Take another candidate.")
        return found

    def offer_statement(self, key: str, statement: str) -> Offer:
        """Return what answering with any statement of the base would decide, candidate or not."""
        candidates = self.opened(key).proposal.candidates
        known = next((each for each in candidates if each.statement == statement), None)
        found = offered(self.opened(key).question, known or Candidate(statement, 0.0, ()), self.base)
        if found is None:
            raise InputRejected(f"{statement}: no such statement.", "Look it up with `segq kb list`.")
        return found

    def accept(self, key: str, candidate: int = 0, option: str | None = None) -> Line:
        """Accept a candidate as it is worded; ``option`` is the reviewer's pick where none could be derived."""
        return self.take(key, self.offer(key, candidate), option)

    def take(self, key: str, offer: Offer, option: str | None = None) -> Line:
        """Take an offer; raises InputRejected where a legal option must be picked first."""
        decision = offer.decision if option is None else replace(offer.decision, option=self._legal(key, option))
        if offer.wants_option and option is None:
            raise InputRejected(f"{key}: a legal option must be picked. {offer.why}", "Pick one of the options.")
        return self._decide(key, decision)

    def edit(
        self,
        key: str,
        text: str,
        option: str | None = None,
        based_on: Offer | None = None,
        disclosure: Disclosure | None = None,
    ) -> Line:
        """Answer in own words; based on an offer it carries that one's disclosure, else ``internal`` until set."""
        start = based_on.decision if based_on else Decision(Act.EDIT)
        if based_on and text.strip() == start.text and option in (None, start.option) and disclosure is None:
            return self.take(key, based_on, option)
        level = self._disclosure(start.disclosure, disclosure, rests=bool(based_on))
        picked = self._legal(key, option) if option is not None else start.option
        self._refuse_empty(key, text, picked)
        edited = replace(start, act=Act.EDIT, text=text.strip(), option=picked, disclosure=level)
        return self._decide(key, edited)

    def choose(self, key: str, option: str, disclosure: Disclosure | None = None) -> Line:
        """Pick a legal option by hand, keeping the text that stands or is offered beside it out of the answer."""
        standing = self.line(key).standing.decision
        kept = standing if standing and standing.answers else Decision(Act.CHOOSE)
        level = self._disclosure(kept.disclosure, disclosure, rests=bool(kept.basis))
        chosen = replace(kept, act=Act.CHOOSE, option=self._legal(key, option), disclosure=level)
        return self._decide(key, chosen)

    def not_applicable(self, key: str, reason: str, option: str | None = None) -> Line:
        """Answer that the question does not apply, with the reason that the customer reads."""
        if not reason.strip():
            raise InputRejected(f"{key}: not applicable needs a reason.", "Say why in a sentence.")
        picked = self._legal(key, option) if option is not None else None
        return self._decide(
            key,
            Decision(
                Act.NOT_APPLICABLE, text=reason.strip(), option=picked, reason=reason.strip(),
                disclosure=Disclosure.PUBLIC,
            ),
        )  # fmt: skip

    def ask_expert(self, key: str, expert: str, ask: str = "") -> Line:
        """Hand the question to an expert, with a remark for them."""
        if not expert.strip():
            raise InputRejected(f"{key}: nobody is named to ask.", "Name the expert, e.g. an address.")
        return self._decide(key, Decision(Act.ASK_EXPERT, reason=ask.strip(), expert=expert.strip()))

    def expert_answer(
        self, key: str, text: str, expert: str, option: str | None = None, disclosure: Disclosure | None = None
    ) -> Line:
        """Record an expert's reply; without a stated disclosure it is ``internal`` and does not leave."""
        picked = self._legal(key, option) if option is not None else None
        self._refuse_empty(key, text, picked)
        level = disclosure or Disclosure.INTERNAL
        return self._decide(
            key, Decision(Act.EXPERT_ANSWER, text=text.strip(), option=picked, disclosure=level, expert=expert)
        )

    def skip(self, key: str, reason: str = "") -> Line:
        """Leave the question blank on purpose."""
        return self._decide(key, Decision(Act.SKIP, reason=reason.strip()))

    def disclose(self, key: str, level: Disclosure) -> Line:
        """Set how far an edited or expert's answer may go; it may not go further than what it rests on."""
        decision = self.line(key).standing.decision
        if decision is None or not decision.answers:
            raise InputRejected(f"{key}: there is no answer to disclose.", "Answer it first.")
        level = self._disclosure(decision.disclosure, level, rests=bool(decision.basis))
        return self._decide(key, replace(decision, disclosure=level))

    def clear(self, key: str) -> Line:
        """Take the decision off the question."""
        return self._change([key], lambda line: replace(line.standing, decision=None))[0]

    def flag(self, keys: Iterable[str], *, on: bool | None = None) -> Sequence[Line]:
        """Mark the questions for a second look, or unmark them; ``None`` turns the mark of each around."""
        return self._change(
            keys, lambda line: replace(line.standing, flagged=not line.standing.flagged if on is None else on)
        )

    def assign(self, keys: Iterable[str], reviewer: str) -> Sequence[Line]:
        """Give the questions to a reviewer; an empty name gives them to anybody."""
        return self._change(keys, lambda line: replace(line.standing, assigned=reviewer.strip()))

    def decide_many(self, decisions: Sequence[tuple[str, Decision]]) -> Sequence[Line]:
        """Take several decisions as one batch: all or none, undone together."""
        by_key = dict(decisions)
        return self._change(by_key, lambda line: replace(line.standing, decision=by_key[line.key]))

    def undo(self) -> Sequence[Line]:
        """Undo this reviewer's newest batch; nothing to undo gives no lines, another's change a Conflict."""
        return self._append(self._log.undone_by(self.reviewer))

    def redo(self) -> Sequence[Line]:
        """Redo what this reviewer undid last, if they have decided nothing since."""
        return self._append(self._log.redone_by(self.reviewer))

    # -- how it is done

    def _decide(self, key: str, decision: Decision) -> Line:
        return self._change([key], lambda line: replace(line.standing, decision=decision))[0]

    def _change(self, keys: Iterable[str], after: Callable[[Line], Standing]) -> Sequence[Line]:
        lines = [self.line(key) for key in keys]
        return self._append([NewEntry(line.key, after(line), line.version) for line in lines])

    def _append(self, entries: Sequence[NewEntry]) -> Sequence[Line]:
        if not entries:
            return ()
        if self.store.record().state is not State.IN_REVIEW:
            self.store.change_state(self.reviewer, State.IN_REVIEW, "a decision was taken")
        self._take_in(self.store.append(self.reviewer, entries))
        return tuple(self._lines[entry.question] for entry in entries)

    def _take_in(self, entries: Sequence[Entry]) -> None:
        self._log.extend(entries)
        for key in {entry.question for entry in entries}:
            last = self._log.of(key)[-1]
            by = last.by if last.after != UNTOUCHED else ""
            self._lines[key] = replace(
                self._lines[key], standing=last.after, version=last.number, decided_by=by
            )  # fmt: skip

    def _legal(self, key: str, option: str) -> str:
        """Return the option in the file's own text; raises InputRejected where it is not a legal one."""
        legal = [each.text for each in legal_options(self.opened(key).question)]
        if option in legal:
            return option
        if not legal:
            raise InputRejected(f"{key}: it has no choices to pick from.", "Write a text instead.")
        raise InputRejected(f"{key}: {option!r} is no legal option.", f"Legal are: {', '.join(legal)}.")

    @staticmethod
    def _disclosure(present: Disclosure, wanted: Disclosure | None, *, rests: bool) -> Disclosure:
        """Return the level wanted, which may only be stricter than what the answer rests on."""
        if wanted is None:
            return present
        return max(present, wanted, key=lambda level: level.rank) if rests else wanted

    @staticmethod
    def _refuse_empty(key: str, text: str, option: str | None) -> None:
        if not text.strip() and option is None:
            raise InputRejected(f"{key}: the answer is empty.", "Write something, or skip the question.")


@dataclass(frozen=True, slots=True)
class BulkPreview:
    """What a bulk acceptance would take, and which of the marked or settled questions it would leave."""

    taken: tuple[tuple[str, Decision], ...]
    left: tuple[tuple[str, str], ...]
    """Key and why."""
