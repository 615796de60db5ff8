// Streamlit keeps the theme by page; here it is set for every page at once, and the page is drawn anew.
const THEMES = { System: "As the system has it", Light: "Light", Dark: "Dark" };

export default function ({ data, parentElement }) {
  const root = rootFor(parentElement, data[0]);
  if (!root) return;
  const kept = Object.keys(localStorage).map((name) => name.match(/^stActiveTheme-.*-v(\d+)$/)).find(Boolean);
  const place = (path) => `stActiveTheme-${path}-v${kept ? kept[1] : 2}`;
  const folder = location.pathname.replace(/[^/]*$/, "");
  const now = JSON.parse(localStorage.getItem(place(location.pathname)) || '"System"');
  const choose = (theme) => {
    for (const page of JSON.parse(data[0]).pages) localStorage.setItem(place(folder + page), JSON.stringify(theme));
    location.reload();
  };
  root.replaceChildren(el("div", { class: "themes", role: "radiogroup", "aria-label": "Theme" },
    Object.entries(THEMES).map(([theme, label]) => el("button", {
      role: "radio", "aria-checked": String(theme === now), class: theme === now ? "on" : null, onclick: () => choose(theme),
    }, label))));
}
