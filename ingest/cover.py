"""What a cover page says: the form, the registrant and its ticker, the end of the period, an 8-K's date of report."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from core.filings import Form
from ingest.dates import DATE, SLASHED, parse_date

COVER_PAGES = 3
_FORM = re.compile(r"\bform\s*(10-?\s?[KQ]|8-?\s?K)(?:SB|405|T)?(?:/A)?(?=\W|$)", re.IGNORECASE)
_FORM_IN_WORDS = (
    (Form.TEN_Q, re.compile(r"quarterly\s+report\s+pursuant\s+to\s+section\s+13", re.IGNORECASE)),
    (Form.TEN_K, re.compile(r"annual\s+report\s+pursuant\s+to\s+section\s+13", re.IGNORECASE)),
    (Form.EIGHT_K, re.compile(r"current\s+report\s+pursuant\s+to\s+section\s+13", re.IGNORECASE)),
)
_COMMISSION = re.compile(r"securities\s*and\s*exchange\s*commission", re.IGNORECASE)
_PERIOD_END = re.compile(
    r"(?:for\s+the\s+)?(?:fiscal\s+|transition\s+)?(?:quarterly\s+period|quarter|year|period|(?:[\w-]+\s+){1,3}weeks)"
    rf"\s*(?:\([^)]{{0,30}}\)\s*)?ended:?\s*.{{0,60}}?(?P<date>{DATE}|\b{SLASHED})",
    re.IGNORECASE,
)
_TRANSITION = re.compile(
    rf"transition\s+period\s+from:?\s*{DATE}\s*,?\s*(?:to|through)\s*:?\s*(?P<date>{DATE})", re.IGNORECASE
)
_YEAR_END = re.compile(r"\byear\s*(?:\([^)]{0,30}\)\s*)?ended\b", re.IGNORECASE)
_COLUMN_END = re.compile(
    rf"\b(?:three|six|nine|twelve|\d\d)[\s-]+(?:months?|weeks?)(?:\s+periods?)?\s+ended:?\s+(?P<date>{DATE})",
    re.IGNORECASE,
)
COLUMNS = 3  # headings of tables that date a period, where the cover does not
_REPORT_DATE = re.compile(rf"date\s+of\s+(?:earliest\s+event|report)[^\d]{{0,80}}?(?P<date>{DATE})", re.IGNORECASE)
_EXACT_NAME = re.compile(r"\(?\s*exact\s+name\s+of\s+(?:the\s+)?(?:registrant|company|issuer)", re.IGNORECASE)
_TRANSLATED_NAME = re.compile(
    r"\(?\s*translation\s+of\s+(?:the\s+)?registrant.s\s+name\s+into\s+english", re.IGNORECASE
)
_NOT_A_NAME = re.compile(r"^(?:n\.?/?a\.?|not\s+applicable|same)$", re.IGNORECASE)
_REPORT_OF = re.compile(
    r"\b(?:(?:annual|quarterly)\s+report\s+(?:on\s+form\s+\S+\s+)?|officer\s+)of\s+([A-Z][\w&.,’' -]{2,70}?)"
    r"\s*(?:;|:|\(the\s+[“\"]|,?\s+on\s+form\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"^.*(?:--|[–—]|{DATE})[\s,–—-]*", re.IGNORECASE | re.DOTALL)
_NAME_BELOW = re.compile(r"\(?[^:()\n]{20,70}:\s*([^\n]{2,80})")
_SIGNED = re.compile(r"\n([^\n]{3,70})\n\s*\(\s*registrant\s*\)", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    rf"_{{3,}}|\d{{1,3}}-\d{{3,6}}(?:-\d\d)?\b|{DATE}\)?|from\s*[_.]*\s*to\s*[_.]*(?=\s)|commission\s+file\s+n\w+[.:]*",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"^.*\.(?:jpe?g|png|gif|svg)\b", re.IGNORECASE)
_FILE_NUMBER = re.compile(r"commission\s+file\s+(?:number|no)[.:]*\s*[\d-]+", re.IGNORECASE)
_CORPORATE = re.compile(
    r"\b(?:inc|corp|corporation|company|co|ltd|limited|plc|llc|l\.?p|lp|holdings?|group|trust|n\.?v|s\.?a|se|ag"
    r"|incorporated|bancorp|international|partners)\b\.?\s*(?:/[a-z]+/)?$",
    re.IGNORECASE,
)
_EXCHANGE = r"(?:the\s+)?(?:new\s+york\s+stock|nyse|nasdaq|chicago\s+stock|cboe|toronto\s+stock|london\s+stock)"
_SYMBOL = re.compile(rf"(?<![\w.$])([A-Z]{{1,5}}(?:[.-][A-Z])?)\s+(?i:{_EXCHANGE})")
_QUOTED_SYMBOL = re.compile(
    r"\((?:(?:NYSE|NASDAQ|Nasdaq|AMEX|Cboe|TSX|LSE)(?:\s?(?:GS|GM|CM|American|Arca))?)\s*:\s*([A-Z]{1,5}(?:[.-][A-Z])?)\b"
)
_BEFORE_SYMBOL = re.compile(
    r"(?:^|[\n–—)\]“”]|--|\bwire\b|[.!?]\s)\s*([A-Z0-9][\w&.,'’! -]{1,70}?)\s*\((?:NYSE|NASDAQ|AMEX|Cboe|TSX|LSE)",
    re.IGNORECASE,
)


def flat(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s+", " ", text)


def has_cover(pages: Sequence[str]) -> bool:
    """Whether the filing begins with a cover page of the commission's."""
    front = flat(" ".join(pages[:COVER_PAGES]))
    return _COMMISSION.search(re.sub(r"\s", "", front[:3000])) is not None


