from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.embeddings import find_model
from knowledge.embeddings.weights import ModelFolder
from knowledge.errors import KnowledgeError
from knowledge.search import index as index_module
from knowledge.search import store
from knowledge.search.index import Index, open_index
from knowledge.search.phrases import PhraseKind, phrases_of
from knowledge.statement import KnowledgeBase
from tests.knowledge.search.small_base import STATEMENTS, reader, write_base

MODEL = find_model()


class CountingEmbedder:
    """Vectors made from the text alone, and a record of what was asked."""

    model_id = "counting"
    dimensions = 4

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.array([[len(text), 1, 2, 3] for text in texts], dtype=np.float32).reshape(len(texts), 4)


class Bench:
    """A base, a cache and everything that counts how often they were worked on."""

    def __init__(self, folder: Path) -> None:
        self.root = write_base(folder / "base")
        self.cache = folder / "cache"
        self.embedder = CountingEmbedder()
        self.loads: list[Path] = []

    def open(self, **changes: Any) -> Index:
        settings = {"cache": self.cache, "model": MODEL, "embedder": self.embedder, "reader": reader(self.loads)}
        return open_index(self.root, **{**settings, **changes})

    @property
    def folder(self) -> Path:
        (folder,) = self.cache.iterdir()
        return folder

    def forget(self) -> None:
        self.embedder.embedded.clear()
        self.loads.clear()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def same(one: Index, other: Index) -> bool:
    return (one.base, one.phrases, one.source, one.model) == (
        other.base,
        other.phrases,
        other.source,
        other.model,
    ) and np.array_equal(one.vectors[one.rows], other.vectors[other.rows])


