"""Which tables are the primary statements: told by their title and by the lines that such a statement must have."""

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from core.filings import Statement
from ingest.tables import Table

TOGETHER = 9  # pages on which the primary statements stand
FEWEST_LINES = 8  # of a statement that has no title
TITLE_LINES = 6  # above a table that may say that it is none
FURNITURE = 3  # lines above a table that goes on under headings printed again, at the most
TITLE_LINE = 70  # characters of such a line, at the most
TITLE_LENGTH = 130  # characters, at the most
_OF = r"statements?of(?:consolidated|condensed)*"
_HOLDERS = (
    r"(?:total|changesin|consolidated|the)*(?:(?:share|stock|share-?)(?:holders|owners)|owners|members|partners)?[’'`]*"
)
_TITLES = (
    (Statement.CASH_FLOW, re.compile(rf"{_OF}cashflows?|cashflows?statements?")),
    (
        Statement.COMPREHENSIVE_INCOME,
        re.compile(
            rf"{_OF}(?:other)?comprehensive(?:income|loss|earnings|\(loss\)|\(income\))|comprehensiveincomestatements?"
        ),
    ),
    (
        Statement.EQUITY,
        re.compile(
            rf"{_OF}{_HOLDERS}(?:equity|deficit|\(deficit\)|investment|capital)|holders[’']?equitystatements?"
            rf"|{_OF}(?:changesin)?(?:redeemable|convertible|preferred|temporary|mezzanine).{{0,90}}(?:equity|deficit|capital)"
        ),
    ),
    (Statement.BALANCE, re.compile(rf"balancesheets?|{_OF}(?:financialposition|financialcondition)")),
    (
        Statement.INCOME,
        re.compile(
            rf"{_OF}(?:net)?(?:operations|income|earnings|loss|profit|\(loss\))|(?:income|earnings)statements?|{_OF}operation"
        ),
    ),
)
_MUST = {
    Statement.CASH_FLOW: (
        r"operating activities|from operations|investing activities|financing activities|^operations$",
        r"^cash paid|^supplement",
    ),
    Statement.BALANCE: (r"^total (?:assets|liabilities)|accounts payable|^cash\b",),
    Statement.INCOME: (r"net (?:income|loss|earnings|\(loss\))|profit|per share|revenue|sales",),
    Statement.COMPREHENSIVE_INCOME: (r"comprehensive",),
    Statement.EQUITY: (r"balances?|equity|comprehensive|dividends",),
}
_LINES = {
    Statement.CASH_FLOW: (
        r"operating activities",
        r"investing activities",
        r"financing activities",
        r"^(?:cash|restricted cash)\b.*\b(?:end of|ending)\b|\bend of (?:the )?(?:year|period|quarter)$",
    ),
    Statement.BALANCE: (r"^total assets|^assets, total", r"^total liabilities (?:and|,)|^total .*\bequity\b"),
    Statement.INCOME: (
        r"\b(?:revenues?|sales|premiums|interest income)\b",
        r"\btax(?:es)?\b",
        r"^(?:net (?:income|loss|earnings|\(loss\))|profit\b|consolidated net)",
        r"\bper (?:\w+ )?(?:share|unit)\b|^[\W]*(?:basic|diluted)\b",
    ),
}
_NOT_PRIMARY = re.compile(
    r"notesto|selected|summary|parent|consolidating|supplement|schedule|proforma|non-gaap|index|reconcil|impact|effect"
    r"|followingtable|thetable"
)


@lru_cache(maxsize=2_000)
def statement_titled(context: tuple[str, ...]) -> Statement | None:
    """The statement that the nearest title line above a table names."""
    for index in range(len(context) - 1, -1, -1):
        line = context[index]
        if len(line) > TITLE_LENGTH or line[:1].islower() or line.rstrip().endswith((".", ",", ";")):
            continue
        title = _bare(line)
        if len(title) < 60:
            title += _below(context[index + 1 : index + 2])
        if _NOT_PRIMARY.search(title):
            continue
        for statement, pattern in _TITLES:
            if pattern.search(title):
                return statement
    return None


def _below(following: Sequence[str]) -> str:
    """What goes on a title on the next line: not the end of a sentence, nor what heads the first rows."""
    line = following[0] if following else ""
    if len(line) >= 60 or (line[:1].islower() and not line.startswith(("of ", "and "))):
        return ""
    bare = _bare(line)
    return "" if bare.startswith("supplement") else bare


def _bare(line: str) -> str:
    """In lower case, without spaces (a PDF may break words) and without what stands in brackets but "(loss)"."""
    return "".join(re.sub(r"\((?!\s*(?:loss|deficit|income))[^)]*\)?", " ", line.lower()).split())


