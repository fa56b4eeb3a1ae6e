from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from answers.decide import Asked, Decider, Searching, asked_from, read_question
from answers.policy import Linear, MatchingPolicy
from answers.proposal import BlockKind, Proposal, ReasonCode, Recommendation
from answers.questionnaire import QuestionKind, SlotKind, SlotRole
from knowledge.disclosure import NO_CLEARANCE, Clearance
from knowledge.search.index import Index
from knowledge.search.retrieval import Retrieval
from knowledge.statement import (
    Answers,
    AskedForm,
    Disclosure,
    Document,
    Gap,
    KnowledgeBase,
    Settles,
    Statement,
    YesNo,
)
from tests import builders
from tests.answers.small_search import POLICY, searcher

NONE, SUGGESTED, SETTLED = Recommendation.NONE, Recommendation.SUGGESTED, Recommendation.SETTLED
YES, NO = YesNo.YES, YesNo.NO
AS_OF = builders.AS_OF


def saying(name: str, claim: str, *questions: tuple[str, YesNo | None], **changes: object) -> Statement:
    """Return an approved public statement of this claim."""
    forms = tuple(AskedForm(ask, answer) for ask, answer in questions)
    bare = {"title": name, "answers": Answers(claim, claim), "settles": Settles(), **changes}
    return builders.statement(id=name, claim=claim, questions=forms, **bare)


BACKUPS = saying(
    "backups",
    "Backups are encrypted and stored in Lisbon.",
    ("Are backups encrypted?", YES),
    ("Are backups kept unencrypted?", NO),
    ("Are backups stored in Lisbon?", YES),
)
TRAFFIC = saying("traffic", "Traffic is encrypted with TLS 1.2 or higher.", ("Is traffic encrypted with TLS?", YES))
DOGS = saying("dogs", "Dogs are welcome.", ("Are dogs welcome?", YES), ("Who walks dogs?", None))
SECRET = saying("secret", "Vaults are guarded.", ("Are vaults guarded?", YES), disclosure=Disclosure.NDA)
REPORT = Document("pentest", "Penetration test report", "report", "ask", disclosure=Disclosure.PUBLIC)
LETTER = Document("letter", "Auditor letter", "letter", "ask", disclosure=Disclosure.PUBLIC)
BASE = KnowledgeBase(
    "small",
    (BACKUPS, TRAFFIC, DOGS, SECRET),
    (LETTER, REPORT),
    (Gap("insurance", "Cyber insurance", ("Do you hold cyber insurance?",)),),
)


class Noting:
    """Passes texts on to a search, and notes every call."""

    def __init__(self, search: Searching) -> None:
        self._search = search
        self.calls: list[list[str]] = []

    @property
    def index(self) -> Index:
        return self._search.index

    def retrieve(self, texts: Sequence[str]) -> list[Retrieval]:
        self.calls.append(list(texts))
        return self._search.retrieve(texts)


SEARCH = searcher(BASE)


def decide(*questions: Asked, policy: MatchingPolicy = POLICY, clearance: Clearance = NO_CLEARANCE) -> list[Proposal]:
    return list(Decider(SEARCH, policy).decide(questions, clearance, AS_OF))


def asking(text: str, key: str = "q", **changes: object) -> Asked:
    return replace(Asked(key, text), **changes)  # type: ignore[arg-type]


def answered(text: str, **changes: object) -> Proposal:
    (proposal,) = decide(replace(asking(text), **changes))  # type: ignore[arg-type]
    return proposal


def codes(proposal: Proposal) -> list[ReasonCode]:
    return [reason.code for reason in proposal.reasons]


def offered(proposal: Proposal) -> str:
    return proposal.best.statement if proposal.best else ""


