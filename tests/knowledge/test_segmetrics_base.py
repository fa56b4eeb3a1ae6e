from __future__ import annotations

import re
from datetime import date

import pytest

from knowledge.approval import standing
from knowledge.lint import lint
from knowledge.statement import ApprovalKind, Disclosure, KnowledgeBase, Party, Statement, YesNo
from tests.knowledge.segmetrics_page import rows


def _words(text: str) -> list[str]:
    return text.split()


IDS = _words("""
cert-providers security-program data-types dpa questionnaires docs-nda docs-request enc-transit enc-http
enc-rest keys-managed keys-separate backup-enc backup-freq backup-retention deletion-dpa rto-rpo restore-tested
pw-hash pw-clear loc-us loc-regions hosting hosting-analytics sso-mfa no-shared least-priv access-review
access-revoke bg-checks data-access cust-rbac cust-audit cust-apikeys cust-session net-edge net-waf net-ddos
net-rate net-tlsterm net-private harden patch sdlc code-review dep-scan monitoring ai-openai ai-optin
ai-openai-train ai-own-train nda-staff aup training sub-review sub-dpa sub-monitor sub-notify sub-list ir-plan
ir-oncall ir-process ir-detect ir-triage ir-commander ir-notify ir-postmortem status-page status-subscribe bcp
drp redundancy runbooks hipaa-phi hipaa-ba hipaa-baa vuln-report bug-bounty researchers test-rules
contact-security contact-privacy contact-support
""")
TOPICS = _words("""
topic-bcdr topic-internal-access topic-architecture topic-third-party topic-encryption topic-backups
topic-incidents topic-onboarding topic-incident-communication
""")
RELEASED = date(2026, 5, 26)
HARMLESS = frozenset(
    _words("""
also ask asked emailed errors handled has it last names part reported reporter requested say should step
summarised terminated was would yes
""")
)
"""Words of our wordings that the page lacks: grammar only, each looked at."""


def _get(base: KnowledgeBase, name: str) -> Statement:
    statement = base.statement(name)
    assert statement is not None, name
    return statement


def _wordings(statement: Statement) -> str:
    return " ".join((statement.claim, statement.answers.short, statement.answers.full, statement.context or ""))


def _affirmed(statement: Statement) -> str:
    return " ".join(q.ask for q in statement.questions if q.yes_no is not YesNo.NO)


def _everything_affirmed(base: KnowledgeBase) -> str:
    return " ".join(" ".join((s.title, _wordings(s), _affirmed(s), *s.aliases)) for s in base.statements).lower()


def test_every_benchmark_id_has_its_statement(segmetrics: KnowledgeBase) -> None:
    assert len(IDS) == 83
    assert set(IDS) <= {statement.id for statement in segmetrics.statements}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_is_a_composite_of_atomic_statements(segmetrics: KnowledgeBase, topic: str) -> None:
    composite = _get(segmetrics, topic)
    assert 2 <= len(composite.components) <= 8
    assert not any(_get(segmetrics, part).is_composite for part in composite.components)


def test_the_base_has_no_findings(segmetrics: KnowledgeBase) -> None:
    assert lint(segmetrics, RELEASED, {"security-page": " ".join(row.sentence for row in rows())}) == ()


def test_every_statement_is_approved_as_published_and_says_so(segmetrics: KnowledgeBase) -> None:
    for statement in segmetrics.statements:
        assert standing(statement, segmetrics, RELEASED) == ()
        assert statement.approval is not None
        assert (statement.approval.kind, statement.approval.by) == (ApprovalKind.PUBLISHED_SOURCE, "security-page")
        assert (statement.owner, statement.review_by) == ("security@segmetrics.io", date(2027, 5, 26))
        assert not statement.commits


def test_every_statement_has_questions_aliases_and_near_misses(segmetrics: KnowledgeBase) -> None:
    for statement in segmetrics.statements:
        assert len(statement.questions) >= 2, statement.id
        assert len(statement.aliases) >= 3, statement.id
        assert len(statement.does_not_answer) >= 3, statement.id


def test_no_wording_uses_a_word_that_the_page_lacks(segmetrics: KnowledgeBase) -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z][a-z0-9-]*", text.lower().replace("’", "'").replace("'s", "")))

    page = words(" ".join(row.sentence for row in rows())) | HARMLESS
    foreign = {s.id: words(_wordings(s)) - page for s in segmetrics.statements}
    assert {name: found for name, found in foreign.items() if found} == {}


def test_attestations_are_the_infrastructure_providers(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "cert-providers")
    assert "attestations of our key infrastructure providers" in statement.answers.short
    assert (statement.settles.party, statement.responsibility) == (Party.PROVIDER, Party.PROVIDER)
    assert all("provider" in q.ask or "rely on" in q.ask for q in statement.questions)
    assert any("SOC 2" in near for near in statement.does_not_answer)
    assert not re.search(r"soc 2|iso 27001|fedramp|hitrust", _everything_affirmed(segmetrics))


def test_no_formal_bounty_is_not_no_channel(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "bug-bounty")
    assert "not currently operate a formal bug bounty program or pay" in statement.claim
    assert statement.context is not None
    assert "good faith" in statement.context
    assert {q.yes_no for q in _get(segmetrics, "vuln-report").questions if q.yes_no} == {YesNo.YES, YesNo.NO}


