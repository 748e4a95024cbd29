"""`client.tags`. Written by `make client`."""

from ..resource import Resource, part
from ..shapes.forum import Tags


class TagsResource(Resource):
    """Operations below `/tags`."""

    def list(self) -> Tags:
        """List the tags of topics that the caller may see, the most used first.

        `GET /tags` (forum_list_tags). Works without a token, and shows what everybody may see.
        """
        return self._ask(Tags, "GET", "/tags")

    def follow(self, name: str) -> None:
        """Follow a tag.

        `PUT /tags/{name}/follow` (forum_follow_tag). Needs a token that may write.
        """
        self._do("PUT", f"/tags/{part(name)}/follow")

    def unfollow(self, name: str) -> None:
        """Follow a tag no longer.

        `DELETE /tags/{name}/follow` (forum_unfollow_tag). Needs a token that may write.
        """
        self._do("DELETE", f"/tags/{part(name)}/follow")
