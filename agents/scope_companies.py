"""Companies in a question: by name, short name, initials, ticker or possessive."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from agents.vocabulary import ORDINARY_WORDS
from core.filings import Filing

_LEGAL = frozenset(
    "inc incorporated corp corporation co company companies plc ltd limited llc lp llp sa ag nv se ab asa spa oyj "
    "group "
    "holding holdings international the and trust bancorp com class".split()
)
_ORDINARY = frozenset(
    "american american's first general united national international global best new great standard advanced applied "
    "public southern northern western eastern pacific atlantic federal home digital energy health financial bank "
    "data service services technology technologies systems resources electric power foot dollar target block square "
    "gap under delta match visa intuitive regions progressive travelers waters host key american simply royal "
    "consolidated universal martin north south west east old us usa capital credit air total super micro texas "
    "constellation dominion discovery discover analog cash take open five lamb church news".split()
)
"""First words of names that by themselves name no company; and words of ordinary questions that are also names."""

_TRADES = frozenset(
    "beauty locker depot wholesale water express motor steel gas oil food brand petroleum chemical entertainment media "
    "mobil mart paper glass railroad airline trust life mutual realty property land retail software wireless "
    "mobile".split()
)
"""Last words of names by which no company is called."""
_LONG, _TELLING = 7, 5  # letters of a word that is known though it is written in two; of one that is a name by itself
_JOINED = re.compile(r"\b([A-Z]{2,})([A-Z][a-z]{2,})\b")  # as in "JPMorgan", also written apart
_TOKEN = re.compile(r"[^\W_][\w'&\u2019.-]*|&")


class Named(NamedTuple):
    """A company found in a question (by its key), and where."""

    company: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Company:
    """An issuer of the library, its filings (by period end), and the names that people give it."""

    key: str
    name: str
    filings: tuple[Filing, ...]
    aliases: tuple[re.Pattern[str], ...]


def companies_of(filings: Sequence[Filing]) -> tuple[Company, ...]:
    """The issuers of these filings, each once, spelt as in the latest filing.

    "Adobe Systems Incorporated" and "Adobe Inc." are one: a name that begins with another's whole is the same issuer.
    """
    grouped: dict[str, list[Filing]] = {}
    for filing in filings:
        grouped.setdefault(" ".join(_core(filing.company or filing.name)), []).append(filing)
    for key in sorted(grouped, key=len, reverse=True):
        shorter = next((other for other in grouped if key.startswith(f"{other} ") and other not in _ORDINARY), None)
        if shorter:
            grouped[shorter] += grouped.pop(key)
    firsts = [key.split()[0] for key in grouped]
    return tuple(_company(key, group, firsts.count(key.split()[0]) == 1) for key, group in grouped.items())


def _company(key: str, group: Sequence[Filing], first_is_its_own: bool) -> Company:
    filings = tuple(sorted(group, key=lambda filing: (filing.period_end or date.min, filing.name)))
    aliases = tuple(_aliases(key, filings, first_is_its_own))
    return Company(key, filings[-1].company or filings[-1].name, filings, aliases)


def named_in(text: str, companies: Iterable[Company]) -> tuple[Named, ...]:
    """The companies named, in order; the longer name wins where two overlap."""
    found = [
        Named(company.key, match.start(), match.end(), match[0])
        for company in companies
        for alias in company.aliases
        for match in alias.finditer(text)
    ]
    found.sort(key=lambda named: (named.start - named.end, named.start))
    kept: list[Named] = []
    for named in found:
        if all(
            named.end <= other.start or other.end <= named.start or other.company == named.company for other in kept
        ):
            kept.append(named)
    return tuple(sorted(kept, key=lambda named: named.start))


def _words(name: str) -> list[str]:
    found = _TOKEN.findall(re.sub(r"\.com\b", "", name, flags=re.I))
    return [word for one in found if (word := re.sub(r"['\u2019.]", "", one).lower())]


def _core(name: str) -> list[str]:
    words = _words(name)
    while len(words) > 1 and words[-1] in _LEGAL | {"&"}:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words.pop(0)
    return words


class _Style(NamedTuple):
    """What a company's full name has around the words that it is known by: "The", "Company", "International"."""

    before: str
    after: str


_PLAIN = _Style("", "")
_ALWAYS = ("company", "corporation", "corp", "inc", "ltd", "plc")  # said of a company whatever its own name ends with