def test_no_baa_is_active_one_is_considered_case_by_case_and_phi_needs_it_executed(segmetrics: KnowledgeBase) -> None:
    active, considered, needed = (_get(segmetrics, name) for name in ("hipaa-ba", "hipaa-baa", "phi-no-transmit"))
    assert "not currently operating" in active.claim
    assert "any active Business Associate Agreements" in active.claim
    assert "willing to consider" in considered.claim
    assert "case-by-case basis where appropriate" in considered.claim
    assert "without a BAA executed in advance" in needed.claim
    assert not any(q.yes_no is YesNo.YES and "consider" not in q.ask for q in considered.questions)


def test_nothing_is_annual_where_the_page_says_periodically(segmetrics: KnowledgeBase) -> None:
    assert _get(segmetrics, "access-review").settles.frequency == "periodically"
    assert not re.search(r"annual|yearly|quarter|every year|monthly", _everything_affirmed(segmetrics))


def test_procedures_are_documented_and_no_plan_is_named(segmetrics: KnowledgeBase) -> None:
    for name in ("ir-plan", "bcp", "drp"):
        assert re.search(r"documented .*procedures", _get(segmetrics, name).claim)
        assert _get(segmetrics, name).settles.documented
    assert not re.search(r"\bplans?\b|\bbcps?\b|\bdrps?\b|\birp\b", _everything_affirmed(segmetrics))


def test_a_briefing_on_hire_is_not_awareness_training_for_all(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "training")
    assert statement.claim == "New personnel receive a security and privacy briefing on hire."
    assert statement.settles.population == ("new personnel",)
    affirmed = " ".join((_wordings(statement), _affirmed(statement), statement.title, *statement.aliases))
    assert not re.search(r"awareness|training|all employees|all personnel", affirmed.replace("All SegMetrics", ""))


def test_tls_ends_at_the_edge_and_nothing_is_said_of_end_to_end(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "net-tlsterm")
    assert "TLS termination for the public edge" in statement.claim
    assert any("end to end" in near for near in statement.does_not_answer)
    assert not re.search(r"end[- ]to[- ]end", _everything_affirmed(segmetrics))
    assert "encrypt" not in _wordings(_get(segmetrics, "net-private"))


def test_the_incident_history_of_the_status_page_is_no_breach_history(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "status-page")
    assert "breach" not in " ".join((_wordings(statement), _affirmed(statement), *statement.aliases)).lower()
    assert any("breach" in near for near in statement.does_not_answer)


def test_completed_questionnaires_are_nda_documents_while_the_page_is_public(segmetrics: KnowledgeBase) -> None:
    assert {s.disclosure for s in segmetrics.statements} == {Disclosure.PUBLIC}
    gated = {d.id for d in segmetrics.documents if d.disclosure is Disclosure.NDA}
    assert gated == {"questionnaire-responses", "other-documentation"}


def test_only_documents_with_an_address_on_the_page_are_public(segmetrics: KnowledgeBase) -> None:
    public = {d.id for d in segmetrics.documents if d.disclosure is Disclosure.PUBLIC}
    assert public == {"security-page", "dpa-document", "dpa-annex-iv", "subprocessor-list", "status-page-document"}
    (row,) = (row for row in rows() if row.sentence.startswith("The following are publicly available"))
    assert not row.entries
    assert "empty" in row.why


def test_annex_iv_of_the_dpa_is_the_contractual_version_of_the_controls(segmetrics: KnowledgeBase) -> None:
    assert "contractual version" in _get(segmetrics, "dpa-annex").claim
    assert "Annex IV" in _get(segmetrics, "dpa-annex").claim
    document = segmetrics.document("dpa-annex-iv")
    assert document is not None
    assert "contractual version" in document.obtain


def test_background_checks_keep_both_of_their_limits(segmetrics: KnowledgeBase) -> None:
    statement = _get(segmetrics, "bg-checks")
    for text in (statement.claim, statement.answers.short, statement.answers.full):
        assert "production systems" in text
        assert "where permitted by law" in text
    assert statement.settles.population == ("personnel with access to production systems",)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("enc-rest", "laptops"),
        ("enc-rest", "in memory"),
        ("enc-rest", "own encryption keys"),
        ("keys-managed", "BYOK"),
        ("sso-mfa", "SAML"),
        ("enc-transit", "inside your network"),
        ("drp", "tested every year"),
        ("hosting", "physical security"),
        ("dep-scan", "servers and networks"),
        ("backup-freq", "immutable"),
        ("cust-audit", "retained"),
        ("code-review", "change management"),
        ("contact-privacy", "Data Protection Officer"),
    ],
)
def test_tempting_near_misses_are_named(segmetrics: KnowledgeBase, name: str, near: str) -> None:
    assert any(near in question for question in _get(segmetrics, name).does_not_answer)


def test_penetration_tests_are_a_known_gap_and_no_statement_answers_them(segmetrics: KnowledgeBase) -> None:
    (gap,) = (gap for gap in segmetrics.gaps if gap.id == "gap-penetration-tests")
    assert any("penetration tests" in question for question in gap.questions)
    assert not re.search(r"penetration test|pen ?test", _everything_affirmed(segmetrics))


def test_each_gap_has_a_title_of_its_own_and_is_asked_about_in_several_ways(segmetrics: KnowledgeBase) -> None:
    assert len(segmetrics.gaps) > 200
    assert len({gap.title.lower() for gap in segmetrics.gaps}) == len(segmetrics.gaps)
    assert not {gap.title.lower() for gap in segmetrics.gaps} & {s.title.lower() for s in segmetrics.statements}
    for gap in segmetrics.gaps:
        assert len(gap.questions) >= 3, gap.id


def test_each_statement_names_questions_that_it_answers_in_part(segmetrics: KnowledgeBase) -> None:
    assert [s.id for s in segmetrics.statements if not s.is_composite and not s.partly_answers] == []
