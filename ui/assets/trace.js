const WORDS = {
  waiting: "waiting", running: "running", answered: "answered", not_disclosed: "not disclosed", failed: "failed",
  stopped: "stopped", ok: "done", error: "failed",
};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const trace = JSON.parse(data[0]);
  if (root.run !== trace.run) Object.assign(root, { run: trace.run, opened: new Set(), view: root.view || "steps", filter: "" });
  if (trace.linked && !root.followed && trace.spans.some((s) => s.id === trace.linked)) {
    root.followed = true;
    root.view = "spans";
    root.opened.add("span" + trace.linked);
    requestAnimationFrame(() => root.querySelector(`[data-span="${CSS.escape(trace.linked)}"]`)?.scrollIntoView({ block: "nearest" }));
  }
  const open = (place) => {
    announce("place", { run: trace.run, place });
    root.say({ run: trace.run, place });
    showSide();
  };
  trace.again = (sub) => root.say({ run: trace.run, again: sub });
  const redraw = () => draw(root, trace, open, redraw);
  redraw();
  listen(root, "sub", (d) =>
    root.querySelectorAll("[data-sub]").forEach((n) =>
      n.classList.toggle("lit", d.run === trace.run && d.sub !== "" && n.dataset.sub === d.sub)));
}

function draw(root, trace, open, redraw) {
  const focused = root.contains(root.getRootNode().activeElement) && root.getRootNode().activeElement.dataset.focus;
  const views = { steps: "Steps", graph: "Graph", spans: "Waterfall" };
  const tab = ([id, label]) => el("button", {
    role: "tab", "aria-selected": root.view === id ? "true" : "false", "data-focus": "tab" + id, "data-view": id,
    onclick: () => { root.view = id; redraw(); },
  }, label);
  const body = { steps: drawSteps, graph: drawGraph, spans: drawSpans }[root.view];
  root.replaceChildren(
    el("div", { class: "bar" },
      el("div", { role: "tablist", "aria-label": "Views of the trace" }, Object.entries(views).map(tab)),
      el("span", { class: "quiet number" }, copyLink(trace, ""), trace.live && el("i", { class: "dot running" }), trace.summary)),
    body(root, trace, open, redraw),
  );
  if (focused) root.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
}

function drawSteps(root, trace, open) {
  return [
    trace.readings.length ? el("ul", { class: "readings" }, trace.readings.map((r) => el("li", {}, r))) : null,
    trace.steps.length
      ? el("ol", { class: "steps" }, trace.steps.map((step) => drawStep(root, trace, step, open)))
      : el("p", { class: "quiet" }, trace.live ? "Reading the question…" : "Nothing was planned."),
  ].filter(Boolean).reduce((box, part) => (box.append(part), box), el("div", { role: "tabpanel" }));
}

function drawStep(root, trace, step, open) {
  const say = (sub) => () => announce("sub", { run: trace.run, sub });
  const details = el("details", { open: root.opened.has(step.id), ontoggle: (e) => root.opened[e.target.open ? "add" : "delete"](step.id) },
    el("summary", { "data-focus": "step" + step.id },
      el("i", { class: "dot " + step.status, "aria-hidden": "true" }),
      el("span", { class: "what" },
        el("span", { class: "title" }, step.title),
        el("span", { class: "meta" },
          step.filing && el("span", {}, step.filing),
          step.tool && el("span", { class: "tool" }, step.tool),
          el("span", { class: "status " + step.status }, WORDS[step.status] || step.status),
          drawRetries(step),
          step.evidence.length > 0 && el("span", { class: "number" }, `${step.evidence.length} cited`))),
      el("span", { class: "time number" }, step.seconds)),
    el("div", { class: "inside" },
      step.error && el("p", { class: "error" }, step.error),
      step.answer && el("p", {}, step.answer),
      step.arguments.length > 0 && pairs(step.arguments),
      step.after.length > 0 && el("p", { class: "quiet" }, "After " + step.after.join(", ")),
      drawEvidence(step.evidence, open),
      step.kind === "sub" && !trace.live && step.status !== "waiting" && el("button", {
        class: "again", "data-again": step.sub, title: "Ask this branch again, without the rest", onclick: () => trace.again(step.sub),
      }, "Ask only this again")));
  return el("li", { class: step.kind + " is-" + step.status, "data-sub": step.sub || null, "data-step": step.id, ...lights(step.sub, say) }, details);
}

