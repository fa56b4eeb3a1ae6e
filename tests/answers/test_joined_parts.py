from __future__ import annotations

import pytest

from answers.coverage import stated_by
from answers.joined_parts import unstated_parts
from knowledge.statement import Answers
from tests import builders

CLAIM = "Backups are encrypted and stored."


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("Do you encrypt backups and rotate passphrases?", ("rotate passphrases",)),
        ("Do you sign agreements and encrypt backups?", ("Do you sign agreements",)),
        ("Are backups encrypted and stored?", ()),
        ("Are passphrases rotated?", ()),
        ("Are recovery time and recovery point objectives encrypted?", ()),
        ("Is the link between backups and passphrases encrypted?", ()),
        ("Are backups held under the Ledger Portability and Passphrase Act encrypted?", ()),
    ],
)
def test_each_joined_part_needs_its_telling_words(asked: str, parts: tuple[str, ...]) -> None:
    said = builders.statement(title="Subject", claim=CLAIM, answers=Answers(CLAIM, CLAIM), questions=())
    assert unstated_parts(asked, stated_by(said, builders.base(said)), lambda _: 0.5) == parts
