from datetime import date
from decimal import Decimal

import pytest

from agents.one_off_words import kinds_in
from agents.one_offs import Moved, one_offs_of
from core.answers import Figure
from core.filings import Passage
from core.ontology import load_ontology
from core.periods import duration

MDA = "Part I, Item 2. Management's Discussion and Analysis › Results of Operations"
QUARTER, NINE_MONTHS = duration(date(2022, 9, 30), 3), duration(date(2022, 9, 30), 9)


def moved(measure="Revenue", concept="Revenues", before=900, now=1210, period=QUARTER):
    growth = (Decimal(now) - before) / before * 100
    figures = [Figure(measure, Decimal(value).scaleb(6), "USD", period) for value in (before, now)]
    return Moved(measure, concept, *figures, Decimal(now - before).scaleb(6), growth)


def told(text, what=None, section=MDA):
    passages = [Passage("q3", place, section, 20, part) for place, part in enumerate(text.split("\n\n"))]
    return [one.citation.quote for one in one_offs_of(what or moved(), passages, load_ontology())]


GREW = "Revenue increased $310 million, or 34%, primarily due to more crossings."
DEAL = "Additionally, we saw a $90 million increase in revenue from the acquisition of Saltmere Lines."


def test_a_sentence_that_prints_the_growth_and_names_a_deal_is_told():
    text = "Revenue increased $310 million, or 34%, driven by the acquisition of Saltmere Lines."
    assert told(text) == [text]


def test_a_sentence_after_the_one_that_prints_the_growth_is_told():
    assert told(f"{GREW} {DEAL}") == [DEAL]


def test_the_sentence_may_stand_in_the_next_passage():
    assert told(f"{GREW}\n\n{DEAL}") == [DEAL]


@pytest.mark.parametrize(
    "text",
    [
        DEAL,
        f"Revenue increased $290 million, or 31%, primarily due to more crossings. {DEAL}",
        f"{GREW} Cost of revenue increased $50 million due to the acquisition of Saltmere Lines.",
        f"{GREW} Harbour revenue increased 12% due to the acquisition of Saltmere Lines.",
        f"{GREW} The effect of the acquisition of Saltmere Lines on revenue was not material.",
        f"{GREW} We expect the acquisition of Saltmere Lines to increase revenue by $40 million next year.",
        f"{GREW} Traffic acquisition costs reduced revenue by $2 million.",
    ],
    ids=["no growth", "another growth", "another line", "a part's own growth", "no effect", "ahead", "no deal"],
)
def test_what_is_not_tied_to_the_change_is_not_told(text):
    assert told(text) == []


def test_a_sentence_of_nine_months_is_not_told_beside_a_quarter():
    text = (
        "Nine Months Ended September 30, 2022 Compared with the Same Period in 2021\n"
        "Revenue increased $310 million, or 34%, driven by the acquisition of Saltmere Lines."
    )
    assert told(text) == []
    assert len(told(text, moved(period=NINE_MONTHS))) == 1


def test_a_segment_has_its_own_sentences():
    text = (
        "For the three months ended September 30, 2022 compared to the same period in 2021, Harbour revenue increased "
        "$30 million, or 20%. Harbour revenue increased primarily attributable to a $25 million benefit from business "
        "model changes in the UK. Ferry revenue increased due to the acquisition of Saltmere Lines."
    )
    assert told(text, moved("Harbour revenue", None, 150, 180)) == [
        "Harbour revenue increased primarily attributable to a $25 million benefit from business model changes "
        "in the UK."
    ]


def test_what_distorts_most_comes_first_and_no_kind_comes_twice():
    week = "The 53rd week contributed 2 percentage points of revenue growth."
    currency = "Foreign currency reduced revenue growth by 1 percentage point."
    assert told(f"{GREW} {currency} {DEAL} {week}") == [week, DEAL]


def test_risk_factors_and_notes_are_not_looked_at():
    assert told(f"{GREW} {DEAL}", section="Part II, Item 1A. Risk Factors") == []
    assert told(f"{GREW} {DEAL}", section="Part I, Item 1. Financial Statements › Note 4") == []


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Fiscal 2018 includes approximately $715 million of revenue from the extra week.", ("extra week",)),
        ("Net sales reflect the disposition of the Gold Strike business.", ("divestiture",)),
        ("Depreciation fell due to the change in estimated useful lives of our servers.", ("accounting",)),
        ("Revenue benefited from business model changes in the UK.", ("business model",)),
        ("Weakness in foreign currencies reduced net sales.", ("currency",)),
        ("Customer acquisition costs rose.", ()),
        ("We acquired new customers.", ()),
    ],
)
def test_kinds_are_told_by_their_words(sentence, kinds):
    assert kinds_in(sentence) == kinds


def test_a_one_off_stands_beside_the_growth_with_its_footnote(shelf, ask):
    book = next(book for book in shelf.books.values() if book[0].id == "ferry-q3")
    text = "Revenue increased 34% compared to the same period in 2021, driven by the acquisition of Saltmere Lines."
    shelf.add(book[0], book[1], [*book[2], Passage("ferry-q3", 90, MDA, 20, text)])
    answer = ask("How fast did Ferrowick's revenue grow year over year in Q3 2022?").answer
    place = next(citation for citation in answer.citations if citation.quote == text)
    assert "What distorts this change" in answer.markdown
    assert f"Q3 2022: “{text}” [{place.number}]" in answer.markdown
    assert (place.filing, place.page) == ("ferry-q3", 20)
    level = ask("What was Ferrowick's revenue in Q3 2022?").answer
    assert "What distorts" not in level.markdown
