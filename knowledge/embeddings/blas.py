"""One BLAS thread per process: two embedding processes on two cores must not fight over them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

_VARIABLE = "OPENBLAS_NUM_THREADS"


def import_numpy() -> None:
    """Load numpy with a single BLAS thread, which also saves starting the others; no-op once it is loaded.

    OpenBLAS reads the variable while its library loads, so the environment is put back at once
    and child processes never inherit it.
    """
    if "numpy" in sys.modules:
        return
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        import numpy  # noqa: F401, ICN001
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before
    _loaded_by_us.append(True)


_loaded_by_us: list[bool] = []


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Hold BLAS to one thread, also where somebody else loaded numpy first."""
    import_numpy()
    if _loaded_by_us:
        yield
        return
    try:
        threadpoolctl = import_module("threadpoolctl")
    except ImportError:
        yield
        return
    with threadpoolctl.threadpool_limits(limits=1, user_api="blas"):
        yield
