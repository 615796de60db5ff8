"""Core values as rows of the tables, and rows as core values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from core.filings import (
    BBox,
    Fact,
    Filing,
    Form,
    Kind,
    Passage,
    Quality,
    ReadFiling,
    Source,
    Statement,
)
from core.ontology import load_ontology
from core.periods import Period
from library import codec
from library.models import FACT, PAGE, PASSAGE
from library.profiles import PageProfile, profiles

Row = dict[str, Any]

_STATEMENTS: Mapping[str | None, Statement | None] = {None: None, **{member.value: member for member in Statement}}
_SOURCES: Mapping[str, Source] = {member.value: member for member in Source}


def filing_row(filing: Filing) -> Row:
    """A filing's columns, those that the library itself adds left out."""
    row = {name: getattr(filing, name) for name in asdict(Filing("", "", "", Form.OTHER, Kind.TEXT, 0, ""))}
    return row | {"form": filing.form.value, "kind": filing.kind.value, "quality": codec.dump_text(filing.quality)}


@lru_cache(maxsize=4096)
def _quality(text: str) -> Quality:
    """A filing's quality from its text; all filings are listed for every question."""
    return codec.load_text(Quality, text)


def filing_of(row: RowMapping) -> Filing:
    """The filing of a row of the table `filing`."""
    return Filing(
        id=row["id"],
        name=row["name"],
        company=row["company"],
        form=Form(row["form"]),
        kind=Kind(row["kind"]),
        pages=row["pages"],
        sha256=row["sha256"],
        fiscal_year=row["fiscal_year"],
        fiscal_quarter=row["fiscal_quarter"],
        period_end=row["period_end"],
        currency=row["currency"],
        ticker=row["ticker"],
        quality=_quality(row["quality"]),
        fact_count=row["fact_count"],
        passage_count=row["passage_count"],
    )


def fact_rows(facts: Iterable[Fact], key: int) -> list[Row]:
    """Facts as rows of the filing with this key, in their order."""
    return [_fact_row(fact, ordinal, key) for ordinal, fact in enumerate(facts)]


def _fact_row(fact: Fact, ordinal: int, key: int) -> Row:
    return {
        "filing_key": key,
        "ordinal": ordinal,
        "label": fact.label,
        "value": str(fact.value),
        "amount": float(fact.value),
        "unit": fact.unit,
        "period_end": fact.period.end,
        "period_start": fact.period.start,
        "months": fact.period.months,
        "page": fact.page,
        "parents": json.dumps(fact.parents),
        "concept": fact.concept,
        "statement": fact.statement,
        "segment": fact.segment,
        "bbox": None if fact.bbox is None else json.dumps(fact.bbox),
        "anchor": fact.anchor,
        "source": fact.source,
        "printed": fact.printed,
        "row": fact.row,
        "heading": fact.heading,
        "scale": fact.scale,
    }


def read_facts(connection: Connection, key: int, filing: str) -> tuple[Fact, ...]:
    """All facts of the filing with this key and id, in their order: some thousands, so JSON is parsed all at once."""
    column = FACT.c
    query = select(
        column.label, column.value, column.unit, column.period_end, column.period_start, column.page, column.parents,
        column.concept, column.statement, column.segment, column.bbox, column.anchor, column.source, column.printed,
        column.row, column.heading, column.scale,
    )  # fmt: skip
    rows = connection.execute(query.where(column.filing_key == key).order_by(column.ordinal)).all()
    parents = _json_all(row[6] for row in rows)
    boxes = _json_all(row[10] or "null" for row in rows)
    periods: dict[tuple[date, date | None], Period] = {}
    facts = []
    for row, above, box in zip(rows, parents, boxes, strict=True):
        label, value, unit, end, start, page, _, concept, statement, segment, _, anchor, source, *printed = row
        period = periods.get((end, start)) or periods.setdefault((end, start), Period(end, start))
        facts.append(
            Fact(
                filing,
                label,
                Decimal(value),
                unit,
                period,
                page,
                tuple(above),
                concept,
                _STATEMENTS[statement],
                segment,
                BBox(*box) if box else None,
                anchor,
                _SOURCES[source],
                *printed,
            )  # fmt: skip
        )
    return tuple(facts)


def _json_all(texts: Iterable[str]) -> list[Any]:
    values: list[Any] = json.loads(f"[{','.join(texts)}]")
    return values


def passage_rows(passages: Iterable[Passage], key: int) -> list[Row]:
    """Passages as rows of the filing with this key."""
    return [
        {
            "filing_key": key,
            "ordinal": passage.ordinal,
            "section": passage.section,
            "page": passage.page,
            "text": passage.text,
            "bboxes": json.dumps(passage.bboxes),
            "anchor": passage.anchor,
            "statement": passage.statement,
        }
        for passage in passages
    ]


def read_passages(connection: Connection, key: int, filing: str) -> tuple[Passage, ...]:
    """All passages of the filing with this key and id, in their order."""
    query = select(PASSAGE).where(PASSAGE.c.filing_key == key).order_by(PASSAGE.c.ordinal)
    rows = connection.execute(query).mappings().all()
    boxes = _json_all(row["bboxes"] for row in rows)
    return tuple(_passage(row, box, filing) for row, box in zip(rows, boxes, strict=True))


def _passage(row: RowMapping, boxes: Sequence[Sequence[float]], filing: str) -> Passage:
    return Passage(
        filing=filing,
        ordinal=row["ordinal"],
        section=row["section"],
        page=row["page"],
        text=row["text"],
        bboxes=tuple(BBox(*box) for box in boxes),
        anchor=row["anchor"],
        statement=_STATEMENTS[row["statement"]],
    )


def page_rows(reading: ReadFiling, key: int) -> list[Row]:
    """Pages as rows of the filing with this key, with what they are to retrieval."""
    found = {profile.number: profile for profile in profiles(reading.pages, reading.facts, load_ontology())}
    return [
        {
            "filing_key": key,
            "number": page.number,
            "text": page.text,
            "width": page.width,
            "height": page.height,
            "profile": codec.dump_text(found[page.number]),
        }
        for page in reading.pages
    ]


def read_profiles(connection: Connection, key: int) -> tuple[PageProfile, ...]:
    """What each page of the filing with this key is to retrieval, in order."""
    query = select(PAGE.c.profile).where(PAGE.c.filing_key == key).order_by(PAGE.c.number)
    texts = connection.execute(query).scalars()
    return codec.load_text(tuple[PageProfile, ...], f"[{','.join(texts)}]")


def insert_content(connection: Connection, key: int, reading: ReadFiling) -> None:
    """Put what was read of a filing under its key."""
    for table, rows in (
        (PAGE, page_rows(reading, key)),
        (FACT, fact_rows(reading.facts, key)),
        (PASSAGE, passage_rows(reading.passages, key)),
    ):
        if rows:
            connection.execute(table.insert(), rows)


def delete_content(connection: Connection, key: int) -> None:
    """Take away what was read of a filing, and leave its own row."""
    for table in (PAGE, FACT, PASSAGE):
        connection.execute(table.delete().where(table.c.filing_key == key))
