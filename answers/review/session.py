"""One reviewer's work on one questionnaire: every command checks, then appends to the log, then returns what stands.

It holds the questions' lines and the log in memory and knows no screen and no database: the :class:`ReviewStore` makes
each entry durable before a command returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from answers.proposal import Candidate, Recommendation
from answers.review.decision import Act, Decision, Standing
from answers.review.identical import offer_same
from answers.review.lines import Line, Opened
from answers.review.log import Conflict, Entry, Log, NewEntry
from answers.review.making import (
    chosen,
    edited,
    inapplicable,
    legal_option,
    level_of,
    refuse_empty,
    start_of_edit,
)
from answers.review.offering import Offer, legal_options, offered
from answers.review.picking import with_option
from answers.review.staleness import Freshness
from answers.review.store import Note, ReviewStore
from answers.review.told_before import ToldBefore
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure, KnowledgeBase

_KEPT_OPEN = 64
"""So many opened questions are kept in memory."""


class ReviewSession:
    """A questionnaire in one reviewer's hands."""

    def __init__(self, store: ReviewStore, reviewer: str, base: KnowledgeBase, as_of: date) -> None:
        self.store, self.reviewer, self.base, self.as_of = store, reviewer, base, as_of
        self._log = Log()
        self._lines = {line.key: line for line in store.lines()}
        self._opened: dict[str, Opened] = {}
        self._fresh = Freshness(base, as_of)
        self._read_to = 0
        """Number of the entry up to which everybody's are known; own entries may lie beyond others' unread ones."""
        self.refresh()

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

    def answer_from(self, base: KnowledgeBase) -> None:
        """Work with this knowledge base from now on: a screen shows the list before the base is loaded."""
        self.base, self._fresh = base, Freshness(base, self.as_of)

    @cached_property
    def told(self) -> ToldBefore:
        """What the account was told before, ready to be asked about many questions."""
        return ToldBefore(self.store.told())

    def stale(self, key: str) -> str:
        """Return why the question's decision no longer stands; empty where it does."""
        return self._fresh.stale(self.line(key).standing.decision)

    def entries(self) -> Sequence[Entry]:
        """Return the whole log, oldest first."""
        return self._log.entries

    def history(self, key: str) -> Sequence[Entry]:
        """Return the log of one question, oldest first."""
        return self._log.of(key)

    def refresh(self) -> frozenset[str]:
        """Take in what other reviewers did; returns the keys of the questions that changed."""
        found = self.store.entries(after=self._read_to)
        self._read_to = found[-1].number if found else self._read_to
        fresh = [entry for entry in found if not self._log.knows(entry)]
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

    def offer_proposed(self, key: str) -> Offer:
        """Return what accepting the proposal would decide; raises InputRejected where segq proposes no answer."""
        if self.line(key).recommendation is Recommendation.NONE:
            raise InputRejected(
                f"{key}: segq proposes no answer; the statements listed are only the nearest.",
                "Take one on purpose by its number, write an answer, or ask an expert.",
            )
        return self.offer(key)

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
        """Take an offer; an option against what it says stands alone, as chosen by hand.

        Raises InputRejected where a legal option must be picked first.
        """
        question = self.opened(key).question
        if option is not None:
            picked = legal_option(question, option)
            return self._decide(key, with_option(offer.decision, picked, legal_options(question)))
        if offer.wants_option:
            raise InputRejected(f"{key}: a legal option must be picked. {offer.why}", "Pick one of the options.")
        return self._decide(key, offer.decision)

    def edit(
        self,
        key: str,
        text: str,
        option: str | None = None,
        based_on: Offer | None = None,
        disclosure: Disclosure | None = None,
    ) -> Line:
        """Answer in own words.

        Based on an offer, or on the answer that stands, they carry its disclosure, else ``internal`` until one is set.
        """
        question, standing = self.opened(key).question, self.line(key).standing.decision
        start = start_of_edit(standing, based_on.decision if based_on else None)
        if based_on and text.strip() == start.text and option in (None, start.option) and disclosure is None:
            return self.take(key, based_on, option)
        return self._decide(key, edited(question, start, text, option, disclosure))

    def choose(self, key: str, option: str, disclosure: Disclosure | None = None) -> Line:
        """Pick a legal option by hand; the text that stands stays beside it unless it says otherwise."""
        standing = self.line(key).standing.decision
        return self._decide(key, chosen(self.opened(key).question, standing, option, disclosure))

    def not_applicable(self, key: str, reason: str, option: str | None = None) -> Line:
        """Answer that the question does not apply, with the reason that the customer reads."""
        return self._decide(key, inapplicable(self.opened(key).question, reason, option))

    def ask_expert(self, key: str, expert: str, ask: str = "") -> Line:
        """Hand the question to an expert, with a remark for them."""
        if not expert.strip():
            raise InputRejected(f"{key}: nobody is named to ask.", "Name the expert, e.g. an address.")
        return self._decide(key, Decision(Act.ASK_EXPERT, reason=ask.strip(), expert=expert.strip()))

    def expert_answer(
        self, key: str, text: str, expert: str, option: str | None = None, disclosure: Disclosure | None = None
    ) -> Line:
        """Record an expert's reply; without a stated disclosure it is ``internal`` and does not leave."""
        question = self.opened(key).question
        picked = None if option is None else legal_option(question, option)
        refuse_empty(question, text, picked)
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
        return self._decide(key, replace(decision, disclosure=level_of(decision, level)))

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

    def decide_many(
        self, decisions: Sequence[tuple[str, Decision]], seen: Mapping[str, int] | None = None
    ) -> Sequence[Line]:
        """Take several decisions as one batch: all or none, undone together.

        ``seen`` holds the versions that the reviewer was shown, where those may be older than what this session knows.
        """
        by_key = dict(decisions)
        return self._change(by_key, lambda line: replace(line.standing, decision=by_key[line.key]), seen)

    def decide_same(self, key: str) -> Sequence[Line]:
        """Take the question's decision for the same questions that are undecided, as one batch."""
        return self.decide_many(offer_same(self, key))

    def note(self, key: str, text: str) -> Note:
        """Add a remark for colleagues to the question; it never leaves."""
        if not text.strip():
            raise InputRejected(f"{key}: the note is empty.", "Write something.")
        return self.store.add_note(self.reviewer, self.line(key).key, text.strip())

    def undo(self) -> Sequence[Line]:
        """Undo this reviewer's newest batch; nothing to undo gives no lines, another's change a Conflict."""
        return self._append(self._log.undone_by(self.reviewer))

    def redo(self) -> Sequence[Line]:
        """Redo what this reviewer undid last, if they have decided nothing since."""
        return self._append(self._log.redone_by(self.reviewer))

    # -- how it is done

    def _decide(self, key: str, decision: Decision) -> Line:
        return self._change([key], lambda line: replace(line.standing, decision=decision))[0]

    def _change(
        self, keys: Iterable[str], after: Callable[[Line], Standing], seen: Mapping[str, int] | None = None
    ) -> Sequence[Line]:
        lines = [self.line(key) for key in dict.fromkeys(keys)]
        known = seen or {}
        return self._append([NewEntry(line.key, after(line), known.get(line.key, line.version)) for line in lines])

    def _append(self, entries: Sequence[NewEntry]) -> Sequence[Line]:
        """Append to the log; where another reviewer was faster, what they did is taken in before Conflict is raised."""
        if not entries:
            return ()
        try:
            self._take_in(self.store.append(self.reviewer, entries))
        except Conflict:
            self.refresh()
            raise
        return tuple(self._lines[entry.question] for entry in entries)

    def _take_in(self, entries: Sequence[Entry]) -> None:
        self._log.extend(entries)
        for key in {entry.question for entry in entries} & self._lines.keys():
            self._lines[key] = replace(
                self._lines[key],
                standing=self._log.standing(key),
                version=self._log.version(key),
                decided_by=self._log.decided_by(key),
            )
