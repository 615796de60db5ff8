from dataclasses import replace

from core.filings import Passage
from tests.agents.conftest import MemoryShelf

RISKS = "Part II, Item 1A · Risk Factors"
BRIDGE = "A new bridge across the strait could draw passengers away from our ferries and reduce our fares for years."


def with_passage(shelf: MemoryShelf, id: str, text: str) -> None:
    filing, facts, passages = shelf.books[id]
    shelf.books[id] = (filing, facts, (*passages, Passage(id, 9000, RISKS, 31, text)))


def test_the_same_in_several_filings_is_said_once(ask):
    markdown = ask("What are Ferrowick's risk factors, and how have they changed over time?").answer.markdown
    assert markdown.count("could be adversely affected by storms") == 1
    assert "also in" in markdown


def test_what_is_new_since_the_earlier_filing_is_marked(ask, shelf):
    with_passage(shelf, "ferry-q3", BRIDGE)
    markdown = ask("What are Ferrowick's risk factors, and how have they changed over time?").answer.markdown
    line = next(line for line in markdown.splitlines() if "bridge" in line)
    assert line.endswith("*(new since Q2 2022)*")
    assert markdown.count("new since") == 1


def test_statements_that_differ_in_their_amounts_are_both_quoted(ask):
    markdown = ask("Why did Ferrowick's revenue change across quarters?").answer.markdown
    assert all(f"increased {percent}%" in markdown for percent in (21, 22, 23))


def test_every_quote_is_an_unbroken_run_of_its_page(ask, shelf):
    run = ask("Why did Ferrowick's revenue change across quarters?")
    for citation in run.answer.citations:
        assert citation.quote in shelf.page_text(citation.filing, citation.page)


def test_a_matter_that_a_filing_does_not_treat_is_not_disclosed_there(ask, shelf):
    filing, facts, _passages = shelf.books["ferry-q1"]
    shelf.books["ferry-q1"] = (replace(filing), facts, ())
    run = ask("What are the risk factors?", "ferry-q1", "ferry-q2")
    assert [finding.status.value for finding in run.answer.findings] == ["not_disclosed", "answered"]
    assert "not disclosed" in run.answer.markdown


def test_what_is_new_in_a_section_is_quoted_without_the_rest_and_what_is_gone_is_shown(ask, shelf):
    with_passage(shelf, "ferry-q3", BRIDGE)
    with_passage(shelf, "ferry-q1", "Strikes of our crews could suspend our services and harm our results for months.")
    question = "Which risk factors are new in Ferrowick's third quarter report compared with the first?"
    run = ask(question, "ferry-q1", "ferry-q3")
    said = run.answer.markdown
    assert "bridge" in said and "new since Q1 2022" in said and "storms" not in said
    assert "No longer said in Q3 2022" in said and said.index("Strikes") > said.index("bridge")
    assert {c.filing for c in run.answer.citations} == {"ferry-q1", "ferry-q3"}


def test_sections_that_say_the_same_have_nothing_new(ask):
    run = ask("How did Ferrowick's risk factors change between Q1 2022 and Q2 2022?", "ferry-q1", "ferry-q2")
    assert "nothing is new" in run.answer.markdown
