from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.lint import Severity, lint
from knowledge.statement import (
    Answers,
    Approval,
    ApprovalKind,
    AskedForm,
    Disclosure,
    Gap,
    Settles,
    Source,
    Statement,
    YesNo,
)
from tests.knowledge.examples import DAY, STATEMENT, approved, base_of

BOOK = {"tower-book": "Of lamps.\nLamps in the tower\nare lit daily. Oil’s kept apart."}
Edit = Callable[[Statement], Statement]


def _asking(*questions: AskedForm) -> Edit:
    return lambda s: replace(s, questions=(*s.questions, *questions))


def _quoting(claim: str, quote: str) -> Edit:
    return lambda s: replace(s, claim=claim, answers=Answers(claim, claim), source=Source("tower-book", "1", quote))


PROVOKED: dict[str, tuple[Edit, str, str]] = {
    "a claim adds a qualifier": (
        _quoting("All lamps are lit annually.", "Lamps are lit."),
        "qualifier-added",
        "claim says 'all'",
    ),
    "a short answer adds one": (
        lambda s: replace(s, answers=Answers("Yes. Lamps in the tower are always lit daily.", s.answers.full)),
        "qualifier-added",
        "answers.short says 'always'",
    ),
    "a question adds one": (
        _asking(AskedForm("Is there a formal plan for lamps?", YesNo.YES)),
        "qualifier-added",
        "says 'formal'",
    ),
    "an open question adds one": (
        _asking(AskedForm("What is your lamp policy?")),
        "qualifier-added",
        "says 'policy'",
    ),
    "a claim drops a qualifier": (
        _quoting("Lamps are lit for ships.", "Lamps are lit for affected ships."),
        "qualifier-dropped",
        "drops 'affected'",
    ),
    "a yes-question drops one": (
        lambda s: replace(
            _quoting("Affected ships are warned.", "Affected ships are warned.")(s),
            questions=(AskedForm("Are ships warned?", YesNo.YES),),
        ),
        "question-too-wide",
        "drops 'affected'",
    ),
    "a yes-question widens the population": (
        lambda s: replace(
            s,
            settles=Settles(population=("keepers with access to lanterns",)),
            questions=(AskedForm("Are keepers checked?", YesNo.YES), AskedForm("Are keepers unchecked?", YesNo.NO)),
        ),
        "question-too-wide",
        "drops 'lanterns'",
    ),
    "a no comes without its context": (
        lambda s: replace(s, answers=Answers("No. Lamps in the tower are lit daily.", s.answers.full)),
        "no-context",
        "is answered by no alone",
    ),
    "near misses are few": (lambda s: replace(s, does_not_answer=("Who?",)), "few-near-misses", "1 of 2"),
    "one polarity is missing": (
        lambda s: replace(s, questions=s.questions[:1]),
        "one-polarity",
        "no canonical question is answered by no",
    ),
    "a question is answered and not answered": (
        lambda s: replace(s, does_not_answer=("are lamps in the tower LIT", "Who?")),
        "answers-and-does-not",
        "stands in questions and in does_not_answer",
    ),
    "a question is answered in full and in part": (
        lambda s: replace(s, partly_answers=("are lamps in the tower LIT",)),
        "answers-and-does-not",
        "stands in questions and in partly_answers",
    ),
    "a question is answered in part and not at all": (
        lambda s: replace(s, partly_answers=("WHO lights the lamps",)),
        "answers-and-does-not",
        "'Who lights the lamps?' stands in partly_answers and in does_not_answer",
    ),
    "a question stands twice": (
        _asking(AskedForm("Are lamps in the tower lit", YesNo.YES)),
        "duplicate-question",
        "stands in lamp-light too",
    ),
    "a question is answered both ways": (
        _asking(AskedForm("Are lamps in the tower lit?", YesNo.NO)),
        "contradiction",
        "answered differently in lamp-light",
    ),
    "nobody owns it": (lambda s: replace(s, owner=""), "no-owner", "nobody"),
    "it never expires": (lambda s: replace(s, review_by=None), "no-review-date", "never"),
    "it has no source": (lambda s: replace(s, source=None), "no-source", "quotes no source"),
    "its source is unknown": (
        lambda s: replace(s, source=Source("lost-book", "1", STATEMENT.claim)),
        "unknown-document",
        "'lost-book'",
    ),
    "its quote is invented": (
        lambda s: replace(s, source=Source("tower-book", "1", f"{STATEMENT.claim} … It never rains.")),
        "misquote",
        "'It never rains.'",
    ),
}


@pytest.mark.parametrize(("edit", "code", "says"), PROVOKED.values(), ids=PROVOKED.keys())
def test_each_fault_is_found_alone(edit: Edit, code: str, says: str) -> None:
    statement = approved(edit(STATEMENT))
    found = lint(base_of(statement), DAY, BOOK)
    hits = [finding for finding in found if finding.code == code]
    assert hits
    assert any(says in finding.message for finding in hits)
    assert {finding.statement for finding in hits} == {"lamp-light"}
    assert all(finding.hint for finding in hits)


