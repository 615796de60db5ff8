"""The offline run is read back by wandb's own reader of its log (`wandb leet inspect`), not by ours."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.errors import ExportError, Stopped
from core.traces import Session
from export.wandb_run import Destination, WandbExport, write_wandb
from export.wandb_tables import measures_of, tables_of
from tests.export.conftest import KEY, PASSPHRASE, make_session

API_KEY = "0123456789abcdef0123456789abcdef01234567"
DEAD = "http://127.0.0.1:9"


def destination(folder: Path, mode: str, **changes: Any) -> Destination:
    address = f"http://u:{PASSPHRASE}@host/v1"
    config = {"model": "gpt-5-mini", "session_tokens": 3_000_000, "openai_base_url": address, "temperature": None}
    return Destination(folder, mode, config, secrets=(KEY, PASSPHRASE), **changes)


class Log:
    """The records of an offline run."""

    def __init__(self, run: Path) -> None:
        command = [
            str(Path(sys.executable).parent / "wandb"),
            "leet",
            "inspect",
            "--json",
            str(next(run.glob("*.wandb"))),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        self.folder = run
        self.records = [json.loads(line) for line in done.stdout.splitlines()]

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [record[kind] for record in self.records if record["type"] == kind]

    @property
    def history(self) -> list[dict[str, Any]]:
        return [record["item"] for record in self.of("history")]

    def table(self, name: str) -> list[dict[str, Any]]:
        (logged,) = [item for item in self.history if f"{name}.path" in item]
        table = json.loads((self.folder / "files" / logged[f"{name}.path"]).read_text())
        assert len(table["data"]) == logged[f"{name}.nrows"]
        return [dict(zip(table["columns"], row, strict=True)) for row in table["data"]]

    def artifact(self, kind: str) -> Mapping[str, Path]:
        (found,) = [artifact for artifact in self.of("artifact") if artifact["type"] == kind]
        return {entry["path"]: Path(entry["local_path"]) for entry in found["manifest"]["contents"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wandb")


@pytest.fixture(scope="module")
def log(folder: Path) -> Log:
    files = {"session.json": b'{"schema": "footnote.session"}'}
    run = write_wandb(make_session(), files, destination(folder, "offline", key=API_KEY))
    assert run.url is None and str(run.folder) in run.sentence
    return Log(run.folder)


def test_each_question_is_a_trace_with_its_spans_under_their_parents(log: Log) -> None:
    first, refused, stopped = (item for item in log.history if item.get("trace._type") == "wb_trace_tree")
    root = json.loads(first["trace.root_span_dumps"])
    assert root["name"] == "Compare revenue between quarters, and the tax rate" and root["span_kind"] == "AGENT"
    assert [child["name"] for child in root["child_spans"]] == ["plan", "figure", "figure", "synthesis"]
    failed, again = root["child_spans"][1:3]
    assert (failed["status_code"], again["status_code"]) == ("ERROR", "SUCCESS") and "busy" in failed["status_message"]
    assert [child["name"] for child in again["child_spans"]] == ["search"]
    model = root["child_spans"][3]
    assert model["attributes"]["tokens_in"] == 1200 and model["end_time_ms"] - model["start_time_ms"] == 1900
    assert json.loads(refused["trace.root_span_dumps"])["name"] == "And Contoso's?"
    assert json.loads(stopped["trace.root_span_dumps"])["child_spans"][0]["name"] == "figure"


def test_figures_are_in_a_table_with_value_unit_period_filing_page_and_formula(log: Log) -> None:
    figures = {(row["label"], row["text"]): row for row in log.table("figures")}
    revenue = figures["Revenue", "$8,343 million"]
    assert (revenue["amount"], revenue["value"], revenue["unit"]) == (8_343_000_000, "8343000000", "USD")
    assert (revenue["period_start"], revenue["period_end"], revenue["months"]) == ("2025-07-01", "2025-09-30", 3)
    assert (revenue["filing"], revenue["page"], revenue["grounded"]) == ("harbor_q3_2025.pdf", 5, True)
    growth = next(row for row in figures.values() if row["label"] == "Revenue growth")
    assert growth["formula"] == "(8,073 - 6,854) / 6,854" and "harbor_q1_2025.pdf, page 5" in growth["inputs"]
    assert [row["grounding"] for row in figures.values() if not row["grounded"]] == ["unsupported"]


def test_sub_questions_spans_footnotes_and_feedback_are_tables_too(log: Log) -> None:
    asked = {row["id"]: row for row in log.table("sub_questions")}
    assert asked["q4"]["status"] == "not_disclosed" and "endpoint" in asked["q5"]["error"]
    spans = {row["id"]: row for row in log.table("spans")}
    assert spans[f"{6:016x}"]["tokens_in"] == 1200 and spans[f"{6:016x}"]["cost"] == 0.00098
    assert spans[f"{3:016x}"]["status"] == "error" and spans["s2"]["end"] is None
    assert {row["number"] for row in log.table("footnotes")} == {1, 2, 3, 4, 5, 6, 7}
    words = [(row["vote"], row["footnote"], row["correction"]) for row in log.table("feedback")]
    assert words == [("up", None, ""), ("down", 2, "$8,073 million")]
    assert [row["status"] for row in log.table("answers")] == ["answered in part", "not answered", "stopped"]
    assert log.table("scores") == []


def test_session_is_an_artifact_and_settings_are_the_config(log: Log) -> None:
    kept = log.artifact("footnote-session")
    assert kept["session.json"].read_bytes() == b'{"schema": "footnote.session"}'
    (run,) = log.of("run")
    config = run["config"]["update"]
    assert (config["model"], config["session_tokens"]) == ("gpt-5-mini", 3_000_000) and run[
        "run_group"
    ] == "s-2026-05-04"
    (first, *_) = log.history
    assert (first["tokens"], first["figures"]) == (1540, 9) and first["seconds"] == 3.5


def test_no_key_is_in_anything_that_wandb_wrote(log: Log, folder: Path) -> None:
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert log.records and len(written) > 10
    secrets = (API_KEY.encode(), KEY.encode(), PASSPHRASE.encode())
    assert [path for path in written if any(secret in path.read_bytes() for secret in secrets)] == []


def test_nothing_of_the_machine_is_sent_along(log: Log) -> None:
    (run,) = log.of("run")
    assert run["host"] == "footnote"
    assert not any((log.folder / "files" / name).exists() for name in ("wandb-metadata.json", "requirements.txt"))


def test_without_a_key_online_says_where_to_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANDB_API_KEY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(ExportError, match="wandb.ai/authorize"):
        write_wandb(make_session(), {}, destination(tmp_path, "online"))


def test_unreachable_server_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANDB_BASE_URL", DEAD)
    with pytest.raises(ExportError, match="could not be reached"):
        write_wandb(make_session(), {}, destination(tmp_path, "online", key=API_KEY, connect_seconds=1.0))


def test_mode_that_sends_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="online or offline"):
        write_wandb(make_session(), {}, destination(tmp_path, "disabled"))


def test_sending_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        write_wandb(make_session(), {}, destination(tmp_path, "offline"), stop)


def test_in_the_background_a_failure_is_a_sentence(tmp_path: Path) -> None:
    sending = WandbExport(lambda stop: write_wandb(make_session(), {}, destination(tmp_path, "disabled"), stop))
    sending.begin()
    assert sending.wait(30) and sending.run is None and "online or offline" in (sending.error or "")


def test_tables_of_an_empty_session_are_there_without_rows() -> None:
    session = make_session()
    empty = Session(session.id, session.title, session.created, session.updated)
    assert [(table.name, table.rows) for table in tables_of(empty)][0] == ("answers", [])
    assert {table.name for table in tables_of(empty)} >= {"figures", "sub_questions", "spans", "scores", "feedback"}


def test_measures_of_a_run_without_an_answer_leave_out_what_there_is_not() -> None:
    stopped = make_session().runs[2]
    assert "grounded" not in measures_of(stopped) and "cost" not in measures_of(stopped)
