"""How long the first page takes from a cold start of the server, and a page change after it.

    python -m bench.first_page [--times 3]

Needs Debian's chromium. Prints medians in seconds, beside what Streamlit alone needs for a page with one title.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from bench.served import served

ROOT = Path(__file__).resolve().parent.parent
PORT = 8753
BARE = 'import streamlit as st\nst.title("Compare company filings")\n'


def first_page(browser: Browser, script: Path, words: str) -> float:
    """Seconds from a started server's first request to its page being visible."""
    with served(script, PORT) as app:
        page = browser.new_page()
        started = perf_counter()
        page.goto(app.address)
        page.get_by_text(words).first.wait_for(timeout=60_000)
        seconds = perf_counter() - started
        page.close()
        return seconds


def main() -> None:
    """Measure the app and a bare page in turn."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        ours, theirs = [], []
        for _ in range(options.times):
            ours.append(first_page(browser, ROOT / "app.py", "Three questions to start with"))
            theirs.append(first_page(browser, bare, "Compare company filings"))
    app, alone = statistics.median(ours), statistics.median(theirs)
    print(f"first page {app:.2f} s, {app / alone:.1f} times a bare Streamlit page ({alone:.2f} s)")


if __name__ == "__main__":
    main()
