"""A chart's labels, as an analyst writes them."""

from decimal import Decimal

import pytest

from core.answers import Chart, ChartPoint
from ui.charts import chart_payload


@pytest.mark.parametrize(
    ("value", "unit", "label"),
    [
        ("425.325", "USD million", "425.3"),
        ("8343", "USD million", "8,343"),
        ("-495", "USD million", "(495)"),
        ("1.28", "USD million", "1.28"),
        ("34.94", "%", "34.9"),
        ("0.4", "USD/share", "0.40"),
    ],
)
def test_point_is_labelled_with_the_decimals_that_its_unit_is_written_with(value: str, unit: str, label: str) -> None:
    chart = Chart("line", "Revenue", unit, (ChartPoint("Q1 2025", "Kestrel", Decimal(value), 0),))
    assert chart_payload("run", chart, [""])["points"][0]["text"] == label
