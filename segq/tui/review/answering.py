"""Deciding on one question: each key decides, is on disk, and goes on to the next open question."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from answers.proposal import Recommendation
from answers.questionnaire import Question, Slot, SlotKind, SlotRole
from answers.review.lines import Line
from knowledge.errors import InputRejected
from knowledge.statement import Disclosure
from segq.tui.plain_text import one_line
from segq.tui.review.moving import Moving

if TYPE_CHECKING:
    from answers.review.offering import Offer
    from segq.tui.screens.edit import Written


def _text_slots(question: Question) -> tuple[Slot, ...]:
    """Return the slots that the answer's text goes to: a text answer, else the comment beside a choice."""
    texts = [slot for slot in question.slots if slot.kind is SlotKind.TEXT]
    answers = [slot for slot in texts if slot.role is SlotRole.ANSWER]
    return tuple(answers or [slot for slot in texts if slot.role is SlotRole.COMMENT][:1])


class Answering(Moving):
    """The actions that take, change or take back one decision."""

    _reason, _expert = "", ""
    """What was typed last: Enter repeats it."""

    # -- candidates

    async def action_accept(self) -> None:
        """Accept the proposal, or the candidate chosen instead; where its option is not plain, pick one first."""
        await self.base_ready()
        key = self.current.key
        self._take(key, self._offer(key))

    def _offer(self, key: str) -> Offer:
        """Return what the proposal, or the candidate chosen instead, would decide; raises InputRejected for neither."""
        return self.session.offer(key, self.chosen) if self.chosen else self.session.offer_proposed(key)

    async def action_take_candidate(self, number: int) -> None:
        """Accept the candidate with this number."""
        await self.base_ready()
        key = self.current.key
        self._take(key, self.session.offer(key, number - 1))

    def _take(self, key: str, offer: Offer) -> None:
        if offer.wants_option:
            self._pick_option(key, lambda option: self._decided(self.session.take(key, offer, option)), offer.why)
        else:
            self._decided(self.session.take(key, offer))

    def action_next_candidate(self) -> None:
        """Choose the next candidate."""
        self._choose_candidate(self.chosen + 1)

    def action_previous_candidate(self) -> None:
        """Choose the candidate before."""
        self._choose_candidate(self.chosen - 1)

    def _choose_candidate(self, place: int) -> None:
        count = len(self.session.opened(self.current.key).proposal.candidates)
        self.chosen = min(max(place, 0), max(count - 1, 0))
        self.show_detail()

    async def action_compare(self) -> None:
        """Show the candidates beside each other; a number accepts one."""
        from segq.tui.review.gathering import offer_of
        from segq.tui.screens.compare import CompareScreen

        await self.base_ready()
        key = self.current.key
        opened = self.session.opened(key)
        compared = [
            (candidate, offer_of(self.session, key, place))
            for place, candidate in enumerate(opened.proposal.candidates)
        ]
        if not compared:
            raise InputRejected(f"{key}: there is no candidate to compare.", "Press K to look through the base.")
        screen = CompareScreen(opened.question.text, compared, self.session.base)
        self.ask(screen, lambda number: self._take(key, self.session.offer(key, number - 1)))

    async def action_knowledge(self) -> None:
        """Find a statement and answer with it."""
        line = self.current
        await self.app.open_knowledge(line.text, lambda statement: self._answer_with(line.key, statement))

    def _answer_with(self, key: str, statement: str | None) -> None:
        if statement is not None:
            self.session.answer_from(self.app.knowledge.base())
            self._take(key, self.session.offer_statement(key, statement))

    # -- one's own words and choices

    async def action_edit(self) -> None:
        """Write an answer, beginning with what stands or with the chosen candidate."""
        from segq.tui.review.gathering import offer_of
        from segq.tui.screens.edit import Draft, EditScreen

        await self.base_ready()
        line = self.current
        question = self.session.opened(line.key).question
        standing = line.standing.decision
        proposed = self.chosen or line.recommendation is not Recommendation.NONE
        offer = offer_of(self.session, line.key, self.chosen) if proposed else None
        offer = None if standing and standing.answers else offer
        start = standing if standing and standing.answers else offer.decision if offer else None
        approved = (start.approved_text or start.text) if start and start.statement else ""
        draft = Draft(question.text, start.text if start else "", approved, None, _text_slots(question))
        self.ask(EditScreen(draft), lambda written: self._edited(line.key, written, offer))

    def _edited(self, key: str, written: Written, offer: Offer | None) -> None:
        if offer is not None and offer.wants_option:
            self._pick_option(key, lambda option: self._write(key, written, offer, option), offer.why)
        else:
            self._write(key, written, offer, None)

    def _write(self, key: str, written: Written, offer: Offer | None, option: str | None) -> None:
        line = self.session.edit(key, written.text, option, offer, written.disclosure)
        decision = line.standing.decision
        if decision and decision.disclosure is Disclosure.INTERNAL:
            self.notify("This answer is internal and will not leave. d says who may read it.", severity="warning")
        self._decided(line)

    def action_option(self) -> None:
        """Pick one of the legal options by hand."""
        key = self.current.key
        self._pick_option(key, lambda option: self._decided(self.session.choose(key, option)))

    def _pick_option(self, key: str, picked: Callable[[str], None], why: str = "") -> None:
        from answers.review.offering import legal_options
        from segq.tui.screens.picker import Picker

        question = self.session.opened(key).question
        options = legal_options(question)
        if not options:
            raise InputRejected(f"{key}: the file offers no options here.", "Accept a candidate, or write with e.")
        decision = self.session.line(key).standing.decision
        texts = [option.text for option in options]
        here = texts.index(decision.option) if decision and decision.option in texts else -1
        title = f"{one_line(why)} Pick: {one_line(question.text)}" if why else one_line(question.text)
        self.ask(Picker(title, [(text, text) for text in texts], here), picked)

    def action_not_applicable(self) -> None:
        """Ask why it does not apply; the last reason stands ready."""
        key = self.current.key
        self.prompt.ask("Not applicable, because:", lambda reason: self._inapplicable(key, reason), self._reason)

    def _inapplicable(self, key: str, reason: str) -> None:
        line = self.app.guarded(lambda: self.session.not_applicable(key, reason))
        if line is not None:
            self._reason = reason.strip()
            self._decided(line)

    def action_ask_expert(self) -> None:
        """Ask whom to ask; the last name stands ready, a remark may follow a colon."""
        key = self.current.key
        self.prompt.ask("Expert, and what to ask (name: remark):", lambda said: self._handed(key, said), self._expert)

    def _handed(self, key: str, said: str) -> None:
        expert, _, remark = said.partition(": ")
        line = self.app.guarded(lambda: self.session.ask_expert(key, expert.strip().rstrip(":"), remark))
        if line is not None:
            self._expert = expert.strip().rstrip(":")
            self._decided(line)

    def action_skip(self) -> None:
        """Leave the question blank on purpose."""
        self._decided(self.session.skip(self.current.key))

    def action_clear(self) -> None:
        """Take the decision off."""
        self.show_changed([self.session.clear(self.current.key)])

    def action_disclose(self) -> None:
        """Ask who may read the answer."""
        from segq.statement_view import DISCLOSED
        from segq.tui.screens.picker import Picker

        key = self.current.key
        decision = self.current.standing.decision
        levels = list(Disclosure)
        here = levels.index(decision.disclosure) if decision else 0
        picker = Picker("Who may read this answer?", [(level, DISCLOSED[level]) for level in levels], here)
        self.ask(picker, lambda level: self.show_changed([self.session.disclose(key, level)]))

    # -- taking it elsewhere

    async def action_copy(self) -> None:
        """Copy what may leave of the answer and go to the next question; what is open is accepted first."""
        from segq.tui.review.copying import copied_text

        await self.base_ready()
        line = self.current
        if line.standing.decision is None:
            offer = self._offer(line.key)
            self._only_without_option(offer)
            line = self.session.take(line.key, offer)
            self.show_changed([line])
        text = copied_text(self.session, line, self.clearance)
        self.app.copy_to_clipboard(text)
        self.notify(f"Copied {line.id}: {len(text)} characters.")
        self.action_down()

    @staticmethod
    def _only_without_option(offer: Offer) -> None:
        if offer.wants_option:
            raise InputRejected(f"An option must be picked first. {offer.why}", "Press a or o, then y.")

    # -- going on

    def _decided(self, line: Line) -> None:
        """Show the decision and go on to the next open question."""
        self.show_changed([line])
        self.action_next_open()
