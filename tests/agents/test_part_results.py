"""How a segment did, what it earned or lost, and which of the parts ranks first, each by what its filing prints."""

from dataclasses import replace
from datetime import date

import pytest

from core.answers import AnswerStatus
from core.filings import Form, Statement
from tests.agents.conftest import filing, passages, row

END, BEFORE = date(2023, 12, 31), date(2022, 12, 31)


def both(report, label, cells, **more):
    return row(report, label, [(BEFORE, 12, cells[0]), (END, 12, cells[1])], **more)


@pytest.fixture
def orchard(shelf):
    """A year of a grower: three segments with a measure of their own, one with an operating loss, product lines twice.

    Its statement calls revenue otherwise than the table by segment does, below which the parts of a line stand too.
    """
    report = filing("orchard-10k", "Fennimore Orchards, Inc.", Form.TEN_K, 2023, None, END)
    facts = both(report, "Net sales", ("900", "1,000"), concept="Revenues", statement=Statement.INCOME)
    facts += both(report, "Operating income", ("80", "90"), concept="OperatingIncomeLoss", statement=Statement.INCOME)
    facts += both(report, "Net income", ("50", "60"), concept="NetIncomeLoss", statement=Statement.INCOME)
    for name, sales in (("Consumer", ("500", "560")), ("Business", ("410", "450")), ("Eliminations", ("(10)", "(10)"))):
        facts += both(report, name, sales, page=20, segment=None if name == "Eliminations" else name)
    facts += both(report, "Consolidated operating turnover", ("900", "1,000"), page=20)
    for name, sales in (("Consumer", ("110", "120")), ("Business", ("11", "12"))):
        facts += both(report, name, sales, page=22, segment=name)
    facts += both(report, "Total cider club income", ("121", "132"), page=22)
    for name, profit in (("Consumer", ("70", "85")), ("Business", ("10", "(15)"))):
        facts += [
            replace(fact, parents=("Segment adjusted EBITDA:",))
            for fact in both(report, name, profit, page=23, segment=name)
        ]
    facts += both(report, "Cellar and Press", ("2.0", "3.0"), page=26, unit="%", segment="Cellar and Press")
    for part, lines in (
        ("Domestic:", (("Apples", ("400", "480")), ("Pears", ("200", "150")))),
        ("International:", (("Apples", ("200", "220")), ("Pears", ("100", "150")))),
    ):
        for name, sales in lines:
            facts += [
                replace(fact, parents=("Net sales by product line", part))
                for fact in both(report, name, sales, page=24, segment=name)
            ]
    for name, sales in (("Domestic", ("600", "630")), ("International", ("300", "370"))):
        facts += both(report, "Net sales", sales, page=25, segment=name, concept="Revenues")
    texts = passages(report, "Part II, Item 7 · Results", 30, "Net sales grew by 11% because of the early harvest.")
    shelf.add(report, facts, texts)
    return shelf


def test_how_a_segment_did_is_its_revenue_and_its_own_measure_of_profit_with_the_year_before(ask, orchard):
    answer = ask("How did the Business segment do in 2023?", "orchard-10k", on=orchard).answer
    assert {(f.label, int(f.value / 10**6)) for f in answer.figures} >= {
        ("Business revenue", 450),
        ("Business revenue", 410),
        ("Business segment adjusted EBITDA", -15),
        ("Business segment adjusted EBITDA", 10),
    }
    assert "1,000" not in answer.markdown


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much did the Business segment lose in 2023?", -15),
        ("What were the losses of Business in 2023?", -15),
        ("What was Business revenue in 2023?", 450),
        ("What was Fennimore's Consumer revenue in 2023?", 560),
    ],
)
def test_a_segment_with_an_ordinary_name_has_its_own_figures(ask, orchard, question, value):
    assert ask(question, "orchard-10k", on=orchard).answer.headline.value == value


def test_the_net_income_of_a_segment_is_no_other_measure(ask, orchard):
    answer = ask("What was the net income of the Business segment in 2023?", "orchard-10k", on=orchard).answer
    assert answer.headline is None and not answer.figures


@pytest.mark.parametrize(
    "question",
    ["Performance of Cellar and Press in 2023", "What was the cellar segment's revenue in 2023?"],
)
def test_a_segment_that_is_not_printed_is_not_answered_with_the_whole(ask, orchard, question):
    answer = ask(question, "orchard-10k", on=orchard).answer
    assert answer.status is AnswerStatus.REFUSED and not answer.figures


def test_how_the_issuer_did_is_still_its_own_overview(ask, orchard):
    answer = ask("How did Fennimore do in 2023?", "orchard-10k", on=orchard).answer
    assert answer.headline.value == 1000


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("What was Fennimore's highest revenue product line in 2023?", "Apples had the highest revenue: $700 million"),
        ("Which Fennimore product line grew most in 2023?", "Apples had the highest growth of revenue: +16.7%"),
        ("Which Fennimore product lines declined in 2023?", "Growth of revenue, from the highest down: Apples +16.7%"),
        ("Which segment had the lowest revenue in 2023?", "Business had the lowest revenue: $450 million"),
    ],
)
def test_the_parts_of_a_breakdown_are_ranked(ask, orchard, question, start):
    answer = ask(question, "orchard-10k", on=orchard).answer
    assert answer.markdown.startswith(start)
    assert all(figure.grounded for figure in answer.figures)


def test_a_product_that_is_printed_for_each_segment_is_their_sum_and_says_so(ask, orchard):
    answer = ask("What was Pears revenue in 2023?", "orchard-10k", on=orchard).answer
    assert answer.headline.value == 300
    assert "Domestic and International apart" in " ".join(answer.caveats)


