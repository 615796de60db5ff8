export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const note = JSON.parse(data[0]);
  const go = (place) => {
    announce("place", { run: note.run, place });
    root.say({ run: note.run, place });
  };
  const vote = (way) => root.say({ run: note.run, vote: way, footnote: note.number });
  const pin = () => root.say({ run: note.run, pin: note.place });
  root.zoom = root.zoom || 1;
  root.dataset.footnote = note.place;
  root.classList.toggle("compact", note.compact);
  const view = note.image ? drawPicture(root, note) : note.pieces ? drawFragment(root, note) : drawText(note);
  root.replaceChildren(drawHead(note, go, pin, vote), el("blockquote", {}, note.quote), drawChain(note), drawZoom(root, note, view), view, drawUses(note));
  root.onkeydown = (e) => {
    if (e.key === "ArrowLeft" && note.previous) go(note.previous);
    else if (e.key === "ArrowRight" && note.next) go(note.next);
    else if (e.key === "+" || e.key === "=") zoomTo(root, note, view, root.zoom * 1.25);
    else if (e.key === "-") zoomTo(root, note, view, root.zoom / 1.25);
    else return;
    e.preventDefault();
  };
}

function drawHead(note, go, pin, vote) {
  const step = (label, glyph, place) => el("button", {
    class: "step", "aria-label": label, title: label, disabled: !place, onclick: () => place && go(place),
  }, glyph);
  return el("header", {},
    el("div", { class: "where" },
      el("div", { class: "title" }, note.number !== null && el("span", { class: "number badge" }, note.number), note.title),
      el("div", { class: "quiet small" }, `Page ${note.page}${note.pages ? ` of ${note.pages}` : ""} · ${note.file}`)),
    el("div", { class: "steps" },
      step("Previous citation", "‹", note.previous), el("span", { class: "quiet small number" }, note.position),
      step("Next citation", "›", note.next),
      note.vote !== null && !note.alone && ["up", "down"].map((way) => el("button", {
        class: "step" + (note.vote === way ? " chosen" : ""), "aria-pressed": note.vote === way ? "true" : "false",
        "aria-label": way === "up" ? "This footnote is right" : "This footnote is wrong",
        title: way === "up" ? "This footnote is right" : "This footnote is wrong", onclick: () => vote(way),
      }, way === "up" ? "✓" : "✗")),
      !note.alone && el("button", { class: "step wide", title: "Keep this one and open another beside it", onclick: pin }, "Pin")));
}

// From the printed cell to the figure in the answer, in one line.
function drawChain(note) {
  const read = note.figures.find((f) => f.read);
  if (!read) return el("div");
  return el("ol", { class: "chain " + read.grounding, "aria-label": "From the cell to the figure" },
    read.steps.map(([name, value]) => el("li", {}, el("span", { class: "quiet" }, name), el("span", { class: "number" }, value))),
    el("li", {}, el("span", { class: "quiet" }, "audit"), el("span", { class: "verdict" }, read.verdict), read.reason && el("span", { class: "reason" }, read.reason)));
}

function drawUses(note) {
  const uses = note.figures.filter((f) => !f.read);
  if (!uses.length) return el("div");
  return el("div", { class: "uses" }, el("h6", {}, "Computed from it"), uses.map((f) =>
    el("details", { class: f.grounding },
      el("summary", {}, el("b", { class: "number" }, f.text), ` ${f.label} `, el("span", { class: "verdict" }, f.verdict)),
      el("dl", {}, f.steps.map(([name, value]) => [el("dt", {}, name), el("dd", { class: "number" }, value)])),
      f.reason && el("p", { class: "reason" }, f.reason))));
}

function drawZoom(root, note, view) {
  if (!note.image && !note.pieces) return el("div");
  const set = (zoom) => () => zoomTo(root, note, view, zoom());
  return el("div", { class: "zoom", role: "toolbar", "aria-label": "Zoom" },
    el("button", { class: "step", "aria-label": "Zoom out", title: "Zoom out (−)", onclick: set(() => root.zoom / 1.25) }, "−"),
    el("output", { class: "small number", "data-zoom": "1" }, percent(root.zoom)),
    el("button", { class: "step", "aria-label": "Zoom in", title: "Zoom in (+)", onclick: set(() => root.zoom * 1.25) }, "+"),
    el("button", { class: "step wide", onclick: set(() => 1) }, "Fit width"),
    (note.box || note.pieces) && el("button", { class: "step wide", onclick: set(() => (note.box ? 2 : root.zoom)) }, "To the mark"));
}

const percent = (zoom) => `${Math.round(zoom * 100)}%`;

