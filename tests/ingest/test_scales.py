"""In what a table's figures are counted."""

import pytest

from ingest.scales import Scales, scales_in


@pytest.mark.parametrize(
    ("lines", "scales"),
    [
        (["(In millions)"], Scales(6, 6)),
        (["(In millions, except share amounts in thousands)"], Scales(6, 3)),
        (["(Dollars in millions except per share", "data; shares in thousands) Amount Shares"], Scales(6, 3)),
        (["(in thousands, except", "per share amounts)", "Notes"], Scales(3, 3)),
        (["(In thousands)", "(In millions)"], Scales(6, 6)),
        (["Net sales (see Note", "Costs in thousands"], Scales(3, 3)),
        (["Notes £m £m £m"], Scales(6, 6)),
        (["2023 2022", "€bn"], Scales(9, 9)),
        (["US$’000"], Scales(3, 3)),
        (["We issued $750m of notes and repaid $5bn"], None),
        (["Net sales"], None),
    ],
)
def test_the_nearest_lines_state_the_scale_a_bracket_read_whole(lines: list[str], scales: Scales | None) -> None:
    assert scales_in(lines) == scales
