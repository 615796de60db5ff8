"""The tools that read a filing in its own words and order: a page or a section whole, and the gist of a section."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from agents.extract import Quote, best_sentences
from agents.finder import Desk
from agents.gist import gist
from agents.sections import Section, section_named
from agents.tool_base import DeskTools, Result
from agents.tool_passages import cited_quotes, first_sentence
from core.answers import Citation, FindingStatus
from core.errors import CannotAsk
from core.filings import Filing, Hit

MOST_READ = 24_000  # characters of one reading
SENTENCES = 8  # of a summary by rule
OFFERED = 60  # sentences that a summariser may choose from
PLACES = 6


class Point(NamedTuple):
    """A point of a summary, and which of the sentences handed in it rests on, counted from 1."""

    text: str
    sentences: tuple[int, ...]


class Summariser(Protocol):
    """Puts sentences of a section into a few points."""

    def __call__(self, heading: str, about: str, sentences: Sequence[str]) -> Sequence[Point]:
        """The points; none where they could not be had, and the rule's own choice stands."""
        ...


class ReadingTools(DeskTools):
    """Tools that read pages and sections."""

    def __init__(self, desk: Desk, summariser: Summariser | None = None) -> None:
        """Take the desk, and who puts a section's sentences into points; without one, rule chooses of them."""
        super().__init__(desk)
        self._summariser = summariser

    def read_page(self, filing: str, page: int = 0, section: str = "") -> Result:
        """Read one page of the filing whole, or one of its sections.

        Args:
            filing: the filing's name or id.
            page: counted from 1; with a section, the page from which to read on.
            section: an Item, a note or a heading ("Item 1A", "Note 2", "Liquidity"); empty for the page alone.

        Returns:
            The filing's own text with its pages, or not_disclosed where there is no such page. An error lists the
            sections that there are.
        """
        source = self._filing(filing)
        if section.strip():
            found = section_named(section, source, self._desk.shelf.passages(source.id))
            return _read(source, found, page)
        if page < 1:
            raise CannotAsk("Name a page, counted from 1, or a section such as \u201cRisk Factors\u201d.")
        text = self._desk.shelf.page_text(source.id, page)
        if not text.strip():
            return Result(
                FindingStatus.NOT_DISCLOSED, f"{source.name} has no text on page {page}; it has {source.pages} pages."
            )
        return Result(FindingStatus.ANSWERED, text, citations=(Citation(1, source.id, page, first_sentence(text)),))

    def summarise_section(self, filing: str, section: str, about: str = "") -> Result:
        """Sum up one section of the filing: its risk factors, a note, a part of the discussion by management.

        Use it for what a section says at large; for one matter search_passages is better, for amounts lookup_fact.

        Args:
            filing: the filing's name or id.
            section: an Item, a note or a heading ("Item 1A", "Risk Factors", "Note 2", "MD&A").
            about: what to look for in it, in a few words; empty for the whole.

        Returns:
            A few points, each with the sentences and pages that it rests on. An error lists the sections that there
            are.
        """
        source = self._filing(filing)
        found = section_named(section, source, self._desk.shelf.passages(source.id))
        offered = _chosen(found, about, OFFERED) if self._summariser else ()
        if self._summariser and offered:
            points = self._summariser(found.heading, about, [quote.text for quote in offered])
            if points:
                return _in_points(points, offered)
        quotes = _chosen(found, about, SENTENCES)
        if not quotes:
            said = f"The section \u201c{found.heading}\u201d of {source.name} has no sentence"
            return Result(FindingStatus.NOT_DISCLOSED, f"{said} on this." if about else f"{said} to sum it up by.")
        lines = (f"{quote.text} [{number}]" for number, quote in enumerate(quotes, 1))
        return Result(FindingStatus.ANSWERED, "\n".join(lines), citations=cited_quotes(quotes))


def _read(filing: Filing, section: Section, page: int) -> Result:
    """A section's text, page by page; where it is too long to be read at once, the page to go on at."""
    passages = [passage for passage in section.passages if passage.page >= page]
    if not passages:
        last = section.passages[-1].page
        raise CannotAsk(f"The section \u201c{section.heading}\u201d of {filing.name} ends on page {last}.")
    parts, places, length = [f"{section.heading}:"], list[Citation](), 0
    for number, group in groupby(passages, key=lambda passage: passage.page):
        text = "\n".join(passage.text for passage in group)
        if places and length + len(text) > MOST_READ:
            parts.append(f"(The section goes on at page {number}.)")
            break
        length += len(text)
        parts.append(f"[page {number}]\n{text}")
        places.append(Citation(len(places) + 1, filing.id, number, first_sentence(text)))
    return Result(FindingStatus.ANSWERED, "\n".join(parts), citations=tuple(places[:PLACES]))


def _chosen(section: Section, about: str, most: int) -> tuple[Quote, ...]:
    """The sentences on the matter, else those that tell most of the section, in the order in which they stand."""
    if not about.strip():
        return gist(section.passages, most)
    return best_sentences(about, [Hit(passage, 1.0) for passage in section.passages], most)


def _in_points(points: Sequence[Point], offered: Sequence[Quote]) -> Result:
    """Points with their footnotes; a sentence that several rest on is cited once."""
    used = list(dict.fromkeys(number for point in points for number in point.sentences))
    notes = {number: place for place, number in enumerate(used, 1)}
    lines = (f"{point.text} {''.join(f'[{notes[number]}]' for number in point.sentences)}" for point in points)
    return Result(
        FindingStatus.ANSWERED, "\n".join(lines), citations=cited_quotes([offered[number - 1] for number in used])
    )
