from __future__ import annotations

import math

import numpy as np
import pytest

from knowledge.embeddings import find_model
from knowledge.embeddings.bert import erf, gelu
from knowledge.embeddings.light import LightEmbedder
from knowledge.embeddings.reference import ReferenceEmbedder

HARD_INPUTS = {
    "empty": "",
    "one letter": "a",
    "plain": "Is stored customer data encrypted?",
    "longer than the model reads": "retention of audit records " * 120,
    "one endless word": "x" * 900,
    "emoji": "🔐 keys rotated? 👩🏽‍💻 🇵🇹",
    "chinese": "贵公司是否对静态数据进行加密？",
    "japanese": "保存データは暗号化されていますか。",
    "korean": "저장된 데이터는 암호화됩니까?",
    "arabic and thai": "هل البيانات مشفرة؟ ข้อมูลถูกเข้ารหัส",
    "accents": "Où sont conservées les données chiffrées à Besançon? Ação, naïve, Ångström",
    "combining accents": "résumé cafe\u0301",
    "ligatures and sharp s": "eﬃcient Straße İstanbul ΣΊΣΥΦΟΣ",
    "newlines and tabs": "first\nsecond\r\n\tthird\u2028fourth",
    "36 blanks": " " * 36,
    "36 blanks between": "left" + " " * 36 + "right",
    "odd blanks": "a\u00a0b\u2003c\u3000d",
    "numbers": "99.95 % over 12 months, AES-256, TLS 1.2, 1,234.56 EUR, 2026-05-26",
    "control characters": "a\x00b\x01c\x7fd\x1be\ufffdf",
    "invisible characters": "zero\u200bwidth \ufeffmark soft\u00adhyphen \u202eright to left",
    "special tokens as text": "[CLS] [SEP] [MASK] [PAD] [UNK]",
    "markup": "<script>alert('x')</script> {{ name }} =1+1",
}


@pytest.fixture(scope="module")
def light() -> LightEmbedder:
    return LightEmbedder(find_model())


@pytest.mark.slow
def test_the_light_runtime_equals_the_reference_on_hard_inputs(light: LightEmbedder) -> None:
    texts = list(HARD_INPUTS.values())
    difference = np.abs(light.embed(texts) - ReferenceEmbedder(find_model()).embed(texts)).max(axis=1)
    assert {name: far for name, far in zip(HARD_INPUTS, difference, strict=True) if far > 1e-5} == {}


def test_vectors_are_unit_rows_of_float32(light: LightEmbedder) -> None:
    vectors = light.embed(list(HARD_INPUTS.values()))
    assert vectors.shape == (len(HARD_INPUTS), light.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(light: LightEmbedder) -> None:
    assert light.embed([]).shape == (0, 384)


def test_rows_keep_the_order_of_the_texts(light: LightEmbedder) -> None:
    texts = [f"question {'very ' * (number % 7)}long, number {number}" for number in range(60)]
    together = light.embed(texts)
    assert np.abs(together - np.concatenate([light.embed([text]) for text in texts])).max() < 1e-5


def test_threads_do_not_change_a_bit(light: LightEmbedder) -> None:
    texts = [f"Is control {number} tested {'and documented ' * (number % 9)}?" for number in range(150)]
    assert np.array_equal(light.embed(texts), LightEmbedder(find_model(), threads=2).embed(texts))


def test_a_text_is_read_up_to_256_tokens_and_no_further(light: LightEmbedder) -> None:
    words = ["audit"] * 254
    short, full, longer = light.embed([" ".join(words[:200]), " ".join(words), " ".join([*words, "penguin"])])
    assert np.allclose(full, longer, rtol=0, atol=1e-6)
    assert not np.allclose(short, full, rtol=0, atol=1e-6)


def test_erf_is_exact_to_float32() -> None:
    x = np.linspace(-7, 7, 20_001, dtype=np.float32)
    assert np.abs(erf(x) - [math.erf(value) for value in x]).max() < 5e-7


def test_gelu_takes_the_exact_form_on_every_row() -> None:
    x = np.linspace(-7, 7, 1_001 * 3, dtype=np.float32).reshape(1_001, 3)
    expected = [[value * (1 + math.erf(value / math.sqrt(2))) / 2 for value in row] for row in x.tolist()]
    gelu(x)
    assert np.abs(x - expected).max() < 3e-6
