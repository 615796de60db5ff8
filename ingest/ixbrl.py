"""The facts of an inline-XBRL filing: as the issuer tagged them, with the row and heading they are printed in."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from core.filings import Fact, Source, Statement
from core.ontology import Ontology
from ingest.html_pages import Block, HtmlDocument
from ingest.html_tables import Cell, Row, all_text
from ingest.xbrl_statements import StatementTables
from ingest.xbrl_values import Context, contexts_of, local, units_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_SEGMENTS = {"OperatingSegmentsMember", "CorporateNonSegmentMember", "IntersegmentEliminationMember"}


def tagged_facts(document: HtmlDocument, filing: str, ontology: Ontology) -> tuple[Fact, ...]:
    """Every tagged figure that the document shows, in order.

    A fact's statement is that of the table it stands in: a table titled as a primary statement, or with its tags,
    that comes before the notes.
    """
    tables = StatementTables()
    reader = _FactReader(filing, ontology, contexts_of(document.root), units_of(document.root), _labels(document))
    facts: list[Fact] = []
    for page in document.pages:
        for index, block in enumerate(page.blocks):
            if block.rows:
                statement = tables.statement_of(page, index)
                facts.extend(reader.from_table(page.number, block, statement))
            else:
                tables.pass_by(block.text)
                facts.extend(reader.from_prose(page.number, block))
    return tuple(facts)


def has_tags(document: HtmlDocument) -> bool:
    """Whether any figure that is shown has a tag that this document explains.

    An exhibit of a filing of several documents has its contexts in the report's main document alone.
    """
    contexts = contexts_of(document.root)
    tags = (tag for page in document.pages for block in page.blocks for tag in block.tags)
    return any(tag.get("contextref") in contexts for tag in tags)


@dataclass(frozen=True)
class _FactReader:
    """Makes facts of tags."""

    filing: str
    ontology: Ontology
    contexts: Mapping[str, Context]
    units: Mapping[str, str]
    labels: Mapping[str, str]
    names: dict[str, str] = field(default_factory=dict)

    def from_table(self, page: int, block: Block, statement: Statement | None) -> Iterator[Fact]:
        """The facts of a table's cells, with the label of their row, the lines above it, and their column's heading."""
        headings = _headings(block.rows)
        lines = _Parents()
        for row in block.rows:
            label = _label(row)
            parents = lines.of(row, label)
            for cell in row.cells:
                heading = " ".join(text for head, text in headings if _overlap(head, cell))
                for tag in cell.tags:
                    yield from self._fact(
                        tag, page, block.anchor, statement, label, parents, row.text, heading, _printed(row, cell)
                    )

    def from_prose(self, page: int, block: Block) -> Iterator[Fact]:
        """The facts of a paragraph: their label is the tag's own name in words, their row the sentence."""
        for tag in block.tags:
            printed = " ".join(all_text(tag).split())
            yield from self._fact(tag, page, block.anchor, None, "", (), _sentence(block.text, printed), "", printed)

    def _fact(
        self,
        tag: "Element",
        page: int,
        anchor: str | None,
        statement: Statement | None,
        label: str,
        parents: tuple[str, ...],
        row: str,
        heading: str,
        printed: str,
    ) -> Iterator[Fact]:
        context, value = self.contexts.get(tag.get("contextref") or ""), value_of(tag)
        name = tag.get("name") or ""
        if context is None or value is None:
            return
        unit, value = _percent(self.units.get(tag.get("unitref") or "", ""), value, tag)
        yield Fact(
            filing=self.filing,
            label=label or in_words(local(name)),
            value=value,
            unit=unit,
            period=context.period,
            page=page,
            parents=parents,
            concept=self.ontology.concept_of_tag(name) or local(name),
            statement=statement,
            segment=self._segment(context),
            anchor=tag.get("id") or anchor,
            source=Source.XBRL,
            printed=printed,
            row=row,
            heading=heading,
            scale=max(0, int(tag.get("scale") or 0)),
        )

    def _segment(self, context: Context) -> str | None:
        members = [m for m in context.members if m not in _NOT_SEGMENTS] or list(context.members)
        return " · ".join(self._member(m) for m in members) or None

    def _member(self, member: str) -> str:
        """A member as the filing prints it ("iPhone", not "I Phone"), else its name in words."""
        bare = re.sub(r"(?:Segments?)?(?:Member|Domain)$", "", member) or member
        if member not in self.names:
            self.names[member] = self.labels.get(_letters(bare)) or in_words(bare)
        return self.names[member]


