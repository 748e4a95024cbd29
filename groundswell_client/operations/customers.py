"""`client.customers`. Written by `make client`."""

from collections.abc import Mapping
from datetime import date

from ..resource import Resource, part
from ..shapes.accounts import Record


class CustomersResource(Resource):
    """Operations below `/customers`."""

    def show(self, member: str) -> Record:
        """Show a member's customer record; the look is logged.

        `GET /customers/{member}` (accounts_show_customer). Needs a token with the role of its member, who is agent
        or admin.
        """
        return self._ask(Record, "GET", f"/customers/{part(member)}")

    def record(
        self, member: str, *, source: str, as_of: date, values: Mapping[str, str], if_match: str | None = None
    ) -> Record:
        """Keep what a source says of a member and show the record; once more changes nothing, and the look is
        logged.

        `PUT /customers/{member}` (accounts_record_customer). Needs a token that may write with the role of its
        member, who is agent or admin.
        """
        return self._ask(
            Record,
            "PUT",
            f"/customers/{part(member)}",
            body={"source": source, "as_of": as_of, "values": values},
            if_match=if_match,
        )
