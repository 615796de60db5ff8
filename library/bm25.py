"""BM25 over a filing's passages: an index folder each, made by bm25s and read when it is first asked."""

import importlib
import re
import shutil
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import NotThere

if TYPE_CHECKING:
    import bm25s
    import numpy as np

OPEN_INDEXES = 128
NOTHING = "_"  # stands for a text without words: bm25s takes no empty one
STOP_WORDS = frozenset(
    "a about an and any are as at be been but by can could did do does for from had has have how i if in "
    "into is it its may me more most no not of on or our should so than that the their them then there "
    "these they this those to us was we were what when where which who why will with would you your ".split()
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*")
_SPELLED = {"&": " and ", "’": "'", "u.s.": "us", "u.k.": "uk"}


def tokens(text: str) -> list[str]:
    """Words in small letters, lightly stemmed, stop words left out; numbers kept, without their thousands commas."""
    small = text.lower()
    for printed, plain in _SPELLED.items():
        small = small.replace(printed, plain)
    return [stem(word) for word in _WORD.findall(small) if word not in STOP_WORDS]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without plural, possessive, "-ing" and "-ed", so that "sales" finds "sale"; a number without commas."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.partition("'")[0]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undoubled(word[: -len(ending)])
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _undoubled(word: str) -> str:
    if word[-1] == word[-2] and word[-1] not in "lsz":
        return word[:-1]
    return word[:-1] if word.endswith("e") else word


class WordIndexes:
    """The BM25 folders of a workspace; the ones asked last are kept open."""

    def __init__(self, folder: Path) -> None:
        """Take note of the folder."""
        self._folder = folder
        self._lock = threading.Lock()
        self._open: OrderedDict[str, bm25s.BM25] = OrderedDict()

    def prepare(self) -> None:
        """Import what `write` needs."""
        importlib.import_module("bm25s")

    def write(self, index: str, texts: Sequence[str]) -> None:
        """Index the texts, which are known by their place, and save."""
        import bm25s

        model = bm25s.BM25()
        words = [tokens(text) or [NOTHING] for text in texts]
        model.index(words or [[NOTHING]], show_progress=False)
        model.save(self._folder / index, show_progress=False)

    def scores(self, index: str, words: Sequence[str]) -> "np.ndarray[Any, Any]":
        """The BM25 score of each text for these tokens, in the texts' order."""
        import numpy as np

        model = self._get(index)
        known = [word for word in words if word in model.vocab_dict]
        if not known:
            return np.zeros(int(model.scores["num_docs"]), dtype=np.float32)
        found: np.ndarray[Any, Any] = model.get_scores(known)
        return found

    def drop(self, index: str) -> None:
        """Delete an index; nothing happens where there is none."""
        with self._lock:
            self._open.pop(index, None)
        shutil.rmtree(self._folder / index, ignore_errors=True)

    def _get(self, index: str) -> "bm25s.BM25":
        import bm25s

        with self._lock:
            model = self._open.get(index)
            if model is None:
                try:
                    model = bm25s.BM25.load(self._folder / index, show_progress=False)
                except FileNotFoundError as error:
                    raise NotThere(
                        f"The word index {index} is gone from the workspace; re-index the filing."
                    ) from error
                self._open[index] = model
            self._open.move_to_end(index)
            while len(self._open) > OPEN_INDEXES:
                self._open.popitem(last=False)
            return model
