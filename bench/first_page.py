"""How long the first page takes from a cold start of the server, and a page change after it.

    python -m bench.first_page [--times 3]

Needs Debian's chromium. Prints medians in seconds, beside what Streamlit alone needs for a page with one title.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from time import perf_counter, sleep

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PORT = 8753
BARE = 'import streamlit as st\nst.title("Compare company filings")\n'


def first_page(browser: Browser, script: Path, cwd: Path, words: str) -> float:
    """Seconds from a started server's first request to its page being visible."""
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true", f"--server.port={PORT}"]
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait()
        page = browser.new_page()
        started = perf_counter()
        page.goto(f"http://localhost:{PORT}")
        page.get_by_text(words).first.wait_for(timeout=60_000)
        seconds = perf_counter() - started
        page.close()
        return seconds
    finally:
        process.terminate()
        process.wait()


def _wait() -> None:
    while True:
        try:
            with urllib.request.urlopen(f"http://localhost:{PORT}/_stcore/health", timeout=1):
                return
        except OSError:
            sleep(0.05)


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
            ours.append(first_page(browser, ROOT / "app.py", ROOT, "Three questions to start with"))
            theirs.append(first_page(browser, bare, Path(folder), "Compare company filings"))
    app, alone = statistics.median(ours), statistics.median(theirs)
    print(f"first page {app:.2f} s, {app / alone:.1f} times a bare Streamlit page ({alone:.2f} s)")


if __name__ == "__main__":
    main()
