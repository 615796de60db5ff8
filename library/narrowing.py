"""From many filings to the few that a question can mean, by what their cover pages say."""

import re
from collections.abc import Sequence

from core.filings import Filing
from library.bm25 import tokens

_YEAR = re.compile(r"(?<!\d)(?:fy\s?)?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"\bq([1-4])\b|\b(first|second|third|fourth)[- ]quarter\b", re.IGNORECASE)
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_CAPITALISED = re.compile(r"\b[A-Z0-9][\w&’']*")
SHORTEST_PART = 3
_LEGAL_FORMS = frozenset(
    tokens("inc incorporated corp corporation company co ltd limited plc llc lp group holding the sa nv ag se")
)


def narrowed(query: str, filings: Sequence[Filing], most: int) -> Sequence[Filing]:
    """The filings of the companies, then of the years, then of the quarters that a question names.

    A step is taken only while there are more than `most` filings, and not if it would leave nothing; a question that
    names none of them keeps all.
    """
    for step in (_of_companies, _of_years, _of_quarters):
        if len(filings) > most:
            filings = step(query, filings) or filings
    return filings


def of_period(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    """The filings of the year and quarter that a question names; all where it names none, or none is of them."""
    of_years = _of_years(query, filings) or filings
    return _of_quarters(query, of_years) or of_years


def _of_companies(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    asked = set(tokens(query))
    capitals = set(tokens(" ".join(_CAPITALISED.findall(query))))
    matches = {filing.id: _matched(filing, asked, capitals) for filing in filings}
    best: dict[str, int] = {}  # of "American Express" and "American Airlines", the one of which more is said
    for filing in filings:
        first = telling_words(filing)[0]
        best[first] = max(best.get(first, 0), matches[filing.id])
    return [filing for filing in filings if matches[filing.id] and matches[filing.id] == best[telling_words(filing)[0]]]


def _matched(filing: Filing, asked: set[str], capitals: set[str]) -> int:
    """How many words of its name a question says: all of them, or some with a capital at the first."""
    words = telling_words(filing)
    if words[0] in capitals or asked.issuperset(words):
        return len(asked.intersection(words))
    return int(bool(capitals.intersection(_short_names(words, filing.ticker))))


def _short_names(words: Sequence[str], ticker: str | None) -> set[str]:
    """What a company is called for short: its ticker, its initials ("GE", "J&J", "JnJ"), a first part ("JPM")."""
    initials = [word[0] for word in words]
    short = {"".join(initials), "n".join(initials)} if len(words) > 1 else set()
    first = {words[0][:length] for length in range(SHORTEST_PART, len(words[0]))}
    return short | first | set(tokens(ticker or ""))


def telling_words(filing: Filing) -> list[str]:
    """The words of a company's name without its legal form."""
    words = tokens(filing.company or filing.name)
    return [word for word in words if word not in _LEGAL_FORMS] or words or [filing.id]


def _of_years(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    years = {int(year) for year in _YEAR.findall(query)}
    # A year's figures stand in its own filings and, as the year before, in those of the next.
    exact = [filing for filing in filings if filing.fiscal_year in years]
    return exact or [filing for filing in filings if filing.period_end and filing.period_end.year in years]


def _of_quarters(query: str, filings: Sequence[Filing]) -> Sequence[Filing]:
    quarters = {int(digit) if digit else _QUARTERS[word.lower()] for digit, word in _QUARTER.findall(query)}
    return [filing for filing in filings if filing.fiscal_quarter in quarters]
