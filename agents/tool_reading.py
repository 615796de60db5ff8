"""The tools that read a filing in its own words and order: a page whole."""

from agents.tool_base import DeskTools, Result
from agents.tool_passages import first_sentence
from core.answers import Citation, FindingStatus


class ReadingTools(DeskTools):
    """Tools that read pages and sections."""

    def read_page(self, filing: str, page: int) -> Result:
        """Read one page of the filing whole.

        Args:
            filing: the filing's name or id.
            page: counted from 1.

        Returns:
            The page's own text, or not_disclosed where there is no such page.
        """
        source = self._filing(filing)
        text = self._desk.shelf.page_text(source.id, page)
        if not text.strip():
            return Result(
                FindingStatus.NOT_DISCLOSED, f"{source.name} has no text on page {page}; it has {source.pages} pages."
            )
        return Result(FindingStatus.ANSWERED, text, citations=(Citation(1, source.id, page, first_sentence(text)),))
