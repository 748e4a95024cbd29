"""What of the forum goes into feeds."""

from collections.abc import Iterable, Iterator
from html import escape

from community.kernel.web.feeds import Entry

from .rows import PostRow, TopicRow


def topic_entries(rows: Iterable[TopicRow]) -> Iterator[Entry]:
    """Yield one entry for each topic."""
    for row in rows:
        html = f"<p>{escape(row.excerpt)}</p>"
        yield Entry(title=row.title, url=row.url, html=html, author=row.author.name, at=row.created_at)


def post_entries(topic: TopicRow, posts: Iterable[PostRow]) -> Iterator[Entry]:
    """Yield one entry for each post of a topic."""
    for post in posts:
        yield Entry(title=topic.title, url=post.url, html=post.html, author=post.author.name, at=post.created_at)
