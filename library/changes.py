"""What changes a library: each change is whole or, after an error or a crash, as if it had never begun.

Files and indexes are written first, the row that names them last, in one transaction. A note in the workspace's journal
says what is under way, so that what a crash left can be cleared away.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from core.filings import Filing, Passage, ReadFiling
from core.ontology import load_ontology
from library import pictures
from library.catalog import Catalog, Entry
from library.cross_checks import Shelved, cross_checks, related
from library.indexes import Indexes
from library.workspace import Pending, Workspace, kept_name, new_index_name

Vectors = Sequence[Sequence[float]]


class Changes:
    """Adds, re-indexes and deletes filings; one at a time, over all threads and processes."""

    def __init__(self, space: Workspace, catalog: Catalog, indexes: Indexes) -> None:
        """Take the workspace's folder, its rows and its indexes."""
        self._space, self._catalog, self._indexes = space, catalog, indexes

    def add(self, reading: ReadFiling, original: Path, vectors: Vectors, password: str | None) -> Filing:
        """Keep a filing, or give back the one of the same content that is there."""
        with self._space.writing():
            there = self._catalog.by_content(reading.filing.sha256)
            if there:
                return there
            filing = counted(reading, self._catalog.free_name(reading.filing.name, reading.filing.id))
            work = Pending(new_index_name(filing.id), kept_name(filing))
            with self._whole_or_undone(work):
                self._keep(original, work.original, password)
                self._indexes.write(work.index_name, reading.passages, vectors)
                self._catalog.insert(replace(reading, filing=filing), *work, self._indexes.embedder)
        return filing

    def update(self, filing: Filing) -> None:
        """Keep a filing's fields as the user has them. Raises FilingNotFound."""
        with self._space.writing():
            self._catalog.update(replace(filing, name=self._catalog.free_name(filing.name, filing.id)))

    def reindex(
        self, filing_id: str, passages: Sequence[Passage], vectors: Vectors, reading: ReadFiling | None = None
    ) -> None:
        """Put a new index in the place of the old one, and a new reading too where there is one."""
        with self._space.writing():
            self._reindex(self._catalog.entry(filing_id), passages, vectors, reading)

    def _reindex(self, entry: Entry, passages: Sequence[Passage], vectors: Vectors, reading: ReadFiling | None) -> None:
        new = Pending(new_index_name(entry.filing.id), "")
        with self._whole_or_undone(new):
            self._indexes.write(new.index_name, passages, vectors)
            old = Pending(entry.index_name, "")
            with self._space.pending(old):
                self._catalog.reindexed(entry, new.index_name, self._indexes.embedder, reading)
                self._remove(old)

    def reembed(self, entry: Entry, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Put a new index in the place of an entry's, unless the filing was read anew since the entry was looked up."""
        with self._space.writing():
            if self._catalog.entry(entry.filing.id).index_name == entry.index_name:
                self._reindex(entry, passages, vectors, None)

    def delete(self, filing_id: str) -> None:
        """Delete a filing: its row first, then what it names. Raises FilingNotFound."""
        with self._space.writing():
            entry = self._catalog.entry(filing_id)
            work = Pending(entry.index_name, entry.original)
            with self._space.pending(work):
                self._catalog.remove(entry)
                self._remove(work)

    def check(self, *changed: Filing) -> None:
        """Check these filings and those related to them, as far as they are there, against each other anew."""
        with self._space.writing():
            there = self._catalog.filings()
            touched = {other.id for filing in changed for other in (filing, *related(filing, there))}
            for filing in there:
                if filing.id in touched:
                    self._check(filing, related(filing, there))

    def _check(self, filing: Filing, others: Sequence[Filing]) -> None:
        own, *rest = (Shelved(each, self._catalog.facts(each.id)) for each in (filing, *others))
        within = tuple(tie_out for tie_out in filing.quality.tie_outs if tie_out.filing is None)
        found = (*within, *cross_checks(own, rest, load_ontology()))
        if found != filing.quality.tie_outs:
            self._catalog.keep_quality(replace(filing, quality=replace(filing.quality, tie_outs=found)))

    def sweep(self) -> None:
        """Take away what no row names, unless another process is writing at this moment."""
        if not self._space.leftovers():
            return
        with self._space.writing_if_free() as free:
            for work in self._space.leftovers() if free else ():
                self._settle(work)

    def _settle(self, work: Pending) -> None:
        index_used, original_used = self._catalog.uses(*work)
        if not index_used:
            self._remove(work._replace(original="" if original_used else work.original))
        self._space.settled(work)

    @contextmanager
    def _whole_or_undone(self, work: Pending) -> Iterator[None]:
        with self._space.pending(work):
            try:
                yield
            except BaseException:  # not swallowed: whatever ended the work, what it left goes too
                self._settle(work)
                raise

    def _keep(self, original: Path, kept: str, password: str | None) -> None:
        if password and kept.endswith(".pdf"):
            (self._space.originals / kept).write_bytes(pictures.decrypted(original, password))
        else:
            self._space.keep(original, kept)

    def _remove(self, work: Pending) -> None:
        self._indexes.drop(work.index_name)
        if work.original:
            (self._space.originals / work.original).unlink(missing_ok=True)


def counted(reading: ReadFiling, name: str) -> Filing:
    """The reading's filing under a name, with the number of its facts and passages."""
    return replace(reading.filing, name=name, fact_count=len(reading.facts), passage_count=len(reading.passages))


def readdressed(reading: ReadFiling, old: Entry) -> ReadFiling:
    """A new reading under the id and name of the old, with what the user had corrected."""
    kept = {name: getattr(old.filing, name) for name in ("id", "sha256", *old.edited)}
    return ReadFiling(
        replace(counted(reading, old.filing.name), **kept),
        reading.pages,
        tuple(replace(fact, filing=old.filing.id) for fact in reading.facts),
        tuple(replace(passage, filing=old.filing.id) for passage in reading.passages),
    )
