"""A process killed in the middle of ingesting leaves a library that opens, with nothing half-done in it."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest


def filings_of(cli: Any, files: list[str]) -> dict[str, tuple[int, int]]:
    """Name to facts and passages of every filing, after (re-)ingesting these files."""
    report = cli.json("ingest", *files)
    assert report["failed"] == []
    return {f["name"]: (f["facts"], f["passages"]) for f in report["filings"]}


@pytest.fixture(scope="module")
def undisturbed(make_cli: Any, root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int]]:
    return filings_of(
        make_cli(tmp_path_factory.mktemp("whole")), [str(p) for p in sorted((root / "samples").glob("*.pdf"))]
    )


@pytest.mark.parametrize("after", [0.5, 2.0, 3.5, 5.0], ids=lambda s: f"{s} s")
def test_killed_ingest_leaves_whole_filings_only(
    cli: Any, root: Path, undisturbed: dict[str, tuple[int, int]], after: float
) -> None:
    files = [str(p) for p in sorted((root / "samples").glob("*.pdf"))]
    command = [sys.executable, "cli.py", "ingest", *files, "--workspace", str(cli.workspace)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.kill()
    process.wait()
    found = cli.json("search", "revenue")["hits"]
    whole = {hit["filing"] for hit in found}
    assert whole <= set(undisturbed)
    for name in whole:
        assert len(cli.json("facts", name)["facts"]) == undisturbed[name][0]
    assert filings_of(cli, files) == undisturbed
