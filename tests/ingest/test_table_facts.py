"""From a page to facts: each case is one way in which issuers print."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.filings import Fact, Filing, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

Q3 = filing(Form.TEN_Q, 2022, 3, date(2022, 9, 30))
FY = filing(Form.TEN_K, 2019, None, date(2019, 12, 31))


def read(one: Filing, *drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, one, load_ontology())


def values(facts: tuple[Fact, ...], label: str) -> dict[tuple[str, int], Decimal]:
    return {(f.period.end.isoformat(), f.period.months): f.value for f in facts if f.label == label}


INCOME = """
                        TILLOW MILLS, INC.
                 CONSOLIDATED STATEMENTS OF OPERATIONS
   (In millions, except share amounts which are reflected in thousands, and per share amounts)

                                        Three Months Ended September 30,  Nine Months Ended September 30,
                                             2021            2022             2021            2022
Revenue                                $      4,845    $     8,343      $   11,677      $   23,270
Costs and expenses
   Cost of revenue, exclusive of
   depreciation shown below                   2,438          5,173           6,247          14,352
   Sales and marketing                          475            617              —            1,808
      Total costs and expenses                2,913          5,790           6,247          16,160
Loss from operations                           (572)          (495)         (3,284)         (1,690)
Net loss                               $     (2,424)   $    (1,206)     $   (1,388)     $   (9,736)
Net loss per share:
   Basic                               $      (1.28)   $     (0.61)     $    (0.74)     $    (4.96)
Weighted-average shares used to compute net loss per share:
   Basic                                  1,898,954      1,979,299       1,877,655       1,964,483
"""


def test_spanning_headings_give_three_and_nine_months() -> None:
    facts = read(Q3, INCOME)
    assert values(facts, "Revenue") == {
        ("2021-09-30", 3): Decimal("4845e6"),
        ("2022-09-30", 3): Decimal("8343e6"),
        ("2021-09-30", 9): Decimal("11677e6"),
        ("2022-09-30", 9): Decimal("23270e6"),
    }
    assert {f.statement for f in facts} == {Statement.INCOME}


def test_brackets_are_negative_and_rejoined_with_their_signs() -> None:
    net = [f for f in read(Q3, INCOME) if f.label == "Net loss" and f.period.end.year == 2022]
    assert [(f.printed, f.value) for f in net] == [
        ("$ (1,206)", Decimal("-1206e6")),
        ("$ (9,736)", Decimal("-9736e6")),
    ]


def test_a_label_on_two_lines_is_one() -> None:
    facts = read(Q3, INCOME)
    cost = values(facts, "Cost of revenue, exclusive of depreciation shown below")
    assert cost["2022-09-30", 3] == Decimal("5173e6")
    assert not values(facts, "depreciation shown below")


def test_lines_stand_under_their_heading_and_its_total_closes_it() -> None:
    facts = read(Q3, INCOME)
    assert {f.parents for f in facts if f.label == "Sales and marketing"} == {("Costs and expenses",)}
    assert {f.parents for f in facts if f.label == "Loss from operations"} == {()}


def test_a_printed_dash_is_zero() -> None:
    assert values(read(Q3, INCOME), "Sales and marketing")["2021-09-30", 9] == 0


def test_amounts_a_share_are_unscaled_and_shares_have_their_own_scale() -> None:
    basic = [f for f in read(Q3, INCOME) if f.label == "Basic" and (f.period.end.year, f.period.months) == (2022, 3)]
    assert [(f.unit, f.value) for f in basic] == [("USD/share", Decimal("-0.61")), ("shares", Decimal("1979299e3"))]


def test_a_fact_shows_its_row_its_heading_and_its_place() -> None:
    fact = next(f for f in read(Q3, INCOME) if f.label == "Revenue" and f.value == Decimal("8343e6"))
    assert fact.row == "Revenue $ 4,845 $ 8,343 $ 11,677 $ 23,270"
    assert fact.heading == "Three Months Ended September 30, 2022"
    assert fact.bbox is not None and (fact.bbox.x0, fact.bbox.x1) == (275, 330)
    assert (fact.scale, fact.concept, fact.page) == (6, "Revenues", 1)


def test_an_empty_cell_is_missing() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                        (in thousands)
                                Year Ended December 31,
                              2019       2018       2017
Net sales                   $  9,100   $  8,200   $  7,300
Restructuring charges                       120
Net income                  $    900   $    800   $    700
""",
    )
    assert values(facts, "Restructuring charges") == {("2018-12-31", 12): Decimal("120e3")}


