"""From many filings to the few that a question can mean, by what their cover pages say."""

import re
from collections.abc import Sequence

from core.filings import Filing
from library.bm25 import tokens

_YEAR = re.compile(r"(?<!\d)(?:fy\s?)?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"\bq([1-4])\b|\b(first|second|third|fourth)[- ]quarter\b", re.IGNORECASE)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_LEGAL_FORMS = frozenset(
    tokens("inc incorporated corp corporation company co ltd limited plc llc lp group holding the sa nv ag se")
)


def narrowed(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    """The filings of the companies, then of the years, then of the quarters that a question names.

    A step that would leave nothing is left out; a question that names none of them keeps all.
    """
    for step in (_of_companies, _of_years, _of_quarters):
        filings = step(query, filings) or filings
    return filings


def _of_companies(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    asked = set(tokens(query))
    return [filing for filing in filings if _names(filing) and (_names(filing) & asked)]


def _names(filing: Filing) -> set[str]:
    """The words that tell a company from others: its first telling word, and its ticker."""
    words = [word for word in tokens(filing.company) if word not in _LEGAL_FORMS]
    return {*words[:1], *tokens(filing.ticker or "")}


def _of_years(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    years = {int(year) for year in _YEAR.findall(query)}
    # A year's figures stand in its own filings and, as the year before, in those of the next.
    exact = [filing for filing in filings if filing.fiscal_year in years]
    return exact or [filing for filing in filings if filing.period_end and filing.period_end.year in years]


def _of_quarters(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    quarters = {int(digit) if digit else _QUARTERS[word.lower()] for digit, word in _QUARTER.findall(query)}
    return [filing for filing in filings if filing.fiscal_quarter in quarters]
