from decimal import Decimal

import pytest

from core.answers import AnswerStatus


def headline(run):
    return (run.answer.headline.value, run.answer.headline.unit) if run.answer.headline else None


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("By what percentage did Ferrowick's revenue grow from the second to the third quarter of 2022?", "10.0", "%"),
        (
            "By how much did Ferrowick's revenue rise from the second to the third quarter of 2022?",
            "110",
            "USD millions",
        ),
        (
            "By how much did Ferrowick's total assets change between March 31, 2022 and June 30, 2022?",
            "100",
            "USD millions",
        ),
        ("By how much did Tramontane's net income fall from FY2019 to FY2020?", "20", "USD millions"),
        ("By how much did Tramontane's net income change from FY2019 to FY2020?", "-20", "USD millions"),
        ("How much did Tramontane's inventories increase in FY2021?", "200", "USD millions"),
        ("How much did Ferrowick's total assets increase in the first nine months of 2022?", "300", "USD millions"),
        ("By how many percent did Ferrowick's revenue increase from Q2 2022 to Q3 2022?", "10.0", "%"),
    ],
)
def test_a_change_is_between_the_periods_named_and_in_the_unit_asked_for(ask, question, value, unit):
    assert headline(ask(question)) == (Decimal(value), unit)


def test_a_change_in_money_has_the_percentage_beside_it(ask):
    run = ask("By how much did Ferrowick's revenue rise from the second to the third quarter of 2022?")
    assert "rose by $110 million (10.0%)" in run.answer.markdown


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("By how much did Tramontane's net income increase from FY2019 to FY2020?", "It did not increase: "),
        ("Why did Ferrowick's revenue fall in Q3 2022?", "It did not decrease: "),
    ],
)
def test_a_premise_that_is_false_is_said_first(ask, question, says):
    answer = ask(question).answer
    assert answer.markdown.startswith(says)


def test_a_premise_that_is_true_is_not_remarked_upon(ask):
    assert "did not" not in ask("By how much did Ferrowick's revenue increase from Q2 2022 to Q3 2022?").answer.markdown


def test_words_of_a_line_item_do_not_say_what_is_to_be_done_with_it(ask, shelf):
    from core.filings import Statement
    from tests.agents.conftest import row

    report, facts, text = shelf.books["tram-10k"]
    ends = [fact.period.end for fact in facts if fact.concept == "Revenues"]
    cells = [(end, 12, cell) for end, cell in zip(ends, ("90", "80", "70"), strict=True)]
    spent = row(
        report,
        "Research and development",
        cells,
        concept="ResearchAndDevelopmentExpense",
        statement=Statement.INCOME,
        page=50,
    )
    shelf.add(report, [*facts, *spent], text)
    assert headline(ask("How much did Tramontane spend on research and development in FY2021?")) == (
        Decimal(90),
        "USD millions",
    )
    share = ask("What percentage of Tramontane's net sales went into research and development in FY2021?")
    assert headline(share) == (Decimal("1.1"), "%")
    assert "÷" in share.answer.markdown


