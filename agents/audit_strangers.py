"""Names in a claim that neither the issuer's labels nor ordinary words explain: another company, a line it has not."""

import re
from collections.abc import Collection, Sequence

from agents.indexes import words_of
from agents.scope_companies import Company, named_in
from agents.vocabulary import ORDINARY_WORDS
from core.ontology import Ontology

_NAME = re.compile(r"(?<![\w'’-])[A-Z][\w&.-]*(?:['’]s?)?")
_OWNERS = frozenset(words_of("company corporation firm issuer group business management year quarter period its their"))
_AMPERSANDS = frozenset("r&d sg&a g&a s&m s&a pp&e d&a m&a p&l s&p q&a".split())
_SMALL = frozenset(
    words_of(
        "it its the this these that those for in on at by with of to and or as a an both each while when during "
        "however also overall meanwhile notably specifically compared additionally they their he she we our company"
    )
)


def stranger_in(text: str, known: Collection[str], companies: Sequence[Company], ontology: Ontology) -> str:
    """The first name of a text that nothing explains; empty if none.

    Args:
        text: the claim's words.
        known: the words of the issuer's labels and names.
        companies: all issuers there are.
        ontology: the line items that a text may name.
    """
    explained = [(one.start, one.end) for one in named_in(text, companies)]
    explained += [(one.start, one.end) for one in ontology.mentions(text)]
    for match in _NAME.finditer(text):
        name = match[0].rstrip(".")
        inside = any(start <= match.start() < end for start, end in explained)
        if not inside and not named_in(name, companies) and _is_strange(name, known):
            return name
    return ""


def _is_strange(name: str, known: Collection[str]) -> bool:
    bare = re.sub(r"['’]s?$", "", name)
    if "&" in name:  # its letters by themselves are words: "AT&T"
        return bare.lower() not in _AMPERSANDS
    usual = _OWNERS if bare != name else ORDINARY_WORDS | _SMALL  # an owner is no ordinary word, "Target's" no target
    words = [word for word in words_of(name) if not re.search(r"\d", word) and len(word) > 1]
    return any(word not in known and word not in usual for word in words)
