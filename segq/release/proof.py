"""What an export proved, in a few lines for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator

from segq.release.writing import Exported

_LEFT_SHOWN = 5


def proof_lines(exported: Exported) -> tuple[str, ...]:
    """Return the certificate's summary; all of it is in the ledger, or beside ``segq verify``'s output."""
    return tuple(_lines(exported, json.loads(exported.certificate)))


def _lines(exported: Exported, proof: dict[str, object]) -> Iterator[str]:
    release = exported.release
    yield f"{'Released' if release else 'Draft written'}: {exported.target}"
    if release is not None:
        yield f"In the ledger as release {release.id}, by {release.by}"
        yield from (f"On record: {each}" for each in release.overrides)
    yield f"Clearance: {proof['clearance']}, as of {proof['as_of']}"
    changed, parts = _list(proof, "changed"), int(str(proof["parts"]))
    yield f"Parts: {parts - len(changed)} of {parts} byte-identical, {len(changed)} changed"
    left = _list(proof, "left")
    yield f"Places written: {len(_list(proof, 'written'))}; left as they were: {len(left)}"
    yield from (f"  left {each['at']}: {each['why']}" for each in left[:_LEFT_SHOWN])
    yield f"Dropdowns: {proof['dropdowns_before']} before, {proof['dropdowns_after']} after"
    yield f"Read back by {proof['reread_by']}"
    yield "sha256 of original and result:"
    yield _sha(proof, "source")
    yield _sha(proof, "result")


def _list(proof: dict[str, object], name: str) -> list[dict[str, object]]:
    found = proof[name]
    return found if isinstance(found, list) else []


def _sha(proof: dict[str, object], name: str) -> str:
    found = proof[name]
    return str(found["sha256"]) if isinstance(found, dict) else ""
