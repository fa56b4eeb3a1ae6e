"""Probes made from every statement's own approved questions, each with an answer that follows from how it was made.

``python -m tests.segq.probe_generator [MOST]`` prints them as JSON lines, from ``MOST`` questions a statement.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from knowledge.loading import bundled_base, load_knowledge_base
from knowledge.statement import AskedForm, KnowledgeBase, Statement, YesNo
from tests.segq.probe_operators import (
    LASTING,
    NEGATING,
    OWN,
    QUANTIFIED,
    Form,
    Operator,
    Variant,
    commitment,
    extended,
    joined,
    lowered,
    negated,
    never,
    parse,
)

_STANDING = re.compile(
    r"host|provided by|listed|published|describe|set out|uses OpenAI|updated|United States", re.IGNORECASE
)
_THIRD = re.compile(
    r"subprocessor|provider|machine-learning|attest|Data Processing|DPA|OpenAI|Cloudflare|SingleStore|host|PHI|BAA"
)
_PEOPLE = re.compile(r"^\w+ (?:\w+ )?(?:customers|personnel|employees|subprocessors)\b")
_STAFF = re.compile(r"\b(?:your |SegMetrics )?(?:personnel|employees|staff)\b(?! access\b)")


_DOMAINS = (
    ("subprocessors", re.compile(r"6 Subprocessor")),
    ("people", re.compile(r"6 Personnel")),
    ("customer access", re.compile(r"3 Customer")),
    ("continuity", re.compile(r"Business continuity")),
    ("incidents", re.compile(r"7 Incident")),
    ("data", re.compile(r"2 (?:Enc|Back|Pass)")),
    ("access", re.compile(r"3 Internal")),
    ("infrastructure", re.compile(r"4 ")),
    ("application", re.compile(r"5 ")),
)
"""What statements are about, by the section of their source."""
_EVERYWHERE = {
    "data": (" on every system", " in all environments", " without exception"),
    "access": (" on every system", " in all environments"),
    "customer access": (" for all of your products", " in every one of your applications"),
    "infrastructure": (" in all environments", " across all of your systems"),
    "application": (" for all of your software", " in every project"),
    "people": (" in every country", " without exception"),
    "incidents": (" in every case", " without exception"),
    "continuity": (" for every location", " for all of your systems"),
}
_ELSEWHERE = {
    "data": (" on laptops", " on mobile devices", " on removable media", " in test environments"),
    "access": (" on your office network", " in your email system", " on mobile devices", " in test environments"),
    "customer access": (" in your mobile app", " on your public website"),
    "infrastructure": (" for your office network", " in test environments"),
    "application": (" in test environments", " for your mobile apps", " for firmware"),
    "incidents": (" in the case of a lost laptop", " at your branch offices"),
    "continuity": (" for your offices", " for your office network", " at your branch offices"),
}
_SWAPS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bcustomer data\b", ("employee data", "data on removable media", "data on paper", "data on laptops")),
        (r"\bproduction(?= (?:systems|environments?|servers?|databases)\b)", ("test", "development")),
        (r"\bproduction(?=\?| for\b)", ("test environments", "the office network")),
        (r"\b(?:key )?infrastructure providers\b(?= have|\?)", ("office suppliers",)),
        (r"\bapplication tier\b", ("office network",)),
        (r"\bexternal connections\b", ("internal connections", "wireless connections")),
        (r"\bsubprocessor(?=s?\b)", ("office supplier", "event organizer")),
        (r"\b(?:user|account holder) passwords\b", ("database passwords", "your employees' passwords")),
        (r"\b(?:protected health information \(PHI\)|PHI)", ("payment card data",)),
        (r"\bweb application firewall(?: \(WAF\))?", ("network firewall",)),
        (r"\bAPI keys\b", ("SSH keys",)),
    )
)
_PROVIDERS = (
    ("OpenAI", "Anthropic"),
    ("AWS", "Azure"),
    ("DigitalOcean", "Google Cloud"),
    ("Cloudflare", "Akamai"),
    ("SingleStore", "Snowflake"),
)
_REPEATED = re.compile(
    r"\b(?:review\w*|recertif\w*|patch\w*|scan\b|briefed|briefing|background check\w*|post-incident|hardened|assess|"
    r"sign|due diligence)\b"
)
_ONCE = re.compile(r"\b(?:before|code review|review code|every|report|when|upon|join|part of|at onboarding)\b")
_TIMED = re.compile(
    r"\b(?:notify|notified|inform|told|revoked|remove|deprovision|withdrawn|patch|patched|patches|respond to|restored|"
    r"escalate|appointed|conduct|identify|reports of .* reviewed)\b"
)
_UNCOVERED = (
    "Do you hold an ISO 27001 certificate?",
    "Are penetration tests carried out?",
    "Is data classified by sensitivity?",
    "Do you carry cyber insurance?",
    "Have you appointed a data protection officer?",
    "Are your offices protected by CCTV?",
    "Do you have a SOC 2 Type II report?",
    "Are laptops managed with an MDM?",
)
_UNCOVERED_THINGS = (
    "an ISO 27001 certificate",
    "cyber insurance",
    "a data protection officer",
    "a security information and event management (SIEM) system",
    "a whistleblower hotline",
)
_BRITISH = (
    ("organization", "organisation"),
    ("program ", "programme "),
    ("program?", "programme?"),
    ("behavior", "behaviour"),
    ("authorized", "authorised"),
)
_CONTRACTED = (
    ("What is", "What's"),
    ("Who is", "Who's"),
    ("Where is", "Where's"),
    ("do not", "don't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("does not", "doesn't"),
)


@dataclass(frozen=True, slots=True)
class Probe:
    """A question and what may be said to it: ``may_settle`` allows an answer, which is then ``yes_no``."""

    question: str
    statement: str
    operator: str
    may_settle: bool
    yes_no: YesNo | None


def everywhere(form: Form) -> Iterator[Variant]:
    """*All*, *every*, *always* and *without exception* about what is only said in general."""
    if not form.narrows or form.universal:
        return
    if "describe" not in form.claim:
        yield from form.added(_EVERYWHERE.get(form.domain, ()), 1)
    lasting = form.clause is None or LASTING.match(form.clause.predicate)
    if form.clause and form.plain and form.domain and not (lasting or _STANDING.search(form.claim)):
        yield Variant(form.clause.ask(adverb="always"))


def everyone(form: Form) -> Iterator[Variant]:
    """What is said of subprocessors says nothing of all vendors."""
    wider = re.sub(r"(?<!new )(?<!changed )\b(?:your |the )?subprocessors\b(?!')", "all of your vendors", form.ask)
    if form.domain == "subprocessors" and wider != form.ask and "use subprocessors" not in form.ask:
        yield Variant(wider)


def frequency(form: Form) -> Iterator[Variant]:
    """A frequency that the claim lacks."""
    stated = form.statement.settles.frequency
    if (
        not form.narrows
        or form.domain not in _ELSEWHERE | _EVERYWHERE
        or stated in {"daily", "24/7", "on an ongoing basis"}
    ):
        return
    if _REPEATED.search(form.ask) and not _ONCE.search(form.ask):
        yield from form.added((" annually", " at least quarterly", " every month", " every 90 days", " once a year"), 2)
    else:
        yield from form.added((", with a review at least once a year", ", with a formal review every quarter"), 1)


def timing(form: Form) -> Iterator[Variant]:
    """A deadline that the claim lacks."""
    if form.yes_no is not YesNo.YES or NEGATING.search(form.ask) or not _TIMED.search(form.ask):
        return
    if "in advance" in form.ask:
        yield from form.added((", at least 30 days ahead", ", at least two weeks before the change"), 2)
    elif not re.search(r"\bbefore\b|private", form.ask):
        yield from form.added(
            (" within 24 hours", " within 5 business days", " within 72 hours", " within one hour"), 2
        )


def documented(form: Form) -> Iterator[Variant]:
    """A written policy that the claim does not speak of."""
    known = re.search(r"document|DPA|contract|runbook|tested|agreement|backup", form.claim, re.IGNORECASE)
    if form.narrows and not known and form.domain in _EVERYWHERE and form.domain not in {"incidents", "continuity"}:
        phrases = (" in accordance with a written policy", ", as set out in a documented procedure")
        yield from form.added(phrases, 1)


def tested(form: Form) -> Iterator[Variant]:
    """A test that the claim does not speak of."""
    if not re.search(r"\btest", form.claim):
        yield from _ending(form, "tested at least once a year", ", with tests at least once a year")


def approved(form: Form) -> Iterator[Variant]:
    """An approval by management that the claim does not speak of."""
    if not re.search(r"approv", form.claim):
        yield from _ending(form, "formally approved by management", ", with formal approval by management")


def audited(form: Form) -> Iterator[Variant]:
    """An independent audit that the claim does not speak of."""
    yield from _ending(form, "independently audited", ", as verified by an external auditor")


def _ending(form: Form, participle: str, clause: str) -> Iterator[Variant]:
    """Return the question with a participle after a passive or a thing that is had, else with a clause."""
    if not form.narrows or form.clause is None or form.domain not in {*_EVERYWHERE, "subprocessors"}:
        return
    if form.clause.verb in {"have", "maintain", "follow"}:
        yield Variant(extended(form.ask, f", {participle}"))
    elif form.clause.auxiliary in {"is", "are"} and form.clause.verb.endswith("ed") and not _PEOPLE.search(form.ask):
        yield Variant(extended(form.ask, f" and {participle}"))
    else:
        yield Variant(extended(form.ask, clause))


def other_party(form: Form) -> Iterator[Variant]:
    """The same question about a parent company, suppliers, customers or a data center operator."""
    clause = form.clause
    third = _THIRD.search(f"{form.claim} {form.ask}")
    if (
        clause
        and not clause.modal
        and OWN.fullmatch(clause.subject)
        and not re.search(r"yourselves|your own|you receive", form.ask)
    ):
        parties = [("your parent company", False)]
        parties += [] if third else [("the data center operator", False)]
        if " its " not in form.ask:
            parties += [] if third else [("your subprocessors", True), ("your own suppliers", True)]
            parties += (
                [] if re.search("customer|PHI", form.claim + form.ask, re.IGNORECASE) else [("your customers", True)]
            )
        yield from (Variant(clause.ask(party, plural=plural)) for party, plural in form.rotate(parties, 2))
    elif form.narrows and not form.universal and form.domain in _ELSEWHERE:
        yield from form.added(
            (" at your parent company",) if third else (" at your parent company", " at your own suppliers"), 1
        )
    yield from _other_staff(form)


def _other_staff(form: Form) -> Iterator[Variant]:
    """Return the question about people who are not said to belong to the personnel."""
    if "personnel" in form.claim and form.domain in {"people", "access"} and "never" not in form.claim:
        for people in form.rotate(("contractors", "interns", "temporary workers"), 2):
            text = _STAFF.sub(people, form.ask)
            if text != form.ask:
                yield Variant(text)


def other_scope(form: Form) -> Iterator[Variant]:
    """Laptops, removable media, offices, test systems, other providers: things that the claim does not name."""
    if form.narrows and not form.universal and not (_STANDING.search(form.claim) or "production" in form.ask):
        yield from form.added(_ELSEWHERE.get(form.domain, ()), 1)
    for pattern, instead in _SWAPS:
        if not pattern.search(form.ask) or ("passwords" in pattern.pattern and form.universal):
            continue
        if "customer data" in pattern.pattern and "customer data" not in form.claim.lower():
            continue
        others = instead[:1] if form.domain == "subprocessors" else form.rotate(instead, 2)
        yield from (Variant(pattern.sub(other, form.ask)) for other in others)


def uncovered(form: Form) -> Iterator[Variant]:
    """Joined with a question that no statement answers."""
    yield from (Variant(joined(form.ask, other)) for other in form.rotate(_UNCOVERED, 1))
    if form.narrows and form.clause and form.clause.verb in {"have", "maintain"} and " in place" not in form.ask:
        yield from (Variant(extended(form.ask, f" and {thing}")) for thing in form.rotate(_UNCOVERED_THINGS, 1))


def evidence(form: Form) -> Iterator[Variant]:
    """A document in place of an answer."""
    if form.domain not in {*_EVERYWHERE, "subprocessors"}:
        return
    title = lowered(form.statement.title.removesuffix(" as a whole"))
    wordings = [f"Please attach a copy of your {title} policy.", f"Please provide the latest audit report on {title}."]
    if form.clause and form.yes_no is YesNo.YES:
        wordings.append(f"Please attach evidence that {form.clause.affirmed()}.")
    yield from (Variant(text) for text in form.rotate(wordings, 1))


def wrong_value(form: Form) -> Iterator[Variant]:
    """Another value than the stated one: nothing covers it, or no is right."""
    algorithms = " ".join(form.statement.settles.algorithm)
    if not form.statement.is_composite:
        yield from _wrong_algorithm(form, algorithms)
    if "daily" in form.ask:
        yield Variant(form.ask.replace("a daily", "an hourly").replace("daily", "hourly"))
    for other in ("Germany", "Canada"):
        text = re.sub(r"\bthe (?:United States|US)\b", other, form.ask)
        if text != form.ask:
            yield Variant(text, True, YesNo.NO)
    yield from (Variant(form.ask.replace(named, other)) for named, other in _PROVIDERS if named in form.ask)
    yield from (
        Variant(form.ask.replace("30 days", days), True, YesNo.NO)
        for days in ("7 days", "90 days")
        if "30 days" in form.ask
    )


def _wrong_algorithm(form: Form, algorithms: str) -> Iterator[Variant]:
    if "AES-256" in algorithms:
        named = "AES-256" in form.ask
        for other in ("AES-512", "AES-128", "RSA-2048"):
            refuted = other == "AES-512" and form.yes_no is YesNo.YES
            text = form.ask.replace("AES-256", other) if named else extended(form.ask, f" using {other}")
            yield Variant(text, refuted, YesNo.NO if refuted else None)
    if "TLS 1.2" in algorithms and "TLS" not in form.ask and form.clause and not QUANTIFIED.search(form.ask):
        yield Variant(extended(form.ask, ", with TLS 1.3 only"), True, YesNo.NO)
    if "BCrypt" in algorithms and "BCrypt" not in form.ask:
        yield from (Variant(extended(form.ask, f", using {other}"), True, YesNo.NO) for other in ("Argon2", "SHA-256"))


def dressed(form: Form) -> Iterator[Variant]:
    """The approved question itself in other dress: the same answer is right."""
    wordings = [
        f"4.2.1 {form.ask}",
        f"{form.ask} Please describe.",
        f"Please confirm: {form.ask}" if form.yes_no else f"Please answer: {form.ask}",
        f"Q17. {form.ask}",
        f"{form.ask} If yes, please explain." if form.yes_no else f"{form.ask} Please provide details.",
    ]
    chosen = form.rotate(wordings, 1)
    if form.clause and form.yes_no:
        opening = form.rotate(("Please confirm whether", "Kindly indicate whether", "Could you tell us whether"), 1)[0]
        chosen.append(f"{opening} {form.clause.affirmed()}{'?' if opening.startswith('Could') else '.'}")
    chosen += [text for table in (_BRITISH, _CONTRACTED) if (text := _respelled(form.ask, table)) != form.ask]
    yield from (Variant(text, True, form.yes_no) for text in chosen)


def _respelled(text: str, table: Sequence[tuple[str, str]]) -> str:
    for ours, theirs in table:
        text = text.replace(ours, theirs)
    return text


def open_elsewhere(form: Form) -> Iterator[Variant]:
    """An open question about somebody else's name, product, data or documents."""
    text = re.sub(r"\b(?:the vendor|your company)'s\b", "your parent company's", form.ask)
    if text == form.ask:
        text = re.sub(r"\b(is|do|of|are|does) your\b(?! company)", r"\1 your parent company's", form.ask, count=1)
    if text != form.ask:
        yield Variant(text)


