"""The model's text made fit to show: footnotes of the findings alone, no links, numbered as they appear."""

import re
from typing import NamedTuple

from agents.audit_match import shows
from agents.audit_text import figures_said, without_marks
from agents.llm.evidence import Evidence
from agents.synthesis_draft import Draft
from agents.tools import leaves
from core.answers import Figure

_GROUPED = re.compile(r"[\[【]\s*\^?(\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})+)\s*[\]】]")
_FOOTNOTE = re.compile(r"\s?[\[【]\^?(\d{1,3})(?:†[^\]】]*)?[\]】](?:\([^)\s]*\))?:?")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[(?!\^?\d{1,3}\])([^\]]+)\]\([^)]*\)")
_URL = re.compile(r"(?:https?|ftp|data|javascript|file):[^\s)\]>]+", re.IGNORECASE)
_NEAR = re.compile(r"^[^\d\n|]{0,12}?((?:\[\d+\])+)")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")


class Cleaned(NamedTuple):
    """A text with footnotes numbered as they appear, how many the model made up, and the figures that it uses."""

    text: str
    invented: int
    figures: tuple[Figure, ...]


def cleaned(text: str, evidence: Evidence, draft: Draft) -> Cleaned:
    """The model's text for the answer; its citations and figures are put into the draft.

    Args:
        text: as the model wrote it.
        evidence: what it wrote from; a footnote that is none of its numbers is removed and counted.
        draft: numbers the footnotes in order and keeps the figures that the text states.
    """
    text = _GROUPED.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), _plain(text))
    invented = 0

    def renumbered(match: re.Match[str]) -> str:
        nonlocal invented
        citation = evidence.citation(int(match[1]))
        if citation is None:
            invented += 1
            return ""
        return (
            f" [{draft.cite(citation)}]"
            if not match.string[: match.start()].endswith("]")
            else f"[{draft.cite(citation)}]"
        )

    text = _FOOTNOTE.sub(renumbered, text).strip()
    return Cleaned(text, invented, _used(text, evidence, draft))


def _plain(text: str) -> str:
    """Without images, links, addresses and tags: what a hostile passage may have talked the model into."""
    text = _IMAGE.sub(r"\1", without_marks(text))
    return _TAG.sub("", _URL.sub("(address removed)", _LINK.sub(r"\1", text)))


def _used(text: str, evidence: Evidence, draft: Draft) -> tuple[Figure, ...]:
    """The figures that the text states: for each number those with its value, the one of its footnote first."""
    used: list[Figure] = []
    for said in figures_said(text):
        same = [figure for figure in evidence.figures if shows(said, text, figure)]
        match = _NEAR.match(text[said.number.end : said.number.end + 30])
        notes = {int(n) for n in re.findall(r"\d+", match[1])} if match else set()
        noted = [f for f in same if notes & {draft.cite(leaf.citation) for leaf in leaves(f) if leaf.citation}]
        for figure in (noted or same)[:1]:
            draft.figure(figure, said.number.text)
            used.append(figure)
    return tuple(used)
