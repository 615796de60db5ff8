"""Parts of an issuer down the side of a table, and line items over its columns or beside their headings."""

from datetime import date
from decimal import Decimal

from core.filings import Fact, Form
from core.ontology import load_ontology
from ingest.facts import table_facts
from tests.ingest.grid import filing, page

FY = filing(Form.TEN_K, 2023, None, date(2023, 12, 31))


def read(drawing: str) -> tuple[Fact, ...]:
    return table_facts([page(drawing)], FY, load_ontology())


def of_2023(facts: tuple[Fact, ...], concept: str) -> dict[str | None, Decimal]:
    return {f.segment: f.value for f in facts if f.concept == concept and f.period.end.year == 2023}


BOTH = """
Business segment information
                                    Net sales               Operating income
(Millions)                       2023       2022            2023       2022
Pumps                         $ 5,310    $ 5,120         $ 1,140     $ 990
Valves and Fittings             3,205      3,020             410       395
Corporate and Unallocated          12          7           (220)      (180)
Elimination of dual credit       (310)      (290)            (30)       (25)
Total Company                 $ 8,217    $ 7,857         $ 1,300    $ 1,180

                                    Assets               Capital expenditures
(Millions)                       2023       2022            2023       2022
Pumps                         $ 4,120    $ 4,010           $ 210      $ 190
Valves and Fittings             2,230      2,110             120        115
Total Company                 $ 6,350    $ 6,120           $ 330      $ 305
"""


def test_line_items_over_the_columns_are_of_the_parts_down_the_side() -> None:
    facts = read(BOTH)
    assert of_2023(facts, "Revenues") == {
        "Pumps": Decimal("5310e6"),
        "Valves and Fittings": Decimal("3205e6"),
        "Corporate and Unallocated": Decimal("12e6"),
        None: Decimal("8217e6"),
    }
    assert of_2023(facts, "OperatingIncomeLoss")["Pumps"] == Decimal("1140e6")
    assert {f.period.months for f in facts if f.concept == "Revenues"} == {12}


def test_a_table_that_repeats_the_parts_is_of_them_too_and_a_balance_is_of_a_day() -> None:
    facts = read(BOTH)
    assert of_2023(facts, "Assets")["Valves and Fittings"] == Decimal("2230e6")
    assert {f.period.months for f in facts if f.concept == "Assets"} == {0}
    assert of_2023(facts, "PaymentsToAcquirePropertyPlantAndEquipment")["Pumps"] == Decimal("210e6")


def test_years_over_measures_and_a_share_of_the_total_beside_them() -> None:
    facts = read(
        """
Sales and operating income by business segment:
                                        2023                                   2022                 % change
                              Net       % of      Oper.            Net       % of      Oper.          Net
(Dollars in millions)        Sales     Total     Income           Sales     Total     Income         Sales
Pumps                      $ 5,310     62.4 %   $ 1,140         $ 5,120     63.0 %    $ 990           3.7 %
Valves and Fittings          3,205     37.6         410           3,007     37.0        395           6.6
Total Company              $ 8,515    100.0 %   $ 1,550         $ 8,127    100.0 %  $ 1,385           4.8 %
"""
    )
    assert of_2023(facts, "Revenues")["Pumps"] == Decimal("5310e6")
    assert of_2023(facts, "OperatingIncomeLoss")["Valves and Fittings"] == Decimal("410e6")


def test_one_line_item_beside_the_years_is_of_every_part_below() -> None:
    facts = read(
        """
Business segment information
(Millions)
Net sales                        2023       2022       2021
Pumps                         $ 5,310    $ 5,120    $ 4,980
Valves and Fittings             3,205      3,007      2,950
Total Company                 $ 8,515    $ 8,127    $ 7,930
"""
    )
    assert of_2023(facts, "Revenues") == {
        "Pumps": Decimal("5310e6"),
        "Valves and Fittings": Decimal("3205e6"),
        None: Decimal("8515e6"),
    }


def test_places_repeated_under_each_part_are_parts_of_it() -> None:
    facts = read(
        """
Segments of business and geographic areas
                                 Sales to customers
(Dollars in millions)         2023       2022       2021
Pumps
  U.S.                     $ 2,310    $ 2,120    $ 1,980
  International              3,000      3,000      3,000
  Worldwide                  5,310      5,120      4,980
Valves
  U.S.                       1,205      1,007        950
  International              2,000      2,000      2,000
  Worldwide                  3,205      3,007      2,950
"""
    )
    revenue = of_2023(facts, "Revenues")
    assert revenue["Pumps"] == Decimal("5310e6")
    assert revenue["Valves, U.S."] == Decimal("1205e6")
    assert "U.S." not in revenue and None not in revenue


def test_steps_from_one_total_to_the_next_and_columns_of_a_roll_forward_are_no_parts() -> None:
    facts = read(
        """
Income before tax by segment
                                 Income before tax
(Dollars in millions)         2023       2022       2021
Pumps                      $ 1,310    $ 1,120      $ 980
Valves                         900        800        700
Total                        2,210      1,920      1,680
Less: expense not allocated    210        120         80
Consolidated               $ 2,000    $ 1,800    $ 1,600

Goodwill by segment
                              2022    Acquisitions    2023
Pumps                      $ 1,310         $ 120   $ 1,430
Valves                         900            —        900
"""
    )
    assert {f.segment for f in facts if f.label.startswith("Less")} == {None}
    assert {f.concept for f in facts if f.label.startswith("Less")} == {None}
    assert not [f for f in facts if f.concept == "PaymentsToAcquireBusinessesNetOfCashAcquired"]


def test_capital_ratios_under_a_heading_of_metrics_by_the_standardized_approach_are_the_whole_issuers() -> None:
    facts = read(
        """
                                                 Standardized              Advanced
                                              December 31, 2023       December 31, 2023
Selected ratios and metrics
  Common equity Tier 1 ("CET1") capital ratio(d)   13.1 %                 13.4 %
  Tier 1 capital ratio(d)                          14.2 %                 14.5 %
"""
    )
    assert of_2023(facts, "CommonEquityTier1CapitalRatio")[None] == Decimal("13.1")
    assert of_2023(facts, "TierOneRiskBasedCapitalToRiskWeightedAssets")["Advanced"] == Decimal("14.5")
