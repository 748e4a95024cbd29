"""What of the blog goes into feeds; who speaks, and for whom, goes with every text."""

from collections.abc import Iterable
from html import escape

from community.kernel.web.feeds import Entry

from . import addresses
from .rows import PostRow


def entries(posts: Iterable[tuple[PostRow, str]]) -> list[Entry]:
    """Return one entry for each post with its text."""
    return [_entry(row, html) for row, html in posts]


def _entry(row: PostRow, html: str) -> Entry:
    author = row.author
    return Entry(
        title=row.title,
        url=addresses.post_for_good(row.id),  # what readers know an entry by must not change with its title
        html=f"{html}<p><em>{escape(str(row.disclaimer))}</em></p>",
        author=f"{author.name} ({author.role_label})" if author.role_label else author.name,
        at=row.published_at or row.created_at,
        edited_at=row.edited_at,
    )
