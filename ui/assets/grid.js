const WORDS = { answered: "", not_disclosed: "not disclosed", failed: "failed", waiting: "waiting", stopped: "stopped" };

export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const grid = JSON.parse(data[0]);
  // What was hidden and how it is sorted outlives the view: it is made anew when the last cell is filled.
  root.kept = (window.footnoteGrids ??= {})[grid.run] ??= { away: new Set(), sort: null };
  const say = (what) => root.say({ run: grid.run, ...what });
  draw(root, grid, say);
}

function draw(root, grid, say) {
  const redraw = () => draw(root, grid, say);
  const shown = grid.columns.map((c, i) => ({ ...c, i })).filter((c) => !root.kept.away.has(c.i));
  const rows = [...grid.rows];
  if (root.kept.sort) {
    const [i, way] = root.kept.sort;
    const value = (row) => (i < 0 ? row.filing : row.cells[i].sort ?? row.cells[i].text);
    // Figures before words before nothing, whichever way they are sorted.
    const rank = (row) => (typeof value(row) === "number" ? 0 : i < 0 || row.cells[i].status === "answered" ? 1 : 2);
    rows.sort((a, b) => rank(a) - rank(b) || way * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
  }
  const sorted = (i) => () => { root.kept.sort = [i, root.kept.sort?.[0] === i ? -root.kept.sort[1] : 1]; redraw(); };
  const arrow = (i) => (root.kept.sort?.[0] === i ? (root.kept.sort[1] > 0 ? " ↑" : " ↓") : "");
  const done = grid.rows.flatMap((r) => r.cells).filter((c) => c.status !== "waiting").length;
  const all = grid.rows.length * grid.columns.length;
  const numeric = (i) => grid.columns[i].number || grid.rows.some((r) => r.cells[i].number);
  root.replaceChildren(
    el("div", { class: "progress", role: "status" },
      grid.live && el("i", { style: `width:${(done / all) * 100}%` }),
      el("span", { class: "quiet number" }, grid.live ? `${done} of ${all} cells` : tally(grid))),
    root.kept.away.size ? el("div", { class: "hidden" }, "Hidden: ", [...root.kept.away].map((i) =>
      el("button", { onclick: () => { root.kept.away.delete(i); redraw(); } }, grid.columns[i].title + " +"))) : el("span"),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Comparison" },
      el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, el("button", { onclick: sorted(-1) }, "Filing", arrow(-1))),
          shown.map((c) => el("th", { scope: "col", class: numeric(c.i) ? "right" : null },
            el("button", { onclick: sorted(c.i), title: "Sort" }, c.title, arrow(c.i)), numeric(c.i) && el("span", { class: "unit" }, c.unit || "\u00a0"),
            el("span", { class: "tools" },
              grid.rows.some((r) => r.cells[c.i].number) && el("button", { class: grid.charted === c.i ? "on" : null, onclick: () => say({ column: c.i }) }, "chart"),
              el("button", { onclick: () => { root.kept.away.add(c.i); redraw(); } }, "hide")))))),
        el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.filing), shown.map((c) => drawCell(row.cells[c.i], numeric(c.i), grid, say))))))));
}

// "47 answered · 2 not disclosed", where the progress stood.
function tally(grid) {
  const cells = grid.rows.flatMap((row) => row.cells);
  const counts = Object.entries({ ...WORDS, answered: "answered" }).map(([status, word]) => [cells.filter((c) => c.status === status).length, word]);
  return counts.filter(([count]) => count).map((pair) => pair.join(" ")).join(" · ");
}

function drawCell(cell, right, grid, say) {
  const word = WORDS[cell.status];
  const body = cell.status === "answered" ? el("span", { class: "said " + (cell.grounding || "") }, cell.text) : el("span", { class: "word" }, word);
  const inside = cell.place
    ? el("button", { "data-place": cell.place, title: cell.hint, onclick: () => say({ place: cell.place }) }, body, cell.caveat && el("sup", {}, "*"))
    : el("span", { title: cell.hint || cell.text }, body, cell.caveat && el("sup", {}, "*"));
  const kind = cell.number ? "right number" : !right ? "words" : cell.status === "answered" ? "right words" : "right";
  return el("td", { class: `${kind} is-${cell.status}${grid.selected && cell.place === grid.selected ? " on" : ""}`, "data-status": cell.status }, inside);
}
