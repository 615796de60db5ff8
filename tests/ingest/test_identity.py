from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from core.filings import Form
from ingest.identity import currency_of, identify

COVER = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
FORM {form}
{period}
Commission File Number: {number}
{name}
(Exact name of registrant as specified in its charter)
Delaware 91-1144442
Securities registered pursuant to Section 12(b) of the Act:
Title of each class Trading Symbol(s) Name of each exchange on which registered
Class A Common Stock, $0.01 par value {ticker} The Nasdaq Stock Market LLC
Indicate by check mark whether the registrant is a shell company. See Form 10-K."""


def cover(name: str = "TILLOW MILLS, INC.", form: str = "10-K", ticker: str = "TLLW") -> str:
    period = "For the fiscal year ended December 31, 2021"
    return COVER.format(form=form, period=period, number="001-38902", name=name, ticker=ticker)


def test_a_cover_page_identifies_the_filing() -> None:
    identity = identify([cover(), "Tillow Mills, Inc. weaves cloth."])
    assert identity[:7] == ("Tillow Mills, Inc.", Form.TEN_K, 2021, None, date(2021, 12, 31), "USD", "TLLW")


@pytest.mark.parametrize(
    ("printed", "company"),
    [
        ("_________________ Tillow Mills, Inc.", "Tillow Mills, Inc."),
        ("T\nILLOW M\nILLS", "Tillow Mills"),
        ("Tillow Logo.jpg Tillow Mills, Inc.", "Tillow Mills, Inc."),
        ("TILLOW MILLS GROUP,\nINC.", "TILLOW MILLS GROUP, INC."),
    ],
)
def test_the_registrants_name_however_the_cover_sets_it(printed: str, company: str) -> None:
    assert identify([cover(printed), "Tillow Mills makes cloth"]).company == company


def test_a_name_below_its_caption() -> None:
    text = cover().replace(
        "TILLOW MILLS, INC.\n(Exact name of registrant as specified in its charter)",
        "Exact name of registrant as specified in its charter:\nTillow Mills Corporation",
    )
    assert identify([text]).company == "Tillow Mills Corporation"


def test_a_name_that_the_cover_shows_as_a_picture_is_that_of_the_signatures() -> None:
    text = cover(name="")
    signed = (
        "Pursuant to the requirements of the Act, duly authorized.\nTILLOW MILLS COMPANY\n(Registrant)\nBy: /s/ J. Doe"
    )
    assert identify([text, signed]).company == "TILLOW MILLS COMPANY"


def test_a_date_that_stands_away_from_its_words() -> None:
    text = cover(form="10-Q").replace(
        "For the fiscal year ended December 31, 2021\nCommission File Number: 001-38902",
        "For the quarterly period ended Commission file\nMarch 31, 2021 number 1-5805",
    )
    identity = identify([text])
    assert (identity.form, identity.period_end, identity.fiscal_quarter) == (Form.TEN_Q, date(2021, 3, 31), 1)


def test_an_8k_without_results_has_its_own_date_and_no_period() -> None:
    text = cover(form="8-K").replace(
        "For the fiscal year ended December 31, 2021",
        "Date of report (Date of earliest event reported): May 20, 2022 (May 18, 2022)",
    )
    identity = identify([text, "Item 5.07. Submission of Matters to a Vote of Security Holders."])
    assert (identity.form, identity.fiscal_year, identity.period_end) == (Form.EIGHT_K, None, date(2022, 5, 20))


@pytest.mark.parametrize(
    "words",
    [
        "For the quarterly period ended: July 29, 2023",
        "For the fiscal quarter ended July 29, 2023",
        "For the thirteen weeks ended July 29, 2023",
        "For the quarterly period (13 weeks) ended July 29, 2023",
        "FOR THE QUARTER ENDED 29 July 2023",
        "For the quarterly period ended 7/29/2023",
    ],
)
def test_the_ways_a_cover_dates_its_period(words: str) -> None:
    text = cover(form="10-Q/A").replace("For the fiscal year ended December 31, 2021", words)
    identity = identify([text])
    assert (identity.form, identity.period_end) == (Form.TEN_Q, date(2023, 7, 29))


def test_a_foreign_annual_report_has_its_year() -> None:
    identity = identify([cover(form="20-F").replace("December 31, 2021", "March 31, 2022")])
    assert (identity.form, identity.fiscal_year, identity.period_end) == (Form.OTHER, 2022, date(2022, 3, 31))


RELEASE = """Tillow Mills Reports Third Quarter 2023 Results
AKRON, Ohio--(BUSINESS WIRE)--November 2, 2023-- Tillow Mills, Inc. (NYSE: TLLW) today {announced} for the quarter
ended September 30, 2023."""


@pytest.mark.parametrize("announced", ["announced financial results", "reported results", "is announcing its earnings"])
def test_an_earnings_release_without_its_cover_is_what_an_8k_furnishes(announced: str) -> None:
    identity = identify([RELEASE.format(announced=announced), "Net sales 5 4"])
    found = (identity.company, identity.form, identity.fiscal_year, identity.fiscal_quarter, identity.period_end)
    assert found == ("Tillow Mills, Inc.", Form.EIGHT_K, 2023, 3, date(2023, 9, 30))


@pytest.mark.parametrize(
    "opening",
    [
        "Tillow Mills, Inc. Q3 2023 Earnings Call Transcript. November 2, 2023. Operator: they reported results.",
        "SECURITIES AND EXCHANGE COMMISSION\nFORM 6-K\nReport of foreign private issuer\n" + RELEASE,
        "Tillow Mills, Inc. Results for the third quarter 2023: slides of November 2, 2023.",
    ],
)
def test_what_only_speaks_of_results_is_no_8k(opening: str) -> None:
    assert identify([opening.replace("{announced}", "announced results")]).form is Form.OTHER


def test_a_transition_report_is_dated_by_the_end_of_its_transition_period() -> None:
    words = "For the transition period from July 1, 2021 to December 31, 2021"
    identity = identify([cover(form="10-KT").replace("For the fiscal year ended December 31, 2021", words)])
    assert (identity.form, identity.period_end, identity.fiscal_year) == (Form.TEN_K, date(2021, 12, 31), 2021)


def test_a_quarterly_report_without_its_period_on_the_cover_is_dated_by_its_columns() -> None:
    text = cover(form="10-Q").replace("For the fiscal year ended December 31, 2021", "")
    statements = "For the nine months ended September 30, 2023 and 2022\n" * 3
    dated = identify([text, statements + "Three months ended June 30, 2023"])
    assert (dated.form, dated.period_end, dated.fiscal_quarter, dated.notes) == (Form.TEN_Q, date(2023, 9, 30), 3, ())


def test_the_name_in_english_is_that_of_a_bilingual_cover() -> None:
    text = cover(form="20-F", name="TEORI ORIMONO KABUSHIKI KAISHA").replace(
        "Delaware 91-1144442", "TILLOW MILLS CORPORATION\n(Translation of registrant’s name into English)\nJapan"
    )
    assert identify([text, "Tillow Mills Corporation weaves."]).company == "Tillow Mills Corporation"
    none = text.replace("TILLOW MILLS CORPORATION", "Not applicable")
    assert identify([none]).company == "TEORI ORIMONO KABUSHIKI KAISHA"


def test_a_report_of_a_month_has_its_issuer_and_no_year() -> None:
    text = """SECURITIES AND EXCHANGE COMMISSION\nFORM 6-K\nREPORT OF FOREIGN PRIVATE ISSUER
