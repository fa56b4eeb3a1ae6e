"""Which words mean the same thing in questionnaires, and which add no demand of their own.

Groups hold forms that may stand for each other *in an answer*; a narrower word is never grouped with a wider one
(a subprocessor is a third party, but a third party need not be a subprocessor).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from answers.question_text import plain
from knowledge.stems import terms

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?:third|3rd)[- ]part(?:y|ies)'? (?:access|users?|personnel|staff|accounts?|employees|workers)", "thirdpartyaccess"),
    (r"(?:customer|tenant|client)[- ](?:specific|managed|owned|controlled|provided|supplied)|per[- ](?:customer|tenant|client)", "customerspecific"),
    (r"(?:customer|client|end[- ]user|personal|institutional|company|tenant|user)(?:'s|s'|s)? data", "data"),
    (r"(?:multi|two|2)[- ]?factor(?: authentication)?|2fa|2-step verification|two-step verification|mfa", "mfa"),
    (r"single[- ]sign[- ]?on|sso", "sso"),
    (r"custom(?:-?(?:built|made|defined)|i[sz]ed|i[sz]able)?", "customized"),
    (r"on-?site|on site|on the premises", "onsite"),
    (r"in[- ]person|face[- ]to[- ]face", "inperson"),
    (r"remotely|off-?hours|out[- ]of[- ]hours", "remotely"),
    (r"role[- ]based access(?: controls?)?(?: \(rbac\))?|rbac", "rbac"),
    (r"web application firewalls?(?: \(waf\))?|wafs?", "waf"),
    (r"(?:distributed )?denial[- ]of[- ]service(?: attacks?)?|ddos(?: attacks?)?|dos attacks?", "ddos"),
    (r"(?:secure )?(?:software|system|application)? ?(?:development|product) life ?-?cycle(?: \((?:s-?)?sdlc\))?|s?sdlc|ssdlc", "sdlc"),
    (r"third[- ]part(?:y|ies)|3rd[- ]part(?:y|ies)", "thirdparty"),
    (r"sub-?(?:processor|service (?:provider|organi[sz]ation))s?", "subprocessor"),
    (r"data (?:processing|protection) (?:agreement|addend(?:um|a))s?|dpas?", "dpa"),
    (r"non-?disclosure(?: agreements?)?|ndas?|confidentiality (?:agreement|undertaking|obligation|clause)s?", "nda"),
    (r"business associate(?: agreement)?s?(?: \(baas?\))?|baas?", "baa"),
    (r"protected health information(?: \((?:e?phi)\))?|e?phi\b|health information", "phi"),
    (r"health insurance portability and accountability act(?: \(hipaa\))?|hipaa", "hipaa"),
    (r"acceptable[- ]use(?: polic(?:y|ies)| agreements?)?|aup", "aup"),
    (r"recovery time (?:and (?:recovery )?point )?objectives?(?: \(rto(?:/rpo)?\))?|recovery point objectives?(?: \(rpo\))?|rtos?(?:/rpos?)?|rpos?", "recoveryobjective"),
    (r"disaster recovery|dr\b", "disasterrecovery"),
    (r"business continuity|bc\b|bcp\b", "businesscontinuity"),
    (r"at[- ]rest|in storage|when stored|while stored|stored data|data storage|storage of", "atrest"),
    (r"in[- ](?:transit|transport|motion|flight)|during trans(?:it|mission|port|fer)|while (?:being )?transmitted|transport of|transmission of", "intransit"),
    (r"in[- ]use(?=\s*[?,.;)]|\s*$)|while (?:being )?processed", "inuse"),
    (r"need[- ]to[- ]know", "leastprivilege"),
    (r"least[- ]privileged?(?: principle| access)?|principle of least privilege|minimum necessary (?:access|privileges?)", "leastprivilege"),
    (r"artificial[- ]intelligence|machine[- ]learning|large language models?|generative ai|llms?|\bml\b|\bai\b|ai/ml", "ai"),
    (r"open source|third-party (?:libraries|components|dependencies|software)", "library"),
    (r"bug[- ]bount(?:y|ies)", "bugbounty"),
    (r"privileged (?:access|accounts?|users?|roles?|credentials?)|(?:admin|root|superuser) (?:access|accounts?|rights)", "privilegedaccess"),
    (r"(?:system|database|network|it|cloud) administrators?|sysadmins?|dbas?", "sysadmin"),
    (r"vulnerability management|threat and vulnerability management", "vulnerabilitymanagement"),
    (r"(?:plain|clear)[ -]?text", "cleartext"),
    (r"timely|in a timely (?:manner|fashion)", "promptly"),
    (r"background (?:check|screening|investigation|verification)s?|pre-?employment screening", "backgroundcheck"),
    (r"(?:encryption |cryptographic )?(?:protocols?|algorithms?|ciphers?)(?:/algorithms?)?|(?:encryption|cryptographic) (?:standards?|methods?|techniques?)", "industrystandard"),
    (r"industry[- ]standards?(?: encryption)?(?: methods?| algorithms?| protocols?)?|strong(?: cryptographic| encryption)?|modern(?: protocols?)?|industry[- ]accepted", "industrystandard"),
    (r"(?:root[- ]cause(?: analys[ei]s)?|post-?mortems?|lessons[- ]learned|post-?incident(?: reviews?| analys[ei]s)?)", "postincident"),
    (r"source ?code|code (?:changes?|reviews?)|peer reviews?", "codereview"),
    (r"security (?:event|incident|breach)(?:es|s)?|data breach(?:es)?|privacy incidents?|incidents? or breach(?:es)?", "incident"),
    (r"encryption keys?|cryptographic keys?|key management|keys", "key"),
    (r"united states(?: of america)?|u\.s\.a?\.?|usa|\bus\b(?= (?:region|based|only|data|soil|territory))", "unitedstates"),
    (r"(?:(?:your|our|their|its|own|other|key|critical|third-party|external|all|any) )*(?:vendors|suppliers|contractors|subcontractors)(?:')?|(?:your|our|their) (?:(?:own|key|critical) )*(?:vendor|supplier)(?:'s)?|supply[- ]chain(?: partners?)?|vendor management|vendor risk(?: management)?|supplier (?:management|risk|relationships?)", "vendorparty"),
    (r"(?:employees?'?|staff|personnel|workforce|hr|human resources) (?:data|records|information)", "employeedata"),
    (r"(?:(?:employees?|staff|databases?|systems?|admin\w*|service|root|internal|server|vendor|default)(?:'s|s')? (?:accounts? )?)(?:passwords?|credentials)", "otherpassword"),
    (r"(?:public |marketing |corporate |company )?web ?sites?", "website"),
    (r"(?:customer|client|tenant|end[- ]user)(?:'s|s'|s)? (?:accounts?|users?|logins?|administrators?|admins?)", "customeraccount"),
    (r"documented|written(?! off)|in writing", "documented"),
    (r"our (?:requirements|needs|policies|standards|expectations)", "ourrequirements"),
    (r"multi-?region|(?:across|several|multiple|different) (?:geographic )?regions|availability zones?", "multiregion"),
    (r"network firewalls?", "networkfirewall"),
    (r"high(?:ly)?[- ]availab(?:ility|le)", "highavailability"),
    (r"non-?prod(?:uction)?(?: environments?)?|(?:test|testing|staging|development|dev|qa)(?:, (?:test|testing|staging|development|dev|qa))*,? (?:and |or |/ ?)?(?:test |staging |development |qa )?environments?|lower environments?", "nonproduction"),
    (r"off-?site|geographically (?:separate|distant|diverse|redundant)\w*(?: locations?)?|separate geographic\w* locations?", "offsite"),
    (r"data ?cent(?:er|re)s?|server rooms?|colocation", "datacenter"),
    (r"removable (?:media|storage)|usb(?: (?:drives?|sticks?|media))?|portable (?:media|storage|devices?)|flash drives?", "removable"),
    (r"mobile (?:devices?|phones?)|smart ?phones?|tablets?", "mobile"),
    (r"(?:end[- ]user|user|client|employee|staff|company|managed|corporate) (?:devices?|endpoints?|workstations?|computers?|machines?)", "endpoint"),
    (r"tamper[- ]?(?:proof|evident|resistant)|immutab(?:le|ility)|write[- ]once|worm", "immutable"),
    (r"(?:period of )?inactivity|idle(?: time| period)?", "inactivity"),
    (r"table ?top(?: exercises?)?|simulat(?:ion|ed)(?: exercises?)?|drills?", "exercised"),
    (r"role[- ]specific|specific (?:to (?:their|the) )?roles?", "rolespecific"),
    (r"on-?prem(?:ises?)?", "onpremises"),
    (r"end[- ]to[- ]end", "endtoend"),
    (r"24\s*[x/]\s*7(?:\s*[x/]\s*365)?|24 hours a day|around the clock|round[- ]the[- ]clock", "roundtheclock"),
)  # fmt: skip
_SILENT = "data"
"""Phrases that demand nothing: every statement here is about somebody's data."""
_PHRASE_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), token) for pattern, token in _PHRASES
)

