"""What explains a change is quoted before what defines the line, and what is told reads as the filing tells it."""

from dataclasses import replace
from datetime import date

from agents.extract import best_sentences
from core.filings import BBox, Form, Hit, Passage, Statement
from tests.agents.conftest import filing, passages, row

MDA = "Part I, Item 2 · Management's Discussion"
RISKS = "Part II, Item 1A · Risk Factors"


def hit(text: str, section: str = MDA, ordinal: int = 0) -> Hit:
    return Hit(Passage("f", ordinal, section, 20, text), 1.0)


def quoted(question: str, *hits: Hit, most: int = 3) -> list[str]:
    return [quote.text for quote in best_sentences(question, hits, most)]


DEFINED = "Research and development expenses primarily consist of the salaries of engineers and of research tools."
MOVED = "Research and development expenses increased $40 million primarily attributable to the hiring of engineers."
EXPECTED = "We expect research and development expenses to increase due to investments that we may make in research."


def test_the_cause_of_the_change_comes_before_the_definition_and_the_outlook() -> None:
    found = quoted(
        "What were the key drivers of the change in research and development?", hit(f"{DEFINED} {EXPECTED} {MOVED}")
    )
    assert found[0] == MOVED and found[-1] != MOVED


def test_drivers_and_implications_are_asked_for_as_reasons() -> None:
    for asked in ("What are the drivers of revenue?", "How did revenue develop and what implications might this have?"):
        text = (
            "Revenue is recognized when tickets are used by riders. Revenue rose 5% driven by higher fares for riders."
        )
        assert quoted(asked, hit(text), most=1) == ["Revenue rose 5% driven by higher fares for riders."]


def test_a_sentence_without_a_word_of_the_question_is_no_answer() -> None:
    text = (
        "Our web site's addresses are given as inactive textual references for the reader's convenience only.\n"
        "New routes can significantly affect our operating expenses in the year of their launch."
    )
    found = quoted("Why did operating expenses change?", hit(text))
    assert found == ["New routes can significantly affect our operating expenses in the year of their launch."]


def test_the_part_of_a_line_that_is_asked_about_comes_before_its_other_parts() -> None:
    text = (
        "Ferry other revenue increased 30% primarily driven by the sale of snacks and of souvenirs on our boats.\n"
        "Ferry charter revenue increased 2% primarily driven by more weddings held on board of the larger boats."
    )
    found = quoted("What drove the change in charter revenue?", hit(text), most=1)
    assert found[0].startswith("Ferry charter")


def test_parts_of_the_expenses_explain_the_whole(ask, shelf) -> None:
    end, last = date(2022, 9, 30), date(2021, 9, 30)
    report = filing("kiln-q3", "Kilnmoor Pottery, Inc.", Form.TEN_Q, 2022, 3, end)
    facts = []
    for label, concept, now, before in (
        ("Research and development", "ResearchAndDevelopmentExpense", "60", "50"),
        ("Selling, general and administrative", "SellingGeneralAndAdministrativeExpense", "90", "80"),
        ("Total operating expenses", "OperatingExpenses", "150", "130"),
    ):
        cells = [(last, 3, before), (end, 3, now)]
        facts += row(report, label, cells, concept=concept, statement=Statement.INCOME)
    told = "The growth in research and development expense in the quarter was driven primarily by new glazes and kilns."
    general = (
        "New product introductions can significantly affect our revenue and our operating expenses in any quarter."
    )
    shelf.add(
        report,
        facts,
        [*passages(report, f"{MDA} › Research and Development", 21, told), *passages(report, MDA, 17, general)],
    )
    said = ask("What are the key drivers of the change in Kilnmoor's operating expenses?", report.id).answer.markdown
    assert told in said and (general not in said or said.index(told) < said.index(general))


def test_a_risk_that_leans_on_what_stood_before_heads_no_risk() -> None:
    text = (
        "For all of these reasons, we may not be able to compete successfully in our markets.\n"
        "Storms could disrupt our ferries and harm our results of operations."
    )
    assert quoted("What are the risk factors?", hit(text, RISKS), most=1)[0].startswith("Storms")


def test_new_standards_are_no_news_of_the_matter() -> None:
    text = (
        "In May 2022 the FASB issued an ASU on leases that requires the disclosure of leases with related parties.\n"
        "We signed two leases of piers in May 2022, with terms of ten years and rents of $2 million a year."
    )
    assert quoted("What does the company say about its leases?", hit(text), most=1)[0].startswith("We signed")


def boxed(id: str, page: int, top: float, ordinal: int, text: str) -> Passage:
    return Passage(id, ordinal, "Part II, Item 1 · Legal Proceedings", page, text, (BBox(50, top, 500, top + 10),))


def test_a_suit_is_told_in_the_order_of_its_events(ask, shelf) -> None:
    report, facts, texts = shelf.books["ferry-q3"]
    story = (
        "Harbourmaster Ltd. filed a lawsuit in a county court against us that alleges a breach of a lease.",
        "The county court dismissed the lawsuit and the plaintiff filed an appeal with the court of appeals.",
        "The court of appeals reinstated the complaint of the plaintiff and set the lawsuit down for trial.",
    )
    told = [boxed(report.id, 33, 100.0 * n, 5000 + n, text) for n, text in enumerate(story)]
    shelf.books["ferry-q3"] = (replace(report), facts, (*texts, *reversed(told)))
    said = ask("What legal proceedings does Ferrowick disclose?", "ferry-q3").answer.markdown
    assert [said.index(text) for text in story] == sorted(said.index(text) for text in story)


