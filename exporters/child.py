"""The child process: one JSON request on stdin, one JSON answer on stdout, nothing but lxml and calamine loaded.

Only the modules of the task that is asked for are loaded: on a small file loading takes half of the time.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exporters.ooxml.limits import Limits
from knowledge.errors import InputRejected, PolicyRefused, SegqError

Json = dict[str, Any]
Task = Callable[[Json, Limits], Json]

MEMORY_CODE, POLICY_CODE, INPUT_CODE = "memory", "policy", "input"


def _scan() -> Task:
    from exporters.ooxml.scan import scan_message

    return lambda request, limits: scan_message(Path(request["path"]), limits, request.get("password"))


def _write() -> Task:
    from exporters.ooxml.writing import write_message

    return write_message


def _compare() -> Task:
    from exporters.ooxml.comparing import compare_message

    return lambda request, limits: compare_message(
        Path(request["path"]), Path(request["other"]), limits, request.get("password")
    )


def _scan_delimited() -> Task:
    from exporters.delimited.scan import scan_delimited

    return scan_delimited


def _write_delimited() -> Task:
    from exporters.delimited.writing import write_delimited

    return write_delimited


def _compare_delimited() -> Task:
    from exporters.delimited.comparing import compare_delimited

    return compare_delimited


def _scan_word() -> Task:
    from exporters.word.scan import scan_word

    return scan_word


def _write_word() -> Task:
    from exporters.word.writing import write_document

    return write_document


def _compare_word() -> Task:
    from exporters.word.comparing import compare_documents

    return compare_documents


TASKS: dict[str, Callable[[], Task]] = {
    "scan": _scan,
    "write": _write,
    "compare": _compare,
    "scan-delimited": _scan_delimited,
    "write-delimited": _write_delimited,
    "compare-delimited": _compare_delimited,
    "scan-word": _scan_word,
    "write-word": _write_word,
    "compare-word": _compare_word,
}


def confine(limits: Limits) -> None:
    """Bound address space and processor time before the first foreign byte is read."""
    memory = limits.memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(task: Task, request: Json, limits: Limits) -> Json:
    """Return the task's result, or the error as code, message and hint."""
    try:
        return {"result": task(request, limits)}
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
    limits, task = Limits(**request["limits"]), TASKS[request["task"]]()
    confine(limits)
    sys.stdout.write(json.dumps(answer(task, request, limits), separators=(",", ":")))  # dump encodes in Python
    sys.stdout.flush()
    os._exit(0)  # what was read is given back as a whole, not element by element


if __name__ == "__main__":
    main()
