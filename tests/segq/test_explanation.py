from __future__ import annotations

from dataclasses import replace

import pytest

from answers.decide import Asked, Decider
from answers.parts import MEANINGS
from answers.proposal import Part, Proposal, Recommendation
from knowledge.disclosure import NO_CLEARANCE
from knowledge.statement import Answers, AskedForm, KnowledgeBase, Settles, Source, Statement, YesNo
from segq.explanation import explanation_lines
from tests import builders
from tests.answers.small_search import POLICY, searcher


def saying(name: str, claim: str, ask: str, **changes: object) -> Statement:
    bare = {"title": name.title(), "answers": Answers(claim, claim), "settles": Settles(), **changes}
    return builders.statement(id=name, claim=claim, questions=(AskedForm(ask, YesNo.YES),), **bare)


BACKUPS = saying(
    "backups",
    "Backups are encrypted.",
    "Are backups encrypted?",
    source=Source("security-page", "Storage of copies", "Backups are encrypted."),
    does_not_answer=("Are backups on tapes encrypted?",),
)
DOGS = saying("dogs", "Dogs are welcome.", "Are dogs welcome?")
CATS = saying("cats", "Cats are fed.", "Are cats fed?")
PETS = saying("pets", "Pets are kept.", "Are pets kept?", components=("dogs", "cats"), source=None)
BASE = KnowledgeBase("small", (BACKUPS, DOGS, CATS, PETS), ())
DECIDER = Decider(searcher(BASE), POLICY)

LAPTOPS = Asked("q", "Are backups on laptops encrypted?")


def decided(asked: Asked) -> Proposal:
    (proposal,) = DECIDER.decide([asked], NO_CLEARANCE, builders.AS_OF)
    return proposal


def explained(asked: Asked) -> list[str]:
    return list(explanation_lines(asked, decided(asked), BASE))


def line(lines: list[str], opening: str) -> str:
    """Return the one line that opens with these words; empty where there is none."""
    found = [each.strip() for each in lines if each.strip().startswith(opening)]
    assert len(found) <= 1
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "section", "closed", "read"),
    [
        ("Are backups encrypted?", "", False, "a question of the kind yes/no"),
        ("How are backups encrypted?", "", False, "a question of the kind describe"),
        ("Are backups not encrypted?", "", False, "a question of the kind yes/no, put in the negative"),
        ("Are backups encrypted? Are dogs welcome?", "", False, "a question of the kind yes/no, asking 2 things"),
        ("Backup encryption", "Storage", False, "a question of the kind describe, a bare heading"),
        ("Backup encryption", "Storage", True, "a question of the kind yes/no, a bare heading"),
        ("Are they encrypted?", "", False, "a question of the kind yes/no, about something named elsewhere"),
        ("Company name:", "", False, "a question of the kind respondent fact, a bare heading"),
    ],
)
def test_it_says_first_how_the_question_was_read(text: str, section: str, closed: bool, read: str) -> None:
    first, *_ = explained(Asked("q", text, section, closed))
    assert first == f"  read as: {read}"


def test_it_names_the_nearest_approved_question() -> None:
    assert line(explained(LAPTOPS), "nearest approved question") == (
        "nearest approved question: “Are backups encrypted?”"
    )


def test_it_tells_what_is_stated_from_what_is_not() -> None:
    lines = explained(LAPTOPS)
    assert line(lines, "not stated") == "not stated: laptops"
    assert "laptops" not in line(lines, "matched words")
    assert "backups" in line(lines, "matched words")


def test_a_question_that_is_stated_in_full_misses_nothing() -> None:
    lines = explained(Asked("q", "Are backups encrypted?"))
    assert (line(lines, "not stated"), line(lines, "lowered by")) == ("", "")


def test_it_names_the_document_and_section_that_the_statement_is_from() -> None:
    assert line(explained(LAPTOPS), "on the page") == "on the page: security-page, section “Storage of copies”"


def test_a_composite_without_a_page_names_what_it_is_made_of() -> None:
    lines = explained(Asked("q", "Are pets kept?"))
    assert line(lines, "made of") == "made of: dogs, cats"
    assert line(lines, "on the page") == ""


