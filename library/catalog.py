"""The rows of a workspace's filings: what the database says is there, and nothing else is."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.sql import Select

from core.filings import Fact, Filing, Passage, ReadFiling
from library import rows
from library.database import Database
from library.models import FILING, PAGE
from library.names import free_name, not_found, safe_name
from library.profiles import PageProfile
from library.recent import Recent

FACTS_KEPT = 128  # filings; with their passages some 300 MB for a hundred reports
PASSAGES_KEPT = 128
CORRECTED = ("company", "form", "fiscal_year", "fiscal_quarter", "period_end", "currency", "ticker")


class Entry(NamedTuple):
    """A filing, its key in the database, and where the rest of it stands."""

    filing: Filing
    key: int
    index_name: str
    original: str
    embedder: str
    edited: tuple[str, ...]


class Pages(NamedTuple):
    """A filing's passages, and the profiles of its pages, both in order."""

    passages: tuple[Passage, ...]
    profiles: tuple[PageProfile, ...]


class Catalog:
    """The filings of one workspace in its database; what is read often is remembered until it changes."""

    def __init__(self, database: Database) -> None:
        """Take the workspace's database."""
        self._engine, self._workspace = database
        # By the name of the index, which is new with every reading: no other process can make these stale.
        self._facts: Recent[tuple[Fact, ...]] = Recent(FACTS_KEPT)
        self._pages: Recent[Pages] = Recent(PASSAGES_KEPT)

    def filings(self) -> Sequence[Filing]:
        """All filings, by company and period end."""
        return [entry.filing for entry in self.entries()]

    def entry(self, filing_id: str) -> Entry:
        """A filing by its id. Raises FilingNotFound."""
        with self._engine.connect() as connection:
            return self._entry(connection, filing_id)

    def entries(self) -> Sequence[Entry]:
        """All filings, by company and period end."""
        with self._engine.connect() as connection:
            return self._entries(connection, self._mine())

    def by_content(self, sha256: str) -> Filing | None:
        """The filing of exactly this content."""
        with self._engine.connect() as connection:
            row = connection.execute(self._mine().where(FILING.c.sha256 == sha256)).mappings().first()
        return rows.filing_of(row) if row else None

    def not_by(self, embedder: str) -> Sequence[Filing]:
        """The filings whose vectors another embedder made."""
        with self._engine.connect() as connection:
            found = connection.execute(self._mine().where(FILING.c.embedder != embedder)).mappings()
            return [rows.filing_of(row) for row in found]

    def facts(self, filing_id: str) -> tuple[Fact, ...]:
        """A filing's facts, in order. Raises FilingNotFound."""
        with self._engine.connect() as connection:
            entry = self._entry(connection, filing_id)
            return self._facts.get(entry.index_name, lambda: rows.read_facts(connection, entry.key, filing_id))

    def pages(self, entry: Entry) -> Pages:
        """A filing's passages and the profiles of its pages."""
        with self._engine.connect() as connection:
            return self._pages.get(
                entry.index_name,
                lambda: Pages(
                    rows.read_passages(connection, entry.key, entry.filing.id),
                    rows.read_profiles(connection, entry.key),
                ),
            )

    def page_text(self, filing_id: str, page: int) -> str:
        """A page's own text; empty where there is no such page. Raises FilingNotFound."""
        with self._engine.connect() as connection:
            key = self._entry(connection, filing_id).key
            query = select(PAGE.c.text).where(PAGE.c.filing_key == key, PAGE.c.number == page)
            return connection.execute(query).scalar() or ""

    def free_name(self, name: str, filing_id: str) -> str:
        """The name, made safe, with a number where another filing has it already."""
        query = select(FILING.c.name).where(FILING.c.workspace == self._workspace, FILING.c.id != filing_id)
        with self._engine.connect() as connection:
            return free_name(safe_name(name), connection.execute(query).scalars().all())

    def insert(self, reading: ReadFiling, index_name: str, original: str, embedder: str) -> None:
        """Put in a filing with all that was read of it, in one transaction."""
        values = rows.filing_row(reading.filing) | {"workspace": self._workspace, "original": original, "edited": "[]"}
        with self._engine.begin() as connection:
            row = FILING.insert().values(**values, index_name=index_name, embedder=embedder)
            inserted = connection.execute(row).inserted_primary_key
            assert inserted is not None
            rows.insert_content(connection, inserted[0], reading)

    def update(self, filing: Filing) -> None:
        """Put the user's fields over those that are there, and remember which. Raises FilingNotFound."""
        with self._engine.begin() as connection:
            entry = self._entry(connection, filing.id)
            changed = {name for name in CORRECTED if getattr(filing, name) != getattr(entry.filing, name)}
            values = rows.filing_row(filing) | {"edited": json.dumps(sorted(changed | set(entry.edited)))}
            connection.execute(FILING.update().where(FILING.c.key == entry.key).values(**values))

    def keep_quality(self, filing: Filing) -> None:
        """Keep a filing's quality, and nothing else of it."""
        with self._engine.begin() as connection:
            place = (FILING.c.workspace == self._workspace, FILING.c.id == filing.id)
            quality = rows.filing_row(filing)["quality"]
            connection.execute(FILING.update().where(*place).values(quality=quality))

    def reindexed(self, entry: Entry, index_name: str, embedder: str, reading: ReadFiling | None = None) -> None:
        """Point a filing to a new index, and put a new reading in the place of the old, in one transaction."""
        values: dict[str, Any] = {"index_name": index_name, "embedder": embedder}
        with self._engine.begin() as connection:
            if reading:
                values |= rows.filing_row(reading.filing)
                rows.delete_content(connection, entry.key)
                rows.insert_content(connection, entry.key, reading)
            connection.execute(FILING.update().where(FILING.c.key == entry.key).values(**values))
        self._forget(entry.index_name)

    def remove(self, entry: Entry) -> None:
        """Take out a filing with all that was read of it."""
        with self._engine.begin() as connection:
            connection.execute(FILING.delete().where(FILING.c.key == entry.key))
        self._forget(entry.index_name)

    def uses(self, index_name: str, original: str) -> tuple[bool, bool]:
        """Whether a filing has this index, and whether one has this original."""
        with self._engine.connect() as connection:
            index = connection.execute(self._mine().where(FILING.c.index_name == index_name)).first()
            kept = connection.execute(self._mine().where(FILING.c.original == original)).first()
        return index is not None, kept is not None

    def _mine(self) -> Select[tuple[Any, ...]]:
        return select(FILING).where(FILING.c.workspace == self._workspace)

    def _entries(self, connection: Connection, query: Select[tuple[Any, ...]]) -> list[Entry]:
        found = [_entry(row) for row in connection.execute(query).mappings()]
        return sorted(found, key=lambda entry: _order(entry.filing))

    def _entry(self, connection: Connection, filing_id: str) -> Entry:
        found = self._entries(connection, self._mine().where(FILING.c.id == filing_id))
        if not found:
            raise not_found(filing_id, [entry.filing for entry in self._entries(connection, self._mine())])
        return found[0]

    def _forget(self, index_name: str) -> None:
        self._facts.forget(index_name)
        self._pages.forget(index_name)


def _entry(row: RowMapping) -> Entry:
    edited = tuple(json.loads(row["edited"]))
    return Entry(rows.filing_of(row), row["key"], row["index_name"], row["original"], row["embedder"], edited)


def _order(filing: Filing) -> tuple[str, str, str]:
    return filing.company.casefold(), str(filing.period_end or ""), filing.name.casefold()