_GROUPS = """
personnel: employee employees staff worker workforce personnel colleague
customer: client tenant subscriber institution customer
encrypt: encrypt unencrypted encrypted encryption encrypts encipher cipher cryptography cryptographic cryptographically
backup: backup backups back-up backed
store: store stored stores storing storage hold held host hosted resident reside resides
location: location locations located geography geographic geographical geographically region country where
process: process processed processes processing
revoke: revoke revoked revocation deprovision deprovisioning deprovisioned remove removed removal disable disabled
termination: terminated termination leave leaves leaver departure offboarding separation
promptly: promptly prompt
review: assess assessed assessment assessments vet vetted vetting review reviewed reviews recertification reviewing
access: access accesses permission permissions entitlement privilege privileges rights
password: password passwords passphrase
hash: hash hashed hashing hashes
cleartext: cleartext plaintext readable
notify: notify notified notification notifications inform informed alert communicate communicated told tell tells
incident: incident incidents breach breaches event
vulnerability: vulnerability vulnerabilities weakness
scan: scan scanned scanning scans
patch: patch patched patches patching
harden: harden hardened hardening
server: server servers
train: train trains trained training fine-tune fine-tuning finetune
onboard: onboard onboarding onboarded join joins joining hire hired hires
program: program programme programmes programs
automat: automated automatic automatically automate automates automation
agreement: agreement agreements contract contracts contractual
require: require required requires requirement requirements must obliged oblige
safeguard: safeguard safeguards mitigate mitigated mitigates mitigation
restore: restore restored restoring restoration recover recovered recovery
retention: retention retain retained retains expire expires
share: shared generic common
monitor: monitor monitored monitors monitoring
report: report reported reports reporting disclose disclosed disclosure
researcher: researcher researchers hacker
contact: contact contacts email reach
procedure: procedure procedures runbook
test: test tested tests testing exercise exercised
provider: provider providers
separate: separate separated separately segregated
log: log logs logging trail trails
session: session sessions
timeout: timeout timeouts
rotate: rotate rotated rotation
network: network networks networking
private: private privately internal
firewall: firewall firewalls
list: list lists inventory register
audit: audit audits audited auditing
disrupt: disruption disruptions outage outages downtime
redundancy: redundancy redundant
"""
_SAYS_NOTHING = """
out different ever protect protects protected protecting protection operate operates operated
reach reached carried carry run runs look looks see talk go goes mandatory against front still refuse refused refuses disallow disallowed prohibit prohibits prohibited prohibition refrain avoid avoided avoids without not no never lack lacks absence keep keeps kept basis
organization organisation company companies vendor supplier provider's firm enterprise business service services
solution solutions platform product products system systems application software you your we our us they their them
it its any some this that these those there who whom which what where when how why whether do does did have has had
is are was were be been being can could may might will would shall should must place use used uses using utilise
utilize utilised utilized leverage employ employed implement implemented implements implementation maintain
maintained maintains provide provided provides providing perform performed performs conduct conducted conducts
ensure ensures ensured support supports supported offer offers offered offering follow follows followed apply
applied applies enforce enforced manage managed manages management exist exists existing establish established
define defined defining adhere currently current appropriate appropriately adequate adequately relevant related
necessary applicable various following specific ability able capability capable enable enables enabled mean means
way ways approach practice practices level type types kind method methods methodology mechanism mechanisms control
controls measure measures process processes activity activities describe explain detail details list specify state
indicate confirm identify outline elaborate overview summary information e.g i.e etc include includes including
please question answer one two respect regard regarding concerning data sensitive confidential own also each per via
within into upon over under between across order effective effectively proper properly correctly
security secure securely request requested requests high-level high allow allows allowed permit permits permitted
grant granted granting make made makes take taken get given give often long many much soon frequently frequency
quickly required require requires documentation documents document
"""
_GENERIC = frozenset(_SAYS_NOTHING.split())


