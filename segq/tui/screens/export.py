"""Sign-off and export: what stands in the way, what the customer would see, and the proof of the file written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static

from answers.review.states import QuestionnaireRecord
from knowledge.errors import InputRejected, SegqError
from segq.release.desk import Choice as ExportChoice
from segq.release.desk import ExportDesk, Fate, Mode, Opening, Overview, counted
from segq.release.proof import proof_lines
from segq.release.writing import Exported
from segq.tui.actions import Place, bindings_for
from segq.tui.plain_text import one_line, visible
from segq.tui.screens.dialog import Dialog
from segq.tui.screens.problem import problem_text
from segq.tui.widgets.pane import Pane
from segq.tui.widgets.search_box import SearchBox

_NAMED = 40
"""So many hindrances are named; the rest is counted."""
_PROMISE = {
    Mode.RELEASE: "SIGN OFF AND RELEASE: writes the file and enters the ledger",
    Mode.SIGN_OFF: "SIGN OFF ONLY: writes no file",
    Mode.DRAFT: "DRAFT: writes a file named .draft; nothing is signed off",
}
_RELEASE_ONLY = "RELEASE: writes the file and enters the ledger"


class ExportDialog(Dialog[str | None]):
    """Signs off, releases or drafts; returns the key of a question to go to, else ``None``.

    Whatever it returns, the questionnaire's state may be another: its caller reads it anew.
    """

    place: ClassVar[Place] = Place.EXPORT
    BINDINGS = bindings_for(Place.EXPORT)
    CSS = "ExportDialog #dialog { width: 100%; }"  # all keys fit at 80 columns
    DEFAULT_CSS = """
    ExportDialog #desk { height: auto; }
    ExportDialog #summary { height: 12; }
    ExportDialog .field { height: 1; }
    ExportDialog SearchBox { width: 1fr; margin: 0 0 0 1; }
    ExportDialog #told { height: auto; max-height: 5; }
    """

    @dataclass
    class Looked(Message):
        """Where the questionnaire stands."""

        desk: ExportDesk
        overview: Overview

    @dataclass
    class Done(Message):
        """What was done."""

        result: Exported | QuestionnaireRecord

    @dataclass
    class Refused(Message):
        """Why nothing was done."""

        error: SegqError

    def __init__(self, opening: Opening, folder: Path) -> None:
        super().__init__("Sign off and export")
        self._opening, self._folder = opening, folder
        self._desk: ExportDesk | None = None
        self._overview: Overview | None = None
        self._mode, self._override = Mode.RELEASE, False
        self._usual = ""
        self._busy, self._finished = True, False

    def body(self) -> Widget:
        """Return the summary, the file's name, the reason of an override, and what is told."""
        return Vertical(
            Pane("summary"),
            _labelled("File", SearchBox("the usual name in this folder", "target")),
            _labelled("Why ", SearchBox("it goes out all the same; goes on record", "why")),
            Static(id="told", markup=False),
            id="desk",
        )

    def on_mount(self) -> None:
        """Look through the questionnaire behind the screen's back."""
        self.query_one("#summary").styles.height = max(min(self.app.size.height - 10, 30), 5)
        _show_field(self._why, shown=False)
        self.query_one("#target").focus()
        self._say(Content("Looking through the questionnaire…"))
        self._in_thread(self._look)

    # -- in a thread

    def _in_thread(self, work: Callable[[], Message]) -> None:
        self._busy = True
        self.run_worker(lambda: self.post_message(_guarded(work)), thread=True, group="desk")

    def _look(self) -> Message:
        desk = self._desk or self._opening()
        return self.Looked(desk, desk.look())

    def on_export_dialog_looked(self, event: Looked) -> None:
        """Show where the questionnaire stands."""
        self._busy, self._desk, self._overview = False, event.desk, event.overview
        self._say(Content(""))
        self._show()

    def on_export_dialog_done(self, event: Done) -> None:
        """Show the proof of what was written."""
        self._busy, self._finished = False, True
        for each in self.query(SearchBox):
            _show_field(each, shown=False)
        self.query_one("#summary", Pane).show(_proof(event.result))
        self._say(Content.styled("Enter or Esc closes this.", "$text-muted"))

    def on_export_dialog_refused(self, event: Refused) -> None:
        """Tell why, and what to do; the state may have changed, so look again."""
        self._say(Content.assemble(("Not done. ", "bold"), problem_text(event.error)))
        self._busy = False
        if self._overview is None:
            self.query_one("#summary", Pane).show(Content("Nothing can be exported now."))

    # -- showing

    @property
    def _target(self) -> SearchBox:
        return self.query_one("#target", SearchBox)

    @property
    def _why(self) -> SearchBox:
        return self.query_one("#why", SearchBox)

    def _say(self, told: Content) -> None:
        self.query_one("#told", Static).update(told)

    def _show(self) -> None:
        if self._desk is None or self._overview is None:
            return
        self._suggest(self._desk)
        _show_field(self._target, shown=self._mode is not Mode.SIGN_OFF)
        _show_field(self._why, shown=self._override)
        lines = _summary(self._overview, self._mode, override=self._override)
        self.query_one("#summary", Pane).show(Content.assemble(*lines))

    def _suggest(self, desk: ExportDesk) -> None:
        """Name the file as usual, unless the reviewer named it."""
        if self._target.value == self._usual:
            self._usual = str(desk.target(self._mode, self._folder))
            self._target.value = self._usual

    # -- actions

    def action_change_mode(self) -> None:
        """Change between releasing, signing off alone, and a draft."""
        if not self._finished:
            signed = self._overview is not None and self._overview.signed_off
            modes = [mode for mode in Mode if not (signed and mode is Mode.SIGN_OFF)]
            self._mode = modes[(modes.index(self._mode) + 1) % len(modes)]
            self._say(Content(""))
            self._show()

    def action_override(self) -> None:
        """Go on in spite of what may be overridden, or no longer."""
        if self._overview is not None and not self._finished:
            self._override = not self._override
            self._show()
            (self._why if self._override else self._target).focus()

    def action_go_there(self) -> None:
        """Close and go to the first question that stands in the way."""
        hindrances = self._overview.hindrances if self._overview else ()
        key = next((each.key for each in hindrances if each.key), None)
        if self._busy or self._finished or key is None:
            self._say(Content("No question stands in the way."))
        else:
            self.dismiss(key)

    def action_confirm(self) -> None:
        """Do what the first line says, in a thread."""
        desk = self._desk
        if self._finished:
            self.dismiss(None)
        elif desk is None or self._busy:
            self.app.bell()
        else:
            target = Path(self._target.value.strip() or self._usual).expanduser()
            choice = ExportChoice(self._mode, target, self._override, self._why.value)
            self._say(Content("Signing off…" if self._mode is Mode.SIGN_OFF else "Writing, reading back, proving…"))
            self._in_thread(lambda: self.Done(desk.export(choice)))

    def action_cancel(self) -> None:
        """Close, once nothing is being written."""
        if self._busy and self._overview is not None:
            self.notify("Still writing; it ends in a moment.", severity="warning")
        else:
            self.dismiss(None)

    def action_read_on(self) -> None:
        """Read on."""
        self.query_one("#summary", Pane).page(1)

    def action_read_back(self) -> None:
        """Read back."""
        self.query_one("#summary", Pane).page(-1)


