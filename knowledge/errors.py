"""The one error family of segq: every message names the place, every hint the next step."""

from __future__ import annotations


class SegqError(Exception):
    """Something a user can act on; ``message`` says what and where, ``hint`` the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputRejected(SegqError):
    """A file, a line or an argument that cannot be worked on (exit code 3)."""


class KnowledgeError(InputRejected):
    """A knowledge base, its index or its embedding weights that cannot be used (exit code 3)."""


class PolicyRefused(SegqError):
    """An action that a policy, a lock or a missing NDA forbids (exit code 4)."""
