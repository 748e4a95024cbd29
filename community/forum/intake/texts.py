"""Rendered texts of a batch: made before the lock is taken, used under it."""

from community.kernel.markup import excerpt, plain, render

from ..services.topics import EXCERPT_LENGTH
from .incoming import IncomingPost


class Texts:
    """Renders each text once; good for one batch."""

    def __init__(self) -> None:
        self._html: dict[tuple[str, str], str] = {}

    def html(self, post: IncomingPost) -> str:
        """Return the post's text as HTML that is safe to show."""
        key = (post.markup, post.body)
        if key not in self._html:
            self._html[key] = render(post.body, post.markup)
        return self._html[key]

    def excerpt(self, post: IncomingPost) -> str:
        """Return the beginning of the post's words."""
        return excerpt(plain(self.html(post)), EXCERPT_LENGTH)