@pytest.mark.parametrize(
    ("text", "statement", "answer", "code"),
    [
        ("Are backups encrypted?", "backups", YES, ReasonCode.EXACT),
        ("3.1 are BACKUPS encrypted", "backups", YES, ReasonCode.EXACT),
        ("Are your backups encrypted in storage?", "backups", YES, ReasonCode.COVERED),
        ("Are backups kept without encryption?", "backups", NO, ReasonCode.COVERED),
        ("Who walks dogs?", "dogs", None, ReasonCode.EXACT),
    ],
)
def test_a_question_that_is_covered_is_settled(
    text: str, statement: str, answer: YesNo | None, code: ReasonCode
) -> None:
    proposal = answered(text)
    assert (proposal.recommendation, offered(proposal), proposal.yes_no) == (SETTLED, statement, answer)
    assert codes(proposal) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Is there a policy that backups are encrypted?", ReasonCode.FACET_MISSING),
        ("Are backups on laptops encrypted?", ReasonCode.FACET_MISSING),
        ("Will you encrypt backups?", ReasonCode.COMMITMENT),
        ("Backup encryption", ReasonCode.FRAGMENT),
        ("Is traffic encrypted with TLS 1.3?", ReasonCode.FACET_MISSING),
        ("Are dogs not welcome?", ReasonCode.POLARITY),
    ],
)
def test_a_question_in_danger_is_suggested_without_yes_or_no(text: str, code: ReasonCode) -> None:
    proposal = answered(text)
    assert (proposal.recommendation, proposal.yes_no) == (SUGGESTED, None)
    assert code in codes(proposal)


def test_a_sort_of_answer_that_no_approved_question_asks_for_is_missing() -> None:
    proposal = answered("How often are dogs walked?")
    assert proposal.recommendation is SUGGESTED
    assert proposal.best is not None
    assert "how often" in proposal.best.missing
    assert any("“how often”" in reason.text for reason in proposal.reasons)


def test_a_refuted_version_answers_no() -> None:
    met, refuted = answered("Is traffic encrypted with TLS 1.2?"), answered("Is traffic encrypted with TLS 1.1?")
    assert (met.recommendation, met.yes_no) == (SETTLED, YES)
    assert (refuted.recommendation, refuted.yes_no) == (SETTLED, NO)


def test_a_refuted_version_in_the_negative_does_not_answer_no() -> None:
    claim = "Traffic is encrypted with TLS 1.2 or higher."
    blocking = saying("traffic", claim, ("Is TLS traffic that is too old blocked?", YES))
    found = Decider(searcher(builders.base(blocking)), POLICY).decide(
        [asking("Is traffic over TLS 1.1 blocked?")], NO_CLEARANCE, AS_OF
    )
    assert found[0].yes_no is not NO


def test_a_refuted_version_is_named_in_the_reason() -> None:
    reason, *_ = answered("Is traffic encrypted with TLS 1.1?").reasons
    assert "TLS 1.1" in reason.text


def test_questions_that_share_a_key_keep_their_own_answers() -> None:
    first, second, third = decide(
        asking("Are backups encrypted?", "same"),
        asking("Are backups kept unencrypted?", "same"),
        asking("Are dogs welcome?", "same"),
    )
    assert [offered(each) for each in (first, second, third)] == ["backups", "backups", "dogs"]
    assert [each.yes_no for each in (first, second, third)] == [YES, NO, YES]


def test_a_follow_up_falls_with_its_parent() -> None:
    parent, child = decide(asking("Do you hold cyber insurance?", "1"), asking("Are dogs welcome?", "2", parent="1"))
    assert parent.recommendation is NONE
    assert (child.recommendation, child.yes_no) == (SUGGESTED, None)
    assert codes(child) == [ReasonCode.FOLLOW_UP, ReasonCode.EXACT]


def test_a_follow_up_of_a_follow_up_falls_with_them() -> None:
    *_, last = decide(
        asking("Do you hold cyber insurance?", "1"),
        asking("Are dogs welcome?", "2", parent="1"),
        asking("Who walks dogs?", "3", parent="2"),
    )
    assert last.recommendation is SUGGESTED


def test_a_follow_up_without_an_answer_is_not_lifted_by_its_parent() -> None:
    _, child = decide(asking("Who moved?", "1"), asking("Do you hold cyber insurance?", "2", parent="1"))
    assert child.recommendation is NONE


