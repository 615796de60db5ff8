"""An HTML filing as pages of paragraphs and tables, divided where the document breaks its pages.

Only text is taken: scripts, event handlers, forms and hidden elements stay behind, and nothing is fetched or run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.errors import DamagedFile
from ingest.html_tables import BLOCK_TAGS, Row, is_hidden, rows_of, tag_name
from ingest.kinds import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAGE_CHARACTERS = 6_000  # of a page, where the document has no page breaks
_BREAK_AFTER = re.compile(r"(?:page-)?break-after\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
_BREAK_BEFORE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page|left|right)", re.IGNORECASE)


_DOCUMENT = re.compile(r"<DOCUMENT>\s*<TYPE>([^\s<]+).*?<TEXT>(.*?)</TEXT>", re.DOTALL)
_NOT_SHOWN = re.compile(r"GRAPHIC|ZIP|EXCEL|XML|JSON|PDF|EX-101|EX-104", re.IGNORECASE)

_WRAPPERS = re.compile(r"</?(?:html|body|xbrl)\b[^>]*>|<\?xml[^>]*>", re.IGNORECASE)


class Block(NamedTuple):
    """A paragraph, or a table (`rows`), with the tagged figures in it and the nearest anchor at or before it."""

    text: str
    anchor: str | None
    rows: tuple[Row, ...] = ()
    tags: "tuple[Element, ...]" = ()


class HtmlPage(NamedTuple):
    """The blocks between two page breaks; pages count from 1."""

    number: int
    blocks: tuple[Block, ...]


class HtmlDocument(NamedTuple):
    """The document's root, for its tags, and its pages."""

    root: "Element"
    pages: tuple[HtmlPage, ...]


def read_html(data: bytes, name: str) -> HtmlDocument:
    """An HTML file as pages.

    Raises:
        DamagedFile: there is no text in it.
    """
    from lxml import etree

    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(shown_documents(decoded(data)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise DamagedFile(f"{name} is damaged and cannot be read as HTML. Download it again.") from error
    reader = _Reader()
    if root is not None:
        reader.read(root)
    pages = _paginated(reader.pages)
    if not pages:
        raise DamagedFile(f"{name} shows no text. Download it again, or add the filing as a PDF.")
    return HtmlDocument(root, pages)


def shown_documents(text: str) -> str:
    """The documents of an EDGAR submission that people read, one page break apart; another file's text as it is."""
    text = text.replace("\x00", "")
    documents = _DOCUMENT.findall(text)
    if not documents:
        return text
    shown = [_WRAPPERS.sub("", body) for kind, body in documents if not _NOT_SHOWN.match(kind)]
    return '<hr style="page-break-after:always"/>'.join(shown)


def _paginated(pages: list[list[Block]]) -> tuple[HtmlPage, ...]:
    """The pages that have blocks, numbered; a document without page breaks is cut between its blocks."""
    filled = [blocks for blocks in pages if blocks]
    if len(filled) == 1:
        filled = list(_cut(filled[0]))
    return tuple(HtmlPage(number, tuple(blocks)) for number, blocks in enumerate(filled, 1))


def _cut(blocks: list[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    size = 0
    for block in blocks:
        length = sum(len(row.text) for row in block.rows) or len(block.text)
        if page and size + length > PAGE_CHARACTERS:
            yield page
            page, size = [], 0
        page.append(block)
        size += length
    if page:
        yield page


@dataclass
class _Reader:
    """Walks the elements in order, without recursion: a filing may be nested as deeply as it likes."""

    pages: list[list[Block]] = field(default_factory=lambda: [[]])
    words: list[str] = field(default_factory=list)
    tags: "list[Element]" = field(default_factory=list)
    anchor: str | None = None

    def read(self, root: "Element") -> None:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            if event == "end":
                self._leave(node)
            elif is_hidden(node):
                walk.skip_subtree()
            elif tag_name(node) == "table" and node.find(".//table") is None:
                self._table(node)
                walk.skip_subtree()
            else:
                self._enter(node)
        self._flush()

    def _enter(self, node: "Element") -> None:
        name = tag_name(node)
        if name in BLOCK_TAGS:
            self._flush()
            if _BREAK_BEFORE.search(node.get("style") or ""):
                self.pages.append([])
        self._note_anchor(node)
        if name == "ix:nonfraction":
            self.tags.append(node)
        self.words.append(node.text or "")

    def _leave(self, node: "Element") -> None:
        name = tag_name(node)
        if name in BLOCK_TAGS:
            self._flush()
            if _BREAK_AFTER.search(node.get("style") or ""):
                self.pages.append([])
        self.words.append(node.tail or "")

    def _table(self, node: "Element") -> None:
        self._flush()
        self._note_anchor(node)
        if _BREAK_BEFORE.search(node.get("style") or ""):
            self.pages.append([])
        rows = rows_of(node)
        if rows:
            tags = tuple(tag for row in rows for tag in row.tags)
            self.pages[-1].append(Block("\n".join(row.text for row in rows), self.anchor, rows, tags))

    def _note_anchor(self, node: "Element") -> None:
        self.anchor = node.get("id") or (node.get("name") if tag_name(node) == "a" else None) or self.anchor

    def _flush(self) -> None:
        text = " ".join("".join(self.words).split())
        if text:
            self.pages[-1].append(Block(text, self.anchor, (), tuple(self.tags)))
        self.words, self.tags = [], []
