"""The Compare page: empty, loaded, running, failed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.answers import Answer, AnswerStatus, Finding, FindingStatus, Plan
from core.estimates import Estimate
from core.filings import Form
from core.templates import Template
from core.traces import Run, Session
from tests.ui.conftest import Opened
from tests.ui.fake import FakeHandle, FakeWorkbench, cells_of
from tests.ui.values import FILINGS, RUN, SESSION, revenue
from ui.grid import column_chart
from ui.templates import rolled_forward

Page = Callable[..., Opened]
QUESTIONS = ("Revenue", "Operating margin", "What drove the change in revenue?")


def grid_run(findings: int, ended: bool) -> Run:
    """A grid of three questions by three filings, so many of its cells filled in."""
    plan = cells_of(QUESTIONS, [f.id for f in FILINGS])
    said = []
    for cell in plan.sub_questions[:findings]:
        quarter = int(cell.id[-1]) + 1
        figure = replace(revenue(quarter, 1), sub_question=cell.id)
        assert figure.citation is not None
        said.append(Finding(cell, FindingStatus.ANSWERED, figure.text, (figure,), (figure.citation,)))
    answer = Answer("", AnswerStatus.PARTIAL, findings=tuple(said))
    return replace(RUN, id="run-g", session="grid-1", plan=plan, answer=answer, ended=RUN.ended if ended else None)


def kept(bench: FakeWorkbench, run: Run) -> None:
    bench.kept = [Session("grid-1", "Compare: Earnings review", SESSION.created, SESSION.updated, (run,))]


def test_with_an_empty_library_it_says_what_to_do(bench: FakeWorkbench, page: Page) -> None:
    assert "Add filings on the Library page" in page("compare").words


def test_a_template_is_asked_of_the_chosen_filings_as_one_plan(loaded: FakeWorkbench, page: Page) -> None:
    opened = page("compare")
    opened.test.button(key="grid-run").click().run()
    ((question, filings, session),) = loaded.asked
    assert question.startswith("Compare: Earnings review: Revenue") and session is None
    assert filings == tuple(f.id for f in FILINGS)
    assert len(loaded.plans[0].sub_questions) == 7 * 3
    assert loaded.kept[0].title == "Compare: Earnings review"


def test_cells_fill_in_while_it_runs(loaded: FakeWorkbench, page: Page) -> None:
    run = grid_run(4, ended=False)
    kept(loaded, run)
    loaded.handles["grid-1"] = FakeHandle(run)
    opened = page("compare", {"grid": "grid-1"})
    (grid,) = opened.view("grid")
    assert [c["status"] for c in grid["rows"][0]["cells"]] == ["answered", "answered", "waiting"]
    opened.test.button(key="stop-grid").click().run()
    assert loaded.handles["grid-1"].stopped


def test_figures_stand_under_their_columns_unit(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(3, ended=True))
    (grid,) = page("compare", {"grid": "grid-1"}).view("grid")
    assert grid["columns"][0] == {"title": "Revenue", "unit": "USD million", "number": True}
    assert [row["cells"][0]["text"] for row in grid["rows"]] == ["6,854", "8,073", "8,343"]
    assert [row["cells"][2]["status"] for row in grid["rows"]] == ["stopped"] * 3


def test_a_column_becomes_a_line_over_the_quarters_of_one_company() -> None:
    drawn = column_chart(grid_run(3, ended=True), 0)
    assert drawn is not None
    chart, places = drawn
    assert (chart.kind, [p.x for p in chart.points]) == ("line", ["Q1 2025", "Q2 2025", "Q3 2025"])
    assert places == ["f:c0-r0:0", "f:c0-r1:0", "f:c0-r2:0"]


def test_a_cell_opens_the_page_it_cites(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(3, ended=True))
    (note,) = page("compare", {"grid": "grid-1"}, grid_cell="f:c0-r1:0").view("page")
    assert (note["file"], note["page"]) == ("kestrel-q2-2025.pdf", 5)


def test_an_earlier_grid_is_a_template_for_other_filings(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(3, ended=True))
    opened = page("compare")
    names = opened.test.selectbox(key="template").options
    assert any(name.startswith("Earnings review, as on") for name in names)


def test_a_comparison_that_is_gone_is_said_so(loaded: FakeWorkbench, page: Page) -> None:
    assert "There is no session nowhere" in page("compare", {"grid": "nowhere"}).test.warning[0].value


def test_figures_of_different_scales_stand_in_the_larger_one(loaded: FakeWorkbench, page: Page) -> None:
    run = grid_run(3, ended=True)
    assert run.answer is not None
    first = run.answer.findings[0]
    small = replace(first.figures[0], value=Decimal("425325000"), scale=3)
    findings = (replace(first, figures=(small,)), *run.answer.findings[1:])
    kept(loaded, replace(run, answer=replace(run.answer, findings=findings)))
    (grid,) = page("compare", {"grid": "grid-1"}).view("grid")
    assert grid["columns"][0]["unit"] == "USD million"
    assert [row["cells"][0]["text"] for row in grid["rows"]] == ["425.3", "8,073", "8,343"]


def test_a_comparison_is_rolled_forward_to_the_next_filing_of_each_company() -> None:
    first, second, third = FILINGS
    annual = replace(third, id="y", form=Form.TEN_K, fiscal_quarter=None, period_end=date(2025, 12, 31))
    assert rolled_forward([first, second], FILINGS) == ((second, third), ())
    assert rolled_forward([second, third], [*FILINGS, annual]) == ((third, annual), ())
    assert rolled_forward([annual], [*FILINGS, annual]) == ((), (first.company,))


def test_a_company_without_a_later_filing_keeps_its_own_where_another_moves_on() -> None:
    first, second, _ = FILINGS
    other = replace(first, id="o", company="Other Corp")
    assert rolled_forward([first, other], [first, second, other]) == ((second, other), ("Other Corp",))


def test_the_next_filing_is_asked_the_same_by_one_click(loaded: FakeWorkbench, page: Page) -> None:
    run = grid_run(9, ended=True)
    assert run.plan
    two = tuple(s for s in run.plan.sub_questions if s.filing != FILINGS[2].id)
    kept(loaded, replace(run, plan=Plan(two)))
    opened = page("compare", {"grid": "grid-1"})
    opened.test.button(key="roll-forward").click().run()
    assert {s.filing for s in loaded.plans[-1].sub_questions} == {FILINGS[1].id, FILINGS[2].id}
    assert [s.text for s in loaded.plans[-1].sub_questions[::2]] == list(QUESTIONS)


def test_with_no_later_filing_it_cannot_be_rolled_forward(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(9, ended=True))
    assert page("compare", {"grid": "grid-1"}).test.button(key="roll-forward").disabled


def test_a_comparison_is_saved_as_a_template_offered_and_deleted(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(9, ended=True))
    opened = page("compare", {"grid": "grid-1"})
    opened.test.text_input[0].set_value("My review")
    next(b for b in opened.test.button if b.label == "Save").click().run()
    assert loaded.saved == [Template("My review", QUESTIONS)]
    opened = page("compare")
    opened.test.selectbox(key="template").set_value(loaded.saved[0]).run()
    assert opened.test.text_area[0].value.splitlines() == list(QUESTIONS)
    opened.test.button(key="delete-template").click().run()
    assert not loaded.saved


def test_a_template_under_the_name_of_a_standing_one_takes_its_place_until_it_is_deleted(
    loaded: FakeWorkbench, page: Page
) -> None:
    loaded.saved = [Template("Earnings review", ("Revenue", "Backlog"))]
    opened = page("compare")
    assert opened.test.selectbox(key="template").options == ["Earnings review", "Liquidity", "Risk changes"]
    assert opened.test.text_area[0].value.splitlines() == ["Revenue", "Backlog"]
    opened.test.button(key="delete-template").click().run()
    assert len(opened.test.text_area[0].value.splitlines()) == 7
    assert "delete-template" not in [button.key for button in opened.test.button]


def test_a_comparison_leads_to_its_trace(loaded: FakeWorkbench, page: Page) -> None:
    kept(loaded, grid_run(9, ended=True))
    opened = page("compare", {"grid": "grid-1"})
    opened.test.button(key="grid-trace").click().run()
    assert opened.test.query_params["session"] == "grid-1"
    assert [view["run"] for view in opened.view("trace")] == ["run-g"]


def test_what_a_comparison_may_cost_is_said_before_it_is_asked_of_a_model(loaded: FakeWorkbench, page: Page) -> None:
    said = "The comparison may read about 9,000 tokens and write 800: $0.0120. It ends at $1.00 at the latest."
    loaded.estimated = Estimate(9012, 806, Decimal("0.012"), "A rule of thumb.")
    assert said in page("compare").words.replace("\\", "") and loaded.cells_estimated == 7 * 3
    loaded.estimated = Estimate(0, 0, Decimal(0), "The offline analyst uses no tokens.")
    assert "The comparison may" not in page("compare").words
