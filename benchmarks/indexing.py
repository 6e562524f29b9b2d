"""Indexing speed: chunks a second through the whole path, as a ratio to the model's bare encode().

python benchmarks/indexing.py [--briefs 40]
"""

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

from corpus.brief import Brief, Chunk, Source
from corpus.chunking import chunk_brief
from vectorstore.embedding import SentenceEmbedder
from vectorstore.indexing import Indexer
from vectorstore.retriever import HybridRetriever

WORDS = """harbour ferry council minister agreed fee report spring border talks winter aid quota vessel region vote
delayed office figures rose after before during between officials said measure budget""".split()


def make_brief(number: int) -> Brief:
    """A brief of about 900 words that mean nothing."""
    chance = random.Random(number)
    sentences = [" ".join(chance.choices(WORDS, k=18)).capitalize() + "." for _ in range(50)]
    text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, 50, 5))
    name = f"brief-{number}"
    return Brief(name, text, Source(name, f"Brief {number}", f"{name}.md", published="2020"))


def measure(briefs: list[Brief], tokens: int = 160) -> dict[str, float]:
    """Rates in chunks a second, and the median time of a search in milliseconds."""
    embedder = SentenceEmbedder.load()

    def cut(brief: Brief) -> tuple[Chunk, ...]:
        return chunk_brief(brief, embedder.count_tokens, tokens, 1)

    embedder.embed(["warm"])
    chunks = [chunk for brief in briefs for chunk in cut(brief)]
    started = time.perf_counter()
    embedder.embed([f"{chunk.header}\n{chunk.text}" for chunk in chunks])
    plain = len(chunks) / (time.perf_counter() - started)
    with tempfile.TemporaryDirectory() as folder:
        indexer = Indexer(Path(folder), embedder, cut, tokens, 1)
        started = time.perf_counter()
        indexer.sync(briefs)
        indexed = len(chunks) / (time.perf_counter() - started)
        search = _median_search(HybridRetriever(indexer.open_store(), embedder))
        indexer.store.close()
    return {
        "chunks": len(chunks),
        "encode_per_second": round(plain, 1),
        "indexed_per_second": round(indexed, 1),
        "ratio": round(indexed / plain, 2),
        "search_ms": round(search * 1000, 1),
    }


def _median_search(retriever: HybridRetriever) -> float:
    times = []
    for number in range(31):
        question = " ".join(random.Random(number).choices(WORDS, k=8))
        started = time.perf_counter()
        retriever.retrieve(question, 12)
        times.append(time.perf_counter() - started)
    return sorted(times)[len(times) // 2]


def main() -> None:
    """Prints one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--briefs", type=int, default=40)
    print(json.dumps(measure([make_brief(number) for number in range(parser.parse_args().briefs)])))


if __name__ == "__main__":
    main()
