from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from answers.review.states import QuestionnaireRecord, State
from knowledge.errors import InputRejected, PolicyRefused
from knowledge.statement import KnowledgeBase, YesNo
from segq.request_granting import decline, grant, is_owner, settling_of
from segq.request_yaml import REWORD, revised_answer, yaml_for
from segq.storage.records import Request, RequestKind, RequestOutcome, SettlingPhrasing
from tests import builders

OWNED = builders.statement(owner="vault@example.test")
BASE = builders.base(OWNED)
ASKED = "Do you scramble the nightly copies of our ledgers?"
SETTLES = Request(id=7, kind=RequestKind.SETTLES, statement="bk-enc", question=ASKED, section="Copies", by="ana")


class FakeInbox:
    def __init__(self, *requests: Request) -> None:
        self.all = {each.id: each for each in requests}
        self.settled: list[SettlingPhrasing] = []

    def requests(self, *, only_open: bool = True) -> tuple[Request, ...]:
        return tuple(each for each in self.all.values() if each.state == "open" or not only_open)

    def close_request(self, by: str, id: int, outcome: RequestOutcome, note: str = "") -> Request:  # noqa: A002
        if self.all[id].state != "open":
            raise InputRejected(f"Request {id}: {self.all[id].outcome_by} has {self.all[id].state} it.", "Look again.")
        self.all[id] = replace(self.all[id], state=outcome.value, outcome_by=by, note=note)
        return self.all[id]

    def approve_settling(self, by: str, phrasing: SettlingPhrasing) -> None:
        assert by == phrasing.by
        self.settled.append(phrasing)

    def questionnaire(self, id: int) -> QuestionnaireRecord:  # noqa: A002
        if id != 3:
            raise InputRejected(f"{id}: no such questionnaire.", "See `segq list`.")
        return QuestionnaireRecord(3, "ledger.xlsx", "0" * 64, State.IN_REVIEW)


def granted(
    inbox: FakeInbox, request: Request, by: str = "vault", note: str = "", yes_no: YesNo | None = None
) -> Request:
    return grant(inbox, request, base=BASE, as_of=builders.AS_OF, by=by, note=note, yes_no=yes_no)


def test_the_owner_settles_a_phrasing_pinned_to_the_statement_as_it_is() -> None:
    inbox = FakeInbox(SETTLES)
    assert granted(inbox, SETTLES, yes_no=YesNo.YES).state == RequestOutcome.ACCEPTED
    assert inbox.settled == [
        SettlingPhrasing(ASKED, "Copies", "bk-enc", OWNED.sha256, YesNo.YES, "vault", builders.AS_OF)
    ]


def test_who_is_not_the_owner_settles_nothing_without_saying_on_whose_word() -> None:
    inbox = FakeInbox(SETTLES)
    with pytest.raises(PolicyRefused, match=r"vault@example\.test"):
        granted(inbox, SETTLES, by="ana")
    assert (inbox.settled, inbox.all[7].state) == ([], "open")
    assert granted(inbox, SETTLES, by="ana", note="vault said so on Monday").note == "vault said so on Monday"
    assert inbox.settled[0].by == "ana"


@pytest.mark.parametrize(
    ("by", "owner", "owns"),
    [
        ("vault", "vault@example.test", True),
        ("Vault@Example.test", "vault@example.test", True),
        ("vault@other.test", "vault@example.test", False),
        ("vau", "vault@example.test", False),
        ("", "", False),
    ],
)
def test_an_owner_is_known_by_the_address_or_its_name_alone(by: str, owner: str, owns: bool) -> None:
    assert is_owner(by, builders.statement(owner=owner)) is owns
    assert not is_owner(by, None)


@pytest.mark.parametrize("changed", [{"sha256": "1" * 64}, {"review_by": date(2026, 10, 31)}, {"approval": None}])
def test_a_statement_that_does_not_stand_settles_nothing(changed: dict[str, object]) -> None:
    base = builders.base(builders.statement(**changed))
    with pytest.raises(PolicyRefused, match="Request 7"):
        settling_of(SETTLES, base, builders.AS_OF)
    assert settling_of(SETTLES, BASE, builders.AS_OF) == OWNED


def test_a_statement_that_is_gone_or_a_request_without_a_question_settles_nothing() -> None:
    with pytest.raises(InputRejected, match="bk-enc is not in the knowledge base"):
        settling_of(SETTLES, KnowledgeBase("empty", (), ()), builders.AS_OF)
    with pytest.raises(InputRejected, match="no question"):
        settling_of(replace(SETTLES, question=" "), BASE, builders.AS_OF)


def test_any_other_request_is_only_closed_and_settles_nothing() -> None:
    revision = Request(id=8, kind=RequestKind.REVISION, statement="bk-enc", text="Yes. All backups are encrypted.")
    inbox = FakeInbox(revision)
    assert granted(inbox, revision, by="ana").state == "accepted"
    assert inbox.settled == []


def test_declining_needs_a_note() -> None:
    inbox = FakeInbox(SETTLES)
    with pytest.raises(InputRejected, match="needs a note"):
        decline(inbox, SETTLES, "vault", "  ")
    assert decline(inbox, SETTLES, "vault", "Copies are no backups.").state == "declined"


# -- the YAML


@pytest.mark.parametrize("kind", list(RequestKind))
def test_the_yaml_never_holds_the_customers_wording(kind: RequestKind) -> None:
    snippet = yaml_for(replace(SETTLES, kind=kind, text="Yes. We scramble."), BASE)
    assert "nightly" not in snippet
    if kind in {RequestKind.MISSING, RequestKind.STATEMENT, RequestKind.DOES_NOT_ANSWER}:
        assert REWORD in snippet


@pytest.mark.parametrize("text", ['Yes: "quoted" #1', "Yes.\n\nTwo\tlines", "– é 日本 {a: b}", "yes"])
def test_the_yaml_holds_the_words_proposed_whatever_they_contain(text: str) -> None:
    from ruamel.yaml import YAML

    draft = YAML(typ="safe", pure=True).load(yaml_for(replace(SETTLES, kind=RequestKind.STATEMENT, text=text), BASE))
    assert draft[0]["answers"]["short"] == " ".join(text.split())
    assert draft[0]["disclosure"] == "internal"
    revised = YAML(typ="safe", pure=True).load(yaml_for(replace(SETTLES, kind=RequestKind.REVISION, text=text), BASE))
    assert " ".join(text.split()) in revised[0]["answers"].values()


def test_a_revision_goes_to_the_answer_that_it_is_nearer_to() -> None:
    assert revised_answer(OWNED, "Yes. All backups are encrypted.") == "short"
    assert revised_answer(OWNED, "We encrypt all the backups of ledgers before they get stored.") == "full"


def test_a_statement_that_is_gone_gives_no_yaml() -> None:
    gone = replace(SETTLES, kind=RequestKind.REVISION, statement="gone")
    assert yaml_for(gone, BASE) == ""