def test_a_company_named_in_ordinary_words_is_no_part_of_itself(ask, shelf):
    report = filing("goods-10k", "Best Goods, Inc.", Form.TEN_K, 2023, None, END)
    facts = both(report, "Net sales", ("900", "1,000"), concept="Revenues", statement=Statement.INCOME)
    facts += both(report, "Best Goods", ("3", "4"), page=9, segment="Best Goods")
    for name, sales in (("Chairs", ("500", "600")), ("Tables", ("400", "400"))):
        facts += both(report, name, sales, page=20, segment=name)
    facts += both(report, "Net sales", ("900", "1,000"), concept="Revenues", page=20)
    shelf.add(report, facts)
    answer = ask("Which product line performed best for Best Goods in 2023?", "goods-10k", on=shelf).answer
    assert answer.markdown.startswith("Chairs had the highest")


def test_of_parts_one_of_which_is_nil_the_lowest_is_one_that_is_there(ask, shelf):
    report = filing("mill-10k", "Osterly Mills, Inc.", Form.TEN_K, 2023, None, END)
    facts = both(report, "Net sales", ("900", "1,000"), concept="Revenues", statement=Statement.INCOME)
    for name, sales in (("Flour", ("600", "700")), ("Bran", ("290", "300")), ("Malt", ("10", "—"))):
        facts += both(report, name, sales, page=20, segment=name)
    facts += both(report, "Net sales", ("900", "1,000"), concept="Revenues", page=20)
    shelf.add(report, facts)
    answer = ask("Which segment had the lowest revenue in 2023?", "mill-10k", on=shelf).answer
    assert answer.markdown.startswith("Bran had the lowest revenue: $300 million")


def test_many_measures_of_several_issuers_stand_in_the_table_and_one_in_the_sentence(ask, orchard):
    report = filing("mead-10k", "Haverley Mead Company", Form.TEN_K, 2023, None, END)
    facts = []
    for label, concept, now in (
        ("Net sales", "Revenues", "70"),
        ("Operating income", "OperatingIncomeLoss", "7"),
        ("Net income", "NetIncomeLoss", "5"),
    ):
        facts += both(report, label, ("1", now), concept=concept, statement=Statement.INCOME)
    orchard.add(report, facts)
    question = "Compare the revenue, operating income and net income of Fennimore and Haverley in 2023"
    answer = ask(question, "orchard-10k", "mead-10k", on=orchard).answer
    sentence = answer.markdown.split("\n\n")[0]
    assert "$1,000 million" in sentence and "$70 million" in sentence
    assert "$90 million" not in sentence and "$60 million" not in sentence
    assert len(answer.table.rows) == 3


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was Larkmoor's revenue in Q1 2023?", 300),
        ("Larkmoor revenue in 1Q23", 300),
        ("What was Larkmoor's revenue in calendar Q1 2023?", 300),
        ("What was Larkmoor's revenue in fiscal Q3 2023?", 300),
    ],
)
def test_a_quarter_is_the_issuers_own_else_the_calendars(ask, larkmoor, question, value):
    assert ask(question, "larkmoor-q3", on=larkmoor).answer.headline.value == value


def test_the_issuers_quarter_that_is_not_there_is_not_the_calendars(ask, larkmoor):
    run = ask("What was Larkmoor's revenue in fiscal Q1 2023?", "larkmoor-q3", on=larkmoor)
    assert run.answer.status is not AnswerStatus.ANSWERED and not run.answer.figures


def test_a_question_in_words_says_how_its_quarter_was_read(ask, larkmoor):
    answer = ask("What were the risk factors in Q1 2023?", "larkmoor-q3", on=larkmoor).answer
    assert "is read as Larkmoor Kilns, Inc.'s Q3 2023" in answer.markdown


def test_a_question_in_words_about_a_quarter_that_is_not_there_says_so(ask, larkmoor):
    answer = ask("What were the risk factors in Q2 2022?", "larkmoor-q3", on=larkmoor).answer
    assert answer.status is AnswerStatus.PARTIAL
    assert "in scope reports on Q2 2022" in answer.markdown


def test_parts_are_ranked_for_a_quarter_of_the_calendar(ask, larkmoor):
    answer = ask("Which segment had the highest revenue in Q1 2023?", "larkmoor-q3", on=larkmoor).answer
    assert answer.markdown.startswith("Tiles had the highest revenue: $200 million")


def test_what_drove_revenue_is_no_part_of_it(ask, larkmoor):
    answer = ask("What drove revenue growth in Q1 2023?", "larkmoor-q3", on=larkmoor).answer
    assert "by itself" not in answer.markdown and answer.headline


@pytest.fixture
def larkmoor(shelf):
    """The third quarter of a year that ends in June."""
    end, before = date(2023, 3, 31), date(2022, 3, 31)
    report = filing("larkmoor-q3", "Larkmoor Kilns, Inc.", Form.TEN_Q, 2023, 3, end)
    facts = []
    for label, cells, more in (
        ("Revenue", ("240", "300"), {"concept": "Revenues", "statement": Statement.INCOME}),
        ("Tiles", ("150", "200"), {"page": 14, "segment": "Tiles"}),
        ("Bricks", ("90", "100"), {"page": 14, "segment": "Bricks"}),
        ("Revenue", ("240", "300"), {"concept": "Revenues", "page": 14}),
    ):
        facts += row(report, label, [(before, 3, cells[0]), (end, 3, cells[1])], **more)
    texts = passages(
        report,
        "Part II, Item 1A · Risk Factors",
        30,
        "Our kilns could be adversely affected by the price of gas and by new rules for emissions.",
    )
    texts += passages(
        report, "Part I, Item 2 · Results", 20, "Revenue increased 25% primarily due to higher demand for our tiles."
    )
    shelf.add(report, facts, texts)
    return shelf
