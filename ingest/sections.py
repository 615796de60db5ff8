"""Where a line stands in a filing: its Part, Item, note and heading, told from the lines themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from core.filings import Form
from core.numbers import parse_cell
from ingest.contents import ITEM, Mark, TextLine
from library.profiles import has_rows, title_of

PART = re.compile(r"^\W{0,3}part\s+(?P<part>[iv]{1,3})\b(?!.*\bof\b)", re.IGNORECASE)
NOTE = re.compile(r"^(?:note|NOTE|Note)\s+\d{1,2}\w?\s*[.:)—–-]*\s*[A-Z].*$|^\d{1,2}\.\s+[A-Z][A-Z,’'&() -]{5,}$")
NUMBERED = re.compile(r"^(?:note\s+)?(?P<number>\d{1,2})\s*[.:)—–-]*\s+(?P<title>[A-Z].*)$", re.IGNORECASE)
_FIRST_NOTE = re.compile(
    r"\b(?:organi[sz]ation|basis|description|nature|summary|business|overview|general|presentation|significant|background"
    r"|company)\b",
    re.IGNORECASE,
)
BACK_MATTER = re.compile(r"^(?:signatures?|exhibit\s+\d{1,3}(?:\.\d+)?|exhibit index)\W*$", re.IGNORECASE)
_IN_TABLE = re.compile(
    r"\b(?:ended|ending|months|weeks|\d{4})\b|[$%]|^(?:unaudited|in millions|date|page)\b", re.IGNORECASE
)
_UNAUDITED = re.compile(r"\s*\(\s*unaudited\s*\)\s*$", re.IGNORECASE)
STATEMENT_ROWS = 4  # rows of figures under the title of a statement, a short one of comprehensive income too
MISSED_NOTES = 3  # the next note's number may be ahead by so many, where titles between were not told
MAX_HEADING = 100  # characters
PROSE = 45  # characters of a line that is no heading, row or label
COVER = "Cover page"
COVER_PAGES = 3
SEPARATOR = " › "
_SMALL_WORDS = {
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "per", "the", "to", "under",
    "with", "vs", "vs.", "versus", "than", "our", "its",
}  # fmt: skip
ANNUAL_ITEMS = {
    "1": "Business", "1A": "Risk Factors", "1B": "Unresolved Staff Comments", "1C": "Cybersecurity", "2": "Properties",
    "3": "Legal Proceedings", "4": "Mine Safety Disclosures", "5": "Market for Registrant's Common Equity",
    "6": "Selected Financial Data", "7": "Management's Discussion and Analysis",
    "7A": "Quantitative and Qualitative Disclosures About Market Risk", "8": "Financial Statements",
    "9": "Changes in and Disagreements with Accountants", "9A": "Controls and Procedures", "9B": "Other Information",
    "10": "Directors, Executive Officers and Corporate Governance", "11": "Executive Compensation",
    "12": "Security Ownership", "13": "Certain Relationships", "14": "Principal Accountant Fees and Services",
    "15": "Exhibits and Financial Statement Schedules", "16": "Form 10-K Summary",
}  # fmt: skip
QUARTERLY_ITEMS = {
    "I": {
        "1": "Financial Statements", "2": "Management's Discussion and Analysis",
        "3": "Quantitative and Qualitative Disclosures About Market Risk", "4": "Controls and Procedures",
    },
    "II": {
        "1": "Legal Proceedings", "1A": "Risk Factors", "2": "Unregistered Sales of Equity Securities",
        "3": "Defaults Upon Senior Securities", "4": "Mine Safety Disclosures", "5": "Other Information",
        "6": "Exhibits",
    },
}  # fmt: skip


class LineRole(NamedTuple):
    """What a line is to the section it stands in: to be skipped, or a heading, or neither."""

    skip: bool
    heading: bool
    section: str


@dataclass
class Outline:
    """Walks a filing's lines in order and says under which Item, note and heading each stands."""

    form: Form
    part: str = ""
    item: str = ""
    note: str = ""
    heading: str = ""
    pages: int = 0
    in_statement: bool = False
    notes: int = 0  # the number of the note before

    @property
    def section(self) -> str:
        """As "Part I, Item 1. Financial Statements › Note 5 – Income Taxes › Tax Decision"."""
        return SEPARATOR.join(part for part in (self.item, self.note, self.heading) if part) or self._unnamed

    @property
    def _unnamed(self) -> str:
        return COVER if self.form is not Form.OTHER and self.pages <= COVER_PAGES else ""

    def roles(self, lines: Sequence[TextLine], marks: Sequence[Mark]) -> list[LineRole]:
        """The role of each line of the next page."""
        self.pages += 1
        title = self._statement_title(lines, marks)
        roles = []
        for index, line in enumerate(lines):
            before = lines[index - 1].text if index else ""
            after = lines[index + 1].text if index + 1 < len(lines) else ""
            mark = marks[index]
            if index == title:
                self.note, self.heading, heading = "", _UNAUDITED.sub("", line.text), True
            else:
                heading = mark is not Mark.CONTENTS and self._follow(line.text, before, after, mark is Mark.EDGE)
            roles.append(LineRole(mark is not Mark.BODY, heading, self.section))
        return roles

    def _statement_title(self, lines: Sequence[TextLine], marks: Sequence[Mark]) -> int | None:
        """The line that is the title of a primary statement; a statement's heading ends with its rows."""
        body = [i for i, mark in enumerate(marks) if mark is Mark.BODY]
        texts = [lines[i].text for i in body]
        found = title_of(texts, fewest=STATEMENT_ROWS)
        goes_on = self.in_statement and has_rows(texts, STATEMENT_ROWS)
        if self.in_statement and found is None and not goes_on:
            self.heading = ""
        self.in_statement = found is not None or goes_on
        return None if found is None else body[found]

    def _follow(self, text: str, before: str, after: str, at_edge: bool) -> bool:
        """Whether the line is a heading; one in a running head names the Item too ("Part I, Item 1")."""
        part, item = PART.match(text), ITEM.match(text)
        if part and len(text) <= MAX_HEADING:
            self._enter_part(part["part"].upper())
        if item and _titles(item["title"]) and not _runs_on(before):
            self._enter(item["number"].upper(), item["title"], item["part"], after)
            return not at_edge
        if at_edge or part:
            return not at_edge
        return self._enter_heading(text, before, after)

    def _enter_heading(self, text: str, before: str, after: str) -> bool:
        if BACK_MATTER.match(text):
            self.item, self.note, self.heading, self.notes = text.capitalize(), "", "", 0
            return True
        on_cover = self.form is not Form.OTHER and not self.item and self.pages <= COVER_PAGES
        if not on_cover and self._is_next_note(text, after):
            self._enter_note(text)
            return True
        if on_cover or not is_heading(text, after):
            return False
        if self.in_statement and not NOTE.match(text) and not _over_prose(after):
            return False  # "LIABILITIES AND EQUITY" heads rows of the statement, no text
        if _unfinished(before) and not NOTE.match(text):
            return False
        if NOTE.match(text):
            self._enter_note(text)
        else:
            self.heading = text.rstrip(":").strip()
        return True

    def _enter_note(self, title: str) -> None:
        numbered = NUMBERED.match(title)
        self.notes = int(numbered["number"]) if numbered else self.notes
        self.note, self.heading, self.in_statement = _shortened(title), "", False

    def _is_next_note(self, text: str, after: str) -> bool:
        """Whether a line is the title of the note after the last one, as "11. Subsequent events" after the tenth."""
        match = NUMBERED.match(text)
        if not match or not text[0].isdigit() or NOTE.match(text) or len(text) > MAX_HEADING:
            return False
        title, ahead = match["title"], int(match["number"]) - self.notes
        if title[-1] in ".,;:&–?" or not title[0].isupper() or ends_in_figure(text) or after[:1].islower():
            return False
        if self.notes == 0:
            return ahead == 1 and bool(_FIRST_NOTE.search(title))
        return 1 <= ahead <= MISSED_NOTES and (_is_capitalised(title.split()) or (ahead == 1 and _over_prose(after)))

    def _enter_part(self, part: str) -> None:
        if part != self.part:
            self.part, self.item, self.note, self.heading = part, f"Part {part}", "", ""

    def _enter(self, number: str, title: str, part: str | None, after: str) -> None:
        if part:
            self._enter_part(part.upper())
        title = title.strip(" .:—–-\t") or self._title(number, after)
        prefix = f"Part {self.part}, " if self.part and self.form is Form.TEN_Q else ""
        item = f"{prefix}Item {number}"
        if item != self.item.partition(". ")[0]:
            self.item, self.note, self.heading = item + (f". {_shortened(title)}" if title else ""), "", ""
            self.in_statement = False

    def _title(self, number: str, after: str) -> str:
        items = QUARTERLY_ITEMS.get(self.part, {}) if self.form is Form.TEN_Q else ANNUAL_ITEMS
        if self.form in (Form.TEN_Q, Form.TEN_K) and number in items:
            return items[number]
        return after if len(after) <= MAX_HEADING and after[:1].isupper() else ""


