"""What the commands of the workspace share: opening it for a run, and options of accounts and dates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporters.json_schema import SCHEMA_VERSION
from knowledge.accounts import clearance_of
from knowledge.disclosure import NO_CLEARANCE, Clearance
from knowledge.errors import InputRejected
from segq.settings import Settings

if TYPE_CHECKING:
    from segq.storage.workspace import Workspace

DAY = click.DateTime(formats=["%Y-%m-%d"])
"""A date as commands take it."""


@contextmanager
def opened(location: Path | str, *, create: bool = False) -> Iterator[Workspace]:
    """Lend the workspace; only a command that needs it pays for loading a database."""
    from segq.storage.workspace import open_workspace

    workspace = open_workspace(location, create=create)
    try:
        yield workspace
    finally:
        workspace.close()


def cleared_for(account: str | None, settings: Settings) -> Clearance:
    """Return what the account may see on the date of the run; without one, what everybody may.

    Raises InputRejected where the workspace does not have it. No database is loaded without an account.
    """
    if account is None:
        return NO_CLEARANCE
    with opened(settings.workspace) as place:
        found = place.account(account)
    if found is None:
        raise unknown_account(account)
    return clearance_of(found, settings.as_of)


def unknown_account(name: str) -> InputRejected:
    """Return the error for an account that is not on record; a clearance never follows from a new name."""
    return InputRejected(f"{name}: no such account.", f'Add it with: segq account add "{name}"')


def day_of(given: datetime | None) -> date | None:
    """Return the date that an option names."""
    return given.date() if given else None


def print_record(record: dict[str, object]) -> None:
    """Print a record as a line of JSON with its schema version."""
    click.echo(json.dumps({"schema_version": SCHEMA_VERSION, **record}, ensure_ascii=False))
