"""What is drawn with characters is found in every text that holds it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporters.word.document import Paragraph
from segq.intake.word.marks import Fillable, _drawn_in, marks

PARTS = (
    "a", " ", ":", "☐", "☒", "□", "◻", "\uf0a8", "¨", "[ ]", "[x]", "( )", "___", "_ _ _", ".....", "……", "（   ）",
    "{{name}}", "${name}", "«name»", "<<name>>", "<name>", "[insert date]", "[", "(", ".",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=6).map("".join))
def test_no_text_with_a_mark_is_passed_over(text: str) -> None:
    assert bool(list(_drawn_in(text))) == bool(marks(Paragraph("paragraph 0", text), Fillable()))
