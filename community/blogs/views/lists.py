"""Lists: the blog, one author's posts, the drafts, the feeds, a member's posts on their page."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts.profiles import profile_or_away
from community.kernel.auth import current_viewer, require
from community.kernel.web import feeds, heads
from community.kernel.web.feeds import Entry

from .. import feed, queries


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/", "posts", posts)
    bp.add_url_rule("/by/<handle>", "by_author", by_author)
    bp.add_url_rule("/drafts", "drafts", drafts)
    bp.add_url_rule("/feed.rss", "rss", rss)
    bp.add_url_rule("/feed.atom", "atom", atom)


@require("blogs.read")
def posts() -> str:
    writers = queries.writers(current_viewer())
    return render_template("blogs/posts.html", author=None, writers=writers, **_list("blogs.posts", _about()[2]))


@require("blogs.read")
def by_author(handle: str) -> str:
    author = profile_or_away(handle)
    says = _("Blog posts by %(name)s", name=author.name)
    return render_template("blogs/posts.html", author=author, writers=[], **_list("blogs.by_author", says, handle))


@require("blogs.write")
def drafts() -> str:
    """What is not published yet, as far as the reader may publish it."""
    return render_template("blogs/drafts.html", posts=queries.drafts(current_viewer()))


@require("blogs.read")
def rss() -> Response:
    return feeds.rss(*_about(), _entries())


@require("blogs.read")
def atom() -> Response:
    return feeds.atom(*_about(), _entries(), own_url=url_for("blogs.atom"))


def member_panel(member_id: int) -> str:
    """Show what an employee tells on the blog, on their page."""
    return render_template("blogs/_member.html", posts=queries.by_author(member_id, current_viewer()))


def _about() -> tuple[str, str, str]:
    """Return what a feed says of itself: its title, the page that it tells of, and a description."""
    site = current_app.extensions["settings"].site_name
    title = _("%(site)s: the blog", site=site)
    return title, url_for("blogs.posts"), _("What the people behind %(site)s tell.", site=site)


def _entries() -> list[Entry]:
    return feed.entries(queries.for_feeds())


def _list(endpoint: str, says: str, handle: str | None = None) -> dict[str, Any]:
    page = queries.posts(current_viewer(), author=handle, after=request.args.get("after"))
    address = {"handle": handle, "after": page.next_key}
    next_url = url_for(endpoint, **address) if page.next_key else None
    return {"posts": page.rows, "next_url": next_url, "head": heads.of_list(says)}
