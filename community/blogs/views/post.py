"""One blog post: read it with what people said to it, and its history."""

from functools import partial
from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.kernel.auth import can, current_viewer, require
from community.kernel.web import heads, linked_data
from community.kernel.web.heads import Head
from community.kernel.web.visits import note_view

from .. import addresses, post_page, rules
from ..forms import CommentForm
from ..models import BlogPost
from ..rows import PostRow


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/<int:blog_post_id>", "post_short", post)
    bp.add_url_rule("/<int:blog_post_id>/<slug>", "post", post)
    bp.add_url_rule("/posts/<int:blog_post_id>/history", "history", history)


@require("blogs.read")
def post(blog_post_id: int, slug: str = "") -> ResponseReturnValue:
    found = row_or_404(blog_post_id)
    if slug != found.slug:
        query = request.query_string.decode("ascii", "ignore")
        return redirect(f"{found.url}?{query}" if query else found.url, 301)
    if not found.draft:
        note_view("blog_post", blog_post_id)
    return page_of(found, CommentForm(formdata=None))


@require("blogs.read")
def history(blog_post_id: int) -> str:
    found = row_or_404(blog_post_id)
    revisions = post_page.history(blog_post_id, current_viewer())
    return render_template("forum/history.html", post={"url": found.url}, revisions=revisions)


def page_of(found: PostRow, form: CommentForm) -> str:
    """Return the page of a post, with a form in which what was typed stays."""
    after, viewer = request.args.get("after"), current_viewer()
    page = post_page.post_page(found, viewer, after=after)
    may_change = rules.may_change(found.author.id, viewer)
    acts = {"publish": found.draft, "edit": True, "withdraw": not found.draft}
    return render_template(
        "blogs/post.html",
        head=_head(found, after),
        post=found,
        page=page,
        acts={f"{act}_url": _act(found, act) if may_change and fits else None for act, fits in acts.items()},
        makes_topics=can("blogs.moderate") or may_change,
        comment_url=_act(found, "comment"),
        comment_form=form if can("blogs.comment") and not found.hidden else None,
        next_url=heads.later(found.url, page.comments.next_key) if page.comments.next_key else None,
        prev_url=found.url if after else None,
    )


def _head(found: PostRow, after: str | None) -> Head:
    data = partial(
        linked_data.article,
        "BlogPosting",
        title=found.title,
        url=found.url,
        description=found.excerpt,
        authors=[found.author],
        published_at=found.published_at or found.created_at,
        changed_at=found.edited_at,
    )
    return Head(path=heads.later(found.url, after), description=found.excerpt, kind="article", data=data)


def _act(found: PostRow, act: str) -> str:
    return addresses.post_act(found.id, act)


def row_or_404(post_id: int) -> PostRow:
    """Return the post as its page shows it, if the reader may see it."""
    return post_page.row_by_id(post_id, current_viewer()) or _missing(post_id)


def post_or_404(post_id: int) -> BlogPost:
    """Return the post to be changed, if the reader may see it."""
    return post_page.post_for_change(post_id, current_viewer()) or _missing(post_id)


def _missing(post_id: int) -> NoReturn:
    post_page.tell_if_removed(post_id, current_viewer())
    abort(404)
