"""The table of contents and the running heads of a filing: lines that name its parts without being evidence of any."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

ITEM = re.compile(
    r"^\W{0,3}(?:part\s+(?P<part>[iv]{1,3})\W+)?item\s*(?P<number>\d{1,2}(?:\.\d\d)?[a-c]?)\b(?P<title>.*)$",
    re.IGNORECASE,
)
CONTENTS_WITHIN = 15  # pages from the front
CONTENTS_ITEMS = 4  # Items with a page number on one page: a table of contents
ITEMS_ALONE = 10  # Items on one page, even without page numbers: a table of contents
CONTENTS_NUMBERS = 8  # rising page numbers under a title: a table of contents without "Item"
FURNITURE_PAGES = 4  # pages that repeat a line at their edge: it is a running head or foot
FURNITURE_LENGTH = 200  # characters
EDGE_LINES = 3
_TITLE = re.compile(r"table of contents|index|contents|part i\b|item\s+page|page", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"(?:^|[^\d,.$%])(\d{1,3})$")
_PAGE_NUMBER = re.compile(r"^\W*[A-Z]{0,2}-?\d{1,4}(?:\W+|$)|(?:^|\W+)[A-Z]{0,2}-?\d{1,4}\W*$")
_LEADERS = re.compile(r"(?:\.\s?){6,}\s*\d{0,3}$")


class TextLine(NamedTuple):
    """A line of a page's text: its place in that text, and the line without the blanks around it."""

    start: int
    end: int
    text: str


class Mark(Enum):
    """What a line is apart from its words: part of the page, a running head or foot, or the table of contents."""

    BODY = 0
    EDGE = 1
    CONTENTS = 2


def lines_in(text: str) -> tuple[TextLine, ...]:
    """The lines of a page's text that are not blank."""
    lines, start = [], 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            begin = start + raw.index(stripped[0])
            lines.append(TextLine(begin, begin + len(stripped), stripped))
        start += len(raw) + 1
    return tuple(lines)


def marks_of(pages: Sequence[Sequence[TextLine]]) -> list[list[Mark]]:
    """The mark of each line of each page."""
    furniture = _furniture(pages)
    marks = []
    for index, lines in enumerate(pages):
        contents = _contents(lines) if index < CONTENTS_WITHIN else range(0)
        edge = _edge(lines, furniture)
        marks.append(
            [Mark.CONTENTS if i in contents else Mark.EDGE if i in edge else Mark.BODY for i in range(len(lines))]
        )
    return marks


def _furniture(pages: Sequence[Sequence[TextLine]]) -> set[str]:
    counts = Counter[str]()
    for lines in pages:
        counts.update({_without_page_number(line.text) for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])})
    return {text for text, count in counts.items() if count >= FURNITURE_PAGES and len(text) <= FURNITURE_LENGTH}


def _edge(lines: Sequence[TextLine], furniture: set[str]) -> set[int]:
    """The lines at the head and foot that other pages repeat, from the outermost inwards."""
    edge: set[int] = set()
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        for i in order[:EDGE_LINES]:
            if _without_page_number(lines[i].text) not in furniture:
                break
            edge.add(i)
    return edge


def _without_page_number(text: str) -> str:
    return _PAGE_NUMBER.sub("", text).strip().lower()


def _contents(lines: Sequence[TextLine]) -> range:
    """The lines of the page that are its table of contents; none where it has none."""
    items = [i for i, line in enumerate(lines) if ITEM.match(line.text)]
    numbered = [i for i in items if _has_page_number(lines, i)]
    if len(numbered) < CONTENTS_ITEMS and len(items) < ITEMS_ALONE:
        numbered = _rising(lines)
        if len(numbered) < CONTENTS_NUMBERS or not any(_TITLE.match(line.text) for line in lines[: numbered[0]]):
            return range(0)
    listed = sorted({*items, *numbered})
    titles = [i for i in range(listed[0]) if _TITLE.match(lines[i].text)]
    last = listed[-1]
    while last + 1 < len(lines) and _listed(lines[last + 1].text):
        last += 1
    return range(titles[0] if titles else listed[0], last + 1)


def _has_page_number(lines: Sequence[TextLine], index: int) -> bool:
    """Whether an Item's line, or the one or two after it that finish its title, ends in a page number or dots."""
    for line in lines[index : index + 3]:
        if line is not lines[index] and ITEM.match(line.text):
            return False
        if re.fullmatch(r"item\s*\d+", line.text, re.IGNORECASE):
            continue
        if _NUMBER_AT_END.search(line.text) or _LEADERS.search(line.text):
            return True
    return False


def _rising(lines: Sequence[TextLine]) -> list[int]:
    """The lines that end in page numbers, where these rise as they do in a table of contents; else none."""
    ends = [(i, int(match[1])) for i, line in enumerate(lines) if (match := _NUMBER_AT_END.search(line.text))]
    ends = [(i, number) for i, number in ends if re.match(r"\W*(?:\d{1,2}[A-C]?\.?\s+)?[A-Za-z(]", lines[i].text)]
    falls = sum(later < earlier for (_, earlier), (_, later) in zip(ends, ends[1:], strict=False))
    return [i for i, _ in ends] if falls * 10 <= len(ends) and len(ends) * 2 >= len(lines) else []


def _listed(text: str) -> bool:
    return bool(
        _NUMBER_AT_END.search(text) or _LEADERS.search(text) or re.match(r"signatures|exhibit index", text, re.I)
    )
