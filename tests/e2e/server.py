"""The app on a port of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KEPT_OUT = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DATABASE_URL", "CHROMA_URL", "FOOTNOTE_PROVIDER")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def app_server(root: Path, workspace: Path, **settings: str) -> Iterator[str]:
    """The address of a running app over this workspace; `settings` go into its environment."""
    port = free_port()
    inherited = {k: v for k, v in os.environ.items() if k not in KEPT_OUT}
    environment = inherited | {"FOOTNOTE_HOME": str(workspace)} | settings
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    with (workspace.parent / f"{workspace.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--server.address=127.0.0.1"], cwd=root, env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the app ended at its start"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the app did not answer within 30 s")
