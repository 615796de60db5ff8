// Builds elements from text nodes only: what a filing or a model says can never become markup.
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false || value === "") continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

// The view's root: one element that keeps its place while its content is redrawn; null where nothing changed.
// The way back to the server is another one each time the page is drawn, also where nothing changed: a click takes the last.
function rootFor(parent, payload, setTriggerValue) {
  let root = [...parent.children].find((child) => child.classList.contains("root"));
  if (!root) {
    root = el("div", { class: "root" });
    parent.append(root);
  }
  root.say = (said) => setTriggerValue("message", JSON.stringify(said));
  if (root.payload === payload) return null;
  root.payload = payload;
  return root;
}

// Words between the views of a page: which sub-question is looked at, so that figures and steps light up together.
function announce(name, detail) {
  document.dispatchEvent(new CustomEvent("footnote:" + name, { detail }));
}

function listen(root, name, handler) {
  root.heard = root.heard || {};
  if (root.heard[name]) document.removeEventListener("footnote:" + name, root.heard[name]);
  root.heard[name] = (event) => handler(event.detail);
  document.addEventListener("footnote:" + name, root.heard[name]);
}

function showSide() {
  if (window.innerWidth > 900) return;
  setTimeout(() => document.querySelector(".st-key-side")?.scrollIntoView({ behavior: "smooth" }), 250);
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [k, v] of Object.entries(attributes || {}))
    if (k.startsWith("on")) made.addEventListener(k.slice(2), v); else if (v) made.setAttribute(k, v);
  made.append(...children.flat(Infinity).map((c) => (c instanceof Node ? c : document.createTextNode(String(c)))));
  return made;
}