@pytest.mark.parametrize(
    "question",
    [
        "What percentage of Tramontane's net sales was cost of sales in FY2021? One decimal place.",
        "What share of its net sales did Tramontane's cost of sales take in FY2021?",
        "What was cost of sales as a percentage of net sales at Tramontane in FY2021?",
    ],
)
def test_a_share_of_another_line_is_computed(ask, question):
    run = ask(question)
    assert headline(run) == (Decimal("62.5"), "%")
    assert run.answer.status is AnswerStatus.ANSWERED


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Did Ferrowick's net loss widen from Q1 2022 to Q2 2022?", "No."),
        ("Was Ferrowick's net loss smaller in Q2 2022 than in Q1 2022?", "Yes."),
        ("Was Ferrowick's revenue higher in Q3 2022 than in Q2 2022?", "Yes."),
        ("Did Ferrowick make a net profit in Q2 2022?", "No."),
        ("Did Ferrowick report a net loss in Q2 2022?", "Yes."),
        ("Did Ferrowick make a net profit in Q3 2022?", "Yes."),
    ],
)
def test_a_loss_that_grows_is_a_lower_result(ask, question, verdict):
    assert ask(question).answer.markdown.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is Ferrowick's net income positive?", "Yes."),
        ("Is Ferrowick's net income positive in every quarter?", "No."),
        ("Was Ferrowick's net income positive in Q1 2022, Q2 2022 and Q3 2022?", "No."),
    ],
)
def test_what_is_positive_now_is_told_from_what_always_was(ask, question, verdict):
    assert ask(question).answer.markdown.startswith(verdict)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What caused Ferrowick's net profit in Q2 2022?", "no net profit"),
        ("What caused Ferrowick's net loss in Q3 2022?", "no net loss"),
    ],
)
def test_a_profit_taken_for_granted_that_was_a_loss_is_said(ask, question, says):
    assert says in ask(question).answer.markdown.splitlines()[0]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much cash did Ferrowick's operating activities provide in the third quarter of 2022 alone?", "170"),
        ("How much cash did Ferrowick generate from operations in Q2 2022?", "150"),
    ],
)
def test_cash_of_an_activity_is_no_balance(ask, question, value):
    assert headline(ask(question)) == (Decimal(value), "USD millions")


def test_the_fourth_quarter_is_the_year_less_nine_months(ask, shelf):
    from datetime import date

    from core.filings import Form, Statement
    from tests.agents.conftest import filing, row

    report = filing("ferry-10k", "Ferrowick Ferries, Inc.", Form.TEN_K, 2022, None, date(2022, 12, 31))
    cells = [(date(2022, 12, 31), 12, "4,600"), (date(2021, 12, 31), 12, "3,500")]
    shelf.add(report, row(report, "Total revenue", cells, concept="Revenues", statement=Statement.INCOME, page=50))
    run = ask("What were Ferrowick's net sales in the fourth quarter of fiscal 2022?")
    assert headline(run) == (Decimal(1290), "USD millions")
    assert "3,310" in run.answer.markdown and "4,600" in run.answer.markdown


def test_the_largest_cost_is_found_among_the_costs_of_the_statement(ask, shelf):
    from core.filings import Statement
    from tests.agents.conftest import row

    report, facts, text = shelf.books["tram-10k"]
    ends = [fact.period.end for fact in facts if fact.concept == "Revenues"]
    for label, concept, figures in (
        ("Selling, general and administrative", "SellingGeneralAndAdministrativeExpense", ("2,100", "1,900", "1,500")),
        ("Total costs and expenses", "CostsAndExpenses", ("7,100", "6,450", "5,520")),
    ):
        cells = [(end, 12, cell) for end, cell in zip(ends, figures, strict=True)]
        facts = (*facts, *row(report, label, cells, concept=concept, statement=Statement.INCOME, page=50))
    shelf.add(report, facts, text)
    run = ask("What was the largest cost item of Tramontane in FY2021?")
    assert run.answer.markdown.startswith("Cost of revenue was the highest")
    assert headline(run) == (Decimal(5000), "USD millions")


def test_one_line_over_several_issuers_for_one_quarter(ask):
    answer = ask("Compare the revenue of Ferrowick and Tramontane for the third quarter of 2022").answer
    assert Decimal("1.21E9") in {figure.value for figure in answer.figures}


def test_a_line_item_with_a_joining_word_is_no_part_of_itself(ask, shelf):
    from core.filings import Statement
    from tests.agents.conftest import row

    report, facts, text = shelf.books["tram-10k"]
    ends = [fact.period.end for fact in facts if fact.concept == "Revenues"]
    cells = [(end, 12, cell) for end, cell in zip(ends, ("90", "80", "70"), strict=True)]
    concept = "ResearchAndDevelopmentExpense"
    spent = row(
        report, "Research and development expenses", cells, concept=concept, statement=Statement.INCOME, page=50
    )
    shelf.add(report, [*facts, *spent], text)
    run = ask("By what percentage did Tramontane's research and development expense grow in FY2021?")
    assert "segments" not in run.plan.sub_questions[0].arguments
    assert headline(run) == (Decimal("12.5"), "%")
