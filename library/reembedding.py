"""After a change of embedder: the vectors of all filings made anew, one filing after the other, in a job to be watched.

A question asked meanwhile is answered: a filing whose turn has not come is searched by its words alone.
"""

import threading
from collections.abc import Callable
from time import perf_counter

from core.errors import FilingNotFound, ProviderError, Stopped
from core.filings import Filing
from core.protocols import Progress
from core.reports import FailedFile, Ingested, IngestReport
from library.library import Library

OnFile = Callable[[str, Progress], None]
OnReport = Callable[[IngestReport], None]


def reembed_stale(library: Library, on_file: OnFile, stop: threading.Event, on_report: OnReport) -> IngestReport:
    """Embed again every filing whose vectors another embedder made.

    An embedder that fails ends the work: it would fail for the rest too, and each would wait for it. The filings done
    by then stay done; those that are not are reported as failed, with the embedder's own sentence. `stop` ends it
    within a batch of passages.
    """
    report = IngestReport()
    waiting = list(library.stale())
    while waiting and not stop.is_set():
        filing = waiting.pop(0)
        try:
            report = _with_one_done(report, library, filing, on_file, stop)
        except (Stopped, FilingNotFound):  # a filing deleted meanwhile needs no vectors
            continue
        except ProviderError as error:
            failed = tuple(FailedFile(left.name, str(error)) for left in (filing, *waiting))
            return IngestReport(report.filings, failed)
        on_report(report)
    return report


def _with_one_done(
    report: IngestReport, library: Library, filing: Filing, on_file: OnFile, stop: threading.Event
) -> IngestReport:
    def tell(progress: Progress) -> None:
        if stop.is_set():
            raise Stopped("The work was stopped; the filings done by then stay done.")
        on_file(filing.name, progress._replace(step="embedding"))

    started = perf_counter()
    library.reembed(filing.id, tell)
    return IngestReport((*report.filings, Ingested(library.find(filing.id), perf_counter() - started)))
