"""Statements of equity: each case is one way in which issuers lay them out."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Filing, Form, Statement
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

Q2 = filing(Form.TEN_Q, 2023, 2, date(2023, 6, 30))
FY = filing(Form.TEN_K, 2022, None, date(2022, 12, 31))


def read(one: Filing, *drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, one, load_ontology())


def totals(facts: tuple[Fact, ...], label: str) -> dict[tuple[str, int], Decimal]:
    return {(f.period.end.isoformat(), f.period.months): f.value for f in facts if f.label == label and not f.segment}


def parts(facts: tuple[Fact, ...], label: str, end: str) -> dict[str, Decimal]:
    return {f.segment: f.value for f in facts if f.label == label and f.segment and f.period.end.isoformat() == end}


BALANCE_SHEET = """
                     CONSOLIDATED BALANCE SHEETS
                           (in millions)
                               June 30, 2023   December 31, 2022
Total assets                     $ 900            $ 800
Total liabilities                  700              650
Total stockholders' equity         200              150
"""

QUARTERS = """
          CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                           (in millions)
                            (unaudited)
                                       Three Months Ended June 30, 2023
                                   Common       Paid-In      Accumulated       Total
                                   Stock        Capital        Deficit        Equity
Balances at March 31, 2023         $ 40          $ 60          $ 80           $ 180
Net income                            —             —            25              25
Repurchases                           —            (5)            —              (5)
Balances at June 30, 2023          $ 40          $ 55          $ 105          $ 200

                                        Three Months Ended June 30, 2022
                                   Common       Paid-In      Accumulated       Total
                                   Stock        Capital        Deficit        Equity
Balances at March 31, 2022         $ 30          $ 50          $ 20           $ 100
Net income                            —             —            20              20
Balances at June 30, 2022          $ 30          $ 50          $ 40           $ 120
"""


def test_a_period_over_the_components_does_not_date_the_balances() -> None:
    facts = [f for f in read(Q2, BALANCE_SHEET, QUARTERS) if f.statement is Statement.EQUITY]
    assert totals(tuple(facts), "Balances at March 31, 2023") == {("2023-03-31", 0): Decimal("180e6")}
    assert totals(tuple(facts), "Repurchases") == {("2023-06-30", 3): Decimal("-5e6")}


def test_a_second_table_of_the_statement_needs_no_title_of_its_own() -> None:
    facts = read(Q2, BALANCE_SHEET, QUARTERS)
    assert totals(facts, "Net income") == {
        ("2023-06-30", 3): Decimal("25e6"),
        ("2022-06-30", 3): Decimal("20e6"),
    }
    assert {f.statement for f in facts if f.label == "Balances at June 30, 2022"} == {Statement.EQUITY}


def test_components_are_named_by_their_own_columns_alone() -> None:
    facts = read(Q2, BALANCE_SHEET, QUARTERS)
    assert parts(facts, "Balances at June 30, 2023", "2023-06-30") == {
        "Common Stock": Decimal("40e6"),
        "Paid-In Capital": Decimal("55e6"),
        "Accumulated Deficit": Decimal("105e6"),
    }


def test_a_title_over_the_middle_columns_is_no_heading() -> None:
    facts = read(
        FY,
        BALANCE_SHEET,
        """
                                          TILLOW MILLS, INC.
                          CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                                              (In thousands)
                                      Common       Paid-In      Retained       Treasury         Total
                                      Stock        Capital      Earnings        Stock          Equity
Balances at December 31, 2021           40           60            80            (10)           170
Net income                               —            —            25              —             25
Balances at December 31, 2022           40           60           105            (10)           195
""",
    )
    assert totals(facts, "Net income") == {("2022-12-31", 12): Decimal("25e3")}
    assert parts(facts, "Net income", "2022-12-31")["Retained Earnings"] == Decimal("25e3")


def test_two_years_side_by_side_have_their_own_totals_and_balances() -> None:
    facts = read(
        Q2,
        BALANCE_SHEET,
        """
                                     CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                                                     (in millions)
                                 Three Months Ended June 30, 2023       Three Months Ended June 30, 2022
                               Common     Retained       Total         Common     Retained       Total
                               Stock      Earnings      Equity         Stock      Earnings      Equity
Balances at beginning of period  $ 40        $ 60        $ 100           $ 30        $ 50        $ 80
Net income                          —          25           25              —          20          20
Balances at end of period        $ 40        $ 85        $ 125           $ 30        $ 70        $ 100
""",
    )
    assert totals(facts, "Net income") == {
        ("2023-06-30", 3): Decimal("25e6"),
        ("2022-06-30", 3): Decimal("20e6"),
    }
    assert totals(facts, "Balances at beginning of period") == {
        ("2023-03-31", 0): Decimal("100e6"),
        ("2022-03-31", 0): Decimal("80e6"),
    }
    assert parts(facts, "Net income", "2023-06-30")["Retained Earnings"] == Decimal("25e6")


def test_redeemable_interests_in_the_title_do_not_hide_the_statement() -> None:
    facts = read(
        FY,
        BALANCE_SHEET,
        """
     CONSOLIDATED STATEMENTS OF REDEEMABLE NON-CONTROLLING INTERESTS AND EQUITY
                           (in millions)
                                 Redeemable       Common       Retained        Total
                                 Interests        Stock        Earnings       Equity
