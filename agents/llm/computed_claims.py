"""Figures in prose that a fact of the period named does not show: computed ones, "the same period of 2021"."""

import re
from collections.abc import Sequence

from agents.audit_match import shows
from agents.audit_text import Said
from agents.calendar import label_of
from agents.indexes import content_words
from agents.synthesis_points import short_name
from agents.tools import leaves
from core.answers import Figure
from core.filings import Filing
from core.ontology import Ontology

_KIND = re.compile(r"^(?:Change in|Growth of|Average(?: of)?|Compound annual growth rate of)\s+", re.IGNORECASE)
_FELL = re.compile(r"\b(?:decreas|declin|fell|fall|dropp|drop|lower|shrank|shrunk|contract|reduc|down\b|less\b)", re.I)
_ROSE = re.compile(r"\b(?:increas|grew|grow|rose|ris|higher|climb|gain|up\b|more\b|improv)", re.I)
_SAME_PERIOD = re.compile(
    r"(?:\s*\[\d+\])*\s*(?:in|for|during)?\s*the (?:same|comparable|corresponding|prior[- ]year) "
    r"(?:period|quarter|months|year)?"
    r"\s*(?:of|in|a year earlier,?|,)?\s*(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PERIODS = re.compile(r"\b(?:19|20)\d\d\b")
_LABEL = r"(?:Q[1-4]\s+(?:FY\s?)?\d{4}|(?:FY\s?)?(?:19|20)\d\d)"
_SPAN = re.compile(rf"\b({_LABEL})\s*(?:\[\d+\]\s*)*(?:to|through|until|[\u2013-])\s*({_LABEL})\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;!?](?=\s)|,\s+(?:and|but|while|whereas)\s+|\n")


class ComputedClaims:
    """The grounded computed figures of an answer, and the words in which a sentence may state them."""

    def __init__(self, figures: Sequence[Figure], filings: Sequence[Filing], ontology: Ontology) -> None:
        """Take the answer's figures and all filings whose issuers a sentence may name."""
        self._grounded = [figure for figure in figures if figure.grounded]
        self._figures = [figure for figure in self._grounded if figure.formula]
        self._filings = {filing.id: filing for filing in filings}
        self._ontology = ontology

    def vouch(self, said: Said, line: str) -> bool:
        """Whether a number of the line is a computed figure, of the measure, issuer, period and direction said."""
        if any(shows(said, line, figure) and self._says(said, line, figure) for figure in self._figures):
            return True
        return any(shows(said, line, figure) and self._year_before(said, line, figure) for figure in self._grounded)

    def _year_before(self, said: Said, line: str, figure: Figure) -> bool:
        """Whether the number is given as that of the same months of the figure's year: "the same period of 2021"."""
        after = _SAME_PERIOD.match(line, said.number.end)
        if figure.period is None or after is None or int(after["year"]) != figure.period.end.year:
            return False
        months = {
            f.period.months for f in self._grounded if f.period and f.period.end.year == figure.period.end.year + 1
        }
        return figure.period.months in months and self._measure(line, figure) and self._issuer(line, figure)

    def _says(self, said: Said, line: str, figure: Figure) -> bool:
        clause = _clause(line, said.number.start)
        if figure.label.startswith(("Change in", "Growth of")):
            against = _FELL if figure.value > 0 else _ROSE
            if against.search(clause) and not (_ROSE if figure.value > 0 else _FELL).search(clause):
                return False
            if not self._spans(clause, figure):
                return False
        return self._measure(line, figure) and self._issuer(line, figure) and self._period(line, clause, figure)

    def _measure(self, line: str, figure: Figure) -> bool:
        concepts = {leaf.concept for leaf in leaves(figure) if leaf.concept}
        if any(mention.id in concepts for mention in self._ontology.mentions(line)):
            return True
        wanted = content_words(_KIND.sub("", figure.label).split(",")[0])
        return bool(wanted) and wanted <= content_words(line)

    def _issuer(self, line: str, figure: Figure) -> bool:
        companies = {short_name(filing.company).lower() for filing in self._filings.values()}
        of_figure = {short_name(filing.company).lower() for filing in self._sources(figure)}
        named = {company for company in companies if company.split()[0] in line.lower()}
        if named:
            return bool(named & of_figure)
        about = {filing for figure in self._figures for filing in self._sources(figure)}
        return len({filing.company for filing in about}) == 1

    def _period(self, line: str, clause: str, figure: Figure) -> bool:
        """A clause that names a period names the figure's; one that names none leaves it to the line."""
        labels = self._labels(figure)
        if not labels or not (_PERIODS.search(line) or re.search(r"\bQ[1-4]\b", line)):
            return True
        where = clause if _PERIODS.search(clause) or re.search(r"\bQ[1-4]\b", clause) else line
        return any(re.search(rf"\b{re.escape(label)}\b", where, re.IGNORECASE) for label in labels)

    def _spans(self, clause: str, figure: Figure) -> bool:
        """Whether a change is said to run from where it does to where it does; so too where "A to B" is not said."""
        spans = [(first.upper(), last.upper()) for first, last in _SPAN.findall(clause)]
        ends = sorted((leaf for leaf in leaves(figure) if leaf.period), key=lambda leaf: leaf.period.end)  # type: ignore[union-attr]
        if not spans or len(ends) < 2:
            return True
        begins, closes = ({label.upper() for label in self._labels(end)} for end in (ends[0], ends[-1]))
        return any(first in begins and last in closes for first, last in spans)

    def _labels(self, figure: Figure) -> set[str]:
        if figure.period is None:
            return set()
        end, months = figure.period.end, figure.period.months
        labels = {figure.period.name, end.isoformat(), f"{end:%B} {end.day}, {end.year}"}
        labels |= {label for filing in self._sources(figure) if (label := label_of(filing, end, months))}
        if months == 12:
            labels |= {label.removeprefix("FY") for label in labels if label.startswith("FY")}
        return labels

    def _sources(self, figure: Figure) -> list[Filing]:
        ids = {leaf.citation.filing for leaf in leaves(figure) if leaf.citation}
        return [filing for id, filing in self._filings.items() if id in ids]


def _clause(line: str, place: int) -> str:
    ends = [match.end() for match in _CLAUSE.finditer(line, 0, place)]
    after = _CLAUSE.search(line, place)
    return line[ends[-1] if ends else 0 : after.start() if after else len(line)]
