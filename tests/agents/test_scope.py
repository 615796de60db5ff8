from datetime import date

import pytest

from agents.calendar import target_named, targets_of
from agents.grammar_periods import periods_in
from agents.scope_companies import companies_of, named_in
from core.answers import AnswerStatus
from core.filings import Filing, Form, Kind, Statement
from tests.agents.conftest import row


def report(company: str, ticker: str | None = None, end: date = date(2022, 12, 31), year: int = 2022) -> Filing:
    return Filing(company, f"{company}.pdf", company, Form.TEN_K, Kind.PDF, 1, "", year, None, end, ticker=ticker)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Brightwater's sales", ["Brightwater Holdings, Inc."]),
        ("B&W's sales", ["Blume & Wicht AG"]),
        ("BnW", ["Blume & Wicht AG"]),
        ("Blume and Wicht", ["Blume & Wicht AG"]),
        ("QFN revenue", ["Quellfein Corporation"]),
        ("QUAL EPS", ["Quallard Inc."]),
        ("Best Lamp's best year", ["BEST LAMP CO., INC."]),
        ("the best year", []),
        ("BestLamp", ["BEST LAMP CO., INC."]),
        ("what were Quellfeins sales", ["Quellfein Corporation"]),
        ("Vala Kola's sales", ["THE VALA-KOLA COMPANY"]),
        ("ValaKola", ["THE VALA-KOLA COMPANY"]),
        ("McBrindle's FY2022 sales", ["McBRINDLE'S CORPORATION"]),
        ("McBrindles sales", ["McBRINDLE'S CORPORATION"]),
        ("the sales of J.P. Larkspur", ["JPLARKSPUR & CO."]),
        ("JP Larkspur", ["JPLARKSPUR & CO."]),
        ("Ondelez sales", ["Ondelēz International, Inc."]),
        ("Wexley's sales", ["The Tobin Wexley Company"]),
        ("express sales of wexley", []),
        ("general expenses", []),
    ],
)
def test_companies_are_found_under_the_names_that_people_use(text, named):
    filings = [
        report("Brightwater Holdings, Inc."),
        report("Blume & Wicht AG"),
        report("Quellfein Corporation", "QFN"),
        report("BEST LAMP CO., INC."),
        report("General Gears, Inc."),
        report("THE VALA-KOLA COMPANY"),
        report("Quallard Inc.", "QUALX"),
        report("McBRINDLE'S CORPORATION"),
        report("JPLARKSPUR & CO."),
        report("Ondelēz International, Inc."),
        report("The Tobin Wexley Company"),
        report("Tobin Express, Inc."),
    ]
    companies = companies_of(filings)
    names = {company.key: company.name for company in companies}
    assert list(dict.fromkeys(names[one.company] for one in named_in(text, companies))) == named


@pytest.mark.parametrize(
    "name",
    [
        "The Vala-Kola Company",
        "Vala-Kola Company's",
        "Ondelez International",
        "Ondelez International, Inc.",
        "Blume & Wicht AG",
        "JPLarkspur & Co.'s",
        "Best Lamp Co., Inc.",
        "Quellfein Corp.",
        "Tobin Wexley company",
    ],
)
def test_a_full_name_is_the_company_s_to_its_end(name):
    """Else "International" were a region, and "Company" a part of the issuer."""
    names = ["THE VALA-KOLA COMPANY", "Ondelēz International, Inc.", "Blume & Wicht AG", "JPLARKSPUR & CO."]
    names += ["BEST LAMP CO., INC.", "Quellfein Corporation", "The Tobin Wexley Company"]
    companies = companies_of([report(one) for one in names])
    text = f"What was the revenue of {name} in FY2022?"
    (first, *_others) = sorted(named_in(text, companies), key=lambda found: found.start - found.end)
    assert text[first.start : first.end].rstrip(".") == name.rstrip(".")


def test_a_figure_of_an_issuer_under_its_full_name_is_the_whole_issuer_s(ask, shelf):
    end = date(2022, 12, 31)
    made = report("Ondelez Resorts International")
    rows = row(made, "Total revenues", [(end, 12, "900")], concept="Revenues", statement=Statement.INCOME)
    regions = row(made, "Revenues", [(end, 12, "300")], concept="Revenues", segment="International")
    shelf.add(made, (*rows, *regions))
    answer = ask("What was Ondelez Resorts International's revenue in FY2022?", on=shelf).answer
    assert answer.headline.value == 900
    assert ask("What was Ondelez's International revenue in FY2022?", on=shelf).answer.headline.value == 300


def test_an_issuer_that_changed_its_name_is_one():
    (company,) = companies_of([report("Quellfein Systems Incorporated"), report("Quellfein Inc.")])
    assert len(company.filings) == 2


def quarter(end: date, year: int, number: int) -> Filing:
    return Filing("q", "q.pdf", "Quellfein", Form.TEN_Q, Kind.PDF, 1, "", year, number, end)


