"""An HTML table as a grid of cells: what stands in which column, how far it is indented, which tags it bears."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_SPAN = 200  # columns or rows that one cell may span; more is taken for an error
SKIPPED_TAGS = frozenset(
    "script style head title noscript template iframe object embed applet svg math canvas audio video form button input"
    " select textarea ix:header link meta base".split()
)
BLOCK_TAGS = frozenset(
    "p div tr td th li ul ol dl dt dd table tbody thead tfoot h1 h2 h3 h4 h5 h6 hr br blockquote pre center section"
    " article header footer main body caption page".split()
)
POINTS = {"pt": 1.0, "px": 0.75, "em": 12.0, "in": 72.0, "": 0.75, "%": 3.0}
_INDENT = re.compile(
    r"(?:padding-left|margin-left|text-indent)\s*:\s*(-?\d+(?:\.\d+)?)\s*(pt|px|em|in|%)?", re.IGNORECASE
)
_PADDING = re.compile(r"padding\s*:\s*([^;\"]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell with text: its first grid column, how many it spans, its indent in points, its tagged figures."""

    column: int
    span: int
    text: str
    indent: float = 0.0
    tags: "tuple[Element, ...]" = ()


class Row(NamedTuple):
    """The cells of a row that have text, left to right."""

    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """The cells joined by blanks, with "$", ")" and "%" as the page prints them in cells of their own."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def tags(self) -> "tuple[Element, ...]":
        """The tagged figures of the row."""
        return tuple(tag for cell in self.cells for tag in cell.tags)


def tag_name(node: "Element") -> str:
    """The element's name in lower case; empty for comments and processing instructions."""
    return node.tag.lower() if isinstance(node.tag, str) else ""


def is_hidden(node: "Element") -> bool:
    """Whether the element is not shown, or is no text: scripts, styles, forms, the XBRL header."""
    if not isinstance(node.tag, str) or tag_name(node) in SKIPPED_TAGS:
        return True
    style = node.get("style")
    return bool(style and _HIDDEN.search(style))


def all_text(node: "Element") -> str:
    """All text inside an element, as it is."""
    return "".join(str(part) for part in node.itertext())


def text_of(node: "Element") -> str:
    """The text that is shown inside an element, on one line."""
    return " ".join("".join(_shown(node)).split())


def _shown(root: "Element") -> Iterator[str]:
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        name = tag_name(node)
        if event == "start":
            if is_hidden(node):
                walk.skip_subtree()
                continue
            if name in BLOCK_TAGS:
                yield " "
            yield node.text or ""
        elif node is not root:
            yield (" " if name in BLOCK_TAGS else "") + (node.tail or "")


def rows_of(table: "Element") -> tuple[Row, ...]:
    """The rows of a table that holds no other table; rows without text are left out."""
    taken: dict[int, int] = {}
    rows = []
    for tr in table.iter("tr"):
        if is_hidden(tr):
            continue
        cells = tuple(_cells(tr, taken))
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        if cells:
            rows.append(Row(cells))
    return tuple(rows)


def _cells(tr: "Element", taken: dict[int, int]) -> Iterator[Cell]:
    """The cells of a row; `taken` are the columns that cells of earlier rows still fill, and for how many rows."""
    column = 0
    begun: dict[int, int] = {}
    for td in tr:
        if tag_name(td) not in ("td", "th"):
            continue
        while column in taken:
            column += 1
        span, depth = _span(td, "colspan"), _span(td, "rowspan")
        if depth > 1:
            begun.update(dict.fromkeys(range(column, column + span), depth))
        text = "" if is_hidden(td) else text_of(td)
        if text:
            yield Cell(column, span, text, _indent(td), tuple(td.iter("ix:nonfraction")))
        column += span
    taken.update(begun)


def _span(td: "Element", attribute: str) -> int:
    value = (td.get(attribute) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdigit() and len(value) < 9 else 1


def _indent(td: "Element") -> float:
    """How far a cell's text is indented: its own padding, and that of the element around its words."""
    indent, node = _padding_left(td.get("style") or ""), td
    for _ in range(3):
        inner = next((child for child in node if isinstance(child.tag, str)), None)
        if inner is None:
            break
        indent += _padding_left(inner.get("style") or "")
        node = inner
    text = all_text(td)
    blanks = len(text) - len(text.lstrip("\u00a0\u2003 "))
    return indent + 3.0 * blanks


def _padding_left(style: str) -> float:
    total = sum(float(size) * POINTS[(unit or "").lower()] for size, unit in _INDENT.findall(style))
    padding = _PADDING.search(style)
    parts = padding[1].split() if padding and "padding-left" not in style else []
    if parts:
        size = re.fullmatch(
            r"(\d+(?:\.\d+)?)(pt|px|em|in|%)?", parts[3] if len(parts) == 4 else parts[min(1, len(parts) - 1)]
        )
        total += float(size[1]) * POINTS[(size[2] or "").lower()] if size else 0.0
    return total
