"""Which words head which columns: each case is one way in which headings are set."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Filing, Form
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

Q3 = filing(Form.TEN_Q, 2024, 3, date(2024, 9, 30))
FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))


def read(one: Filing, *drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, one, load_ontology())


def cells(facts: tuple[Fact, ...], label: str) -> list[tuple[str, int, Decimal, str | None]]:
    return [(f.period.end.isoformat(), f.period.months, f.value, f.segment) for f in facts if f.label == label]


def test_a_day_that_wraps_under_its_month_in_headings_that_nearly_touch() -> None:
    facts = read(
        Q3,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                         (In millions)
                          Three Months Ended September  Nine Months Ended September
                                      30,                           30,
                              2024           2023            2024           2023
Revenue                      1,234          1,100           3,600          3,200
Cost of revenue                700            650           2,050          1,900
Net income                     160            112             440            288
""",
    )
    assert cells(facts, "Revenue") == [
        ("2024-09-30", 3, Decimal("1234e6"), None),
        ("2023-09-30", 3, Decimal("1100e6"), None),
        ("2024-09-30", 9, Decimal("3600e6"), None),
        ("2023-09-30", 9, Decimal("3200e6"), None),
    ]


QUARTERS = [
    ("2023-03-31", 3, Decimal("2100e6"), None),
    ("2023-06-30", 3, Decimal("2200e6"), None),
    ("2023-09-30", 3, Decimal("2300e6"), None),
    ("2023-12-31", 3, Decimal("2500e6"), None),
    ("2023-12-31", 12, Decimal("9100e6"), None),
]


def test_quarters_and_the_full_year_on_two_lines_under_a_title_in_the_middle_of_the_page() -> None:
    facts = read(
        FY,
        """
                                              Quarterly Results of Operations
                                                      (In millions)
                          First         Second        Third         Fourth        Full
2023                     Quarter        Quarter      Quarter        Quarter       Year
Net sales              $  2,100       $  2,200     $  2,300       $  2,500     $  9,100
Gross profit                900            980        1,020          1,100        4,000
Net earnings                250            260          280            310        1,100
""",
    )
    assert cells(facts, "Net sales") == QUARTERS


def test_dates_side_by_side_under_quarters_and_a_year_of_unequal_widths() -> None:
    facts = read(
        FY,
        """
                              Quarterly Results (in millions)
                               Three Months Ended                               Year Ended
                   March 31, June 30, September 30, December 31,               December 31,
                     2023      2023        2023         2023                       2023
Net sales          $ 2,100   $ 2,200     $ 2,300      $ 2,500                    $ 9,100
Gross profit           900       980       1,020        1,100                      4,000
Net earnings           250       260         280          310                      1,100
""",
    )
    assert cells(facts, "Net sales") == QUARTERS


def test_a_row_of_quarters_with_their_years_is_no_row_of_the_table_above() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF EARNINGS
                        (in millions)
                                           Year Ended December 31,
                              2023       2022       2021
Net sales                   $  9,100   $  8,200   $  7,300
Net earnings                $  1,100   $    950   $    720
Quarterly Results (in millions)
                             Q1 2023    Q2 2023    Q3 2023    Q4 2023    FY 2023
Net sales                   $  2,100   $  2,200   $  2,300   $  2,500   $  9,100
Net earnings                     250        260        280        310      1,100
""",
    )
    assert cells(facts, "Net sales")[3:] == QUARTERS


def test_a_span_of_months_stands_over_no_column_that_names_its_own_quarter() -> None:
    facts = read(
        filing(Form.TEN_Q, 2022, 2, date(2022, 6, 30)),
        """
                                                                    Six months ended June 30,
(in millions)              2Q22         1Q22         2Q21             2022         2021
Total net revenue       $  30,715    $  30,717    $  30,479        $  61,432    $  62,745
Net income                  8,649        8,282       11,948           16,931       26,248
""",
    )
    assert cells(facts, "Total net revenue") == [
        ("2022-06-30", 3, Decimal("30715e6"), None),
        ("2022-03-31", 3, Decimal("30717e6"), None),
        ("2021-06-30", 3, Decimal("30479e6"), None),
        ("2022-06-30", 6, Decimal("61432e6"), None),
        ("2021-06-30", 6, Decimal("62745e6"), None),
    ]


def test_a_name_that_ends_in_year_on_a_line_of_its_own_is_no_year() -> None:
    facts = read(
        Q3,
        """
                             (in millions)
                              Three Months Ended September 30, 2024
                               As          Exchange        At Prior
                            Reported         Rate            Year
                                            Effect           Rates
