"""Marrowby Home & Garden, Inc. (invented): a retailer on a 52/53-week year, in thousands of dollars."""

from datetime import date
from typing import NamedTuple

from scripts.sample_filings.books import Balances, Flows

SEGMENTS = ("Garden Centers", "Home Stores", "Digital")
SCALE = 3

OPENING = Balances(
    at=date(2023, 1, 28), cash=118_640, receivables=21_905, inventories=402_330, prepaid=28_415, plant=511_270,
    leases=604_880, goodwill=74_200, intangibles=31_600, other=12_950, payables=186_745, accrued=94_310,
    deferred_revenue=22_480, current_debt=15_000, debt=285_000, current_leases=88_000, deferred_tax=36_220,
    other_liabilities=14_700, common=512, paid_in=243_600, retained=342_308, accumulated=1_435, treasury=41_000,
)  # fmt: skip


class _Quarter(NamedTuple):
    """What was decided about a quarter; the rest follows."""

    start: date
    end: date
    sales: tuple[int, int, int]
    cost_rate: float
    selling: int
    tax_rate: float
    segment_margins: tuple[float, float, float]


_QUARTERS = {
    "2023 Q1": _Quarter(
        date(2023, 1, 29), date(2023, 4, 29), (212_480, 148_310, 61_905), 0.658, 113_740, 0.246, (0.118, 0.082, 0.041),
    ),
    "2023 Q2": _Quarter(
        date(2023, 4, 30), date(2023, 7, 29), (236_115, 151_870, 66_240), 0.664, 115_960, 0.251, (0.124, 0.079, 0.043),
    ),
    "2023 Q3": _Quarter(
        date(2023, 7, 30), date(2023, 10, 28), (158_990, 163_425, 70_380), 0.669, 112_385, 0.242, (0.066, 0.081, 0.046),
    ),
    "2023 Q4": _Quarter(
        date(2023, 10, 29), date(2024, 2, 3), (121_730, 231_560, 118_415), 0.675, 124_120, 0.238, (0.021, 0.094, 0.058),
    ),
    "2024 Q1": _Quarter(
        date(2024, 2, 4), date(2024, 5, 4), (205_930, 149_675, 69_720), 0.651, 116_215, 0.249, (0.121, 0.086, 0.052),
    ),
    "2024 Q2": _Quarter(
        date(2024, 5, 5), date(2024, 8, 3), (241_860, 147_205, 75_510), 0.683, 119_480, 0.253, (0.098, 0.064, 0.047),
    ),
    "2024 Q3": _Quarter(
        date(2024, 8, 4), date(2024, 11, 2), (168_215, 160_940, 82_655), 0.662, 119_905, 0.235, (0.069, 0.083, 0.055),
    ),
}  # fmt: skip

_CASH = {  # receivables, inventories, prepaid, payables, accrued, gift cards, capex, repurchases, dividends, withheld
    "2023 Q1": (3_120, 41_870, 1_240, 36_215, -5_480, -2_310, 18_460, 12_000, 5_120, 2_940),
    "2023 Q2": (-1_415, -22_640, -860, -12_980, 4_115, -1_180, 21_905, 10_000, 5_085, 310),
    "2023 Q3": (2_260, 38_415, 2_075, 24_860, 2_390, 640, 24_115, 8_000, 5_060, 280),
    "2023 Q4": (-2_840, -51_220, -1_630, -27_345, 6_240, 7_915, 19_730, 5_000, 5_040, 265),
    "2024 Q1": (2_745, 33_190, 1_880, 41_260, -7_130, -3_220, 22_870, 15_000, 5_510, 3_415),
    "2024 Q2": (-1_090, 18_735, -1_145, -20_415, 3_865, -1_475, 26_540, 6_000, 5_480, 355),
    "2024 Q3": (3_410, -12_960, 2_420, 9_875, 4_720, 905, 31_215, 0, 5_470, 290),
}


def _flows(label: str) -> Flows:
    quarter, cash = _QUARTERS[label], _CASH[label]
    revenue = sum(quarter.sales)
    cost = round(revenue * quarter.cost_rate)
    depreciation = {"2023": 16_480, "2024": 17_905}[label[:4]] + 210 * int(label[-1])
    interest, amortization = (5_215, 820) if label < "2024 Q2" else (6_040, 820)
    bought = label == "2024 Q3"
    amortization += 610 if bought else 0
    pretax = revenue - cost - quarter.selling - amortization - interest + 415
    return Flows(
        start=quarter.start, end=quarter.end, sales=quarter.sales, cost=cost, selling=quarter.selling,
        segment_income=tuple(round(s * m) for s, m in zip(quarter.sales, quarter.segment_margins, strict=True)),
        depreciation=depreciation, amortization=amortization, interest=interest, other_income=415,
        tax=round(pretax * quarter.tax_rate), compensation=4_180 + 35 * int(label[-1]),
        deferred_tax=640 - 110 * int(label[-1]), receivables=cash[0], inventories=cash[1], prepaid=cash[2],
        payables=cash[3], accrued=cash[4], deferred_revenue=cash[5], capex=cash[6], repurchases=cash[7],
        dividends=cash[8], withheld=cash[9], hedges={"1": 120, "2": -245, "3": 310, "4": -90}[label[-1]],
        leased=2_350 * int(label[-1]) - 4_100, borrowed=300_000 if label == "2024 Q2" else 0,
        repaid=240_000 if label == "2024 Q2" else 3_750, shares=51_240 - 180 * int(label[-1]) - (label > "2024") * 640,
        dilution=690 + 15 * int(label[-1]), bought_inventories=8_640 * bought, bought_property=21_480 * bought,
        bought_intangibles=14_900 * bought, bought_goodwill=27_315 * bought, bought_payables=4_835 * bought,
    )  # fmt: skip


QUARTERS = {label: _flows(label) for label in _QUARTERS}


def _balances() -> dict[str, Balances]:
    sheets, sheet = {}, OPENING
    for label, flows in QUARTERS.items():
        sheet = sheet.after(flows)
        sheets[label] = sheet
    return sheets


BALANCES = _balances()
"""The balance sheet at each quarter's end."""
