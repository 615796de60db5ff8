"""What a later filing says on a matter that the issuer's earlier one does not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from agents.extract import same_said
from agents.operations import Operation
from agents.reading import Reading
from agents.sentences import sentences_in
from agents.synthesis_draft import Draft
from agents.synthesis_words import IsNew
from core.answers import Citation, Finding
from core.filings import Filing
from core.protocols import Shelf

NEAREST = 4  # passages of the earlier filing that are compared with a quote
MOST_GONE, GONE_BESIDE = 6, 2
_OVER_TIME = (Operation.CHANGE, Operation.TREND)


def news_of(reading: Reading, findings: Sequence[Finding], shelf: Shelf) -> IsNew:
    """Marks quotes on a matter that is followed over several filings: "(new since Q2 2022)"."""
    intent = reading.intent
    fresh = _fresh(findings, {filing.id: _label(filing) for filing in reading.scope.filings})
    if any(finding.sub_question.arguments.get("since") for finding in findings):
        return lambda citation: fresh.get((citation.filing, citation.quote), "")
    asked = {finding.sub_question.filing for finding in findings}
    if not intent.topics or intent.wanted.operation not in _OVER_TIME or len(asked) < 2:
        return lambda citation: ""
    earlier = _earlier([filing for filing in reading.scope.filings if filing.id in asked])

    def is_new(citation: Citation) -> str:
        before = earlier.get(citation.filing)
        if before is None or _says(shelf, before, citation.quote):
            return ""
        return f" *(new since {_label(before)})*"

    return is_new


def _fresh(findings: Sequence[Finding], labels: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The quotes that were looked for as new, by filing and words, with the filing since which they are."""
    return {
        (citation.filing, citation.quote): f" *(new since {labels.get(str(since), 'the earlier filing')})*"
        for finding in findings
        if (since := finding.sub_question.arguments.get("since"))
        for citation in finding.citations
        if citation.filing == finding.sub_question.filing
    }


def own_quotes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with the quotes of their own filing alone, without what is gone since an earlier one."""
    return tuple(
        replace(f, citations=tuple(c for c in f.citations if c.filing == f.sub_question.filing))
        if f.sub_question.arguments.get("since")
        else f
        for f in findings
    )


def gone(findings: Sequence[Finding], filings: Sequence[Filing], draft: Draft) -> None:
    """Adds what an earlier filing says that the later one does not."""
    by_id = {filing.id: filing for filing in filings}
    plain = any(not f.sub_question.arguments.get("since") for f in findings)
    most = GONE_BESIDE if plain else MOST_GONE
    for finding in findings:
        id = finding.sub_question.filing or ""
        lost = [c for c in finding.citations if c.filing != id] if finding.sub_question.arguments.get("since") else []
        if lost and id in by_id:
            lines = [f"- \u201c{citation.quote}\u201d [{draft.cite(citation)}]" for citation in lost[:most]]
            draft.add(f"**No longer said in {_label(by_id[id])}**\n\n" + "\n".join(lines))


def _label(filing: Filing) -> str:
    return filing.fiscal_period.label if filing.fiscal_period else filing.name


def _earlier(filings: Sequence[Filing]) -> dict[str, Filing]:
    """Each filing's predecessor of the same issuer, among these."""
    ordered = sorted(filings, key=lambda filing: (filing.company, filing.period_end or date.min))
    pairs = zip(ordered, ordered[1:], strict=False)
    return {later.id: before for before, later in pairs if before.company == later.company}


def _says(shelf: Shelf, filing: Filing, quote: str) -> bool:
    """Whether a filing says what the quote says: in one of the passages nearest to it."""
    hits = shelf.search(quote, [filing.id], NEAREST)
    return any(same_said(sentence.text, quote) for hit in hits for sentence in sentences_in(hit.passage.text))
