"""A memo outside of our pages: one HTML document that needs nothing else, plain text, and JSON."""

import json
import re
from dataclasses import asdict

from flask import current_app

from .pages import Page


def html(page: Page) -> str:
    """Return the memo as one document, for a mail or a file; its links lead to our pages."""
    return _rendered("insight/memo_document.html", page)


def text(page: Page) -> str:
    """Return the memo as plain text: one blank line between its parts, never two, and a newline at its end."""
    return re.sub(r"\n{3,}", "\n\n", _rendered("insight/memo_document.txt", page)).strip() + "\n"


def as_json(page: Page) -> str:
    """Return the memo for programs."""
    return json.dumps(asdict(page), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _rendered(template: str, page: Page) -> str:
    """Render without a request: a document has no reader whose session or rights it could know."""
    base = current_app.extensions["settings"].base_url.rstrip("/")
    return current_app.jinja_env.get_template(template).render(page=page, base=base)
