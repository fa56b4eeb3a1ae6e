"""The child process: one JSON request on stdin, one JSON answer on stdout, nothing but lxml and calamine loaded."""

from __future__ import annotations

import gc
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exporters.delimited.comparing import compare_delimited
from exporters.delimited.scan import scan_delimited
from exporters.delimited.writing import write_delimited
from exporters.ooxml.comparing import compare_message
from exporters.ooxml.limits import Limits
from exporters.ooxml.scan import scan_message
from exporters.ooxml.writing import write_message
from exporters.word.comparing import compare_documents
from exporters.word.scan import scan_word
from exporters.word.writing import write_document
from knowledge.errors import InputRejected, PolicyRefused, SegqError

Json = dict[str, Any]

MEMORY_CODE, POLICY_CODE, INPUT_CODE = "memory", "policy", "input"


def _scan(request: Json, limits: Limits) -> Json:
    return scan_message(Path(request["path"]), limits, request.get("password"))


def _compare(request: Json, limits: Limits) -> Json:
    return compare_message(Path(request["path"]), Path(request["other"]), limits, request.get("password"))


TASKS: dict[str, Callable[[Json, Limits], Json]] = {
    "scan": _scan,
    "write": write_message,
    "compare": _compare,
    "scan-delimited": scan_delimited,
    "write-delimited": write_delimited,
    "compare-delimited": compare_delimited,
    "scan-word": scan_word,
    "write-word": write_document,
    "compare-word": compare_documents,
}


def confine(limits: Limits) -> None:
    """Bound address space and processor time before the first foreign byte is read."""
    memory = limits.memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: Json) -> Json:
    """Return the task's result, or the error as code, message and hint."""
    limits = Limits(**request["limits"])
    try:
        return {"result": TASKS[request["task"]](request, limits)}
    except PolicyRefused as refused:
        return _error(POLICY_CODE, refused)
    except SegqError as rejected:
        return _error(INPUT_CODE, rejected)
    except (MemoryError, RecursionError):
        return _error(MEMORY_CODE, InputRejected(""))


def _error(code: str, error: SegqError) -> Json:
    return {"error": {"code": code, "message": error.message, "hint": error.hint}}


def main() -> None:
    """Serve the one request."""
    gc.disable()  # one request, then the process ends: what is unreachable costs less than looking for it
    request = json.load(sys.stdin)
    confine(Limits(**request["limits"]))
    json.dump(answer(request), sys.stdout, separators=(",", ":"))


if __name__ == "__main__":
    main()
