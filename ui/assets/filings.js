const COLUMNS = [
  ["company", "Company"], ["form", "Form"], ["period", "Period"], ["end", "Period end"],
  ["pages", "Pages", true], ["facts", "Facts", true], ["passages", "Passages", true], ["score", "Quality"],
];

export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const table = JSON.parse(data[0]);
  root.sort = root.sort || null;
  draw(root, table, (filing) => {
    root.say({ filing });
    if (window.innerWidth <= 900) setTimeout(() => document.querySelector(".st-key-filing-details")?.scrollIntoView({ behavior: "smooth" }), 300);
  });
}

function draw(root, table, choose) {
  const rows = [...table.rows];
  if (root.sort) {
    const [name, way] = root.sort;
    const value = (r) => (r[name] === null ? -1 : r[name]);
    rows.sort((a, b) => way * (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
  }
  const heading = ([name, label, number]) => {
    const way = root.sort?.[0] === name ? root.sort[1] : 0;
    return el("th", { scope: "col", class: number ? "right" : null, "aria-sort": way ? (way > 0 ? "ascending" : "descending") : null },
      el("button", { onclick: () => { root.sort = [name, way > 0 ? -1 : 1]; draw(root, table, choose); } }, label, way ? (way > 0 ? " ↑" : " ↓") : ""));
  };
  root.replaceChildren(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Filings" },
    el("table", {}, el("thead", {}, el("tr", {}, COLUMNS.map(heading))),
      el("tbody", {}, rows.map((row) => drawRow(row, row.id === table.selected, choose))))));
}

function drawRow(row, selected, choose) {
  const count = (n) => n.toLocaleString("en-US");
  return el("tr", { class: selected ? "selected" : null, "data-filing": row.name, onclick: () => choose(row.id) },
    el("td", {}, el("button", { "aria-pressed": selected ? "true" : "false" }, el("b", {}, row.company), el("span", { class: "file" }, row.name))),
    el("td", { class: "nowrap" }, row.form), el("td", { class: "nowrap" }, row.period || "not found"), el("td", { class: "number nowrap" }, row.end || "not found"),
    ...[row.pages, row.facts, row.passages].map((n) => el("td", { class: "right number" }, count(n))),
    el("td", { class: "nowrap" }, el("i", { class: "mark " + grade(row) }), row.quality, row.remarks ? el("span", { class: "quiet" }, ` · ${row.remarks} note${row.remarks > 1 ? "s" : ""}`) : null));
}

const grade = (row) => (row.score === null ? "none" : row.score >= 0.95 ? "good" : row.score >= 0.75 ? "fair" : "poor");
