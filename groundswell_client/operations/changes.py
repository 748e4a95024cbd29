"""`client.changes`. Written by `make client`."""

from collections.abc import Iterator

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.kernel import Change, Changes


class ChangesResource(Resource):
    """Operations below `/changes`."""

    def list(self, *, after: int | None = None, kinds: str | None = None, limit: int | None = None) -> Changes:
        """List what happened after a place in the log, the oldest first.

        `GET /changes` (kernel_list_changes). Needs a token with the role of its member, who is agent or editor or
        admin.
        """
        return self._ask(Changes, "GET", "/changes", query={"after": after, "kinds": kinds, "limit": limit})

    def all(self, *, after: int | None = None, kinds: str | None = None) -> Iterator[Change]:
        """Yield the changes of every page of `list`."""
        return paged(
            lambda key: self.list(kinds=kinds, after=int(key) if key else after, limit=LONGEST_PAGE),
            lambda page: page.changes,
        )
