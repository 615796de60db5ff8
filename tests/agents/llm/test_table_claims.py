"""A model's tables: each cell is held to its row, its column, its scale and its issuer."""

import pytest

from agents.audit import SentenceAudit
from agents.llm.table_claims import stated_in, tables_in
from core.answers import Grounding
from core.ontology import load_ontology

GOOD = (Grounding.FOUND, Grounding.COMPUTED)


def sentences(text, issuers=()):
    return [stated.sentence for table in tables_in(text) for stated in stated_in(table, issuers)]


def stopped(text, shelf):
    audit = SentenceAudit(shelf, [filing.id for filing in shelf.filings()], (), load_ontology())
    last = [audit.verdicts(sentence)[-1] for sentence in sentences(text, ("Ferrowick", "Tramontane"))]
    return [verdict.text for verdict in last if verdict.grounding not in GOOD]


def test_a_cell_is_a_sentence_with_its_row_column_and_scale():
    text = "Figures in USD millions\n\n| Ferrowick | Q3 2022 |\n|---|---:|\n| Revenue | **1,210** [1] |"
    assert sentences(text, ["Ferrowick"]) == ["Ferrowick: Revenue, Q3 2022: 1,210 million"]


def test_a_change_is_one_between_the_periods_of_the_columns():
    text = "| | Q3 2022 | Q3 2021 | Change |\n|---|---|---|---|\n| Revenue | $1.2 billion | $0.9 billion | (34.4%) |"
    assert sentences(text)[-1] == "Revenue: it fell by 34.4% between Q3 2022 and Q3 2021"


def test_what_is_no_table_states_nothing():
    assert sentences("Revenue | was $5 million\n\n| lone line |") == []


def test_a_blank_line_ends_a_table():
    table = "| | Q3 2022 |\n|---|---|\n| {} | $5 million |"
    text = f"{table.format('Revenue')}\n\n{table.format('Net income')}"
    assert [one.labels for one in tables_in(text)] == [{"Revenue"}, {"Net income"}]


def test_a_remark_belongs_after_the_cells_figure():
    text = "| | Q3 2022 |\n|---|---|\n| Revenue | $1,210 million [1] |"
    (table,) = tables_in(text)
    (stated,) = stated_in(table, ())
    assert text[: stated.mark].endswith("$1,210 million")


@pytest.mark.parametrize(
    ("rows", "marked"),
    [
        ("| Ferrowick revenue | $1,210 million | $900 million |", []),
        ("| Ferrowick revenue | $900 million | $1,210 million |", ["$900 million", "$1,210 million"]),
        ("| Ferrowick revenue ($ millions) | 1,210 | 900 |", []),
        ("| Ferrowick revenue ($ billions) | 1,210 | 900 |", ["1,210 billion", "900 billion"]),
        ("| Tramontane revenue | $1,210 million | $900 million |", ["$1,210 million", "$900 million"]),
    ],
)
def test_swapped_columns_scales_and_issuers_are_stopped(shelf, rows, marked):
    assert stopped(f"| | Q3 2022 | Q3 2021 |\n|---|---|---|\n{rows}", shelf) == marked
