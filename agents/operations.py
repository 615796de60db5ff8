"""What may be done with the figures of an answer, and what a yes-or-no question may claim of them."""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """What is done with the figures once they are found."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    TREND = "trend"
    HIGHEST = "highest"
    LOWEST = "lowest"
    RANK = "rank"
    AVERAGE = "average"
    TOTAL = "total"
    SHARE = "share"
    WITHOUT = "without"
    CAGR = "cagr"


class Claim(StrEnum):
    """What a yes-or-no question claims of the figures."""

    ROSE = "rose"
    FELL = "fell"
    ROSE_EVERY_TIME = "rose every time"
    FELL_EVERY_TIME = "fell every time"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    CHANGED = "changed"
    EXISTS = "exists"
    ABOVE = "above"
    BELOW = "below"


class Basis(StrEnum):
    """Against what a change is measured."""

    YEAR = "year over year"
    SEQUENCE = "period over period"


@dataclass(frozen=True)
class Rivals:
    """Two companies, by the ids of their filings; `above` says that the first is claimed to have more."""

    first: frozenset[str]
    second: frozenset[str]
    above: bool = True


@dataclass(frozen=True)
class Sides:
    """Two figures of one issuer and period, by the segments or line items that they are of, in the question's order.

    `above` says that the first is claimed to be more than the second.
    """

    first: str
    second: str
    above: bool = True


@dataclass(frozen=True)
class Wanted:
    """The operation, the basis of a change where it is said, a claim to judge, and whether reasons are asked.

    `amount` says that a change is asked for as an amount ("by how much"), not as a percentage; `rivals` are two
    companies of which one is claimed to have more than the other, `sides` two figures of one; `by_growth` says that
    what is ranked is how much each has grown, not its level ("which segment grew fastest").
    """

    operation: Operation
    basis: Basis | None = None
    claim: Claim | None = None
    threshold: str | None = None
    reasons: bool = False
    years: int | None = None
    amount: bool = False
    rivals: Rivals | None = None
    sides: Sides | None = None
    by_growth: bool = False

    @property
    def compares(self) -> bool:
        """Whether a figure is wanted beside that of an earlier period."""
        return self.by_growth or self.operation in (Operation.CHANGE, Operation.GROWTH, Operation.TREND)
