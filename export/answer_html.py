"""An answer's Markdown as HTML that knows no tag, link or picture but ours; footnote marks lead to their page."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from export.html import Note

_MARK = re.compile(r"\[\^?(\d{1,4}(?:\s*,\s*\^?\d{1,4})*)\]")


def answer_html(markdown: str, notes: Sequence["Note"]) -> "Markup":
    """The answer's paragraphs, tables, lists and quotes. Raw HTML shows as text, links and pictures as their words.

    Args:
        markdown: from an analyst; it quotes filings.
        notes: the answer's footnotes; a mark "[3]" or "[^3]" with such a number becomes a link to its page.
    """
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["html_inline", "html_block", "link", "image", "autolink", "reference"])
    by_number = {note.citation.number: note for note in notes}
    rendered = parser.render(markdown)
    return Markup(_MARK.sub(lambda match: _marks(match, by_number), rendered))


def _marks(match: re.Match[str], notes: "dict[int, Note]") -> str:
    numbers = [int(number) for number in re.findall(r"\d+", match[1])]
    if not all(number in notes for number in numbers):
        return match[0]
    return "".join(f'<a class="mark" href="#{notes[n].target}">{n}</a>' for n in numbers)