@pytest.mark.parametrize("parents", [(asking("Do you hold cyber insurance?", "1"),), ()])
def test_a_follow_up_is_not_settled_without_its_parent_wherever_that_stands(parents: tuple[Asked, ...]) -> None:
    child, *_ = decide(asking("Are dogs welcome?", "2", parent="1"), *parents)
    assert child.recommendation is SUGGESTED


@pytest.mark.parametrize("parent", ["1", None])
def test_a_follow_up_of_a_settled_parent_stands(parent: str | None) -> None:
    _, child = decide(asking("Are backups encrypted?", "1"), asking("Are dogs welcome?", "2", parent=parent))
    assert (child.recommendation, child.yes_no) == (SETTLED, YES)


@pytest.mark.parametrize(
    ("parent", "text", "condition", "applies"),
    [
        ("Are backups encrypted?", "Are dogs welcome?", "If yes", True),
        ("Are backups encrypted?", "Are dogs welcome?", "If no", False),
        ("Are backups encrypted?", "Are dogs welcome?", "if not, go on", False),
        ("Are backups encrypted?", "Are dogs welcome?", "If so", True),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "If yes", False),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "  IF SO, please answer", False),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "If no", True),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "If you have any", True),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "If notable", True),
        ("Are backups kept unencrypted?", "Are dogs welcome?", "", True),
        ("Are backups kept unencrypted?", "If yes, who walks dogs?", "", False),
        ("Who walks dogs?", "Are dogs welcome?", "If no", True),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_follow_up_whose_condition_is_not_met_is_not_applicable(
    parent: str, text: str, condition: str, applies: bool, first: bool
) -> None:
    asked = [asking(parent, "1"), asking(text, "2", parent="1", condition=condition)]
    found = {each.key: each for each in decide(*(asked if first else reversed(asked)))}
    assert found["1"].recommendation is SETTLED
    if applies:
        assert (found["2"].recommendation, found["2"].yes_no) == (SETTLED, YES)
        assert codes(found["2"]) == [ReasonCode.EXACT]
    else:
        told = f"Not applicable: see 1, which is answered {found['1'].yes_no}."
        assert (found["2"].recommendation, found["2"].yes_no) == (SUGGESTED, None)
        assert (found["2"].reasons[0].code, found["2"].reasons[0].text) == (ReasonCode.FOLLOW_UP, told)


def test_a_condition_on_a_parent_that_is_not_settled_waits_for_it() -> None:
    _, child = decide(
        asking("Do you hold cyber insurance?", "1"), asking("Are dogs welcome?", "2", parent="1", condition="If yes")
    )
    assert child.recommendation is SUGGESTED
    assert "not settled" in child.reasons[0].text


@pytest.mark.parametrize("condition", ["If yes", "If no"])
def test_a_parent_that_is_answered_partly_rules_nothing_out(condition: str) -> None:
    base = builders.base(saying("cats", "Some cats are fed.", ("Are cats fed?", YesNo.PARTIAL)), DOGS)
    parent, child = Decider(searcher(base), POLICY).decide(
        [asking("Are cats fed?", "1"), asking("Are dogs welcome?", "2", parent="1", condition=condition)],
        NO_CLEARANCE,
        AS_OF,
    )
    assert (parent.recommendation, parent.yes_no) == (SETTLED, YesNo.PARTIAL)
    assert not any("Not applicable" in reason.text for reason in child.reasons)


def test_what_follows_up_on_what_is_not_applicable_is_not_settled() -> None:
    *_, last = decide(
        asking("Are backups kept unencrypted?", "1"),
        asking("Are dogs welcome?", "2", parent="1", condition="If yes"),
        asking("Who walks dogs?", "3", parent="2"),
    )
    assert (last.recommendation, codes(last)[0]) == (SUGGESTED, ReasonCode.FOLLOW_UP)


def test_follow_ups_that_wait_for_each_other_are_not_settled() -> None:
    both = decide(asking("Are dogs welcome?", "1", parent="2"), asking("Are backups encrypted?", "2", parent="1"))
    assert [each.recommendation for each in both] == [SUGGESTED, SUGGESTED]


