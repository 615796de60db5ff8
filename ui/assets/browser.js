// Keeps the browser's id in a cookie; says which one is there already, where it is another.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = rootFor(parentElement, data[0], setTriggerValue);
  if (!root) return;
  const { cookie, id } = JSON.parse(data[0]);
  const kept = document.cookie.split("; ").find((one) => one.startsWith(cookie + "="))?.split("=")[1];
  if (/^[0-9a-f]{32}$/.test(kept || "")) {
    if (kept !== id) root.say({ id: kept });
    return;
  }
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${id}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