def test_balance_sheets_are_instants_on_the_dates_of_their_columns() -> None:
    facts = read(
        Q3,
        """
                     CONSOLIDATED BALANCE SHEETS
                        (In millions)
                                  As of December 31, 2021   As of September 30, 2022
Assets
   Cash and cash equivalents       $             4,295     $              4,865
   Inventories                                     631                      593
      Total assets                 $             4,926     $              5,458
""",
    )
    assert values(facts, "Total assets") == {
        ("2021-12-31", 0): Decimal("4926e6"),
        ("2022-09-30", 0): Decimal("5458e6"),
    }
    assert {f.statement for f in facts} == {Statement.BALANCE}


def test_cash_at_both_ends_of_a_cash_flow_statement_is_dated_from_the_period() -> None:
    facts = read(
        Q3,
        """
                     CONSOLIDATED STATEMENTS OF CASH FLOWS
                        (In millions)
                                              Nine Months Ended September 30,
                                                  2021            2022
Cash flows from operating activities
   Net cash used in operating activities        $  (450)        $  (120)
Cash flows from investing activities
   Purchases of property and equipment             (210)           (190)
Cash and cash equivalents
   Beginning of period                            5,647           4,295
   End of period                                $ 4,987         $ 3,985
""",
    )
    assert values(facts, "Beginning of period") == {
        ("2020-12-31", 0): Decimal("5647e6"),
        ("2021-12-31", 0): Decimal("4295e6"),
    }
    assert ("2022-09-30", 0) in values(facts, "End of period")
    assert ("2022-09-30", 9) in values(facts, "Purchases of property and equipment")


@pytest.mark.parametrize(
    ("heading", "months"),
    [
        ("13 Weeks Ended", 3),
        ("Thirteen Weeks Ended", 3),
        ("Quarters Ended", 3),
        ("26 Weeks Ended", 6),
        ("39 weeks ended", 9),
        ("52 Weeks Ended", 12),
        ("Fiscal Years Ended", 12),
    ],
)
def test_weeks_quarters_and_years_over_dates_on_two_lines(heading: str, months: int) -> None:
    facts = read(
        filing(Form.TEN_Q, 2023, 3, date(2022, 10, 29)),
        f"""
                     CONSOLIDATED STATEMENTS OF EARNINGS
                        ($ in millions)
                                          {heading}
                                  October 29,     October 30,
                                     2022            2021
Revenue                           $  10,587       $  11,910
Net earnings                      $     277       $     499
""",
    )
    assert set(values(facts, "Revenue")) == {("2022-10-29", months), ("2021-10-30", months)}


def test_bare_years_of_an_annual_report_are_its_fiscal_years() -> None:
    facts = read(
        filing(Form.TEN_K, 2022, None, date(2023, 1, 28)),
        """
        We acquired a mill during the year that ended January 29, 2022, after the year that ended January 30, 2021.
""",
        """
                     CONSOLIDATED STATEMENTS OF EARNINGS
                        (millions)
                              2022       2021       2020
Net sales                   $  9,100   $  8,200   $  7,300
Net income                  $    900   $    800   $    700
""",
    )
    assert set(values(facts, "Net sales")) == {("2023-01-28", 12), ("2022-01-29", 12), ("2021-01-30", 12)}


def test_columns_of_changes_are_not_facts() -> None:
    facts = read(
        Q3,
        """
        The following table shows net sales by region (in millions):
                          Three Months Ended September 30,
                              2022        2021      % Change    $ Change
North America net sales     $ 4,100     $ 3,900          5 %    $    200
Europe net sales              1,000       1,250        (20)%        (250)
""",
    )
    assert len(facts) == 4
    assert {f.value for f in facts} == {Decimal(n).scaleb(6) for n in (4100, 3900, 1000, 1250)}
    assert {f.segment for f in facts} == {"North America net sales", "Europe net sales"}
    assert {f.statement for f in facts} == {None}


