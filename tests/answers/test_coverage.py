from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.coverage import Coverage, Demand, Stated, cover, named_share, stated_by
from answers.demands import DemandKind
from knowledge.search.rarity import rarity_of
from knowledge.statement import Answers, Settles, Statement
from tests import builders

QUANTITY, QUANTIFIER, SUBJECT = DemandKind.QUANTITY, DemandKind.QUANTIFIER, DemandKind.SUBJECT


def claiming(claim: str, settles: Settles | None = None, **changes: object) -> Statement:
    """Return a statement that says the claim and nothing else."""
    bare = {"title": "Subject", "answers": Answers(claim, claim), "questions": (), **changes}
    return builders.statement(claim=claim, settles=settles or Settles(), **bare)


def stated(claim: str, settles: Settles | None = None, **changes: object) -> Stated:
    statement = claiming(claim, settles, **changes)
    return stated_by(statement, builders.base(statement))


def half(_: str) -> float:
    return 0.5


def covered(asked: str, claim: str, settles: Settles | None = None) -> Coverage:
    return cover(asked, stated(claim, settles), half)


def unmet(asked: str, claim: str, settles: Settles | None = None) -> set[tuple[DemandKind, str]]:
    return {(demand.kind, demand.text) for demand in covered(asked, claim, settles).hard}


@pytest.mark.parametrize(
    ("asked", "claim", "missing"),
    [
        ("Is access reviewed annually?", "Access is reviewed quarterly.", ()),
        ("Is access reviewed periodically?", "Access is reviewed quarterly.", ()),
        ("Is access reviewed monthly?", "Access is reviewed quarterly.", ("monthly",)),
        ("Is access reviewed annually?", "Access is reviewed periodically.", ("annually",)),
        ("Are outages told within 3 days?", "Outages are told within 72 hours.", ()),
        ("Are outages told within 24 hours?", "Outages are told within 72 hours.", ("within 24 hours",)),
        ("Are logs kept for at least 3 months?", "Logs are kept for 90 days.", ()),
        ("Are logs kept for at least 1 year?", "Logs are kept for 90 days.", ("at least 1 year",)),
        ("Were logs lost in the past 12 months?", "Logs are kept for 12 months.", ("past 12 months",)),
    ],
)
def test_quantities_are_compared_with_their_units(asked: str, claim: str, missing: tuple[str, ...]) -> None:
    demands = [demand for demand in covered(asked, claim).demands if demand.kind is QUANTITY]
    assert demands
    assert tuple(demand.text for demand in demands if not demand.met) == missing


def test_a_quantity_of_one_component_says_nothing_about_another() -> None:
    parts = claiming("Backups are encrypted.", id="a"), claiming("Access is reviewed quarterly.", id="b")
    whole = claiming("Both.", id="c", components=("a", "b"))
    base = builders.base(*parts, whole)
    asked = "Are backups reviewed quarterly?"
    assert "quarterly" in cover(asked, stated_by(whole, base), half).missing
    assert "quarterly" in cover(asked, stated_by(parts[1], base), half).covered


def test_a_composite_never_says_all() -> None:
    part = claiming("Backups are encrypted.", id="a")
    whole = claiming("Backups are encrypted.", id="c", components=("a",))
    asked = "Are all backups encrypted?"
    base = builders.base(part, whole)
    assert cover(asked, stated_by(part, base), half).hard == ()
    assert [demand.kind for demand in cover(asked, stated_by(whole, base), half).hard] == [QUANTIFIER]


TLS = "Traffic is encrypted with TLS 1.2 or higher."
AES = "Records are encrypted with AES-256."


