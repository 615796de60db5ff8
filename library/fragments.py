"""The part of an HTML filing around a citation, as it is laid out there, with the cited cell or words marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.answers import Citation
from core.errors import DamagedFile
from core.filings import Cell, Fragment, Piece
from library.markup import is_shown, piece_of, shown_text, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AROUND = 6_000
"""Characters shown before and after what is cited, about a printed page each."""
SHORTEST = 8  # characters of a line of a quote that tell where it is
TELLING = 90  # characters of a quote by which its place is found: the rest may stand in the next paragraph
LEAVES = frozenset("tr p div li td th h1 h2 h3 h4 h5 h6 span font dd dt blockquote center pre".split())
BLOCKS = LEAVES - {"span", "font"} | {"table"}


def fragment(path: Path, citation: Citation, cells: Sequence[Cell] = (), pages: int = 1) -> Fragment | None:
    """The fragment around a citation of an HTML file; None where the file has no such words.

    Args:
        path: the file as it was added.
        citation: `anchor` is the id of the tagged figure, or of the nearest element before the quote.
        cells: those to be marked in the row: each the one of its anchor's tag, or the one that prints the same.
        pages: how many pages the filing counts, to tell like places apart.

    Raises:
        DamagedFile: where the file no longer reads as HTML.
    """
    root = _document(path, path.stat().st_mtime_ns)
    place = _place(root, citation, pages)
    if place is None:
        return None
    marks = _marks(place, cells or [Cell(anchor=citation.anchor)])
    before, block, after, cut = _around(place)
    pieces = [piece_of(node, marks) for node in (*before, block, *after)]
    if tag_of(place) != "tr":
        for line in citation.quote.splitlines():
            pieces = _with_line(pieces, len(before), line)
    return Fragment(citation.filing, tuple(pieces), cut)


@lru_cache(maxsize=1)
def _document(path: Path, changed: int) -> "Element":
    from lxml import etree

    data = path.read_bytes()
    parser = etree.HTMLParser(
        huge_tree=True, encoding=_encoding(data), no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise DamagedFile("The kept file of the filing does not read as HTML; add the filing again.")
    return root


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _place(root: "Element", citation: Citation, pages: int) -> "Element | None":
    """The row or paragraph that prints the quote: the one of the anchor, else the next after it, else the likeliest."""
    lines = [_tight(line) for line in citation.quote.splitlines()]
    wanted = next((line for line in lines if len(line) >= SHORTEST), "".join(lines))[:TELLING]
    if not wanted:
        return None
    at = _by_id(root, citation.anchor)
    own = next((node for node in (at, *at.iterancestors()) if tag_of(node) in LEAVES), None) if at is not None else None
    while own is not None and len(own) < 400 and tag_of(own) != "body":
        if wanted in _tight("".join(shown_text(own))):
            return _smallest(own, wanted)
        own = own.getparent()
    found = list(_printing(root, wanted))
    if not found:
        return None
    order = {node: number for number, node in enumerate(root.iter())}
    if at is not None:
        after = [node for node in found if order[node] >= order[at]]
        return after[0] if after else found[0]
    share = (citation.page - 0.5) / max(pages, 1) * len(order)
    return min(found, key=lambda node: abs(order[node] - share))


def _by_id(root: "Element", anchor: str | None) -> "Element | None":
    if not anchor:
        return None
    named = (node for node in root.iter() if node.get("id") == anchor or node.get("name") == anchor)
    return next(named, None)


def _printing(root: "Element", wanted: str) -> "Iterator[Element]":
    """The smallest rows and paragraphs that print the words, in the order of the document."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start",))
    for _event, node in walk:
        if not is_shown(node):
            walk.skip_subtree()
        elif tag_of(node) in LEAVES and not _holds_blocks(node):
            if wanted in _tight("".join(shown_text(node))):
                yield node
            walk.skip_subtree()


def _holds_blocks(node: "Element") -> bool:
    if tag_of(node) == "tr":
        return node.find(".//table") is not None
    return any(
        tag_of(inner) in LEAVES - {"span", "font"} or tag_of(inner) == "table" for inner in node.iterdescendants()
    )


def _smallest(node: "Element", wanted: str) -> "Element":
    return next(_printing(node, wanted), node)


