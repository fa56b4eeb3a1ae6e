"""Kill two reviewers at random moments, and see whether every decision that was confirmed to them is there.

Each round, two processes decide on the same few questions of one workspace and report each decision once the call has
returned; both get SIGKILL at a random moment. Then the workspace is opened and compared with what they reported.
What a killed process wrote is in the operating system's hands: losing power is another matter, left to
``synchronous = FULL``.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from answers.proposal import Candidate, Proposal, Recommendation
from answers.questionnaire import CellAddress, Option, Question, QuestionKind, Slot, SlotKind, SlotRole
from answers.review.decision import Act, Decision, Standing
from answers.review.lines import Line
from answers.review.log import Conflict
from answers.review.session import ReviewSession
from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Disclosure,
    KnowledgeBase,
    Source,
    Statement,
    YesNo,
)
from segq.storage.encoding import to_json
from segq.storage.records import Arrived, Arriving
from segq.storage.workspace import Workspace, open_workspace

AS_OF = date(2026, 11, 1)
REVIEWERS = ("ann", "ben")
QUESTIONS = 12
BULK = 3
"""So many questions are decided together in a batch."""
LONGEST = 0.8
"""Seconds after which both are dead."""
ROUNDS_EACH = 10
"""So many rounds a workspace lives, each opened after the crash of the one before."""

Command = Callable[[ReviewSession, random.Random], Sequence[Line]]


@dataclass(slots=True)
class Figures:
    """What the rounds came to."""

    rounds: int = 0
    confirmed: int = 0
    written: int = 0
    """Entries in the logs, confirmed or not."""
    conflicts: int = 0
    recovered: int = 0
    """Rounds after which the write-ahead log held something to be recovered."""
    problems: list[str] = field(default_factory=list)


# -- a tiny questionnaire, made by hand


def knowledge_base() -> KnowledgeBase:
    """Return a base of one approved statement of a fictional vendor."""
    statement = Statement(
        id="bk-enc",
        title="Backup encryption",
        claim="Backups of ledgers are encrypted.",
        answers=Answers(short="Yes. Backups are encrypted.", full="We encrypt all backups of ledgers."),
        questions=(AskedForm("Are backups encrypted?", YesNo.YES),),
        disclosure=Disclosure.PUBLIC,
        source=Source("trust-page", "Backups", "Backups of ledgers are encrypted."),
        approval=Approval(ApprovalKind.PERSON, "owner", AS_OF, "0" * 64),
        owner="owner",
        review_by=date(2027, 11, 1),
        sha256="0" * 64,
    )
    return KnowledgeBase("fictional", (statement,), ())


def tiny_questionnaire() -> Arrived:
    """Return a questionnaire of a dozen questions, each with a choice and a comment."""
    data = b"not read by anybody here"
    questions = tuple(_arriving(row) for row in range(2, 2 + QUESTIONS))
    return Arrived("tiny.xlsx", data, sha256(data).hexdigest(), questions=questions)


def _arriving(row: int) -> Arriving:
    options = tuple(Option(text, text) for text in ("Yes", "No", "N/A"))
    slots = (
        Slot(CellAddress("Sheet", f"C{row}"), SlotKind.CHOICE, SlotRole.ANSWER, options),
        Slot(CellAddress("Sheet", f"D{row}"), SlotKind.TEXT, SlotRole.COMMENT),
    )
    asked = Question(
        CellAddress("Sheet", f"B{row}"),
        f"Are backups of ledger {row} encrypted?",
        kind=QuestionKind.YES_NO,
        slots=slots,
    )
    candidate = Candidate("bk-enc", 0.9, (), yes_no=YesNo.YES)
    proposal = Proposal(asked.key, Recommendation.SETTLED, 0.9, (candidate,), YesNo.YES)
    return Arriving(asked, proposal, {"bk-enc": "0" * 64})


# -- a reviewer


def _any(session: ReviewSession, chance: random.Random) -> str:
    return chance.choice(session.lines).key


def _bulk(session: ReviewSession, chance: random.Random) -> Sequence[Line]:
    keys = [line.key for line in chance.sample(session.lines, BULK)]
    return session.decide_many([(key, Decision(Act.EDIT, text=f"Batch {chance.random()}")) for key in keys])


COMMANDS: tuple[Command, ...] = (
    lambda session, chance: [session.accept(_any(session, chance))],
    lambda session, chance: [session.edit(_any(session, chance), f"Edited {chance.random()}", "Yes")],
    lambda session, chance: [session.not_applicable(_any(session, chance), f"No ledgers there {chance.random()}")],
    lambda session, chance: [session.ask_expert(_any(session, chance), "ops@example.test", "Still so?")],
    lambda session, chance: [session.skip(_any(session, chance), f"Left {chance.random()}")],
    lambda session, chance: session.flag([_any(session, chance)]),
    lambda session, _: session.undo(),
    lambda session, _: session.redo(),
    _bulk,
    _bulk,
)


def review_until_killed(place: Path, reviewer: str, seed: int, report: int) -> None:
    """Decide at random, for ever, and report each line that a command returned."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    session = ReviewSession(open_workspace(place).review(1), reviewer, knowledge_base(), AS_OF)
    while True:
        try:
            lines = chance.choice(COMMANDS)(session, chance)
        except Conflict:
            os.write(report, b"conflict\n")
            session.refresh()
            continue
        for line in lines:
            os.write(report, f"{line.version} {reviewer} {line.key} {_digest(line.standing)}\n".encode())


