"""An app with nothing on it, to put one screen on, and what a person then reads on the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

import segq.tui
from segq.tui.actions import Keys

GOLDEN = Path(__file__).with_name("golden")
NARROW, WIDE = (80, 24), (160, 50)


class Stage(App[None]):
    """Shows one screen and keeps what it returns."""

    CSS_PATH = Path(segq.tui.__file__).with_name("segq.tcss")
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self.first = screen
        self.keys: Keys = {}
        self.returned: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(self.first, self.returned.append)

    @property
    def text(self) -> str:
        """What stands on the terminal, without spaces at the ends of lines."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def told(self) -> str:
        """The notifications, oldest first."""
        return "\n".join(each.message for each in self._notifications)


Played = Callable[[Stage, Pilot[None]], Coroutine[Any, Any, None]]


def play(screen: Screen[Any], scene: Played, size: tuple[int, int] = NARROW) -> Stage:
    """Put the screen on a stage of that size, play the scene, and return the stage."""
    stage = Stage(screen)

    async def run() -> None:
        async with stage.run_test(size=size) as pilot:
            await settle(pilot)
            await scene(stage, pilot)

    asyncio.run(run())
    return stage


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every thread has told what it found and everything is drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait until something holds; fails after many turns."""
    for _ in range(200):
        await settle(pilot)
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to hold")


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return what presses the keys one after the other."""

    async def press(pilot: Pilot[None]) -> None:
        await pilot.press(*keys)
        await settle(pilot)

    return press


def check_golden(name: str, text: str) -> None:
    """Compare what is read on the terminal with the file of that name; where there is none, write it and fail."""
    path = GOLDEN / f"{name}.txt"
    if not path.exists():
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
        raise AssertionError(f"{path} was written: look at it, then run again")
    assert text + "\n" == path.read_text(encoding="utf-8")