// What makes the figures that rest on a sub-question light up: the mouse over it, or the keyboard on it.
function lights(sub, say) {
  if (!sub) return {};
  return { onmouseenter: say(sub), onmouseleave: say(""), onfocusin: say(sub), onfocusout: say("") };
}

function drawRetries(step) {
  return step.retries > 0 && el("span", { class: "retried" }, step.retries === 1 ? "retried once" : `retried ${step.retries} times`);
}

function copyLink(trace, span) {
  const url = () => `${location.origin}${location.pathname}?session=${trace.session}&run=${trace.run}${span && "&span=" + span}`;
  const done = (e) => { e.target.textContent = "copied"; setTimeout(() => { e.target.textContent = "link"; }, 1500); };
  return el("button", { class: "copy", title: "Copy a link to this", onclick: (e) => navigator.clipboard.writeText(url()).then(() => done(e)) }, "link");
}

function pairs(list) {
  return el("dl", {}, list.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

function drawEvidence(evidence, open) {
  if (!evidence.length) return null;
  return el("ul", { class: "evidence" }, evidence.map((e) =>
    el("li", {}, el("button", { "data-place": e.place, onclick: () => open(e.place) },
      el("b", {}, e.n !== null ? `${e.n} · ` : "", `${e.filing}, p. ${e.page} `), el("span", { class: "quiet" }, e.quote)))));
}

const KINDS = {
  failed: ["Failed", (s) => s.status === "error"], retried: ["Retried", (s) => s.retries > 0],
  model: ["Model calls", (s) => s.kind === "llm"], tools: ["Tools", (s) => s.kind === "tool" || s.kind === "retriever"],
};

function drawSpans(root, trace, open, redraw) {
  const wanted = root.filter.toLowerCase();
  const kind = KINDS[root.kind]?.[1] || (() => true);
  const says = (s) => [s.name, s.kind, s.status, s.model, s.input, s.output, s.error].join(" ").toLowerCase().includes(wanted);
  const shown = trace.spans.filter((s) => kind(s) && (!wanted || says(s)));
  const chips = Object.entries(KINDS).filter(([, [, test]]) => trace.spans.some(test)).map(([name, [label, test]]) => el("button", {
    class: "chip" + (root.kind === name ? " on" : ""), "aria-pressed": root.kind === name ? "true" : "false", "data-focus": "kind" + name,
    onclick: () => { root.kind = root.kind === name ? "" : name; redraw(); },
  }, `${label} ${trace.spans.filter(test).length}`));
  return el("div", { role: "tabpanel" },
    el("div", { class: "sieve" },
      el("input", {
        class: "filter", type: "search", placeholder: "Filter: name, kind, words in input or output", value: root.filter,
        "aria-label": "Filter spans", "data-focus": "filter", oninput: (e) => { root.filter = e.target.value; redraw(); },
      }), chips),
    el("ol", { class: "spans" + (trace.spans.some((s) => s.meter) ? " metered" : "") }, shown.map((span) => drawSpan(root, trace, span, open))),
    shown.length ? null : el("p", { class: "quiet" }, trace.spans.length ? "No span matches." : "No step has begun."));
}

function drawSpan(root, trace, span, open) {
  const style = `left:${(span.left * 100).toFixed(2)}%;width:max(2px,${(span.width * 100).toFixed(2)}%)`;
  const id = "span" + span.id;
  const say = (sub) => () => announce("sub", { run: trace.run, sub });
  return el("li", { "data-sub": span.sub || null, "data-span": span.id, class: "is-" + span.status + (span.retries ? " is-retried" : ""), ...lights(span.sub, say) },
    el("details", { open: root.opened.has(id), ontoggle: (e) => root.opened[e.target.open ? "add" : "delete"](id) },
      el("summary", { "data-focus": id },
        el("span", { class: "name", style: `padding-left:${Math.min(span.depth, 5) * 0.8}em`, title: span.about }, span.name, span.of && el("span", { class: "quiet" }, ` ${span.of}`)),
        el("span", { class: "track" }, el("i", { class: "fill k-" + span.kind + " " + span.status, style })),
        el("span", { class: "time number" }, span.time || "…"),
        el("span", { class: "meter number" }, span.meter)),
      el("div", { class: "inside" },
        span.error && el("p", { class: "error" }, span.error),
        drawRetries(span),
        pairs([["kind", span.kind], ["status", WORDS[span.status] || span.status], ["model", span.model], ["tokens", span.tokens],
          ["cost", span.cost], ...span.attributes].filter(([, v]) => v)),
        span.input && [el("h6", {}, "Input"), el("pre", {}, span.input)],
        span.output && [el("h6", {}, "Output"), el("pre", {}, span.output)],
        drawEvidence(span.evidence, open),
        copyLink(trace, span.id))));
}

// The plan as a graph: the question, its sub-questions in layers by what they depend on, and the answer.
function drawGraph(root, trace, open, redraw) {
  const subs = trace.steps.filter((s) => s.kind === "sub");
  if (!subs.length) return el("p", { class: "quiet" }, trace.live ? "The plan is being made…" : "Nothing was planned.");
  const layer = {};
  const depth = (sub, seen = new Set()) => {
    if (layer[sub.id] !== undefined || seen.has(sub.id)) return layer[sub.id] || 0;
    seen.add(sub.id);
    const before = sub.after.map((id) => subs.find((s) => s.id === id)).filter(Boolean);
    return (layer[sub.id] = before.length ? 1 + Math.max(...before.map((b) => depth(b, seen))) : 0);
  };
  subs.forEach((s) => depth(s));
  const layers = Math.max(...Object.values(layer)) + 1;
  const room = (root.clientWidth || 560) - 132; // what lies between the question and the answer, so that a plan of few layers uses it
  const box = { w: Math.min(300, Math.max(168, room / layers - 34)), h: 46, gapX: 34, gapY: 10 };
  const rows = Array.from({ length: layers }, (_, i) => subs.filter((s) => layer[s.id] === i));
  const tallest = Math.max(...rows.map((r) => r.length));
  const height = tallest * (box.h + box.gapY);
  const at = {};
  rows.forEach((row, x) => row.forEach((s, y) => {
    at[s.id] = { x: 70 + x * (box.w + box.gapX), y: (height - row.length * (box.h + box.gapY)) / 2 + y * (box.h + box.gapY) };
  }));
  const width = 70 + layers * (box.w + box.gapX) + 62;
  const mid = height / 2;
  const used = new Set(subs.flatMap((s) => s.after));
  const line = (x1, y1, x2, y2) => svg("path", { d: `M${x1},${y1} C${x1 + 18},${y1} ${x2 - 18},${y2} ${x2},${y2}`, class: "edge" });
  const edges = subs.flatMap((s) => {
    const to = at[s.id];
    const into = s.after.length
      ? s.after.filter((id) => at[id]).map((id) => line(at[id].x + box.w, at[id].y + box.h / 2, to.x, to.y + box.h / 2))
      : [line(58, mid, to.x, to.y + box.h / 2)];
    return used.has(s.id) ? into : [...into, line(to.x + box.w, to.y + box.h / 2, width - 58, mid)];
  });
  const end = (x, label) => [
    svg("rect", { x, y: mid - 14, width: 58, height: 28, rx: 14, class: "end" }),
    svg("text", { x: x + 29, y: mid + 4, "text-anchor": "middle" }, label)];
  return el("div", { class: "graph", role: "tabpanel", tabindex: "0" },
    svg("svg", { width, height: height + 4, viewBox: `0 -2 ${width} ${height + 4}`, role: "img", "aria-label": `Plan of ${subs.length} sub-questions` },
      edges, end(0, "Question"), end(width - 58, "Answer"), subs.map((s) => node(root, s, at[s.id], box, redraw))));
}

function node(root, step, at, box, redraw) {
  const cut = (text, n) => (text.length > n ? text.slice(0, n - 1) + "…" : text);
  const show = () => { root.view = "steps"; root.opened.add(step.id); redraw(); };
  return svg("g", { class: "node is-" + step.status, tabindex: "0", role: "button", "data-sub": step.sub,
    onclick: show, onkeydown: (e) => e.key === "Enter" && show() },
    svg("title", {}, `${step.title}\n${step.filing} · ${step.tool} · ${WORDS[step.status]}`),
    svg("rect", { x: at.x, y: at.y, width: box.w, height: box.h, rx: 6 }),
    svg("circle", { cx: at.x + 12, cy: at.y + 15, r: 4, class: "mark " + step.status }),
    svg("text", { x: at.x + 22, y: at.y + 19, class: "head" }, cut(step.filing.split(" · ").slice(-2).join(" · ") || step.tool, box.w / 7.6)),
    svg("text", { x: at.x + 10, y: at.y + 36, class: "sub" }, cut(step.status === "answered" && step.answer ? step.answer : step.title, box.w / 5.9)));
}
