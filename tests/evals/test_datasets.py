"""The gold figures stand on the pages that the datasets name: a wrong gold would make a right answer wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from evals.questions import Expect, Question, read_questions

FOLDERS = {"uber": "uber-10q-2022", "annual": "annual-2021"}


def read_figures(root: Path, name: str) -> Iterator[Question]:
    """The rows whose gold is printed: those with a computed one say how in `why`."""
    for question in read_questions(root / "evals" / "datasets" / f"{name}.jsonl"):
        if question.pages and not question.why and question.expect in (Expect.FIGURE, Expect.FIGURES):
            yield question


def digits(gold: str) -> str:
    match = re.search(r"\d[\d,]*(?:\.\d+)?", gold)
    assert match
    return match[0]


def unprinted(question: Question, folder: Path) -> list[str]:
    """The filings on whose named pages none of the question's golds is printed."""
    golds = question.golds or (question.gold,)
    pattern = re.compile("|".join(rf"(?<![\d,.]){re.escape(digits(gold))}(?![\d,])" for gold in golds))
    return [name for name, pages in question.pages.items() if not pattern.search(text_of(folder / name, pages))]


def text_of(path: Path, pages: tuple[int, ...]) -> str:
    with pypdfium2.PdfDocument(path.with_name(path.name + ".pdf")) as document:
        return "\n".join(document[page - 1].get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize("name", FOLDERS)
def test_gold_figures_stand_on_the_named_pages_of_real_filings(root: Path, filings_dir: Path, name: str) -> None:
    questions = list(read_figures(root, name))
    assert len(questions) > 15
    wrong = {q.id: unprinted(q, filings_dir / FOLDERS[name]) for q in questions}
    assert not {key: value for key, value in wrong.items() if value}


def test_gold_figures_of_analysts_questions_stand_on_the_named_pages(root: Path, filings_dir: Path) -> None:
    folders = {path.stem: path.parent for path in filings_dir.rglob("*.pdf")}
    questions = [q for q in read_figures(root, "analysts") if q.pages.keys() <= folders.keys()]
    assert len(questions) > 10
    wrong = {q.id: unprinted(q, folders[next(iter(q.pages))]) for q in questions}
    assert not {key: value for key, value in wrong.items() if value}


def test_gold_figures_stand_on_the_named_pages_of_the_samples(root: Path) -> None:
    questions = list(read_figures(root, "samples"))
    assert questions
    assert not {q.id: unprinted(q, root / "samples") for q in questions if unprinted(q, root / "samples")}
