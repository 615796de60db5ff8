"""Which tables are the primary statements: told by their title and by the lines that such a statement must have."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.filings import Statement
from ingest.tables import Table

_TITLES = (
    (Statement.CASH_FLOW, re.compile(r"\bstatements?\s+of\s+(?:consolidated\s+)?cash\s+flows?\b|\bcash\s+flows?\s+statements?\b")),
    (Statement.COMPREHENSIVE_INCOME, re.compile(r"^(?!.*\b(?:operations|income|earnings)\s+and\b).*\bstatements?\s+of\s+(?:\w+\s+)?comprehensive\s+(?:income|loss|earnings|\(loss\))|\bcomprehensive\s+income(?:\s+\(loss\))?\s+statements?\b")),
    (Statement.EQUITY, re.compile(r"\bstatements?\s+of\s+(?:\w+\s+){0,3}(?:(?:share|stock)[\w’']*\s+|owners[’']?\s+|total\s+)?(?:equity|deficit)\b|\b(?:stock|share)holders[’']?\s+equity\s+statements?\b")),
    (Statement.BALANCE, re.compile(r"\bbalance\s+sheets?\b|\bstatements?\s+of\s+(?:consolidated\s+)?financial\s+(?:position|condition)\b")),
    (Statement.INCOME, re.compile(r"\bstatements?\s+of\s+(?:consolidated\s+)?(?:net\s+)?(?:operations|income|earnings|loss|profit)\b|\b(?:income|earnings)\s+statements?\b")),
)  # fmt: skip
_MUST = {
    Statement.CASH_FLOW: (r"operating activities", r"(?:investing|financing) activities"),
    Statement.BALANCE: (r"^total (?:assets|liabilities)|accounts payable|^cash\b",),
    Statement.INCOME: (r"net (?:income|loss|earnings|\(loss\))|profit|per share|revenue|sales",),
    Statement.COMPREHENSIVE_INCOME: (r"comprehensive",),
    Statement.EQUITY: (r"balances?|equity|comprehensive|dividends",),
}
_NOT_PRIMARY = re.compile(
    r"\b(?:notes? to|selected|summary|parent|condensed consolidating|supplement\w*|schedule|pro forma|non-gaap|index to"
    r"|reconcil\w+|impact|effects? of|data)\b"
)


class Titled(NamedTuple):
    """A statement's title found above a table."""

    statement: Statement
    table: int


def statement_titled(context: Sequence[str]) -> Statement | None:
    """The statement that the nearest title line above a table names."""
    for index in range(len(context) - 1, -1, -1):
        line = context[index]
        if len(line) > 130 or line.rstrip().endswith((".", ",", ";")):
            continue
        title = _bare(line)
        if index + 1 < len(context) and len(title) < 60 and len(context[index + 1]) < 60:
            title = f"{title} {_bare(context[index + 1])}".strip()
        if _NOT_PRIMARY.search(title):
            continue
        for statement, pattern in _TITLES:
            if pattern.search(title):
                return statement
    return None


def _bare(line: str) -> str:
    """In lower case, without what stands in brackets, but for "(loss)" and its kind."""
    return " ".join(re.sub(r"\((?!loss|deficit|income)[^)]*\)?", " ", line.lower()).split())


def primary_statements(tables: Sequence[Table]) -> Mapping[int, Statement]:
    """The tables (by index) that are primary statements, continuations on a following page included."""
    titled: dict[int, Statement] = {}
    for index, table in enumerate(tables):
        statement = statement_titled((*table.context, table.stub))
        if statement and _looks_like(table, statement):
            titled[index] = statement
    return _first_of_each(tables, titled)


def _looks_like(table: Table, statement: Statement) -> bool:
    labels = table.text + "\n" + "\n".join(" ".join(row.parents).lower() for row in table.rows)
    return len(table.rows) >= 3 and any(re.search(p, labels, re.MULTILINE) for p in _MUST[statement])


def _first_of_each(tables: Sequence[Table], titled: Mapping[int, Statement]) -> Mapping[int, Statement]:
    """Of each statement the tables around the place where most statements stand together."""
    anchors = [
        (len({s for i, s in titled.items() if 0 <= tables[i].page - tables[index].page <= 9}), -index)
        for index in titled
    ]
    if not anchors:
        return {}
    start = tables[-max(anchors)[1]].page
    return {index: s for index, s in titled.items() if 0 <= tables[index].page - start <= 9}