def test_a_sound_statement_has_no_findings() -> None:
    assert lint(base_of(approved(STATEMENT)), DAY, BOOK) == ()


def test_a_quote_is_found_across_lines_and_kinds_of_quotes() -> None:
    quote = "Lamps in the tower are lit daily. … Oil's kept apart."
    quoted = approved(replace(STATEMENT, source=Source("tower-book", "1", quote)))
    assert lint(base_of(quoted), DAY, BOOK) == ()


def test_a_no_may_deny_what_the_quote_does_not_say() -> None:
    asked = approved(_asking(AskedForm("Are lamps lit by hand every year?", YesNo.NO))(STATEMENT))
    assert lint(base_of(asked), DAY, BOOK) == ()


@pytest.mark.parametrize(
    ("edit", "code", "severity"),
    [
        (lambda s: replace(s, approval=None), "unapproved", Severity.ERROR),
        (lambda s: replace(s, sha256="0"), "changed", Severity.ERROR),
        (lambda s: replace(s, review_by=date(2026, 1, 1)), "expired", Severity.WARNING),
    ],
)
def test_a_lapse_is_a_finding(edit: Edit, code: str, severity: Severity) -> None:
    (finding,) = lint(base_of(edit(approved(STATEMENT))), DAY)
    assert (finding.code, finding.severity) == (code, severity)


def test_the_same_question_in_two_statements_is_reported_at_the_second() -> None:
    twin = approved(replace(STATEMENT, id="twin"))
    found = lint(base_of(approved(STATEMENT), twin), DAY)
    assert {(finding.statement, finding.code) for finding in found} == {("twin", "duplicate-question")}


def test_a_page_cannot_approve_a_promise() -> None:
    statement = approved(replace(STATEMENT, commits=True))
    by_page = Approval(ApprovalKind.PUBLISHED_SOURCE, "tower-book", DAY, statement.sha256)
    assert lint(base_of(statement), DAY) == ()
    assert [f.code for f in lint(base_of(replace(statement, approval=by_page)), DAY)] == ["promise-by-page"]


def test_a_composite_with_a_gated_part_too_many_parts_or_a_bare_no_is_reported() -> None:
    parts = tuple(approved(replace(STATEMENT, id=f"part-{n}", questions=())) for n in range(9))
    gated = (*parts[:8], replace(parts[8], disclosure=Disclosure.NDA))
    composite = replace(
        STATEMENT,
        id="whole",
        source=None,
        questions=(AskedForm("Is it dark?", YesNo.NO),),
        answers=Answers("Lit.", "Lit."),
        components=tuple(part.id for part in gated),
    )
    found = [f.code for f in lint(base_of(*gated, approved(composite, gated)), DAY) if f.statement == "whole"]
    assert found == ["no-context", "many-components", "gated-component"]


def test_a_text_in_all_three_lists_is_reported_for_each_two() -> None:
    asked = STATEMENT.questions[0].ask
    statement = approved(replace(STATEMENT, partly_answers=(asked,), does_not_answer=(asked, "Who?")))
    assert [finding.code for finding in lint(base_of(statement), DAY)] == ["answers-and-does-not"] * 3


@pytest.mark.parametrize("question", ["are lamps in the tower LIT", "Are lamps lit and cleaned?"])
def test_a_gap_that_a_statement_answers_is_an_error_at_that_statement(question: str) -> None:
    other = approved(replace(STATEMENT, id="other", questions=(), answers=Answers("Lit.", "Lit."), source=None))
    statement = approved(replace(STATEMENT, partly_answers=("Are lamps lit and cleaned?",)))
    gap = Gap("gap-lamps", "Lamps", ("Are lamps insured?", question))
    base = replace(base_of(other, statement), gaps=(Gap("gap-oil", "Oil", ("Is there oil?",)), gap))
    (finding,) = (finding for finding in lint(base, DAY) if finding.code == "gap-answered")
    assert (finding.statement, finding.severity) == ("lamp-light", Severity.ERROR)
    assert question.strip("?").lower() in finding.message.lower()
    assert "gap-lamps" in finding.message


def test_a_gap_may_repeat_near_misses_and_names_of_a_statement() -> None:
    near, *_ = STATEMENT.does_not_answer
    gap = Gap("gap-cellar", "Cellar", (near,), aliases=(*STATEMENT.aliases, STATEMENT.questions[0].ask))
    assert lint(replace(base_of(approved(STATEMENT)), gaps=(gap,)), DAY, BOOK) == ()


def test_findings_come_in_the_order_of_the_base() -> None:
    first = approved(replace(STATEMENT, id="zebra", owner=""))
    second = approved(replace(STATEMENT, id="ant", owner="", questions=()))
    assert [finding.statement for finding in lint(base_of(first, second), DAY)][:1] == ["zebra"]
