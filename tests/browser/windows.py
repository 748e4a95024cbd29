"""Windows of a real browser: opened as somebody, watched for complaints, looked at from several sides."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from browser.scene import Community
from playwright.sync_api import Browser, Page

PATIENCE_MS = 20_000
AXE_OPTIONS = json.dumps({"resultTypes": ["violations"], "preload": False})  # nothing is to be fetched again
EXPECTED = "the server responded with a status of"  # the console's words about a page that is meant to be refused


@dataclass(frozen=True)
class Look:
    """How wide the window is, and whether it is day or night."""

    width: int
    theme: str

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900

    def __str__(self) -> str:
        return f"{self.width}-{self.theme}"


DESK = Look(1280, "light")


@dataclass
class Window:
    """One page of the browser; `complaints` holds what its console, its dialogs and its security policy said."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self._note("error", str(error)))
        self.page.on("dialog", lambda dialog: (self._note("error", f"dialog: {dialog.message}"), dialog.dismiss()))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and EXPECTED not in text:
            self.complaints.append(text)

    def open(self, path: str) -> "Window":
        """Go to a page of the community."""
        self.page.goto(self.base + path)
        return self

    def look(self, look: Look) -> None:
        """Change the window's width and the system's theme."""
        self.page.set_viewport_size({"width": look.width, "height": look.height})
        self.page.emulate_media(color_scheme=look.theme)  # type: ignore[arg-type]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def barriers(self) -> list[str]:
        """Return what axe finds in the way of people, each with its place.

        In what order people put the headings of their own words is theirs.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found: dict[str, Any] = self.page.evaluate(f"axe.run({AXE_OPTIONS})")
        broken = [(rule["id"], str(node["target"][0])) for rule in found["violations"] for node in rule["nodes"]]
        return [f"{rule}: {place}" for rule, place in broken if not (rule == "heading-order" and self._is_prose(place))]

    def _is_prose(self, place: str) -> bool:
        return bool(self.page.evaluate("place => !!document.querySelector(place)?.closest('.prose')", place))

    def text(self) -> str:
        """Return the words of the page's main part."""
        return self.page.inner_text("main")


@dataclass
class Windows:
    """Opens windows onto one community."""

    browser: Browser
    base: str
    community: Community

    @contextmanager
    def opened(self, reader: str = "", *, script: bool = True, **more: Any) -> Iterator[Window]:
        """Yield a window of somebody's own; `reader` is a key of the community's people, empty for a visitor."""
        context = self.browser.new_context(
            java_script_enabled=script,
            reduced_motion="reduce",
            viewport={"width": DESK.width, "height": DESK.height},
            **more,
        )
        if reader:
            session = {"name": "session", "value": self.community.cookies[reader], "url": self.base}
            context.add_cookies([session])  # type: ignore[list-item]
        try:
            yield Window(context.new_page(), self.base)
        finally:
            context.close()


Opener = Callable[..., Window]