function zoomTo(root, note, view, zoom) {
  root.zoom = Math.min(4, Math.max(0.5, zoom));
  root.querySelector("[data-zoom]").textContent = percent(root.zoom);
  const sheet = view.querySelector(".sheet");
  if (sheet) sheet.style.width = percent(root.zoom);
  else if (note.pieces) view.querySelector(".filing").style.zoom = root.zoom;
  toMark(note, view);
}

function drawPicture(root, note) {
  const image = el("img", { src: "data:image/png;base64," + note.image, alt: `${note.title}, page ${note.page}, with the cited place marked`, draggable: "false" });
  const box = note.box;
  const area = box && el("i", {
    class: "area", "data-box": box.join(","), title: note.quote,
    style: `left:${box[0] * 100}%;top:${box[1] * 100}%;width:${(box[2] - box[0]) * 100}%;height:${(box[3] - box[1]) * 100}%`,
  });
  const sheet = el("div", { class: "sheet", style: `width:${percent(root.zoom)};${note.ratio ? `aspect-ratio:${note.ratio}` : ""}` }, image, area);
  const view = el("div", { class: "view", tabindex: "0", role: "region", "aria-label": "Page of the filing" }, sheet);
  image.onload = () => toMark(note, view);
  requestAnimationFrame(() => toMark(note, view));
  let held = null;
  view.onpointerdown = (e) => { held = { x: e.clientX, y: e.clientY, left: view.scrollLeft, top: view.scrollTop }; };
  view.onpointermove = (e) => {
    if (!held || e.pointerType === "touch") return;
    view.scrollLeft = held.left - (e.clientX - held.x);
    view.scrollTop = held.top - (e.clientY - held.y);
  };
  view.onpointerup = view.onpointerleave = () => { held = null; };
  return view;
}

function toMark(note, view) {
  if (note.pieces) return toPiece(view);
  if (!note.box) return;
  const sheet = view.querySelector(".sheet");
  view.scrollTop = ((note.box[1] + note.box[3]) / 2) * sheet.offsetHeight - view.clientHeight * 0.42;
  view.scrollLeft = ((note.box[0] + note.box[2]) / 2) * sheet.offsetWidth - view.clientWidth / 2;
}

// A part of an HTML filing as it is laid out there, built of the tags and styles that are known here and of nothing else.
const TAGS = new Set(("table thead tbody tfoot tr td th caption p div span b strong i em u s sup sub br hr ul ol li dl dt dd " +
  "blockquote h1 h2 h3 h4 h5 h6 pre code").split(" "));
const STYLES = new Set(["text-align", "font-weight", "font-style", "text-decoration", "vertical-align", "padding-left", "text-indent",
  "margin-left", "width", "border-top", "border-bottom"]);

function drawFragment(root, note) {
  const more = (cut) => cut && el("p", { class: "quiet more" }, "…");
  const view = el("div", { class: "view fragment", tabindex: "0", role: "region", "aria-label": "Part of the filing" },
    el("div", { class: "filing", style: `zoom:${root.zoom}` }, more(note.cut[0]), note.pieces.map(drawPiece), more(note.cut[1])));
  requestAnimationFrame(() => toPiece(view));
  return view;
}

function drawPiece(piece) {
  if (typeof piece === "string") return piece;
  const [tag, mark, style, [colspan, rowspan], children] = piece;
  const node = document.createElement(TAGS.has(tag) ? tag : "span");
  for (const [name, value] of Object.entries(style)) if (STYLES.has(name)) node.style.setProperty(name, value);
  if (colspan > 1) node.setAttribute("colspan", colspan);
  if (rowspan > 1) node.setAttribute("rowspan", rowspan);
  if (mark) node.dataset.mark = mark;
  node.append(...children.map(drawPiece));
  return node;
}

function toPiece(view) {
  const at = view.querySelector("[data-mark=cell]") || view.querySelector("[data-mark]");
  if (!at) return;
  const [box, frame] = [at.getBoundingClientRect(), view.getBoundingClientRect()];
  view.scrollTop += box.top - frame.top - view.clientHeight * 0.42;
  view.scrollLeft += box.left + box.width / 2 - frame.left - view.clientWidth / 2;
}

// A filing without pages to look at: its text, with the quote marked where its words stand, whatever the spaces.
function drawText(note) {
  const pattern = note.quote.trim().split(/\s+/).map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
  const match = note.quote.trim() ? new RegExp(pattern).exec(note.text) : null;
  const view = el("div", { class: "view text", tabindex: "0", role: "region", "aria-label": "Text of the filing" });
  if (!match) {
    view.append(note.text || "This page has no text to show.");
    return view;
  }
  const mark = el("mark", {}, match[0]);
  view.append(note.text.slice(0, match.index), mark, note.text.slice(match.index + match[0].length));
  requestAnimationFrame(() => { view.scrollTop = mark.offsetTop - view.offsetTop - view.clientHeight * 0.35; });
  return view;
}
