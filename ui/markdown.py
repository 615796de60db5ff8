"""An answer's Markdown as a tree of plain values, which the browser builds with text nodes alone.

Nothing of a filing or a model is ever parsed as HTML: raw HTML stays text, images and links become their words.
A node is `{"t": kind, ...}`: a block has "c" (children) or "s" (inline nodes); an inline has "v" (text), "c", or "n".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from core.answers import Figure

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Node = dict[str, object]

_NOTE = re.compile(r"\[\^?(\d{1,3}(?:\s*,\s*\^?\d{1,3})*)\]")
_BLOCKS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
_INLINES = {"strong": "strong", "em": "em", "s": "s", "link": "span"}


@dataclass
class FigureMarks:
    """Finds the answer's figures in its words, each printed figure once, so that the browser can colour them."""

    figures: Sequence[Figure]
    _used: set[int] = field(default_factory=set)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Any figure's text, longest first, never inside a longer number."""
        texts = sorted({form for f in self.figures for form in _forms(f)}, key=len, reverse=True)
        if not texts:
            return None
        return re.compile(r"(?<![\d.,])[+−]?(" + "|".join(map(re.escape, texts)) + r")(?![\d]|[.,]\d)")

    def take(self, text: str, note: int | None) -> int:
        """The place of the figure meant by this text: the one with the footnote that follows, else the next unused."""
        places = [i for i, f in enumerate(self.figures) if text in _forms(f)]
        cited = [i for i in places if note is not None and _number(self.figures[i]) == note]
        unused = [i for i in places if i not in self._used]
        place = (cited or unused or places)[0]
        self._used.add(place)
        return place


def _forms(figure: Figure) -> set[str]:
    """The ways in which a sentence may print a figure: as it is, or without its minus ("fell 3.2%")."""
    return {figure.text, figure.text.lstrip("-−")} - {""}


def _number(figure: Figure) -> int | None:
    return figure.citation.number if figure.citation else None


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .disable(["html_block", "html_inline"])
    )


def blocks(markdown: str, figures: Sequence[Figure] = ()) -> list[Node]:
    """The blocks of an answer, footnotes and figures marked; also of half an answer, while it forms."""
    from markdown_it.tree import SyntaxTreeNode

    marks = FigureMarks(figures)
    return list(_blocks(SyntaxTreeNode(_parser().parse(markdown)), marks))


def _blocks(node: "SyntaxTreeNode", marks: FigureMarks) -> Iterator[Node]:
    for child in node.children:
        if child.type in _BLOCKS:
            yield {"t": _BLOCKS[child.type], "c": list(_blocks(child, marks)), **_start(child)}
        elif child.type == "inline":
            yield {"t": "inline", "s": _joined(_inlines(child, marks), marks)}
        elif child.type in ("th", "td"):
            yield {"t": child.type, "c": list(_blocks(child, marks)), "right": "right" in str(child.attrs.get("style"))}
        elif child.type == "heading":
            yield {"t": "h", "level": int(child.tag[1]), "c": list(_blocks(child, marks))}
        elif child.type in ("fence", "code_block"):
            yield {"t": "pre", "v": child.content}
        elif child.type == "hr":
            yield {"t": "hr"}


def _start(node: "SyntaxTreeNode") -> Node:
    return {"start": node.attrs["start"]} if "start" in node.attrs else {}


def _inlines(node: "SyntaxTreeNode", marks: FigureMarks) -> Iterator[Node]:
    for child in node.children:
        if child.type in _INLINES:
            yield {"t": _INLINES[child.type], "c": _joined(_inlines(child, marks), marks)}
        elif child.type == "code_inline":
            yield {"t": "code", "v": child.content}
        elif child.type == "hardbreak":
            yield {"t": "br"}
        else:
            yield {"t": "text", "v": " " if child.type == "softbreak" else child.content}


def _joined(nodes: Iterator[Node], marks: FigureMarks) -> list[Node]:
    """Runs of text made one, then split at footnotes and figures."""
    out: list[Node] = []
    for node in nodes:
        if node["t"] == "text" and out and out[-1]["t"] == "text":
            out[-1] = {"t": "text", "v": f"{out[-1]['v']}{node['v']}"}
        else:
            out.append(node)
    return [part for node in out for part in (_split(str(node["v"]), marks) if node["t"] == "text" else [node])]


def _split(text: str, marks: FigureMarks) -> list[Node]:
    parts: list[Node] = []
    at = 0
    for match in _NOTE.finditer(text):
        numbers = [int(n) for n in re.findall(r"\d+", match[1])]
        parts += _figures(text[at : match.start()].rstrip(" "), numbers[0], marks)
        parts += [{"t": "note", "n": n} for n in numbers]
        at = match.end()
    return parts + _figures(text[at:], None, marks)


def _figures(text: str, note: int | None, marks: FigureMarks) -> list[Node]:
    pattern = marks.pattern
    found = list(pattern.finditer(text)) if pattern else []
    parts: list[Node] = []
    at = 0
    for match in found:
        parts.append({"t": "text", "v": text[at : match.start()]})
        nearest = note if match is found[-1] else None
        parts.append({"t": "figure", "v": match[0], "i": marks.take(match[1], nearest)})
        at = match.end()
    parts.append({"t": "text", "v": text[at:]})
    return [p for p in parts if p.get("v")]
