"""From the error family to one line on stderr and an exit code."""

from __future__ import annotations

import os
import traceback

import click

from knowledge.errors import InputRejected, PolicyRefused, SegqError

INPUT_REJECTED = 3
POLICY_REFUSED = 4
INTERNAL = 5


def exit_code(error: BaseException) -> int:
    """Return the exit code of an error: 3 input rejected, 4 policy or NDA, 5 anything else."""
    if isinstance(error, InputRejected):
        return INPUT_REJECTED
    if isinstance(error, PolicyRefused):
        return POLICY_REFUSED
    return INTERNAL


def line(error: Exception) -> str:
    """Return what a person reads: the place, what is wrong and the next step."""
    if isinstance(error, SegqError):
        return str(error)
    return (
        f"internal error: {type(error).__name__}: {error}. "
        "Run again with SEGQ_DEBUG=1 for the details, and please report it."
    )


def report(error: Exception) -> int:
    """Print the error on stderr and return its exit code."""
    if os.environ.get("SEGQ_DEBUG"):
        traceback.print_exception(error)
    click.echo(f"segq: {line(error)}", err=True)
    return exit_code(error)
