export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const chart = JSON.parse(data[0]);
  const open = (place) => {
    if (!place) return;
    announce("place", { run: chart.run, place });
    root.say({ run: chart.run, place });
    showSide();
  };
  const redraw = () => draw(root, chart, open);
  root.watcher?.disconnect();
  root.watcher = new ResizeObserver(() => root.clientWidth !== root.drawn && redraw());
  root.watcher.observe(root);
  redraw();
}

function draw(root, chart, open) {
  root.drawn = root.clientWidth;
  const width = Math.max(260, root.clientWidth);
  root.replaceChildren(el("figure", {},
    el("figcaption", {}, el("span", {}, chart.title, chart.unit && el("span", { class: "quiet" }, `, ${chart.unit}`)), drawTake(root, chart)),
    chart.series.length > 1 ? drawLegend(chart) : null,
    drawPlot(chart, width, open)));
}

function drawLegend(chart) {
  return el("div", { class: "legend" }, chart.series.map((name, i) => el("span", {}, el("i", { class: "s" + (i % 6) }), name)));
}

function drawPlot(chart, width, open) {
  const tickWidth = Math.max(...chart.ticks.map(([, text]) => text.length)) * 6.6 + 10;
  const box = { left: tickWidth, right: width - 12, top: 16, bottom: 196 };
  const y = (value) => box.bottom - ((value - chart.low) / (chart.high - chart.low || 1)) * (box.bottom - box.top);
  const band = (box.right - box.left) / chart.places.length;
  const x = (place) => box.left + band * (chart.places.indexOf(place) + 0.5);
  const grid = chart.ticks.map(([value, text]) => [
    svg("line", { x1: box.left, x2: box.right, y1: y(value), y2: y(value), class: value === 0 ? "zero" : "grid" }),
    svg("text", { x: box.left - 8, y: y(value) + 4, "text-anchor": "end" }, text)]);
  const room = Math.max(4, Math.floor(band / 6.2));
  const names = chart.places.map((place) =>
    svg("text", { x: x(place), y: box.bottom + 18, "text-anchor": "middle" }, svg("title", {}, place),
      place.length > room ? place.slice(0, room - 1) + "…" : place));
  const marks = (chart.kind === "line" ? drawLines : drawBars)(chart, { x, y, band }, open);
  return svg("svg", { width, height: box.bottom + 28, role: "group", "aria-label": `${chart.title}, ${chart.unit}` }, grid, names, marks);
}

function drawLines(chart, { x, y }, open) {
  // Labels stand above the highest point of a place and below the lowest; those between would run into each other.
  const at = (p) => chart.points.filter((other) => other.x === p.x);
  const label = (p) => {
    const values = at(p).map((other) => other.value);
    if (p.value === Math.max(...values) && at(p).find((other) => other.value === p.value) === p) return y(p.value) - 10;
    return p.value === Math.min(...values) ? y(p.value) + 18 : null;
  };
  return chart.series.map((name, i) => {
    const points = chart.points.filter((p) => p.series === name);
    const path = points.map((p, n) => `${n ? "L" : "M"}${x(p.x)},${y(p.value)}`).join("");
    return [svg("path", { d: path, class: "series s" + (i % 6) }),
      points.map((p) => mark(p, open, svg("circle", { cx: x(p.x), cy: y(p.value), r: 4.5, class: "s" + (i % 6) }), x(p.x), label(p), chart))];
  });
}

function drawBars(chart, { x, y, band }, open) {
  const beside = (place) => chart.series.filter((name) => chart.points.some((p) => p.x === place && p.series === name));
  const thick = Math.min(54, (band * 0.72) / Math.max(...chart.places.map((place) => beside(place).length)));
  return chart.points.map((p) => {
    const i = chart.series.indexOf(p.series);
    const left = x(p.x) + thick * (beside(p.x).indexOf(p.series) - beside(p.x).length / 2);
    const [top, bottom] = [Math.min(y(p.value), y(0)), Math.max(y(p.value), y(0))];
    const bar = svg("rect", { x: left + 1, y: top, width: Math.max(1, thick - 2), height: Math.max(1, bottom - top), class: "s" + (i % 6) });
    return mark(p, open, bar, left + thick / 2, p.value < 0 ? bottom + 12 : top - 5, chart);
  });
}

function mark(point, open, shape, x, y, chart) {
  const few = chart.points.length <= 16 && y !== null;
  const act = () => open(point.place);
  return svg("g", { class: "mark" + (point.place ? " linked" : ""), tabindex: point.place ? "0" : null, role: point.place ? "button" : "img",
    "data-place": point.place, "aria-label": `${point.series}, ${point.x}: ${point.text}`, onclick: act, onkeydown: (e) => e.key === "Enter" && act() },
    svg("title", {}, `${point.series}\n${point.x}: ${point.text} ${chart.unit}`), shape,
    few ? svg("text", { x, y, "text-anchor": "middle", class: "value" }, point.text) : []);
}

// The chart to take away: its figures as CSV, or the picture as SVG with the colours it has now.
function drawTake(root, chart) {
  const cell = (v) => `"${String(v).replace(/"/g, '""')}"`;
  const csv = () => ["Period or company,Series,Value,Unit", ...chart.points.map((p) => [cell(p.x), cell(p.series), p.value, cell(chart.unit)].join(","))].join("\r\n");
  return el("span", { class: "take" },
    el("button", { onclick: () => save(`${chart.title}.csv`, csv(), "text/csv") }, "CSV"),
    el("button", { onclick: () => save(`${chart.title}.svg`, picture(root), "image/svg+xml") }, "SVG"));
}

function picture(root) {
  const drawn = root.querySelector("svg");
  const copy = drawn.cloneNode(true);
  const [from, to] = [drawn.querySelectorAll("*"), copy.querySelectorAll("*")];
  from.forEach((node, i) => {
    const style = getComputedStyle(node);
    for (const name of ["fill", "stroke", "stroke-width", "font-size", "font-weight"]) to[i].setAttribute(name, style.getPropertyValue(name));
    if (node.tagName === "text") to[i].setAttribute("font-family", "sans-serif");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function save(name, text, type) {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name.replace(/[^\w .-]+/g, "_") });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