def test_lines_without_a_sign_go_on_in_percent() -> None:
    facts = read(
        Q3,
        """
        Net sales mix is as follows:                                                (in millions)
                          Three Months Ended September 30,
                              2022        2021
Net sales                   $ 4,100     $ 3,900
Net sales mix:
   North America               62 %        60 %
   Europe                      22          24
""",
    )
    assert {(f.value, f.unit) for f in facts if f.label == "Europe"} == {(Decimal(22), "%"), (Decimal(24), "%")}


def test_a_line_item_under_a_segment_bears_its_name() -> None:
    facts = read(
        Q3,
        """
        Information on reportable segments is as follows (in millions):
                                   Three Months Ended
                                      September 30,
                                   2022        2021
Mills
   Net sales                     $ 4,100     $ 3,900
   Operating income                  310         290
Shops
   Net sales                       1,000       1,250
   Operating income                   31          29
""",
    )
    assert {(f.segment, f.label) for f in facts} == {
        (segment, label) for segment in ("Mills", "Shops") for label in ("Net sales", "Operating income")
    }


def test_a_statement_goes_on_under_the_headings_of_the_page_before() -> None:
    first = """
                     CONSOLIDATED BALANCE SHEETS
                        (In thousands)
                                        December 31,
                                    2019            2018
Assets
   Cash and cash equivalents      $  4,295        $  4,865
      Total assets                $  4,926        $  5,458
"""
    second = """
Liabilities
   Accounts payable               $  1,100        $  1,200
      Total liabilities           $  2,100        $  2,400
"""
    facts = read(FY, first, second)
    payable = [f for f in facts if f.label == "Accounts payable"]
    assert [(f.page, f.period.end, f.statement, f.value) for f in payable] == [
        (2, date(2019, 12, 31), Statement.BALANCE, Decimal("1100e3")),
        (2, date(2018, 12, 31), Statement.BALANCE, Decimal("1200e3")),
    ]


def test_two_tables_on_a_page_keep_their_own_headings() -> None:
    facts = read(
        Q3,
        """
        Inventories were as follows (in millions):
                               September 30,      December 31,
                                   2022               2021
Raw materials                   $     41          $     39
Finished goods                       100               125

        Depreciation was as follows (in thousands):
                               Three Months Ended September 30,
                                   2022               2021
Depreciation expense            $  1,310          $  1,290
""",
    )
    assert set(values(facts, "Raw materials")) == {("2022-09-30", 0), ("2021-12-31", 0)}
    assert values(facts, "Depreciation expense")["2022-09-30", 3] == Decimal("1310e3")


def test_figures_in_sentences_are_no_rows() -> None:
    facts = read(
        Q3,
        """
        For the three months ended September 30, 2022 and 2021 we recorded restructuring charges of 310 and
        in the same months we paid employees who left us in the course of that restructuring a total of 290
        which we expect to be followed by charges in the year that ends on December 31, 2022
""",
    )
    assert facts == ()


def test_footnote_marks_are_not_part_of_a_figure() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                        (in millions)
                                Year Ended December 31,
                              2019           2018
Net sales                   $  9,100(1)    $  8,200
Net income                  $    900       $    800*
""",
    )
    assert values(facts, "Net sales")["2019-12-31", 12] == Decimal("9100e6")
    assert values(facts, "Net income")["2018-12-31", 12] == Decimal("800e6")


def test_equity_by_component_is_dated_by_its_balances() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                        (in millions)
                                     Common        Retained       Total
                                     Stock         Earnings       Equity
Balance as of December 31, 2017     $   26        $  3,158       $  3,184
   Net income                            —           1,798          1,798
Balance as of December 31, 2018         26           4,956          4,982
   Dividends                             —            (580)          (580)
Balance as of December 31, 2019     $   26        $  4,376       $  4,402
""",
    )
    total = [f for f in facts if f.segment is None]
    assert [(f.period.end.year, f.period.months, f.value) for f in total] == [
        (2017, 0, Decimal("3184e6")),
        (2018, 12, Decimal("1798e6")),
        (2018, 0, Decimal("4982e6")),
        (2019, 12, Decimal("-580e6")),
        (2019, 0, Decimal("4402e6")),
    ]
    assert {f.segment for f in facts} == {None, "Common Stock", "Retained Earnings"}


