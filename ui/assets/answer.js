export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const answer = JSON.parse(data[0]);
  Object.assign(root.dataset, { run: answer.run, status: answer.forming ? "forming" : answer.status });
  const open = (place) => {
    announce("place", { run: answer.run, place });
    root.say({ run: answer.run, place });
    showSide();
  };
  root.replaceChildren(
    ...[
      answer.banner && el("div", { class: "banner", role: "alert" }, answer.banner),
      ...answer.blocks.map((block) => drawBlock(block, answer, open)),
      answer.error && !answer.blocks.length && el("p", { class: "error" }, answer.error),
      answer.forming && el("div", { class: "forming", role: "status" }, answer.blocks.length ? "Writing" : "Working", dots()),
      answer.table && drawTable(answer, open),
      answer.missing.length && list("missing", "Not found", answer.missing),
      answer.caveats.length && list("caveats", "Keep in mind", answer.caveats),
      answer.otherwise.length && drawOtherwise(answer, (question) => root.say({ run: answer.run, ask: question })),
      answer.notes.length && drawNotes(answer, open),
      answer.line && el("div", { class: "line" }, answer.line),
    ].filter(Boolean),
  );
  if (answer.fresh && root.seen !== answer.run) {
    root.seen = answer.run;
    const run = root.getRootNode().host?.closest('[class*="st-key-run-"]') || root;
    requestAnimationFrame(() => run.scrollIntoView({ block: "start" }));
  }
  const noteOf = (place) => (place?.startsWith("g:") ? answer.figures[place.slice(2)]?.note : place?.startsWith("a:") ? Number(place.slice(2)) : null);
  const mark = (place) => root.querySelectorAll("[data-place]").forEach((n) =>
    n.classList.toggle("on", n.dataset.note ? Number(n.dataset.note) === noteOf(place) : n.dataset.place === place));
  mark(answer.selected);
  listen(root, "place", (d) => mark(d.run === answer.run ? d.place : null));
  listen(root, "sub", (d) =>
    root.querySelectorAll("[data-sub]").forEach((n) =>
      n.classList.toggle("lit", d.run === answer.run && d.sub !== "" && n.dataset.sub === d.sub)));
}

function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}

function drawBlock(block, answer, open) {
  const inner = () => (block.c || []).map((child) => drawBlock(child, answer, open));
  const row = { tr: "tr", thead: "thead", tbody: "tbody" }[block.t];
  if (row) return el(row, {}, inner());
  switch (block.t) {
    case "inline": return el("span", {}, drawInlines(block.s, answer, open));
    case "h": return el("h" + Math.min(block.level + 2, 6), {}, inner());
    case "p": return el("p", {}, inner());
    case "ul": return el("ul", {}, inner());
    case "ol": return el("ol", { start: block.start }, inner());
    case "li": return el("li", {}, inner());
    case "quote": return el("blockquote", {}, inner());
    case "pre": return el("pre", {}, block.v);
    case "hr": return el("hr");
    case "table": return el("div", { class: "scroll" }, el("table", {}, inner()));
    case "th": case "td": return el(block.t, { class: block.right ? "right number" : null }, inner());
    default: return el("span", {}, inner());
  }
}

function drawInlines(nodes, answer, open) {
  let figure = null; // the last one before a footnote: its number then leads to its own cell of the row
  let last = null; // the last figure as it is drawn: the footnotes after it stay on its line
  return nodes.map((node) => {
    if (node.t === "figure") figure = node.i;
    if (node.t === "note" && last) return last.append(...[drawNumber(node.n, answer, open, figure)].flat());
    last = null;
    switch (node.t) {
      case "note": return drawNumber(node.n, answer, open, figure);
      case "figure": return (last = el("span", { class: "noted" }, drawFigure(node.v, node.i, answer, open)));
      case "code": return el("code", {}, node.v);
      case "br": return el("br");
      case "strong": case "em": case "s": case "span":
        return el(node.t, {}, drawInlines(node.c, answer, open));
      default: return node.v;
    }
  });
}

const WORD_JOINER = "\u2060"; // a footnote stays on the line of its figure

function drawNumber(number, answer, open, figure = null) {
  const note = answer.notes.find((n) => n.n === number);
  if (!note) return el("sup", { class: "pending" }, number);
  const own = figure !== null && answer.figures[figure];
  const place = own && own.note === number ? own.place : note.place;
  return [WORD_JOINER, el("button", {
    class: "note", "data-place": place, "data-note": number, title: `${note.title}, page ${note.page}\n“${note.quote}”`,
    "aria-label": `Footnote ${number}: ${note.title}, page ${note.page}`, onclick: () => open(place),
  }, number)];
}

function drawFigure(text, index, answer, open) {
  const figure = answer.figures[index];
  const say = (sub) => () => announce("sub", { run: answer.run, sub });
  const attributes = {
    class: "figure number " + figure.grounding, title: figure.hint, "data-sub": figure.sub, "data-grounding": figure.grounding,
    onmouseenter: say(figure.sub), onmouseleave: say(""),
  };
  const flag = { unsupported: "unsupported", wrong_period: "other period" }[figure.grounding];
  const tail = flag && el("span", { class: "flag" }, flag);
  if (!figure.place) return el("span", attributes, text, tail);
  return el("button", { ...attributes, "data-place": figure.place, onclick: () => open(figure.place) }, text, tail);
}

function drawTable(answer, open) {
  const { title, columns, rows } = answer.table;
  const noteOf = (i) => answer.figures[i]?.note;
  const right = columns.map((_, i) => rows.some((r) => r.cells[i]?.number));
  const cell = (c, i) =>
    el("td", { class: right[i] ? "right number" : null },
      c.figure === null || !answer.figures[c.figure] ? c.text : drawFigure(c.text, c.figure, answer, open),
      c.figure !== null && noteOf(c.figure) && drawNumber(noteOf(c.figure), answer, open, c.figure));
  return el("figure", { class: "comparison" },
    title && el("figcaption", {}, title),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": title || "Comparison" },
      el("table", {},
        el("thead", {}, el("tr", {}, el("th"), columns.map((c, i) => el("th", { scope: "col", class: right[i] ? "right" : null }, c)))),
        el("tbody", {}, rows.map((r) => el("tr", {}, el("th", { scope: "row" }, r.label), r.cells.map(cell)))))));
}

function list(name, heading, lines) {
  return el("section", { class: name }, el("h6", {}, heading), el("ul", {}, lines.map((line) => el("li", {}, line))));
}

// The question put otherwise, where it can be meant so: a click asks it.
function drawOtherwise(answer, ask) {
  return el("section", { class: "otherwise" }, el("h6", {}, "Did you mean"), el("div", {}, answer.otherwise.map((question) =>
    el("button", { "data-ask": question, onclick: () => ask(question) }, question))));
}

// The list is built when it is opened: quotes hold their row's other figures, which are not the answer's.
function drawNotes(answer, open) {
  const list = el("ol", {});
  const item = (note) => el("li", { value: note.n },
    el("button", { "data-place": note.place, onclick: () => open(note.place) },
      el("b", {}, `${note.filing}, p. ${note.page} `), el("span", { class: "quiet" }, note.quote)));
  return el("details", { class: "sources", ontoggle: (e) => e.target.open && !list.children.length && list.append(...answer.notes.map(item)) },
    el("summary", {}, `Footnotes (${answer.notes.length})`), list);
}
