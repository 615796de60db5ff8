from decimal import Decimal

import pytest

from core.answers import Chart, ChartPoint
from export.chart_drawing import HEIGHT, WIDTH, Drawing, drawing


def drawn(kind: str, *points: tuple[str, str, str]) -> Drawing:
    chart = Chart(kind, "Revenue", "USD million", tuple(ChartPoint(x, s, Decimal(v), 0) for x, s, v in points))
    result = drawing(chart)
    assert result
    return result


def test_chart_without_points_is_not_drawn() -> None:
    assert drawing(Chart("line", "Revenue", "", ())) is None


@pytest.mark.parametrize("kind", ["line", "bar"])
@pytest.mark.parametrize(
    "values", [("0", "0"), ("-5930", "-1206"), ("-12", "181"), ("0.61", "1.28"), ("1", "99999999")]
)
def test_everything_stays_inside(kind: str, values: tuple[str, str]) -> None:
    picture = drawn(kind, ("Q1", "Uber", values[0]), ("Q2", "Uber", values[1]))
    for mark in picture.marks:
        assert 0 <= mark.x <= mark.x + mark.width <= WIDTH
        assert 0 <= mark.y <= mark.y + mark.height <= HEIGHT


def test_negative_bar_hangs_from_zero() -> None:
    up, down = drawn("bar", ("Uber", "Uber", "30"), ("Lyft", "Lyft", "-10")).marks
    assert up.y + up.height == pytest.approx(down.y)
    assert up.height == pytest.approx(3 * down.height, abs=0.5)
    assert down.text == "(10)"


def test_one_bar_a_company_stands_in_the_middle_of_its_place() -> None:
    picture = drawn("bar", *((name, name, "5") for name in ("Amazon", "Alphabet", "Meta")))
    for mark, place in zip(picture.marks, picture.across, strict=True):
        assert mark.x + mark.width / 2 == pytest.approx(place.at, abs=4)


def test_two_series_have_a_line_and_a_name_each() -> None:
    picture = drawn("line", ("Q1", "Uber", "1"), ("Q1", "Lyft", "2"), ("Q2", "Uber", "3"), ("Q2", "Lyft", "4"))
    assert picture.legend == ("Uber", "Lyft")
    assert [line.points.count(",") for line in picture.lines] == [2, 2]
