"""How fast the library keeps, finds and re-embeds filings.

    python -m bench.library FILE...

Reads the files once, untimed; then, in one process: adding each filing (vectors, words, rows, checks against others);
searches, in one filing and over all, the first after opening and the rest warm; embedding all anew after a change of
embedder, and searches beside that work. Prints seconds, passages a second, and what a filing takes on disk.
"""

import argparse
import statistics
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from core.filings import Filing, ReadFiling
from core.settings import Settings
from ingest.reader import read_filing
from library.embedders import StaticEmbedder, make_embedder
from library.library import Library
from library.reembedding import reembed_stale

ROUNDS = 5
QUERIES = (
    "What drove the change in revenue?",
    "cash provided by operating activities",
    "total debt and the credit facility",
    "legal proceedings and contingencies",
    "effective tax rate",
    "Is the company capital-intensive?",
)


class Another(StaticEmbedder):
    """The default embedder under another name: what changing the embedder costs, without its model."""

    name = "another"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    files: list[Path] = parser.parse_args().files
    readings = [read_filing(file) for file in files]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        passages = _adding(home, readings, files)
        _searching(home)
        _reembedding(home, passages)


def _adding(home: Path, readings: Sequence[ReadFiling], files: Sequence[Path]) -> int:
    library = Library(home, make_embedder(Settings(home=home)))
    prepared = _timed(library.prepare)
    seconds = [_timed(partial(library.add, reading, file)) for reading, file in zip(readings, files, strict=True)]
    passages = sum(filing.passage_count for filing in library.filings())
    kept = (file for part in ("vectors", "bm25") for file in (home / part).rglob("*") if file.is_file())
    size = sum(file.stat().st_size for file in kept)
    print(f"{len(files)} filings, {passages:,} passages; imports {prepared:.2f} s")
    print(f"  add      median {statistics.median(seconds):.2f} s, {passages / sum(seconds):,.0f} passages a second")
    print(f"  on disk  {size / len(files) / 2**20:.1f} MB of indexes a filing")
    return passages


def _searching(home: Path) -> None:
    library = Library(home, make_embedder(Settings(home=home)))
    filings = library.filings()
    first = _timed(lambda: library.search(QUERIES[0]))
    _line("in one", _searches(library, filings[:1]))
    _line("over all", _searches(library, ()))
    print(f"  the first search after opening: {first:.2f} s")


def _searches(library: Library, filings: Sequence[Filing]) -> list[float]:
    ids = [filing.id for filing in filings]
    return [_timed(partial(library.search, query, ids)) for _ in range(ROUNDS) for query in QUERIES]


def _reembedding(home: Path, passages: int) -> None:
    library, done = Library(home, Another()), threading.Event()
    beside: list[float] = []

    def ask() -> None:
        while not done.is_set():
            beside.append(_timed(partial(library.search, QUERIES[len(beside) % len(QUERIES)])))

    asking = threading.Thread(target=ask)
    asking.start()
    seconds = _timed(partial(reembed_stale, library, lambda name, progress: None, done, lambda report: None))
    done.set()
    asking.join()
    print(f"  re-embed {seconds:.2f} s, {passages / seconds:,.0f} passages a second")
    _line("beside it", beside)


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def _line(what: str, seconds: Sequence[float]) -> None:
    tenth = sorted(seconds)[int(0.9 * (len(seconds) - 1))] * 1000
    print(f"  search {what:<9} median {statistics.median(seconds) * 1000:.0f} ms, nine in ten within {tenth:.0f} ms")


if __name__ == "__main__":
    main()
