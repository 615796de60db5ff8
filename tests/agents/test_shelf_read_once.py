"""What a question read of a filing once, it reads no second time."""

import pytest

from agents.shelf_read_once import ReadOnce
from core.errors import FilingNotFound


class Counting:
    """A shelf that counts how often it is asked."""

    def __init__(self, shelf):
        self.shelf, self.asked = shelf, []

    def __getattr__(self, name):
        def ask(*arguments):
            self.asked.append((name, *map(str, arguments)))
            return getattr(self.shelf, name)(*arguments)

        return ask


def test_each_filing_is_read_once_and_comes_back_the_same(shelf):
    behind = Counting(shelf)
    once = ReadOnce(behind)
    for _ in range(3):
        assert list(once.filings()) == list(shelf.filings())
        assert once.facts("ferry-q1") == shelf.facts("ferry-q1")
        assert once.passages("ferry-q1") == shelf.passages("ferry-q1")
        assert once.search("storms", ["ferry-q1"], 3) == shelf.search("storms", ["ferry-q1"], 3)
        assert once.page_text("ferry-q1", 4) == shelf.page_text("ferry-q1", 4)
    assert len(behind.asked) == len(set(behind.asked)) == 5


def test_other_filings_and_other_words_are_other_reads(shelf):
    once = ReadOnce(Counting(shelf))
    assert once.facts("ferry-q1") != once.facts("ferry-q2")
    assert len(once.search("storms", ["ferry-q1"], 1)) <= len(once.search("storms", ["ferry-q1"], 5))


def test_a_filing_that_is_not_there_is_still_an_error(shelf):
    once = ReadOnce(shelf)
    for _ in range(2):
        with pytest.raises((FilingNotFound, KeyError)):
            once.facts("nowhere")
