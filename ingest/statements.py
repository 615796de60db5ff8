"""Which tables are the primary statements: told by their title and by the lines that such a statement must have."""

import re
from collections.abc import Mapping, Sequence

from core.filings import Statement
from ingest.tables import Table

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
_NOT_PRIMARY = re.compile(
    r"notesto|selected|summary|parent|consolidating|supplement|schedule|proforma|non-gaap|index|reconcil|impact|effect"
    r"|followingtable|thetable"
)


def statement_titled(context: Sequence[str]) -> Statement | None:
    """The statement that the nearest title line above a table names."""
    for index in range(len(context) - 1, -1, -1):
        line = context[index]
        if len(line) > 130 or line.rstrip().endswith((".", ",", ";")):
            continue
        title = _bare(line)
        below = _bare(context[index + 1]) if index + 1 < len(context) and len(context[index + 1]) < 60 else ""
        if len(title) < 60 and not below.startswith("supplement"):  # that heads the first rows, below a title
            title += below
        if _NOT_PRIMARY.search(title):
            continue
        for statement, pattern in _TITLES:
            if pattern.search(title):
                return statement
    return None


def _bare(line: str) -> str:
    """In lower case, without spaces (a PDF may break words) and without what stands in brackets but "(loss)"."""
    return "".join(re.sub(r"\((?!\s*(?:loss|deficit|income))[^)]*\)?", " ", line.lower()).split())


def primary_statements(tables: Sequence[Table]) -> Mapping[int, Statement]:
    """The tables (by index) that are primary statements, continuations on a following page included."""
    titled: dict[int, Statement] = {}
    for index, table in enumerate(tables):
        statement = statement_titled((*table.context, table.stub))
        if statement is None and titled.get(index - 1) is Statement.EQUITY and _same_parts(tables[index - 1], table):
            statement = Statement.EQUITY
        if statement and _looks_like(table, statement):
            titled[index] = statement
    return _first_of_each(tables, titled)


def _same_parts(above: Table, table: Table) -> bool:
    """Whether a table on the same page or the next is by the same components as the statement of equity above it."""
    names, other = ([column.name for column in one.columns] for one in (above, table))
    alike = sum(name in names for name in other if name)
    return table.page - above.page <= 1 and len(other) == len(names) and 2 * alike > len(other)


def _looks_like(table: Table, statement: Statement) -> bool:
    labels = table.text + "\n" + "\n".join(" ".join(row.parents).lower() for row in table.rows)
    return (len(table.rows) >= 3 or table.continues) and any(
        re.search(p, labels, re.MULTILINE) for p in _MUST[statement]
    )


def _first_of_each(tables: Sequence[Table], titled: Mapping[int, Statement]) -> Mapping[int, Statement]:
    """Of each statement the tables around the place where most statements stand together."""
    anchors = [
        (len({s for i, s in titled.items() if 0 <= tables[i].page - tables[index].page <= 9}), -index)
        for index in titled
    ]
    if not anchors:
        return {}
    start = tables[-max(anchors)[1]].page
    found: dict[int, Statement] = {}
    last: dict[Statement, int] = {}
    for index, statement in titled.items():
        page = tables[index].page
        if 0 <= page - start <= 9 and page - last.get(statement, page) <= 1:
            found[index] = statement
            last[statement] = page
    return found
