"""A walk through the whole house: every role follows every kind of link, and tells which pages and forms it met."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from hostile.forms import Form, forms_of
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

EACH = 1  # pages of one kind that one reader looks at, besides those that are named
BASE = "http://localhost"


@dataclass
class Walk:
    """What was met: the answers by reader and address, and the forms on them."""

    answers: dict[tuple[str, str], TestResponse] = field(default_factory=dict)
    forms: dict[Any, Form] = field(default_factory=dict)

    def pages(self) -> Iterator[tuple[str, str, TestResponse]]:
        """Yield reader, address and answer of each HTML page."""
        for (reader, address), answer in self.answers.items():
            if answer.mimetype == "text/html" and answer.data.strip():
                yield reader, address, answer


def endpoint_of(app: Flask, address: str, method: str = "GET") -> str | None:
    """Return the name of the view behind an address, None where there is none."""
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(address).path or "/", method=method)[0])
    except HTTPException:
        return None


def walk(app: Flask, clients: Mapping[str, Any], only: Mapping[str, Sequence[str]], places: Sequence[str]) -> Walk:
    """Let each reader begin at the places they know of and go on to a page of each kind; some see only a few."""
    met, doors = Walk(), [*_doors(app), *places]
    for reader, client in clients.items():
        _stroll(app, met, reader, client, only.get(reader, doors), follows=reader not in only)
    return met


def _doors(app: Flask) -> list[str]:
    """Return every address that is the same for everybody."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    return sorted(rule.rule for rule in rules)


def _stroll(app: Flask, met: Walk, reader: str, client: Any, doors: Sequence[str], *, follows: bool) -> None:
    waiting, named, seen, counted = list(doors), set(doors), set(doors), Counter[Any]()
    while waiting:
        address = waiting.pop(0)
        endpoint = endpoint_of(app, address)
        kind = (endpoint, *sorted(name for name, _ in parse_qsl(urlsplit(address).query)))
        if endpoint is None or endpoint == "static" or (address not in named and counted[kind] >= EACH):
            continue
        counted[kind] += 1
        answer = client.get(address, buffered=True)
        if not answer.location:
            met.answers[reader, address] = answer
        page = html.fromstring(answer.data) if answer.mimetype == "text/html" and answer.data.strip() else None
        if page is not None:
            for form in forms_of(page, reader, address):
                _meet(app, met, form)
        links = [answer.location] if answer.location else []
        if follows and page is not None:
            links += page.xpath("//a/@href | //link/@href")
        new = [link for link in _paths(links, address) if link not in seen]
        seen.update(new)
        waiting += new


def _paths(links: list[str], address: str) -> Iterator[str]:
    """Yield the paths of this site to which the links on a page lead."""
    for link in dict.fromkeys(links):
        parts = urlsplit(urljoin(BASE + address, link))
        if f"{parts.scheme}://{parts.netloc}" == BASE:
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def _meet(app: Flask, met: Walk, form: Form) -> None:
    endpoint = endpoint_of(app, form.action, form.method)
    known = Form(**{**vars(form), "endpoint": endpoint or form.action})
    met.forms.setdefault(known.key, known)