def test_totals_without_a_label_are_named_where_the_sum_shows_what_they_are() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in millions)
                                Year Ended December 31,
                              2019           2018
Revenues
   Casino                   $    900       $    800
   Rooms                         100            150
                               1,000            950
Net income                  $     70       $     60
""",
    )
    assert values(facts, "Total revenues") == {
        ("2019-12-31", 12): Decimal("1000e6"),
        ("2018-12-31", 12): Decimal("950e6"),
    }


def test_an_amount_a_share_quoted_in_a_label_does_not_make_the_row_one() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF CASH FLOWS
                        (in millions, except per share data)
                                            Year Ended December 31,
                                              2019         2018
Cash flows from operating activities
   Effect of exchange rate changes on cash     (12.5)          3.0
   Net cash from operating activities         900.5         800.1
Cash flows from financing activities
   Dividends paid ($1.96 per share)        (1,135.1)      (1,139.7)
""",
    )
    dividends = next(f for f in facts if f.label.startswith("Dividends"))
    assert (dividends.unit, dividends.value) == ("USD", Decimal("-1135.1e6"))
    assert {f.unit for f in facts if f.label.startswith("Effect")} == {"USD"}


def test_a_row_whose_label_runs_into_figures_yields_nothing() -> None:
    facts = read(
        Q3,
        """
        Debt by maturity was as follows (in millions):
                          Three Months Ended September 30,
                              2022        2021
Net sales                   $ 4,100     $ 3,900
Advances 25,775 — see above     602         604
""",
    )
    assert {f.label for f in facts} == {"Net sales"}


def test_a_table_without_a_scale_yields_nothing() -> None:
    assert not read(
        Q3,
        """
                          Three Months Ended September 30,
                              2022        2021
Net sales                   $ 4,100     $ 3,900
Gross profit                  1,000       1,250
""",
    )


def test_columns_that_cannot_be_told_apart_yield_nothing() -> None:
    assert not read(
        Q3,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in millions)
                          Three Months Ended September 30,
                              2022        2022
Net sales                   $ 4,100     $ 3,900
Net income                    1,000       1,250
""",
    )


def test_a_year_that_stands_over_two_columns_is_read_where_they_agree() -> None:
    facts = read(
        FY,
        """
(Dollars in millions)
Years ended December 31              2019      2018     Change      2018      2017     Change
Cost of sales                     $ 6,310   $ 5,926   $   384    $ 5,926   $ 6,384   $ (458)
Cost of sales as a % of sales       94.7%     95.2%    (0.5)%      95.2%    109.8%   (14.6)%
""",
    )
    assert values(facts, "Cost of sales") == {
        ("2019-12-31", 12): Decimal("6310e6"),
        ("2018-12-31", 12): Decimal("5926e6"),
        ("2017-12-31", 12): Decimal("6384e6"),
    }
    assert len([f for f in facts if f.label == "Cost of sales"]) == 3
    assert values(facts, "Cost of sales as a % of sales")["2018-12-31", 12] == Decimal("95.2")


def test_the_day_of_a_date_without_a_comma_is_no_figure() -> None:
    facts = read(
        FY,
        """
(Dollars in millions)
Years ended December 31              2019      2018
Cost of sales                     $ 6,310   $ 5,926
""",
    )
    assert values(facts, "Cost of sales") == {
        ("2019-12-31", 12): Decimal("6310e6"),
        ("2018-12-31", 12): Decimal("5926e6"),
    }


def test_columns_of_one_year_that_agree_by_their_dashes_alone_are_not_told_apart() -> None:
    facts = read(
        FY,
        """
