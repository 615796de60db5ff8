import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.errors import FilingNotFound, ProviderError
from core.filings import Form, ReadFiling
from core.protocols import Progress
from library.embedders import StaticEmbedder
from library.library import Library

MakeReading = Callable[..., tuple[ReadFiling, Path]]


class OtherEmbedder(StaticEmbedder):
    name = "other"


class FailingEmbedder(StaticEmbedder):
    def embed(self, texts):
        raise ProviderError("The endpoint is down; try again.")


def collections(library: Library) -> list[str]:
    return [found.name for found in library._indexes._vectors.client().list_collections()]


def files_in(home: Path) -> set[str]:
    parts = ("originals", "bm25", "journal")
    return {f"{part}/{path.name}" for part in parts for path in (home / part).iterdir()}


def test_what_was_added_is_there_after_reopening_exactly_as_it_was(
    library: Library, home: Path, make_reading: MakeReading
) -> None:
    reading, path = make_reading()
    filing = library.add(reading, path)
    again = Library(home, StaticEmbedder())
    assert again.filings() == [filing]
    assert filing == replace(reading.filing, fact_count=2, passage_count=3)
    assert again.facts(filing.id) == reading.facts
    assert str(again.facts(filing.id)[0].value) == "8343000000.10"
    assert again.passages(filing.id) == reading.passages
    assert again.page_text(filing.id, 2) == reading.pages[1].text
    assert again.page_text(filing.id, 9) == ""
    assert again.original(filing.id).read_bytes() == path.read_bytes()


def test_progress_counts_passages_of_the_index(library: Library, make_reading: MakeReading) -> None:
    seen: list[Progress] = []
    library.add(*make_reading(), on_progress=seen.append)
    assert seen[0] == Progress("index", 0, 3)
    assert seen[-1] == Progress("index", 3, 3)


def test_the_same_content_is_kept_once(library: Library, make_reading: MakeReading) -> None:
    reading, path = make_reading()
    first = library.add(reading, path)
    second = library.add(replace(reading, filing=replace(reading.filing, name="copy.txt")), path)
    assert second == first
    assert library.filings() == [first]
    assert library.by_content(reading.filing.sha256) == first
    assert library.by_content("0" * 64) is None
    assert len(collections(library)) == 1


def test_a_different_file_under_a_taken_name_gets_a_number(library: Library, make_reading: MakeReading) -> None:
    library.add(*make_reading("report.txt"))
    second = library.add(*make_reading("Report.txt", ["Another text."]))
    third = library.add(*make_reading("report.txt", ["A third text."]))
    assert (second.name, third.name) == ("Report (2).txt", "report (3).txt")


@pytest.mark.parametrize("name", ["../../outside.txt", "..\\..\\outside.txt", "/etc/outside.txt"])
def test_a_name_with_folders_in_it_stays_in_the_workspace(
    name: str, library: Library, home: Path, make_reading: MakeReading
) -> None:
    filing = library.add(*make_reading(name))
    assert filing.name == "outside.txt"
    assert library.original(filing.id).parent == home / "originals"
    assert not list(home.parent.rglob("outside*"))


def test_a_filing_is_found_by_name_ending_capitals_and_id(library: Library, make_reading: MakeReading) -> None:
    filing = library.add(*make_reading("2023 Q3 NWT.txt"))
    for name in ("2023 Q3 NWT.txt", "2023 q3 nwt", "2023 Q3 NWT", filing.id):
        assert library.find(name) == filing


def test_a_filing_that_is_not_there_is_answered_with_close_names(library: Library, make_reading: MakeReading) -> None:
    with pytest.raises(FilingNotFound, match="the library is empty"):
        library.find("northwind")
    library.add(*make_reading("northwind-q3.txt"))
    with pytest.raises(FilingNotFound, match=r"'northwind-q2'.* did you mean northwind-q3\.txt\?"):
        library.find("northwind-q2")
    for ask in (library.facts, library.passages, library.original, library.delete):
        with pytest.raises(FilingNotFound):
            ask("0123456789abcdef")


