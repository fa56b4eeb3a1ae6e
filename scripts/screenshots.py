"""Pictures of the main screens over a self-made questionnaire of 250 questions, dark and light, narrow and wide."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

from answers.proposal import Recommendation
from answers.review.session import ReviewSession
from knowledge.statement import KnowledgeBase
from scripts.sample_review import AS_OF, sample_questionnaire, sample_workspace
from segq.settings import Settings, load_settings
from segq.storage.workspace import open_workspace
from segq.tui.app import SegqApp
from segq.tui.knowledge_source import KnowledgeSource

SIZES = {"80x24": (80, 24), "160x50": (160, 50)}
THEMES = {"dark": "textual-dark", "light": "textual-light"}
SCREENS: dict[str, tuple[str, ...]] = {
    "queue": ("escape",),
    "review": ("slash", *"is:suggested", "enter"),
    "edit": ("slash", *"is:suggested", "enter", "e", "end", *" Reviewed each year."),
    "bulk": ("A",),
    "knowledge": ("K", *"backup"),
    "export": ("E",),
}
"""Keys from the opened review to each picture."""
QUESTIONS = 250


def prepared(folder: Path, base: KnowledgeBase) -> Path:
    """Return a workspace in the middle of the work: a third accepted, a few edited, skipped or with an expert."""
    place = folder / "workspace.db"
    workspace = sample_workspace(place, base, QUESTIONS, clock=lambda: datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
    workspace.add_questionnaire("ana", sample_questionnaire(base, 60, "supplier-assessment.docx"))
    session = ReviewSession(workspace.review(1), "ana", base, AS_OF)
    for place_in_file, line in enumerate(session.lines[:110]):
        _decide(session, line.key, line.recommendation, place_in_file)
    workspace.close()
    return place


def _decide(session: ReviewSession, key: str, recommendation: Recommendation, place: int) -> None:
    if recommendation is Recommendation.NONE:
        session.ask_expert(key, "dana@segmetrics.example", "Is this written down anywhere?")
    elif place % 9 == 4:
        session.not_applicable(key, "The module is not part of this order.")
    elif recommendation is Recommendation.SETTLED and not session.offer(key).wants_option:
        session.accept(key)


def by_itself(picture: str) -> str:
    """Return the SVG without the fonts that it would fetch from the network: any fixed-width one will do."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


async def photographed(
    settings: Settings, knowledge: KnowledgeSource, place: Path, picture: tuple[str, str, str]
) -> str:
    """Return one picture as SVG: of a screen, in a size, in a theme."""
    name, size, theme = picture
    workspace = open_workspace(place)
    app = SegqApp(workspace, settings, "ana", questionnaire=1, knowledge=knowledge)
    app.theme = THEMES[theme]
    try:
        async with app.run_test(size=SIZES[size]) as pilot:
            await pilot.pause(0.5)
            await pilot.press(*("space" if key == " " else key for key in SCREENS[name]))
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            return by_itself(app.export_screenshot(title=f"segq · {name}", simplify=True))
    finally:
        workspace.close()


def main() -> None:
    """Write all pictures into the folder given, else ``docs/pictures``; none shows a path of this machine."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures").absolute()
    settings = load_settings(as_of=AS_OF.isoformat())
    knowledge = KnowledgeSource(settings)
    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="segq-pictures-") as folder,
        contextlib.chdir("/"),
    ):  # no path of this machine
        original = prepared(Path(folder), knowledge.base())
        for name, size, theme in product(SCREENS, SIZES, THEMES):
            copy = Path(shutil.copy(original, Path(folder) / f"{name}-{size}-{theme}.db"))
            picture = asyncio.run(photographed(settings, knowledge, copy, (name, size, theme)))
            (target / f"{name}-{size}-{theme}.svg").write_text(picture, encoding="utf-8")
            print(f"{name}-{size}-{theme}.svg")


if __name__ == "__main__":
    main()