(Dollars in millions)
Years ended December 31              2019      2018      2018      2017
Cost of sales                     $ 6,310   $ 5,926   $ 5,120   $ 6,384
Impairment of goodwill                  —         —         —        12
""",
    )
    assert {f.period.end.year for f in facts} == {2019, 2017}


def test_an_event_report_without_a_fiscal_period_dates_no_bare_years() -> None:
    assert not read(
        replace(filing(Form.EIGHT_K, 2023, None, date(2023, 8, 30)), fiscal_year=None),
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in millions)
                               SECOND QUARTER
                              2023        2022
Net sales                   $ 4,100     $ 3,900
Net income                    1,000       1,250
""",
    )


CASH = """
                        TILLOW MILLS, INC.
                 CONSOLIDATED STATEMENTS OF CASH FLOWS
                           (In millions)

                                                      Nine Months Ended September 30,
                                                           2021            2022
Cash flows from operating activities
   Net cash provided by operating activities        $        886    $      1,067
Cash flows from investing activities
   Net cash used in investing activities                    (104)           (293)
Cash flows from financing activities
   Net cash used in financing activities                     (50)            (45)
Net increase in cash and restricted cash                     732             729
Cash and restricted cash
   Beginning of period                                     7,073           7,805
   End of period                                    $      7,805    $      8,534
Reconciliation of cash to the balance sheets
   Cash and cash equivalents                        $      6,482    $      6,865
   Restricted cash                                         1,323           1,669
Total cash and restricted cash                      $      7,805    $      8,534
"""


def test_what_cash_consists_of_is_dated_at_the_period_end() -> None:
    facts = read(Q3, CASH)
    for label, value in {"Restricted cash": "1669e6", "Total cash and restricted cash": "8534e6"}.items():
        assert values(facts, label)[("2022-09-30", 0)] == Decimal(value)
    assert values(facts, "Net increase in cash and restricted cash")[("2022-09-30", 9)] == Decimal("729e6")


def test_a_segment_called_stores_stands_in_money_under_its_heading() -> None:
    drawing = """
   The results of the segments were as follows (in thousands):

                                        Three Months Ended September 30,
                                             2021            2022
Net sales:
   Garden Centers                       $    158,990    $    168,215
   Home Stores                               163,425         160,940
      Total net sales                   $    322,415    $    329,155

Number of stores:
   Home Stores                                   140             144
"""
    facts = [f for f in read(Q3, drawing) if f.label == "Home Stores" and f.period.end.year == 2022]
    assert [(f.unit, f.value) for f in facts] == [("USD", Decimal("160940e3")), ("", Decimal(144))]


def test_a_scale_before_the_years_does_not_hide_them() -> None:
    facts = read(
        FY,
        """
Joint venture activity is as follows:
                                   Fiscal Year
In Millions                    2019       2018
Net sales                   $ 1,004.0   $ 1,010.7
Distributions                   144.3       200.6
""",
    )
    assert values(facts, "Net sales") == {
        ("2019-12-31", 12): Decimal("1004.0e6"),
        ("2018-12-31", 12): Decimal("1010.7e6"),
    }


def test_a_change_over_the_middle_column_leaves_the_years_beside_it() -> None:
    facts = read(
        FY,
        """
Net sales were as follows:
                                        2019 vs. 2018
                           Fiscal 2019  Percentage Change  Fiscal 2018
Net sales (in millions)    $ 1,816.4         (8)%          $ 1,969.1
""",
    )
    assert values(facts, "Net sales (in millions)") == {
        ("2019-12-31", 12): Decimal("1816.4e6"),
        ("2018-12-31", 12): Decimal("1969.1e6"),
    }


def test_a_balance_sheet_without_headings_is_divided_by_its_totals() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED BALANCE SHEETS
                        (in millions)
                                       December 31,
                                     2019        2018
Assets
Cash and cash equivalents          $   900     $   800
Restricted cash                         25          20
   Total current assets              1,025         920
