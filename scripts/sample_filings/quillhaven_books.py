"""Quillhaven Instruments Corporation (invented): a maker of instruments on calendar years, in millions of dollars."""

from datetime import date

from scripts.sample_filings.books import Balances, Flows

SEGMENTS = ("Laboratory", "Process", "Services")
SCALE = 6

OPENING = Balances(
    at=date(2021, 12, 31), cash=412, receivables=388, inventories=341, prepaid=74, plant=506, leases=118,
    goodwill=934, intangibles=402, other=96, payables=187, accrued=246, deferred_revenue=163, current_debt=50,
    debt=850, current_leases=26, deferred_tax=88, other_liabilities=104, common=2, paid_in=611, retained=1_120,
    accumulated=-61, treasury=300, noncontrolling=93,
)  # fmt: skip

YEARS = {
    2022: Flows(
        start=date(2022, 1, 1), end=date(2022, 12, 31), sales=(968, 741, 486), cost=1_106, selling=521, research=201,
        segment_income=(186, 131, 102), depreciation=84, amortization=46, interest=38, other_income=4, tax=61,
        noncontrolling=9, compensation=42, deferred_tax=-6, receivables=31, inventories=58, prepaid=7, payables=22,
        accrued=14, deferred_revenue=11, capex=112, bought_inventories=12, bought_property=21, bought_intangibles=88,
        bought_goodwill=141, bought_payables=9, borrowed=200, repaid=50, repurchases=120, dividends=68, withheld=11,
        distributions=4, hedges=-18, leased=9, shares=142, dilution=3,
    ),
    2023: Flows(
        start=date(2023, 1, 1), end=date(2023, 12, 31), sales=(921, 812, 534), cost=1_151, selling=538, research=218,
        restructuring=47, segment_income=(148, 152, 117), depreciation=91, amortization=53, interest=46,
        other_income=9, tax=49, noncontrolling=11, compensation=46, deferred_tax=-11, receivables=12, inventories=-27,
        prepaid=-5, payables=-16, accrued=9, deferred_revenue=16, capex=129, repaid=50, repurchases=60, dividends=74,
        withheld=12, distributions=5, hedges=14, leased=-6, shares=140, dilution=3,
    ),
    2024: Flows(
        start=date(2024, 1, 1), end=date(2024, 12, 31), sales=(1_004, 858, 603), cost=1_203, selling=561, research=241,
        segment_income=(187, 168, 139), depreciation=97, amortization=51, interest=42, other_income=12, tax=84,
        noncontrolling=13, compensation=51, deferred_tax=4, receivables=37, inventories=19, prepaid=6, payables=24,
        accrued=21, deferred_revenue=19, capex=146, repaid=150, repurchases=180, dividends=81, withheld=14,
        distributions=6, hedges=-9, leased=12, shares=138, dilution=2,
    ),
}  # fmt: skip


def _balances() -> dict[int, Balances]:
    sheets, sheet = {}, OPENING
    for year, flows in YEARS.items():
        sheet = sheet.after(flows)
        sheets[year] = sheet
    return sheets


BALANCES = _balances()
"""The balance sheet at each year's end."""
