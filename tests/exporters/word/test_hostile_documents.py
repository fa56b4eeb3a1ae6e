"""Every hostile document is refused in one clear line or handled, in the confined child process."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.formats import WORD
from knowledge.errors import InputRejected
from segq.intake.word.reading import read_document
from tests.exporters.word.hostile_documents import HOSTILE_DOCUMENTS

REFUSED = [name for name, case in HOSTILE_DOCUMENTS.items() if case.refused]
OPENED = [name for name, case in HOSTILE_DOCUMENTS.items() if not case.refused]


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_document_is_refused_in_one_line_that_names_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.docx"
    HOSTILE_DOCUMENTS[name].make(path)
    with pytest.raises(InputRejected, match=HOSTILE_DOCUMENTS[name].refused) as caught:
        WORD.read(path)
    told = str(caught.value)
    assert told.startswith("hostile.docx: ")
    assert "\n" not in told
    assert "unexpectedly" not in told


@pytest.mark.parametrize("name", OPENED)
def test_an_odd_document_is_read_with_its_questions(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.docx"
    HOSTILE_DOCUMENTS[name].make(path)
    found = read_document(WORD.read(path), path.name).questionnaire.questions
    assert {"Do you encrypt backups?", "Who approves access?"} <= {question.text for question in found}
