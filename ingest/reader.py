"""A file becomes a filing: its kind is told, its pages read, then its identity, facts, passages and quality."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from core.errors import DamagedFile, NoPages, PasswordNeeded, UnknownKind
from core.filings import Fact, Filing, Form, Kind, PageText, Passage, Quality, ReadFiling
from core.ontology import Ontology, load_ontology
from core.protocols import OnProgress, Progress
from core.settling import settled
from core.tax_signs import with_tax_signs
from ingest.cover import COVER_PAGES, has_cover
from ingest.facts import table_facts
from ingest.html_layout import LaidOut, lay_out
from ingest.html_pages import HtmlDocument, read_html
from ingest.identity import identify
from ingest.ixbrl import has_tags, tagged_facts
from ingest.kinds import kind_of
from ingest.layout import PageLayout
from ingest.ocr import named_pages, with_scans_read
from ingest.passages import passages_of
from ingest.pdf import nothing, read_pdf_pages
from ingest.prose import prose_facts
from ingest.text_pages import read_text
from ingest.tie_outs import tie_outs
from ingest.xbrl_values import document_tags
from library.workspace import ID_DIGITS

WITHOUT_FACTS = "No table with dated figures was found: answers can only quote this filing."
_EMPTY_TREE = re.compile(rb"/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")


class _Source(NamedTuple):
    """A file as read so far: its bytes, its name, and what it is."""

    data: bytes
    name: str
    kind: Kind


def read_filing(
    path: Path,
    *,
    name: str | None = None,
    password: str | None = None,
    on_progress: OnProgress = nothing,
    processes: int = 1,
) -> ReadFiling:
    """Reads one file whole.

    Args:
        path: where it lies.
        name: what it is called in messages and in the library; the path's own name where None.
        password: opens an encrypted PDF.
        on_progress: is told of "reading" page by page, then of "tables" and "passages".
        processes: that may read the pages of a PDF side by side.

    Raises:
        ReadError: its subclasses say what is wrong with the file.
        OSError: the path cannot be opened.
    """
    data = path.read_bytes()
    name = name or path.name
    source = _Source(data, name, kind_of(data, name))
    if source.kind is Kind.HTML:
        return _read_html(source, on_progress)
    if source.kind is Kind.TEXT:
        return _text_filing(_without_places(_read_pages(source, read_text(data, name), on_progress)))
    pages = _pdf_pages(source, password, on_progress, processes)
    scans = with_scans_read(pages, data, password, on_progress)
    return _read_pages(source, scans.pages, on_progress, (*_unopened(pages), *scans.notes))


def _text_filing(reading: ReadFiling) -> ReadFiling:
    """The reading, unless it is of words under a PDF's name in which no filing is to be recognised."""
    filing = reading.filing
    recognised = filing.company or filing.form is not Form.OTHER or reading.facts
    if filing.name.lower().endswith(".pdf") and not recognised:
        raise UnknownKind(
            f"{filing.name} is not a PDF, and no filing is to be recognised in its words. Download the report again."
        )
    return reading


def _pdf_pages(source: _Source, password: str | None, on_progress: OnProgress, processes: int) -> Sequence[PageLayout]:
    """The pages of a PDF; PDFium's own reason is mended, as it may be left over from a file before."""
    try:
        return read_pdf_pages(source.data, source.name, password, on_progress, processes)
    except (PasswordNeeded, DamagedFile) as error:
        if b"/Encrypt" in source.data:
            raise
        if _EMPTY_TREE.search(source.data) and not _PAGE.search(source.data):
            raise NoPages(f"{source.name} holds no page. Save it again from the program that made it.") from error
        raise DamagedFile(f"{source.name} is damaged and cannot be opened as a PDF. Download it again.") from error


def _unopened(pages: Sequence[PageLayout]) -> tuple[str, ...]:
    numbers = [page.number for page in pages if page.width <= 0]
    return (f"{named_pages(numbers)} could not be opened: download the file again.",) if numbers else ()


def _read_pages(
    source: _Source, pages: Sequence[PageLayout], on_progress: OnProgress, notes: tuple[str, ...] = ()
) -> ReadFiling:
    filing = _identified(source, [page.text for page in pages])
    filing = replace(filing, quality=Quality(notes=(*filing.quality.notes, *notes)))
    on_progress(Progress("tables", 0, 1))
    facts = table_facts(pages, filing, load_ontology())
    return _whole(filing, pages, facts, on_progress)


