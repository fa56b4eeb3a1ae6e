from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge import lint, schema
from knowledge.approval import LapseKind

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "knowledge-base.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([a-z0-9_.-]+)`", PAGE))
MODELS = sorted(
    (entry for name, entry in vars(schema).items() if name.endswith("Entry") and not name.startswith("_")),
    key=lambda entry: str(entry.__name__),
)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_every_key_of_the_schema_is_explained(model: type[BaseModel]) -> None:
    keys = set(model.model_fields)
    if model is schema.DefaultsEntry:
        keys = {f"defaults.{key}" for key in keys}
    if model is schema.AnswersEntry:
        keys = {f"answers.{key}" for key in keys}
    assert keys - {"defaults", "answers"} <= NAMED


def test_every_finding_of_the_linter_is_explained() -> None:
    code = Path(lint.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'_(?:error|warning)\(\s*statement,\s*"([a-z-]+)"', code))
    assert len(codes) > 15
    assert codes | {kind.name.lower().replace("_", "-") for kind in LapseKind} <= NAMED
