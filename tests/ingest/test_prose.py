from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.filings import BBox, Fact, Filing, Form, Kind, Passage, Source, Statement
from core.ontology import load_ontology
from core.periods import Period, duration
from ingest.layout import Line, PageLayout, Word
from ingest.prose import prose_facts

FILING = Filing("f", "x.pdf", "Tillow Mills, Inc.", Form.TEN_Q, Kind.PDF, 1, "0" * 64, 2022, 3, date(2022, 9, 30))
QUARTER, YEAR_AGO = duration(date(2022, 9, 30), 3), duration(date(2021, 9, 30), 3)
NINE, NINE_AGO = duration(date(2022, 9, 30), 9), duration(date(2021, 9, 30), 9)
TABLE = [
    Fact("f", "Tax", Decimal(1), "USD", period, 1, concept="IncomeTaxExpenseBenefit", statement=Statement.INCOME)
    for period in (QUARTER, YEAR_AGO, NINE, NINE_AGO)
]


def found(text: str, facts: Sequence[Fact] = TABLE) -> list[tuple[Decimal, Period]]:
    passage = Passage("f", 0, "", 1, text)
    read = prose_facts([passage], [], facts, FILING, load_ontology())
    assert all(fact.source is Source.TEXT and fact.row in " ".join(text.split()) for fact in read)
    return [(fact.value, fact.period) for fact in read]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Our effective tax rate was 15.7% for the three months ended September 30, 2022.", [("15.7", QUARTER)]),
        ("The effective tax rate for the third quarter of 2022 was 19% compared to 17% for the third quarter of 2021.",
         [("19", QUARTER), ("17", YEAR_AGO)]),
        ("Our effective tax rate was 19% and 17% for the three months ended September 30, 2022 and 2021, respectively,"
         " and 20% and 9% for the nine months ended September 30, 2022 and 2021, respectively.",
         [("19", QUARTER), ("17", YEAR_AGO), ("20", NINE), ("9", NINE_AGO)]),
        ("INCOME TAXES\nEffective Tax Rate\nOur effective tax rate was 19% in the first nine months of 2022,"
         " an increase\nof 2 percentage points.", [("19", NINE)]),
    ],
)  # fmt: skip
def test_a_plain_sentence_is_a_fact(sentence: str, expected: list[tuple[str, Period]]) -> None:
    assert found(sentence) == [(Decimal(value), period) for value, period in expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our effective tax rate was approximately 15% for the three months ended September 30, 2022.",
        "Our adjusted effective tax rate was 15% for the three months ended September 30, 2022.",
        "Our effective tax rate was 15%.",
        "Our effective tax rate was lower than the statutory rate of 21% for the year ended September 30, 2022.",
        "Excluding this item, our effective tax rate was 15% for the three months ended September 30, 2022.",
        "Foreign revenue was $15 million for the three months ended September 30, 2022.",
        "Our revenue increased 15% for the three months ended September 30, 2022.",
        "Our revenue and our net income were $15 million for the three months ended September 30, 2022.",
        "Our effective tax rate was 15% and 16% for the three months ended September 30, 2022.",
        "The quarterly dividend was $0.24 per share for the three months ended September 30, 2022.",
    ],
)
def test_what_is_not_plain_is_no_fact(sentence: str) -> None:
    assert found(sentence) == []


def test_money_is_in_units_of_one() -> None:
    assert found("Total revenue was $8.3 billion for the three months ended September 30, 2022.") == [
        (Decimal(8_300_000_000), QUARTER)
    ]


def test_what_a_statement_prints_is_not_taken_from_prose() -> None:
    table = [replace(TABLE[0], concept="Revenues")]
    assert found("Total revenue was $8.3 billion for the three months ended September 30, 2022.", table) == []


def test_the_figures_place_is_its_word() -> None:
    sentence = "Our effective tax rate was 15.7% for the three months ended September 30, 2022."
    words = [Word(text, BBox(10.0 * i, 5, 10.0 * i + 9, 15)) for i, text in enumerate(sentence.split())]
    page = PageLayout(1, 600, 800, sentence, (Line(tuple(words)),))
    (fact,) = prose_facts([Passage("f", 0, "", 1, sentence)], [page], TABLE, FILING, load_ontology())
    assert fact.bbox == BBox(50, 5, 59, 15)
    assert (fact.printed, fact.unit) == ("15.7%", "%")


def test_of_two_readings_of_a_span_a_sentence_has_the_one_of_most_figures() -> None:
    a_week_off = [replace(TABLE[0], period=Period(QUARTER.end, date(2022, 6, 24 + day))) for day in range(6)]
    sentence = "Our effective tax rate was 15.7% for the three months ended September 30, 2022."
    assert found(sentence, [*a_week_off, *TABLE, *TABLE]) == [(Decimal("15.7"), QUARTER)]
