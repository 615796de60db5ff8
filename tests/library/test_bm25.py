from pathlib import Path

import pytest

from core.errors import NotThere
from library.bm25 import WordIndexes, tokens

TEXTS = ["Net sales of drills rose 12% to $8,343 million.", "Freight costs fell.", ""]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sales", "sale"),
        ("Liabilities", "liability"),
        ("businesses", "business"),
        ("purchases", "purchase"),
        ("taxes", "tax"),
        ("expenses", "expense"),
        ("operating", "operated"),
        ("planning", "planned"),
        ("company's", "company"),
        ("8,343", "8343"),
        ("PP&E", "PP and E"),
        ("U.S.", "US"),
    ],
)
def test_forms_of_a_word_are_one_token(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("one", "other"), [("2022", "2023"), ("sale", "salary"), ("8,343", "8.343"), ("basis", "base")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


def test_stop_words_are_left_out() -> None:
    assert tokens("What is the revenue of this?") == tokens("revenue")


def test_an_index_saved_is_read_again(tmp_path: Path) -> None:
    WordIndexes(tmp_path).write("i1", TEXTS)
    scores = WordIndexes(tmp_path).scores("i1", tokens("drill sale of 8343"))
    assert scores.argmax() == 0
    assert list(scores[1:]) == [0, 0]


def test_words_that_nobody_wrote_score_nothing(tmp_path: Path) -> None:
    indexes = WordIndexes(tmp_path)
    indexes.write("i1", TEXTS)
    assert list(indexes.scores("i1", ["zebra"])) == [0, 0, 0]
    assert list(indexes.scores("i1", [])) == [0, 0, 0]


def test_a_dropped_index_is_gone(tmp_path: Path) -> None:
    indexes = WordIndexes(tmp_path)
    indexes.write("i1", TEXTS)
    indexes.scores("i1", ["freight"])
    indexes.drop("i1")
    indexes.drop("i1")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotThere, match="re-index"):
        indexes.scores("i1", ["freight"])