@pytest.mark.parametrize(
    ("asked", "claim", "met", "refuted"),
    [
        ("Is traffic encrypted with TLS 1.1?", TLS, False, True),
        ("Is traffic encrypted with TLS 1.2?", TLS, True, False),
        ("Is traffic encrypted with TLS 1.3?", TLS, False, False),
        ("Is traffic encrypted with TLS 1.3 only?", TLS, False, True),
        ("Is traffic encrypted with TLS 1.2 only?", TLS, False, False),
        ("Is traffic encrypted with TLS 1.3 or higher?", TLS, False, False),
        ("Is traffic encrypted with SSL 3.0?", TLS, False, False),
        ("Are records encrypted with AES-512?", AES, False, True),
        ("Are records encrypted with AES-512 or higher?", AES, False, True),
        ("Are records encrypted with AES-128?", AES, False, False),
        ("Are records encrypted with AES-128 or higher?", AES, True, False),
        ("Are records encrypted with AES-256?", AES, True, False),
        ("Are records encrypted with AES-512?", "Records are encrypted with AES-256 or AES-512.", True, False),
    ],
)
def test_a_version_is_refuted_only_by_one_that_rules_it_out(asked: str, claim: str, met: bool, refuted: bool) -> None:
    (version,) = (demand for demand in covered(asked, claim).demands if demand.kind is QUANTITY)
    assert (version.met, version.refuted) == (met, refuted)


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ("Are records encrypted with AES-192?", "Records are encrypted with AES-256, and messages with AES-128."),
        ("Are records hashed with SHA-256?", "Records are hashed with SHA-2."),
        ("Is the module listed under FIPS 197?", "The module is listed under FIPS 140-2."),
    ],
)
def test_a_number_that_may_hold_beside_the_stated_one_is_not_refuted(asked: str, claim: str) -> None:
    assert not any(demand.refuted for demand in covered(asked, claim).demands)


def test_only_one_version_is_one_demand() -> None:
    found = covered("Is traffic encrypted with TLS 1.3 only?", TLS)
    assert [demand.text for demand in found.hard] == ["TLS 1.3 only"]


CRITICAL, PLAIN = "Critical infrastructure is monitored.", "Infrastructure is monitored."


@pytest.mark.parametrize(
    ("asked", "claim", "universal"),
    [
        ("Is all infrastructure monitored?", PLAIN, True),
        ("Is all infrastructure monitored?", CRITICAL, False),
        ("Is every piece of infrastructure on laptops monitored?", CRITICAL, False),
        ("Is all critical infrastructure monitored?", CRITICAL, True),
        ("Is infrastructure monitored?", CRITICAL, True),
        ("Is every server monitored?", PLAIN, False),
        ("Are all staff trained?", "Employees are trained.", True),
        ("Are all contractors trained?", "Employees are trained.", False),
        ("Are all customer data encrypted?", "Backups are encrypted.", True),
        ("Do you never send any invoices?", "We send letters.", False),
        ("Do you send any invoices?", "We send letters.", True),
    ],
)
def test_all_is_met_only_by_what_the_statement_speaks_of_without_narrowing(
    asked: str, claim: str, universal: bool
) -> None:
    assert (QUANTIFIER not in {kind for kind, _ in unmet(asked, claim)}) is universal


@pytest.mark.parametrize("word", ["only", "solely", "exclusively"])
def test_only_needs_a_statement_that_says_so(word: str) -> None:
    assert (QUANTIFIER, word) in unmet(f"Are backups {word} encrypted?", "Backups are encrypted.")
    assert not unmet(f"Are backups {word} encrypted?", "Backups are only encrypted.")


@pytest.mark.parametrize("word", ["always", "at all times", "in all cases", "without exception"])
def test_always_needs_a_statement_that_says_so(word: str) -> None:
    assert (QUANTIFIER, word) in unmet(f"Are backups encrypted {word}?", "Backups are encrypted.")
    assert not unmet(f"Are backups encrypted {word}?", "Backups are always encrypted.")


@pytest.mark.parametrize("beyond", ["other than", "except for", "regardless of", "in the future"])
def test_what_lies_beyond_a_named_thing_is_never_stated(beyond: str) -> None:
    claim = f"Backups are encrypted {beyond} tapes."
    assert unmet(f"Are backups encrypted {beyond} tapes?", claim) == {(QUANTIFIER, beyond)}


MFA = Settles(scope=("production access",))


@pytest.mark.parametrize(
    ("asked", "settles", "missing"),
    [
        ("Is MFA required?", MFA, {(QUANTIFIER, "beyond production access")}),
        ("Must MFA be used?", MFA, {(QUANTIFIER, "beyond production access")}),
        ("Is MFA required for production?", MFA, set()),
        ("Do you use MFA?", MFA, set()),
        ("Is MFA required?", Settles(), set()),
    ],
)
def test_what_is_required_within_a_scope_is_not_required_without_it(
    asked: str, settles: Settles, missing: set[tuple[DemandKind, str]]
) -> None:
    assert unmet(asked, "MFA is required for production access.", settles) == missing


