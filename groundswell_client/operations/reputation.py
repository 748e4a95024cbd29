"""`client.reputation`. Written by `make client`."""

from ..resource import Resource
from ..shapes.reputation import EarningRules, Helpers


class ReputationResource(Resource):
    """Operations below `/reputation`."""

    def list_influence(self) -> Helpers:
        """List those who help most, as of the newest run.

        `GET /reputation/influence` (reputation_list_influence). Needs a token.
        """
        return self._ask(Helpers, "GET", "/reputation/influence")

    def list_rules(self) -> EarningRules:
        """List everything that gives or takes a point.

        `GET /reputation/rules` (reputation_list_rules). Works without a token, and shows what everybody may see.
        """
        return self._ask(EarningRules, "GET", "/reputation/rules")