def test_a_follow_up_that_names_itself_as_its_parent_is_not_settled() -> None:
    (alone,) = decide(asking("Are dogs welcome?", "1", parent="1"))
    assert alone.recommendation is SUGGESTED


def test_nothing_is_settled_under_a_parent_that_may_not_be_answered_now() -> None:
    parent, child = decide(asking("Are vaults guarded?", "1"), asking("Are dogs welcome?", "2", parent="1"))
    assert (parent.recommendation, bool(parent.blocks)) == (SETTLED, True)
    assert child.recommendation is SUGGESTED
    assert "may not be answered now" in child.reasons[0].text


def test_not_applicable_names_the_parent_by_its_id() -> None:
    parent = replace(asking("Are backups kept unencrypted?", "S!B1"), id="3.1")
    _, child = decide(parent, asking("Are dogs welcome?", "2", parent="S!B1", condition="If yes"))
    assert child.reasons[0].text.startswith("Not applicable: see 3.1, which is answered no")


def test_a_condition_without_a_parent_changes_nothing() -> None:
    assert answered("Are dogs welcome?", condition="If no") == answered("Are dogs welcome?")


def test_the_condition_of_a_question_of_a_file_is_taken_over() -> None:
    question = replace(builders.question(), parent="S!B1", condition="If yes")
    assert (asked_from(question).parent, asked_from(question).condition) == ("S!B1", "If yes")


def test_a_gap_that_the_question_is_about_is_named() -> None:
    proposal = answered("Do you hold cyber insurance?")
    assert proposal.recommendation is NONE
    assert (codes(proposal)[0], "“Cyber insurance”" in proposal.reasons[0].text) == (ReasonCode.GAP, True)


def test_what_is_near_to_nothing_names_no_gap() -> None:
    proposal = answered("Who invented marmalade?")
    assert (proposal.recommendation, codes(proposal)[0]) == (NONE, ReasonCode.NO_MATCH)


def test_a_request_for_evidence_finds_the_document() -> None:
    proposal = answered("Please attach your penetration test report.")
    assert (proposal.document, proposal.recommendation) == ("pentest", NONE)
    assert ReasonCode.EVIDENCE in codes(proposal)


def test_a_document_too_far_from_the_request_is_not_offered() -> None:
    assert answered("Please attach your balance sheet and report.").document is None


def test_a_question_that_asks_for_no_document_gets_none() -> None:
    assert answered("Penetration test report").document is None


def test_a_question_in_another_language_is_only_suggested() -> None:
    proposal = answered("Are backups encrypted?", language="de")
    assert (proposal.recommendation, proposal.yes_no, codes(proposal)) == (SUGGESTED, None, [ReasonCode.LANGUAGE])


def test_a_compound_is_settled_by_the_statement_that_settles_each_part() -> None:
    proposal = answered("Are backups encrypted? Are backups stored in Lisbon?")
    assert (proposal.recommendation, offered(proposal), proposal.yes_no) == (SETTLED, "backups", YES)
    assert codes(proposal) == [ReasonCode.COMPOUND]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Are backups encrypted? Are dogs welcome?", "“Are dogs welcome” is settled by dogs"),
        ("Are backups encrypted? Do you hold cyber insurance?", "“Do you hold cyber insurance” has no answer here"),
        (
            "Are backups encrypted? Are backups kept unencrypted?",
            "“Are backups kept unencrypted” is settled by backups",
        ),
    ],
)
def test_a_compound_whose_parts_part_ways_is_suggested_and_says_so(text: str, told: str) -> None:
    proposal = answered(text)
    assert (proposal.recommendation, proposal.yes_no) == (SUGGESTED, None)
    assert told in proposal.reasons[0].text


def test_all_questions_and_parts_are_retrieved_in_one_call() -> None:
    search = Noting(SEARCH)
    questions = [asking("Are dogs welcome?"), asking("Are backups encrypted? Who walks dogs?")]
    Decider(search, POLICY).decide(questions, NO_CLEARANCE, AS_OF)
    assert [len(call) for call in search.calls] == [4]


def test_deciding_on_nothing_returns_nothing() -> None:
    assert decide() == []