@dataclass(frozen=True, slots=True)
class Concept:
    """A demand of a text: the token shared by all its forms, and the words as written."""

    token: str
    text: str


def groups() -> dict[str, tuple[str, ...]]:
    """Return the forms of every group by its token."""
    lines = (line.partition(":") for line in _GROUPS.strip().splitlines())
    return {token: tuple(forms.split()) for token, _, forms in lines}


@lru_cache(maxsize=1)
def _token_of() -> dict[str, str]:
    return {stem: token for token, forms in groups().items() for form in forms for stem in terms(form)}


@lru_cache(maxsize=8192)
def concepts(text: str) -> tuple[Concept, ...]:
    """Return what the text speaks of, each concept once, in order; words that demand nothing are left out."""
    token_of = _token_of()
    marked, written = _with_phrases_marked(plain(text))
    found: dict[str, Concept] = {}
    for word in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*|\x00\d+\x00", marked):
        if word in written:
            token, surface = written[word]
            found.setdefault(token, Concept(token, surface))
            continue
        if word.lower() in _GENERIC:
            continue
        for stem in terms(word):
            token = token_of.get(stem, stem)
            found.setdefault(token, Concept(token, word))
    return tuple(found.values())


def _with_phrases_marked(text: str) -> tuple[str, dict[str, tuple[str, str]]]:
    written: dict[str, tuple[str, str]] = {}
    for pattern, token in _PHRASE_PATTERNS:

        def mark(match: re.Match[str], token: str = token) -> str:
            if token == _SILENT:
                return " data "
            key = f"\x00{len(written)}\x00"
            written[key] = (token, match[0])
            return f" {key} "

        text = pattern.sub(mark, text)
    return text, written


@lru_cache(maxsize=8192)
def unjoined(text: str) -> str:
    """Return the text without the *and* inside one thing's name, as in *recovery time and recovery point objectives*."""
    for pattern, _ in _PHRASE_PATTERNS:
        text = pattern.sub(lambda match: match[0].replace(" and ", " "), text)
    return text