Balance as of December 31, 2021     $ 7           $ 30          $ 50           $ 80
Net income                            1              —            20             20
Balance as of December 31, 2022     $ 8           $ 30          $ 70           $ 100
""",
    )
    assert totals(facts, "Net income") == {("2022-12-31", 12): Decimal("20e6")}
    assert {f.concept for f in facts if f.label.startswith("Balance") and not f.segment} == {
        "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest"
    }


BY_YEAR = """
                 CONSOLIDATED STATEMENTS OF CHANGES IN EQUITY
                    (in millions, shares in thousands)
                                       Year Ended December 31,
                                     2022                  2021
                               Shares    Amount      Shares    Amount
Retained Earnings
   Balance at beginning of year            $ 50                 $ 30
   Net income                                25                   20
   Comprehensive income                      25                   20
   Balance at end of year                    75                   50
Treasury Stock
   Balance at beginning of year  (10)        (5)       (8)        (4)
   Employee plans                  2          1        (2)        (1)
   Balance at end of year         (8)        (4)      (10)        (5)
Noncontrolling Interests
   Balance at beginning of year               7                    6
   Net income                                 1                    2
      Total comprehensive income              1                    2
   Distributions                             (1)                  (1)
   Balance at end of year                     7                    7
Total equity                               $ 78                 $ 52
"""


def test_lines_under_a_component_are_of_that_component() -> None:
    facts = read(FY, BALANCE_SHEET, BY_YEAR)
    assert totals(facts, "Total equity") == {("2022-12-31", 0): Decimal("78e6"), ("2021-12-31", 0): Decimal("52e6")}
    assert totals(facts, "Net income") == {("2022-12-31", 12): Decimal("25e6"), ("2021-12-31", 12): Decimal("20e6")}
    assert not totals(facts, "Comprehensive income") and not totals(facts, "Total comprehensive income")
    assert parts(facts, "Balance at end of year", "2022-12-31")["Noncontrolling Interests"] == Decimal("7e6")


def test_shares_are_counted_where_the_column_says_so_alone() -> None:
    facts = read(
        FY,
        BALANCE_SHEET,
        """
                     CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                                (in thousands)
                                         For the Years Ended 2022 and 2021
                                  Common Stock           Retained         Total
                                Shares    Amount         Earnings        Equity
Balance at December 31, 2021     4,000     $ 30           $ 50            $ 80
Cancelled escrow shares             (2)      (1)             —              (1)
Balance at December 31, 2022     3,998     $ 29           $ 50            $ 79
""",
    )
    cancelled = {(f.segment, f.unit, f.value) for f in facts if f.label.startswith("Cancelled") and f.value}
    assert cancelled == {
        ("Common Stock Shares", "shares", Decimal("-2e3")),
        ("Common Stock Amount", "USD", Decimal("-1e3")),
        (None, "USD", Decimal("-1e3")),
    }


def test_a_word_over_one_component_does_not_name_its_neighbours() -> None:
    facts = read(
        FY,
        BALANCE_SHEET,
        """
                     CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                                (in thousands)
                                                 Accumulated
                                    Paid-In         Other        Retained        Total
                                    Capital         Loss         Earnings       Equity
Balance at December 31, 2021           40           (30)           50             60
Net income                              —             —             5              5
Balance at December 31, 2022           40           (30)           55             65
""",
    )
    assert set(parts(facts, "Net income", "2022-12-31")) == {
        "Paid-In Capital",
        "Accumulated Other Loss",
        "Retained Earnings",
    }


def test_the_rest_of_a_statement_on_the_next_page_is_in_its_scale() -> None:
    first, second = QUARTERS.split("\n\n")
    facts = read(Q2, BALANCE_SHEET, first, second)
    assert totals(facts, "Net income")["2022-06-30", 3] == Decimal("20e6")


def test_supplemental_lines_under_a_repeated_title_are_still_of_the_statement() -> None:
    facts = read(
        Q2,
        BALANCE_SHEET,
        """
              CONSOLIDATED STATEMENTS OF CASH FLOWS
                         (In millions)
                                         Six Months Ended June 30,
                                             2023    2022
Net cash provided by operating activities  $ 90    $ 80
Net cash used in investing activities       (50)    (40)
Net cash used in financing activities       (10)    (20)
""",
        """
              CONSOLIDATED STATEMENTS OF CASH FLOWS
                         (In millions)
                                         Six Months Ended June 30,
                                             2023    2022
Supplemental cash flow data
Cash paid for income taxes, net            $ 15    $ 26
Cash paid for interest                       18      17
Repurchases of common stock accrued          70       —
""",
    )
    assert {f.statement for f in facts if f.label == "Cash paid for interest"} == {Statement.CASH_FLOW}


def test_a_change_of_accounting_adjusts_the_opening_balance() -> None:
    facts = read(
        FY,
        BALANCE_SHEET,
        """
                     CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
                                (in thousands)
                                    Paid-In       Retained        Total
                                    Capital       Earnings       Equity
Balance at December 31, 2021           40            50             90
Adoption of ASU 2020-06                (9)            3             (6)
Net income                              —             5              5
Balance at December 31, 2022           31            58             89
""",
    )
    assert totals(facts, "Adoption of ASU 2020-06") == {("2021-12-31", 0): Decimal("-6e3")}
    assert totals(facts, "Net income") == {("2022-12-31", 12): Decimal("5e3")}


def test_the_rest_of_the_statement_may_stand_behind_a_page_without_a_table() -> None:
    first, _, second = QUARTERS.partition(
        "\n\n                                        Three Months Ended June 30, 2022"
    )
    second = "\n                                        Three Months Ended June 30, 2022" + second
    facts = read(Q2, BALANCE_SHEET, first, "\nSee accompanying notes.\n", second)
    assert {f.statement for f in facts if f.page == 4} == {Statement.EQUITY}
