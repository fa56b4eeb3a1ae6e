"""The parent's side of the child process in which foreign XML is read and written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from exporters.ooxml.limits import Limits
from knowledge.errors import InputRejected, PolicyRefused

Json = dict[str, Any]

_ROOT = Path(__file__).resolve().parent.parent


def run_task(task: str, path: Path, limits: Limits, *, prefix: bool = True, **arguments: object) -> Json:
    """Return the child's result for one file; ``prefix`` puts the file's name before messages that lack it.

    Raises InputRejected or PolicyRefused, each naming the file; a child that had to be stopped is an InputRejected.
    """
    request = {"task": task, "path": str(path), "limits": limits.as_dict(), **arguments}
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "exporters.child"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.wall_seconds,
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired as late:
        raise _overdrawn(path, f"more than {limits.wall_seconds} seconds") from late
    return _result(path, done, limits, prefix=prefix)


def _environment() -> dict[str, str]:
    """Return an environment with only what Python needs to find this package, and no traces of tracing tools."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def _result(path: Path, done: subprocess.CompletedProcess[bytes], limits: Limits, *, prefix: bool) -> Json:
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _overdrawn(path, f"more than {limits.cpu_seconds} seconds")
    if done.returncode != 0 or not done.stdout:
        raise _crashed(path, done, limits)
    message: Json = json.loads(done.stdout)
    if "result" in message:
        result: Json = message["result"]
        return result
    error = message["error"]
    if error["code"] == "memory":
        raise _overdrawn(path, f"more than {limits.memory_mb} MB")
    kind = PolicyRefused if error["code"] == "policy" else InputRejected
    raise kind(f"{path.name}: {error['message']}" if prefix else error["message"], error["hint"])


def _crashed(path: Path, done: subprocess.CompletedProcess[bytes], limits: Limits) -> InputRejected:
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if done.returncode in (-signal.SIGABRT, -signal.SIGSEGV) or "MemoryError" in last:
        return _overdrawn(path, f"more than {limits.memory_mb} MB")
    return InputRejected(
        f"{path.name}: reading stopped unexpectedly ({last[:200] or f'status {done.returncode}'}).",
        "Save the file anew in Excel and try again; please report it if that fails too.",
    )


def _overdrawn(path: Path, what: str) -> InputRejected:
    return InputRejected(
        f"{path.name}: needed {what} to read, which no ordinary questionnaire does.",
        "Save the file anew in Excel, without empty formatted rows, and try again.",
    )
