"""`client.organisations`. Written by `make client`."""

from ..resource import Resource
from ..shapes.forum import Organisations


class OrganisationsResource(Resource):
    """Operations below `/organisations`."""

    def list(self) -> Organisations:
        """List the organisations that a board may be for.

        `GET /organisations` (forum_list_organisations). Needs a token with the role of its member, who is admin.
        """
        return self._ask(Organisations, "GET", "/organisations")
