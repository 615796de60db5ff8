"""A file becomes a filing: its kind is told, its pages read, then its identity, facts, passages and quality."""

import hashlib
from dataclasses import replace
from pathlib import Path

from core.filings import Filing, Kind, PageText, Quality, ReadFiling
from core.ontology import load_ontology
from core.protocols import OnProgress, Progress
from ingest.facts import table_facts
from ingest.identity import identify
from ingest.kinds import kind_of
from ingest.layout import PageLayout
from ingest.passages import passages_of
from ingest.pdf import nothing, read_pdf_pages

ID_DIGITS = 16


def read_filing(
    path: Path, *, name: str | None = None, password: str | None = None, on_progress: OnProgress = nothing
) -> ReadFiling:
    """Reads one file whole.

    Args:
        path: where it lies.
        name: what it is called in messages and in the library; the path's own name where None.
        password: opens an encrypted PDF.
        on_progress: is told of "reading" page by page, then of "tables" and "passages".

    Raises:
        ReadError: its subclasses say what is wrong with the file.
        OSError: the path cannot be opened.
    """
    data = path.read_bytes()
    name = name or path.name
    kind = kind_of(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    pages = read_pdf_pages(data, name, password, on_progress)
    filing = _identified(pages, name, kind, sha256)
    on_progress(Progress("tables", 0, 1))
    facts = table_facts(pages, filing, load_ontology())
    on_progress(Progress("passages", 0, 1))
    passages = passages_of(filing.id, filing.form, pages, facts)
    filing = replace(filing, fact_count=len(facts), passage_count=len(passages))
    texts = tuple(PageText(page.number, page.text, page.width, page.height) for page in pages)
    return ReadFiling(filing, texts, facts, passages)


def _identified(pages: tuple[PageLayout, ...], name: str, kind: Kind, sha256: str) -> Filing:
    identity = identify([page.text for page in pages])
    return Filing(
        id=sha256[:ID_DIGITS],
        name=name,
        company=identity.company,
        form=identity.form,
        kind=kind,
        pages=len(pages),
        sha256=sha256,
        fiscal_year=identity.fiscal_year,
        fiscal_quarter=identity.fiscal_quarter,
        period_end=identity.period_end,
        currency=identity.currency,
        ticker=identity.ticker,
        quality=Quality(notes=identity.notes),
    )