def test_a_second_start_neither_loads_the_base_nor_embeds_nor_hashes_the_weights(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bench.open()
    bench.forget()
    monkeypatch.setattr(ModelFolder, "verify", lambda _: pytest.fail("hashed the weights"))
    assert same(bench.open(), first)
    assert (bench.embedder.embedded, bench.loads) == ([], [])


def test_an_edit_embeds_only_the_new_texts(bench: Bench) -> None:
    bench.open()
    bench.forget()
    edited = [{**STATEMENTS[0], "aliases": ["storage encryption", "cipher"]}, *STATEMENTS[1:]]
    write_base(bench.root, edited)
    index = bench.open()
    assert bench.embedder.embedded == ["cipher"]
    assert index.base.statements[0].aliases == ("storage encryption", "cipher")


def test_touched_but_equal_files_are_not_loaded_again(bench: Bench) -> None:
    bench.open()
    bench.forget()
    os.utime(bench.root / "base.yaml", ns=(1, 1))
    bench.open()
    assert (bench.embedder.embedded, bench.loads) == ([], [])


def test_an_added_file_is_noticed(bench: Bench) -> None:
    first = bench.open()
    write_base(bench.root, STATEMENTS[:2])
    (bench.root / "more.yml").write_text("{}")
    assert len(bench.open().base.statements) == len(first.base.statements) - 1


@pytest.mark.parametrize("damage", [b"", b"not an index", b"{}", b"\x00" * 500])
@pytest.mark.parametrize("pattern", ["index.json", "vectors-*.npy", "postings-*.npy"])
def test_a_damaged_cache_is_rebuilt(bench: Bench, pattern: str, damage: bytes) -> None:
    first = bench.open()
    (path,) = bench.folder.glob(pattern)
    path.write_bytes(damage)
    bench.forget()
    assert same(bench.open(), first)
    assert bench.loads
    assert store.read(bench.folder) is not None


def test_one_flipped_letter_in_the_stored_text_is_noticed(bench: Bench) -> None:
    first = bench.open()
    path = bench.folder / "index.json"
    path.write_bytes(path.read_bytes().replace(b"AES-256", b"AES-128"))
    assert same(bench.open(), first)


def test_another_format_is_rebuilt(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.open()
    bench.forget()
    monkeypatch.setattr(store, "FORMAT", store.FORMAT + 1)
    bench.open()
    assert bench.loads


def test_vectors_of_other_weights_are_not_reused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.open()
    bench.forget()
    monkeypatch.setattr(ModelFolder, "verify", lambda _: "other")
    monkeypatch.setattr(ModelFolder, "stamp", lambda _: (("model.safetensors", 1, 1),))
    assert bench.open().model == "other"
    assert bench.embedder.embedded


def test_touched_weights_are_hashed_in_full_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.open()
    bench.forget()
    hashed: list[str] = []
    real = ModelFolder.verify

    def verify(model: ModelFolder) -> str:
        hashed.append(model.name)
        return real(model)

    monkeypatch.setattr(ModelFolder, "verify", verify)
    monkeypatch.setattr(ModelFolder, "stamp", lambda _: (("model.safetensors", 1, 1),))
    bench.open()
    assert hashed == [MODEL.name]
    assert bench.embedder.embedded == []


def test_without_a_cache_the_index_is_made_in_memory(bench: Bench) -> None:
    assert bench.open(cache=None).base.statements
    assert not bench.cache.exists()


def test_a_cache_that_cannot_be_written_is_no_error(bench: Bench) -> None:
    bench.cache.write_text("a file where the folder should be")
    assert bench.open().base.statements


def test_concurrent_builders_leave_one_whole_index(bench: Bench) -> None:
    with ThreadPoolExecutor(4) as pool:
        indexes = list(pool.map(lambda _: bench.open(embedder=CountingEmbedder()), range(8)))
    assert all(same(index, indexes[0]) for index in indexes)
    stored = store.read(bench.folder)
    assert stored is not None
    assert not list(bench.folder.glob(".new-*"))


def test_an_empty_base_has_an_empty_index(bench: Bench) -> None:
    write_base(bench.root, [])
    index = bench.open()
    assert {phrase.kind for phrase in index.phrases} == {PhraseKind.DOCUMENT, PhraseKind.GAP}
    assert same(bench.open(), index)


def test_a_base_of_several_pieces_comes_back_whole_and_in_order(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_PIECE", 2)
    first = bench.open()
    bench.forget()
    assert same(bench.open(), first)
    assert bench.loads == []


def test_a_large_array_is_mapped_and_hashed_all_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MAPPED_BYTES", 0)
    first = bench.open()
    bench.forget()
    assert same(bench.open(), first)
    assert bench.loads == []
    (path,) = bench.folder.glob("postings-*.npy")
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert same(bench.open(), first)
    assert bench.loads


def test_a_snapshot_of_another_layout_costs_no_vector(bench: Bench) -> None:
    first = bench.open()
    bench.forget()

    def refuse(_: object) -> KnowledgeBase:
        raise KnowledgeError("another layout", "rebuild")

    assert same(bench.open(reader=replace(reader(bench.loads), restore=refuse)), first)
    assert (bench.embedder.embedded, len(bench.loads)) == ([], 1)


def test_phrases_in_another_order_are_not_given_the_stored_vectors(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bench.open()
    monkeypatch.setattr(index_module, "phrases_of", lambda base: phrases_of(base)[::-1])
    index = bench.open()
    vector = {phrase.text: first.vectors[row] for phrase, row in zip(first.phrases, first.rows, strict=True)}
    for phrase, row in zip(index.phrases, index.rows, strict=True):
        assert np.array_equal(index.vectors[row], vector[phrase.text])


def test_classifier_and_rarity_come_back_from_the_cache(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    first = bench.open()
    monkeypatch.setattr(index_module, "train_topics", lambda *_: pytest.fail("trained again"))
    again = bench.open()
    assert first.topics is not None
    assert again.topics is not None
    assert np.array_equal(again.topics.weights, first.topics.weights)
    assert np.array_equal(again.topics.kinds, first.topics.kinds)
    assert np.array_equal(again.topics.owners, first.topics.owners)
    assert again.rarity == first.rarity


def test_a_base_without_a_classifier_comes_back_from_the_cache_without_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "train_topics", lambda *_: None)
    assert bench.open().topics is None
    bench.forget()
    assert bench.open().topics is None
    assert bench.loads == []


def test_the_classifier_of_another_base_is_trained_anew(bench: Bench) -> None:
    first = bench.open()
    stored = store.read(bench.folder)
    assert stored is not None
    assert store.write(bench.folder, replace(stored, topics=stored.topics[1:]))
    bench.forget()
    again = bench.open()
    assert first.topics is not None
    assert again.topics is not None
    assert np.array_equal(again.topics.weights, first.topics.weights)
    assert (bench.embedder.embedded, len(bench.loads)) == ([], 1)


def test_wrong_weights_are_refused_before_anything_is_embedded(bench: Bench) -> None:
    with pytest.raises(KnowledgeError, match="expected 00"):
        bench.open(model=ModelFolder(MODEL.path, MODEL.name, {"tokenizer.json": "00"}))
    assert bench.embedder.embedded == []


def test_a_base_that_is_no_folder_is_named(bench: Bench) -> None:
    bench.root = bench.root / "nowhere"
    with pytest.raises(KnowledgeError, match="nowhere: cannot be read"):
        bench.open()


def test_nothing_in_the_cache_is_a_pickle(bench: Bench) -> None:
    bench.open()
    assert {path.suffix for path in bench.folder.iterdir()} == {".json", ".npy"}