class _Parents:
    """The lines without figures that a row stands under, by their indents; a total ends what it adds up."""

    def __init__(self) -> None:
        self._open: list[tuple[float, str]] = []

    def of(self, row: Row, label: str) -> tuple[str, ...]:
        """The parents of a row, outermost first."""
        if not row.cells or not label:
            return tuple(text for _, text in self._open)
        indent = row.cells[0].indent
        if row.tags:
            return tuple(text for above, text in self._open if above < indent or text.endswith(":"))
        if len(row.cells) == 1 and row.cells[0].column == 0:
            self._open = [(above, text) for above, text in self._open if above < indent]
            self._open.append((indent, label))
        return ()


def _label(row: Row) -> str:
    """The words before a row's first figure."""
    words = []
    for cell in row.cells:
        if cell.tags and not re.search(r"[A-Za-z]{3}", cell.text):
            break
        if re.search(r"[A-Za-z]", cell.text):
            words.append(cell.text)
            break
    return " ".join(words)


def _headings(rows: Sequence[Row]) -> list[tuple[Cell, str]]:
    """The cells above the first row of figures."""
    heads: list[tuple[Cell, str]] = []
    for row in rows:
        if row.tags:
            break
        heads.extend((cell, cell.text) for cell in row.cells if cell.column > 0)
    return heads


def _overlap(one: Cell, other: Cell) -> bool:
    return one.column < other.column + other.span and other.column < one.column + one.span


def _printed(row: Row, cell: Cell) -> str:
    """The cell with the bracket or percent sign that stands in the next one."""
    after = next((c.text for c in row.cells if c.column >= cell.column + cell.span), "")
    closes = after in (")", "%", ")%")
    return f"{cell.text}{after}" if closes else cell.text


def _percent(unit: str, value: Decimal, tag: "Element") -> tuple[str, Decimal]:
    """A pure number printed as a percentage is one: 0.157 becomes 15.7%; other pure numbers are counts."""
    if unit != "pure":
        return ("", value) if unit == "" else (unit, value)
    return ("%", value * 100) if tag.get("scale") == "-2" else ("", value)


def _sentence(text: str, printed: str) -> str:
    """The sentence of a paragraph that prints a figure; the paragraph where it cannot be told."""
    sentences = re.split(r"(?<=[.;!?])\s+(?=[A-Z“])", text)
    return next((s for s in sentences if re.search(rf"(?<![\d.,]){re.escape(printed)}(?![\d,]*\d)", s)), text)


def in_words(name: str) -> str:
    """A tag's local name in words: "IncomeTaxExpenseBenefit" is "Income Tax Expense Benefit"."""
    return " ".join(_CAMEL.split(name))


def _labels(document: HtmlDocument) -> Mapping[str, str]:
    """What row labels and short cells print, by their letters alone, each in its most frequent spelling."""
    counts = Counter(
        cell.text
        for page in document.pages
        for block in page.blocks
        for row in block.rows
        for cell in row.cells
        if not cell.tags and 1 < len(cell.text) < 60
    )
    labels: dict[str, str] = {}
    for text, _ in counts.most_common():
        labels.setdefault(_letters(text), re.sub(r"\s*\(\d\)|:$", "", text).strip())
    return labels


def _letters(text: str) -> str:
    return re.sub(r"\(\w\)|[^A-Za-z0-9]|\band\b", "", text).lower().replace("and", "")
