"""Which filings a question is about, or a sentence that says why none is."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from agents.grammar_directions import without_directions
from agents.indexes import words_of
from agents.scope_companies import Company, Named, companies_of, named_in
from agents.scope_strangers import candidates
from agents.task import Task
from agents.vocabulary import ORDINARY_WORDS
from core.errors import NoFilings
from core.filings import Filing, Form

_FORMS = (
    (Form.TEN_Q, re.compile(r"\b10-?Qs?\b|\bquarterly (?:report|filing)s?\b", re.IGNORECASE)),
    (Form.TEN_K, re.compile(r"\b10-?Ks?\b|\bannual (?:report|filing)s?\b", re.IGNORECASE)),
    (Form.EIGHT_K, re.compile(r"\b8-?Ks?\b", re.IGNORECASE)),
)
_CAPITALS = re.compile(r"(?:^|(?<=\s))(?:[A-Z]|[a-z][A-Z])[\w-]+(?:\s+[A-Z][\w-]+)*(?P<after>(?:\s+[a-z][\w-]*){0,2})")
LOOKED_AT = 40  # issuers in whose tables a product is looked for
_PLAIN, _LETTERS = re.compile(r"[^a-z]"), 4  # of a file's name and of a name within it
_OFTEN, _SHARE = 8, 0.02  # passages with a name, and their share: then a filing speaks of it as of its own


@dataclass(frozen=True)
class Scope:
    """The companies meant, each with its filings in scope, and where the question names them.

    `missing` are companies that it names and that have no filing in scope.
    """

    companies: tuple[Company, ...]
    named: tuple[Named, ...] = ()
    readings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def filings(self) -> tuple[Filing, ...]:
        """All filings in scope, company by company, by period end."""
        return tuple(filing for company in self.companies for filing in company.filings)


def scope_of(task: Task, question: str, carried: Sequence[str] = ()) -> Scope:
    """The scope of a question; `carried` are the filings of the question before, for a follow-up that names none.

    Raises:
        NoFilings: the library is empty, or the company that is meant is not in it; the message names what is there.
    """
    filings = task.in_scope()
    if not filings:
        raise NoFilings("The library holds no filing yet: add a quarterly or annual report first, then ask again.")
    companies = companies_of(filings)
    named = named_in(question, companies)
    strangers = _strangers(task, question, companies, named)
    if strangers and not named:
        raise NoFilings(no_filing_of(strangers, companies, bool(task.run.scope)))
    keys = {one.company for one in named} | _sellers(task, question, companies, named)
    readings: tuple[str, ...] = ()
    if not keys and carried and not task.run.scope:
        keys = {company.key for company in companies if any(f.id in carried for f in company.filings)}
        readings = tuple(
            f"The question names no company; {c.name} is taken from the one before." for c in companies if c.key in keys
        )
    meant = tuple(company for company in companies if not keys or company.key in keys)
    return Scope(_of_form(question, meant), named, readings if len(companies) > 1 else (), tuple(strangers))


def _sellers(task: Task, question: str, companies: Sequence[Company], named: Sequence[Named]) -> set[str]:
    """The companies in whose tables a product or segment stands that the question names and no company named has."""
    figures = [(mention.start, mention.end) for mention in task.ontology.mentions(question)]
    runs = [
        run
        for match in _CAPITALS.finditer(without_directions(question))
        if not any(start < match.end() and match.start() < end for start, end in figures)
        and (run := _outside(match, question, named))
    ]
    if len(companies) < 2 or not runs:
        return set()
    having = {company.key: _names_of(task, company) for company in companies[:LOOKED_AT]}
    asked = {one.company for one in named}
    left = [run for run in runs if not any(_has(having[key], run) for key in asked & having.keys())]
    return {key for key, names in having.items() if any(_has(names, run) for run in left)}


def _has(names: Container[tuple[str, ...]], run: Sequence[tuple[str, ...]]) -> bool:
    return any(words in names for words in run)


def _outside(match: re.Match[str], question: str, named: Sequence[Named]) -> tuple[tuple[str, ...], ...]:
    """The words of a capitalised run, alone and with the next ones; none of a company's own ("Acme's Mac")."""
    if any(one.start < match.end() and match.start() < one.end for one in named):
        return ()
    if any(one.text.endswith(("s'", "'s", "\u2019s")) and one.end == match.start() - 1 for one in named):
        return ()
    own = words_of(question[match.start() : match.start("after")])
    more = words_of(match["after"])
    runs = (own, *((*own, *more[:size]) for size in range(1, len(more) + 1)))
    return tuple(run for run in runs if not all(word in ORDINARY_WORDS for word in run))


def _names_of(task: Task, company: Company) -> Container[tuple[str, ...]]:
    return task.indexes.of(task.shelf, company.filings[-1].id).names


def _of_form(question: str, companies: Sequence[Company]) -> tuple[Company, ...]:
    """Narrowed to the form that the question names, where a company has such filings."""
    forms = {form for form, pattern in _FORMS if pattern.search(question)}
    if len(forms) != 1:
        return tuple(companies)
    return tuple(
        Company(c.key, c.name, tuple(f for f in c.filings if f.form in forms) or c.filings, c.aliases)
        for c in companies
    )


def _strangers(task: Task, question: str, companies: Sequence[Company], named: Sequence[Named]) -> list[str]:
    """Companies that the question names and that have no filing in scope."""
    found = candidates(without_directions(question), named, task.ontology)
    if task.run.scope and len(companies) == 1:  # the file that is ticked may bear the name by which it is asked about
        found = [name for name in found if not _in_file_name(name, companies[0].filings)]
    return [name for name in found if not _is_known(task, name, companies)]


def _in_file_name(name: str, filings: Sequence[Filing]) -> bool:
    plain = _PLAIN.sub("", name.lower())
    return len(plain) >= _LETTERS and any(plain in _PLAIN.sub("", filing.name.lower()) for filing in filings)


def no_filing_of(strangers: Sequence[str], companies: Sequence[Company], ticked: bool) -> str:
    """That these companies have no filing in scope, and which ones have."""
    there = listed([company.name for company in companies])
    where = "among the filings chosen" if ticked else "in the library"
    return f"There is no filing of {listed(strangers)} {where}, which has {there}: add one, or ask about these."


def listed(names: Sequence[str], most: int = 12) -> str:
    """As "A, B and C"; past `most`, "and N more"."""
    names = list(dict.fromkeys(names))
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _is_known(task: Task, name: str, companies: Sequence[Company]) -> bool:
    """Whether a filing in scope has the name in a label, or speaks of it as of its own (Alphabet of Google)."""
    wanted = words_of(name)
    filings = [filing for company in companies for filing in company.filings]
    for filing in filings[-40:]:
        index = task.indexes.of(task.shelf, filing.id)
        if any(_contains(label, wanted) for label in index.by_label):
            return True
    return any(_speaks_of(task, filing, name) for filing in filings[-40:])


def _speaks_of(task: Task, filing: Filing, name: str) -> bool:
    passages = task.shelf.passages(filing.id)
    spoken = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    count = sum(bool(spoken.search(passage.text)) for passage in passages)
    return count >= max(min(_OFTEN, len(passages) // 4), _SHARE * len(passages), 1)


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    size = len(wanted)
    return any(tuple(words[i : i + size]) == tuple(wanted) for i in range(len(words) - size + 1))
