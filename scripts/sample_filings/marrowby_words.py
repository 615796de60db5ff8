"""What Marrowby's quarterly reports say in words: drivers, notes, and risks that come and go between quarters."""

from scripts.sample_filings.books import Flows
from scripts.sample_filings.marrowby_books import BALANCES, QUARTERS, SEGMENTS
from scripts.sample_filings.marrowby_statements import year_to_date
from scripts.sample_filings.wording import day, growth, millions, percent, points, rose

SALES_REASONS = {
    1: "The increase was primarily due to higher Digital orders following the launch of same-day delivery, partially "
    "offset by a cool and wet spring that delayed the planting season at Garden Centers.",
    2: "The increase was primarily due to a late but strong planting season at Garden Centers, as sales shifted from "
    "the first quarter, and to continued growth in Digital. Home Stores sales declined because of lower demand for "
    "outdoor furniture.",
    3: "The increase was primarily due to the acquisition of Fennick Nurseries, which contributed $11.4 million of net "
    "sales since August 19, 2024, and to growth in Digital. Excluding Fennick Nurseries, Garden Centers sales "
    "decreased slightly because of an early frost.",
}
MARGIN_REASONS = {
    1: "The increase was primarily due to lower ocean freight rates and fewer markdowns on seasonal goods.",
    2: "The decrease was primarily due to clearance markdowns on outdoor furniture and, to a lesser extent, higher "
    "shipping costs of Digital orders.",
    3: "The increase was primarily due to the recovery from last year's clearance of heaters and to a richer mix of "
    "live plants after the acquisition of Fennick Nurseries, partially offset by higher occupancy costs.",
}
SELLING_REASONS = {
    1: "The increase was primarily due to higher wages at stores and the cost of launching same-day delivery.",
    2: "The increase was primarily due to higher wages at stores and $1.9 million of professional fees after the data "
    "security incident described in Note 6.",
    3: "The increase was primarily due to $2.6 million of costs of acquiring and integrating Fennick Nurseries and "
    "higher advertising, partially offset by lower incentive compensation.",
}
LEGAL = {
    1: "A putative class action filed on March 12, 2024 alleges that patio heaters that we sold under the Emberlane "
    "brand had a defective valve. We recorded an accrual of $3.5 million for this matter. We believe that the claims "
    "are without merit and intend to defend ourselves vigorously.",
    2: "In the Emberlane patio heater matter, the court denied our motion to dismiss on June 28, 2024. We increased "
    "the accrual for this matter from $3.5 million to $6.0 million. On July 9, 2024 we found unauthorized access to a "
    "database of our loyalty program. We have notified the customers concerned, and two putative class actions have "
    "been filed. We cannot estimate a loss that is reasonably possible in these two actions.",
    3: "On October 15, 2024 the parties to the Emberlane patio heater matter agreed to settle all claims for $5.8 "
    "million, subject to the court's approval; the accrual was reduced accordingly. The two actions on the "
    "unauthorized access to a database of our loyalty program, found on July 9, 2024, were consolidated in September "
    "2024. We recorded an accrual of $1.2 million for them.",
}
_ALWAYS = (
    (
        "Our sales depend on the weather in the spring.",
        "We earn a large part of our net sales between March and July. A cold, wet or dry season reduces the "
        "demand for "
        "plants, soil and garden furniture and can leave us with inventories that must be marked down.",
    ),
    (
        "We import many products and depend on ocean freight.",
        "About 40% of our merchandise is imported. Freight rates, duties and delays at ports affect our cost of sales "
        "and the availability of seasonal goods.",
    ),
)  # fmt: skip
_RISKS = {
    1: (
        (
            "The move of our loyalty program to a new system may disrupt sales.",
            "We are moving the accounts of 6.2 million members to a new system. Errors in the move could interrupt "
            "promotions and harm the relationship with our members.",
        ),
    ),
    2: (
        (
            "We found unauthorized access to data of our customers.",
            "On July 9, 2024 we found unauthorized access to a database of our loyalty program with names and "
            "addresses "
            "of about 410,000 members. We may incur costs of litigation, regulatory inquiries and lost sales that our "
            "insurance does not cover.",
        ),
        (
            "Our new notes limit what we may do.",
            "The indenture of our 6.25% senior notes due 2032 limits liens, additional debt and payments to "
            "shareholders. A breach could make the notes due at once.",
        ),
    ),
    3: (
        (
            "We found unauthorized access to data of our customers.",
            "On July 9, 2024 we found unauthorized access to a database of our loyalty program with names and "
            "addresses "
            "of about 410,000 members. We may incur costs of litigation, regulatory inquiries and lost sales that our "
            "insurance does not cover.",
        ),
        (
            "Our new notes limit what we may do.",
            "The indenture of our 6.25% senior notes due 2032 limits liens, additional debt and payments to "
            "shareholders. A breach could make the notes due at once.",
        ),
        (
            "We may not realize the benefits of the acquisition of Fennick Nurseries.",
            "We acquired Fennick Nurseries on August 19, 2024. Growing live plants exposes us to plant disease, water "
            "restrictions and crop loss, of which we have little experience.",
        ),
    ),
}  # fmt: skip


