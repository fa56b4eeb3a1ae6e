"""The workspace on disk: questionnaires, reviews, ledger and audit log in one database."""
