/* Small comforts. Every page works without this file. */

const root = document.documentElement;

/* Theme: system, light, dark, and round again. */
function themeNow() {
  return root.dataset.bsTheme || "auto";
}

function chooseTheme(theme) {
  if (theme === "auto") delete root.dataset.bsTheme;
  else root.dataset.bsTheme = theme;
  try {
    if (theme === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch { /* the choice then lasts for this page only */ }
}

function nameToggle(toggle) {
  const label = toggle.getAttribute(`data-label-${themeNow()}`);
  toggle.setAttribute("aria-label", label);
  toggle.title = label;
}

function setUpThemeToggle(toggle) {
  const following = { auto: "light", light: "dark", dark: "auto" };
  toggle.hidden = false;
  nameToggle(toggle);
  toggle.addEventListener("click", () => {
    chooseTheme(following[themeNow()]);
    nameToggle(toggle);
  });
}

/* Exact times in the reader's own zone, where the server knows no better. */
function tellLocalTimes() {
  if (root.dataset.times !== "local") return;
  const style = new Intl.DateTimeFormat(root.lang || undefined, { dateStyle: "long", timeStyle: "short" });
  for (const time of document.querySelectorAll("time[datetime]")) {
    time.title = style.format(new Date(time.dateTime));
  }
}

/* What scrolls by itself can be reached by keyboard, also where the browser does not see to it. */
function reachWideTables() {
  for (const table of document.querySelectorAll(".prose table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
}

/* "/" goes to the search box, unless someone is writing. */
function focusSearch(event) {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("[data-search-key]")?.focus();
}

/* A form is sent once; coming back to the page through history makes it usable again. */
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
}

function openFormsAgain(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
}

/* The person menu closes on Escape and on a click elsewhere. */
function closeMenus(event) {
  if (event.type === "keydown" && event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "click" && menu.contains(event.target)) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

document.querySelectorAll("[data-theme-toggle]").forEach(setUpThemeToggle);
document.querySelector(".field [aria-invalid], .notice[role=alert]")?.focus();
tellLocalTimes();
reachWideTables();
document.addEventListener("keydown", focusSearch);
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("submit", sendOnce);
window.addEventListener("pageshow", openFormsAgain);