def _digest(standing: Standing) -> str:
    return sha256(to_json(standing, Standing).encode()).hexdigest()[:16]


def start_reviewer(place: Path, reviewer: str, seed: int) -> tuple[int, int]:
    """Fork a reviewer from this warm process; returns its process id and the reading end of its reports."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    try:
        os.close(reading)
        review_until_killed(place, reviewer, seed, writing)
    except BaseException as error:  # noqa: BLE001 - a child must never return into its parent's code
        os.write(writing, f"died {type(error).__name__}: {error}\n".encode())
    os._exit(1)


def reports_after_kill(place: Path, chance: random.Random) -> list[str]:
    """Let both review for a random while, kill them, and return what they had reported."""
    started = [start_reviewer(place, reviewer, chance.randrange(1 << 30)) for reviewer in REVIEWERS]
    time.sleep(chance.uniform(0.0, LONGEST))
    for child, _ in started:
        os.kill(child, signal.SIGKILL)
    found = []
    for child, reading in started:
        os.waitpid(child, 0)
        with os.fdopen(reading, encoding="utf-8") as reports:
            found += reports.read().splitlines()
    return found


# -- afterwards


def lost(workspace: Workspace, reports: Sequence[str]) -> Iterator[str]:
    """Yield what was confirmed and is not in the log as it was confirmed."""
    log = {entry.number: entry for entry in workspace.review(1).entries()}
    for report in reports:
        if report == "conflict":
            continue
        if report.startswith("died"):
            yield f"a reviewer {report}"
            continue
        number, by, key, digest = report.split(" ")
        entry = log.get(int(number))
        if entry is None or (entry.by, entry.question, _digest(entry.after)) != (by, key, digest):
            yield f"entry {number} by {by} on {key} was confirmed and is gone"


def overwritten(workspace: Workspace) -> Iterator[str]:
    """Yield entries that do not build on the one before, and batches that are there in part only."""
    last: dict[str, int] = {}
    batches: Counter[int] = Counter()
    for row in workspace.audit():
        if row.kind != "decision":
            continue
        key, batch = row.payload["question"], row.payload["batch"]
        if row.payload["before"] != last.get(key, 0):
            yield f"entry {row.number} on {key} passes over entry {last.get(key)}"
        last[key] = row.number
        batches[batch] += 1
    yield from (f"batch {batch} holds {size} entries" for batch, size in batches.items() if size not in {1, BULK})


def run(rounds: int, seed: int, folder: Path) -> Figures:
    """Kill so many times and return the figures; workspaces are made in ``folder``."""
    figures, chance = Figures(), random.Random(seed)  # noqa: S311
    for number in range(rounds):
        place = folder / f"{number // ROUNDS_EACH}.db"
        if not place.exists():
            with open_workspace(place, create=True) as workspace:
                workspace.add_questionnaire("ann", tiny_questionnaire())
        _one_round(figures, number, place, chance)
    return figures


def _one_round(figures: Figures, number: int, place: Path, chance: random.Random) -> None:
    reports = reports_after_kill(place, chance)
    waiting = place.with_name(f"{place.name}-wal")
    figures.recovered += waiting.exists() and waiting.stat().st_size > 0
    with open_workspace(place) as workspace:
        found = [*lost(workspace, reports), *overwritten(workspace), *workspace.check()]
        last_round = number % ROUNDS_EACH == ROUNDS_EACH - 1
        figures.written += len(workspace.review(1).entries()) if last_round else 0
    figures.rounds += 1
    figures.conflicts += reports.count("conflict")
    figures.confirmed += sum(report != "conflict" for report in reports)
    figures.problems += [f"round {number}: {problem}" for problem in found]


def main() -> int:
    """Run, print the figures and return 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, metavar="N", help="rounds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="segq-kill-") as folder:
        figures = run(arguments.count, arguments.seed, Path(folder))
    seconds = time.monotonic() - begun
    if arguments.json:
        named = ("rounds", "confirmed", "written", "conflicts", "recovered", "problems")
        print(json.dumps({name: getattr(figures, name) for name in named}))
    else:
        _show(figures, seconds)
    return 1 if figures.problems else 0


def _show(figures: Figures, seconds: float) -> None:
    for problem in figures.problems:
        print(problem)
    print(f"{figures.rounds} rounds in {seconds:.0f} s, two reviewers killed in each")
    print(f"{figures.confirmed} decisions confirmed, {len(figures.problems)} problems found")
    print(f"{figures.written} entries in the logs of the workspaces that lived {ROUNDS_EACH} rounds")
    print(f"{figures.conflicts} times a reviewer was told that the other was faster")
    print(f"{figures.recovered} times there was a write-ahead log to recover")


if __name__ == "__main__":
    sys.exit(main())
