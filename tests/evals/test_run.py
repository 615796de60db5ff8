"""The whole way of a question set: sample filings read in, every question asked, scores printed."""

import json
from pathlib import Path

import pytest

from evals.run import main


def test_sample_questions_are_asked_and_most_are_right(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DATABASE_URL", "CHROMA_URL"):
        monkeypatch.delenv(name, raising=False)
    dataset = str(root / "evals" / "datasets" / "samples.jsonl")
    main([dataset, "--samples", "--workspace", str(tmp_path), "--provider", "offline", "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["asked"] == len(report["rows"]) == 20
    assert report["right"] >= 15
    assert report["cited"] >= report["citable"] - 1
