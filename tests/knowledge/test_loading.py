from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.loading import bundled_base, load_knowledge_base, source_digest
from knowledge.statement import Comparison, Disclosure, Gap, Party, YesNo
from tests.knowledge.conftest import WriteBase

PLAIN = """\
- id: lamp-light
  title: Lamp light
  claim: Lamps are lit.
  answers: {short: Yes. Lamps are lit., full: Lamps are lit.}
"""
WHOLE = """\
statements:
  - id: lamp-light
    title: Lamp light
    claim: >-
      Lamps in the tower
      are lit daily.
    answers: {short: Yes. They are lit., full: They are lit daily.}
    questions:
      - {ask: Are lamps lit?, yes_no: "yes"}
      - {ask: When are lamps lit?}
    aliases: tower lamps
    partly_answers: Are lamps lit and cleaned?
    does_not_answer: [Who lights the lamps?]
    settles:
      {party: own, scope: tower, frequency: daily, tested: true, values: [{name: lit, value: 12, comparison: at_least}]}
    context: Only the tower has lamps.
    responsibility: own
    facts: {last_lit: {value: 2026-05-30, as_of: 2026-05-30, max_age: 365d}}
    commits: true
    disclosure: nda
    scope: {products: [tower], regions: []}
    source: {section: "1", quote: Lamps in the tower are lit daily.}
    approval: {kind: person, by: ana@tower.example, on: 2026-05-01, sha256: %s}
    owner: bo@tower.example
    review_by: 2026-12-31
    references: {ccm: [LOG-01]}
documents:
  - id: tower-book
    title: Tower book
    kind: book
    obtain: Ask the keeper.
    period: {start: 2026-01-01, end: 2026-06-30}
    expires: 2027-01-01
    disclosure: public
""" % ("a" * 64)
GAP = """\
gaps:
  - id: gap-oil
    title: Oil
    questions: [Where does the oil come from?, "Oil shall be\n      kept apart."]
    aliases: lamp oil
"""


def test_every_key_of_a_statement_arrives_typed(write_base: WriteBase) -> None:
    base = load_knowledge_base(write_base(base="{name: Tower, defaults: {source_document: tower-book}}", kb=WHOLE))
    (statement,) = base.statements
    assert statement.claim == "Lamps in the tower are lit daily."
    assert [q.yes_no for q in statement.questions] == [YesNo.YES, None]
    assert statement.aliases == ("tower lamps",)
    assert statement.partly_answers == ("Are lamps lit and cleaned?",)
    assert statement.does_not_answer == ("Who lights the lamps?",)
    assert (statement.settles.party, statement.settles.scope, statement.settles.tested) == (Party.OWN, ("tower",), True)
    assert statement.settles.values[0].comparison is Comparison.AT_LEAST
    assert (statement.facts[0].value, statement.facts[0].max_age_days) == (date(2026, 5, 30), 365)
    assert statement.disclosure is Disclosure.NDA
    assert statement.source is not None
    assert statement.source.document == "tower-book"
    assert statement.owner == "bo@tower.example"
    assert statement.references == (("ccm", ("LOG-01",)),)
    assert base.documents[0].period == (date(2026, 1, 1), date(2026, 6, 30))


def test_an_unset_disclosure_is_internal_and_no_default_can_change_it(write_base: WriteBase) -> None:
    assert load_knowledge_base(write_base(kb=PLAIN)).statements[0].disclosure is Disclosure.INTERNAL
    with pytest.raises(KnowledgeError, match="disclosure"):
        load_knowledge_base(write_base(base="{name: Tower, defaults: {disclosure: public}}"))


def test_defaults_of_the_base_fill_what_a_statement_leaves_out(write_base: WriteBase) -> None:
    settings = "{name: Tower, contact: a@tower.example, language: fr, defaults: {owner: o, review_by: 2027-01-01}}"
    base = load_knowledge_base(write_base(base=settings, kb=PLAIN))
    assert (base.name, base.contact, base.language) == ("Tower", "a@tower.example", "fr")
    assert (base.statements[0].owner, base.statements[0].review_by) == ("o", date(2027, 1, 1))