POPULATION = "personnel with access to production systems"


@pytest.mark.parametrize(
    ("asked", "beyond"),
    [
        ("Are employees screened?", True),
        ("Are all employees screened?", True),
        ("Are personnel with access to production screened?", False),
        ("Does screening happen?", False),
    ],
)
def test_people_beyond_the_population_of_the_statement_are_demanded(asked: str, beyond: bool) -> None:
    missing = unmet(asked, f"We screen {POPULATION}.", Settles(population=(POPULATION,)))
    assert ((QUANTIFIER, f"beyond {POPULATION}") in missing) is beyond


@pytest.mark.parametrize(
    ("asked", "claim", "kind", "text"),
    [
        ("Are your own suppliers audited?", "Backups are audited.", DemandKind.PARTY, "your own suppliers"),
        ("Are backups encrypted by the customer?", "Backups are encrypted.", DemandKind.PARTY, "customer"),
        ("Are backups encrypted by a third party?", "Backups are encrypted.", DemandKind.PARTY, "third party"),
        ("Do customers encrypt backups?", "Backups are encrypted.", DemandKind.PARTY, "customers"),
        ("When we restore backups, are they encrypted?", "Backups are encrypted.", DemandKind.PARTY, "we"),
        ("Are contractors trained?", "Employees are trained.", DemandKind.PARTY, "contractors"),
        ("Are backups on laptops encrypted?", "Backups are encrypted.", DemandKind.PLACE, "laptops"),
        ("Are backups on removable media encrypted?", "Backups are encrypted.", DemandKind.PLACE, "removable media"),
        (
            "Are backups in test environments encrypted?",
            "Backups are encrypted.",
            DemandKind.PLACE,
            "test environments",
        ),
        ("Do you have a backup policy?", "We have backups.", DemandKind.ARTEFACT, "policy"),
        ("Do you have a backup plan?", "We have backup procedures.", DemandKind.ARTEFACT, "plan"),
        ("Is backup encryption documented?", "Backups are encrypted.", DemandKind.QUALITY, "documented"),
        ("Is backup encryption tested?", "Backups are encrypted.", DemandKind.QUALITY, "tested"),
        ("Is there formal backup encryption?", "Backups are encrypted.", DemandKind.QUALITY, "formal"),
    ],
)
def test_parties_places_artefacts_and_qualities_must_be_said_by_name(
    asked: str, claim: str, kind: DemandKind, text: str
) -> None:
    assert (kind, text) in unmet(asked, claim)
    assert (kind, text) not in unmet(asked, f"{claim} This holds for {text}, and customers know it.")


def test_a_party_that_only_an_alias_names_does_not_act_in_the_statement() -> None:
    named = stated("Backups are encrypted.", aliases=("customers and backups",))
    missing = [demand.kind for demand in cover("Do customers encrypt backups?", named, half).hard]
    assert missing == [DemandKind.PARTY]


def test_policy_based_names_no_policy() -> None:
    asked = covered("Are policy-based backups encrypted?", "Backups are encrypted.")
    assert asked.hard == ()
    assert "policy-based" in asked.missing


@pytest.mark.parametrize(("facet", "word"), [("documented", "documented"), ("tested", "tested")])
def test_a_settled_quality_counts_as_said(facet: str, word: str) -> None:
    asked, claim = f"Is backup encryption {word}?", "Backups are encrypted."
    assert unmet(asked, claim, Settles(**{facet: False}))  # type: ignore[arg-type]
    assert not unmet(asked, claim, Settles(**{facet: True}))  # type: ignore[arg-type]


def test_the_questions_and_the_full_answer_of_a_statement_prove_nothing() -> None:
    claim = "Backups are encrypted."
    proud = stated(claim, answers=Answers(claim, "Backups are encrypted under a policy."))
    assert cover("Is there a backup policy?", proud, half).missing == ("policy",)


@pytest.mark.parametrize(
    ("asked", "conjunct"),
    [
        ("Are backups encrypted and shipped abroad?", "shipped abroad"),
        ("Are backups encrypted using turnips?", "turnips"),
        ("Are backups encrypted; shredded?", "shredded"),
        ("Are backups encrypted and stored?", None),
        ("Are backups encrypted and/or shipped?", None),
        ("Are backups encrypted?", None),
    ],
)
def test_every_joined_part_must_be_spoken_of(asked: str, conjunct: str | None) -> None:
    demands = covered(asked, "Backups are stored and encrypted.").demands
    assert [demand.text for demand in demands if demand.kind is DemandKind.CONJUNCT] == ([conjunct] if conjunct else [])