def _read_html(source: _Source, on_progress: OnProgress) -> ReadFiling:
    """Tagged figures come from the tags, those of tables without any tag from the tables."""
    document = read_html(source.data, source.name)
    laid_out = [lay_out(page) for page in document.pages]
    on_progress(Progress("reading", len(laid_out), len(laid_out)))
    pages = [page.layout for page in laid_out]
    filing = _identified(source, [page.text for page in pages], document_tags(document.root))
    on_progress(Progress("tables", 0, 1))
    facts = _html_facts(document, pages, filing, load_ontology())
    return _anchored(_whole(filing, pages, facts, on_progress), laid_out)


def _html_facts(
    document: HtmlDocument, pages: Sequence[PageLayout], filing: Filing, ontology: Ontology
) -> tuple[Fact, ...]:
    if not has_tags(document):
        return table_facts(pages, filing, ontology)
    untagged = [lay_out(page, with_tagged=False).layout for page in document.pages]
    printed = (replace(fact, statement=None) for fact in table_facts(untagged, filing, ontology))
    tagged = tagged_facts(document, filing.id, ontology)
    return tuple(sorted([*tagged, *printed], key=lambda fact: fact.page))


def _whole(filing: Filing, pages: Sequence[PageLayout], facts: tuple[Fact, ...], on_progress: OnProgress) -> ReadFiling:
    on_progress(Progress("passages", 0, 1))
    ontology = load_ontology()
    facts = with_tax_signs(settled(facts, ontology))
    covered = filing.form is not Form.EIGHT_K or has_cover([page.text for page in pages[:COVER_PAGES]])
    passages = passages_of(filing.id, filing.form if covered else Form.OTHER, pages, facts)
    facts = (*facts, *prose_facts(passages, pages, facts, filing, ontology))
    notes = () if facts or filing.form not in (Form.TEN_K, Form.TEN_Q) else (WITHOUT_FACTS,)
    quality = Quality(tie_outs(facts, ontology), (*filing.quality.notes, *notes))
    filing = replace(filing, quality=quality, fact_count=len(facts), passage_count=len(passages))
    texts = tuple(PageText(page.number, page.text, page.width, page.height) for page in pages)
    return ReadFiling(filing, texts, facts, passages)


def _identified(source: _Source, texts: Sequence[str], tags: Mapping[str, str] | None = None) -> Filing:
    identity = identify(texts, tags)
    sha256 = hashlib.sha256(source.data).hexdigest()
    return Filing(
        id=sha256[:ID_DIGITS],
        name=source.name,
        company=identity.company,
        form=identity.form,
        kind=source.kind,
        pages=len(texts),
        sha256=sha256,
        fiscal_year=identity.fiscal_year,
        fiscal_quarter=identity.fiscal_quarter,
        period_end=identity.period_end,
        currency=identity.currency,
        ticker=identity.ticker,
        quality=Quality(notes=identity.notes),
    )


def _anchored(reading: ReadFiling, laid_out: Sequence[LaidOut]) -> ReadFiling:
    """The same reading with anchors in place of the boxes that were made up to read it."""
    pages = {page.layout.number: page for page in laid_out}
    passages = [_with_anchor(passage, pages[passage.page]) for passage in reading.passages]
    facts = [_fact_with_anchor(fact, pages[fact.page]) for fact in reading.facts]
    reading = replace(reading, passages=tuple(passages), facts=tuple(facts))
    return _without_places(reading)


def _with_anchor(passage: Passage, page: LaidOut) -> Passage:
    return replace(passage, anchor=page.anchor_at(max(0, page.layout.text.find(passage.text))))


def _fact_with_anchor(fact: Fact, page: LaidOut) -> Fact:
    if fact.anchor:
        return fact
    return replace(fact, anchor=page.anchor_at(max(0, page.layout.text.find(fact.row))))


def _without_places(reading: ReadFiling) -> ReadFiling:
    """The same reading of a file that has no boxes, and pages without a size."""
    return ReadFiling(
        reading.filing,
        tuple(PageText(page.number, page.text) for page in reading.pages),
        tuple(replace(fact, bbox=None) for fact in reading.facts),
        tuple(replace(passage, bboxes=()) for passage in reading.passages),
    )
