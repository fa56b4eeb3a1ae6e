"""Sorts of demand: which words of a question no paraphrase excuses when a statement does not say them.

*Do you have a documented, annually tested plan?* demands a plan, a document and a test, each by name. Other words
(*posture*, *sensitive*) may be covered by an answer that never uses them; how telling they are is a matter of weight.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from answers.glossary import Concept
from knowledge.stems import terms


class DemandKind(StrEnum):
    """What sort of thing a question asks a statement to state."""

    QUANTITY = "quantity"
    """A frequency, duration, version or look-back window, with its unit."""
    QUANTIFIER = "quantifier"
    """*all*, *only*, *always*, or people beyond those of whom the statement speaks."""
    ARTEFACT = "artefact"
    """A thing that must exist by that name: policy, plan, report, register."""
    QUALITY = "quality"
    """A property of a control: documented, tested, approved, independent, automated."""
    PARTY = "party"
    """People or organisations of whom the statement does not speak."""
    PLACE = "place"
    """Where it must hold: laptops, offices, removable media, test environments."""
    CONJUNCT = "conjunct"
    """A joined part of which the statement says nothing at all."""
    NAME = "name"
    """A product or company that the base never speaks of."""
    SUBJECT = "subject"
    """Any other telling word."""


_WORDS: dict[DemandKind, str] = {
    DemandKind.ARTEFACT: """
        policy plan program strategy framework charter roadmap manual register certificate certification
        attestation insurance escrow diagram playbook methodology board sla warranty penalty indemnity
        metrics dashboard scorecard siem ids ips dlp mdm edr xdr vpn hsm pam casb sast dast iast honeypot byok fido2
        saml oidc scim ldap kerberos azure gcp google microsoft oracle akamai
        fastly okta anthropic gemini argon2 scrypt pbkdf2 md5 sha1 3des rc4 blowfish chacha20 soc csirt ccpa pci iso
        soc2
        sox fedramp hitrust nist cis owasp cobit itil sbom
    """,
    DemandKind.QUALITY: """
        customized onsite inperson remotely minor
        failure informal documented test formal approv automat independent dedicated mandatory accredited validated
        evaluated
        communicated comprehensive minimum immutable offline granular customizable configurable biometric inactivity
        exercised rolespecific customerspecific immediate instant major material significant severe
        critical offsite endtoend highavailability disciplinary guarantee recurring refresher timeline
    """,
    DemandKind.PARTY: """
        vendorparty ourrequirements thirdpartyaccess customeraccount contractor intern
        temporary parent affiliate subsidiary partner supplier vendor auditor regulator authority
        authorities police enforcement officer ciso dpo executive leadership director administrator administrative
        sysadmin privilegedaccess developer student visitor guest consultant freelancer volunteer
    """,
    DemandKind.PLACE: """
        laptop workstation endpoint desktop mobile byod removable tape office home wireless wifi email printer paper
        physical networkfirewall
        multiregion onpremises datacenter sandbox nonproduction kiosk iot
        hypervisor virtual container kubernetes microservice
        inuse europe eea canada australia website firmware hardware employeedata otherpassword private
    """,
}
"""Single words, and tokens of :mod:`answers.glossary`; compared by their stems."""


@lru_cache(maxsize=1)
def _kinds() -> dict[str, DemandKind]:
    return {token: kind for kind, listed in _WORDS.items() for word in listed.split() for token in (word, *terms(word))}


def kind_of(concept: Concept) -> DemandKind:
    """Return the sort of demand that a concept is; *policy-based* names no policy."""
    kind = _kinds().get(concept.token, DemandKind.SUBJECT)
    return DemandKind.SUBJECT if kind is DemandKind.ARTEFACT and "-based" in concept.text else kind
