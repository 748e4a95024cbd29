"""What pages say in the words of schema.org, as JSON-LD: https://schema.org, https://www.w3.org/TR/json-ld11/."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol

from flask import current_app
from markupsafe import Markup

from .links import full_url

CONTEXT = "https://schema.org"


class Person(Protocol):
    """Whoever wrote something; `url` is None for people that came with an import."""

    @property
    def name(self) -> str: ...

    @property
    def url(self) -> str | None: ...


def person(who: Person) -> dict[str, Any]:
    """Return somebody as a Person."""
    return {"@type": "Person", "name": who.name} | ({"url": full_url(who.url)} if who.url else {})


def article(
    kind: Literal["Article", "BlogPosting"],
    *,
    title: str,
    url: str,
    description: str,
    authors: Iterable[Person],
    published_at: datetime,
    changed_at: datetime | None = None,
) -> dict[str, Any]:
    """Return an article or a blog post; `url` is a path of this site."""
    return {
        "@context": CONTEXT,
        "@type": kind,
        "headline": title,
        "description": description,
        "url": full_url(url),
        "mainEntityOfPage": full_url(url),
        "author": [person(who) for who in authors],
        "publisher": {"@type": "Organization", "name": current_app.extensions["settings"].site_name},
        "datePublished": moment(published_at),
        "dateModified": moment(changed_at or published_at),
    }


def breadcrumbs(trail: Sequence[tuple[Any, str]], title: Markup, url: str) -> Mapping[str, Any]:
    """Return the way to a page: the places above it as its crumbs show them, and the page itself at `url`."""
    steps = [*((_words(label), full_url(path)) for label, path in trail), (_words(title), url)]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def moment(at: datetime) -> str:
    """Return a moment as schema.org writes it."""
    return at.isoformat(timespec="seconds")


def _words(label: Any) -> str:
    """Return the words of a label, which templates hold escaped."""
    return label.unescape() if isinstance(label, Markup) else str(label)