def _labelled(label: str, box: SearchBox) -> Horizontal:
    return Horizontal(Label(label), box, classes="field")


def _show_field(box: SearchBox, *, shown: bool) -> None:
    if isinstance(box.parent, Horizontal):
        box.parent.display = shown


def _guarded(work: Callable[[], Message]) -> Message:
    try:
        return work()
    except SegqError as error:
        return ExportDialog.Refused(error)
    except OSError as error:
        told = f"{error.filename or 'The file'}: cannot be written ({error.strerror})."
        return ExportDialog.Refused(InputRejected(told, "Choose another place, or make room."))


Piece = tuple[str, str]


def _summary(overview: Overview, mode: Mode, *, override: bool) -> Iterator[Piece]:
    """Yield what is about to happen, for whom, with which answers, and what stands in the way."""
    plan = overview.plan
    promise = _RELEASE_ONLY if mode is Mode.RELEASE and overview.signed_off else _PROMISE[mode]
    yield f"{promise}\n", "bold"
    signed = f", signed off by {one_line(plan.record.signed_off_by)}" if overview.signed_off else ""
    yield f"{one_line(plan.record.name)} · {plan.record.state}{signed}\n\n", ""
    account = one_line(plan.account.name) if plan.account else "none on record"
    yield "Account   ", "bold"
    yield f"{account}\n", ""
    yield "May see   ", "bold"
    yield f"{plan.clearance.level} ({one_line(plan.clearance.basis)})\n", ""
    yield from _fates(overview)
    yield from _in_the_way(overview, mode, override=override)


def _fates(overview: Overview) -> Iterator[Piece]:
    fates = overview.fates
    yield "Answers  ", "bold"
    for place, fate in enumerate(fate for fate in Fate if fates[fate]):
        yield f"{'         ' if place else ''}{fates[fate]:>5} {fate}\n", ""
    if not overview.plan.questions:
        yield " none\n", ""


def _in_the_way(overview: Overview, mode: Mode, *, override: bool) -> Iterator[Piece]:
    if mode is Mode.DRAFT:
        yield "\nNothing stands in the way of a draft.\n", ""
        return
    holds = overview.holds if mode is Mode.RELEASE else ()
    if not overview.hindrances and not holds:
        yield "\nNothing stands in the way.\n", "bold"
        return
    yield "\nIn the way\n", "bold underline"
    for obstacle, count, may in counted(overview.hindrances):
        how = _how(may=may, override=override)
        yield f"{count:>5} {obstacle}", "bold"
        yield f" ({how})\n", "$text-muted"
    for hold in holds:
        yield f"      {visible(hold.text)}", ""
        yield f" ({_how(may=True, override=override)})\n", "$text-muted"
    yield from ((f"  • {one_line(each.text)}\n", "") for each in overview.hindrances[:_NAMED])
    more = len(overview.hindrances) - _NAMED
    yield (f"  … and {more} more\n" if more > 0 else ""), "$text-muted"


def _how(*, may: bool, override: bool) -> str:
    if not may:
        return "must be settled"
    return "OVERRIDDEN, on record" if override else "may be overridden"


def _proof(result: Exported | QuestionnaireRecord) -> Content:
    if isinstance(result, Exported):
        first, *rest = proof_lines(result)
        return Content.assemble((f"{visible(first)}\n\n", "bold"), visible("\n".join(rest)))
    told = f"{one_line(result.name)} is {result.state}"
    return Content.assemble((f"{told}, by {one_line(result.signed_off_by)}.\n\n", "bold"), "No file was written.")
