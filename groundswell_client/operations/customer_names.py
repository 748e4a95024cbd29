"""`client.customer_names`. Written by `make client`."""

from collections.abc import Sequence

from ..resource import Resource
from ..shapes.accounts import Linked, NameIn


class CustomerNamesResource(Resource):
    """Operations below `/customer-names`."""

    def link(self, *, source: str, names: Sequence[NameIn], idempotency_key: str | None = None) -> Linked:
        """Link verified names of one person to the member who has one of them already; once more changes nothing.

        `POST /customer-names` (accounts_link_names). Needs a token that may write with the role of its member, who
        is agent or admin.
        """
        return self._ask(
            Linked, "POST", "/customer-names", body={"source": source, "names": names}, key=idempotency_key
        )
