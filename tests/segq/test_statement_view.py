from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.statement import (
    Approval,
    ApprovalKind,
    Comparison,
    Disclosure,
    Fact,
    Party,
    ProductScope,
    SettledValue,
    Settles,
    Statement,
)
from segq.statement_view import DISCLOSED, approved_how, passages, settled, wrong_with
from tests import builders

FULL = builders.statement(
    aliases=("tape", "snapshot"),
    partly_answers=("Are tapes locked?",),
    does_not_answer=("Are laptops encrypted?", "Who holds the keys?"),
    context="Tapes are being replaced.",
    facts=(Fact("last test", date(2026, 3, 12), date(2026, 3, 12), 365),),
    commits=True,
    scope=ProductScope(("Ledger",), ("EU",)),
    references=(("ccm", ("CEK-03",)),),
    components=("other",),
)


def told(statement: Statement, as_of: date = builders.AS_OF) -> dict[str, tuple[str, ...]]:
    return {passage.heading: passage.lines for passage in passages(statement, builders.base(statement), as_of)}


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("Claim", ("Backups of ledgers are encrypted.",)),
        ("Sent with a “no” or “partly”", ("Tapes are being replaced.",)),
        ("Does not answer", ("Are laptops encrypted?", "Who holds the keys?")),
        ("Answers the questions", ("Are backups encrypted? → yes", "Are any backups stored unencrypted? → no")),
        ("Answers in part", ("Are tapes locked?",)),
        ("Also called", ("tape, snapshot",)),
        ("Facts", ("last test: 2026-03-12, as of 2026-03-12, good for 365 days",)),
        ("Holds for", ("products: Ledger", "regions: EU", "responsibility: own", "a promise may be given")),
        ("Source", ("Trust page, Backups", "“Backups of ledgers are encrypted.”")),
        ("References", ("ccm: CEK-03",)),
        ("Disclosure", ("public: anybody may read it",)),
        ("Approval", ("by a person: owner, on 2026-01-01", "owner owner, review by 2027-01-01")),
    ],
)
def test_a_statement_is_told_in_full(heading: str, lines: tuple[str, ...]) -> None:
    assert told(FULL)[heading] == lines


def test_an_expired_or_changed_statement_says_so_before_anything_else() -> None:
    lapsed = replace(FULL, sha256="1" * 64)
    first = next(iter(passages(lapsed, builders.base(lapsed), date(2027, 1, 2))))
    assert first.heading == "Not usable now"
    assert [word for line in first.lines for word in ("changed", "due for review") if word in line] == [
        "changed",
        "due for review",
    ]
    assert "Not usable now" not in told(FULL)
    assert wrong_with(FULL, builders.base(FULL), builders.AS_OF) == ()


def test_what_a_statement_does_not_have_is_no_heading() -> None:
    bare = builders.statement(aliases=(), source=None, settles=Settles(), approval=None)
    assert not {"Also called", "Source", "Settles", "Facts", "References"} & told(bare).keys()
    assert approved_how(bare) == "not approved"


def test_the_same_text_is_not_told_as_short_and_full_answer() -> None:
    same = builders.statement(answers=replace(FULL.answers, full=FULL.answers.short))
    assert "Full answer" not in told(same)
    assert "Full answer" in told(FULL)


def test_every_settled_facet_has_a_line_with_its_bound_and_unit() -> None:
    facets = Settles(
        party=Party.PROVIDER,
        scope=("databases",),
        population=("staff",),
        algorithm=("AES-256",),
        frequency="daily",
        timing="before engagement",
        documented=True,
        tested=False,
        values=(SettledValue("retention", 30.0, "days", Comparison.AT_LEAST), SettledValue("tls", "1.2")),
    )
    assert settled(facets) == (
        "party: provider",
        "scope: databases",
        "population: staff",
        "algorithm: AES-256",
        "frequency: daily",
        "timing: before engagement",
        "documented: yes",
        "tested: no",
        "retention: at least 30 days",
        "tls: 1.2",
    )
    assert settled(Settles()) == ()


def test_badges_are_words_and_a_published_source_is_never_shown_as_a_person() -> None:
    assert set(DISCLOSED) == set(Disclosure)
    by_page = builders.statement(approval=Approval(ApprovalKind.PUBLISHED_SOURCE, "page", date(2026, 1, 1), "0" * 64))
    assert approved_how(by_page) == "published source"
    assert told(by_page)["Approval"][0].startswith("repeats a published source: page")
