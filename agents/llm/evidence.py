"""What the model may write from: the findings as lines for its prompt, each with the numbers of its footnotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.llm.prompts import fenced, shortened
from agents.synthesis_points import shown
from agents.tools import leaves
from core.answers import Citation, Figure, Finding, FindingStatus
from core.filings import Filing

MOST_QUOTES = 40
READ = ("read_page", "summarise_section", "query_facts")  # what these found is in their text, not in quotes alone
_NOTES = re.compile(r"(?:\[\d+\])+$")
Place = tuple[str, int, str]


@dataclass(frozen=True)
class Evidence:
    """Figures and quotes of the findings. A footnote, for the model, is a place in `citations`, counted from one."""

    filings: Sequence[Filing]
    findings: Sequence[Finding]
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]

    def citation(self, number: int) -> Citation | None:
        """The citation of a footnote; None for one that the model made up."""
        return self.citations[number - 1] if 0 < number <= len(self.citations) else None

    def text(self, tokens: int) -> str:
        """The findings for a prompt, fenced, in about so many tokens: figures first, quotes as far as they fit."""
        figures = "\n".join(self._figure_lines())
        missing = "\n".join(self._missing_lines())
        room = max(tokens - (len(figures) + len(missing)) // 4, tokens // 4)
        readings = [one for one in self.findings if one.sub_question.tool in READ and _is_answered(one)]
        read = "\n\n".join(shortened(self._read(one), room // len(readings)) for one in readings)
        quotes = shortened("\n".join(self._quote_lines()), max(room - len(read) // 4, tokens // 8))
        parts = (("Figures", figures), ("Read", read), ("Passages", quotes), ("Not found", missing))
        body = "\n\n".join(f"{title}:\n{lines}" for title, lines in parts if lines)
        return fenced(body or "Nothing was found.", "findings")

    def _figure_lines(self) -> Iterator[str]:
        titles = {filing.id: filing.title for filing in self.filings}
        for figure in self.figures:
            period = figure.period.name if figure.period else ""
            whose = next((titles.get(leaf.citation.filing, "") for leaf in leaves(figure) if leaf.citation), "")
            how = f" (computed: {figure.formula})" if figure.formula else ""
            what = ", ".join(part for part in (whose, figure.label, period) if part)
            yield f"- {what}: {shown(figure)}{how} {self._notes(figure)}"

    def _notes(self, figure: Figure) -> str:
        numbers = {_place(citation): number for number, citation in enumerate(self.citations, 1)}
        cited = dict.fromkeys(_place(leaf.citation) for leaf in leaves(figure) if leaf.citation)
        return "".join(f"[{numbers[place]}]" for place in cited)

    def _quote_lines(self) -> Iterator[str]:
        titles = {filing.id: filing.title for filing in self.filings}
        rows = {_place(leaf.citation) for figure in self.figures for leaf in leaves(figure) if leaf.citation}
        wordy = [(n, citation) for n, citation in enumerate(self.citations, 1) if _place(citation) not in rows]
        for number, citation in wordy[:MOST_QUOTES]:
            where = f"{titles.get(citation.filing, citation.filing)}, page {citation.page}"
            yield f"- \u201c{' '.join(citation.quote.split())}\u201d ({where}) [{number}]"

    def _read(self, finding: Finding) -> str:
        """What a tool read or put together in text, its footnotes numbered as the evidence numbers them."""
        numbers = {_place(citation): number for number, citation in enumerate(self.citations, 1)}
        own = {one.number: f"[{numbers[_place(one)]}]" for one in finding.citations if _place(one) in numbers}
        asked = finding.sub_question
        if asked.tool == "read_page":
            return f"{finding.answer} {''.join(own.values())}"
        if asked.tool == "query_facts":
            return finding.answer
        lines = (_NOTES.sub(lambda m: _renumbered(m[0], own), line) for line in finding.answer.split("\n"))
        return "\n".join(lines)

    def _missing_lines(self) -> Iterator[str]:
        titles = {filing.id: filing.title for filing in self.filings}
        for finding in self.findings:
            if not _is_answered(finding):
                whose = titles.get(finding.sub_question.filing or "", "")
                yield f"- {whose}: {finding.sub_question.text} {finding.error or finding.answer}"


def evidence_of(findings: Sequence[Finding], computed: Sequence[Figure], filings: Sequence[Filing]) -> Evidence:
    """The evidence of findings; `computed` are further figures computed from theirs."""
    figures = tuple(dict.fromkeys([*(f for finding in findings for f in finding.figures), *computed]))
    cited = [leaf.citation for figure in figures for leaf in leaves(figure) if leaf.citation]
    cited += [c for finding in findings if _is_answered(finding) for c in finding.citations]
    places: dict[Place, Citation] = {}
    for citation in cited:
        places.setdefault(_place(citation), citation)
    return Evidence(filings, findings, figures, tuple(places.values()))


def _place(citation: Citation) -> Place:
    """What makes two citations the same; their numbers do not."""
    return citation.filing, citation.page, citation.quote


def _is_answered(finding: Finding) -> bool:
    return finding.status is FindingStatus.ANSWERED


def _renumbered(notes: str, numbers: Mapping[int, str]) -> str:
    """A point's footnotes under other numbers; those of places that are not there are left out."""
    return "".join(numbers.get(int(note), "") for note in re.findall(r"\d+", notes))
