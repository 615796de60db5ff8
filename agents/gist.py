"""The gist of a section without a model: its sentences whose words it repeats most, each saying something new.

After SumBasic (Nenkova and Vanderwende, "The Impact of Frequency on Summarization", 2005): a sentence is worth the mean
probability of its words in the section; once one is taken, its words count by the square of what they did.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from agents.boilerplate import is_boilerplate
from agents.extract import Quote
from agents.sameness import same_said
from agents.sentences import boxes_of, sentences_in
from core.filings import Passage
from library.bm25 import tokens

LENGTH = range(12, 70)  # words
ALONE = 1.5  # what a sentence counts that fills its lines, as those do that head the paragraphs on a risk


def gist(passages: Sequence[Passage], most: int) -> tuple[Quote, ...]:
    """At most so many whole sentences of the passages, in the order in which they stand there."""
    left = [quote for passage in passages for quote in quotes_in(passage)]
    words = {quote: frozenset(tokens(quote.text)) for quote in left}
    counts = Counter(word for quote in left for word in words[quote])
    likely = {word: count / len(left) for word, count in counts.items()}
    taken: list[Quote] = []
    while left and len(taken) < most:
        best = max(left, key=lambda quote: quote.score * _worth(words[quote], likely))
        left.remove(best)
        if not any(same_said(best.text, other.text) for other in taken):
            taken.append(best)
            likely |= {word: likely[word] ** 2 for word in words[best]}
    return tuple(sorted(taken, key=lambda quote: (quote.passage.ordinal, quote.passage.text.find(quote.text[:20]))))


def quotes_in(passage: Passage) -> Sequence[Quote]:
    """The whole sentences of a passage that tell something, in order."""
    return [
        Quote(sentence.text, passage, ALONE if sentence.alone else 1.0, boxes_of(sentence, passage))
        for sentence in sentences_in(passage.text)
        if sentence.whole
        and not sentence.bullet
        and len(sentence.text.split()) in LENGTH
        and not is_boilerplate(sentence.text, passage.section)
    ]


def _worth(words: frozenset[str], likely: Mapping[str, float]) -> float:
    return sum(likely[word] for word in words) / len(words) if words else 0.0
