"""Sentences are whole and their own: after "Item 1A." none begins, headings and rows of tables are none of theirs."""

from datetime import date

import pytest

from agents.sentences import sentences_in
from core.filings import Form
from tests.agents.conftest import filing, passages, row


@pytest.mark.parametrize(
    "text",
    [
        "The risks are described in Part I, Item 1A. Risk Factors of this report and may change.",
        "We account for them as described in Note 12. Leases and other commitments in this report.",
    ],
)
def test_a_number_of_an_item_ends_no_sentence(text):
    assert [sentence.text for sentence in sentences_in(text)] == [text]


def test_an_item_at_the_end_of_a_sentence_is_followed_by_none_of_its_words():
    found = [sentence.text for sentence in sentences_in("It is described in the report. Other matters are not.")]
    assert found == ["It is described in the report.", "Other matters are not."]


def test_a_heading_of_two_readings_is_no_part_of_the_sentence_below_it():
    text = (
        "(Loss)/earnings From Operations\nOur loss from operations in 2022 decreased due to fewer charges on programs."
    )
    assert [sentence.text for sentence in sentences_in(text)] == [
        "Our loss from operations in 2022 decreased due to fewer charges on programs."
    ]


def test_a_matter_that_no_sentence_is_of_is_not_answered_with_others(ask, shelf):
    end = date(2022, 12, 31)
    report = filing("glass-10k", "Glasswick Panes, Inc.", Form.TEN_K, 2022, None, end)
    told = "Our business serves builders of houses in every industry and region that we know of today."
    shelf.add(report, row(report, "Revenue", [(end, 12, "5")], concept="Revenues"), passages(report, "Item 1", 3, told))
    assert told not in ask("Is Glasswick's business seasonal?", report.id).answer.markdown


PROSE = "Companies compete with us on fares and on comfort, and on the hours at which they sail from the piers."


@pytest.mark.parametrize(
    "heading",
    [
        "Competition among ferries",
        "2. BASIS OF PRESENTATION",
        "Note 28 \u2013 Business combinations",
        "We Face Risks Related to Adequately Protecting Our Rights to the Piers and Being Accused of Blocking Others",
        "Total provision for losses $ (4,156) $ 8,285 NM",
        "As a percent of revenue 3% 3% 0ppt",
        "Details of the price that was paid for the assets are as follows (in millions):",
    ],
)
def test_what_stands_above_a_sentence_is_no_part_of_it(heading):
    assert [one.text for one in sentences_in(f"{heading}\n{PROSE}") if one.whole and one.text != heading] == [PROSE]


def test_the_last_item_of_a_list_takes_in_nothing_of_what_follows_it():
    text = f"\u2022 State taxes\nLegal Proceedings That Are Not Described in Note 12\n{PROSE}"
    assert [one.text for one in sentences_in(text)] == ["State taxes", PROSE]


def test_a_line_that_a_figure_cut_short_runs_on():
    text = (
        "Revenue from charters on the northern and on the southern route together grew\n14% with more weddings, "
        "more corporate events and more tours of the islands that lie beyond the strait."
    )
    short = "The credit line bears interest at the daily\nSecured Overnight Financing Rate plus 1.25%, and has a fee."
    assert [len(sentences_in(one)) for one in (text, short)] == [1, 1]


@pytest.mark.parametrize(
    "cut",
    [
        "Description of Business, and Supplemental Disclosures\u201d of our Annual Report and Item 1 of this report.",
        "The claims are described in Item 8 of Part II, \u201cFinancial Statements and Supplementary Data.",
        "2023, the Court granted in part and denied in part the motions of the bank to dismiss the complaints.",
        "\u2022 the higher level of income and the lower benefits related to awards, partially offset by",
    ],
)
def test_a_piece_of_a_sentence_is_not_whole(cut):
    assert not any(one.whole for one in sentences_in(cut))


@pytest.mark.parametrize(
    "text",
    [
        'The selling price (\u201cSSP") of each ticket is estimated from the tickets that are sold alone.',
        "\u2022 expenses that relate to legal matters, with fines and settlements; and",
        "2025 Notes may be converted by their holders into shares of our common stock at any time.",
    ],
)
def test_marks_of_two_kinds_and_names_that_begin_with_a_year_are_whole(text):
    assert [one.whole for one in sentences_in(text)] == [True]