def form_of(pages: Sequence[str]) -> Form:
    """The form type that the cover names; "other" where there is no cover of one that Footnote knows."""
    cover = flat(" ".join(pages[:COVER_PAGES]))
    head = cover[: cover.lower().find("indicate by check mark")] if "indicate by check mark" in cover.lower() else cover
    if not has_cover(pages):
        return Form.OTHER
    named = _FORM.search(head[:4000])
    if named:
        return Form("-".join(re.findall(r"\d+|[KQ]", named[1].upper())))
    return next((form for form, words in _FORM_IN_WORDS if words.search(head)), Form.OTHER)


def cover_period_end(pages: Sequence[str]) -> date | None:
    """The day on which "the fiscal year" or "the quarterly period" of the cover ended."""
    cover = flat(" ".join(pages[:COVER_PAGES]))
    match = _PERIOD_END.search(cover) or _TRANSITION.search(cover)
    return parse_date(match["date"]) if match else None


def cover_year_end(pages: Sequence[str]) -> date | None:
    """The day on which "the fiscal year" of the cover ended; None where the cover speaks of another period."""
    cover = flat(" ".join(pages[:COVER_PAGES]))
    match = _PERIOD_END.search(cover)
    return parse_date(match["date"]) if match and _YEAR_END.search(match[0]) else None


def column_period_end(pages: Sequence[str]) -> date | None:
    """The latest day on which periods of the tables' headings ended, where several say so."""
    counts = Counter(parse_date(match["date"]) for page in pages for match in _COLUMN_END.finditer(flat(page)))
    return max((day for day, count in counts.items() if day and count >= COLUMNS), default=None)


def report_date(pages: Sequence[str]) -> date | None:
    """An 8-K's date of report."""
    match = _REPORT_DATE.search(flat(" ".join(pages[:COVER_PAGES])))
    return parse_date(match["date"]) if match else None


def company_of(pages: Sequence[str], tagged: str = "") -> str:
    """The registrant, spelled as the filing's prose spells it; empty where it was not found."""
    cover = "\n".join(pages[:COVER_PAGES])
    ways = (_registrant, _released_by, lambda _: _signed_by(pages), _reported_on, _first_corporate_line)
    printed = tagged or next(filter(None, (way(cover) for way in ways)), "")
    return _as_in_prose(printed, pages) if printed.isupper() else printed


