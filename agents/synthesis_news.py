"""What a later filing says on a matter that the issuer's earlier one does not."""

from collections.abc import Sequence
from datetime import date

from agents.extract import same_said
from agents.operations import Operation
from agents.reading import Reading
from agents.sentences import sentences_in
from agents.synthesis_words import IsNew
from core.answers import Citation, Finding
from core.filings import Filing
from core.protocols import Shelf

NEAREST = 4  # passages of the earlier filing that are compared with a quote
_OVER_TIME = (Operation.CHANGE, Operation.TREND)


def news_of(reading: Reading, findings: Sequence[Finding], shelf: Shelf) -> IsNew:
    """Marks quotes on a matter that is followed over several filings: "(new since Q2 2022)"."""
    intent = reading.intent
    asked = {finding.sub_question.filing for finding in findings}
    if not intent.topics or intent.wanted.operation not in _OVER_TIME or len(asked) < 2:
        return lambda citation: ""
    earlier = _earlier([filing for filing in reading.scope.filings if filing.id in asked])

    def is_new(citation: Citation) -> str:
        before = earlier.get(citation.filing)
        if before is None or _says(shelf, before, citation.quote):
            return ""
        label = before.fiscal_period.label if before.fiscal_period else before.name
        return f" *(new since {label})*"

    return is_new


def _earlier(filings: Sequence[Filing]) -> dict[str, Filing]:
    """Each filing's predecessor of the same issuer, among these."""
    ordered = sorted(filings, key=lambda filing: (filing.company, filing.period_end or date.min))
    pairs = zip(ordered, ordered[1:], strict=False)
    return {later.id: before for before, later in pairs if before.company == later.company}


def _says(shelf: Shelf, filing: Filing, quote: str) -> bool:
    """Whether a filing says what the quote says: in one of the passages nearest to it."""
    hits = shelf.search(quote, [filing.id], NEAREST)
    return any(same_said(sentence.text, quote) for hit in hits for sentence in sentences_in(hit.passage.text))
