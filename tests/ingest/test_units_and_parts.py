"""What a cell counts and which part it is of: percentages, units, quantities, restated columns, parts in columns."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.filings import BBox, Fact, Form
from core.ontology import load_ontology
from ingest.facts import table_facts
from ingest.layout import Word
from ingest.restatements import BEFORE
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))


def read(*drawings: str) -> tuple[Fact, ...]:
    pages = [page(drawing, number) for number, drawing in enumerate(drawings, 1)]
    return table_facts(pages, FY, load_ontology())


def latest(facts: tuple[Fact, ...], label: str) -> list[tuple[Decimal, str, str | None]]:
    return [(f.value, f.unit, f.segment) for f in facts if f.label == label and f.period.end.year == 2023]


def test_a_reconciliation_of_rates_needs_no_scale_and_its_sign_stands_at_both_ends() -> None:
    facts = read(
        """
                                           Year Ended December 31,
                                         2023         2022         2021
Federal statutory rate                   21.0%        21.0%        21.0%
State income taxes                        2.1          2.3          2.2
Foreign rate differential                (1.2)        (1.0)         0.4
Effective tax rate                       21.9%        22.3%        23.6%
"""
    )
    assert latest(facts, "State income taxes") == [(Decimal("2.1"), "%", None)]
    assert latest(facts, "Foreign rate differential") == [(Decimal("-1.2"), "%", None)]
    assert latest(facts, "Effective tax rate") == [(Decimal("21.9"), "%", None)]


def test_amounts_of_a_table_without_a_scale_are_still_none() -> None:
    facts = read(
        """
                                           Year Ended December 31,
                                         2023         2022         2021
Stores opened with leases               4,100        4,200        4,300
Share of sales                           21.9%        22.3%        23.6%
"""
    )
    assert [f.label for f in facts] == ["Share of sales"] * 3


def test_units_of_a_partnership_have_the_scale_that_is_stated_for_them() -> None:
    facts = read(
        """
                     CONSOLIDATED STATEMENTS OF OPERATIONS
          ($ in millions, except per unit data; units in thousands)
                                           Year Ended December 31,
                                         2023         2022         2021
Revenues                              $ 1,000      $   940      $   900
Net income                                120          110          100
Net income per common unit            $  1.00      $  0.95      $  0.90
Average common units outstanding      100,012      100,011      100,010
"""
    )
    assert latest(facts, "Net income per common unit") == [(Decimal("1.00"), "USD/share", None)]
    assert latest(facts, "Average common units outstanding") == [(Decimal("100012e3"), "shares", None)]


def test_quantities_on_a_statement_are_no_money() -> None:
    facts = read(
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                         (Millions of Dollars)
                                           Year Ended December 31,
                                         2023         2022         2021
Operating revenues                    $ 4,000      $ 3,800      $ 3,600
Net income                                500          460          430
Kilowatt-hour sales (millions)         42,100       41,900       41,000
"""
    )
    assert latest(facts, "Kilowatt-hour sales (millions)") == [(Decimal("42100e6"), "", None)]


def test_a_change_in_dollars_and_percent_headed_by_the_signs_alone() -> None:
    facts = read(
        """
                                     Year Ended December 31,         Change
(in millions, except percentages)      2023         2022           $          %
Subscription revenue                 $  800       $  700        $ 100       14.3%
Services revenue                        200          240          (40)     (16.7)%
Total revenue                         1,000          940           60        6.4%
"""
    )
    assert latest(facts, "Services revenue") == [(Decimal("200e6"), "USD", None)]
    assert {f.period.end.year for f in facts} == {2023, 2022}


def test_what_is_restated_holds_and_what_it_replaces_is_marked() -> None:
    facts = read(
        """
                                        Year Ended December 31, 2023
                                 As Previously
(in millions)                      Reported      Adjustments    As Restated
Net sales                         $   8,200      $    (100)     $   8,100
Net earnings                            950            (20)           930
"""
    )
    assert latest(facts, "Net sales") == [
        (Decimal("8200e6"), "USD", BEFORE),
        (Decimal("-100e6"), "USD", "Adjustments"),
        (Decimal("8100e6"), "USD", None),
    ]


def test_beside_adjusted_figures_those_as_reported_hold() -> None:
    facts = read(
        """
                                        Year Ended December 31, 2023
(in millions)                      As Reported    Special items    Adjusted
Operating income                  $       100     $         20     $    120
Net earnings                               80               15           95
"""
    )
    assert latest(facts, "Operating income")[0] == (Decimal("100e6"), "USD", None)
    assert latest(facts, "Operating income")[2] == (Decimal("120e6"), "USD", "Adjusted")


def test_where_columns_are_parts_and_their_total_a_measure_is_no_part() -> None:
    facts = read(
        """
Note 15. Segment Information
                                        Year Ended December 31, 2023
(in millions)                 Instruments     Services     Corporate     Total
Net revenue                   $      600     $     300     $      -    $    900
Segment contribution                 120            60          (40)        140
"""
    )
    assert latest(facts, "Segment contribution") == [
        (Decimal("120e6"), "USD", "Instruments"),
        (Decimal("60e6"), "USD", "Services"),
        (Decimal("-40e6"), "USD", "Corporate"),
        (Decimal("140e6"), "USD", None),
    ]


