"""What says only how to answer a question is no part of what it asks; nor is a bracket that says a line again."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agents.grammar import read_question
from agents.grammar_asides import without_asides
from agents.grammar_directions import direction_places, without_directions
from agents.grammar_format import format_in
from core.ontology import load_ontology

ASKED = "What was Tramontane's FY2021 revenue?"


@pytest.mark.parametrize(
    "direction",
    [
        "Approach the question by assuming the standpoint of an investments analyst who sees the income statement.",
        "Respond to the question by taking the perspective of a lending banker who has lost access to other sources.",
        "Answer the following question as if you were a credit analyst without data providers.",
        "Please base your judgments on the cash flow statement.",
        "Use information provided primarily within the balance sheet.",
        "We need to calculate a rough approximation of a financial metric.",
    ],
)
def test_a_sentence_on_how_to_answer_is_left_aside(direction):
    assert without_directions(f"{direction} {ASKED}").strip() == ASKED
    assert without_directions(f"{ASKED} {direction}").strip() == ASKED


def test_the_question_after_a_colon_or_a_source_stays():
    for opening in (
        "You are an investment banker with these sources: the statement of cash flows. Here's the question: ",
        "Answer the following question by using the balance sheet: ",
        "By drawing on the information in the income statement only, ",
        "As a restructuring advisor, ",
        "As a lending analyst without the notes, I only have the primary statements. ",
    ):
        question = opening + "what was revenue in FY2021?"
        assert without_directions(question).strip() == "what was revenue in FY2021?"


@pytest.mark.parametrize(
    "question",
    [
        "Answer in USD millions.",
        "Imagine that you are an analyst: is that so?",
        "Based on the segment information, which segment grew?",
        "Based on FY2022 data, is the business capital-intensive?",
        "Calculate EBITDA using operating income and D&A (from cash flow statement).",
        "Give me the revenue of 2021.",
        "Provide your figure for revenue in FY2021.",
    ],
)
def test_what_is_asked_or_defined_is_no_direction(question):
    kept = without_directions(question)
    assert len(kept) == len(question)
    assert kept == question or not direction_places(question) or "is that so" in kept


def test_the_words_of_a_role_name_no_part_of_the_issuer(ask, shelf):
    report, facts, text = shelf.books["tram-10k"]
    sales = [replace(f, label="Investments", segment="Investments", page=60, statement=None) for f in facts[:3]]
    shelf.books["tram-10k"] = (report, (*facts, *sales), text)
    role = "Respond by assuming the perspective of an investments analyst."
    answer = ask(f"{ASKED} Give a response to the question by assuming you are an investment analyst. {role}").answer
    assert answer.headline is not None and answer.headline.value == 8000


def test_a_bracket_that_says_a_line_again_is_no_second_line(ask):
    ontology = load_ontology()
    words = "depreciation and amortization (D&A from              ) % margin"
    assert without_asides(words, ontology) == words.replace("(D&A from              )", " " * 24)
    assert without_asides("cash (and debt)", ontology) == "cash (and debt)"
    question = "What is the cost of goods sold (COGS from the income statement) % margin of Tramontane in FY2021?"
    assert ask(question).answer.headline.value == Decimal("62.5")


@pytest.mark.parametrize(
    ("question", "scale"),
    [
        ("What was capex (USD millions)?", 6),
        ("What was capex in $ billions?", 9),
        ("Answer: USD bn.", 9),
        ("capex ($mm)", 6),
        ("How many million dollars did it spend?", 6),
        ("What was revenue, in thousands of US dollars?", 3),
        ("Was revenue more than $5 million?", None),
    ],
)
def test_a_scale_stands_in_brackets_or_beside_the_currency_too(question, scale):
    assert format_in(question).scale == scale


def test_the_longest_name_is_told_without_the_gaps_in_it():
    question = "percent change in                    cash from operations"
    assert read_question(question, load_ontology()).line_items == ("NetCashProvidedByUsedInOperatingActivities",)
