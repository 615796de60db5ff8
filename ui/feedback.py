"""What users said of answers: counted, and listed so that somebody can work through it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from core.errors import NotThere
from core.ontology import load_ontology
from core.traces import Feedback, Run, Vote
from ui.citations import answer_place, citation_at, filing_short
from ui.frame import attempt
from ui.session_tools import go_to
from ui.text import plain, shortened

if TYPE_CHECKING:
    from workbench import Workbench

SESSIONS_READ = 200
LISTED = 60
TOOL_TOPICS = {"search_passages": "in words", "read_page": "in words", "compare": "comparison"}


class Judged(NamedTuple):
    """An answer, and the last word on it: None where there is none."""

    run: Run
    said: Feedback | None


def feedback_view(bench: "Workbench") -> None:
    """Counts, then the answers that were found wanting, newest first."""
    judged = [Judged(run, _last(run)) for run in _runs(bench)]
    if not judged:
        st.markdown("No answer yet. Ask a question, then say with the thumbs under its answer whether it was good.")
        return
    for place, (label, number) in zip(st.columns(4), _counts(judged).items(), strict=True):
        place.metric(label, f"{number:,}")
    left, right = st.columns(2, gap="medium")
    with left:
        _table("By topic", Counter(topic(j.run) for j in judged), judged, topic)
    with right:
        _table("By version", Counter(version(j.run) for j in judged), judged, version)
    _list(bench, judged)


def _runs(bench: "Workbench") -> list[Run]:
    runs: list[Run] = []
    for session in bench.sessions()[:SESSIONS_READ]:
        try:
            runs += answered(bench, session.id, session.updated)
        except NotThere:
            continue  # deleted by another tab since it was listed
    return runs


@st.cache_resource(show_spinner=False, max_entries=2 * SESSIONS_READ)
def answered(_bench: "Workbench", session: str, updated: datetime) -> tuple[Run, ...]:
    """A session's answered runs, read again only where something in it changed."""
    return tuple(run for run in _bench.session(session).runs if run.answer)


def _last(run: Run) -> Feedback | None:
    """The last word on the answer; on one of its footnotes, where nothing was said of the answer."""
    of_answer = [said for said in run.feedback if said.footnote is None]
    return (of_answer or list(run.feedback) or [None])[-1]


def _counts(judged: Sequence[Judged]) -> dict[str, int]:
    votes = Counter(j.said.vote if j.said else None for j in judged)
    return {"Good": votes[Vote.UP], "Wanting": votes[Vote.DOWN], "No word": votes[None], "Answers": len(judged)}


def topic(run: Run) -> str:
    """What a question was about: its first line item or ratio, else the way it was answered."""
    first = run.plan.sub_questions[0] if run.plan and run.plan.sub_questions else None
    if first is None:
        return "not planned"
    ontology = load_ontology()
    named = first.arguments.get("line_items") or first.arguments.get("ratio") or first.arguments.get("line_item") or ""
    id = str(named[0] if isinstance(named, list) else named)
    if id in ontology.line_items:
        return ontology.line_items[id].name
    if id in ontology.ratios:
        return ontology.ratios[id].name
    return id or TOOL_TOPICS.get(first.tool, first.tool.replace("_", " "))


def version(run: Run) -> str:
    """Who answered: the product's version and the analyst."""
    return " ".join(p for p in (run.settings.version, run.settings.provider, run.settings.model) if p)


def _table(title: str, groups: Counter[str], judged: Sequence[Judged], of: object) -> None:
    assert callable(of)
    rows = []
    for name, _ in groups.most_common(12):
        votes = _counts([j for j in judged if of(j.run) == name])
        cells = "".join(f"<td>{votes[key]:,}</td>" for key in ("Good", "Wanting", "No word"))
        rows.append(f"<tr><th scope='row'>{escape(name)}</th>{cells}</tr>")
    head = "<tr><th></th><th scope='col'>Good</th><th scope='col'>Wanting</th><th scope='col'>No word</th></tr>"
    st.subheader(title, anchor=False)
    st.html(f"<table class='footnote-counts'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>")


def _list(bench: "Workbench", judged: Sequence[Judged]) -> None:
    """Every answer and footnote whose last word is a thumb down, the latest first."""
    wanting = [Judged(j.run, word) for j in judged for word in last_words(j.run) if word.vote is Vote.DOWN]
    wanting.sort(key=lambda one: one.said.at if one.said else one.run.started, reverse=True)
    st.subheader("To work through", anchor=False)
    if not wanting:
        st.caption("No answer was found wanting.")
        return
    waiting = [one for one in wanting if one.said and not one.said.done]
    labels = {f"Waiting ({len(waiting):,})": False, f"Done ({len(wanting) - len(waiting):,})": True}
    shown = labels[st.radio("Which", list(labels), horizontal=True, label_visibility="collapsed", key="worked")]
    listed = [one for one in wanting if one.said and one.said.done is shown]
    if not listed:
        st.caption("None is done yet." if shown else "All are worked through.")
    for one in listed[:LISTED]:
        _item(bench, one)
    if len(listed) > LISTED:
        st.caption(f"The {LISTED} latest of {len(listed):,} are shown.")


def last_words(run: Run) -> list[Feedback]:
    """The last word on the answer and on each of its footnotes."""
    return list({word.footnote: word for word in run.feedback}.values())


def _footnote(one: Judged) -> str:
    """As " on footnote 3: Q2 2022, page 6"; empty for a word on the whole answer."""
    number = one.said.footnote if one.said else None
    if not number:
        return ""
    citation = citation_at(one.run, answer_place(number))
    where = f": {filing_short(one.run, citation.filing)}, page {citation.page}" if citation else ""
    return f" · on footnote {number}{where}"


def _item(bench: "Workbench", one: Judged) -> None:
    run, said = one
    assert said is not None
    place = f"{run.session}-{run.id}-{said.footnote or 0}"
    with st.container(border=True, key=f"wanting-{place}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            title = plain(shortened(run.question, 140))
            if st.button(title, key=f"look-{place}", type="tertiary", width="stretch"):
                go_to(run.session, run.id, said.footnote)
            if st.button("Open again" if said.done else "Done", key=f"done-{place}", type="tertiary"):
                word = replace(said, at=datetime.now(UTC), done=not said.done)
                if attempt(lambda: bench.add_feedback(run.session, run.id, word)):
                    st.rerun()
        st.caption(plain(f"{topic(run)} · {version(run)} · {said.at.astimezone():%d %b %Y %H:%M}{_footnote(one)}"))
        if said.reason:
            st.markdown(plain(said.reason))
        if said.correction:
            st.markdown(f"**Should be** {plain(said.correction)}")
