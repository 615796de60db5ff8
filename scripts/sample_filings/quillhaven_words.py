"""What Quillhaven's annual report says in words."""

from scripts.sample_filings.books import Flows
from scripts.sample_filings.quillhaven_books import BALANCES, SEGMENTS, YEARS
from scripts.sample_filings.wording import growth, percent, points, rose

BUSINESS = (
    "Quillhaven Instruments Corporation makes instruments that measure liquids and gases, and services them. Its "
    "segments are Laboratory (instruments for research and quality control), Process (sensors and analyzers for "
    "plants) "
    "and Services (calibration, repair and spare parts).",
    "Our largest customer accounted for 6% of revenues in 2024. We employed about 7,900 people at December 31, 2024. "
    "Revenues outside the United States were 54% of the total.",
)
LEGAL = (
    "In Arden Filters v. Quillhaven, filed in 2022 in the Northern District of Ohio, the plaintiff alleges that our "
    "Process analyzers infringe two patents. A jury trial is set for September 2025. We recorded no accrual, because a "
    "loss is not probable; a loss of up to $35 million is reasonably possible. We also remediate groundwater at "
    "a former "
    "plant in Estwick, for which $18 million was accrued at December 31, 2024."
)
RISKS = (
    (
        "Demand for Laboratory instruments follows the research budgets of our customers.",
        "Pharmaceutical companies and universities postponed orders in 2023. A renewed decline in research "
        "funding would "
        "reduce our revenues and the use of our plants.",
    ),
    (
        "Tariffs and export controls may raise our costs.",
        "We buy optical and electronic components in Asia and sell in more than 60 countries. New tariffs, or licenses "
        "for exporting gas analyzers, could raise our costs or stop shipments.",
    ),
    (
        "We depend on a single supplier of infrared detectors.",
        "One supplier in Denmark makes the detectors of most Process analyzers. To qualify another would take "
        "at least a "
        "year.",
    ),
    (
        "Changes of currencies affect our results.",
        "About 46% of our revenues are in currencies other than the U.S. dollar, mainly the euro.",
    ),
)  # fmt: skip
_REASONS = {
    2024: "The increase was primarily due to the recovery of orders from pharmaceutical customers in Laboratory and to "
    "price increases, partially offset by unfavorable currency of 1.2%.",
    2023: "The increase was primarily due to higher demand for Process analyzers from hydrogen and "
    "semiconductor plants "
    "and to more service contracts, partially offset by postponed orders in Laboratory.",
}
_MARGINS = {
    2024: "The increase was primarily due to price increases, the closing of the Estwick plant and the absence of the "
    "restructuring charges of 2023.",
    2023: "The decrease was primarily due to restructuring charges of $47 million, lower volume in Laboratory "
    "and higher "
    "research and development expense.",
}


def results_text() -> tuple[str, ...]:
    """Revenues, margins and expenses of 2024 and 2023, each against the year before."""
    return tuple(line for year in (2024, 2023) for line in _year(year))


def _year(year: int) -> tuple[str, ...]:
    now, before = YEARS[year], YEARS[year - 1]
    parts = "; ".join(_moved(f"{name} revenues", now.sales[n], before.sales[n]) for n, name in enumerate(SEGMENTS))
    gross = points(percent(now.gross_profit, now.revenue), percent(before.gross_profit, before.revenue))
    operating = points(percent(now.operating_income, now.revenue), percent(before.operating_income, before.revenue))
    research = _moved("Research and development expense", now.research, before.research)
    return (
        f"{_moved('Total revenues', now.revenue, before.revenue)} in {year - 1}. {_REASONS[year]} {parts}.",
        f"In {year}, gross margin {gross}, and operating margin {operating}. {_MARGINS[year]}",
        f"{research} in {year - 1}, as we hired engineers for the next generation of gas analyzers.",
    )


def _moved(what: str, now: int, before: int) -> str:
    return rose(what, f"${now:,} million", growth(now, before), f"${before:,} million")


def liquidity_text() -> tuple[str, ...]:
    """Cash, capital expenditures and returns to shareholders of 2024."""
    now, before, sheet = YEARS[2024], YEARS[2023], BALANCES[2024]
    return (
        f"{_moved('Net cash provided by operating activities', now.operating_cash, before.operating_cash)} in 2023, "
        "primarily because of higher net income.",
        f"Capital expenditures were ${now.capex} million in 2024, mainly for a plant in Malaysia; we expect "
        f"$150 million "
        f"to $165 million in 2025. {_returns(now)}",
        f"At December 31, 2024 we had cash and cash equivalents of ${sheet.cash} million and debt of "
        f"${sheet.debt + sheet.current_debt} million. We were in compliance with all covenants.",
    )


def _returns(now: Flows) -> str:
    return (
        f"We repurchased common stock for ${now.repurchases} million, paid dividends of ${now.dividends} million and "
        f"repaid ${now.repaid} million of debt."
    )