def test_filings_come_by_company_and_period(library: Library, make_reading: MakeReading) -> None:
    for number, (company, end) in enumerate((("zeta", 2021), ("Alpha", 2023), ("Alpha", 2022))):
        reading, path = make_reading(f"{number}.txt", [f"Text {number}"], company)
        filing = replace(reading.filing, period_end=date(end, 12, 31))
        library.add(replace(reading, filing=filing), path)
    assert [filing.name for filing in library.filings()] == ["2.txt", "1.txt", "0.txt"]


def test_an_edit_of_identity_is_kept_and_outlives_a_new_reading(library: Library, make_reading: MakeReading) -> None:
    reading, path = make_reading()
    filing = library.add(reading, path)
    library.update(replace(filing, company="Northwind", fiscal_quarter=2, form=Form.TEN_K))
    library.replace(replace(reading, facts=reading.facts[:1]))
    kept = library.find(filing.id)
    assert (kept.company, kept.fiscal_quarter, kept.form) == ("Northwind", 2, Form.TEN_K)
    assert kept.fact_count == 1


def test_a_new_reading_takes_the_place_of_the_old_one(library: Library, home: Path, make_reading: MakeReading) -> None:
    reading, path = make_reading()
    filing = library.add(reading, path)
    assert len(library.facts(filing.id)) == 2
    passage = replace(reading.passages[0], text="Turbines from Ghent.")
    library.replace(replace(reading, facts=reading.facts[:1], passages=(passage,)))
    assert library.facts(filing.id) == reading.facts[:1]
    assert library.passages(filing.id) == (passage,)
    assert [hit.passage for hit in library.search("turbines", [filing.id])] == [passage]
    assert len(collections(library)) == 1
    assert len(files_in(home)) == 2


def test_a_reading_of_the_kept_copy_is_put_under_the_filing_it_is_for(
    library: Library, make_reading: MakeReading
) -> None:
    filing = library.add(*make_reading())
    other, _ = make_reading("other.txt", ["The same, without its password."])
    kept = library.replace(other, filing_id=filing.id)
    assert (kept.id, kept.name, kept.sha256) == (filing.id, filing.name, filing.sha256)
    assert {fact.filing for fact in library.facts(filing.id)} == {filing.id}


def test_deleting_takes_everything_away(library: Library, home: Path, make_reading: MakeReading) -> None:
    filing = library.add(*make_reading())
    other = library.add(*make_reading("other.txt", ["Another text."]))
    library.delete(filing.id)
    assert library.filings() == [other]
    assert len(collections(library)) == 1
    assert all(filing.id not in name for name in files_in(home))
    with library.database.engine.connect() as connection:
        for table in ("fact", "passage", "page"):
            count = connection.exec_driver_sql(f"SELECT count(DISTINCT filing_key) FROM {table}").scalar()
            assert count == 1


def test_an_embedder_that_fails_leaves_nothing_behind(home: Path, make_reading: MakeReading) -> None:
    library = Library(home, FailingEmbedder())
    with pytest.raises(ProviderError):
        library.add(*make_reading())
    assert library.filings() == []
    assert files_in(home) == set()


def test_an_error_in_the_middle_of_writing_leaves_nothing_behind(
    library: Library, home: Path, make_reading: MakeReading
) -> None:
    reading, path = make_reading()
    with pytest.raises(FileNotFoundError):
        library.add(reading, path.with_name("gone.txt"))
    twice = replace(reading, pages=reading.pages[:1] * 2)  # breaks the rows' key, after files and index are written
    with pytest.raises(Exception, match="UNIQUE"):
        library.add(twice, path)
    assert library.filings() == []
    assert collections(library) == []
    assert files_in(home) == set()


CHILD = """
import pickle, sys
from pathlib import Path
from library.embedders import StaticEmbedder
from library.library import Library
from library.catalog import Catalog

library = Library(Path(sys.argv[1]), StaticEmbedder())
one, two = pickle.loads(Path(sys.argv[2]).read_bytes())
library.add(*one)

def hang(self, *arguments):
    print("all but the row is written", flush=True)
    sys.stdin.read()

Catalog.insert = hang
library.add(*two)
"""


