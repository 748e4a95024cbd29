"""What search engines ask a site for: robots.txt, and the sitemap in parts."""

from collections.abc import Iterable, Iterator
from itertools import chain

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from markupsafe import escape
from werkzeug.urls import iri_to_uri

from .. import db as kernel_db
from .. import events
from ..rooms import house
from ..sitemaps import IDS_PER_PART, PublicPage, Sitemap
from .links import full_url

bp = Blueprint("sitemaps", __name__)
BATCH = 1_000
_OPENED = '<?xml version="1.0" encoding="UTF-8"?>\n<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@bp.get("/robots.txt")
def robots() -> Response:
    """Say what is not worth a robot's time; what must not be indexed says so itself."""
    kept_out = (url_for("search.results"), "/api/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out), ""]
    return Response("\n".join([*lines, f"Sitemap: {full_url(url_for('sitemaps.index'))}", ""]), mimetype="text/plain")


@bp.get("/sitemap.xml")
def index() -> Response:
    """Name every part of the sitemap."""
    parts = [("pages", 1), *((kind.name, part) for kind in house().sitemaps for part in range(1, kind.parts + 1))]
    addresses = (full_url(url_for("sitemaps.part", name=name, number=number)) for name, number in parts)
    return _answer("sitemapindex", [f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses])


@bp.get("/sitemaps/<name>-<int:number>.xml")
def part(name: str, number: int) -> Response:
    """List the pages of one part, as they are read from the database."""
    if (name, number) == ("pages", 1):
        return _answer("urlset", [_entry(PublicPage(path, None)) for path in ("/", *map(url_for, house().open_pages))])
    kind = next((kind for kind in house().sitemaps if kind.name == name), None)
    if kind is None or not 1 <= number <= kind.parts:
        abort(404)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - the request ends before its answer
    return _answer("urlset", _read(app, kind, number))


def _read(app: Flask, kind: Sitemap, number: int) -> Iterator[str]:
    """Yield the pages of a part, each batch from a session of its own, while the answer is on its way."""
    end = number * IDS_PER_PART
    for first in range(end - IDS_PER_PART + 1, end + 1, BATCH):
        with app.app_context(), kernel_db.reading():
            entries = "".join(map(_entry, kind.between(first, first + BATCH - 1)))
        yield entries


def _entry(page: PublicPage) -> str:
    changed = f"<lastmod>{page.changed_at.isoformat(timespec='seconds')}</lastmod>" if page.changed_at else ""
    return f"<url><loc>{escape(full_url(iri_to_uri(page.path)))}</loc>{changed}</url>\n"


def _answer(element: str, entries: Iterable[str]) -> Response:
    """Return the list, marked with the place in the log up to which it is true; who has that one gets nothing anew."""
    seq = str(events.last_seq())
    if request.if_none_match.contains_weak(seq):
        response = Response(status=304)
    else:
        response = Response(chain([_OPENED.format(element)], entries, [f"</{element}>\n"]), mimetype="application/xml")
    response.set_etag(seq, weak=True)
    return response
