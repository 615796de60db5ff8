"""Who filed what for which period: read from the cover page, the tags and the text, never from the file's name."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.filings import Form
from core.periods import FiscalPeriod
from ingest.cover import (
    column_period_end,
    company_of,
    cover_period_end,
    cover_year_end,
    flat,
    form_of,
    report_date,
    ticker_of,
)
from ingest.dates import parse_date
from ingest.fiscal import YearEnd, quarterly_period, reported_year_end, year_name
from ingest.releases import is_release, released_period

CURRENCIES = {
    "USD": ("us dollars", "u.s. dollars", "us$", "$", "usd"), "EUR": ("euro", "euros", "eur", "€"),
    "GBP": ("pounds sterling", "pound sterling", "gbp", "£"), "JPY": ("yen", "japanese yen", "jpy", "¥"),
    "CAD": ("canadian dollars", "c$", "cad"), "CHF": ("swiss francs", "chf"), "CNY": ("rmb", "renminbi", "cny"),
    "AUD": ("australian dollars", "a$", "aud"), "SEK": ("swedish kronor", "sek"), "DKK": ("danish kroner", "dkk"),
    "INR": ("indian rupees", "inr", "₹"), "KRW": ("korean won", "krw", "₩"),
}  # fmt: skip
_CURRENCY_OF = {word: currency for currency, words in CURRENCIES.items() for word in words}
_WORDS = "|".join(sorted(map(re.escape, _CURRENCY_OF), key=len, reverse=True))
_BEFORE_SCALE = re.compile(rf"(?:^|[\s(])({_WORDS})\s*(?:in\s)?$")
_AFTER_SCALE = re.compile(rf"\s+of\s+({_WORDS})(?!\w)")
_SCALE = re.compile(r"\b(?:thousands|millions|billions)\b")


class Identity(NamedTuple):
    """What identifies a filing. `notes` say what could not be found."""

    company: str
    form: Form
    fiscal_year: int | None
    fiscal_quarter: int | None
    period_end: date | None
    currency: str
    ticker: str | None
    notes: tuple[str, ...] = ()


def identify(pages: Sequence[str], tags: Mapping[str, str] | None = None) -> Identity:
    """The identity of a filing.

    Args:
        pages: its text, page by page.
        tags: the "dei" values of an inline-XBRL filing by local name ("DocumentType", "DocumentFiscalYearFocus", …).
    """
    tags = tags or {}
    form = _tagged_form(tags) or form_of(pages)
    if form is Form.OTHER and is_release(pages):
        form = Form.EIGHT_K  # with which it is furnished
    period, end = _period(pages, form, tags)
    return Identity(
        company=company_of(pages, tags.get("EntityRegistrantName", "")),
        form=form,
        fiscal_year=period.year if period else None,
        fiscal_quarter=period.quarter if period else None,
        period_end=end,
        currency=currency_of(pages),
        ticker=tags.get("TradingSymbol") or ticker_of(pages),
        notes=_notes(form, period, end),
    )


def _tagged_form(tags: Mapping[str, str]) -> Form | None:
    name = tags.get("DocumentType", "").upper().removesuffix("/A").removesuffix("T")
    return next((form for form in (Form.TEN_K, Form.TEN_Q, Form.EIGHT_K) if form.value == name), None)


def _period(pages: Sequence[str], form: Form, tags: Mapping[str, str]) -> tuple[FiscalPeriod | None, date | None]:
    """The fiscal period and its end; an 8-K that reports no results has its own date and no period."""
    text = flat(" ".join(pages))
    if form in (Form.TEN_K, Form.TEN_Q):
        end = parse_iso(tags.get("DocumentPeriodEndDate", "")) or cover_period_end(pages)
        end = end or column_period_end(pages)
        period = _tagged_period(tags, form)
        return period or (_reported_period(text, form, end, tags) if end else None), end
    released = released_period(pages)
    if released.period:
        return released.period, released.end
    if form is Form.EIGHT_K:
        return None, report_date(pages)
    return _annual_period(pages, text)


def _annual_period(pages: Sequence[str], text: str) -> tuple[FiscalPeriod | None, date | None]:
    """The year of another kind of report, where it is plainly about one: by its cover, else by its own words."""
    end = cover_year_end(pages) or reported_year_end(text)
    return (FiscalPeriod(year_name(text, end)), end) if end else (None, None)


def _reported_period(text: str, form: Form, end: date, tags: Mapping[str, str]) -> FiscalPeriod:
    if form is Form.TEN_K:
        return FiscalPeriod(year_name(text, end))
    year_end = re.fullmatch(r"--(\d\d)-(\d\d)", tags.get("CurrentFiscalYearEndDate", ""))
    return quarterly_period(text, end, YearEnd(int(year_end[1]), int(year_end[2])) if year_end else None)


def _tagged_period(tags: Mapping[str, str], form: Form) -> FiscalPeriod | None:
    year, focus = tags.get("DocumentFiscalYearFocus", ""), tags.get("DocumentFiscalPeriodFocus", "").upper()
    if not re.fullmatch(r"\d{4}", year):
        return None
    if form is Form.TEN_K:
        return FiscalPeriod(int(year))
    return FiscalPeriod(int(year), int(focus[1])) if re.fullmatch(r"Q[1-4]", focus) else None


def parse_iso(text: str) -> date | None:
    """The date of "2023-06-30", "--06-30" being none, or of a printed one."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return parse_date(text)


def currency_of(pages: Sequence[str]) -> str:
    """The currency that the headings "in millions of …" name most; US dollars where they name none."""
    counts = Counter[str]()
    for page in pages:
        text = page.lower()
        for scale in _SCALE.finditer(text):
            before = text[max(0, scale.start() - 30) : scale.start()]
            word = _AFTER_SCALE.match(text, scale.end()) or _BEFORE_SCALE.search(before)
            if word:
                counts[_CURRENCY_OF[word[1]]] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > counts["USD"] else "USD"


def _notes(form: Form, period: FiscalPeriod | None, end: date | None) -> tuple[str, ...]:
    if form in (Form.TEN_K, Form.TEN_Q) and end is None:
        return ("The end of the period was not found on the cover page: set it on the library page.",)
    if form in (Form.TEN_K, Form.TEN_Q) and period is None:
        return ("The fiscal period was not found: set it on the library page.",)
    return ()
