"""What the three question tabs of the protected example ask."""

from __future__ import annotations

from dataclasses import dataclass

from examples.asked import Asked, Section, Wanted


@dataclass(frozen=True, slots=True)
class Tab:
    """A question tab: sheet name, heading and sections."""

    sheet: str
    heading: str
    sections: tuple[Section, ...]
    placeholder: str | None = None
    """What stands in the choice cells of the blank file."""
    named_list: bool = False
    """Responses come from the named range instead of an x14 list on the hidden sheet."""


_ACCESS = (
    Section(
        "Your own personnel",
        (
            Asked(
                "AC-01", "Do your personnel reach production through single sign-on with multi-factor authentication?"
            ),
            Asked("AC-02", "Does access for new roles follow the principle of least privilege?"),
            Asked("AC-03", "Is the access of your personnel reviewed every quarter?"),
            Asked("AC-04", "Is access revoked promptly when a person leaves or changes role?"),
            Asked("AC-05", "Do your personnel access customer data as a matter of routine?"),
            Asked("AC-06", "Are privileged sessions recorded?"),
            Asked("AC-07", "Are background checks carried out on personnel with production access?"),
            Asked("AC-08", "Do new hires receive a security and privacy briefing?"),
        ),
    ),
    Section(
        "Controls for our users",
        (
            Asked("AC-09", "Do you offer role-based access control for our team members?"),
            Asked("AC-10", "Can API keys be rotated and limited in scope?"),
            Asked("AC-11", "Do sessions time out after a period of inactivity?"),
            Asked("AC-12", "Are audit logs of access events available to our administrators?"),
            Asked("AC-13", "For how many months are audit logs kept?", Wanted.NUMBER),
            Asked("AC-14", "Describe the access controls that the product gives to customers.", Wanted.TEXT),
        ),
    ),
)

_DATA = (
    Section(
        "Encryption",
        (
            Asked("DP-01", "Do you use TLS 1.2 or higher for all external connections?"),
            Asked("DP-02", "Are unencrypted HTTP connections accepted on authenticated endpoints?"),
            Asked("DP-03", "Is customer data in object storage encrypted at rest with AES-256?"),
            Asked("DP-04", "Can customers bring and manage their own encryption keys?"),
            Asked("DP-05", "Are removable media used by your personnel encrypted?"),
            Asked("DP-06", "Who manages the encryption keys?", Wanted.TEXT),
        ),
    ),
    Section(
        "Backups and location",
        (
            Asked("DP-07", "Are backups of customer data encrypted?"),
            Asked("DP-08", "Do backups run automatically every day?"),
            Asked("DP-09", "For how many days are backups kept before they expire?", Wanted.NUMBER),
            Asked("DP-10", "Are account passwords hashed before storage?"),
            Asked("DP-11", "Is customer data stored outside the United States?"),
            Asked("DP-12", "Is every restore test signed off by senior management?"),
        ),
    ),
    Section(
        "Artificial intelligence",
        (
            Asked("DP-13", "Is the feature that uses OpenAI opt-in?"),
            Asked("DP-14", "Is data that is sent to OpenAI used to train its models?"),
            Asked("DP-15", "Do you have a published policy on the ethical use of artificial intelligence?"),
        ),
    ),
)

_OPERATIONS = (
    Section(
        "Development and infrastructure",
        (
            Asked("OP-01", "Do you follow a secure development lifecycle?"),
            Asked("OP-02", "Are dependencies scanned automatically for known vulnerabilities?"),
            Asked("OP-03", "Is static code analysis run on every commit?"),
            Asked("OP-04", "Is there protection against distributed denial-of-service attacks?"),
            Asked("OP-05", "Do the application and data tiers communicate over private networking?"),
            Asked("OP-06", "When was the last independent penetration test completed?", Wanted.DATE),
        ),
    ),
    Section(
        "Incidents and recovery",
        (
            Asked("OP-07", "Are incident response procedures documented and tested every year?"),
            Asked("OP-08", "Describe your incident response process.", Wanted.TEXT),
            Asked("OP-09", "Do you carry out a review after each incident to find its root cause?"),
            Asked("OP-10", "Will you inform us of a personal data breach within 24 hours?"),
            Asked("OP-11", "Are recovery time and recovery point objectives defined?"),
            Asked("OP-12", "What is your recovery time objective in hours?", Wanted.NUMBER),
            Asked("OP-13", "Is there redundancy for critical infrastructure?"),
        ),
    ),
    Section(
        "Third parties and regulation",
        (
            Asked("OP-14", "Do you require subprocessors to enter into data protection agreements?"),
            Asked("OP-15", "Do you monitor the certifications of your subprocessors?"),
            Asked("OP-16", "Do you have any active Business Associate Agreements in place?"),
            Asked("OP-17", "Are you certified to ISO/IEC 27001 yourselves?"),
        ),
    ),
)

TABS = (
    Tab("1 Access", "Access control", _ACCESS),
    Tab("2 Data", "Data protection", _DATA, placeholder="Select…"),
    Tab("3 Operations", "Operations and resilience", _OPERATIONS, named_list=True),
)
