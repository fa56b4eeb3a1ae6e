"""Customers and their NDA records, and the clearance that follows from them on a date: computed, never typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge.disclosure import Clearance
from knowledge.statement import Disclosure


class NdaBasis(StrEnum):
    """What binds the customer to confidentiality."""

    NDA = "nda"
    MSA = "msa"
    CLICK_THROUGH = "click-through"


@dataclass(frozen=True, slots=True)
class NdaRecord:
    """One agreement that is on record for an account."""

    basis: NdaBasis
    signed_on: date
    expires_on: date | None = None
    """Last day on which it holds; ``None`` where it has no end."""
    parties: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    """The domains that it covers; none means all of the account's."""
    evidence: str = ""
    """Where the signed paper lies: a path, a link, a ticket."""

    def holds(self, on: date) -> bool:
        """Whether it binds on that day, both ends included."""
        return self.signed_on <= on and (self.expires_on is None or on <= self.expires_on)


@dataclass(frozen=True, slots=True)
class Account:
    """A customer; ``domains`` are an index to it, not its identity."""

    name: str
    domains: tuple[str, ...] = ()
    ndas: tuple[NdaRecord, ...] = ()


def clearance_of(account: Account | None, as_of: date, at_most: Disclosure = Disclosure.NDA) -> Clearance:
    """Return what the account may see on the day; ``at_most`` can only lower it."""
    if account is None:
        return Clearance()
    standing = next((nda for nda in account.ndas if nda.holds(as_of)), None)
    if standing is None:
        return Clearance(Disclosure.PUBLIC, _none_holds(account, as_of))
    basis = f"{standing.basis} of {standing.signed_on.isoformat()} with {account.name}"
    if at_most is Disclosure.PUBLIC:
        return Clearance(Disclosure.PUBLIC, f"lowered to public for this run; on record: {basis}")
    return Clearance(Disclosure.NDA, basis)


def _none_holds(account: Account, as_of: date) -> str:
    ended = [nda.expires_on for nda in account.ndas if nda.expires_on and nda.expires_on < as_of]
    if ended:
        return f"the NDA with {account.name} ended on {max(ended).isoformat()}"
    coming = [nda.signed_on for nda in account.ndas if nda.signed_on > as_of]
    if coming:
        return f"the NDA with {account.name} begins on {min(coming).isoformat()}"
    return f"no NDA with {account.name} on record"
