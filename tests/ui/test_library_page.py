"""The Library page: empty, loaded, running, failed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from core.protocols import Progress
from core.reports import FailedFile, Ingested, IngestReport
from tests.ui.conftest import Opened
from tests.ui.fake import FakeJob, FakeWorkbench
from tests.ui.values import FILINGS

Page = Callable[..., Opened]


def test_empty_library_says_what_to_do(bench: FakeWorkbench, page: Page) -> None:
    opened = page("library")
    assert "The library is empty" in opened.words and bench.expecting
    opened.test.button(key="load-samples").click().run()
    assert [job.names for job in bench.work] == [("sample.pdf",)]


def test_files_are_taken_in_together(bench: FakeWorkbench, page: Page) -> None:
    opened = page("library")
    opened.test.file_uploader(key="upload-0").upload("a.pdf", b"%PDF", "application/pdf").run()
    opened.test.button(key="add-files").click().run()
    assert [file.name for file in bench.received] == ["a.pdf"]
    assert [job.names for job in bench.work] == [("a.pdf",)]


def test_each_file_has_a_bar_with_its_step_and_pages(loaded: FakeWorkbench, page: Page) -> None:
    progress = {"a.pdf": Progress("reading", 12, 90)}
    loaded.work = [FakeJob(("a.pdf", "b.pdf"), progress)]
    opened = page("library")
    bars = [bar.proto.text for bar in opened.test.get("progress")]
    assert bars == ["a\\.pdf · reading, 12 of 90 pages", "b\\.pdf · waiting"]
    opened.test.button(key="stop-library-0").click().run()
    assert loaded.work[0].stopped


def test_a_failed_file_says_why_and_the_others_are_there(loaded: FakeWorkbench, page: Page) -> None:
    report = IngestReport((Ingested(FILINGS[0], 1.2),), (FailedFile("b.pdf", "b.pdf is truncated; save it again."),))
    loaded.work = [FakeJob(("kestrel-q1-2025.pdf", "b.pdf"), report=report, done=True)]
    words = page("library").words.replace("\\", "")
    assert "b.pdf is truncated; save it again." in words
    assert "Kestrel Mobility, Inc. · 10-Q · Q1 2025: 25 pages, 401 facts, 1,101 passages in 1.2 s" in words


def test_many_files_are_counted_and_those_being_read_named(loaded: FakeWorkbench, page: Page) -> None:
    names = tuple(f"{number}.pdf" for number in range(40))
    report = IngestReport(
        (Ingested(replace(FILINGS[0], name="0.pdf"), 1.2),), (FailedFile("1.pdf", "1.pdf is empty."),)
    )
    loaded.work = [FakeJob(names, {name: Progress("reading", 12, 90) for name in names[:4]}, report)]
    bars = [bar.proto.text.replace("\\", "") for bar in page("library").test.get("progress")]
    assert bars == ["2 of 40 files, 1 failed", "2.pdf · reading, 12 of 90 pages", "3.pdf · reading, 12 of 90 pages"]


def test_what_failed_stands_above_the_many_that_were_read(loaded: FakeWorkbench, page: Page) -> None:
    read = tuple(Ingested(replace(FILINGS[0], name=f"{number}.pdf"), 1.2) for number in range(40))
    report = IngestReport(read, (FailedFile("b.pdf", "b.pdf is truncated; save it again."),))
    loaded.work = [FakeJob(("b.pdf",), report=report, done=True)]
    opened = page("library")
    assert opened.words.index("truncated") < opened.words.index("0\\.pdf")
    assert [expander.label for expander in opened.test.expander] == ["40 files read"]


def test_a_duplicate_is_said_to_be_one(loaded: FakeWorkbench, page: Page) -> None:
    report = IngestReport((Ingested(FILINGS[0], 0.0, duplicate=True),))
    loaded.work = [FakeJob(("copy.pdf",), report=report, done=True)]
    assert "already in the library as kestrel-q1-2025.pdf" in page("library").words.replace("\\", "")


def test_a_duplicates_bar_is_full_while_others_are_read(loaded: FakeWorkbench, page: Page) -> None:
    report = IngestReport((Ingested(FILINGS[0], 0.0, True, "copy.pdf"),))
    loaded.work = [FakeJob(("copy.pdf", "b.pdf"), {"copy.pdf": Progress("passages", 0, 1)}, report)]
    bars = [bar.proto for bar in page("library").test.get("progress")]
    assert [bar.value for bar in bars] == [100, 0]
    assert "already in the library" in bars[0].text


def test_an_encrypted_file_asks_for_its_password_and_is_tried_again(bench: FakeWorkbench, page: Page) -> None:
    report = IngestReport(failed=(FailedFile("c.pdf", "c.pdf is encrypted; give its password.", needs_password=True),))
    bench.work = [FakeJob(("c.pdf",), report=report, done=True)]
    opened = page("library", offered={"c.pdf": b"%PDF"})
    opened.test.text_input(key="password-of-c.pdf").set_value("sesame")
    next(b for b in opened.test.button if b.label == "Try again").click().run()
    assert [(file.name, file.password) for file in bench.received] == [("c.pdf", "sesame")]


def test_the_table_lists_what_was_detected(loaded: FakeWorkbench, page: Page) -> None:
    (table,) = page("library").view("filings")
    row = table["rows"][1]
    assert (row["company"], row["form"], row["period"], row["end"]) == (
        "Kestrel Mobility, Inc.",
        "10-Q",
        "Q2 2025",
        "2025-06-30",
    )
    assert (row["pages"], row["facts"], row["passages"], row["quality"]) == (26, 402, 1102, "1 of 2 tie")


def test_details_can_be_corrected(loaded: FakeWorkbench, page: Page) -> None:
    chosen = FILINGS[1].id
    opened = page("library", filing=chosen)
    assert "costs sum to total costs (page 5): 7,000 against 7,010, 10 apart" in opened.words.replace("\\", "")
    opened.test.text_input(key=f"company-{chosen}").set_value("Kestrel Mobility plc")
    opened.test.selectbox(key=f"quarter-{chosen}").set_value(0)
    opened.test.date_input(key=f"end-{chosen}").set_value(date(2025, 12, 31))
    next(b for b in opened.test.button if b.label == "Save changes").click().run()
    edited = loaded.filing(chosen)
    assert (edited.company, edited.fiscal_quarter, edited.period_end) == (
        "Kestrel Mobility plc",
        None,
        date(2025, 12, 31),
    )


def test_a_filing_is_read_again(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("library", filing=FILINGS[0].id)
    opened.test.button(key=f"reindex-{FILINGS[0].id}").click().run()
    assert loaded.work[-1].names == (FILINGS[0].name,)


def test_a_filing_is_deleted_only_once_that_is_confirmed(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("library", filing=FILINGS[0].id)
    opened.test.button(key=f"delete-{FILINGS[0].id}").click().run()
    assert len(loaded.shelf) == 3
    opened.test.button(key="confirm-delete").click().run()
    assert FILINGS[0] not in loaded.shelf
