"""A real browser that looks at pages from memory: many at once, each in a frame with its own headers."""

import mimetypes
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from browser.windows import EXPECTED
from playwright.sync_api import Browser, Page

from community.kernel.files import resource
from community.kernel.web import static

FRAMES, PARSED = 20, 40
UNREADABLE = "The specified value"  # stands in a field for numbers or addresses, and is none
YEAR = "public, max-age=31536000, immutable"
# What nobody may write into a page of ours: it was not there before they came, or it does something.
SCAN = """(document) => {
  const ours = (script) => new URL(script.src, location.href).pathname.startsWith("/static/");
  const told = (picture) =>
    /^\\/(files\\/[\\w./-]+|forum\\/files\\/\\d+|static\\/\\w+\\/share\\.png)$/.test(picture.getAttribute("src") || "");
  const facts = (script) => {
    if (script.type !== "application/ld+json" || script.attributes.length > 1 || /</.test(script.text)) return false;
    try { return Boolean(JSON.parse(script.text)); } catch { return false; }
  };
  const armed = (element) => [...element.attributes].some(
    (a) => a.name.startsWith("on") || /^\\s*(javascript|data|vbscript):/i.test(a.value)
      || (element.closest(".prose") && /^(id|name|hx-.*|data-.*|form.*)$/.test(a.name)));
  return [...document.querySelectorAll("*")]
    .filter((e) => e.matches("iframe, object, embed, base, meta[http-equiv], style, [style], video, audio, math")
      || e.matches("svg:not([class], [role=img]), .prose :is(form, input, button, select, textarea, svg, dialog)")
      || (e.matches("img") && !told(e)) || (e.matches("script") && !ours(e) && !facts(e)) || armed(e))
    .map((e) => e.outerHTML.slice(0, 120));
}"""
PARSE = f"(pages) => pages.map((page) => ({SCAN})(new DOMParser().parseFromString(page, 'text/html')))"
LOOK = f"() => Array.from(frames).map((frame) => ({SCAN})(frame.document))"


@dataclass(frozen=True)
class Sheet:
    """A page as it left the application, and how it came about."""

    about: str
    body: bytes
    policy: str


class Screen:
    """Looks at sheets, and says what is on them that should not be."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._sheets: Sequence[Sheet] = ()
        self._said: list[str] = []

    @contextmanager
    def lit(self) -> Iterator["Screen"]:
        """Serve the sheets to a window of the browser."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = self._browser.new_context(viewport={"width": 800, "height": 600}, reduced_motion="reduce")
        try:
            self._page = self._watched(context.new_page())
            self._base = f"http://127.0.0.1:{server.server_port}"
            yield self
        finally:
            context.close()
            server.shutdown()
            server.server_close()

    def foreign(self, sheets: Sequence[Sheet], *, live: int = 1) -> list[str]:
        """Return what the browser finds on the sheets, each with the sheet it stands on, and what it complained of.

        It parses every sheet, and opens each that has a multiple of `live` as its number, with its scripts and policy.
        """
        found: list[str] = []
        self._open(())
        for start in range(0, len(sheets), PARSED):
            portion = sheets[start : start + PARSED]
            found += _told(portion, self._page.evaluate(PARSE, [sheet.body.decode() for sheet in portion]))
        for start in range(0, len(sheets), FRAMES * live):
            self._open(sheets[start : start + FRAMES * live : live])
            found += _told(self._sheets, self._page.evaluate(LOOK))
            found += [f"{said} (on one of {[sheet.about for sheet in self._sheets]})" for said in self._said]
        return found

    def _open(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._said.clear()
        self._page.goto(f"{self._base}/frames/{len(sheets)}", wait_until="load")

    def _watched(self, page: Page) -> Page:
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._said.append(str(error)))
        page.on("dialog", lambda dialog: (self._said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and EXPECTED not in text and UNREADABLE not in text:
            self._said.append(text)

    def _answer(self, path: str) -> tuple[bytes, str, dict[str, str]] | None:
        kind, _, rest = path.strip("/").partition("/")
        if kind == "frames":
            frames = "".join(f'<iframe src="/sheet/{number}"></iframe>' for number in range(int(rest)))
            return f"<!doctype html><title>-</title>{frames}".encode(), "text/html", {"Cache-Control": "no-store"}
        if kind == "sheet" and rest.isdigit():
            sheet = self._sheets[int(rest)]
            headers = {"Content-Security-Policy": sheet.policy.replace("frame-ancestors 'none'", "frame-ancestors *")}
            return sheet.body, "text/html; charset=utf-8", headers | {"Cache-Control": "no-store"}
        name = rest.removeprefix(f"{static.version()}/")
        file = resource("templates") / "static" / name
        if kind != "static" or not file.is_file():
            return None
        if name.endswith(".css"):  # looks take most of a browser's time, and are not looked at here
            return b"/* */", "text/css", {"Cache-Control": YEAR}
        return file.read_bytes(), mimetypes.guess_type(name)[0] or "text/plain", {"Cache-Control": YEAR}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        screen = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                body, kind, headers = screen._answer(self.path.partition("?")[0]) or (b"", "text/plain", {})
                self.send_response(200 if body else 404)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return

        return Handler


def _told(sheets: Sequence[Sheet], answers: Sequence[Sequence[str]]) -> list[str]:
    return [f"{sheet.about}: {one}" for sheet, answer in zip(sheets, answers, strict=True) for one in answer]
