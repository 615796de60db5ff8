"""The command line as a process of its own, over a workspace of its own; and a real browser before a running app."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.chromium import chromium
from tests.e2e.server import app_server

KEPT_OUT = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DATABASE_URL", "CHROMA_URL", "FOOTNOTE_HOME", "FOOTNOTE_PROVIDER")

LAPTOP: ViewportSize = {"width": 1366, "height": 900}
PATIENCE = 30_000


class CommandLine:
    """Runs `cli.py` with one workspace and reads its JSON."""

    def __init__(self, root: Path, workspace: Path) -> None:
        self.root, self.workspace = root, workspace
        self.environment = {k: v for k, v in os.environ.items() if k not in KEPT_OUT}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "cli.py", *arguments, "--workspace", str(self.workspace)]
        return subprocess.run(command, cwd=self.root, env=self.environment, capture_output=True, timeout=300)

    def json(self, *arguments: str) -> Any:
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    def batch(self, verb: str, rows: list[dict[str, Any]], *arguments: str) -> list[Any]:
        path = self.workspace / "rows.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        done = self.run(verb, "--batch", str(path), "--json", *arguments)
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def cli(root: Path, tmp_path: Path) -> CommandLine:
    """A command line over an empty workspace."""
    return CommandLine(root, tmp_path / "workspace")


@pytest.fixture(scope="session")
def make_cli(root: Path) -> Callable[[Path], CommandLine]:
    """A command line over a workspace of one's own choice."""
    return lambda workspace: CommandLine(root, workspace)


@pytest.fixture(scope="session")
def copy_samples(
    root: Path, make_cli: Callable[[Path], CommandLine], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], None]:
    """Makes a workspace that holds the sample filings: they are read once, and copied."""
    read = tmp_path_factory.mktemp("samples") / "workspace"
    assert make_cli(read).json("ingest", str(root / "samples"))["failed"] == []
    return lambda workspace: shutil.copytree(read, workspace) and None


@pytest.fixture(scope="session")
def uber(
    filings_dir: Path, make_cli: Callable[[Path], CommandLine], tmp_path_factory: pytest.TempPathFactory
) -> CommandLine:
    """A command line over a workspace with Uber's three quarterly reports of 2022."""
    line = make_cli(tmp_path_factory.mktemp("uber"))
    report = line.json("ingest", *map(str, sorted((filings_dir / "uber-10q-2022").glob("*.pdf"))))
    assert [f["error"] for f in report["failed"]] == []
    assert len(report["filings"]) == 3
    return line


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, for the tests of one file."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(root: Path, workspace: Path) -> Iterator[str]:
    """The app over the `workspace` that the file of tests defines."""
    with app_server(root, workspace) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window on which nothing may break: neither a page of the app nor a script in the browser."""
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    expect(page.locator(".stException")).to_have_count(0)
    assert not errors
    page.close()
