from datetime import date
from decimal import Decimal

from agents.synthesis_draft import Draft
from agents.synthesis_points import Point
from agents.synthesis_tables import comparison
from core.answers import Citation, Figure
from core.filings import Form
from core.periods import Period, duration
from tests.agents.conftest import filing


def point(label: str, measure: str, period: Period, value: int) -> Point:
    report = filing("q", "Ferrowick Ferries, Inc.", Form.TEN_Q, 2022, 3, period.end)
    place = Citation(0, "q", 4, f"{measure} {value}")
    figure = Figure(measure, Decimal(value).scaleb(6), "USD", period, place, printed=str(value), scale=6)
    return Point("Ferrowick", report, label, figure, measure.lower())


def test_a_balance_stands_under_the_quarter_that_ends_on_its_day():
    ends = {2: date(2022, 6, 30), 3: date(2022, 9, 30)}
    points = [
        one
        for quarter, end in ends.items()
        for one in (
            point(f"{end:%b} {end.day}, 2022", "Cash", Period(end), quarter),
            point(f"Q{quarter} 2022", "Revenue", duration(end, 3), 10 * quarter),
        )
    ]
    table = comparison(points, Draft(), False)
    assert table.columns == ("Q2 2022", "Q3 2022")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["2", "3"], ["20", "30"]]


def test_a_balance_on_a_day_on_which_two_spans_end_keeps_its_own_column():
    end = date(2022, 9, 30)
    points = [
        point("Sep 30, 2022", "Cash", Period(end), 5),
        point("Q3 2022", "Revenue", duration(end, 3), 10),
        point("9M 2022", "Revenue", duration(end, 9), 30),
    ]
    assert "Sep 30, 2022" in comparison(points, Draft(), False).columns