@pytest.fixture
def killed(home: Path, tmp_path: Path, make_reading: MakeReading, root: Path):
    """A process in the middle of its second `add`; it is killed when the test has done with it."""
    import pickle

    readings = make_reading(), make_reading("unfinished.txt", ["Never finished."])
    (tmp_path / "readings").write_bytes(pickle.dumps(readings))
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), str(tmp_path / "readings")],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stdout.readline()
    yield child
    child.kill()
    child.communicate()


def test_a_killed_add_leaves_the_finished_filings_whole_and_no_trace_of_the_other(
    killed, home: Path, make_reading: MakeReading
) -> None:
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert len(files_in(home)) == 5
    library = Library(home, StaticEmbedder())
    reading, _ = make_reading()
    assert [filing.name for filing in library.filings()] == ["northwind.txt"]
    assert library.facts(reading.filing.id) == reading.facts
    assert library.search("drill bits", [])[0].passage == reading.passages[1]
    assert len(files_in(home)) == 2
    assert len(collections(library)) == 1
    library.add(*make_reading("unfinished.txt", ["Never finished."]))
    assert len(library.filings()) == 2


def test_opening_a_workspace_while_another_process_adds_does_not_disturb_it(killed, home: Path) -> None:
    library = Library(home, StaticEmbedder())
    assert len(files_in(home)) == 5
    assert [filing.name for filing in library.filings()] == ["northwind.txt"]


def test_another_embedder_searches_by_words_until_all_is_embedded_again(
    library: Library, home: Path, make_reading: MakeReading
) -> None:
    filing = library.add(*make_reading())
    other = Library(home, OtherEmbedder())
    assert other.stale() == [filing]
    assert other.search("strike at Bergen", [filing.id])[0].passage.page == 3
    told: list[tuple[str, Progress]] = []
    other.reembed(filing.id, lambda progress: told.append((filing.id, progress)))
    assert told[-1] == (filing.id, Progress("index", 3, 3))
    assert other.stale() == []
    assert other.facts(filing.id) == library.facts(filing.id)
    [collection] = other._indexes._vectors.client().list_collections()
    assert collection.metadata["embedder"] == "other"


def test_two_workspaces_over_one_database_do_not_see_each_other(tmp_path: Path, make_reading: MakeReading) -> None:
    url = f"sqlite:///{tmp_path}/shared.db"
    one, two = (Library(tmp_path / name, StaticEmbedder(), url) for name in ("one", "two"))
    filing = one.add(*make_reading())
    assert two.filings() == []
    assert two.add(*make_reading()) == filing
    two.delete(filing.id)
    assert one.facts(filing.id)


def test_readers_work_while_filings_are_added_and_deleted(library: Library, make_reading: MakeReading) -> None:
    steady = library.add(*make_reading())
    done = threading.Event()

    def read() -> int:
        rounds = 0
        while not done.is_set() or rounds == 0:
            assert len(library.facts(steady.id)) == 2
            assert library.search("drill bits Norway", [steady.id])[0].passage.page == 2
            assert steady in library.filings()
            rounds += 1
            time.sleep(0.001)
        return rounds

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for number in range(5):
            other = library.add(*make_reading(f"{number}.txt", [f"Text of filing {number}"]))
            library.delete(other.id)
        done.set()
        assert all(reader.result() > 0 for reader in readers)
    assert library.filings() == [steady]


def test_the_facts_view_answers_sql(library: Library, make_reading: MakeReading) -> None:
    filing = library.add(*make_reading())
    query = "SELECT filing, company, label, amount, months, period_start FROM facts WHERE concept = 'Revenues'"
    with library.database.engine.connect() as connection:
        [row] = connection.exec_driver_sql(query).all()
    assert tuple(row) == (filing.id, "Northwind Tooling", "Net sales", 8343000000.1, 3, "2023-07-01")


def test_a_page_of_a_text_is_its_text(library: Library, make_reading: MakeReading) -> None:
    reading, path = make_reading()
    filing = library.add(reading, path)
    picture = library.page(filing.id, 2)
    assert (picture.png, picture.text) == (b"", reading.pages[1].text)