For the month of November 2023\nTillow Mills N.V.\n(Translation of registrant's name into English)"""
    assert identify([text])[:5] == ("Tillow Mills N.V.", Form.OTHER, None, None, None)


@pytest.mark.parametrize(
    "words",
    [
        "I have reviewed this Quarterly Report on Form 10-Q of Tillow Mills, Inc.;",
        "In connection with the Annual Report of Tillow Mills, Inc. (the “Company”) on Form 10-K for the period ended"
        " March 31, 2022, I, Jane Doe, certify",
        "I, Jane Doe, Chief Executive Officer of Tillow Mills, Inc. (the “Company”), certify that the Quarterly Report"
        " on Form 10-Q of the Company for the period ended March 31, 2022 complies",
    ],
)
def test_a_certification_is_of_its_company_and_is_no_annual_report(words: str) -> None:
    identity = identify([f"EXHIBIT 31.1\nCERTIFICATION\n{words}"])
    assert identity[:5] == ("Tillow Mills, Inc.", Form.OTHER, None, None, None)


@pytest.mark.parametrize(
    ("end", "before", "quarter"),
    [("April 1, 2023", "December 31, 2022", 1), ("September 30, 2023", "December 31, 2022", 3),
     ("October 28, 2023", "January 28, 2023", 3), ("May 27, 2023", "November 26, 2022", 2)],
)  # fmt: skip
def test_quarters_of_a_year_that_ends_on_a_saturday(end: str, before: str, quarter: int) -> None:
    words = f"For the quarterly period ended {end}"
    text = cover(form="10-Q").replace("For the fiscal year ended December 31, 2021", words)
    assert identify([text, f"our Annual Report for the fiscal year ended {before}"]).fiscal_quarter == quarter


def test_a_report_whose_cover_bears_no_date_says_so() -> None:
    identity = identify([cover().replace("For the fiscal year ended December 31, 2021", "")])
    assert identity.period_end is None
    assert "period was not found" in identity.notes[0]


def test_tags_are_taken_before_the_text() -> None:
    tags = {
        "DocumentType": "10-Q/A",
        "EntityRegistrantName": "TILLOW MILLS, INC.",
        "DocumentPeriodEndDate": "2023-07-29",
        "DocumentFiscalYearFocus": "2023",
        "DocumentFiscalPeriodFocus": "Q2",
        "TradingSymbol": "TLM",
    }
    identity = identify(["Tillow Mills, Inc. 10-K"], tags)
    assert identity[:7] == ("Tillow Mills, Inc.", Form.TEN_Q, 2023, 2, date(2023, 7, 29), "USD", "TLM")


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("(in millions of euros)", "EUR"),
        ("(€ in millions, except per share)", "EUR"),
        ("(In thousands of U.S. dollars)", "USD"),
        ("(in millions of Canadian dollars)", "CAD"),
        ("(in millions)", "USD"),
    ],
)
def test_the_currency_is_that_of_the_headings(text: str, currency: str) -> None:
    assert currency_of([text]) == currency


