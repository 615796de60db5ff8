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
