"""What a question may cost before it is asked."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Estimate:
    """Tokens that a question may read and write, and the dollars; `cost` is None where no price is known.

    `why` is a sentence on what the estimate stands on, for the user.
    """

    tokens_in: int
    tokens_out: int
    cost: Decimal | None
    why: str