def test_a_base_without_settings_is_named_after_its_folder(write_base: WriteBase) -> None:
    root = write_base(kb=PLAIN)
    assert load_knowledge_base(root).name == root.name


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (PLAIN + "  clam: x\n", 5, "Did you mean 'claim'?"),
        (PLAIN + "  settles: {frequenzy: daily}\n", 5, "Did you mean 'frequency'?"),
        (PLAIN + "  facts:\n    last: {value: 1, as_off: 2026-01-01}\n", 6, "Did you mean 'as_of'?"),
        (PLAIN + "  zzz: x\n", 5, "Known keys: id, title"),
        (PLAIN.replace("  claim: Lamps are lit.\n", ""), 1, "'claim' is missing"),
        (PLAIN.replace("short: Yes. Lamps are lit., ", ""), 3 + 1, "'answers.short' is missing"),
        (PLAIN.replace("claim: Lamps are lit.", "claim: ''"), 3, "claim"),
        (PLAIN.replace("lamp-light", "Lamp Light"), 1, "lower-case"),
        (PLAIN + PLAIN, 5, "already taken in"),
        (PLAIN + "  title: Again\n", 5, "'title' stands here twice (first on line 2)"),
        (PLAIN + "  questions:\n    - {ask: Lit?, yes_no: maybe}\n", 6, 'Write "yes", "no" or "partial"'),
        (PLAIN + "  questions:\n    - {ask: Lit?, yes_no: true}\n", 6, "not True"),
        (PLAIN + "  settles: {party: somebody}\n", 5, "'own', 'provider', 'shared' or 'customer'"),
        (PLAIN + "  disclosure: secret\n", 5, "'public', 'nda' or 'internal'"),
        (PLAIN + "  review_by: 2026-13-45\n", 5, "YYYY-MM-DD"),
        (PLAIN + "  facts: {last: {value: 1, as_of: 2026-01-01, max_age: a year}}\n", 5, "365d"),
        (PLAIN + "  approval: {kind: person, by: a, on: 2026-01-01, sha256: abc}\n", 5, "sha256"),
        (PLAIN + "- {id: both, title: Both, components: [lamp-light, lamp-ligth]}\n", 5, "Did you mean 'lamp-light'?"),
        (PLAIN + "- {id: b, title: B, components: [lamp-light, lamp-light]}\n", 5, "each component once"),
        (PLAIN + "- {id: one, title: One, components: [lamp-light]}\n", 5, "at least 2"),
        (
            PLAIN + "- {id: both, title: Both, components: [lamp-light, both]}\n",
            5,
            "the components form a cycle: both → both",
        ),
        (
            PLAIN + "- {id: both, title: B, components: [lamp-light, oil], claim: x}\n",
            5,
            "claim is not for a composite",
        ),
        ("statements: [\n", 2, "This is no YAML"),
        ("- id: a\n\ttitle: b\n", 2, "This is no YAML"),
        ("", 1, "The file is empty"),
        ("just a text\n", 1, "neither statements nor documents"),
        ("statement:\n  - id: a\n", 1, "Did you mean 'statements'?"),
        ("statements: {id: a}\n", 1, "statements should be a list"),
        ("- lamp-light\n", 1, "should be a mapping"),
        ("- &a {id: x}\n- *a\n", 1, "Anchors and aliases"),
        ("- id: !!python/name:os.system x\n", 1, "tag"),
        ("documents:\n  - {id: d, title: D, kind: k}\n", 2, "'obtain' is missing"),
        (GAP + "    alias: oil lamps\n", 6 + 1, "Did you mean 'aliases'?"),
        (GAP + "    claim: There is oil.\n", 6 + 1, "Known keys: id, title, questions, aliases"),
        ("gaps:\n  - {id: gap-oil, title: Oil}\n", 2, "'questions' is missing"),
        ("gaps:\n  - {id: gap-oil, title: Oil, questions: []}\n", 2, "at least 1"),
        ("gaps:\n  - {id: gap-oil, title: Oil, questions: [{ask: Is there oil?}]}\n", 2, "questions.0"),
        ("gap:\n  - {id: gap-oil}\n", 1, "Did you mean 'gaps'?"),
        (PLAIN + "  partly_answer: [Lit?]\n", 5, "Did you mean 'partly_answers'?"),
    ],
)
def test_each_error_names_file_and_line_and_the_next_step(
    write_base: WriteBase, text: str, line: int, says: str
) -> None:
    root = write_base(kb=text)
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge_base(root)
    assert f"{root / 'kb.yaml'}:{line}: " in str(caught.value)
    assert says in str(caught.value)
    assert caught.value.hint


def test_an_error_in_a_statement_names_it(write_base: WriteBase) -> None:
    with pytest.raises(KnowledgeError, match="lamp-light: Unknown key 'clam'"):
        load_knowledge_base(write_base(kb=PLAIN + "  clam: x\n"))


