"""How fast the library keeps, finds and re-embeds filings.

    python -m bench.library FILE...

In one process: adding each filing (vectors, words, rows, checks against others; the reading before it is not counted);
searches, in one filing and over all, the first after opening and the rest warm; embedding all anew after a change to an
endpoint that answers at once, and searches beside that work. Prints seconds, passages a second, and what a filing takes
on disk.
"""

import argparse
import statistics
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.scripted_endpoint import ScriptedEndpoint
from core.protocols import Progress
from core.settings import Settings
from workbench import FileToRead, Workbench

ROUNDS = 5
QUERIES = (
    "What drove the change in revenue?",
    "cash provided by operating activities",
    "total debt and the credit facility",
    "legal proceedings and contingencies",
    "effective tax rate",
    "Is the company capital-intensive?",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    files: list[Path] = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        passages = _adding(home, files)
        _searching(home)
        _reembedding(home, passages)


def _adding(home: Path, files: Sequence[Path]) -> int:
    workbench = Workbench(Settings(home=home))
    seconds = [_indexing(workbench, file) for file in files]
    passages = sum(filing.passage_count for filing in workbench.filings())
    kept = (file for part in ("vectors", "bm25") for file in (home / part).rglob("*") if file.is_file())
    size = sum(file.stat().st_size for file in kept)
    print(f"{len(files)} filings, {passages:,} passages")
    print(f"  add      median {statistics.median(seconds):.2f} s, {passages / sum(seconds):,.0f} passages a second")
    print(f"  on disk  {size / len(files) / 2**20:.1f} MB of indexes a filing")
    return passages


def _indexing(workbench: Workbench, file: Path) -> float:
    """Seconds from a file being read to its filing being kept."""
    began: list[float] = []

    def on_file(name: str, progress: Progress) -> None:
        if progress.step == "index":
            began.append(perf_counter())

    workbench.ingest([FileToRead(file, file.name)], on_file)
    return perf_counter() - began[0]


def _searching(home: Path) -> None:
    workbench = Workbench(Settings(home=home))
    first = _timed(lambda: workbench.search(QUERIES[0]))
    _line("in one", _searches(workbench, [workbench.filings()[0].id]))
    _line("over all", _searches(workbench, ()))
    print(f"  the first search after opening: {first:.2f} s")


def _searches(workbench: Workbench, filings: Sequence[str]) -> list[float]:
    return [_timed(partial(workbench.search, query, filings)) for _ in range(ROUNDS) for query in QUERIES]


def _reembedding(home: Path, passages: int) -> None:
    with ScriptedEndpoint(brain=lambda request: "", seconds=0) as endpoint:
        settings = Settings(home=home, embedding="openai:none", openai_base_url=endpoint.url, openai_api_key="none")
        workbench, beside = Workbench(settings), list[float]()
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                beside.append(_timed(partial(workbench.search, QUERIES[len(beside) % len(QUERIES)])))

        asking = threading.Thread(target=ask)
        asking.start()
        seconds = _timed(lambda: workbench.start_reembed().wait())
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