Restricted cash                         75          70
   Total assets                    $ 1,500     $ 1,400
Liabilities and equity
Operating lease liabilities        $    30     $    20
   Total current liabilities           130         120
Operating lease liabilities             60          50
   Total liabilities                   400         300
Total equity                         1,100       1,100
""",
    )
    end = [f for f in facts if f.period.end.year == 2019]
    assert {f.value: f.concept for f in end if f.label == "Restricted cash"} == {
        Decimal("25e6"): "RestrictedCashAndCashEquivalentsAtCarryingValue",
        Decimal("75e6"): "RestrictedCashNoncurrent",
    }
    assert {f.value: f.concept for f in end if f.label == "Operating lease liabilities"} == {
        Decimal("30e6"): "OperatingLeaseLiabilityCurrent",
        Decimal("60e6"): "OperatingLeaseLiabilityNoncurrent",
    }


def test_where_a_gain_stands_in_a_statement_is_no_title() -> None:
    facts = read(
        Q3,
        """
Effects of our derivative instruments were as follows ($ in millions):
                                                     Three Months Ended
                           Statement of Earnings
                                 Location        Sep 30, 2022   Sep 30, 2021
Interest rate swaps          Interest expense       $ (10)          $ 14
Adjustments of debt          Interest expense          10            (14)
""",
    )
    assert {(f.period.months, f.value) for f in facts if f.label.startswith("Interest rate swaps")} == {
        (3, Decimal("-10e6")),
        (3, Decimal("14e6")),
    }


def test_years_of_a_term_are_no_money_and_equivalents_of_shares_are_shares() -> None:
    facts = read(
        FY,
        """
The following table shows leases and shares (in millions):
                                            2019       2018
Weighted-average remaining lease term (years)
   Operating leases                          7.2        8.1
Common stock and common stock equivalents  7,485      7,567
Lease cost                                $   30     $   20
""",
    )
    assert {f.unit for f in facts if f.label == "Operating leases"} <= {""}
    assert {f.unit for f in facts if f.label.startswith("Common stock")} <= {"shares"}


QUARTERS_DOWN = """
Quarterly results of operations were as follows (in millions, except per share amounts):
                         Revenue     Gross profit    Diluted earnings per share
First Quarter 2019      $   100         $  40               $ 0.10
Second Quarter 2019         110            45                 0.12
"""


def test_quarters_in_the_rows_date_the_columns_they_stand_under() -> None:
    facts = read(FY, QUARTERS_DOWN)
    assert {(f.label, f.period.end.isoformat(), f.period.months, f.value) for f in facts} == {
        ("Revenue", "2019-03-31", 3, Decimal("100e6")),
        ("Revenue", "2019-06-30", 3, Decimal("110e6")),
        ("Gross profit", "2019-03-31", 3, Decimal("40e6")),
        ("Gross profit", "2019-06-30", 3, Decimal("45e6")),
        ("Diluted earnings per share", "2019-03-31", 3, Decimal("0.10")),
        ("Diluted earnings per share", "2019-06-30", 3, Decimal("0.12")),
    }
    assert {f.concept for f in facts} == {"Revenues", "GrossProfit", "EarningsPerShareDiluted"}


def test_quarters_in_the_rows_and_years_over_the_columns() -> None:
    facts = read(
        FY,
        """
(in millions)
                         2019        2018
Net sales:
   First Quarter      $   100     $    90
   Second Quarter         110         120
   Total year             210         210
""",
    )
    assert values(facts, "Net sales") == {
        ("2019-03-31", 3): Decimal("100e6"),
        ("2018-03-31", 3): Decimal("90e6"),
        ("2019-06-30", 3): Decimal("110e6"),
        ("2018-06-30", 3): Decimal("120e6"),
        ("2019-12-31", 12): Decimal("210e6"),
        ("2018-12-31", 12): Decimal("210e6"),
    }
    assert not values(facts, "First Quarter")


def test_payments_due_in_years_to_come_are_no_facts_of_the_year_reported() -> None:
    facts = read(
        FY,
        """
