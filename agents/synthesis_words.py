"""What filings say, quoted: filing by filing, the same said once, what is new or gone since the earlier one."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.extract import same_said
from agents.synthesis_draft import Draft
from core.answers import Citation, Finding, FindingStatus
from core.filings import Filing

MOST_WORDS = 620
MOST_A_FILING = 6
LONGEST = 390  # characters of a quote
_WORDY = ("search_passages", "lookup_fact")


class _Said(NamedTuple):
    citation: Citation
    filings: tuple[str, ...]


def quotes(findings: Sequence[Finding], filings: Sequence[Filing], draft: Draft) -> None:
    """Adds the quotes of the findings to the draft, the latest filing first."""
    wordy = [f for f in findings if f.status is FindingStatus.ANSWERED and not f.figures and f.citations]
    by_id = {filing.id: filing for filing in filings}
    taken = _rows_taken(findings)
    budget = MOST_WORDS
    said: list[_Said] = []
    wordy.sort(key=lambda finding: str(by_id[finding.sub_question.filing or ""].period_end), reverse=True)
    for finding in wordy:
        filing = by_id[finding.sub_question.filing or ""]
        room = max(1, MOST_A_FILING - taken.get(filing.id, 0))
        share = budget // max(1, len(wordy))
        lines, words = [], 0
        for citation in finding.citations[: room + 2]:
            if len(lines) >= room or (lines and words > share) or len(citation.quote) > LONGEST and lines:
                continue
            earlier = next((one for one in said if same_said(one.citation.quote, citation.quote)), None)
            if earlier is not None:
                lines.append(
                    f"- The same is said [{draft.cite(citation)}] as in {_title(by_id[earlier.filings[0]])} [{draft.cite(earlier.citation)}]."
                )
                continue
            said.append(_Said(citation, (filing.id,)))
            lines.append(f"- \u201c{_cut(citation.quote)}\u201d [{draft.cite(citation)}]")
            words += len(citation.quote.split())
        if lines:
            draft.add(f"**{_title(filing)}**\n\n" + "\n".join(dict.fromkeys(lines)))


def _rows_taken(findings: Sequence[Finding]) -> dict[str, int]:
    """How many printed rows of each filing are cited for figures."""
    rows: dict[str, set[str]] = {}
    for finding in findings:
        if finding.figures:
            for citation in finding.citations:
                rows.setdefault(citation.filing, set()).add(citation.quote)
    return {filing: len(quotes) for filing, quotes in rows.items()}


def _cut(quote: str) -> str:
    return quote if len(quote) <= LONGEST + 200 else quote[: LONGEST + 200].rsplit(" ", 1)[0] + " \u2026"


def _title(filing: Filing) -> str:
    return filing.title