def test_all_errors_of_all_files_come_at_once_but_not_without_end(write_base: WriteBase) -> None:
    many = "".join(PLAIN.replace("lamp-light", f"lamp-{n}") + "  clam: x\n" for n in range(30))
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge_base(write_base(a=PLAIN + "  clam: x\n", b=many))
    assert "a.yaml:5" in str(caught.value)
    assert "b.yaml:10" in str(caught.value)
    assert "… and 11 more problems." in str(caught.value)


def test_the_same_id_in_two_files_is_refused_and_both_places_are_named(write_base: WriteBase) -> None:
    with pytest.raises(KnowledgeError, match=r"b\.yaml:1: .*a\.yaml:1"):
        load_knowledge_base(write_base(a=PLAIN, b=PLAIN))


def test_gaps_arrive_in_the_order_of_the_file_and_belong_to_no_statement(write_base: WriteBase) -> None:
    more = "  - {id: gap-rope, title: Rope, questions: Is there rope?}\n"
    base = load_knowledge_base(write_base(a=PLAIN, b=GAP + more))
    assert base.gaps == (
        Gap("gap-oil", "Oil", ("Where does the oil come from?", "Oil shall be kept apart."), ("lamp oil",)),
        Gap("gap-rope", "Rope", ("Is there rope?",)),
    )
    assert [statement.id for statement in base.statements] == ["lamp-light"]


@pytest.mark.parametrize("taken", ["statement", "document", "gap"])
def test_a_gap_cannot_take_the_id_of_another_entry(write_base: WriteBase, taken: str) -> None:
    first = {
        "statement": PLAIN.replace("lamp-light", "gap-oil"),
        "document": "documents:\n  - {id: gap-oil, title: Oil book, kind: book, obtain: Ask.}\n",
        "gap": GAP,
    }[taken]
    with pytest.raises(KnowledgeError, match=r"b\.yaml:2: The id gap-oil is already taken in .*a\.yaml:[12]\."):
        load_knowledge_base(write_base(a=first, b=GAP))


def test_a_composite_may_answer_in_part(write_base: WriteBase) -> None:
    oil = PLAIN.replace("lamp-light", "oil")
    both = "- {id: both, title: Both, components: [lamp-light, oil], partly_answers: Are lamps and oil insured?}\n"
    *_, composite = load_knowledge_base(write_base(kb=PLAIN + oil + both)).statements
    assert composite.partly_answers == ("Are lamps and oil insured?",)


def test_a_longer_component_cycle_is_shown_from_end_to_end(write_base: WriteBase) -> None:
    text = "- {id: a, title: A, components: [b, c]}\n- {id: b, title: B, components: [c, a]}\n" + PLAIN.replace(
        "lamp-light", "c"
    )
    with pytest.raises(KnowledgeError, match=r"a → b → a|b → a → b"):
        load_knowledge_base(write_base(kb=text))


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "kb.yaml").write_bytes(b"- id: \xff\xfe\n")
    with pytest.raises(KnowledgeError, match=r"kb\.yaml:1: The file is not UTF-8 text"):
        load_knowledge_base(tmp_path)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_a_base_says_what_to_give(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(KnowledgeError, match="--kb"):
        load_knowledge_base(tmp_path / name)


def test_the_digest_changes_with_any_byte_and_any_name(write_base: WriteBase) -> None:
    root = write_base(a=PLAIN)
    first = source_digest(root)
    assert source_digest(root) == first
    (root / "a.yaml").rename(root / "b.yaml")
    renamed = source_digest(root)
    write_base(b=PLAIN + "\n")
    assert len({first, renamed, source_digest(root)}) == 3


def test_the_bundled_base_is_a_folder_inside_the_package() -> None:
    assert (bundled_base() / "base.yaml").is_file()
    assert bundled_base().parent.name == "knowledge"


def test_completed_questionnaires_go_out_under_nda_unless_the_base_says_otherwise(write_base: WriteBase) -> None:
    assert load_knowledge_base(write_base(kb=PLAIN)).completed_questionnaires is Disclosure.NDA
    public = "{name: Tower, completed_questionnaires: public}"
    assert load_knowledge_base(write_base(base=public, kb=PLAIN)).completed_questionnaires is Disclosure.PUBLIC
    with pytest.raises(KnowledgeError, match="completed_questionnaires"):
        load_knowledge_base(write_base(base="{name: Tower, completed_questionnaires: internal}", kb=PLAIN))
