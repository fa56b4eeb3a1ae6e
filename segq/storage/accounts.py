"""Accounts and their NDA records: found by name, or by any domain of theirs and what lies below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from knowledge.accounts import Account, NdaRecord
from knowledge.errors import InputRejected
from segq.storage.audit import Change, Kind
from segq.storage.encoding import as_plain, from_json, to_json
from segq.storage.tables import accounts, domains, new_id


def all_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return the accounts by name."""
    found = connection.execute(select(accounts.c.content).order_by(accounts.c.folded))
    return tuple(from_json(row.content, Account) for row in found)


def find_account(connection: Connection, name_or_domain: str) -> tuple[int, Account] | None:
    """Return the account with its number; ``eu.acme.com`` and ``jane@acme.com`` find the account of ``acme.com``."""
    found = select(accounts.c.id, accounts.c.content)
    row = connection.execute(found.where(accounts.c.folded == folded(name_or_domain))).first()
    for domain in _above(name_or_domain) if row is None else ():
        of_domain = select(domains.c.account).where(domains.c.domain == domain).scalar_subquery()
        row = row or connection.execute(found.where(accounts.c.id == of_domain)).first()
    return (row.id, from_json(row.content, Account)) if row else None


def needed_account(connection: Connection, name_or_domain: str) -> tuple[int, Account]:
    """Return the account; raises InputRejected where there is none."""
    found = find_account(connection, name_or_domain)
    if found is None:
        raise InputRejected(
            f"{name_or_domain}: no such account.", "Add it with `segq account add`, or list them: `segq account list`."
        )
    return found


def account_name(connection: Connection, number: int | None) -> str | None:
    """Return the name of the account with that number."""
    return connection.execute(select(accounts.c.name).where(accounts.c.id == number)).scalar()


def add_account(change: Change, account: Account) -> Account:
    """Keep a new account; raises InputRejected where its name or a domain is another's."""
    kept = replace(
        account, name=" ".join(account.name.split()), domains=tuple(dict.fromkeys(map(_domain, account.domains)))
    )
    _refuse_taken(change.connection, kept)
    added = change.connection.execute(
        insert(accounts).values(name=kept.name, folded=folded(kept.name), content=to_json(kept, Account))
    )
    number = new_id(added)
    if kept.domains:
        rows = [{"domain": _ascii(domain), "account": number} for domain in kept.domains]
        change.connection.execute(insert(domains), rows)
    change.record(Kind.ACCOUNT, {"account": as_plain(kept, Account)})
    return kept


def add_nda(change: Change, name_or_domain: str, nda: NdaRecord) -> Account:
    """Add an agreement to an account's."""
    number, account = needed_account(change.connection, name_or_domain)
    if nda.expires_on is not None and nda.expires_on < nda.signed_on:
        raise InputRejected(
            f"{account.name}: the NDA ends on {nda.expires_on}, before it begins on {nda.signed_on}.",
            "Check the dates.",
        )
    kept = replace(account, ndas=(*account.ndas, replace(nda, domains=tuple(map(_domain, nda.domains)))))
    change.connection.execute(update(accounts).where(accounts.c.id == number).values(content=to_json(kept, Account)))
    change.record(Kind.NDA, {"account": as_plain(kept, Account)})
    return kept


def folded(name: str) -> str:
    """Return a name as it is compared: without case and doubled spaces."""
    return " ".join(name.split()).casefold()


def _refuse_taken(connection: Connection, account: Account) -> None:
    if not account.name:
        raise InputRejected("The account has no name.", "Give it one, e.g. the company's.")
    held = select(accounts.c.name)
    if taken := connection.execute(held.where(accounts.c.folded == folded(account.name))).scalar():
        raise InputRejected(f"{taken}: there is such an account already.", "See it with `segq account list`.")
    for domain in account.domains:
        of_domain = held.join(domains, domains.c.account == accounts.c.id).where(domains.c.domain == _ascii(domain))
        if taken := connection.execute(of_domain).scalar():
            raise InputRejected(f"{domain}: is a domain of {taken} already.", "Leave it out, or use that account.")


def _domain(given: str) -> str:
    """Return a domain as it is shown: lower case, without a scheme, an address's name or a path."""
    host = given.strip().casefold().rpartition("://")[2].partition("/")[0]
    domain = host.rpartition("@")[2].strip(".")
    labels = domain.split(".")
    if len(labels) < 2 or not all(label.replace("-", "").isalnum() for label in labels) or len(_ascii(domain)) > 253:
        raise InputRejected(f"{given}: is no domain.", "Write it like acme.com.")
    return domain


def _ascii(domain: str) -> str:
    """Return a domain as it is looked up, ``xn--`` for letters beyond ASCII."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def _above(given: str) -> Iterator[str]:
    """Yield the domain and the domains it lies in, nearest first."""
    labels: Sequence[str] = _ascii(given.strip().casefold().rpartition("@")[2].strip(".")).split(".")
    for start in range(len(labels) - 1):
        yield ".".join(labels[start:])
