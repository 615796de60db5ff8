"""The same job with filings and sessions in PostgreSQL, a real server started for the test."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.server import free_port


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if found[-1].is_file():
        return found[-1].parent
    if os.environ.get("FOOTNOTE_REQUIRE_FILINGS") == "1":
        pytest.fail("PostgreSQL's server is missing: apt-get install postgresql")
    pytest.skip("needs PostgreSQL's server")


@pytest.fixture
def database_url() -> Iterator[str]:
    """The URL of an empty database; PostgreSQL refuses to run as root, so root hands it to the user postgres."""
    bin_folder, port = programs(), free_port()
    as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        if as_other:
            shutil.chown(folder, "postgres")
        data, log = f"{folder}/data", f"{folder}/log"

        def run(program: str, *arguments: str) -> None:
            subprocess.run([*as_other, str(bin_folder / program), *arguments], check=True, capture_output=True, cwd="/")

        run("initdb", "-D", data, "-A", "trust", "-U", "footnote")
        run("pg_ctl", "-D", data, "-o", f"-p {port} -k {folder} -h 127.0.0.1", "-l", log, "-w", "start")
        try:
            run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "footnote", "footnote")
            yield f"postgresql://footnote@127.0.0.1:{port}/footnote"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")


def test_filings_facts_and_sessions_are_kept_in_postgresql(cli: Any, root: Path, database_url: str) -> None:
    cli.environment["DATABASE_URL"] = database_url
    report = cli.json("ingest", str(root / "samples"))
    assert len(report["filings"]) == 4 and report["failed"] == []
    answer = cli.json("ask", "Compare Marrowby's net sales between quarters")
    assert answer["status"] == "answered" and len(answer["sub_questions"]) == 3
    assert cli.run("export", answer["session"], "--format", "md").returncode == 0
    assert not list(cli.workspace.glob("*.db"))