OPERATORS: dict[str, tuple[Operator, ...]] = {
    "negated": (negated,),
    "never": (never,),
    "all": (everywhere, everyone),
    "frequency": (frequency,),
    "within": (timing,),
    "documented": (documented,),
    "tested": (tested,),
    "approved": (approved,),
    "audited": (audited,),
    "other party": (other_party,),
    "other scope": (other_scope,),
    "commitment": (commitment,),
    "joined with uncovered": (uncovered,),
    "evidence": (evidence,),
    "dressed": (dressed,),
}
"""What is done to a closed question, by the name that probes carry; joining two statements comes on top."""
_OPEN_OPERATORS: dict[str, tuple[Operator, ...]] = {
    "dressed": (dressed,),
    "joined with uncovered": (uncovered,),
    "other party": (open_elsewhere,),
}
JOINED = "joined"
WRONG_VALUE = "wrong value"


def generate(base: KnowledgeBase, most: int = 1) -> tuple[Probe, ...]:
    """Return all probes of a base, in the order of its statements; equal texts once, contradicting ones never.

    ``most`` is how many approved questions of each polarity a statement gives.
    """
    chosen = [_forms(base, statement, turn, most) for turn, statement in enumerate(base.statements)]
    probes = [probe for forms in chosen for form in forms for probe in _probes_of(form)]
    probes += _joined_forms([form for forms in chosen for form in forms if form.yes_no])
    probes += [probe for statement in base.statements for probe in _wrong_values(base, statement)]
    return _consistent(probes, _approved_texts(base))