# What the cover pages of the shared filings say, and how their issuers count the period.
REAL = {
    "kgrag-10q/pdfs/2022 Q3 AAPL.pdf": ("Apple Inc.", "10-Q", 2022, 3, "2022-06-25"),
    "kgrag-10q/pdfs/2023 Q1 AAPL.pdf": ("Apple Inc.", "10-Q", 2023, 1, "2022-12-31"),
    "kgrag-10q/pdfs/2023 Q3 AMZN.pdf": ("Amazon.com, Inc.", "10-Q", 2023, 3, "2023-09-30"),
    "kgrag-10q/pdfs/2022 Q3 MSFT.pdf": ("Microsoft Corporation", "10-Q", 2023, 1, "2022-09-30"),
    "kgrag-10q/pdfs/2023 Q1 MSFT.pdf": ("Microsoft Corporation", "10-Q", 2023, 2, "2022-12-31"),
    "kgrag-10q/pdfs/2023 Q2 MSFT.pdf": ("Microsoft Corporation", "10-Q", 2023, 3, "2023-03-31"),
    "kgrag-10q/pdfs/2023 Q3 MSFT.pdf": ("Microsoft Corporation", "10-Q", 2024, 1, "2023-09-30"),
    "uber-10q-2022/uber_10q_sept_2022.pdf": ("Uber Technologies, Inc.", "10-Q", 2022, 3, "2022-09-30"),
    "annual-2021/lyft_2021.pdf": ("Lyft, Inc.", "10-K", 2021, None, "2021-12-31"),
    "financebench/pdfs/3M_2018_10K.pdf": ("3M Company", "10-K", 2018, None, "2018-12-31"),
    "financebench/pdfs/ADOBE_2016_10K.pdf": ("Adobe Systems Incorporated", "10-K", 2016, None, "2016-12-02"),
    "financebench/pdfs/BESTBUY_2019_10K.pdf": ("Best Buy Co., Inc.", "10-K", 2019, None, "2019-02-02"),
    "financebench/pdfs/BESTBUY_2024Q2_10Q.pdf": ("Best Buy Co., Inc.", "10-Q", 2024, 2, "2023-07-29"),
    "financebench/pdfs/FOOTLOCKER_2022_8K_dated-2022-05-20.pdf": ("Foot Locker, Inc.", "8-K", None, None, "2022-05-20"),
    "financebench/pdfs/GENERALMILLS_2019_10K.pdf": ("General Mills, Inc.", "10-K", 2019, None, "2019-05-26"),
    "financebench/pdfs/JOHNSON_JOHNSON_2022_10K.pdf": ("Johnson & Johnson", "10-K", 2022, None, "2023-01-01"),
    "financebench/pdfs/JOHNSON_JOHNSON_2023Q2_EARNINGS.pdf": ("Johnson & Johnson", "8-K", 2023, 2, "2023-07-02"),
    "financebench/pdfs/JOHNSON_JOHNSON_2023_8K_dated-2023-08-30.pdf": (
        "Johnson & Johnson", "8-K", None, None, "2023-08-30",
    ),
    "financebench/pdfs/JPMORGAN_2021Q1_10Q.pdf": ("JPMorgan Chase & Co.", "10-Q", 2021, 1, "2021-03-31"),
    "financebench/pdfs/MGMRESORTS_2018_10K.pdf": ("MGM Resorts International", "10-K", 2018, None, "2018-12-31"),
    "financebench/pdfs/MGMRESORTS_2022Q4_EARNINGS.pdf": ("MGM Resorts International", "8-K", 2022, 4, "2022-12-31"),
    "financebench/pdfs/NETFLIX_2017_10K.pdf": ("Netflix, Inc.", "10-K", 2017, None, "2017-12-31"),
    "financebench/pdfs/ULTABEAUTY_2023Q4_EARNINGS.pdf": ("Ulta Beauty, Inc.", "8-K", 2022, 4, "2023-01-28"),
    "financebench/pdfs/VERIZON_2021_10K.pdf": ("Verizon Communications Inc.", "10-K", 2021, None, "2021-12-31"),
}  # fmt: skip


@pytest.mark.parametrize("path", REAL)
def test_real_filings_are_identified(path: str, filings_dir: Path) -> None:
    company, form, year, quarter, end = REAL[path]
    identity = identify(texts_of(filings_dir / path))
    found = (identity.company, identity.form.value, identity.fiscal_year, identity.fiscal_quarter)
    assert (*found, str(identity.period_end)) == (company, form, year, quarter, end)


def texts_of(path: Path) -> Sequence[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
