"""An answer while it is written: its text, its figures, and footnotes numbered as they appear."""

from collections.abc import Sequence
from dataclasses import replace

from agents.synthesis_points import shown
from agents.tools import leaves
from core.answers import Citation, Figure, Finding

_Place = tuple[str, int, str]


class Draft:
    """Collects the parts of an answer; figures and citations are kept once, in the order in which they are shown."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._figures: list[Figure] = []
        self._citations: dict[_Place, Citation] = {}

    def add(self, text: str) -> None:
        """Append a paragraph."""
        if text:
            self._parts.append(text)

    def figure(self, figure: Figure, text: str = "") -> int | None:
        """Keep a figure and its inputs; its place in `Answer.figures`. None for a dash, which prints no figure."""
        if is_dash(figure):
            return None
        for part in figure.inputs:
            self.figure(part)
        for place, kept in enumerate(self._figures):
            if _same(kept, figure):
                if text and not kept.text:
                    self._figures[place] = replace(kept, text=text)
                return place
        self._figures.append(replace(figure, text=text or shown(figure)))
        return len(self._figures) - 1

    def say(self, figure: Figure, text: str = "") -> str:
        """A figure for a sentence or a cell, with the footnotes of what it was read from."""
        text = "nil" if is_dash(figure) else text or shown(figure)
        self.figure(figure, text)
        plain = figure.label.startswith(("Change in", "Growth of", "Average "))
        return text if plain else f"{text} {self.notes(figure)}".rstrip()

    def notes(self, figure: Figure) -> str:
        """The footnotes of a figure or of its inputs."""
        numbers = dict.fromkeys(self.cite(leaf.citation) for leaf in leaves(figure) if leaf.citation)
        return "".join(f"[{number}]" for number in numbers)

    def cite(self, citation: Citation) -> int:
        """The footnote's number."""
        key = (citation.filing, citation.page, citation.quote)
        kept = self._citations.setdefault(key, replace(citation, number=len(self._citations) + 1))
        return kept.number

    @property
    def markdown(self) -> str:
        """The text so far."""
        return "\n\n".join(self._parts)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The footnotes, by number."""
        return tuple(self._citations.values())

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures, each citation with its number."""
        return tuple(self._numbered(figure) for figure in self._figures)

    def findings(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings with the answer's footnote numbers; places that the text does not cite come after them."""
        numbers = {place: citation.number for place, citation in self._citations.items()}
        renumbered = []
        for finding in findings:
            citations = []
            for citation in finding.citations:
                key = (citation.filing, citation.page, citation.quote)
                numbers.setdefault(key, len(numbers) + 1)
                citations.append(replace(citation, number=numbers[key]))
            figures = tuple(self._numbered(figure) for figure in finding.figures)
            renumbered.append(replace(finding, citations=tuple(citations), figures=figures))
        return tuple(renumbered)

    def _numbered(self, figure: Figure) -> Figure:
        inputs = tuple(self._numbered(part) for part in figure.inputs)
        if figure.citation is None:
            return replace(figure, inputs=inputs)
        key = (figure.citation.filing, figure.citation.page, figure.citation.quote)
        kept = self._citations.get(key)
        number = kept.number if kept else figure.citation.number
        return replace(figure, inputs=inputs, citation=replace(figure.citation, number=number))


def is_dash(figure: Figure) -> bool:
    """Whether the filing prints a dash: the issuer's zero, shown as "0" with its footnote."""
    return figure.citation is not None and figure.value == 0 and not any(c.isdigit() for c in figure.printed)


def _same(one: Figure, other: Figure) -> bool:
    return (one.label, one.value, one.unit, one.period, one.citation, one.formula) == (
        other.label,
        other.value,
        other.unit,
        other.period,
        other.citation,
        other.formula,
    )