In March 2018, the Company entered into an agreement to pay at least a certain amount in each of three periods.
Future minimum payments as of December 31, 2019 were as follows (in thousands):

                                   Operating Leases     Purchases
2020                                 $   1,000           $  500
2021                                       900              400
Thereafter                                 800              300
Total                                $   2,700           $1,200
""",
    )
    assert {f.label for f in facts} <= {"Total"}
    assert all("agreement" not in (f.segment or "") for f in facts)


def test_a_column_of_prices_is_an_amount_a_share() -> None:
    facts = read(
        FY,
        """
Options (in thousands)
                                     Fiscal year 2019           Fiscal year 2018
                                   Number of   Exercise      Number of    Exercise
                                    Options      Price        Options       Price
Granted                               3,274    $ 228.96         3,500     $ 174.71
""",
    )
    assert {(f.unit, f.value) for f in facts if "Price" in f.heading} == {
        ("USD/share", Decimal("228.96")),
        ("USD/share", Decimal("174.71")),
    }


def test_the_parts_of_a_balance_by_day_are_not_its_total() -> None:
    facts = read(
        FY,
        """
The changes were as follows (in millions):
                              Fiscal Year 2019            Fiscal Year 2018
                           Wholesale     Total         Wholesale     Total
Allowance for loan losses
   Beginning balance      $  100      $  400           $  90      $  390
   Ending balance at December 31  120    420             100         400
""",
    )
    assert {f.value for f in facts if f.segment is None and f.label == "Allowance for loan losses"} <= {
        Decimal("420e6"),
        Decimal("400e6"),
    }


def test_steps_of_a_movement_by_year_are_no_line_items() -> None:
    facts = read(
        FY,
        """
Valuation accounts (in millions):
                             Balance at      Additions     Balance at
                             Beginning                         End
Year Ended December 31, 2019   $  50          $  20          $  60
Year Ended December 31, 2018      40             20             50
""",
    )
    assert not facts


def test_a_row_that_is_basic_and_diluted_is_both_line_items() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in thousands, except per share data)
                                    Year Ended December 31,
                                      2019        2018
Revenue                            $  9,100    $  8,200
Net loss                           $   (900)   $   (800)
Net loss per common share:
   Basic and diluted               $  (0.35)   $  (0.15)
""",
    )
    assert {(f.concept, f.value) for f in facts if f.label == "Basic and diluted" and f.period.end.year == 2019} == {
        ("EarningsPerShareBasic", Decimal("-0.35")),
        ("EarningsPerShareDiluted", Decimal("-0.35")),
    }


def test_a_share_count_that_is_basic_and_diluted_is_both_line_items() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in thousands, except per share data)
                                    Year Ended December 31,
                                      2019        2018
Revenue                            $  9,100    $  8,200
Net loss                           $   (900)   $   (800)
Shares, basic and diluted             2,571       5,333
""",
    )
    assert {f.concept for f in facts if f.unit == "shares"} == {
        "WeightedAverageNumberOfSharesOutstandingBasic",
        "WeightedAverageNumberOfDilutedSharesOutstanding",
    }


def test_an_unlabelled_sum_of_a_balance_sheet_is_the_total_of_what_it_stands_under() -> None:
    facts = read(
        FY,
        """
                           CONSOLIDATED BALANCE SHEETS
                                  (in millions)
                                        December 31,  December 31,
                                            2019          2018
Current assets:
  Cash and cash equivalents                $  40        $  30
  Inventories:
    Raw materials                             12           11
    Finished goods                            30           25
                                              42           36
  Total current assets                        82           66
Total assets                               $ 182        $ 166
Total liabilities and shareholders' equity $ 182        $ 166
""",
    )
    assert [(f.label, f.value) for f in facts if f.concept == "InventoryNet"] == [
        ("Total inventories", Decimal("42e6")),
        ("Total inventories", Decimal("36e6")),
    ]


def test_the_label_of_the_last_row_may_end_below_its_figures() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                        (in thousands, except per share data)
                                    Year Ended December 31,
                                      2019        2018
Revenue                            $  9,100    $  8,200
Net loss                           $   (900)   $   (800)
Weighted-average common shares        2,571       5,333
   outstanding, diluted
See accompanying notes.
""",
    )
    assert {f.label for f in facts if f.unit == "shares"} == {"Weighted-average common shares outstanding, diluted"}