def _forms(base: KnowledgeBase, statement: Statement, turn: int, most: int) -> list[Form]:
    """Return the questions to start from: closed ones whose grammar is known first, and one open question."""
    closed = sorted(statement.questions, key=lambda each: parse(each.ask) is None or bool(NEGATING.search(each.ask)))
    yes = [each for each in closed if each.yes_no is YesNo.YES][:most]
    no = [each for each in closed if each.yes_no is YesNo.NO][:most]
    opening = [each for each in statement.questions if each.yes_no is None and each.ask.endswith("?")][:1]
    return [_form(base, statement, each, turn + place) for place, each in enumerate((*yes, *no, *opening))]


def _form(base: KnowledgeBase, statement: Statement, asked: AskedForm, turn: int) -> Form:
    return Form(statement, _domain(base, statement), asked.ask, asked.yes_no, turn)


def _domain(base: KnowledgeBase, statement: Statement) -> str:
    """Return what a statement is about, from the section of its source; empty where it is about no control."""
    first = base.statement(statement.components[0]) if statement.is_composite else statement
    section = first.source.section if first and first.source else ""
    if re.search(r"tatus|\bAI\b|OpenAI|own models", statement.title):
        return ""
    if "ubprocessor" in statement.title:
        return "subprocessors"
    return next((name for name, pattern in _DOMAINS if pattern.search(section)), "")