Net sales                  $  1,234       $    34         $  1,200
Operating income                110             4              106
""",
    )
    assert [cell[:3] for cell in cells(facts, "Net sales")] == [
        ("2024-09-30", 3, Decimal("1234e6")),
        ("2024-09-30", 3, Decimal("34e6")),
        ("2024-09-30", 3, Decimal("1200e6")),
    ]
    assert [cell[3] is None for cell in cells(facts, "Net sales")] == [True, False, False]


def test_successor_and_predecessor_have_the_months_between_their_days() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                         (In millions)
                         Successor                   Predecessor
                         Period from       Period from
                        April 1, 2023    January 1, 2023    Year Ended
                           through           through       December 31,
                      December 31, 2023  March 31, 2023         2022
Revenue                      1,234              400             1,600
Income tax expense              70               20                90
Net income                     160               44               212
""",
    )
    assert cells(facts, "Revenue") == [
        ("2023-12-31", 9, Decimal("1234e6"), "Successor"),
        ("2023-03-31", 3, Decimal("400e6"), "Predecessor"),
        ("2022-12-31", 12, Decimal("1600e6"), "Predecessor"),
    ]


def test_a_span_whose_first_day_is_not_read_dates_nothing() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                         (In millions)
                       Inception through     Year Ended
                       December 31, 2022   December 31, 2023
Revenue                      1,234              2,400
Net income                     160                244
""",
    )
    assert {f.period.end.year for f in facts} == {2023}


def test_a_word_wider_than_the_numbers_of_notes_under_it_stands_over_them() -> None:
    facts = read(
        FY,
        """
        CONSOLIDATED INCOME STATEMENT
                                               Years ended 31 December
                                             2023         2022         2021
                          Notes                £m           £m           £m
Revenue                        2           44,351       37,406       33,000
Cost of sales                              (9,000)      (8,100)      (7,000)
Operating profit               4            8,211        3,757        1,056
Taxation                       7             (938)         792          380
Profit for the period                       5,961        3,293          115
""",
    )
    assert cells(facts, "Revenue") == [
        ("2023-12-31", 12, Decimal("44351e6"), None),
        ("2022-12-31", 12, Decimal("37406e6"), None),
        ("2021-12-31", 12, Decimal("33000e6"), None),
    ]


def test_a_part_of_a_figure_within_a_column_makes_no_column() -> None:
    rows = "\n".join(f"Line {letter}                      11,234           22,345" for letter in "ABCDEFGHI")
    facts = read(
        FY,
        f"""
                     CONSOLIDATED BALANCE SHEETS
                         (In millions)
                           December 31,     December 31,
                               2023             2022
{rows}
Cash and looms              1  234           2  345
Total assets                91,234           92,345
""",
    )
    assert cells(facts, "Total assets") == [
        ("2023-12-31", 0, Decimal("91234e6"), None),
        ("2022-12-31", 0, Decimal("92345e6"), None),
    ]


def test_a_month_over_its_day_beside_a_date_on_one_line_is_of_its_own_column_alone() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                         (In millions)
                         52 Weeks Ended    53 Weeks Ended    52 Weeks Ended
                                             September         September
                           August 29,           3,                1,
                              2023             2022              2021
Revenue                      1,234              400             1,600
Income tax expense              70               20                90
Net income                     160               44               212
""",
    )
    assert cells(facts, "Revenue") == [
        ("2023-08-29", 12, Decimal("1234e6"), None),
        ("2022-09-03", 12, Decimal("400e6"), None),
        ("2021-09-01", 12, Decimal("1600e6"), None),
    ]


SUCCESSION = [
    ("2023-12-31", 9, Decimal("900e6"), "Successor"),
    ("2023-03-31", 3, Decimal("300e6"), "Predecessor"),
    ("2022-12-31", 12, Decimal("1100e6"), "Predecessor"),
]


def test_spans_that_are_set_off_their_columns_head_them_in_their_order() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                                 (In millions)
                                                     Successor    |                      Predecessor
    From April 1, 2023 through December 31, 2023   From January 1 through March 31, 2023  Year Ended December 31, 2022
Net sales                                              $ 900                $ 300              $ 1,100
Cost of sales                                            500                  170                  650
Net income                                             $  60                $  20              $    70
""",
    )
    assert cells(facts, "Net sales") == SUCCESSION


def test_a_span_on_three_lines_need_not_say_from_nor_print_its_year_twice() -> None:
    facts = read(
        FY,
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
                                 (In millions)
                                   Successor                           Predecessor
                                For the period         For the period
                                April 1, 2023         from January 1 through      Year ended
                           through December 31, 2023     March 31, 2023       December 31, 2022
Net sales                         $   900                  $   300                $ 1,100
Cost of sales                         500                      170                    650
Net income                        $    60                  $    20                $    70
""",
    )
    assert cells(facts, "Net sales") == SUCCESSION