def test_what_remains_and_what_is_after_tax_is_not_to_come() -> None:
    facts = read(
        FY,
        """
Other figures (in millions):
                                          Fiscal 2019    Fiscal 2018
Remaining performance obligations           $ 900          $ 800
After-tax earnings from joint ventures         90             80
""",
    )
    assert {f.label for f in facts} >= {"After-tax earnings from joint ventures"}
    assert {f.label for f in facts} >= {"Remaining performance obligations"}


def test_columns_that_cannot_be_told_apart_give_a_row_of_a_year_no_fact() -> None:
    facts = read(
        FY,
        """
Valuation accounts (in millions):
                                Dollars       Dollars
Allowance for doubtful accounts:
   Year 2019                     $  50          $  20
   Year 2018                        40             20
""",
    )
    assert not facts


def test_a_word_that_stands_again_over_the_next_year_is_no_title() -> None:
    facts = read(
        FY,
        """
Allowance by portfolio (in millions):
                            Fiscal Year 2019                  Fiscal Year 2018
                       Consumer,                          Consumer,
                       excluding    Credit                excluding    Credit
                         cards       cards     Total         cards      cards     Total
Charge-offs              $ 10        $ 20       $ 30         $ 11       $ 21      $ 32
""",
    )
    named = {f.heading: f.value for f in facts if f.period.end.year == 2019}
    assert any("excluding" in heading and value == Decimal("10e6") for heading, value in named.items())
    assert not any("excluding" in heading and value != Decimal("10e6") for heading, value in named.items())


def test_years_down_the_side_stand_under_the_name_beside_the_first() -> None:
    facts = read(
        FY,
        """
The following table presents our reportable segments (in millions):
                        Fiscal     Health and
                         Year      Wellness (1)    Ferries      Total Company
Net sales                2019       $   300        $  150         $   450
                         2018           280           140             420
Total assets             2019           900           300           1,200
                         2018           800           290           1,090
""",
    )
    assert {(f.segment, f.concept, f.period.end.year, f.period.months, int(f.value / 10**6)) for f in facts} == {
        ("Health and Wellness", "Revenues", 2019, 12, 300),
        ("Health and Wellness", "Revenues", 2018, 12, 280),
        ("Ferries", "Revenues", 2019, 12, 150),
        ("Ferries", "Revenues", 2018, 12, 140),
        (None, "Revenues", 2019, 12, 450),
        (None, "Revenues", 2018, 12, 420),
        ("Health and Wellness", "Assets", 2019, 0, 900),
        ("Health and Wellness", "Assets", 2018, 0, 800),
        ("Ferries", "Assets", 2019, 0, 300),
        ("Ferries", "Assets", 2018, 0, 290),
        (None, "Assets", 2019, 0, 1200),
        (None, "Assets", 2018, 0, 1090),
    }


def test_segments_down_the_side_with_their_years_and_line_items_over_the_columns() -> None:
    facts = read(
        FY,
        """
Global segment results (in millions):
                                    Net sales     Total assets
Beauty                   2019       $   300        $  150
                         2018           280           140
Fabric and Home Care     2019           900           300
                         2018           800           290
""",
    )
    assert {(f.label, f.segment, f.period.end.year, f.period.months, int(f.value / 10**6)) for f in facts} == {
        ("Net sales", "Beauty", 2019, 12, 300),
        ("Net sales", "Beauty", 2018, 12, 280),
        ("Net sales", "Fabric and Home Care", 2019, 12, 900),
        ("Net sales", "Fabric and Home Care", 2018, 12, 800),
        ("Total assets", "Beauty", 2019, 0, 150),
        ("Total assets", "Beauty", 2018, 0, 140),
        ("Total assets", "Fabric and Home Care", 2019, 0, 300),
        ("Total assets", "Fabric and Home Care", 2018, 0, 290),
    }
