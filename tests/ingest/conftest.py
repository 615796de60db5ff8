"""Files made for the tests of reading."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Pages = Sequence[Sequence[str]]


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A function from pages of lines (and a password, if any) to a PDF."""

    def make(pages: Pages, password: str | None = None) -> bytes:
        from reportlab.lib.pdfencrypt import StandardEncryption
        from reportlab.pdfgen.canvas import Canvas

        stream = io.BytesIO()
        encrypt = StandardEncryption(password, ownerPassword="owner", strength=128) if password else None
        canvas = Canvas(stream, pagesize=(612, 792), encrypt=encrypt)
        for lines in pages:
            canvas.setFont("Helvetica", 9)
            for i, line in enumerate(lines):
                canvas.drawString(50, 740 - 13 * i, line)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return make


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """A function that puts a file into the test's own folder."""

    def save(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return save


@pytest.fixture(scope="session")
def quarterly_report() -> Pages:
    """The pages of a small invented 10-Q: cover, balance sheet, income statement, discussion."""
    return (
        (
            "UNITED STATES",
            "SECURITIES AND EXCHANGE COMMISSION",
            "Washington, D.C. 20549",
            "FORM 10-Q",
            "QUARTERLY REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934",
            "For the quarterly period ended October 29, 2022",
            "Commission File Number: 001-99999",
            "TILLOW MILLS, INC.",
            "(Exact name of registrant as specified in its charter)",
            "Title of each class Trading Symbol(s) Name of each exchange on which registered",
            "Common Stock, par value $0.01 per share TLLW New York Stock Exchange",
            "Indicate by check mark whether the registrant is a large accelerated filer.",
        ),
        (
            "PART I",
            "Item 1. Financial Statements",
            "TILLOW MILLS, INC.",
            "CONDENSED CONSOLIDATED BALANCE SHEETS",
            "(In millions)",
            "October 29, 2022                    January 29, 2022",
            "Total assets   $ 500   $ 450",
            "Total liabilities   300   260",
            "Total stockholders' equity   200   190",
        ),
        (
            "Item 2. Management's Discussion and Analysis of Financial Condition and Results of Operations",
            "Overview",
            "Tillow Mills, Inc. weaves cloth. Our fiscal year ends on the Saturday nearest January 31.",
            "References to fiscal 2022 are to the fiscal year that began on January 30, 2022.",
            "Fiscal 2021 ended January 29, 2022.",
            "Net sales in the third quarter of fiscal 2022 rose by 4.0% over the third quarter of fiscal 2021.",
            "For further detail see our Annual Report on Form 10-K for the fiscal year ended January 29, 2022.",
        ),
    )
