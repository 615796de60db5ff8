"""A Streamlit script on a server of its own, for the benches that look at it with a browser."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Served(NamedTuple):
    """Where it answers, and the server's process."""

    address: str
    process: int


@contextmanager
def served(script: Path, port: int, settings: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server that answers; `settings` go into its environment. It ends with the block."""
    command = [sys.executable, "-m", "streamlit", "run", script.name, "--server.headless=true"]
    process = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=script.parent,
        env=os.environ | dict(settings or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://localhost:{port}"
        _wait(f"{address}/_stcore/health")
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