def _probes_of(form: Form) -> Iterator[Probe]:
    operators = OPERATORS if form.yes_no else _OPEN_OPERATORS
    for name, functions in operators.items():
        for variant in (variant for function in functions for variant in function(form)):
            yield Probe(variant.text, form.statement.id, name, variant.may_settle, variant.yes_no)


def _joined_forms(forms: Sequence[Form]) -> Iterator[Probe]:
    """Two statements in one question: settled at most where both have the same answer."""
    for place, form in enumerate(forms):
        for step in (7, 23)[: 1 + (place % 4 == 0)]:
            other = forms[(place + step) % len(forms)]
            same = form.yes_no is other.yes_no and form.yes_no is not YesNo.PARTIAL
            text = joined(form.ask, other.ask)
            yield Probe(text, form.statement.id, JOINED, same, form.yes_no if same else None)


def _wrong_values(base: KnowledgeBase, statement: Statement) -> Iterator[Probe]:
    """Every approved question that is answered yes, with another value in it or added to it."""
    for turn, asked in enumerate(statement.questions):
        if asked.yes_no is YesNo.YES and not NEGATING.search(asked.ask) and asked.ask.endswith("?"):
            for variant in wrong_value(_form(base, statement, asked, turn)):
                yield Probe(variant.text, statement.id, WRONG_VALUE, variant.may_settle, variant.yes_no)
    for value in statement.settles.values:
        if value.name == "backup expiry" and value.unit == "days":
            for days in (7, 14, 90, 365):
                text = f"Are backups of customer data kept for {days} days?"
                yield Probe(text, statement.id, WRONG_VALUE, value.value != days, YesNo.NO)


def _consistent(probes: Sequence[Probe], approved_texts: frozenset[str]) -> tuple[Probe, ...]:
    """Drop repeated texts, texts made twice with different answers, and texts that the owner has approved."""
    by_text: dict[str, list[Probe]] = {}
    for probe in probes:
        by_text.setdefault(_normal(probe.question), []).append(probe)
    return tuple(
        same[0]
        for text, same in by_text.items()
        if len({(probe.may_settle, probe.yes_no) for probe in same}) == 1 and text not in approved_texts
    )


def _approved_texts(base: KnowledgeBase) -> frozenset[str]:
    """Return what a person has already judged, so that no operator judges it again."""
    return frozenset(
        _normal(text)
        for statement in base.statements
        for text in (*(each.ask for each in statement.questions), *statement.partly_answers)
    )


def _normal(text: str) -> str:
    return " ".join(re.findall(r"[\w'./-]+", text.lower()))


def main() -> None:
    """Print the probes of the bundled base as JSON lines; an argument says how many questions a statement gives."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for probe in generate(load_knowledge_base(bundled_base()), most):
        sys.stdout.write(json.dumps(asdict(probe)) + "\n")


if __name__ == "__main__":
    main()
