from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.qualifiers import QUOTE_JOINT
from knowledge.statement import KnowledgeBase
from tests.knowledge.segmetrics_page import rows

PAGE = Path(__file__).parents[3] / "shared" / "source" / "security-page.txt"


def _quotes(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Return the sentences that each statement and document quotes."""
    sources = {statement.id: statement.source for statement in base.statements}
    sources |= {document.id: document.source for document in base.documents}
    return {name: tuple(source.quote.split(QUOTE_JOINT)) for name, source in sources.items() if source}


def test_every_quoted_sentence_stands_in_the_table(segmetrics: KnowledgeBase) -> None:
    known = {row.sentence for row in rows()}
    assert {part for parts in _quotes(segmetrics).values() for part in parts} <= known


def test_each_row_names_exactly_the_entries_that_quote_it(segmetrics: KnowledgeBase) -> None:
    quotes = _quotes(segmetrics)
    for row in rows():
        assert set(row.entries) == {name for name, parts in quotes.items() if row.sentence in parts}, row.sentence


def test_every_statement_but_composites_is_reached(segmetrics: KnowledgeBase) -> None:
    reached = {name for row in rows() for name in row.entries}
    assert {s.id for s in segmetrics.statements if not s.is_composite} <= reached


def test_a_sentence_that_nothing_quotes_says_why() -> None:
    silent = [row for row in rows() if not row.entries]
    assert silent
    assert all(len(row.why) > 10 for row in silent)
    assert not [row for row in rows() if row.entries and row.why]


@pytest.mark.real
@pytest.mark.skipif(not PAGE.exists(), reason="the page's text is not beside the checkout")
def test_the_table_is_the_whole_page_in_its_order() -> None:
    headings = re.compile(r"^\d+\. [A-Z][A-Za-z ]+$", re.MULTILINE)
    text = headings.sub(" ", PAGE.read_text(encoding="utf-8"))
    page = re.sub(r"^\s*(?:•|\d\.)\s+", "", text, flags=re.MULTILINE)
    assert " ".join(page.split()) == " ".join(row.sentence for row in rows())
