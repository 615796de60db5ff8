"""The books of an invented company: what happened in a period, and the balance sheet that follows from it.

All amounts are whole numbers in the company's scale (thousands or millions). Quarters add up, balance sheets balance
and cash moves by the cash-flow statement, because everything is computed from the entries of `Flows`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Flows:
    """What happened in a period. Changes of working capital are increases of the balance, purchases are positive."""

    start: date
    end: date
    sales: tuple[int, ...]
    cost: int
    selling: int
    research: int = 0
    restructuring: int = 0
    segment_income: tuple[int, ...] = ()
    depreciation: int = 0
    interest: int = 0
    other_income: int = 0
    tax: int = 0
    noncontrolling: int = 0
    compensation: int = 0
    deferred_tax: int = 0
    receivables: int = 0
    inventories: int = 0
    prepaid: int = 0
    payables: int = 0
    accrued: int = 0
    deferred_revenue: int = 0
    capex: int = 0
    bought_inventories: int = 0
    bought_property: int = 0
    bought_intangibles: int = 0
    bought_goodwill: int = 0
    bought_payables: int = 0
    amortization: int = 0
    borrowed: int = 0
    repaid: int = 0
    repurchases: int = 0
    dividends: int = 0
    withheld: int = 0
    distributions: int = 0
    hedges: int = 0
    leased: int = 0
    shares: int = 0
    dilution: int = 0

    @property
    def revenue(self) -> int:
        """Net sales of all segments."""
        return sum(self.sales)

    @property
    def gross_profit(self) -> int:
        """Revenue less cost of sales."""
        return self.revenue - self.cost

    @property
    def operating_expenses(self) -> int:
        """Everything between gross profit and operating income."""
        return self.selling + self.research + self.amortization + self.restructuring

    @property
    def operating_income(self) -> int:
        """Gross profit less operating expenses."""
        return self.gross_profit - self.operating_expenses

    @property
    def pretax(self) -> int:
        """Income before income taxes."""
        return self.operating_income - self.interest + self.other_income

    @property
    def net_income(self) -> int:
        """Net income, noncontrolling interests included."""
        return self.pretax - self.tax

    @property
    def attributable(self) -> int:
        """Net income attributable to the company."""
        return self.net_income - self.noncontrolling

    @property
    def acquisition(self) -> int:
        """Cash paid for businesses."""
        bought = self.bought_inventories + self.bought_property + self.bought_intangibles + self.bought_goodwill
        return bought - self.bought_payables

    @property
    def operating_cash(self) -> int:
        """Net cash provided by operating activities."""
        noncash = self.depreciation + self.amortization + self.compensation + self.deferred_tax
        capital = self.receivables + self.inventories + self.prepaid
        return self.net_income + noncash - capital + self.payables + self.accrued + self.deferred_revenue

    @property
    def investing_cash(self) -> int:
        """Net cash from investing activities, negative for an outflow."""
        return -self.capex - self.acquisition

    @property
    def financing_cash(self) -> int:
        """Net cash from financing activities, negative for an outflow."""
        paid = self.repaid + self.repurchases + self.dividends + self.withheld + self.distributions
        return self.borrowed - paid

    @property
    def cash(self) -> int:
        """Net change in cash and cash equivalents."""
        return self.operating_cash + self.investing_cash + self.financing_cash

    @property
    def diluted_shares(self) -> int:
        """Weighted-average shares, diluted."""
        return self.shares + self.dilution

    def per_share(self, shares: int) -> Decimal:
        """Earnings per share in dollars; income and shares are in the same scale."""
        return (Decimal(self.attributable) / shares).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Balances:
    """A balance sheet. Cash is what the flows left; equity is what makes it balance, by double entry."""

    at: date
    cash: int
    receivables: int
    inventories: int
    prepaid: int
    plant: int
    leases: int
    goodwill: int
    intangibles: int
    other: int
    payables: int
    accrued: int
    deferred_revenue: int
    current_debt: int
    debt: int
    current_leases: int
    deferred_tax: int
    other_liabilities: int
    common: int
    paid_in: int
    retained: int
    accumulated: int
    treasury: int
    noncontrolling: int = 0

    @property
    def current_assets(self) -> int:
        """Total current assets."""
        return self.cash + self.receivables + self.inventories + self.prepaid

    @property
    def assets(self) -> int:
        """Total assets."""
        return self.current_assets + self.plant + self.leases + self.goodwill + self.intangibles + self.other

    @property
    def current_liabilities(self) -> int:
        """Total current liabilities."""
        return self.payables + self.accrued + self.deferred_revenue + self.current_debt + self.current_leases

    @property
    def long_leases(self) -> int:
        """Operating lease liabilities due after a year: liabilities equal the assets."""
        return self.leases - self.current_leases

    @property
    def liabilities(self) -> int:
        """Total liabilities."""
        return self.current_liabilities + self.debt + self.long_leases + self.deferred_tax + self.other_liabilities

    @property
    def company_equity(self) -> int:
        """Equity of the company's own shareholders."""
        return self.common + self.paid_in + self.retained + self.accumulated - self.treasury

    @property
    def equity(self) -> int:
        """Total equity, noncontrolling interests included."""
        return self.company_equity + self.noncontrolling

    def after(self, flows: Flows) -> "Balances":
        """The balance sheet at the end of a period that began here.

        Raises:
            ValueError: if it does not balance, which is a mistake in this model.
        """
        closing = replace(
            self,
            at=flows.end,
            cash=self.cash + flows.cash,
            receivables=self.receivables + flows.receivables,
            inventories=self.inventories + flows.inventories + flows.bought_inventories,
            prepaid=self.prepaid + flows.prepaid + flows.hedges,
            plant=self.plant + flows.capex + flows.bought_property - flows.depreciation,
            leases=self.leases + flows.leased,
            goodwill=self.goodwill + flows.bought_goodwill,
            intangibles=self.intangibles + flows.bought_intangibles - flows.amortization,
            payables=self.payables + flows.payables + flows.bought_payables,
            accrued=self.accrued + flows.accrued,
            deferred_revenue=self.deferred_revenue + flows.deferred_revenue,
            debt=self.debt + flows.borrowed - flows.repaid,
            deferred_tax=self.deferred_tax + flows.deferred_tax,
            paid_in=self.paid_in + flows.compensation - flows.withheld,
            retained=self.retained + flows.attributable - flows.dividends,
            accumulated=self.accumulated + flows.hedges,
            treasury=self.treasury + flows.repurchases,
            noncontrolling=self.noncontrolling + flows.noncontrolling - flows.distributions,
        )
        if closing.assets != closing.liabilities + closing.equity:
            raise ValueError(f"The books at {closing.at} do not balance; check `after` against `Flows`.")
        return closing


def together(periods: Iterable[Flows]) -> Flows:
    """Consecutive periods as one: flows add up, share counts are averaged."""
    parts = tuple(periods)
    averaged = {"shares", "dilution"}
    sums: dict[str, object] = {"start": parts[0].start, "end": parts[-1].end}
    for field in fields(Flows):
        values = [getattr(part, field.name) for part in parts]
        if field.name in sums:
            continue
        if field.name in ("sales", "segment_income"):
            sums[field.name] = tuple(sum(column) for column in zip(*values, strict=True))
        else:
            sums[field.name] = round(sum(values) / len(values)) if field.name in averaged else sum(values)
    return Flows(**sums)  # type: ignore[arg-type]  # the fields of the same class, by name
