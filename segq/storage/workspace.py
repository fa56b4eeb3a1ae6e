"""The workspace: every command line, screen and page reads and writes through this one object."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING

from answers.review.states import QuestionnaireRecord
from answers.review.store import ReviewStore
from knowledge.accounts import Account, NdaRecord
from knowledge.errors import InputRejected
from segq.storage import accounts, changing, checking, inbox, ledger, questionnaires
from segq.storage.audit import Change, audit_rows, read_head
from segq.storage.database import BUSY_SECONDS, Database, open_database
from segq.storage.encoding import encodable
from segq.storage.records import (
    Arrived,
    Arriving,
    AuditRow,
    Release,
    Request,
    RequestOutcome,
    Sent,
    SettlingPhrasing,
)
from segq.storage.review_store import StoredReview

if TYPE_CHECKING:
    from answers.memory import Phrasing

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def open_workspace(
    location: Path | str, *, create: bool = False, clock: Clock = now, busy_seconds: float = BUSY_SECONDS
) -> Workspace:
    """Open the workspace at a path or SQLAlchemy URL and bring it to the present schema.

    Raises InputRejected, naming it and the next step, where it is missing (unless ``create``), newer or damaged.
    ``busy_seconds`` is how long a write waits for another program's.
    """
    return Workspace(open_database(location, create=create, busy_seconds=busy_seconds), clock)


class Workspace:
    """Questionnaires, reviews, accounts, ledger and inbox; ``by`` is who does it, and goes into the audit log."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database, self._clock = database, clock

    @property
    def place(self) -> str:
        """Where it lies, without a password."""
        return self._database.place

    def close(self) -> None:
        """Give the database back; another call opens it again."""
        self._database.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- accounts

    def accounts(self) -> Sequence[Account]:
        """Return the accounts by name."""
        with self._database.reading() as connection:
            return accounts.all_accounts(connection)

    def account(self, name_or_domain: str) -> Account | None:
        """Return the account of that name, or with that domain or one above it."""
        with self._database.reading() as connection:
            found = accounts.find_account(connection, name_or_domain)
            return found[1] if found else None

    def add_account(self, by: str, account: Account) -> Account:
        """Add an account; raises InputRejected where its name or a domain is taken."""
        with self._change(by) as change:
            return accounts.add_account(change, account)

    def add_nda(self, by: str, account: str, nda: NdaRecord) -> Account:
        """Add an agreement to the account of that name or domain."""
        with self._change(by) as change:
            return accounts.add_nda(change, account, nda)

    # -- questionnaires

    def add_questionnaire(self, by: str, arrived: Arrived) -> tuple[QuestionnaireRecord, bool]:
        """Keep an incoming file; the same bytes for the same account are the one that is here, and ``False``."""
        with self._change(by) as change:
            number, added = questionnaires.add_questionnaire(change, arrived)
            return questionnaires.one_record(change.connection, number), added

    def questionnaires(self) -> Sequence[QuestionnaireRecord]:
        """Return the questionnaires: those that are due first, then the newest."""
        with self._database.reading() as connection:
            return questionnaires.all_records(connection)

    def questionnaire(self, id: int) -> QuestionnaireRecord:  # noqa: A002 - the user's word for it
        """Return a questionnaire; raises InputRejected for an unknown number."""
        with self._database.reading() as connection:
            return questionnaires.one_record(connection, id)

    def arrived(self, id: int) -> Arrived:  # noqa: A002
        """Return everything that is stored of a questionnaire."""
        with self._database.reading() as connection:
            return questionnaires.arrived_file(connection, id)

    def review(self, id: int) -> ReviewStore:  # noqa: A002
        """Return the store of a questionnaire's review."""
        self.questionnaire(id)
        return StoredReview(self._database, id, self._clock)

    def set_proposals(
        self,
        by: str,
        id: int,  # noqa: A002
        proposals: Sequence[Arriving],
        *,
        knowledge_base_sha256: str = "",
        asked_as_of: date | None = None,
    ) -> None:
        """Replace proposals after the knowledge base changed; questions, slots and decisions stay."""
        with self._change(by) as change:
            changing.set_proposals(change, id, proposals, knowledge_base_sha256, asked_as_of)

    def set_details(
        self,
        by: str,
        id: int,  # noqa: A002
        *,
        account: str | EllipsisType | None = ...,
        due: date | EllipsisType | None = ...,
    ) -> QuestionnaireRecord:
        """Change account or due date; what is not given stays. Another account takes a sign-off back."""
        with self._change(by) as change:
            return changing.set_details(change, id, account, due)

    # -- ledger

    def add_release(self, by: str, id: int, release: Release) -> Release:  # noqa: A002
        """Enter a release; raises PolicyRefused where the questionnaire is not signed off."""
        with self._change(by) as change:
            return ledger.add_release(change, id, release)

    def releases(self, id: int) -> Sequence[Release]:  # noqa: A002
        """Return the releases of a questionnaire, oldest first."""
        with self._database.reading() as connection:
            return ledger.releases_of(connection, id)

    def add_sent(self, by: str, id: int, sent: Sent) -> Sent:  # noqa: A002
        """Enter the bytes that really went out."""
        with self._change(by) as change:
            return ledger.add_sent(change, id, sent)

    def sent(self, id: int) -> Sequence[Sent]:  # noqa: A002
        """Return what was sent of a questionnaire, oldest first."""
        with self._database.reading() as connection:
            return ledger.sent_of(connection, id)

    # -- learning

    def phrasings(self, account: str | None = None) -> Sequence[Phrasing]:
        """Return unedited acceptances that stand, and rejections, oldest first; an account's where one is named."""
        with self._database.reading() as connection:
            return inbox.phrasings(connection, account)

    def add_request(self, by: str, request: Request) -> Request:
        """Put a request into the inbox of the knowledge owner."""
        with self._change(by) as change:
            return inbox.add_request(change, request)

    def requests(self, *, only_open: bool = True) -> Sequence[Request]:
        """Return the requests, oldest first."""
        with self._database.reading() as connection:
            return inbox.all_requests(connection, only_open=only_open)

    def close_request(self, by: str, id: int, outcome: RequestOutcome, note: str = "") -> Request:  # noqa: A002
        """Close a request; raises InputRejected where it is not open."""
        with self._change(by) as change:
            return inbox.close_request(change, id, outcome, note)

    def settling(self) -> Sequence[SettlingPhrasing]:
        """Return the phrasings that the owner approved as settling, oldest first."""
        with self._database.reading() as connection:
            return inbox.settling_phrasings(connection)

    def approve_settling(self, by: str, phrasing: SettlingPhrasing) -> None:
        """Approve a phrasing as settled by a statement with that hash."""
        with self._change(by) as change:
            inbox.approve_settling(change, phrasing)

    # -- audit

    def audit(self, after: int = 0) -> Sequence[AuditRow]:
        """Return the audit log's rows with a number above ``after``, oldest first."""
        with self._database.reading() as connection:
            return audit_rows(connection, after)

    def audit_head(self) -> str:
        """Return the hash of the last row."""
        with self._database.reading() as connection:
            return read_head(connection).sha256

    def check(self) -> Sequence[str]:
        """Return what is wrong with the workspace, one line each; nothing where all is well."""
        with self._database.reading() as connection:
            return tuple(checking.problems(connection))

    @contextmanager
    def _change(self, by: str) -> Iterator[Change]:
        if not by.strip():
            raise InputRejected("Nobody is named who does this.", "Give --by, or set SEGQ_USER.")
        with self._database.writing() as connection:
            yield Change(connection, encodable(by), self._clock())
