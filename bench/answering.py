"""How long an answer takes: from a cold start by the command line, and warm in one process.

    python -m bench.answering FILE... [--question TEXT] [--times 5]

Prints medians in seconds, and beside the cold start what bare interpreters with the heavy imports would cost.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from core.settings import Settings
from workbench import FileToRead, Workbench

QUESTION = "Compare and contrast revenue between quarters"
IMPORTS = "import chromadb, llama_index.core, pandas"


def median_seconds(work: Callable[[], object], times: int) -> float:
    """The median of some runs."""
    seconds = []
    for _ in range(times):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    return statistics.median(seconds)


def main() -> None:
    """Ingest the files into a workspace that is thrown away, and ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench(Settings(home=Path(folder)))
        started = perf_counter()
        report = workbench.ingest([FileToRead(path, path.name) for path in options.files])
        pages = sum(done.filing.pages for done in report.filings)
        seconds = perf_counter() - started
        print(f"ingest        {seconds:6.2f} s for {len(report.filings)} filings, {pages / seconds:.0f} pages a second")
        warm = median_seconds(lambda: workbench.ask(options.question), options.times)
        command = [sys.executable, "cli.py", "ask", options.question, "--json", "--workspace", folder]
        cold = median_seconds(lambda: subprocess.run(command, check=True, capture_output=True), options.times)
        imports = [sys.executable, "-c", IMPORTS]
        bare = median_seconds(lambda: subprocess.run(imports, check=True, capture_output=True), options.times)
    print(f"warm answer   {warm:6.3f} s")
    print(f"cold answer   {cold:6.2f} s, {cold / bare:.2f} times '{IMPORTS}' alone ({bare:.2f} s)")


if __name__ == "__main__":
    main()
