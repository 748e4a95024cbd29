/* Shortcuts of one key, or of g and another. They rest while somebody writes, and can be switched off (WCAG 2.2, 2.1.4). */

const list = document.querySelector("#keys");
const LONGEST_PAUSE_MS = 1500;
let leading = 0;

function keysAreOn() {
  try {
    return localStorage.getItem("keys") !== "off";
  } catch { return true; }
}

function switchKeys(event) {
  try {
    if (event.target.checked) localStorage.removeItem("keys");
    else localStorage.setItem("keys", "off");
  } catch { event.target.checked = true; }
}

function showList() {
  document.querySelector("#keys-on").checked = keysAreOn();
  list.showModal();
}

/* Rows and posts are walked through in the order in which they stand. */
function step(by) {
  const stops = [...document.querySelectorAll("main .row-link, main article.post[id]")].filter((stop) => stop.checkVisibility());
  const here = document.activeElement.closest?.(".row-link, article.post[id]");
  const found = stops[here ? stops.indexOf(here) + by : by > 0 ? 0 : stops.length - 1];
  if (!found) return;
  if (found.matches("article")) found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: found.matches("article") ? "start" : "center" });
}

const acts = {
  "/": () => document.querySelector("[data-search-key]")?.focus(),
  "?": showList,
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement.matches?.("a.row-link") && document.activeElement.click(),
  r: () => document.querySelector(":is(#reply, #comment) textarea")?.focus(),
  q: () => document.activeElement.closest?.("article.post")?.querySelector("a[data-quote]")?.click(),
};

function press(event) {
  const writing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (writing || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
  if (list.open || !keysAreOn()) return;
  const led = event.timeStamp - leading < LONGEST_PAUSE_MS;
  leading = 0;
  const way = led && [...list.querySelectorAll("[data-keys]")].find((link) => link.dataset.keys === event.key);
  if (way) location.assign(way.href);
  else if (event.key === "g") leading = event.timeStamp;
  else if (acts[event.key]) acts[event.key]();
  else return;
  event.preventDefault();
}

if (list) {
  document.addEventListener("keydown", press);
  document.querySelector("#keys-on").addEventListener("change", switchKeys);
  for (const opener of document.querySelectorAll("[data-keys-list]")) {
    opener.hidden = false;
    opener.addEventListener("click", showList);
  }
}