def primary_statements(tables: Sequence[Table], leaving_out: Container[int] = ()) -> Mapping[int, Statement]:
    """The tables (by index) that are primary statements, continuations on a following page included.

    Those of other registrants are left out.
    """
    titled: dict[int, Statement] = {}
    for index, table in enumerate(tables):
        if index in leaving_out:
            continue
        statement = statement_titled((*table.context, table.stub))
        if statement is None and titled.get(index - 1) is Statement.EQUITY and _same_parts(tables[index - 1], table):
            statement = Statement.EQUITY
        if statement is None and index - 1 in titled and _same_headings(tables[index - 1], table):
            titled[index] = titled[index - 1]
        elif statement and (_looks_like(table, statement) or _goes_on(tables, titled, index)):
            titled[index] = statement
    found = _first_of_each(tables, titled)
    return {**found, **_untitled(tables, found, leaving_out)}


def _untitled(
    tables: Sequence[Table], found: Mapping[int, Statement], leaving_out: Container[int]
) -> Mapping[int, Statement]:
    """Statements without a title that is known ("Consolidated Results of Operations"), told by all of their lines.

    They stand near those that are titled; where none is, near each other.
    """
    missing = set(_LINES) - set(found.values())
    pages = [tables[index].page for index in found]
    candidates: dict[int, Statement] = {}
    for index, table in enumerate(tables):
        near = not pages or min(pages) - TOGETHER <= table.page <= max(pages) + TOGETHER
        statement = _by_lines(table) if near and missing else None
        if index not in found and index not in leaving_out and statement in missing:
            candidates[index] = statement
    own = _first_of_each(tables, candidates)
    return own if pages or len(set(own.values())) > 1 else {}


def _by_lines(table: Table) -> Statement | None:
    """The statement all of whose telling lines a table has; None where its title says that it is of another kind."""
    if len(table.rows) < FEWEST_LINES or any(column.heading.change for column in table.columns):
        return None
    if any(_NOT_PRIMARY.search(_bare(line)) for line in table.context[-TITLE_LINES:]):
        return None
    for statement, patterns in _LINES.items():
        if all(re.search(pattern, table.text, re.MULTILINE) for pattern in patterns):
            return statement
    return None


def _goes_on(tables: Sequence[Table], titled: Mapping[int, Statement], index: int) -> bool:
    """Whether a table is the end of a statement under headings of the page before, be it a line or two."""
    return tables[index].continues and index - 1 in titled and tables[index].page - tables[index - 1].page == 1


def _same_headings(above: Table, table: Table) -> bool:
    """Whether a table without a title has, on the next page, the headings of the statement before it."""
    if table.page - above.page != 1:
        return False
    headings = [[column.text for column in one.columns] for one in (above, table)]
    bare = len(table.context) <= FURNITURE and not any(
        len(line) > TITLE_LINE or _NOT_PRIMARY.search(_bare(line)) for line in table.context
    )
    return bare and all(headings[0]) and headings[0] == headings[1]


def _same_parts(above: Table, table: Table) -> bool:
    """Whether a table is by the same components as the statement of equity before it, on its page or soon after."""
    names, other = ([column.name for column in one.columns] for one in (above, table))
    alike = sum(name in names for name in other if name)
    return table.page - above.page <= 2 and len(other) == len(names) and 2 * alike > len(other)


def _looks_like(table: Table, statement: Statement) -> bool:
    labels = table.text + "\n" + "\n".join(" ".join(row.parents).lower() for row in table.rows)
    return (len(table.rows) >= 3 or table.continues) and any(
        re.search(p, labels, re.MULTILINE) for p in _MUST[statement]
    )


def _first_of_each(tables: Sequence[Table], titled: Mapping[int, Statement]) -> Mapping[int, Statement]:
    """Of each statement the tables around the place where most statements stand together."""
    anchors = [
        (len({s for i, s in titled.items() if 0 <= tables[i].page - tables[index].page <= TOGETHER}), -index)
        for index in titled
    ]
    if not anchors:
        return {}
    start = tables[-max(anchors)[1]].page
    found: dict[int, Statement] = {}
    last: dict[Statement, int] = {}
    for index, statement in titled.items():
        page = tables[index].page
        near = 0 <= page - start and (page - start <= TOGETHER or statement in last)
        follows = 2 if found.get(index - 1) is statement else 1  # a page without a table may lie between
        if near and page - last.get(statement, page) <= follows:
            found[index] = statement
            last[statement] = page
    return found
