"""What a page is to retrieval: which primary statement it carries, and which line items stand on it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.filings import Fact, PageText, Statement
from core.ontology import Ontology

FEWEST_LINES = 5
FEWEST_ROWS = 12
FEWEST_ITEMS = 7
TITLE_WITHIN = 8  # lines from the page's top
LONGEST_TITLE = 110
# Over a line without its blanks, for some PDFs put blanks inside words.
_TITLES = {
    Statement.CASH_FLOW: r"statements?of(?:consolidated)?cashflows?|cashflows?statements?$",
    Statement.BALANCE: r"balancesheets?|statements?of(?:consolidated)?financial(?:position|condition)",
    Statement.COMPREHENSIVE_INCOME: r"statements?of(?:consolidated)?comprehensive(?:income|loss|earnings)",
    Statement.EQUITY: r"statements?of(?:consolidated)?(?:changesin)?(?:total)?"
    r"(?:equity(?!method|invest|award|compensation)|(?:stock|share)(?:hold|own)ers)",
    Statement.INCOME: r"statements?of(?:consolidated)?(?:net)?(?:income|operations|earnings)|incomestatements?$",
}
_TITLED = {statement: re.compile(pattern) for statement, pattern in _TITLES.items()}
_OF_ANOTHER = re.compile(r"notes?to|selected|data|reconcil|summary|consolidating|parent|tableof")
# With a page number, as an index of statements lists it; the number after a month is a day.
_LISTED = re.compile(
    r"(?<!ber)(?<!ary)(?<!rch)(?<!ril)(?<!may)(?<!une)(?<!uly)(?<!ust)[\s.–-]\(?(?:F-)?\d{1,3}\)?$", re.IGNORECASE
)
# A row of figures: a letter, and a figure after it. In two steps, for one pattern of both takes the square of a line.
_LETTER = re.compile(r"[A-Za-z]")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\(\d+\)|\$ ?\d|\s[\d,.]+\)?$")


@dataclass(frozen=True)
class PageProfile:
    """A page's primary statement, if it carries one, and the line items on it.

    `concepts` are those of the statement's own lines, `mentioned` those of any other table or sentence.
    """

    number: int
    statement: Statement | None = None
    concepts: frozenset[str] = frozenset()
    mentioned: frozenset[str] = frozenset()


def profiles(pages: Sequence[PageText], facts: Sequence[Fact], ontology: Ontology) -> tuple[PageProfile, ...]:
    """A profile a page, in order.

    A page carries the statement of most of its facts. Where no page carries a primary statement by its facts, the first
    does that bears its title over rows of figures; else the one with most of its line items.
    """
    by_page: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_page[fact.page].append(fact)
    found = {page.number: _by_facts(page.number, by_page[page.number]) for page in pages}
    for statement in Statement:
        if not any(profile.statement is statement for profile in found.values()):
            number = _by_title(pages, statement, found) or _by_items(statement, found, ontology)
            if number:
                found[number] = replace(found[number], statement=statement)
    return tuple(found.values())


def _by_facts(page: int, facts: Sequence[Fact]) -> PageProfile:
    lines = {(fact.statement, fact.label, fact.parents) for fact in facts if fact.statement is not None}
    counts = Counter(statement for statement, _, _ in lines)
    statement, most = counts.most_common(1)[0] if counts else (None, 0)
    own = {fact.concept for fact in facts if fact.concept and fact.statement is not None}
    other = {fact.concept for fact in facts if fact.concept and fact.statement is None}
    return PageProfile(page, statement if most >= FEWEST_LINES else None, frozenset(own), frozenset(other))


def _by_title(pages: Sequence[PageText], statement: Statement, found: Mapping[int, PageProfile]) -> int | None:
    for page in pages:
        if found[page.number].statement is None and _is_titled(page.text, statement):
            return page.number
    return None


def title_of(
    lines: Sequence[str], statements: Iterable[Statement] = tuple(Statement), fewest: int = FEWEST_ROWS
) -> int | None:
    """Which of a page's lines (without blanks around them) is the title of one of these statements.

    None where none near the top is, or where the page has fewer rows of figures than `fewest`.
    """
    if not has_rows(lines, fewest):
        return None
    return next((i for i, line in enumerate(lines[:TITLE_WITHIN]) if _is_title(line, statements)), None)


def has_rows(lines: Sequence[str], fewest: int = FEWEST_ROWS) -> bool:
    """Whether so many of a page's lines are rows of figures."""
    return sum(_is_row(line) for line in lines) >= fewest


def _is_row(line: str) -> bool:
    letter = _LETTER.search(line)
    return letter is not None and _FIGURE.search(line, letter.end()) is not None


def _is_titled(text: str, statement: Statement) -> bool:
    return title_of([line.strip() for line in text.split("\n") if line.strip()], (statement,)) is not None


def _is_title(line: str, statements: Iterable[Statement]) -> bool:
    if len(line) > LONGEST_TITLE or line[-1] == "." or _LISTED.search(line):
        return False
    squeezed = re.sub(r"\s+", "", line).lower()
    matches = (_TITLED[statement].search(squeezed) for statement in statements)
    return any(match and not _OF_ANOTHER.search(squeezed[: match.start()]) for match in matches)


def _by_items(statement: Statement, found: Mapping[int, PageProfile], ontology: Ontology) -> int | None:
    of_statement = {item.id for item in ontology.line_items.values() if item.statement is statement}
    counts = {
        number: len(of_statement & (profile.concepts | profile.mentioned))
        for number, profile in found.items()
        if profile.statement is None
    }
    best = max(counts, key=lambda number: counts[number], default=None)
    return best if best is not None and counts[best] >= FEWEST_ITEMS else None
