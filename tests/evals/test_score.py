import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from core.answers import Answer, AnswerStatus, Citation, Figure, Finding, FindingStatus, Headline, SubQuestion
from core.traces import Run
from evals.questions import Expect, Question, gold_of, read_questions
from evals.score import Verdict, score, summary

NOW = datetime(2026, 1, 1, tzinfo=UTC)
DATASETS = ("uber", "annual", "ixbrl", "analysts", "samples", "traps")


def run(answer: Answer | None) -> Run:
    return Run("r", "s", "?", NOW, answer=answer, ended=NOW)


def figure(value: str, page: int = 6) -> Figure:
    return Figure("Revenue", Decimal(value), "USD", citation=Citation(1, "id-1", page, "Revenue $ 8,343"))


def headline(value: str, unit: str = "USD million", page: int = 6) -> Answer:
    read = figure("8343000000", page)
    return Answer("It was $8,343 million [1].", AnswerStatus.ANSWERED, Headline(Decimal(value), unit, value), (read,))


def verdict(question: Question, answer: Answer | None) -> Verdict:
    return score(question, run(answer), lambda filing: "uber.pdf").verdict


ASKED = Question("q", "?", Expect.FIGURE, gold="$8,343 million", pages={"uber": (6, 14)})


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("8343", "USD million", Verdict.RIGHT),
        ("8.343", "USD billions", Verdict.RIGHT),
        ("8343000000", "USD", Verdict.RIGHT),
        ("8.3", "USD billion", Verdict.WRONG),
        ("8343", "USD", Verdict.WRONG),
        ("-8343", "USD million", Verdict.WRONG),
        ("23270", "USD million", Verdict.WRONG),
    ],
)
def test_headline_is_compared_in_its_own_unit(value: str, unit: str, expected: Verdict) -> None:
    assert verdict(ASKED, headline(value, unit)) is expected


def test_no_headline_is_a_refusal_and_no_wrong_answer() -> None:
    assert verdict(ASKED, Answer("", AnswerStatus.REFUSED, error="Not disclosed.")) is Verdict.REFUSED
    assert verdict(ASKED, None) is Verdict.REFUSED


def test_forbidden_figure_makes_a_right_headline_wrong() -> None:
    answer = headline("8343")
    wrong = replace(answer, figures=(*answer.figures, figure("23270000000")))
    assert verdict(replace(ASKED, never=("$23,270 million",)), wrong) is Verdict.WRONG
    caveat = Question("q", "?", Expect.CAVEAT, says=("it",), never=("$8,343 million",))
    assert verdict(caveat, headline("8343")) is Verdict.WRONG


@pytest.mark.parametrize(("page", "cited"), [(14, True), (7, False)])
def test_a_gold_page_of_every_filing_must_be_cited(page: int, cited: bool) -> None:
    assert score(ASKED, run(headline("8343", page=page)), lambda filing: "uber.pdf").cited is cited
    both = replace(ASKED, pages={"uber": (page,), "lyft": (79,)})
    assert score(both, run(headline("8343", page=page)), lambda filing: "uber.pdf").cited is False


def test_every_gold_figure_must_be_there() -> None:
    asked = Question("q", "?", Expect.FIGURES, golds=("$8,343 million", "$8,073 million"))
    assert verdict(asked, headline("8343")) is Verdict.WRONG
    assert verdict(replace(asked, golds=asked.golds[:1]), headline("8343")) is Verdict.RIGHT


def test_verdict_is_the_first_word() -> None:
    asked = Question("q", "?", Expect.YES)
    assert verdict(asked, Answer("**Yes**: it grew.", AnswerStatus.ANSWERED)) is Verdict.RIGHT
    assert verdict(asked, Answer("No; yes in one quarter.", AnswerStatus.ANSWERED)) is Verdict.WRONG


def test_what_must_be_said_may_stand_in_a_caveat() -> None:
    asked = Question("q", "?", Expect.CAVEAT, says=("nine[- ]month",))
    told = Answer("Cash flow was $886 million.", AnswerStatus.ANSWERED, caveats=("A nine-month figure.",))
    assert verdict(asked, told) is Verdict.RIGHT
    assert verdict(asked, replace(told, caveats=())) is Verdict.WRONG
    assert verdict(asked, Answer("", AnswerStatus.REFUSED, error="Not printed for the quarter.")) is Verdict.RIGHT


def finding(status: FindingStatus) -> Finding:
    return Finding(SubQuestion("q1", "?", "figure"), status, "searched")


def test_trap_is_passed_by_a_reasoned_refusal_only() -> None:
    asked = Question("q", "?", Expect.REFUSED)
    assert verdict(asked, Answer("", AnswerStatus.REFUSED, error="Tesla is not in the library.")) is Verdict.RIGHT
    assert verdict(asked, Answer("", AnswerStatus.REFUSED)) is Verdict.REFUSED
    assert verdict(asked, headline("8343")) is Verdict.WRONG
    searched = Answer("Not found.", AnswerStatus.PARTIAL, findings=(finding(FindingStatus.NOT_DISCLOSED),))
    assert verdict(asked, searched) is Verdict.RIGHT
    found = replace(searched, findings=(*searched.findings, finding(FindingStatus.ANSWERED)))
    assert verdict(asked, found) is Verdict.WRONG


def test_summary_counts_pages_among_right_answers_only() -> None:
    answers = [headline("8343"), headline("8343", page=9), headline("1"), None]
    counts = summary([score(ASKED, run(a), lambda filing: "uber.pdf") for a in answers])
    assert (counts.asked, counts.right, counts.wrong, counts.refused) == (4, 2, 1, 1)
    assert (counts.cited, counts.citable) == (1, 2)


def test_gold_knows_its_rounding() -> None:
    assert gold_of("$8,343 million").half == Decimal(500000)
    assert gold_of("-$0.61").value == Decimal("-0.61")
    with pytest.raises(ValueError, match="not one figure"):
        gold_of("8,343 of 9,000")


@pytest.fixture
def dataset(tmp_path: Path) -> Callable[[dict[str, object]], Path]:
    def write(row: dict[str, object]) -> Path:
        path = tmp_path / "set.jsonl"
        path.write_text(json.dumps(row))
        return path

    return write


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a", "question": "?", "expect": "figure"},
        {"id": "a", "question": "?", "expect": "caveat"},
        {"id": "a", "question": "?", "expect": "figure", "gold": "much"},
        {"id": "a", "question": "?", "expect": "perhaps"},
        {"id": "a", "question": "?", "expect": "yes", "page": 3},
    ],
)
def test_row_that_could_not_fail_is_refused(
    dataset: Callable[[dict[str, object]], Path], row: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="line 1"):
        read_questions(dataset(row))


@pytest.mark.parametrize("name", DATASETS)
def test_published_dataset_reads_and_its_ids_are_unique(root: Path, name: str) -> None:
    questions = read_questions(root / "evals" / "datasets" / f"{name}.jsonl")
    assert questions
    assert len({q.id for q in questions}) == len(questions)


def test_published_sets_are_as_large_as_they_say(root: Path) -> None:
    sizes = {name: len(read_questions(root / "evals" / "datasets" / f"{name}.jsonl")) for name in DATASETS}
    assert sizes.pop("traps") >= 60
    assert sum(sizes.values()) >= 80
