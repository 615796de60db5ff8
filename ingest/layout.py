"""A page as its words stand on it: what reading a PDF or an OCR yields, and what tables are rebuilt from.

Boxes are in PDF points from the page's top left.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from core.filings import BBox


class Word(NamedTuple):
    """A run of characters without a space, and its box."""

    text: str
    bbox: BBox


@dataclass(frozen=True)
class Line:
    """The words that share a baseline, left to right; at least one."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words, joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def bbox(self) -> BBox:
        """The box around all words."""
        return around([word.bbox for word in self.words])


@dataclass(frozen=True)
class PageLayout:
    """One page: its size in points, its own text in reading order, its lines from top to bottom.

    A page without text (a scan) has the text "" and no lines.
    """

    number: int
    width: float
    height: float
    text: str
    lines: tuple[Line, ...] = ()


def around(boxes: list[BBox]) -> BBox:
    """The smallest box that holds them all; needs at least one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return BBox(min(x0), min(y0), max(x1), max(y1))


def packed(page: PageLayout) -> tuple[Any, ...]:
    """A page as plain tuples, to be handed to another process."""
    lines = [[(word.text, *word.bbox) for word in line.words] for line in page.lines]
    return page.number, page.width, page.height, page.text, lines


def unpacked(given: tuple[Any, ...]) -> PageLayout:
    """The page that was packed."""
    number, width, height, text, lines = given
    words = (tuple([Word(word[0], BBox(*word[1:])) for word in line]) for line in lines)
    return PageLayout(number, width, height, text, tuple(map(Line, words)))
