"""Of what the blog tells whom: authors of comments on their posts, and followers of what somebody published."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from community.forum.following import followers_of
from community.kernel.announcing import Announcement, Reason, Telling
from community.kernel.db import db
from community.kernel.events import Fact

from .events import CommentAdded, CommentRestored, PostPublished
from .models import BlogPost, Comment

REASONS = (
    Reason(
        name="blog_comment",
        label=_l("A comment on your blog post"),
        says=lambda who: _("%(who)s commented on your blog post", who=who),
        strength=50,
        way="at_once",
    ),
    Reason(
        name="blog_post",
        label=_l("Somebody you follow wrote in the blog"),
        says=lambda who: _("%(who)s, whom you follow, wrote in the blog", who=who),
        strength=20,
        way="daily",
        while_following="person",
    ),
)


def tell(facts: Sequence[Fact]) -> Iterator[Telling]:
    """Yield who is told of each fact; two queries, however many facts there are."""
    authors = {f.event.author_id for f in facts if isinstance(f.event, PostPublished) and f.event.author_id}
    followers = followers_of({"member": authors})
    comments = _comments({f.event.comment_id for f in facts if isinstance(f.event, CommentAdded | CommentRestored)})
    for fact in facts:
        event: Any = fact.event
        post = ("blog_post", event.post_id)
        if isinstance(event, PostPublished):
            told = {"reason": "blog_post", "occasion": f"blogs.post {event.post_id}", "by": event.author_id}
            for id_ in followers.get(("member", event.author_id or 0), ()):
                yield Telling(fact=fact, member_id=id_, thing=post, about=post, **told)
        elif event.comment_id in comments:
            writer_id, author_id = comments[event.comment_id]
            told = {"reason": "blog_comment", "occasion": f"blogs.comment {event.comment_id}", "by": writer_id}
            thing = ("blog_comment", event.comment_id)
            yield Telling(fact=fact, member_id=author_id, thing=thing, about=post, **told)


def _comments(ids: Collection[int]) -> Mapping[int, tuple[int | None, int]]:
    """Return by comment who wrote it, and who wrote the post."""
    query = select(Comment.id, Comment.author_id, BlogPost.author_id).join(BlogPost, BlogPost.id == Comment.post_id)
    query = query.where(Comment.id.in_(ids), BlogPost.author_id.is_not(None))
    return {id_: (writer, author) for id_, writer, author in db.session.execute(query)} if ids else {}


BLOG = Announcement(reasons=REASONS, kinds=(PostPublished, CommentAdded, CommentRestored), tell=tell)
