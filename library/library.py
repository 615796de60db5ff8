"""The library: the filings of a workspace, with all that was read of them, and the search over them."""

from collections.abc import Sequence
from pathlib import Path

from core.answers import Citation
from core.errors import NotThere
from core.filings import Cell, Fact, Filing, Fragment, Hit, Kind, PagePicture, Passage, ReadFiling
from core.protocols import Embedder, OnProgress, Progress
from library import names, pictures
from library.bm25 import WordIndexes
from library.catalog import Catalog, Entry
from library.changes import Changes, readdressed
from library.database import open_database
from library.fragments import fragment
from library.indexes import Indexes
from library.narrowing import narrowed
from library.retrieval import Indexed, Retriever
from library.vectors import VectorStore
from library.workspace import Workspace

MOST_OPENED = 8


def _ignore(progress: Progress) -> None:
    """Takes progress that nobody watches."""


class Library:
    """The filings of one workspace (a `Shelf`, and what changes it). Its methods may be called from any thread.

    A filing is there when its row is, and the row is written last: what a crash leaves without one is cleared away
    when the workspace is next opened.
    """

    def __init__(
        self, home: Path, embedder: Embedder, database_url: str | None = None, chroma_url: str | None = None
    ) -> None:
        """Open a workspace, making it where it is missing.

        Args:
            home: the workspace's folder.
            embedder: makes the vectors; filings whose vectors another one made are searched by words alone until
                `reembed` has run.
            database_url: of another database than the workspace's own SQLite file.
            chroma_url: of a Chroma server.
        """
        self._space = Workspace(home)
        self.database = open_database(home, self._space.id, database_url)
        self._catalog = Catalog(self.database)
        self._embedder = embedder
        vectors = VectorStore(self._space.vectors, self._space.id, chroma_url)
        words = WordIndexes(self._space.bm25)
        self._indexes = Indexes(words, vectors, embedder)
        self._changes = Changes(self._space, self._catalog, self._indexes)
        self._retriever = Retriever(words, vectors, embedder)
        self._changes.sweep()

    def prepare(self) -> None:
        """Load what `add` needs, which takes some seconds: to be called while files are still being read."""
        self._indexes.prepare()

    def filings(self) -> Sequence[Filing]:
        """All filings, by company and period end."""
        return self._catalog.filings()

    def find(self, name: str) -> Filing:
        """A filing by its name, with or without the ending and whatever its capitals, or by its id.

        Raises:
            FilingNotFound: where none bears the name; the message names those that come close.
        """
        return names.named(name, self.filings())

    def by_content(self, sha256: str) -> Filing | None:
        """The filing of exactly this content, if it is there."""
        return self._catalog.by_content(sha256)

    def facts(self, filing: str) -> Sequence[Fact]:
        """The facts of the filing with this id, in page order. Raises FilingNotFound."""
        return self._catalog.facts(filing)

    def passages(self, filing: str) -> Sequence[Passage]:
        """The passages of the filing with this id, in order. Raises FilingNotFound."""
        return self._catalog.pages(self._catalog.entry(filing)).passages

    def page_text(self, filing: str, page: int) -> str:
        """A page's own text; empty where there is no such page. Raises FilingNotFound."""
        return self._catalog.page_text(filing, page)

    def search(self, query: str, filings: Sequence[str] = (), k: int = 10) -> Sequence[Hit]:
        """The k best passages over the filings with these ids (none means all), best first, no two with the same text.

        Raises:
            FilingNotFound: where an id is not there.
            ProviderError: where the embedder fails.
        """
        while True:
            entries = [self._catalog.entry(filing) for filing in dict.fromkeys(filings)] or self._catalog.entries()
            try:
                opened = [self._indexed(entry) for entry in self._worth_opening(query, entries)]
                return self._retriever.search(query, opened, k)
            except NotThere:  # an index may have been replaced since the entries were read
                if not self._outdated(entries):
                    raise

    def _checked(self, filing: Filing) -> Filing:
        self._changes.check(filing)
        return self._catalog.entry(filing.id).filing

    def _outdated(self, entries: Sequence[Entry]) -> bool:
        now = {entry.index_name for entry in self._catalog.entries()}
        return not now.issuperset(entry.index_name for entry in entries)

    def original(self, filing_id: str) -> Path:
        """The file as it was added (an encrypted PDF without its password). Raises FilingNotFound."""
        return self._space.originals / self._catalog.entry(filing_id).original

    def page(self, filing_id: str, page: int) -> PagePicture:
        """A page to look at: a picture for a PDF, the page's text for HTML and text.

        Raises:
            FilingNotFound: where the filing is not there.
            DamagedFile: where the page is not.
        """
        original = self.original(filing_id)
        if original.suffix == ".pdf":
            return pictures.render(original, filing_id, page)
        return PagePicture(filing_id, page, text=self.page_text(filing_id, page))

    def fragment(self, citation: Citation, cells: Sequence[Cell] = ()) -> Fragment | None:
        """What stands around a citation of an HTML filing, laid out as there; None for other kinds of files.

        Raises:
            FilingNotFound: where the filing is not there.
        """
        filing = self._catalog.entry(citation.filing).filing
        if filing.kind is not Kind.HTML:
            return None
        return fragment(self.original(filing.id), citation, cells, filing.pages)

    def add(
        self, reading: ReadFiling, original: Path, on_progress: OnProgress = _ignore, password: str | None = None
    ) -> Filing:
        """Keep a filing: all of it or, after an error or a crash, nothing.

        Args:
            reading: what was read of it.
            original: the file, which is copied.
            on_progress: told of the step "index", in passages.
            password: of an encrypted PDF, which is kept without it.

        Returns:
            The filing as it is kept: under a free name, or the one that was there already if its content is the same.

        Raises:
            ProviderError: where the embedder fails.
        """
        vectors = self._indexes.embed(reading.passages, on_progress)
        return self._checked(self._changes.add(reading, original, vectors, password))

    def update(self, filing: Filing) -> None:
        """Keep the user's edits of a filing's identity. Raises FilingNotFound."""
        before = self._catalog.entry(filing.id).filing
        self._changes.update(filing)
        self._changes.check(before, filing)

    def replace(self, reading: ReadFiling, on_progress: OnProgress = _ignore, filing_id: str | None = None) -> Filing:
        """Put a new reading in the place of a filing's old one, which stands until the new one is whole.

        Args:
            reading: of the kept file.
            on_progress: told of the step "index", in passages.
            filing_id: the filing meant, where it is not the reading's own (a PDF kept without its password).

        Raises:
            FilingNotFound: where the filing is not there.
            ProviderError: where the embedder fails.
        """
        reading = readdressed(reading, self._catalog.entry(filing_id or reading.filing.id))
        vectors = self._indexes.embed(reading.passages, on_progress)
        self._changes.reindex(reading.filing.id, reading.passages, vectors, reading)
        return self._checked(reading.filing)

    def delete(self, filing_id: str) -> None:
        """Delete a filing with its facts, passages, indexes and kept file. Raises FilingNotFound."""
        filing = self._catalog.entry(filing_id).filing
        self._changes.delete(filing_id)
        self._changes.check(filing)

    def stale(self) -> Sequence[Filing]:
        """The filings whose vectors another embedder made."""
        return self._catalog.not_by(self._embedder.name)

    def reembed(self, filing_id: str, on_progress: OnProgress = _ignore) -> None:
        """Make anew the vectors that another embedder made; the old ones stand until the new ones are whole.

        What `on_progress` (told of the step "index", in passages) raises ends the work, and nothing is changed.

        Raises:
            FilingNotFound: where the filing is not there.
            ProviderError: where the embedder fails.
        """
        while (entry := self._catalog.entry(filing_id)).embedder != self._embedder.name:
            passages = self._catalog.pages(entry).passages
            vectors = self._indexes.embed(passages, on_progress)
            self._changes.reembed(entry, passages, vectors)

    def _worth_opening(self, query: str, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Those filings that the question can mean, at most MOST_OPENED: each costs the opening of its vectors."""
        if len(entries) <= MOST_OPENED:
            return entries
        meant = {filing.id for filing in narrowed(query, [entry.filing for entry in entries], MOST_OPENED)}
        entries = [entry for entry in entries if entry.filing.id in meant]
        if len(entries) <= MOST_OPENED:
            return entries
        best = {e.key: self._retriever.best_by_words(query, e.filing, e.index_name) for e in entries}
        return sorted(entries, key=lambda entry: -best[entry.key])[:MOST_OPENED]

    def _indexed(self, entry: Entry) -> Indexed:
        dense = entry.embedder == self._embedder.name
        return Indexed(entry.filing, entry.index_name, dense, *self._catalog.pages(entry))
