"""A small filing made by hand, and libraries over real stores."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.filings import (
    BBox,
    Fact,
    Filing,
    Form,
    Kind,
    PageText,
    Passage,
    Quality,
    ReadFiling,
    Source,
    Statement,
    TieOut,
)
from core.periods import Period
from library.embedders import StaticEmbedder
from library.library import Library

QUARTER = Period(date(2023, 9, 30), date(2023, 7, 1))
PAGES = (
    "Northwind Tooling Corp. Quarterly report for the period ended September 30, 2023.",
    "Item 2. Revenue grew because drill bits sold well in Norway. Freight costs fell with cheaper diesel.",
    "Item 1A. Risk factors. A strike at the Bergen plant could stop production for weeks.",
)


@pytest.fixture
def make_reading(tmp_path: Path) -> Callable[..., tuple[ReadFiling, Path]]:
    """Makes a reading and its file: other content by other pages."""

    def make(
        name: str = "northwind.txt",
        pages: Sequence[str] = PAGES,
        company: str = "Northwind Tooling",
        year: int = 2023,
    ) -> tuple[ReadFiling, Path]:
        content = "\f".join(pages).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        path = tmp_path / f"upload-{sha256[:8]}.txt"
        path.write_bytes(content)
        return reading_of(name, pages, company, year, sha256), path

    return make


def reading_of(name: str, pages: Sequence[str], company: str, year: int, sha256: str) -> ReadFiling:
    quality = Quality((TieOut("assets", Decimal("10.50"), Decimal("10.50"), True, 2),), ("One page was scanned.",))
    filing = Filing(
        sha256[:16],
        name,
        company,
        Form.TEN_Q,
        Kind.TEXT,
        len(pages),
        sha256,
        year,
        3,
        QUARTER.end,
        ticker="NWT",
        quality=quality,
    )
    return ReadFiling(
        filing,
        tuple(PageText(number, text, 612.0, 792.0) for number, text in enumerate(pages, 1)),
        facts_of(filing.id),
        tuple(
            Passage(filing.id, number - 1, f"Item {number}", number, text, (BBox(1, 2, 3.5, 4),), f"a{number}")
            for number, text in enumerate(pages, 1)
        ),
    )


def facts_of(filing: str) -> tuple[Fact, ...]:
    revenue = Fact(
        filing,
        "Net sales",
        Decimal("8343000000.10"),
        "USD",
        QUARTER,
        2,
        ("Income", "Sales"),
        "Revenues",
        Statement.INCOME,
        "Norway",
        BBox(10.25, 20, 30, 40),
        None,
        Source.TABLE,
        "8,343",
        "Net sales 8,343 7,100",
        "Three months ended September 30, 2023",
        6,
    )
    cash = Fact(filing, "Cash", Decimal("-1E+3"), "USD", Period(QUARTER.end), 3, anchor="f12", source=Source.XBRL)
    return revenue, cash


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


@pytest.fixture
def library(home: Path) -> Library:
    return Library(home, StaticEmbedder())