@pytest.mark.parametrize(
    ("asked", "rarity", "kind"),
    [
        ("Are backups kept in Glacier?", 1.0, DemandKind.NAME),
        ("Are backups kept in glacier?", 1.0, SUBJECT),
        ("Are backups kept in GLACIER?", 1.0, SUBJECT),
        ("Are backups kept in Glacier?", 0.8, SUBJECT),
        ("Glacier keeps backups?", 1.0, SUBJECT),
    ],
)
def test_a_capitalised_word_that_nobody_heard_of_is_a_name(asked: str, rarity: float, kind: DemandKind) -> None:
    weights = {"glacier": rarity}
    found = cover(asked, stated("Backups are stored."), lambda text: weights.get(text.lower(), 0.3))
    assert [demand.kind for demand in found.demands if demand.text.lower() == "glacier"] == [kind]


def test_a_word_that_every_phrase_uses_is_no_demand() -> None:
    asked = "Are backups encrypted?"
    assert cover(asked, stated("Nothing."), lambda _: 0.019).demands == ()
    assert len(cover(asked, stated("Nothing."), lambda _: 0.02).demands) == 2


def test_the_share_weighs_what_is_met() -> None:
    demands = Demand(SUBJECT, "a", 0.75, met=True), Demand(SUBJECT, "b", 0.25, met=False)
    assert Coverage(demands).share == pytest.approx(0.75)
    assert Coverage(demands).heaviest == pytest.approx(0.25)
    assert (Coverage(()).share, Coverage(()).heaviest) == (1.0, 0.0)


def test_a_plain_subject_is_missing_but_not_hard() -> None:
    found = covered("Are backups blessed?", "Backups are encrypted.")
    assert (found.covered, found.missing, found.hard) == (("backups",), ("blessed",), ())


@pytest.mark.parametrize(
    ("asked", "approved", "share"),
    [
        ("Are backups encrypted?", "Are backups encrypted?", 1.0),
        ("Are backups encrypted?", "Are offline backups encrypted?", 2 / 3),
        ("Are offline backups encrypted?", "Are backups encrypted?", 1.0),
        ("Is there a plan?", "Is there a documented, tested plan?", 1.0),
        ("Are backups encrypted?", "Do you?", 1.0),
    ],
)
def test_an_approved_question_that_names_more_is_narrower(asked: str, approved: str, share: float) -> None:
    assert named_share(asked, approved, half) == pytest.approx(share)


TELLING = (
    "all every|only|never|critical|laptops|policy|TLS 1.1 only|AES-512|daily|within 3 days|by customers|we|and|must"
)
PHRASED = st.one_of(
    st.text(), st.lists(st.sampled_from([*TELLING.split("|"), "backups", "Glacier", "é", "?"])).map(" ".join)
)


@given(asked=PHRASED, claim=PHRASED)
def test_shares_and_weights_stay_between_0_and_1_for_any_text(asked: str, claim: str) -> None:
    rarity = rarity_of(["Backups are encrypted.", claim])
    found = cover(asked, stated(claim), rarity)
    assert all(0.0 <= demand.weight <= 1.0 for demand in found.demands)
    assert 0.0 <= found.share <= 1.0
    assert 0.0 <= found.heaviest <= 1.0
    assert 0.0 <= named_share(asked, claim, rarity) <= 1.0
    assert not any(demand.met and demand.refuted for demand in found.demands)


@pytest.mark.parametrize("asked", ["Is all customer data encrypted?", "Is any customer data kept unencrypted?"])
def test_all_data_is_more_than_the_places_that_a_statement_names(asked: str) -> None:
    here = stated("Ledger data is encrypted in archives.", Settles(scope=("ledger archives",)))
    assert QUANTIFIER in {demand.kind for demand in cover(asked, here, half).hard}


def test_a_noun_that_only_describes_another_narrows_nothing() -> None:
    named = stated("For severe incidents, an incident commander is appointed.")
    assert QUANTIFIER in {
        demand.kind for demand in cover("Is a commander appointed for every incident?", named, half).hard
    }
