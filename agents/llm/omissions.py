"""What the question asks for by name and the answer leaves out: a line item that none of its words are about."""

from collections.abc import Sequence

from core.answers import Answer
from core.ontology import Ontology


def omitted(question: str, answer: Answer, ontology: Ontology) -> Sequence[str]:
    """A sentence for each line item that the question names and the answer's text and table do not, by any name."""
    told = {mention.id for mention in ontology.mentions(answer.markdown)}
    asked = [mention for mention in ontology.mentions(question) if mention.kind == "line_item"]
    missing = dict.fromkeys(mention.text for mention in asked if mention.id not in told)
    return [f"The question asks for \u201c{text}\u201d, and the answer does not speak of it." for text in missing]
