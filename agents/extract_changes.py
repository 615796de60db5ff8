"""What is new and what is gone on a matter between an earlier and a later filing, as quotes."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from agents.extract import Quote, candidates_in, quoted
from agents.extract_asked import Asked
from agents.sameness import SentenceIndex
from agents.sentences import sentences_in
from core.filings import Hit, Passage


class Changes(NamedTuple):
    """What a later filing says that an earlier one did not, and what it says no longer, each by worth."""

    new: tuple[Quote, ...]
    gone: tuple[Quote, ...]


def changed_between(question: str, earlier: Sequence[Passage], later: Sequence[Passage], n: int) -> Changes:
    """The sentences on a matter that are new in the later of two filings, and those that are gone.

    Args:
        question: what is asked about them ("How have the risk factors changed?").
        earlier: the passages of the matter's section in the earlier filing, in order.
        later: likewise of the later filing.
        n: at most so many of each.

    Returns:
        Whole sentences that the other filing does not say, numbers and dates aside.
    """
    return Changes(_unsaid(question, later, earlier, n), _unsaid(question, earlier, later, n))


def _unsaid(question: str, passages: Sequence[Passage], others: Sequence[Passage], n: int) -> tuple[Quote, ...]:
    """The best sentences of the passages that the others do not say."""
    said = SentenceIndex(_said_in(others))
    fresh = {one.text for passage in passages for one in sentences_in(passage.text) if not said.holds(one.text)}
    hits = [Hit(passage, 1.0) for passage in passages]
    asked = Asked(question, hits)
    found = [one for hit in hits for one in candidates_in(hit, asked, fresh)]
    worth = {one.sentence.text: asked.worth(one, Counter()) for one in found}
    kept: dict[str, Quote] = {}
    for one in sorted(found, key=lambda one: -worth[one.sentence.text]):
        kept.setdefault(one.sentence.text, quoted(one, worth[one.sentence.text]))
    return tuple(kept.values())[:n]


def _said_in(passages: Sequence[Passage]) -> list[str]:
    """All sentences of passages in order, those that run over a page included, and their parts."""
    joined = "\n".join(passage.text for passage in passages)
    apart = [sentence.text for passage in passages for sentence in sentences_in(passage.text) if not sentence.whole]
    return [*(sentence.text for sentence in sentences_in(joined)), *apart]
