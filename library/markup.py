"""Elements of an HTML filing made harmless: known tags, a few known styles, text. Nothing is fetched or run."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from core.filings import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SAME = frozenset(
    "table thead tbody tfoot tr td th caption p div span b strong i em u s sup sub br hr ul ol li dl dt dd blockquote"
    " h1 h2 h3 h4 h5 h6 pre code".split()
)
"""Tags that stay what they are; any other that is shown becomes a span."""
DROPPED = frozenset(
    "script style head title noscript template iframe object embed applet svg math canvas audio video form button input"
    " select textarea ix:header link meta base img frame frameset".split()
)
MOST_SPAN = 60
DEEPEST = 60
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)", re.IGNORECASE)
_LENGTH = re.compile(r"-?\d{1,3}(?:\.\d+)?(?:pt|px|em|%)")
_STYLES: Mapping[str, re.Pattern[str]] = {
    "text-align": re.compile("left|right|center|justify"),
    "font-weight": re.compile("bold|bolder|[5-9]00"),
    "font-style": re.compile("italic|oblique"),
    "text-decoration": re.compile("underline"),
    "vertical-align": re.compile("top|middle|bottom|super|sub"),
    "padding-left": _LENGTH,
    "text-indent": _LENGTH,
    "margin-left": _LENGTH,
    "width": re.compile(r"\d{1,3}(?:\.\d+)?%"),
}
_LINE = re.compile(r"\b(solid|double)\b", re.IGNORECASE)
_NO_LINE = re.compile(r"(?:^|\s)0(?:\.0+)?(?:pt|px|em)?(?:\s|$)")


def tag_of(node: "Element") -> str:
    """The element's name in lower case; empty for comments and processing instructions."""
    return node.tag.lower() if isinstance(node.tag, str) else ""


def is_shown(node: "Element") -> bool:
    """Whether a reader sees the element: no script, style, form or picture, and not hidden."""
    return bool(tag_of(node)) and tag_of(node) not in DROPPED and not _HIDDEN.search(node.get("style") or "")


def shown_text(node: "Element") -> Iterator[str]:
    """The text that a reader sees inside an element, in parts."""
    from lxml import etree

    walk = etree.iterwalk(node, events=("start", "end"))
    for event, inner in walk:
        if event == "start" and not is_shown(inner):
            walk.skip_subtree()
        elif event == "start":
            yield inner.text or ""
        if event == "end" and inner is not node:
            yield inner.tail or ""


def piece_of(node: "Element", marks: "Mapping[Element, str]", depth: int = 0) -> Piece:
    """The element and what is in it, as far as a reader sees it; `marks` are the cited ones.

    What is nested deeper than any filing nests it becomes plain text.
    """
    tag = tag_of(node)
    children: list[Piece | str] = [_flat(node.text)] if node.text else []
    if depth > DEEPEST:
        children = [_flat("".join(shown_text(node)))]
    for inner in node if depth <= DEEPEST else ():
        if is_shown(inner):
            children.append(piece_of(inner, marks, depth + 1))
        if inner.tail:
            children.append(_flat(inner.tail))
    return Piece(
        tag if tag in SAME else "span",
        tuple(child for child in children if child),
        tuple(_styles(node)),
        _span(node.get("colspan")),
        _span(node.get("rowspan")),
        marks.get(node, ""),
    )


def _flat(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _styles(node: "Element") -> Iterator[tuple[str, str]]:
    """The declarations that show how a statement is laid out; colours are left to the reader's theme."""
    if (align := (node.get("align") or "").lower()) in ("left", "right", "center", "justify"):
        yield "text-align", align
    for name, value in _DECLARATION.findall(node.get("style") or ""):
        name, value = name.lower(), value.strip().lower()
        if (known := _STYLES.get(name)) and known.fullmatch(value):
            yield name, value
        elif name in ("border-top", "border-bottom") and (line := _LINE.search(value)) and not _NO_LINE.search(value):
            yield name, "3px double" if line[1].lower() == "double" else "1px solid"


def _span(said: str | None) -> int:
    return min(max(int(said), 1), MOST_SPAN) if said and said.strip().isdigit() else 1
