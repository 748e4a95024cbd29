"""What an import wrote is shown to the rooms that may want to hold it."""

from collections.abc import Iterable
from typing import Any

from community.kernel.checks import Arrival
from community.kernel.rooms import house

from .incoming import IncomingPost
from .texts import Texts


def look_over(written: Iterable[tuple[IncomingPost, Any]], texts: Texts) -> None:
    """Hand over posts that were added or read differently now, each with its stored row, in one go."""
    arrivals = [_arrival(post, row, texts) for post, row in written]
    if arrivals:
        for review in house().arrivals:
            review(arrivals)


def _arrival(post: IncomingPost, row: Any, texts: Texts) -> Arrival:
    opening = post.kind == "opening"
    return Arrival(
        kind="topic" if opening else "post",
        thing_id=row.topic_id if opening else row.id,
        title=post.title or "" if opening else "",
        html=texts.html(post),
    )