def test_the_issuers_own_count_comes_before_the_calendar():
    filing = quarter(date(2022, 6, 25), 2022, 3)
    readings = targets_of(periods_in("Q3 2022")[0], [filing])
    assert [(t.end.month, t.label) for t in readings] == [(6, "Q3 2022"), (9, "Q4 2022")]


def test_a_month_names_the_quarter_that_ends_in_it():
    filing = quarter(date(2022, 6, 25), 2022, 3)
    (reading,) = targets_of(periods_in("the June quarter")[0], [filing])
    assert reading.label == "Q3 2022"


def test_periods_written_as_arguments_are_read_for_the_filing():
    filing = quarter(date(2022, 6, 25), 2022, 3)
    labels = ["Q3 2022", "FY2021", "first nine months of 2022", "Q3 2021", ""]
    assert [target_named(label, filing).label for label in labels] == [*labels[:4], "Q3 2022"]


def test_ticked_filings_win_over_all_others(ask):
    run = ask("What was revenue?", "ferry-q2")
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q2"]


@pytest.mark.parametrize(
    "question",
    [
        "Compare Ferrowick's revenue with Zephyrine's revenue",
        "Compare Zephyrine and Ferrowick revenue in Q2 2022",
        "Zephyrine vs Ferrowick: revenue in Q2 2022",
        "Compare the revenue of Tramontane, Zephyrine and Ferrowick",
    ],
)
def test_a_company_without_filings_beside_one_that_has_some_is_said_first(ask, question):
    answer = ask(question).answer
    assert answer.status is AnswerStatus.PARTIAL
    assert answer.markdown.startswith("There is no filing of Zephyrine in the library")
    assert answer.figures


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What was Zephyrine+ revenue in 2022?", "Zephyrine+"),
        ("ZPH revenue FY22", "ZPH"),
        ("What was ZE's revenue in 2022?", "ZE"),
        ("Zephyrine gross margin", "Zephyrine"),
        ("What are the revenues that American Zephyrine reports?", "American Zephyrine"),
        ("What are the places that American Zephyrine primarily operates in?", "American Zephyrine"),
    ],
)
def test_a_name_that_no_filing_knows_is_refused_wherever_it_stands(ask, question, name):
    answer = ask(question).answer
    assert answer.status is AnswerStatus.REFUSED and f"no filing of {name} " in answer.error


@pytest.mark.parametrize(
    "question",
    [
        "What was revenue in Q2 2022? Answer in USD millions. Round to one decimal.",
        "Basing your judgments off the income statement, what was net income?",
        "Freight revenue in Q2 2022",
        "What was Net Income in Q2 2022 (GAAP)?",
    ],
)
def test_a_question_that_names_no_company_is_of_those_in_scope(ask, question):
    assert ask(question, "ferry-q2").answer.status is AnswerStatus.ANSWERED


def test_a_period_without_a_filing_beside_one_that_has_one_is_said_first(ask):
    answer = ask("Compare Tramontane's net sales in FY2021 and FY2024").answer
    assert answer.status is AnswerStatus.PARTIAL
    assert "reports on FY2024; there is FY2021" in answer.markdown.splitlines()[0]
    assert any(figure.value == 8_000_000_000 for figure in answer.figures)


def test_a_segment_brings_its_issuer_into_scope(ask):
    run = ask("What was revenue of Freight in Q2 2022?")
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q2"]
    assert run.answer.headline.value == 440


def test_the_missing_period_of_a_company_that_was_not_asked_about_is_not_told(ask):
    answer = ask("What was net income in Q2 2022?").answer
    assert "Tramontane" not in answer.markdown.splitlines()[0]


def test_a_product_that_begins_the_question_brings_its_issuer_into_scope(ask):
    run = ask("Freight revenue in Q2 2022")
    assert [q.filing for q in run.plan.sub_questions] == ["ferry-q2"]


def test_a_product_said_to_be_a_company_s_own_is_looked_for_there_alone(ask):
    run = ask("What was Tramontane's Freight revenue?")
    assert [q.filing for q in run.plan.sub_questions] == ["tram-10k"]
    assert run.answer.headline is None


def test_the_name_of_the_ticked_file_is_no_other_company(ask):
    answer = ask("What was Tram's revenue in FY2021?", "tram-10k").answer
    assert answer.headline is not None and answer.headline.value == 8000
    assert ask("What was Tram's revenue in FY2021?").answer.status is AnswerStatus.REFUSED
    assert ask("What was Zanzibarco's revenue in FY2021?", "tram-10k").answer.status is AnswerStatus.REFUSED


def test_the_name_of_a_ratio_in_a_table_of_another_issuer_calls_for_no_other_issuer(ask, shelf):
    report, facts, text = shelf.books["ferry-q3"]
    more = row(report, "Effective tax rate", [(report.period_end, 3, "20.0%")], unit="%", page=40)
    shelf.books["ferry-q3"] = (report, (*facts, *more), text)
    question = "What is Tramontane's net margin? Effective tax rate is no part of it. One decimal place."
    answer = ask(question).answer
    assert answer.headline is not None and answer.headline.value == 5