def test_it_names_every_guard_that_lowered_it_once() -> None:
    proposal = decided(LAPTOPS)
    assert proposal.recommendation is Recommendation.SUGGESTED
    twice = replace(proposal, reasons=(*proposal.reasons, *proposal.reasons))
    codes = list(dict.fromkeys(str(reason.code) for reason in proposal.reasons))
    assert "facet_missing" in codes
    for each in (proposal, twice):
        lines = list(explanation_lines(LAPTOPS, each, BASE))
        assert line(lines, "lowered by") == f"lowered by: {', '.join(codes)}"


def test_several_guards_are_named_in_the_order_of_the_reasons() -> None:
    asked = Asked("q", "Will you encrypt backups on laptops?")
    lowered = line(explained(asked), "lowered by")
    assert "commitment" in lowered
    assert lowered == f"lowered by: {', '.join(dict.fromkeys(str(each.code) for each in decided(asked).reasons))}"


def test_it_tells_which_statements_came_next_and_how_far_behind() -> None:
    proposal = decided(LAPTOPS)
    _, second, third, *_ = proposal.candidates
    lines = explained(LAPTOPS)
    lead = next(part.value for part in proposal.candidates[0].parts if part.name == "lead")
    title = next(each.title for each in BASE.statements if each.id == second.statement)
    assert line(lines, "2.") == (
        f"2. {second.statement} ({title}), {lead:.2f} behind, confidence {second.confidence:.2f}"
    )
    assert line(lines, f"3. {third.statement}").endswith(f"confidence {third.confidence:.2f}")
    assert "behind" not in line(lines, "3.")
    assert line(lines, "4.") == ""


def test_a_lone_candidate_has_nobody_behind_it() -> None:
    proposal = decided(LAPTOPS)
    lines = list(explanation_lines(LAPTOPS, replace(proposal, candidates=proposal.candidates[:1]), BASE))
    assert line(lines, "2.") == ""


def test_every_part_that_counts_stands_in_the_table_with_its_meaning() -> None:
    proposal = decided(LAPTOPS)
    lines = explained(LAPTOPS)
    table = lines[lines.index("  parts of backups, each 0–1:") + 1 :]
    counted = [part for part in proposal.candidates[0].parts if part.value]
    assert [row.split()[1] for row in table] == [part.name for part in counted]
    assert all(row.endswith(MEANINGS[part.name]) for row, part in zip(table, counted, strict=True))


def test_what_speaks_against_it_is_told_in_words() -> None:
    against = f"{MEANINGS['does_not_answer']}: 100%"
    assert line(explained(Asked("q", "Are backups on tapes encrypted?")), against) == against


@pytest.mark.parametrize(
    "text",
    ["Are backups encrypted?", LAPTOPS.text, "Are pets kept?", "Please attach your backup report.", "Company name:"],
)
def test_every_part_of_a_candidate_has_a_meaning_and_every_meaning_a_part(text: str) -> None:
    for candidate in decided(Asked("q", text)).candidates:
        assert {part.name for part in candidate.parts} == set(MEANINGS)


def test_a_part_without_a_meaning_is_still_shown() -> None:
    proposal = decided(LAPTOPS)
    odd = replace(proposal.candidates[0], parts=(Part("odd", 0.5),))
    *_, last = explanation_lines(LAPTOPS, replace(proposal, candidates=(odd,)), BASE)
    assert last.split() == ["0.50", "odd"]


def test_nothing_but_the_reading_is_told_where_there_is_no_candidate() -> None:
    nothing = Proposal("q", Recommendation.NONE, 0.0)
    assert list(explanation_lines(LAPTOPS, nothing, BASE)) == ["  read as: a question of the kind yes/no"]


def test_a_candidate_that_the_base_no_longer_holds_is_explained_by_its_parts_alone() -> None:
    lines = list(explanation_lines(LAPTOPS, decided(LAPTOPS), builders.base()))
    assert line(lines, "nearest approved question") == ""
    assert line(lines, "parts of backups")
    assert line(lines, "2.").startswith("2. ")
