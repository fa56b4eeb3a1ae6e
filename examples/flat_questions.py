"""What the flat example asks."""

from __future__ import annotations

from examples.asked import Asked, Section, Wanted

SECTIONS = (
    Section(
        "A. Organisation and assurance",
        (
            Asked("A1", "Does your company hold its own SOC 2 Type II report for the service we would be using?"),
            Asked("A2", "Has an independent firm carried out a penetration test of your application?"),
            Asked("A3", "Do all staff sign a confidentiality agreement when they join?"),
            Asked("A4", "Do all staff complete security awareness training at least once a year?"),
            Asked("A5", "Do you carry cyber liability insurance?"),
            Asked("A6", "If yes, what is the insured amount per claim?", Wanted.TEXT),
            Asked("A7", "Are background checks carried out on staff who have access to production systems?"),
        ),
    ),
    Section(
        "B. Access control",
        (
            Asked("B1", "Is multi-factor authentication required for your staff to reach production systems?"),
            Asked("B2", "Are access rights of your staff reviewed at least quarterly?"),
            Asked("B3", "Do your staff use any shared accounts?"),
            Asked("B4", "Describe how your staff's access to our data is limited.", Wanted.TEXT),
            Asked("B5", "Can our administrators give our users different roles within our account?"),
            Asked("B6", "Does the application keep audit logs of administrative events?"),
            Asked("B7", "Can our users sign in through our own SAML identity provider?"),
        ),
    ),
    Section(
        "C. Protection of our data",
        (
            Asked("C1", "Is our data encrypted at rest in your production databases?"),
            Asked("C2", "Are the hard disks of your staff's laptops encrypted?"),
            Asked("C3", "Which minimum TLS version do you accept on external connections?", Wanted.TEXT),
            Asked("C4", "How long do you keep backups?", Wanted.TEXT),
            Asked("C5", "How often are backups taken?", Wanted.TEXT),
            Asked("C6", "Are account passwords ever stored in clear text?"),
            Asked("C7", "In which country is our data stored and processed?", Wanted.TEXT),
            Asked("C8", "Do you use customer data to train your own machine-learning models?"),
            Asked("C9", "Is production data masked before it is used for testing?"),
        ),
    ),
    Section(
        "D. Application and infrastructure",
        (
            Asked("D1", "Does a web application firewall protect the application?"),
            Asked("D2", "Are changes to production systems subject to code review?"),
            Asked("D3", "Do you scan third-party libraries for known vulnerabilities?"),
            Asked("D4", "Within how many days do you fix critical vulnerabilities?", Wanted.TEXT),
            Asked("D5", "Do you operate a formal bug bounty programme?"),
        ),
    ),
    Section(
        "E. Incidents and continuity",
        (
            Asked("E1", "Do you maintain documented incident response procedures?"),
            Asked("E2", "Will you notify us within 72 hours of any breach that affects our data?"),
            Asked("E3", "Is on-call cover for incidents available 24/7?"),
            Asked("E4", "Has your company had a data breach in the last three years?"),
            Asked("E5", "Are procedures for restoring the service from backups tested?"),
            Asked("E6", "Please attach your current business continuity plan.", Wanted.TEXT),
        ),
    ),
    Section(
        "F. Suppliers and legal",
        (
            Asked("F1", "Do you review the security of subprocessors before you engage them?"),
            Asked("F2", "Please provide your current list of subprocessors.", Wanted.TEXT),
            Asked("F3", "Can the platform be used to process protected health information?"),
            Asked("F4", "Will you allow us to audit your premises once a year?"),
        ),
    ),
)