def _titles(rest: str) -> bool:
    """Whether what follows "Item 7" is its title, and not the rest of a sentence that refers to it."""
    bare = rest.strip(" .:—–-|\t")
    return (
        len(rest) <= 3 * MAX_HEADING
        and (not bare or (bare[0].isupper() and rest[:1] not in ",;)"))
        and '"' not in rest[:3]
    )


def _runs_on(before: str) -> bool:
    """Whether a line is the middle of a sentence, which the next line goes on with."""
    return len(before) > PROSE and (before[-1] in ",“(" or before.split()[-1].lower() in _SMALL_WORDS | {"see", "part"})


def _unfinished(before: str) -> bool:
    """Whether a line is prose whose sentence has not ended."""
    return len(before) >= PROSE and before[-1] not in '.!?:;)”"' and not ends_in_figure(before) and not before.isupper()


def _shortened(title: str) -> str:
    """A title on one line, not too long, and not shouted."""
    title = re.sub(r"\s+", " ", title)
    if title.isupper():
        words = title.lower().split()
        title = " ".join(w if i and w in _SMALL_WORDS else w.capitalize() for i, w in enumerate(words))
    return title if len(title) <= MAX_HEADING else title[:MAX_HEADING].rsplit(" ", 1)[0] + " …"


def is_heading(text: str, after: str) -> bool:
    """Whether a line reads as a heading: short and capitalised, over prose; no sentence, no row or head of a table."""
    words = text.split()
    if len(text) > MAX_HEADING or len(words) > 14 or text[-1] in ".,;&–" or "|" in text:
        return False
    if NOTE.match(text):
        return not ends_in_figure(text) and not after[:1].islower()
    if not text[0].isupper() or ends_in_figure(text) or _IN_TABLE.search(text):
        return False
    if not _is_capitalised(words):
        return False
    return _over_prose(after) or (text.isupper() and len(text) > 12 and not after[:1].islower())


def _is_capitalised(words: Sequence[str]) -> bool:
    """Whether all words that weigh begin with a capital."""
    weighty = [word for word in words if word.lower() not in _SMALL_WORDS and word[0].isalpha()]
    return sum(map(len, weighty)) >= 4 and all(word[0].isupper() for word in weighty)


def _over_prose(after: str) -> bool:
    """Whether the next line is prose, or a heading under this one."""
    if ends_in_figure(after) or not after or after[0].islower():
        return False
    return len(after) >= PROSE or after[0] in "•●▪"


def ends_in_figure(text: str) -> bool:
    """Whether a line ends as a table's row does: in a number, a dash or a percentage."""
    last = text.rstrip().rsplit(" ", 1)[-1]
    return last in ("%", ")") or parse_cell(last) is not None
