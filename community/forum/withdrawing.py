"""What a member wrote leaves with them: posts, topics and their histories say so, and nobody's quotes repeat them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import delete, or_, select

from community.accounts import authors
from community.kernel import clock, withdrawing
from community.kernel.db import db, table_of
from community.kernel.markup import handles_in, plain, render
from community.kernel.redaction import Place, write
from community.kernel.withdrawing import Touched, letters_of

from . import files
from .models import File, Post, Revision, SavedDraft, Topic

_QUOTES = (">%", "%\n>%", "%<blockquote>%")


def take_words(member_id: int) -> Touched:
    """Empty everything that a member wrote here, and the quotes of it in the same topics; return the rows by table."""
    theirs = select(Post.id).where(Post.author_id == member_id)
    quoting = write(_quoting(_said(member_id), member_id))
    db.session.execute(delete(File).where(File.post_id.in_(theirs)))
    revisions = withdrawing.empty(Revision, Revision.post_id.in_(theirs))
    posts = withdrawing.empty(Post, Post.author_id == member_id, edited_at=clock.now())
    topics = withdrawing.empty(Topic, Topic.author_id == member_id)
    own = posts | topics | revisions
    return {name: (*own.get(name, ()), *quoting.get(name, ())) for name in own | quoting}


def _said(member_id: int) -> Mapping[int, str]:
    """Return the letters of what a member ever wrote in each topic, as typed and as shown."""
    mine = Post.author_id == member_id
    now = select(Post.topic_id, Post.body, Post.html).where(mine)
    before = (
        select(Post.topic_id, Revision.body, Revision.title).join(Revision, Revision.post_id == Post.id).where(mine)
    )
    titles = select(Topic.id, Topic.title, Topic.title).where(Topic.author_id == member_id)
    said: dict[int, list[str]] = defaultdict(list)
    for topic_id, body, html in db.session.execute(now):
        said[topic_id] += [letters_of(body), letters_of(plain(html))]
    for topic_id, *texts in (*db.session.execute(before), *db.session.execute(titles)):
        said[topic_id] += [letters_of(text) for text in texts if text]
    return {topic_id: "\n".join(texts) for topic_id, texts in said.items()}


def _quoting(said: Mapping[int, str], member_id: int) -> list[Place]:
    """Return the texts of others that quote what was said in their topic, as they read without it."""
    mine = select(Post.topic_id).where(Post.author_id == member_id)
    others = (Post.topic_id.in_(mine), or_(Post.author_id.is_(None), Post.author_id != member_id))
    posts = select(Post.id, Post.topic_id, Post.body, Post.html, Post.markup).where(*others)
    before = select(Revision.id, Post.topic_id, Revision.body, Post.markup).join(Post, Post.id == Revision.post_id)
    drafts = select(SavedDraft.member_id, SavedDraft.topic_id, SavedDraft.body)
    found = [*_posts(db.session.execute(posts.where(_may_quote(Post.body))).all(), said)]
    for row in db.session.execute(before.where(*others, _may_quote(Revision.body))):
        body = _without(row.body, row.markup, said[row.topic_id])
        found += [Place(table_of(Revision), (row.id,), {"body": body})] if body != row.body else []
    for row in db.session.execute(drafts.where(SavedDraft.topic_id.in_(mine), _may_quote(SavedDraft.body))):
        body = withdrawing.unquoted(row.body, said[row.topic_id])
        key = (row.member_id, row.topic_id)
        found += [Place(table_of(SavedDraft), key, {"body": body})] if body != row.body else []
    return found


def _may_quote(column: Any) -> Any:
    return or_(*(column.like(pattern) for pattern in _QUOTES))


def _without(body: str, markup: str, said: str) -> str:
    return withdrawing.unquoted_html(body, said) if markup == "html" else withdrawing.unquoted(body, said)


def _posts(rows: Collection[Any], said: Mapping[int, str]) -> Iterable[Place]:
    """Yield the posts that quote; Markdown is rendered anew, with the people and pictures that it shows."""
    bodies = {row.id: _without(row.body, row.markup, said[row.topic_id]) for row in rows}
    changed = [row for row in rows if bodies[row.id] != row.body]
    named = authors.by_handle([handle for row in changed for handle in handles_in(bodies[row.id])])
    people = {handle: person.url or "" for handle, person in named.items()}
    shown = files.shown_of_posts([row.id for row in changed])
    for row in changed:
        pictures = files.pictures_among(shown.get(row.id, ()))
        html = withdrawing.unquoted_html(row.html, said[row.topic_id])
        if row.markup != "html":
            html = render(bodies[row.id], people=people, pictures=pictures)
        yield Place(table_of(Post), (row.id,), {"body": bodies[row.id], "html": html})