def risks(quarter: int) -> tuple[tuple[str, str], ...]:
    """The risk factors of a quarter's report, a heading and a paragraph each."""
    return (*_ALWAYS, *_RISKS[quarter])


def sales_text(quarter: int) -> tuple[str, ...]:
    """Net sales of the quarter against last year's, by segment."""
    now, before = QUARTERS[f"2024 Q{quarter}"], QUARTERS[f"2023 Q{quarter}"]
    whole = rose("Net sales", millions(now.revenue), growth(now.revenue, before.revenue), millions(before.revenue))
    parts = "; ".join(
        rose(
            f"{name} net sales",
            millions(now.sales[n]),
            growth(now.sales[n], before.sales[n]),
            millions(before.sales[n]),
        )
        for n, name in enumerate(SEGMENTS)
    )
    note = (
        "Because fiscal 2023 had a 53rd week, each quarter of fiscal 2024 ends one week later in the calendar than the "
        "quarter it is compared with."
    )
    return f"{whole} in the same quarter of fiscal 2023. {SALES_REASONS[quarter]}", f"{parts}.", note


def margin_text(quarter: int) -> tuple[str, ...]:
    """Gross margin and expenses of the quarter, with their reasons."""
    now, before = QUARTERS[f"2024 Q{quarter}"], QUARTERS[f"2023 Q{quarter}"]
    margin = points(percent(now.gross_profit, now.revenue), percent(before.gross_profit, before.revenue))
    selling = rose(
        "Selling, general and administrative expenses", millions(now.selling), growth(now.selling, before.selling),
        millions(before.selling),
    )  # fmt: skip
    share = f"{percent(now.selling, now.revenue)}% of net sales, against {percent(before.selling, before.revenue)}%"
    rates = percent(now.tax, now.pretax), percent(before.tax, before.pretax)
    return (
        f"Gross margin, which is gross profit as a percentage of net sales, {margin}. {MARGIN_REASONS[quarter]}",
        f"{selling} and were {share}. {SELLING_REASONS[quarter]}",
        f"Our effective tax rate was {rates[0]}%, compared with {rates[1]}% in the same quarter of fiscal 2023. The "
        "difference is due to the tax effect of share awards.",
    )


def liquidity_text(quarter: int) -> tuple[str, ...]:
    """Cash, debt, capital expenditures and returns to shareholders, for the year to date."""
    now, before = year_to_date(2024, quarter), year_to_date(2023, quarter)
    sheet = BALANCES[f"2024 Q{quarter}"]
    cash = rose(
        "Net cash provided by operating activities", millions(now.operating_cash),
        growth(now.operating_cash, before.operating_cash), millions(before.operating_cash),
    )  # fmt: skip
    return (
        f"At {day(sheet.at)} we had cash and cash equivalents of {millions(sheet.cash)} and $200.0 million available "
        "under our revolving credit facility, on which nothing was drawn.",
        f"{cash} in the prior-year period, primarily because of the timing of payments for merchandise. Capital "
        f"expenditures were {millions(now.capex)}, compared with {millions(before.capex)}, mainly for a distribution "
        "center for Digital orders. We expect capital expenditures of $105 million to $115 million in fiscal 2024.",
        _returns(now),
    )


def _returns(now: Flows) -> str:
    return (
        f"In the year to date we repurchased common stock for {millions(now.repurchases)} and paid dividends of "
        f"{millions(now.dividends)}. Under the program that our board authorized in March 2023, $43.0 million remained "
        "available for repurchases at the end of the first quarter of fiscal 2024."
    )
