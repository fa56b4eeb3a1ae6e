"""500 questions against knowledge bases of 1k, 10k and 100k statements: time, memory, and what preselection changes.

Everything is synthetic, and repeatable. Statements are filled from templates and word lists. Their vectors are not
MiniLM's, which would take hours for 100k statements: each is the normalised sum of pseudo-random unit vectors, one for
each hashed word and pair of words, so that texts with words in common are near. The time of embedding the questions is
therefore left out (`make bench` measures it); loading, comparing and choosing are the real code.

Usage: bench_scale.py [--sizes 1000 10000 100000] [--questions 500] [--weights 0.5 0.2 0.2 0.35] [--json]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge import snapshot
from knowledge.embeddings.weights import ModelFolder
from knowledge.search.index import BaseReader, open_index
from knowledge.search.retrieval import LARGE, Searcher
from knowledge.statement import Answers, AskedForm, Document, Gap, KnowledgeBase, Statement, YesNo
from knowledge.stems import terms

import numpy as np  # isort: skip  (after knowledge.search, which loads it with one BLAS thread)
from numpy.typing import NDArray  # isort: skip

COLUMNS = (
    "statements",
    "phrases",
    "build s",
    "start s",
    "500 questions s",
    "of CPU s",
    "again s",
    "peak MB",
    "build peak MB",
    "same top 5",
)
TOP = 5
_AT_ONCE = 64
"""Questions answered by one searcher without preselection (2.4 MB each at 100k statements): the blocks of retrieval."""

ACTORS = "employees,contractors,administrators,engineers,customers,suppliers,auditors,visitors,support staff,interns"
ACTIONS = (
    "encrypted,backed up,reviewed,logged,deleted,tested,monitored,classified,approved,scanned,archived,replicated,"
    "patched,segregated,restricted,inventoried,rotated,signed,anonymised,escalated"
)
THINGS = (
    "database,backup,access log,encryption key,firewall rule,laptop,mobile device,source code,container image,"
    "incident,vulnerability,vendor contract,password,certificate,audit report,data centre,network segment,"
    "change request,recovery plan,privacy notice,training record,background check,API token,storage bucket,"
    "support ticket,payroll file,development environment,production host,message queue,data export,visitor badge,"
    "penetration test,risk register,security policy,board report,software licence,cookie banner,subprocessor list"
)
PLACES = (
    "Lisbon,Frankfurt,Dublin,Virginia,Oregon,Tokyo,Sydney,Toronto,São Paulo,Singapore,London,Paris,Mumbai,Stockholm"
)
TIMES = (
    "daily,weekly,monthly,quarterly,twice a year,annually,on every change,within 24 hours,within 30 days,continuously"
)
MEANS = (
    "AES-256,TLS 1.3,multi-factor authentication,a hardware module,role-based access,a ticketing system,two approvers,"
    "static analysis,a managed service,an external firm,immutable storage,an internal tool,separate accounts,a runbook"
)
LISTS = {
    name: tuple(words.split(","))
    for name, words in {
        "actor": ACTORS,
        "action": ACTIONS,
        "thing": THINGS,
        "place": PLACES,
        "time": TIMES,
        "means": MEANS,
    }.items()
}
TITLES = ("{thing} {code} {action} {time}", "{place}: {thing} {code}", "{thing} {code} for {actor}")
CLAIMS = (
    "Every {thing} of the {code} product that {actor} use in {place} is {action} {time} with {means}.",
    "In {place}, {actor} keep each {code} {thing} {action} {time} by means of {means}.",
    "The {code} {thing} is {action} {time}; {actor} in {place} rely on {means}.",
)
ASKS = (
    "Is the {thing} of {code} that {actor} use in {place} {action} {time}?",
    "How often is each {code} {thing} in {place} {action}?",
    "Do {actor} have the {code} {thing} {action} with {means}?",
)
REWORDED = (
    "Please describe whether your company has the {thing} used by {actor} in {place} {action} {time} using {means}.",
    "Are {actor} required to keep every {code} {thing} {action} at least {time}?",
    "Which controls make sure that the {thing} in {place} is {action} with {means}, and how often?",
    "Does {code} have {means} for the {thing}?",
)


def main() -> None:
    """Measure every size in processes of its own and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument(
        "--weights",
        type=float,
        nargs=4,
        default=[0.5, 0.2, 0.2, 0.35],
        help="of question, alias, answer and lexical in the order that is compared",
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--child", choices=tuple(CHILDREN), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        measured = CHILDREN[options.child](options)
        print(json.dumps({**measured, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}))
        return
    rows = [measure(size, options) for size in options.sizes]
    print(json.dumps({"schema_version": 1, "sizes": rows}) if options.json else as_table(rows))


def measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one size; the parent only starts the children."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("base", "model"):
            (folder / part).mkdir()
        (folder / "base" / "base.yaml").write_text(str(size))
        (folder / "model" / "config.json").write_text("{}")
        built, asked, full = (child(name, folder, options) for name in CHILDREN)
    same = sum(one == other for one, other in zip(asked["top"], full["top"], strict=True))
    return {
        "statements": size,
        "phrases": asked["phrases"],
        "build s": built["seconds"],
        "start s": asked["start"],
        "500 questions s": asked["first"],
        "of CPU s": asked["cpu"],
        "again s": asked["again"],
        "peak MB": asked["peak"],
        "build peak MB": built["peak"],
        "same top 5": same / len(full["top"]),
        "kept": asked["kept"],
        "full s": full["first"],
    }


def child(name: str, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Run one part in a process of its own, whose peak memory is then its own too."""
    weights = [str(weight) for weight in options.weights]
    command = [sys.executable, __file__, "--child", name, "--folder", str(folder)]
    command += ["--questions", str(options.questions), "--weights", *weights]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def build(options: argparse.Namespace) -> dict[str, Any]:
    """Compile the index from nothing; making the synthetic statements is part of it."""
    start = time.perf_counter()
    _open(options.folder)
    return {"seconds": time.perf_counter() - start}


def ask(options: argparse.Namespace) -> dict[str, Any]:
    """Start from the compiled index and answer the questions, twice."""
    start = time.perf_counter()
    searcher = _open(options.folder)
    started = time.perf_counter()
    texts = questions(options)
    begin, before = time.perf_counter(), time.process_time()
    found = searcher.retrieve(texts)
    end, worked = time.perf_counter(), time.process_time() - before
    searcher.retrieve(texts)
    again = time.perf_counter() - end
    return {
        "start": started - start,
        "first": end - begin,
        "cpu": worked,
        "again": again,
        "phrases": len(searcher.index.phrases),
        "kept": sum(len(each.places) for each in found) / len(found),
        "top": [top(each, options.weights) for each in found],
    }


def exhaustive(options: argparse.Namespace) -> dict[str, Any]:
    """Answer the same questions with every statement in every retrieval."""
    index, embedder = _open(options.folder).index, HashedWords()
    texts, found, seconds = questions(options), [], 0.0
    for start in range(0, len(texts), _AT_ONCE):
        searcher = Searcher(index, embedder, large=sys.maxsize)
        begin = time.perf_counter()
        some = searcher.retrieve(texts[start : start + _AT_ONCE])
        seconds += time.perf_counter() - begin
        found += [top(each, options.weights) for each in some]
    return {"first": seconds, "top": found}


CHILDREN = {"build": build, "ask": ask, "exhaustive": exhaustive}


def top(found: Any, weights: Sequence[float]) -> list[tuple[int, float]]:
    """Return place and score of the best few statements by a weighted sum, the first place first among equals."""
    parts = (found.question, found.alias, found.answer, found.lexical)
    score = np.asarray(weights) @ np.stack(parts)
    best = np.lexsort((found.places, -score))[:TOP]
    return [(int(found.places[place]), round(float(score[place]), 4)) for place in best]


def _open(folder: Path) -> Searcher:
    reader = BaseReader(
        load=lambda root: synthetic_base(int((root / "base.yaml").read_text())),
        digest=lambda root: hashlib.sha256((root / "base.yaml").read_bytes()).hexdigest(),
        dump=snapshot.dump,
        restore=snapshot.load,
    )
    model, embedder = ModelFolder(folder / "model", "hashed-words"), HashedWords()
    index = open_index(folder / "base", cache=folder / "cache", model=model, embedder=embedder, reader=reader)
    return Searcher(index, embedder)


class HashedWords:
    """An embedder that needs no weights: a random projection of hashed words and pairs of words, of unit length."""

    model_id = "hashed-words"
    dimensions = 384
    _BUCKETS = 16_384

    def __init__(self) -> None:
        table = np.random.default_rng(0).standard_normal((self._BUCKETS, self.dimensions), dtype=np.float32)
        self._table = table / np.linalg.norm(table, axis=1, keepdims=True)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit rows of shape (len(texts), 384)."""
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            words = terms(text) or (text,)
            pairs = (f"{one} {other}" for one, other in pairwise(words))
            buckets = [zlib.crc32(word.encode()) % self._BUCKETS for word in (*words, *pairs)]
            row[:] = self._table[buckets].sum(axis=0)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
        return rows


def synthetic_base(size: int) -> KnowledgeBase:
    """Return so many statements, with the documents and gaps of an ordinary base."""
    chosen = random.Random(1)  # noqa: S311 (repeatable is what is wanted)
    documents = [Document(f"doc-{n}", f"{thing} report", "report", "ask") for n, thing in enumerate(LISTS["thing"])]
    gaps = [Gap(f"gap-{n}", f"{place} office", (f"Who cleans {place}?",)) for n, place in enumerate(LISTS["place"])]
    statements = tuple(_statement(number, chosen) for number in range(size))
    return KnowledgeBase("synthetic", statements, tuple(documents), tuple(gaps))


def _statement(number: int, chosen: random.Random) -> Statement:
    words = _words(chosen)
    claim, short = (template.format(**words) for template in chosen.sample(CLAIMS, 2))
    asked = chosen.sample(ASKS, chosen.choice((1, 1, 2)))
    others = chosen.sample(REWORDED, 2) if chosen.random() < 0.2 else ()
    return Statement(
        id=f"statement-{number}",
        title=chosen.choice(TITLES).format(**words),
        claim=claim,
        answers=Answers(short=short, full=claim),
        questions=tuple(AskedForm(template.format(**words), YesNo.YES) for template in asked),
        partly_answers=tuple(template.format(**words) for template in others[:1]),
        does_not_answer=tuple(template.format(**words) for template in others[1:]),
    )


def questions(options: argparse.Namespace) -> list[str]:
    """Return distinct questions in other words than the statements', and made of other choices of words."""
    return list(_distinct(options.questions, random.Random(2)))  # noqa: S311


def _distinct(count: int, chosen: random.Random) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        text = chosen.choice(REWORDED + ASKS).format(**_words(chosen))
        if text not in seen:
            seen.add(text)
            yield text


def _words(chosen: random.Random) -> dict[str, str]:
    words = {name: chosen.choice(choices) for name, choices in LISTS.items()}
    return {**words, "code": f"{chosen.choice('ABCDEFGHKLMNPRST')}{chosen.randrange(40)}x"}


def as_table(rows: Sequence[dict[str, Any]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    for row in rows:
        cells = [f"{row[name]:.3g}" if isinstance(row[name], float) else f"{row[name]:,}" for name in COLUMNS]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, f"\nPreselection begins above {LARGE:,} statements."])


if __name__ == "__main__":
    main()