def test_a_year_is_no_figure_that_takes_the_place_of_a_reason() -> None:
    from agents.synthesis_words import has_figures

    assert not has_figures(
        "The increase in costs in Q3 2023, compared with 2022, is due to wages at December 31, 2022."
    )
    assert (
        has_figures("It rose to $18.8 billion.")
        and has_figures("In 2023 sales rose 5%.")
        and has_figures("2,023 ships")
    )


def with_told(shelf, id: str, section: str, page: int, *texts: str) -> None:
    report, facts, kept = shelf.books[id]
    more = [Passage(id, 7000 + page + n, section, page, text) for n, text in enumerate(texts)]
    shelf.books[id] = (report, facts, (*kept, *more))


def test_what_to_do_should_a_measure_be_of_no_use_asks_for_no_reasons(ask) -> None:
    question = "What was Tramontane's inventory turnover in FY2021? If it is not a meaningful measure, explain why."
    assert "**Tramontane" not in ask(question, "tram-10k").answer.markdown


def test_no_figure_of_the_past_says_yes_to_what_is_expected(ask, shelf) -> None:
    told = "We expect revenue to grow by 4% in fiscal year 2023, slower than in the year before, on fewer crossings."
    with_told(shelf, "ferry-q3", MDA, 24, told)
    said = ask("Is Ferrowick's revenue expected to grow?", "ferry-q3").answer.markdown
    assert not said.startswith(("Yes", "No")) and told in said


def test_a_summary_of_the_risks_shows_beside_it_what_is_new(ask, shelf) -> None:
    new = "A new bridge across the strait could draw passengers away from our ferries and reduce our fares for years."
    with_told(shelf, "ferry-q3", RISKS, 31, new)
    run = ask("Summarize Ferrowick's risk factors and how they have changed over the reported quarters.")
    marked = next(line for line in run.answer.markdown.splitlines() if new in line)
    assert marked.endswith("*(new since Q2 2022)*")
    assert "could be adversely affected by storms" in run.answer.markdown
    assert "Q2 2022: nothing is new on this since" in run.answer.markdown


def test_a_passage_s_first_sentence_that_began_on_the_page_before_is_no_quote(ask, shelf) -> None:
    cut = "States Courts have ordered us to pay damages to the riders of our ferries in several lawsuits this year."
    whole = "The plaintiffs filed a lawsuit against us in the county court over the fares of our ferries last year."
    section = "Part II, Item 1 · Legal Proceedings"
    with_told(shelf, "ferry-q3", section, 40, f"{whole} In the years that followed it the courts of the United", cut)
    report, facts, kept = shelf.books["ferry-q3"]
    shelf.books["ferry-q3"] = (report, facts, tuple(replace(p, ordinal=n) for n, p in enumerate(kept)))
    said = ask("What legal proceedings does Ferrowick disclose?", "ferry-q3").answer.markdown
    assert whole in said and cut not in said


def test_who_buys_comes_before_how_it_is_accounted_for() -> None:
    text = (
        "Under program accounting, cost of sales is the product of the revenue recognized for customer "
        "deliveries and of the estimated percentage.\n"
        "We derive a significant portion of our revenues from a limited number of tour operators on two routes."
    )
    assert quoted("Who are the primary customers?", hit(text), most=1)[0].startswith("We derive")


def test_what_a_current_report_announces_is_how_its_items_begin(ask, shelf) -> None:
    end = date(2022, 8, 19)
    report = filing("kiln-8k", "Kilnmoor Pottery, Inc.", Form.EIGHT_K, 2022, None, end)
    cover = "Indicate by check mark whether the registrant is an emerging growth company as defined in the rules."
    told = (
        "On August 19, 2022, Kilnmoor announced that its chief executive officer will step down in September of 2022."
    )
    exhibit = "The letter agreement between the company and its chief executive officer is filed with this report."
    shelf.add(
        report,
        [],
        [
            *passages(report, "Cover page", 1, cover),
            *passages(report, "Item 5.02. Departure of Directors or Certain Officers", 2, told),
            *passages(report, "Item 9.01. Financial Statements and Exhibits", 3, exhibit),
        ],
    )
    said = ask("What does this 8-K announce?", report.id).answer.markdown
    assert told in said and exhibit not in said and cover not in said


def test_matters_of_the_wider_world_are_searched_for(ask, shelf) -> None:
    told = "Tariffs on imported engines have raised the cost of our boats, and further duties could raise it again."
    with_told(shelf, "ferry-q3", MDA, 25, told)
    assert told in ask("What does Ferrowick say about tariffs?", "ferry-q3").answer.markdown


def test_the_form_asked_for_is_no_part_of_the_issuer(ask) -> None:
    question = "What contributed to the change in Ferrowick's revenue in the most recent 10-Q compared to before?"
    assert "by itself" not in ask(question).answer.markdown


def test_a_word_that_lost_its_ligature_is_still_the_same() -> None:
    from agents.sameness import same_said

    assert same_said(
        "Storms could have an adverse ef ect on of erings.", "Storms could have an adverse effect on offerings."
    )


def test_a_line_that_is_named_only_beside_another_is_answered_by_that(ask, shelf) -> None:
    told = "Cash used in operating activities rose, driven by the timing and the volume of purchases of inventory."
    with_told(shelf, "tram-10k", "Part II, Item 7 › Liquidity", 26, told)
    assert told in ask("Why did Tramontane's inventory change?", "tram-10k").answer.markdown
