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
function reachWideParts() {
  for (const part of document.querySelectorAll(".prose table, .chart")) {
    if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
  }
}

/* A form is sent once; coming back to the page through history makes it usable again. */
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  for (const control of form.elements) if (control.type === "submit") control.setAttribute("aria-disabled", "true");
}

function openFormsAgain(event) {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const control of form.elements) control.removeAttribute("aria-disabled");
  }
}

/* While somebody types, the page shows what is there already. */
const TYPING_PAUSE_MS = 300;

function showSimilar(place) {
  const field = place.closest("form").elements[place.dataset.words];
  let waiting, asking;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      asking?.abort();
      asking = new AbortController();
      const address = `${place.dataset.similar}?${new URLSearchParams({ [field.name]: field.value })}`;
      try {
        const answer = await fetch(address, { signal: asking.signal });
        if (answer.ok) place.innerHTML = await answer.text();
      } catch { /* the next letter asks again */ }
    }, TYPING_PAUSE_MS);
  });
}

/* What is written is kept while it is being written, and once more when the page goes out of sight. */
const KEEPING_PAUSE_MS = 1500;

function keepDraft(place) {
  const form = place.closest("form");
  let waiting = 0;
  async function keep() {
    clearTimeout(waiting);
    waiting = 0;
    if (form.dataset.sent) return;
    try {
      const answer = await fetch(place.dataset.draft, { method: "POST", body: new FormData(form), keepalive: true });
      place.textContent = answer.ok ? place.dataset.says : "";
    } catch { /* the next letter tries again */ }
  }
  form.addEventListener("input", () => {
    place.textContent = "";
    clearTimeout(waiting);
    waiting = setTimeout(keep, KEEPING_PAUSE_MS);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) keep();
  });
}

/* The preview follows the words while it is open. */
function followWords(button) {
  const form = button.form;
  const place = form.querySelector("[data-preview-place]");
  let waiting, asking;
  async function show() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(button.dataset.preview, { method: "POST", body: new FormData(form), signal: asking.signal });
      if (answer.ok) place.querySelector(".prose").innerHTML = await answer.text();
    } catch { /* the next letter asks again */ }
  }
  button.setAttribute("aria-pressed", String(!place.hidden));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    place.hidden = !place.hidden;
    button.setAttribute("aria-pressed", String(!place.hidden));
    if (!place.hidden) show();
  });
  form.elements.body.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!place.hidden) waiting = setTimeout(show, TYPING_PAUSE_MS);
  });
}

