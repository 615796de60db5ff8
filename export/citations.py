"""Which pages a session cites, and their pictures."""

from collections.abc import Callable, Iterator

from core.answers import Answer, Citation, Figure
from core.errors import NotThere
from core.filings import PagePicture
from core.traces import Session


def cited_pages(session: Session) -> tuple[tuple[str, int], ...]:
    """(filing id, page) of every citation of the session, each once, in order of appearance."""
    answers = (run.answer for run in session.runs if run.answer)
    return tuple(dict.fromkeys((c.filing, c.page) for answer in answers for c in citations_of(answer)))


def cited_pictures(
    session: Session, page: Callable[[str, str, int], PagePicture]
) -> dict[tuple[str, int], PagePicture]:
    """The pictures of the cited pages by (filing id, page); `page` takes the session's id, the filing's and the page.

    A page whose filing was deleted since is left out: its quote remains, and the reader is told.
    """
    pictures = {}
    for filing, number in cited_pages(session):
        try:
            pictures[filing, number] = page(session.id, filing, number)
        except NotThere:
            continue
    return pictures


def citations_of(answer: Answer) -> Iterator[Citation]:
    """Every citation of an answer: its footnotes, those of its figures and inputs, and of its findings."""
    yield from answer.citations
    for figure in answer.figures:
        yield from _of_figure(figure)
    for finding in answer.findings:
        yield from finding.citations
        for figure in finding.figures:
            yield from _of_figure(figure)


def _of_figure(figure: Figure) -> Iterator[Citation]:
    if figure.citation:
        yield figure.citation
    for part in figure.inputs:
        yield from _of_figure(part)
