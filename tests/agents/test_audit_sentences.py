"""The audit of free sentences over a labelled set on real filings, and what it reads in a sentence."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from agents.audit import FigureVerdict, SentenceAudit
from agents.claim_words import Back, Shape
from agents.claims import claims_in
from agents.scope_companies import companies_of
from core.answers import Grounding
from core.errors import FilingNotFound
from core.filings import Fact, Filing, Hit, Passage, ReadFiling
from core.ontology import load_ontology
from ingest.reader import read_filing

DATASET = Path(__file__).resolve().parents[2] / "evals" / "datasets" / "audit_sentences.jsonl"
PASS_RIGHT, STOP_WRONG = 0.98, 0.99


class ReadShelf:
    """Filings just read, as a shelf."""

    def __init__(self, readings: Sequence[ReadFiling]) -> None:
        self._readings = {reading.filing.id: reading for reading in readings}

    def _of(self, filing: str) -> ReadFiling:
        if filing not in self._readings:
            raise FilingNotFound(filing)
        return self._readings[filing]

    def filings(self) -> Sequence[Filing]:
        return [reading.filing for reading in self._readings.values()]

    def facts(self, filing: str) -> Sequence[Fact]:
        return self._of(filing).facts

    def passages(self, filing: str) -> Sequence[Passage]:
        return self._of(filing).passages

    def search(self, query: str, filings: Sequence[str], k: int = 10) -> Sequence[Hit]:
        return ()

    def page_text(self, filing: str, page: int) -> str:
        return next((one.text for one in self._of(filing).pages if one.number == page), "")


class Labelled(NamedTuple):
    id: str
    sentence: str
    right: bool
    wrong_by: str | None
    filings: list[str]


def labelled() -> Iterator[Labelled]:
    for line in DATASET.read_text(encoding="utf-8").splitlines():
        yield Labelled(**json.loads(line))


@pytest.fixture(scope="module")
def read_shelf(filings_dir: Path) -> ReadShelf:
    names = {name for row in labelled() for name in row.filings}
    paths = [path for path in sorted(filings_dir.rglob("*")) if path.name in names]
    assert {path.name for path in paths} == names
    return ReadShelf([read_filing(path) for path in paths])


def passes(verdicts: Sequence[FigureVerdict]) -> bool:
    return bool(verdicts) and all(v.grounding in (Grounding.FOUND, Grounding.COMPUTED) for v in verdicts)


def test_right_sentences_pass_and_wrong_ones_are_stopped(read_shelf: ReadShelf) -> None:
    ids = {filing.name: filing.id for filing in read_shelf.filings()}
    audits: dict[tuple[str, ...], SentenceAudit] = {}
    rows, stopped, let_by = list(labelled()), [], []
    for row in rows:
        scope = tuple(ids[name] for name in row.filings)
        audit = audits.setdefault(scope, SentenceAudit(read_shelf, scope, (), load_ontology()))
        verdict = passes(audit.verdicts(row.sentence))
        if row.right and not verdict:
            stopped.append(row.sentence)
        if not row.right and verdict:
            let_by.append(row.sentence)
    right = sum(row.right for row in rows)
    assert min(right, len(rows) - right) >= 75
    assert {row.wrong_by for row in rows} == {None, "period", "scale", "sign", "company", "line_item", "invention"}
    assert len(stopped) <= (1 - PASS_RIGHT) * right, stopped
    assert len(let_by) <= (1 - STOP_WRONG) * (len(rows) - right), let_by


def test_the_rows_that_stop_a_sentence_say_why(read_shelf: ReadShelf) -> None:
    ids = [filing.id for filing in read_shelf.filings() if filing.name.startswith("uber_10q")]
    audit = SentenceAudit(read_shelf, ids, (), load_ontology())
    nine_months = audit.verdicts("Uber's revenue was $23,270 million in the third quarter of 2022.")[0]
    assert nine_months.grounding is Grounding.WRONG_PERIOD
    assert "nine months ended September 30, 2022" in nine_months.reason
    stranger = audit.verdicts("DoorDash's revenue was $8,343 million in Q3 2022.")[0]
    assert stranger.grounding is Grounding.UNSUPPORTED and "DoorDash" in stranger.reason


def claims(sentence: str, shelf):
    return claims_in(sentence, companies_of(shelf.filings()), load_ontology())


def test_a_figure_takes_the_period_that_follows_it(shelf) -> None:
    first, second = claims("Revenue rose from $900 million in Q3 2021 to $1,210 million in Q3 2022.", shelf)
    assert [first.period.year, second.period.year] == [2021, 2022]


def test_a_figure_takes_the_period_before_it_where_none_follows(shelf) -> None:
    first, second = claims("In Q3 2022 revenue was $1,210 million, against $900 million a year earlier.", shelf)
    assert (first.period.quarter, first.back) == (3, Back.NONE)
    assert (second.period.quarter, second.back) == (3, Back.YEAR)


def test_respectively_gives_each_figure_its_own_issuer(shelf) -> None:
    made = claims("Ferrowick and Tramontane had revenue of $1,210 million and $8,000 million, respectively.", shelf)
    assert [claim.company for claim in made] == ["ferrowick ferries", "tramontane stores"]


@pytest.mark.parametrize(
    ("sentence", "shape", "negative"),
    [
        ("Revenue increased by $310 million.", Shape.CHANGE, False),
        ("Revenue fell 12%.", Shape.CHANGE, True),
        ("Revenue increased to $310 million.", Shape.LEVEL, False),
        ("The net loss was $310 million.", Shape.LEVEL, True),
        ("An increase of $310 million in revenue.", Shape.CHANGE, False),
        ("Net cash used in operating activities was $310 million.", Shape.LEVEL, True),
    ],
)
def test_a_change_is_told_from_a_level(shelf, sentence, shape, negative) -> None:
    claim = claims(sentence, shelf)[0]
    assert (claim.shape, claim.negative) == (shape, negative)


def test_of_very_many_figures_those_not_checked_are_unsupported(shelf) -> None:
    audit = SentenceAudit(shelf, ["ferry-q3"], (), load_ontology())
    verdicts = audit.verdicts("Revenue was $5 million. " * 200)
    assert len(verdicts) == 200
    assert {verdict.grounding for verdict in verdicts} == {Grounding.UNSUPPORTED}


@pytest.mark.parametrize(
    ("sentence", "passed"),
    [
        ("Ferrowick's revenue was more than $1.2 billion in Q3 2022.", True),
        ("Ferrowick's revenue was nearly $1.2 billion in Q3 2022.", False),
        ("Ferrowick's revenue grew by about a third in Q3 2022, year over year.", True),
        ("Ferrowick's revenue fell by about a third in Q3 2022, year over year.", False),
        ("Ferrowick's revenue doubled in Q3 2022, year over year.", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022 (prior-year quarter: $900 million).", True),
        ("Ferrowick's revenue was $1,210 million in Q3 2022 (prior-year quarter: $1,100 million).", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, up from $900 million a year earlier.", True),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, down from $900 million a year earlier.", False),
        ("Ferrowick's revenue fell from $900 million in Q3 2021 to $1,210 million in Q3 2022.", False),
        ("Ferrowick's revenue slid to $1,210 million in Q3 2022 from $900 million in Q3 2021.", False),
        ("Ferrowick's revenue fell to $1,210 million in Q3 2022.", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, lower than in the prior year.", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, higher than in the prior year.", True),
        ("Ferrowick's net loss widened to $20 million in Q2 2022 from $30 million in Q2 2021.", False),
        ("Ferrowick's net loss narrowed to $20 million in Q2 2022 from $30 million in Q2 2021.", True),
        ("Ferrowick's revenue rose by US$310 million, or 34.4%, to US$1.2 billion in Q3 2022.", True),
        ("Ferrowick's revenue rose by $310 million (34.4%) in Q3 2022.", True),
        ("Ferrowick's revenue rose by $310 million (31.4%) in Q3 2022.", False),
        ("Revenue: $1,210 million in Q3 2022 vs. $900 million in Q3 2021 (+34.4% YoY)", True),
        ("Revenue: $1,210 million in Q3 2022 vs. $900 million in Q3 2021, -34.4%", False),
        ("Ferrowick's Q3 2022 revenue was $1,210 million, while the prior-year figure was $900 million.", True),
        ("Ferrowick's Q3 2022 revenue was $900 million, while the prior-year figure was $1,210 million.", False),
        ("In Q3 2022 revenue was $1,210 million; a year earlier it was $900 million.", True),
        ("From Q3 2021 to Q3 2022, Ferrowick's revenue went from $900 million to $1,210 million.", True),
        ("In Q3 2021 and Q3 2022, Ferrowick's revenue was $1,210 million and $900 million.", False),
        ("Revenue at Ferrowick: $1,210 million (Q3 2021: $900 million) for Q3 2022.", True),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, reflecting a year-over-year increase of 34.4%.", True),
        ("In Q3 2022, Ferrowick's revenue rose by 34.4% compared to Q3 2021, reaching $1,210 million.", True),
        ("In Q3 2022, Ferrowick's revenue rose by 34.4% compared to Q3 2021, reaching $900 million.", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022, a 34.4% increase over Q3 2021's $900 million.", True),
        ("Ferrowick's revenue growth was 34.4% in Q3 2022.", True),
        ("Ferrowick's revenue growth was -34.4% in Q3 2022.", False),
        ("Ferrowick's revenue was $1,210 million in Q3 2022 and $900 million in Q3 2021, a gap of $310 million.", True),
        (
            "Ferrowick's revenue was $1,210 million in Q3 2022 and $900 million in Q3 2021, a gap of $410 million.",
            False,
        ),
        ("Ferrowick's revenue was higher in Q3 2022 ($1,210 million) than in Q3 2021 ($900 million).", True),
        ("Ferrowick's revenue was lower in Q3 2022 ($1,210 million) than in Q3 2021 ($900 million).", False),
        ("Ferrowick's revenue rose from $900 million to $1,210 million (+34.4%) between Q3 2021 and Q3 2022.", True),
        ("Ferrowick's revenue rose from $900 million to $1,210 million (+31.4%) between Q3 2021 and Q3 2022.", False),
        ("Ferrowick's revenue fell year over year, from $900 million to $1,210 million in Q3 2022.", False),
        ("Ferrowick increased its revenue by 34.4% in Q3 2022, to $1,210 million.", True),
        ("Ferrowick revenue: Q3 2021 900 million dollars, Q3 2022 1,210 million dollars.", True),
        ("Ferrowick revenue: Q3 2021 1,210 million dollars, Q3 2022 900 million dollars.", False),
        ("Ferrowick's net income was $15M in Q3 2022.", True),
        ("Ferrowick's net income was $9M in Q3 2022.", False),
        ("Ferrowick's total assets rose 6% to $5,300 million at September 30, 2022.", True),
        ("Ferrowick's total assets rose 9% to $5,300 million at September 30, 2022.", False),
    ],
)
def test_bounds_words_and_brackets_are_held_to_the_facts(shelf, sentence, passed) -> None:
    audit = SentenceAudit(shelf, ["ferry-q2", "ferry-q3"], (), load_ontology())
    assert passes(audit.verdicts(sentence)) is passed