/* Quoting puts the words of a post, or the chosen ones among them, into the reply without leaving the page. */
function quote(event) {
  const link = event.target.closest?.("a[data-quote]");
  const box = document.querySelector("#reply textarea[name=body]");
  if (!link || !box || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const words = link.closest("article").querySelector(".prose");
  const chosen = getSelection();
  const said = !chosen.isCollapsed && words.contains(chosen.anchorNode) ? chosen.toString() : words.innerText;
  const lines = said.trim().slice(0, 2000).split("\n").map((line) => `> ${line}`.trimEnd());
  box.value += `${box.value ? "\n\n" : ""}${link.dataset.quote}:\n\n${lines.join("\n")}\n\n`;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

/* What was put into the page is like what stood there: wide parts can be reached, and further rows are gone on with. */
function welcomeNew(event) {
  tellLocalTimes();
  reachWideParts();
  if (event.detail.elt.matches("ol.rows")) event.detail.elt.querySelector(".row-link")?.focus();
}

/* A sentence of the house goes when the next act begins. */
function clearSaid() {
  document.querySelector("#said")?.replaceChildren();
}

/* Files are brought while the text is being written: chosen, pasted or dropped; a picture goes where the cursor is. */
function bringFiles(place) {
  const form = place.closest("form");
  const box = form.elements.body;
  const chooser = place.querySelector("input[type=file]");
  const state = place.querySelector(".files-state");
  const list = place.querySelector(".chosen-files");
  let turn = Promise.resolve();
  let coming = 0;

  function send(file) {
    const words = new FormData();
    words.append("csrf_token", form.elements.csrf_token.value);
    words.append("place", place.dataset.place);
    words.append("files", file, file.name);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    state.append(bar);
    return new Promise((done) => {
      const asking = new XMLHttpRequest();
      asking.open("POST", place.dataset.upload);
      asking.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
      asking.onloadend = () => {
        bar.remove();
        coming -= 1;
        if (asking.status === 200) take(asking.responseText);
        else say(asking.status === 422 ? asking.responseText : place.dataset.failed);
        done();
      };
      asking.send(words);
    });
  }

  function take(part) {
    list.insertAdjacentHTML("beforeend", part);
    const words = list.lastElementChild.dataset.markdown;
    if (!words) return;
    const lone = box.value && !box.value.slice(0, box.selectionStart).endsWith("\n") ? "\n\n" : "";
    box.setRangeText(`${lone}${words}\n\n`, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    state.append(line);
  }

  function bring(files) {
    state.replaceChildren();
    coming += files.length;
    for (const file of files) turn = turn.then(() => send(file));
    chooser.value = "";
  }

  function filesOf(event, data) {
    const files = [...(data?.files ?? [])];
    if (files.length) event.preventDefault();
    bring(files);
  }

  chooser.addEventListener("change", () => bring([...chooser.files]));
  box.addEventListener("paste", (event) => { if (event.clipboardData?.files.length) filesOf(event, event.clipboardData); });
  for (const where of [box, place]) {
    where.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      place.dataset.over = "yes";
    });
    where.addEventListener("dragleave", () => delete place.dataset.over);
    where.addEventListener("drop", (event) => {
      delete place.dataset.over;
      if (event.dataTransfer.files.length) filesOf(event, event.dataTransfer);
    });
  }
  form.addEventListener("submit", (event) => {
    if (!coming) return;
    event.preventDefault();
    say(place.dataset.wait);
  });
  form.addEventListener("change", (event) => describe(event.target));

  /* What a picture shows is said in the text too, where it stands there. */
  function describe(field) {
    const number = /^alt-(\d+)$/.exec(field.name ?? "")?.[1];
    if (!number) return;
    const said = field.value.replace(/[[\]\\]/g, "");
    const before = box.value;
    box.value = before.replace(new RegExp(`!\\[[^\\]]*\\]\\(attachment:${number}\\)`, "g"), () => `![${said}](attachment:${number})`);
    if (box.value !== before) box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/* A row of tabs that is wider than the screen begins at the page one is on. */
function showTab(tab) {
  tab.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
}

/* Menus close on Escape and on a click elsewhere. */
function closeMenus(event) {
  if (event.type === "keydown" && event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open], details.bottombar-more[open]")) {
    if (event.type === "click" && menu.contains(event.target)) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

document.querySelectorAll("[data-theme-toggle]").forEach(setUpThemeToggle);
document.querySelector(":is(.field [aria-invalid], .notice[role=alert]):not([data-sample] *)")?.focus();
document.querySelectorAll("[data-similar]").forEach(showSimilar);
document.querySelectorAll("[data-draft]").forEach(keepDraft);
document.querySelectorAll("button[data-preview]").forEach(followWords);
document.querySelectorAll("[data-upload]").forEach(bringFiles);
document.querySelectorAll(".tabs [aria-current]").forEach(showTab);
tellLocalTimes();
reachWideParts();
document.addEventListener("keydown", closeMenus);
document.addEventListener("click", closeMenus);
document.addEventListener("click", quote);
document.addEventListener("submit", sendOnce);
document.addEventListener("htmx:load", welcomeNew);
document.addEventListener("htmx:beforeRequest", clearSaid);
window.addEventListener("pageshow", openFormsAgain);
