"""Which members of two archives are the same, whatever they hold."""

from __future__ import annotations

from typing import Any

from exporters.ooxml.package import Member, Package


def compare_members(before: Package, after: Package) -> dict[str, Any]:
    """Return names of identical, changed, added and removed members, and how many are packed the same too."""
    old = {member.name: member for member in before.members if not member.is_folder}
    new = {member.name: member for member in after.members if not member.is_folder}
    common = [name for name in old if name in new]
    same = [name for name in common if _identical(before, old[name], after, new[name])]
    kept = set(same)
    return {
        "identical": same,
        "raw_identical": sum(before.packed(old[name]) == after.packed(new[name]) for name in same),
        "changed": [name for name in common if name not in kept],
        "added": [name for name in new if name not in old],
        "removed": [name for name in old if name not in new],
    }


def _identical(before: Package, old: Member, after: Package, new: Member) -> bool:
    return (old.crc, old.size) == (new.crc, new.size) and before.read(old.name) == after.read(new.name)
