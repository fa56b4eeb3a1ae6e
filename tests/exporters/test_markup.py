"""Tags that no parser should hold at once are refused wherever they stand."""

from __future__ import annotations

import pytest

from exporters.ooxml.markup import refuse_long_tags
from knowledge.errors import InputRejected


@pytest.mark.parametrize("before", [0, 1, 250_000, 499_998, 499_999, 500_000, 999_999, 1_300_000])
@pytest.mark.parametrize("behind", [0, 1, 700_000])
def test_a_tag_is_too_long_at_any_place(before: int, behind: int) -> None:
    head = b"<a>" + b"x" * before
    with pytest.raises(InputRejected, match="a tag of more than"):
        refuse_long_tags(head + b"<b " + b"y" * 999_998 + b">" + b" " * behind, "p")


def test_long_texts_and_many_tags_are_none() -> None:
    refuse_long_tags(b"<a>" + b"x" * 3_000_000 + b"</a>", "p")
    refuse_long_tags(b"<a>" * 1_000_000, "p")