def test_a_raised_number_run_into_a_label_is_not_of_its_name() -> None:
    facts = read(
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                         (in millions)
                                           Year Ended December 31,
                                         2023         2022         2021
Revenues3                             $ 4,000      $ 3,800      $ 3,600
Net income                                500          460          430
"""
    )
    assert {f.concept for f in facts if f.label == "Revenues"} == {"Revenues"}


def test_a_raised_number_behind_a_label_is_not_of_its_name() -> None:
    drawn = page(
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                         (in millions)
                                           Year Ended December 31,
                                         2023         2022         2021
Sales                                 $ 9,000      $ 8,800      $ 8,600
Income before income taxes              4,000        3,800        3,600
Profit 1                                  500          460          430
"""
    )
    lines = tuple(replace(line, words=tuple(_raised(word) for word in line.words)) for line in drawn.lines)
    facts = table_facts([replace(drawn, lines=lines)], FY, load_ontology())
    assert {(f.label, f.concept) for f in facts if f.value == Decimal("500e6")} == {("Profit", "NetIncomeLoss")}


def _raised(word: Word) -> Word:
    """A lone "1" as a footnote's number is set: small, above the line."""
    box = word.bbox
    return word if word.text != "1" else Word("1", BBox(box.x0, box.y0, box.x1, box.y0 + 5))


SEGMENT = """
Hillside Segment
Selected financial data for the Hillside segment was as follows ($ in millions):
                                           Year Ended December 31,
Hillside Segment Performance Summary     2023         2022         2021
Revenue                               $ 4,000      $ 3,800      $ 3,600
Gross profit                            1,000          950          900
Gross profit rate                        25.0%        25.0%        25.0%
Operating income                          500          460          430
"""


def test_a_table_of_one_segment_is_of_that_segment_in_every_line() -> None:
    assert latest(read(SEGMENT), "Revenue") == [(Decimal("4000e6"), "USD", "Hillside")]
    assert latest(read(SEGMENT), "Gross profit rate") == [(Decimal("25.0"), "%", "Hillside")]
    assert {f.concept for f in read(SEGMENT) if f.label == "Revenue"} == {"Revenues"}


def test_words_about_segments_at_large_name_none() -> None:
    for title in (
        "Our segment results (in millions):",
        "Summary of Business Segment Data (in millions)",
        "Results excluding the Hillside segment ($ in millions):",
    ):
        page_of_all = SEGMENT.split("as follows ($ in millions):\n")[1].replace(
            "Hillside Segment Performance", " " * 28
        )
        facts = read(f"{title}\n{page_of_all}")
        assert {f.segment for f in facts if f.label == "Operating income"} == {None}


def test_a_result_a_share_without_cents_is_no_money_and_what_it_is_reckoned_with_is() -> None:
    facts = read(
        """
                     CONSOLIDATED STATEMENTS OF INCOME
                         (in millions)
                                                          Year Ended December 31,
                                                        2023         2022         2021
Sales                                                $ 4,000      $ 3,800      $ 3,600
Net income                                               500          460          430
Net income for diluted earnings per share                490          450          420
Net earnings (loss) per average Class A share       $ 59,460   $ (15,535)     $ 66,412
"""
    )
    assert {f.unit for f in facts if f.label.startswith("Net income for")} == {"USD"}
    assert {f.value for f in facts if f.unit == "USD/share" and f.period.end.year == 2023} == {Decimal("59460")}


def test_a_year_that_is_printed_as_adjusted_alone_is_the_issuers() -> None:
    facts = read(
        """
                   CONSOLIDATED STATEMENTS OF OPERATIONS
                              (In thousands)
                                          Year Ended December 31,
                                            2023          2022
                                                      As adjusted
Revenue                                   $ 500,000     $ 450,000
Income taxes                                 10,000         9,000
Net income                                $  40,000     $  36,000
"""
    )
    assert {(f.period.end.year, f.value, f.segment) for f in facts if f.label == "Revenue"} == {
        (2023, Decimal("500000e3"), None),
        (2022, Decimal("450000e3"), None),
    }


def test_shares_in_a_heading_or_a_price_of_redemption_make_no_line_of_a_balance_sheet_shares() -> None:
    facts = read(
        """
                              BALANCE SHEETS
                                                                                   December 31,
                                                                              2023            2022
Total assets                                                            $ 232,600,579   $ 231,080,579
LIABILITIES, SHARES SUBJECT TO POSSIBLE REDEMPTION AND SHAREHOLDERS' DEFICIT
Deferred underwriting fee payable                                           8,050,000       8,050,000
Total liabilities                                                           8,950,000       8,350,000
Ordinary shares subject to possible redemption, 23,000,000 at $10.10      232,300,456     230,010,123
Total liabilities and shareholders' deficit                             $ 232,600,579   $ 231,080,579
"""
    )
    assert {f.unit for f in facts} == {"USD"}
    assert latest(facts, "Deferred underwriting fee payable") == [(Decimal(8_050_000), "USD", None)]
