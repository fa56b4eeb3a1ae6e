"""The version of every JSON object that segq prints or writes (docs/json.md)."""

SCHEMA_VERSION = 1
