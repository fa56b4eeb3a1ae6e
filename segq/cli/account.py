"""``segq account``: customers, their domains and their NDA records, from which every clearance is computed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from knowledge.accounts import Account, NdaBasis, NdaRecord
from knowledge.errors import InputRejected
from segq.cli.options import by_option, id_argument, json_option, knowledge_options, workspace_option
from segq.cli.workspaces import DAY, day_of, opened, print_record
from segq.settings import Settings, load_settings, reviewer_name


@click.group(no_args_is_help=True)
def command() -> None:
    """Customers, their domains and their NDA records.

    What a customer may see is computed from these records and the date; no option can raise it.

    \b
    Examples:
      segq account add "Acme Corp" --domain acme.com
      segq account nda acme.com --signed 2026-03-01 --expires 2028-02-28
      segq account list
    """


@command.command("add")
@click.argument("name")
@click.option("--domain", "domains", multiple=True, metavar="DOMAIN", help="A domain of theirs; may be repeated.")
@json_option
@workspace_option
@by_option
def add_command(name: str, domains: tuple[str, ...], as_json: bool, workspace: str | None, by: str | None) -> int:
    """Add the customer NAME.

    \b
    Example:
      segq account add "Acme Corp" --domain acme.com --domain acme.eu
    """
    settings = load_settings(workspace=workspace)
    with opened(settings.workspace, create=True) as place:
        _tell(place.add_account(reviewer_name(by), Account(name, domains)), settings, as_json=as_json)
    return 0


@command.command("nda")
@click.argument("name", metavar="NAME|DOMAIN")
@click.option(
    "--basis",
    type=click.Choice([str(each) for each in NdaBasis]),
    default=str(NdaBasis.NDA),
    help="What binds them; nda if not given.",
)
@click.option("--signed", type=DAY, required=True, metavar="DATE", help="When it was signed.")
@click.option(
    "--expires", type=DAY, metavar="DATE", help="The last day on which it holds; without an end if not given."
)
@click.option("--party", "parties", multiple=True, help="Who signed it; may be repeated.")
@click.option("--domain", "domains", multiple=True, help="A domain that it covers; all of theirs if not given.")
@click.option("--evidence", default="", help="Where the signed paper lies: a path, a link, a ticket.")
@json_option
@workspace_option
@by_option
def nda_command(
    name: str,
    basis: str,
    signed: datetime,
    expires: datetime | None,
    parties: tuple[str, ...],
    domains: tuple[str, ...],
    evidence: str,
    as_json: bool,
    workspace: str | None,
    by: str | None,
) -> int:
    """Put an agreement with the customer NAME (or with a DOMAIN of theirs) on record.

    \b
    Example:
      segq account nda acme.com --signed 2026-03-01 --expires 2028-02-28 --evidence contracts/acme-nda.pdf
    """
    ends = day_of(expires)
    if ends is not None and ends < signed.date():
        raise InputRejected(f"--expires {ends} lies before --signed {signed.date()}.", "Check the two dates.")
    record = NdaRecord(NdaBasis(basis), signed.date(), ends, parties, domains, evidence)
    settings = load_settings(workspace=workspace)
    with opened(settings.workspace) as place:
        _tell(place.add_nda(reviewer_name(by), name, record), settings, as_json=as_json)
    return 0


@command.command("list")
@json_option
@workspace_option
@knowledge_options
def list_command(as_json: bool, workspace: str | None, kb: Path | None, as_of: str | None) -> int:
    """List the customers with what each may see on the date, and why."""
    settings = load_settings(kb, as_of, workspace)
    with opened(settings.workspace) as place:
        accounts = place.accounts()
    for account in accounts:
        _tell(account, settings, as_json=as_json)
    if not accounts:
        click.echo('No accounts yet: segq account add "NAME" --domain DOMAIN', err=True)
    return 0


@command.command("assign")
@id_argument
@click.argument("name", metavar="NAME|DOMAIN")
@json_option
@workspace_option
@by_option
def assign_command(questionnaire: int, name: str, as_json: bool, workspace: str | None, by: str | None) -> int:
    """Say that the questionnaire ID came from the customer NAME.

    \b
    Example:
      segq account assign 3 acme.com
    """
    from segq.workspace_view import questionnaire_line, questionnaire_record

    settings = load_settings(workspace=workspace)
    with opened(settings.workspace) as place:
        record = place.set_details(reviewer_name(by), questionnaire, account=name)
    if as_json:
        print_record(questionnaire_record(record))
    else:
        click.echo(questionnaire_line(record))
    click.echo(f"Its proposals may change with what they may see: segq refresh {questionnaire}", err=True)
    return 0


def _tell(account: Account, settings: Settings, *, as_json: bool) -> None:
    from segq.workspace_view import account_line, account_record

    if as_json:
        print_record(account_record(account, settings.as_of))
    else:
        click.echo(account_line(account, settings.as_of))
