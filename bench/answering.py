"""How long an answer takes: warm over a few filings, warm over a library of many, and from a cold start.

    python -m bench.answering FILE... [--library 100] [--workspace DIR]

Asks questions of every kind (figures, ratios, growth, words, mixed), each once, in a process that has answered one
question before: over the first four files, then over a library of `--library` filings. Where the files are fewer than
that, variants of their bytes are read in under other issuers' names, which takes minutes; `--workspace` keeps that
library for the next run. Prints medians and the slowest tenth in seconds, the ratio of the large library to the small
one, and beside the cold start what a bare interpreter with the heavy imports would cost.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bench.questions import Asked, questions_about
from core.filings import Filing
from core.settings import Settings
from workbench import FileToRead, Workbench

FEW = 4
PAIRS = 4  # of issuers asked about in the large library
FIRST = "What was total revenue in the latest period?"
IMPORTS = "import chromadb, llama_index.core, pandas"
ISSUERS = ("Aldermoor", "Brackwell", "Castlemere", "Dunhollow", "Eastvale", "Farnleigh", "Greywick", "Holmford")


def main() -> None:
    """Read the files in, ask, and print."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        few = Workbench(Settings(home=Path(folder)))
        _read_in(few, options.files[:FEW])
        small = measured(few, questions_about(few.filings()), f"{len(few.filings())} filings")
        _cold(Path(folder), options.times)
    if options.library:
        kept = nullcontext(options.workspace) if options.workspace else tempfile.TemporaryDirectory()
        with kept as home:
            many = library_of(options.library, options.files, Path(home))
            large = measured(many, questions_about(many.filings(), PAIRS), f"{len(many.filings())} filings")
            _cold(Path(home), options.times)
        print(f"the large library costs {large / small:.1f} times the small one, at the median")


def measured(workbench: Workbench, questions: Sequence[Asked], title: str) -> float:
    """The median seconds of a warm question; prints them by kind."""
    started = perf_counter()
    workbench.ask(FIRST)
    print(f"\n{title}: the first question of the process {perf_counter() - started:.2f} s (imports included)")
    seconds = [(asked, _seconds(workbench, asked.text)) for asked in questions]
    for kind in dict.fromkeys(asked.kind for asked in questions):
        _line(f"  {kind}", [took for asked, took in seconds if asked.kind == kind])
    _line("  together", [took for _asked, took in seconds])
    slowest = max(seconds, key=lambda pair: pair[1])
    print(f"  slowest: {slowest[1]:.3f} s, {slowest[0].text}")
    return statistics.median(took for _asked, took in seconds)


def _seconds(workbench: Workbench, question: str) -> float:
    started = perf_counter()
    run = workbench.ask(question)
    took = perf_counter() - started
    workbench.delete_session(run.session)
    return took


def _line(title: str, seconds: Sequence[float]) -> None:
    tenth = sorted(seconds)[int(0.9 * (len(seconds) - 1))]
    print(f"{title:<12} median {statistics.median(seconds):.3f} s, nine in ten within {tenth:.3f} s ({len(seconds)})")


def library_of(size: int, files: Sequence[Path], home: Path) -> Workbench:
    """A library of so many filings: the files, and variants of them under the names of issuers that do not exist."""
    workbench = Workbench(Settings(home=home))
    _read_in(workbench, files)
    with tempfile.TemporaryDirectory() as folder:
        missing = size - len(workbench.filings())
        variants = list(_variants(files, missing, Path(folder)))
        report = workbench.ingest([FileToRead(path, path.name) for path in variants])
        for place, done in enumerate(report.filings):
            workbench.edit_filing(_under_another_name(done.filing, place, len(files)))
    return workbench


def _under_another_name(filing: Filing, place: int, files: int) -> Filing:
    """The variant as a filing of an issuer of its own: one for each issuer of the files and each round over them."""
    issuer = ISSUERS[(place // files + sum(filing.company.encode())) % len(ISSUERS)]
    return replace(filing, company=f"{issuer} {filing.company.split()[0].title()} Holdings, Inc.", ticker=None)


def _variants(files: Sequence[Path], count: int, folder: Path) -> Iterator[Path]:
    """Files whose bytes differ from the given ones by a comment at their end."""
    for place in range(count):
        source = files[place % len(files)]
        note = f"\n<!-- {place} -->" if source.suffix.lower().startswith(".htm") else f"\n% {place}\n"
        variant = folder / f"{source.stem}-{place}{source.suffix}"
        variant.write_bytes(source.read_bytes() + note.encode())
        yield variant


def _read_in(workbench: Workbench, files: Sequence[Path]) -> None:
    for failed in workbench.ingest([FileToRead(path, path.name) for path in files]).failed:
        print(f"{failed.name}: {failed.error}")


def _cold(home: Path, times: int) -> None:
    command = [sys.executable, "cli.py", "ask", FIRST, "--json", "--workspace", str(home)]
    cold, bare = _median_of(command, times), _median_of([sys.executable, "-c", IMPORTS], times)
    print(f"  from a cold start of the command line {cold:.2f} s, {cold / bare:.2f} times '{IMPORTS}' ({bare:.2f} s)")


def _median_of(command: Sequence[str], times: int) -> float:
    seconds = []
    for _ in range(times):
        started = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(perf_counter() - started)
    return statistics.median(seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--library", type=int, default=0, help="measure a library of so many filings too")
    parser.add_argument("--workspace", type=Path, help="keeps that library")
    parser.add_argument("--times", type=int, default=3, help="cold starts")
    return parser.parse_args()


if __name__ == "__main__":
    main()