def _registrant(cover: str) -> str:
    translated = _TRANSLATED_NAME.search(cover)
    english = _last_name(cover[: translated.start()]) if translated else ""
    if english and not _NOT_A_NAME.match(english):
        return english
    exact = _EXACT_NAME.search(cover)
    if exact:
        below = _NAME_BELOW.match(cover, exact.start())
        return _cleaned(below[1]) if below else _last_name(cover[: exact.start()])
    number = _FILE_NUMBER.search(cover)
    following = cover[number.end() :].strip(" _\n").split("\n")[0] if number else ""
    return _cleaned(following) if _looks_like_name(following) else ""


def _last_name(before: str) -> str:
    """The name that ends just before "(Exact name": what follows the last number, date or rule."""
    before = before.rstrip(" _\n(")
    cut = max((m.end() for m in _BEFORE_NAME.finditer(before)), default=0)
    lines = [line.strip() for line in before[cut:].split("\n") if line.strip(" _)")]
    if not lines:
        return ""
    broken_up = len(lines) > 2 and sum(" " not in line for line in lines) * 2 > len(lines)
    suffix_alone = len(lines) > 1 and bool(_CORPORATE.fullmatch(lines[-1]))
    return _cleaned(" ".join(lines if broken_up else lines[-2:] if suffix_alone else lines[-1:]))


def _cleaned(name: str) -> str:
    """A name on one line, without rules, marks and the file of a picture that was not loaded."""
    name = _PICTURE.sub("", name)
    return flat(re.sub(r"_{2,}|®|™", " ", name)).strip(" ,;:)(").removeprefix("or ")


def _looks_like_name(text: str) -> bool:
    return 2 < len(text) < 80 and bool(_CORPORATE.search(text.strip()))


def _released_by(cover: str) -> str:
    """The company that a release names before its ticker: "– Johnson & Johnson (NYSE: JNJ)"."""
    match = _BEFORE_SYMBOL.search(re.sub(r"(?<=\S)\n(?=\S)", " ", cover))
    return _cleaned(_DATELINE.sub("", match[1]) or match[1]) if match else ""


def _reported_on(cover: str) -> str:
    """The company whose report a certification is about."""
    match = _REPORT_OF.search(flat(cover))
    return _cleaned(match[1]) if match and match[1][0].isupper() else ""


def _signed_by(pages: Sequence[str]) -> str:
    """The name above "(Registrant)" among the signatures: a cover may show it as a picture."""
    match = _SIGNED.search("\n".join(pages))
    return _cleaned(match[1]) if match else ""


def _first_corporate_line(cover: str) -> str:
    lines = (line.strip() for line in cover.split("\n")[:60])
    return next((_cleaned(line) for line in lines if _looks_like_name(line) and not _COMMISSION.search(line)), "")


def _as_in_prose(name: str, pages: Sequence[str]) -> str:
    """The name in the mixed case that the text uses most; as printed where the text has capitals only.

    Small capitals are often cut up ("R ESORTS"): where the words are not found, their letters are looked for.
    """
    text = "\n".join(pages)
    for parts, gap in ((name.split(), r"\s+"), ("".join(name.split()), r"\s?")):
        pattern = re.compile(r"\b" + gap.join(map(re.escape, parts)) + r"(?!\w)", re.IGNORECASE)
        found = Counter(flat(match[0]) for match in pattern.finditer(text))
        mixed = [
            spelling for spelling, _ in found.most_common() if not spelling.isupper() and not spelling[0].islower()
        ]
        if mixed:
            return mixed[0]
    return name


def ticker_of(pages: Sequence[str]) -> str | None:
    """The symbol of the (first) class of stock, from the cover's table or a release's "(NYSE: …)"."""
    cover = flat(" ".join(pages[:COVER_PAGES]))
    quoted = _QUOTED_SYMBOL.search(cover)
    heading = re.search(r"trading\s+symbol", cover, re.IGNORECASE)
    if heading:
        listed = _SYMBOL.search(cover, heading.end(), heading.end() + 3000)
        if listed and listed[1] not in ("II", "III", "IV", "N", "A"):
            return listed[1]
    return quoted[1] if quoted else None
