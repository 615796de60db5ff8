"""Sections read and summed up, by name and without a model, and with one whose points are handed in."""

import pytest

from agents.finder import Desk
from agents.sections import section_named
from agents.tool_reading import Point
from agents.tools import Toolbox
from core.answers import FindingStatus
from core.errors import CannotAsk
from core.filings import Passage
from core.ontology import load_ontology

BELOW = "Part I, Item 2. Management’s Discussion and Analysis › "
HEADINGS = [
    ("Part I, Item 1. Financial Statements", 4),
    ("Part I, Item 1. Financial Statements › Note 2 – Revenue", 9),
    (BELOW + "Revenue", 20),
    (BELOW + "Liquidity and Capital Resources", 24),
    ("Part II, Item 1A. Risk Factors", 30),
    ("Part II, Item 1A. Risk Factors › Risks of the sea", 31),
    ("Part II, Item 2. Unregistered Sales of Equity Securities", 40),
]


@pytest.fixture
def filed(shelf):
    report = shelf.filings()[1]
    text = "Storms could delay our ferries and reduce the number of passengers whom we carry in a season. " + (
        "Higher fuel prices could raise our costs faster than the fares that harbours allow us to charge."
    )
    read = [Passage(report.id, n, section, page, text + f" Page {page}.") for n, (section, page) in enumerate(HEADINGS)]
    shelf.books[report.id] = (report, shelf.facts(report.id), tuple(read))
    return report, tuple(read)


@pytest.fixture
def tools(shelf, filed):
    return Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())))


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Item 1A", "Part II, Item 1A. Risk Factors"),
        ("risk factors", "Part II, Item 1A. Risk Factors"),
        ("RISK FACTOR", "Part II, Item 1A. Risk Factors"),
        ("Part I, Item 2", BELOW.removesuffix(" › ")),
        ("MD&A", BELOW.removesuffix(" › ")),
        ("Management's Discussion and Analysis", BELOW.removesuffix(" › ")),
        ("Note 2", "Part I, Item 1. Financial Statements › Note 2 – Revenue"),
        ("Revenue", BELOW + "Revenue"),
        ("liquidity", BELOW + "Liquidity and Capital Resources"),
        ("risks of the sea", "Part II, Item 1A. Risk Factors › Risks of the sea"),
        (BELOW + "Revenue", BELOW + "Revenue"),
    ],
)
def test_a_section_is_found_by_what_people_call_it(filed, name, heading):
    assert section_named(name, *filed).heading == heading


def test_a_section_has_all_that_stands_below_its_heading(filed):
    assert {p.page for p in section_named("Item 1A", *filed).passages} == {30, 31}
    assert {p.page for p in section_named("Part I, Item 1", *filed).passages} == {4, 9}


@pytest.mark.parametrize(
    ("name", "said"),
    [("Item 2", "may be “Part I, Item 2.*“Part II, Item 2"), ("harbour seals", "it has “Part I, Item 1"), ("§", "no")],
)
def test_a_name_of_none_or_of_several_is_answered_with_what_there_is(filed, name, said):
    with pytest.raises(CannotAsk, match=said):
        section_named(name, *filed)


def test_a_section_is_read_with_its_pages(tools):
    result = tools.read_page("ferry-q2", section="Item 1A")
    assert "[page 30]" in result.answer and "[page 31]" in result.answer
    assert [c.page for c in result.citations] == [30, 31]
    later = tools.read_page("ferry-q2", 31, "Item 1A")
    assert "[page 30]" not in later.answer and [c.page for c in later.citations] == [31]
    with pytest.raises(CannotAsk, match="ends on page 31"):
        tools.read_page("ferry-q2", 32, "Item 1A")


def test_a_section_that_is_too_long_says_where_to_go_on(shelf, filed, tools):
    report, _read = filed
    long = [Passage(report.id, n, "Item 7", n, "word " * 2000) for n in range(1, 9)]
    shelf.books[report.id] = (report, (), tuple(long))
    result = tools.read_page("ferry-q2", section="Item 7")
    assert "goes on at page 3" in result.answer and "[page 3]" not in result.answer


def test_neither_page_nor_section_is_an_error_that_says_what_to_name(tools):
    with pytest.raises(CannotAsk, match="Name a page"):
        tools.read_page("ferry-q2")


def test_without_a_model_a_summary_is_sentences_of_the_section_said_once(tools):
    result = tools.summarise_section("ferry-q2", "Item 1A")
    assert result.status is FindingStatus.ANSWERED
    assert [c.page for c in result.citations] == [30, 30] and result.answer.count("\n") == 1
    assert all(citation.quote in result.answer for citation in result.citations)
    assert result.answer.endswith("[2]")


def test_a_summary_about_a_matter_keeps_to_it(tools):
    (first, *_rest) = tools.summarise_section("ferry-q2", "Item 1A", "fuel prices").citations
    assert "fuel" in first.quote


def test_a_section_without_sentences_says_so(shelf, filed, tools):
    report, _read = filed
    shelf.books[report.id] = (report, (), (Passage(report.id, 1, "Item 5", 5, "None."),))
    assert tools.summarise_section("ferry-q2", "Item 5").status is FindingStatus.NOT_DISCLOSED


def test_points_handed_in_are_cited_by_the_sentences_that_they_rest_on(shelf, filed):
    def points(heading, about, sentences):
        assert heading == "Part II, Item 1A. Risk Factors" and len(sentences) == 2
        return [Point("Fuel may cost more.", (2,)), Point("Storms and fuel matter.", (1, 2))]

    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())), points)
    result = tools.summarise_section("ferry-q2", "Item 1A")
    assert result.answer == "Fuel may cost more. [1]\nStorms and fuel matter. [2][1]"
    assert "fuel" in result.citations[0].quote and "Storms" in result.citations[1].quote


def test_where_no_points_can_be_had_the_rule_chooses(shelf, filed):
    tools = Toolbox(Desk(shelf, load_ontology(), tuple(shelf.filings())), lambda *given: ())
    assert tools.summarise_section("ferry-q2", "Item 1A").citations