def _marks(place: "Element", cited: Sequence[Cell]) -> "dict[Element, str]":
    """The cited row, and in it the cited cells; in a sentence the tagged figures."""
    if tag_of(place) != "tr":
        tagged = [_by_id(place, cell.anchor) for cell in cited]
        return {node: "cell" for node in tagged if node is not None and node is not place and not len(node)}
    cells = [cell for cell in place if tag_of(cell) in ("td", "th")]
    found = [_cell(place, cells, one) for one in cited]
    return {place: "row"} | {cell: "cell" for cell in found if cell is not None}


def _cell(row: "Element", cells: "Sequence[Element]", cited: Cell) -> "Element | None":
    tagged = _by_id(row, cited.anchor)
    within = {tagged, *tagged.iterancestors()} if tagged is not None else set()
    own = next((cell for cell in cells if cell in within), None)
    if own is not None:
        return own
    wanted = _digits(cited.printed)
    return next((cell for cell in cells if wanted and _figure(cell) == wanted), None)


def _figure(cell: "Element") -> str:
    return _digits("".join(shown_text(cell)))


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)


def _around(place: "Element") -> "tuple[Sequence[Element], Element, Sequence[Element], tuple[bool, bool]]":
    """The table or paragraph of a place, a page before and after it, and whether there is more each way."""
    block = next((node for node in place.iterancestors() if tag_of(node) == "table"), place)
    for outer in block.iterancestors():
        if tag_of(outer) in ("body", "html") or _length(outer, AROUND) > AROUND:
            break
        block = outer
    before, more_before = _siblings(block, preceding=True)
    after, more_after = _siblings(block, preceding=False)
    parent = block.getparent()
    inside = parent is not None and tag_of(parent) not in ("body", "html")
    return before[::-1], block, after, (more_before or inside, more_after or inside)


def _siblings(block: "Element", preceding: bool) -> "tuple[list[Element], bool]":
    taken: list[Element] = []
    room = AROUND
    for node in block.itersiblings(preceding=preceding):
        if not is_shown(node):
            continue
        room -= _length(node, AROUND)
        if room < 0:
            return taken, True
        taken.append(node)
    return taken, False


def _length(node: "Element", most: int) -> int:
    """How many characters of text an element shows, counted no further than `most`."""
    length = 0
    for part in shown_text(node):
        length += len(part.strip())
        if length > most:
            break
    return length


def _with_line(pieces: list[Piece], first: int, line: str) -> list[Piece]:
    """The pieces with a line of a quote marked in the first of them that prints it, from the cited one on."""
    for number in range(first, len(pieces)):
        marked = _with_words(pieces[number], line)
        if marked is not pieces[number]:
            return [*pieces[:number], marked, *pieces[number + 1 :]]
    return pieces


def _with_words(piece: Piece, quote: str) -> Piece:
    """The piece with the quote's words marked where they stand, whatever the spaces; as it was where they do not."""
    texts = list(_texts(piece))
    tight = [(number, at) for number, text in enumerate(texts) for at, sign in enumerate(text) if not sign.isspace()]
    whole = "".join(texts[number][at] for number, at in tight)
    wanted = _tight(quote)
    start = whole.find(wanted)
    if start < 0 or not wanted:
        return piece
    first, last = tight[start], tight[start + len(wanted) - 1]
    ranges = {
        number: (first[1] if number == first[0] else 0, last[1] + 1 if number == last[0] else len(texts[number]))
        for number in range(first[0], last[0] + 1)
    }
    return _marked(piece, ranges, iter(range(len(texts))))


def _texts(piece: Piece) -> Iterator[str]:
    for child in piece.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _marked(piece: Piece, ranges: dict[int, tuple[int, int]], numbers: Iterator[int]) -> Piece:
    children: list[Piece | str] = []
    for child in piece.children:
        if isinstance(child, Piece):
            children.append(_marked(child, ranges, numbers))
            continue
        start, stop = ranges.get(next(numbers), (0, 0))
        parts = [child[:start], Piece("span", (child[start:stop],), mark="words") if stop > start else "", child[stop:]]
        children += [part for part in parts if part]
    return replace(piece, children=tuple(children))