def test_an_empty_base_settles_nothing() -> None:
    empty = searcher(KnowledgeBase("empty", (), (REPORT,)))
    (proposal,) = Decider(empty, POLICY).decide(
        [asking("Please attach your penetration test report.")], NO_CLEARANCE, AS_OF
    )
    assert (proposal.recommendation, proposal.best, proposal.document) == (NONE, None, "pentest")
    assert codes(proposal) == [ReasonCode.NO_MATCH]


@pytest.mark.parametrize(("level", "kinds"), [(Disclosure.PUBLIC, [BlockKind.DISCLOSURE]), (Disclosure.NDA, [])])
def test_a_block_stands_beside_the_recommendation_and_never_lowers_it(
    level: Disclosure, kinds: list[BlockKind]
) -> None:
    (proposal,) = decide(asking("Are vaults guarded?"), clearance=Clearance(level, "signed"))
    assert (proposal.recommendation, proposal.yes_no) == (SETTLED, YES)
    assert [block.kind for block in proposal.blocks] == kinds


@pytest.mark.parametrize(("commits", "kinds"), [(False, [BlockKind.COMMITMENT]), (True, [])])
def test_a_promise_is_blocked_unless_its_owner_allows_it(commits: bool, kinds: list[BlockKind]) -> None:
    base = builders.base(saying("cats", "Cats are fed.", ("Will you feed cats?", YES), commits=commits))
    (proposal,) = Decider(searcher(base), POLICY).decide([asking("Will you feed cats?")], NO_CLEARANCE, AS_OF)
    assert [block.kind for block in proposal.blocks] == kinds
    assert proposal.recommendation is (SETTLED if commits else SUGGESTED)


def test_what_the_file_knows_of_a_question_outweighs_its_words() -> None:
    proposal = answered("Are backups encrypted?", kind=QuestionKind.RESPONDENT_FACT)
    assert (proposal.recommendation, codes(proposal)) == (NONE, [ReasonCode.RESPONDENT])


def test_a_higher_threshold_settles_less() -> None:
    question = asking("Are your backups encrypted in storage?")
    (proposal,) = decide(question, policy=replace(POLICY, settle_at=0.99999))
    assert (proposal.recommendation, codes(proposal)) == (SUGGESTED, [ReasonCode.LOW_CONFIDENCE])


def test_statements_that_come_out_alike_compete() -> None:
    twins = builders.base(*(saying(name, "Cats are fed.", ("Are cats fed?", YES)) for name in ("one", "two")))
    near = replace(POLICY, rank=Linear(0.0, (("question", 1.0),)))
    (proposal,) = Decider(searcher(twins), near).decide([asking("Are cats fed daily?")], NO_CLEARANCE, AS_OF)
    assert ReasonCode.RUNNER_UP in codes(proposal)
    assert [candidate.statement for candidate in proposal.candidates] == ["one", "two"]


@pytest.mark.parametrize(("options", "closed"), [(("Yes", "No"), True), (("Lisbon", "Porto"), False), ((), False)])
def test_a_question_is_closed_where_its_slot_offers_yes_and_no(options: tuple[str, ...], closed: bool) -> None:
    question = builders.question(builders.slot(SlotRole.ANSWER, SlotKind.TEXT, *options))
    assert asked_from(question).closed is closed


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (QuestionKind.RESPONDENT_FACT, QuestionKind.RESPONDENT_FACT),
        (QuestionKind.INSTRUCTION, QuestionKind.INSTRUCTION),
        (QuestionKind.DESCRIBE, None),
        (QuestionKind.YES_NO, None),
    ],
)
def test_only_what_is_no_question_is_taken_from_the_file(kind: QuestionKind, told: QuestionKind | None) -> None:
    assert asked_from(builders.question(kind=kind)).kind is told


def test_a_question_is_read_whole_and_in_parts() -> None:
    assert [each.bare for each in read_question(asking("Are dogs welcome?"))] == ["Are dogs welcome?"]
    both = read_question(asking("Are dogs welcome? Who walks dogs?"))
    assert [each.bare for each in both] == ["Are dogs welcome? Who walks dogs?", "Are dogs welcome", "Who walks dogs"]
