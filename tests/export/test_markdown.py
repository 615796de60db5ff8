import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.traces import Session
from export.markdown import escaped
from export.writers import write_session
from tests.export.conftest import EVIL, FORMULA_LIKE


@pytest.fixture
def markdown(session: Session) -> str:
    return write_session(session, "md", {}).decode()


def tokens(markdown: str) -> Iterator[Token]:
    """As a reader that allows raw HTML sees it, tables included."""
    for block in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown):
        yield block
        yield from block.children or ()


def shown(markdown: str) -> str:
    return "".join(t.content for t in tokens(markdown) if t.type in ("text", "text_special", "code_inline"))


def test_whole_conversation_is_there(markdown: str) -> None:
    for said in (
        "Compare revenue between quarters",
        "No filing of Contoso is in the library",
        "stopped before it had an answer",
        "Q3 2025 is the fiscal quarter.",
        "not disclosed",
        "endpoint could not be reached",
        "ProviderError: The endpoint is busy",
        "one week more",
        "wrong row",
        "unsupported: No page prints it.",
    ):
        assert said in shown(markdown) or said in markdown, said


def test_footnotes_are_a_numbered_list_of_filing_page_and_quote(markdown: str) -> None:
    notes = re.findall(r"^(\d)\. (harbor_q\d_2025\.pdf), page (\d+): “(.+)”$", markdown, re.MULTILINE)
    assert [n[0] for n in notes] == list("1234567")
    assert notes[1] == ("2", "harbor_q2_2025.pdf", "5", "Revenue $ 8,073")


def test_nothing_of_a_filing_becomes_markup(markdown: str) -> None:
    kinds = {t.type for t in tokens(markdown)}
    assert not kinds & {"html_inline", "html_block", "image", "link_open"}


def test_quote_is_shown_as_the_filing_prints_it(markdown: str) -> None:
    assert EVIL in shown(markdown.split("### Footnotes")[1])


def test_table_keeps_its_columns(markdown: str) -> None:
    rows = [line for line in markdown.splitlines() if line.startswith("| Growth")]
    assert len(rows) == 1
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 5


@pytest.mark.parametrize(
    "text",
    [EVIL, FORMULA_LIKE, "# heading", "1. item", "- item", "> quote", "a\n\n---\nb", "| x |", "&lt;b&gt;", "_x_ ~~y~~"],
)
def test_any_text_reads_back_as_itself(text: str) -> None:
    parsed = list(tokens(escaped(text)))
    assert [t.type for t in parsed if t.level == 0 and t.nesting == 1] == ["paragraph_open"]
    assert shown(escaped(text)) == " ".join(text.split())


def test_table_that_the_answer_shows_itself_is_not_shown_twice(session: Session) -> None:
    run = session.runs[0]
    assert run.answer is not None
    shows = "Up.\n\n| | Q1 | Q2 | Q3 |\n|---|---:|---:|---:|\n| Revenue | 6,854 | 8,073 | 8,343 |"
    once = replace(session, runs=(replace(run, answer=replace(run.answer, markdown=shows)),))
    assert write_session(once, "md", {}).decode().count("| Revenue |") == 1
    assert write_session(once, "html", {}).decode().count("<table>") == 1
    assert write_session(session, "html", {}).decode().count("<table>") == 1
