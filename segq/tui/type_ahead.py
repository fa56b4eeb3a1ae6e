"""Keys typed faster than the screen follows: none of them may reach what was there before."""

from __future__ import annotations

import asyncio

from textual.screen import Screen
from textual.widget import Widget

_TURNS = 500


async def drained(field: Widget) -> None:
    """Wait until a field has taken in every key that was typed into it before."""
    done = asyncio.Event()
    field.call_later(done.set)
    await done.wait()


async def shown(screen: Screen[object]) -> None:
    """Wait until a screen that was just opened takes keys."""
    for _ in range(_TURNS):
        if screen.is_mounted:
            return
        await asyncio.sleep(0.002)
