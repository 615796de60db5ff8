"""Which words of a page stand out too little from what is behind them (WCAG 2.1, 1.4.3)."""

from playwright.sync_api import Page

FAINT = """() => {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, part, i) => {
    const v = c[i] / 255;
    return sum + part * (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  }, 0);
  const found = [];
  const look = (root) => root.querySelectorAll("*").forEach((e) => {
    if (e.shadowRoot) look(e.shadowRoot);
    const words = [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent.trim()).join(" ").trim();
    const [box, style] = [e.getBoundingClientRect(), getComputedStyle(e)];
    if (!words || !box.width || !box.height || style.visibility === "hidden") return;
    if (style.fontFamily.includes("Material")) return; // an icon, whose name its font draws
    let [shown, off, behind] = [1, false, []];
    for (let n = e; n; n = n.parentElement || n.getRootNode().host) {
      shown *= getComputedStyle(n).opacity;
      off ||= n.disabled || n.ariaDisabled === "true";
      behind.unshift(rgba(getComputedStyle(n).backgroundColor));
    }
    if (off || shown < 0.05) return;
    const ground = behind.reduce((under, top) => over(top, under), [255, 255, 255, 1]);
    const ink = rgba(e instanceof SVGElement ? style.fill : style.color);
    const [a, b] = [light(over([...ink.slice(0, 3), ink[3] * shown], ground)), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < (parseFloat(style.fontSize) >= 24 ? 3 : 4.5)) found.push(`${words.slice(0, 60)}: ${ratio.toFixed(1)}`);
  });
  look(document);
  return found;
}"""


def faint(page: Page) -> list[str]:
    """The words, each with its contrast; those of what is disabled do not count."""
    found: list[str] = page.evaluate(FAINT)
    return found