def _style(names: Iterable[str]) -> _Style:
    """As patterns of what may stand before and after any of the company's names."""
    the, ends = "", dict.fromkeys(_ALWAYS)
    for name in names:
        words = _words(name)
        the = r"(?:The\s+)?" if words[:1] == ["the"] else the
        ends.update(dict.fromkeys(words[words.index(_core(name)[-1]) + 1 :]))
    after = "|".join(re.escape(word) for word in ends if word != "&")
    return _Style(the, rf"(?:(?:,?\s+|\s*&\s*)(?:{after})\b\.?(?!-))*")


def _aliases(key: str, filings: Sequence[Filing], first_is_its_own: bool) -> Iterable[re.Pattern[str]]:
    words, style = key.split(), _style({filing.company for filing in filings if filing.company})
    yield _pattern(words, style)
    yield from _initials(words)
    if len(words) > 1 and first_is_its_own and words[0] not in _ORDINARY and len(words[0]) > 1:
        yield _pattern(words[:1], style)
    if len(words) > 2 and "&" not in words[:2]:
        yield _pattern(words[:2], style)
    if len(words) == 2 and "&" not in words:
        yield _pattern(["".join(words)])
        if len(words[1]) >= _TELLING and not words[1].endswith("s") and not _is_ordinary(words[1]):
            yield re.compile(rf"(?<![\w$]){re.escape(words[1].capitalize())}(?:['\u2019]s)?(?![\w])")
    for name in {filing.company for filing in filings}:
        yield from (_pattern(match.groups()) for match in _JOINED.finditer(name))
    for ticker in {filing.ticker for filing in filings if filing.ticker}:
        yield from _ticker(ticker)


def _is_ordinary(word: str) -> bool:
    return word in _ORDINARY or word in _TRADES or word in ORDINARY_WORDS


def _pattern(words: Sequence[str], style: _Style = _PLAIN) -> re.Pattern[str]:
    spelt = [_spelt(word) for word in words]
    flags = re.NOFLAG if len(words) == 1 and words[0] in _ORDINARY else re.IGNORECASE
    body = r"[\s-]*".join(spelt)
    if flags is re.NOFLAG:
        body = "|".join({body.capitalize(), body.upper()})
    bare = "|s(?=\\s)" if flags and len(words[-1]) > 3 else ""  # "Acmes revenue", typed in haste
    name = rf"{style.before}(?:{body})(?:\.com)?{style.after}"
    return re.compile(rf"(?<![\w$]){name}(?:['\u2019]s|['\u2019]{bare})?(?![\w])", flags)


def _spelt(word: str) -> str:
    """A word of a name as people write it: in two ("J.P. Morgan"), without its hyphen, accents or apostrophe."""
    if word == "&":
        return "(?:&|and|n)"
    letters = [_letter(letter) for letter in word]
    if len(word) > 3 and word.endswith("s"):
        letters[-1] = "['\u2019]?s"
    return (r"\.?" if len(word) < 4 else "" if len(word) < _LONG else r"[\s.-]{0,2}").join(letters)


def _letter(letter: str) -> str:
    if letter == "-":
        return r"[\s-]?"
    plain = unicodedata.normalize("NFKD", letter)[0]
    return re.escape(letter) if plain == letter else f"[{letter}{plain}]"


def _initials(words: Sequence[str]) -> Iterable[re.Pattern[str]]:
    """As "J&J", "JnJ" and "JNJ" for Johnson & Johnson; "GE" for General Electric, "JPM" for JPMorgan by its ticker."""
    letters = [word if word == "&" else word[0].upper() for word in words]
    if len(letters) < 2:
        return
    spelt = r"\s?".join(r"(?:&|and|n|N)" if letter == "&" else re.escape(letter) for letter in letters)
    yield re.compile(rf"(?<![\w$]){spelt}(?:['\u2019]s|['\u2019])?(?!\w)")


def _ticker(ticker: str) -> Iterable[re.Pattern[str]]:
    upper = re.escape(ticker.upper())
    yield re.compile(rf"(?<![\w$-]){upper}(?:['\u2019]s)?(?![\w-])")
    if len(ticker) == 5:  # of one class of shares, as GOOGL beside GOOG
        yield re.compile(rf"(?<![\w$-]){upper[:-1]}(?:['\u2019]s)?(?![\w-])")
    if len(ticker) >= 4:
        yield re.compile(rf"\b{upper}[a-z]{{0,3}}(?:['\u2019]s)?\b", re.IGNORECASE)
