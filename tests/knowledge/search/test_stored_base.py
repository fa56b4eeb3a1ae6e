from __future__ import annotations

from pathlib import Path

from knowledge.search.index import stored_base
from tests.knowledge.search.small_base import reader
from tests.knowledge.search.test_index import MODEL, Bench


def stored(bench: Bench) -> object:
    return stored_base(bench.root, cache=bench.cache, model=MODEL, reader=reader(bench.loads))


def test_the_base_of_a_compiled_index_is_read_without_its_files(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    index = bench.open()
    bench.forget()
    assert stored(bench) == index.base
    assert bench.loads == []
    assert bench.embedder.embedded == []


def test_there_is_none_before_it_is_compiled_and_after_the_base_has_changed(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    assert stored(bench) is None
    bench.open()
    changed = next(bench.root.glob("*.yaml"))
    changed.write_text(changed.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    assert stored(bench) is None


def test_there_is_none_where_the_stored_index_is_damaged(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.open()
    (bench.folder / "index.json").write_text("{}", encoding="utf-8")
    assert stored(bench) is None
