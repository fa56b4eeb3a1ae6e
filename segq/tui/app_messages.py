"""What the app tells its screens."""

from __future__ import annotations

from textual.message import Message


class BaseLoaded(Message):
    """The knowledge base is there."""
