"""Which tables of an inline-XBRL filing are its primary statements: by their title, else by the tags they bear."""

import re
from dataclasses import dataclass

from core.filings import Statement
from ingest.html_pages import Block, HtmlPage
from ingest.statements import statement_titled
from ingest.xbrl_values import local

NOTES = re.compile(r"^\s*(?:notes to .{0,60}financial statements|note 1\b)", re.IGNORECASE)
CONTEXT_BLOCKS = 8  # paragraphs above a table that may hold its title
MIN_STATEMENT_TAGS = 4
_SIGNATURES = (
    (Statement.CASH_FLOW, {"NetCashProvidedByUsedInOperatingActivities"}),
    (Statement.BALANCE, {"Assets", "LiabilitiesAndStockholdersEquity"}),
    (Statement.INCOME, {"IncomeTaxExpenseBenefit", "NetIncomeLoss", "EarningsPerShareDiluted"}),
    (Statement.COMPREHENSIVE_INCOME, {"ComprehensiveIncomeNetOfTax", "OtherComprehensiveIncomeLossNetOfTax"}),
)


@dataclass
class StatementTables:
    """Tells the primary statements among the tables of a filing, in order; after the notes begin there are none."""

    in_notes: bool = False
    last: Statement | None = None
    last_page: int = 0

    def pass_by(self, text: str) -> None:
        """Notes where the notes begin."""
        if self.last and len(text) < 150 and NOTES.match(text):
            self.in_notes = True

    def statement_of(self, page: HtmlPage, index: int) -> Statement | None:
        """The statement that the table at a place on a page is, or goes on with."""
        block = page.blocks[index]
        if any(NOTES.match(row.text) for row in block.rows if not row.tags):
            self.pass_by(next(row.text for row in block.rows if NOTES.match(row.text)))
        if self.in_notes or len(block.tags) < MIN_STATEMENT_TAGS:
            return None
        above = [b.text for b in page.blocks[max(0, index - CONTEXT_BLOCKS) : index] if not b.rows]
        inside = [row.text for row in block.rows[:3] if not row.tags]
        found = statement_titled((*above, *inside)) or _signed(block)
        if found is None and self.last and page.number - self.last_page <= 1:
            found = self.last
        if found:
            self.last, self.last_page = found, page.number
        return found


def _signed(block: Block) -> Statement | None:
    """The statement whose own tags a table bears."""
    names = {local(tag.get("name") or "") for tag in block.tags}
    return next((s for s, needed in _SIGNATURES if len(names & needed) >= min(2, len(needed))), None)
