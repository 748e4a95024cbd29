"""How the authors of a week are named without their names, and how much weight they carry."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _

from community.accounts.authors import Author
from community.accounts.customers import customers
from community.kernel.weeks import Week
from voc.engagement.queries import watchlist

from ..topics import business_zone

NO_TIER = "none"


@dataclass(frozen=True)
class KnownPeople:
    """What is known of members by id: the tier of their customer record, and W of those on the watchlist."""

    tier_of: Mapping[int, str]
    w_of: Mapping[int, float]

    def who(self, author: Author) -> str:
        """Return the words that stand for a person; the display name would need consent."""
        if author.role == "mvp":
            return str(_("an MVP"))
        tier = self.tier_of.get(author.id or 0)
        return str(_("a %(tier)s customer", tier=tier.title()) if tier else _("a member"))

    def tiers(self, member_ids: Collection[int]) -> Counter[str]:
        """Return how many of the members are customers of each tier."""
        return Counter(tier for id_ in member_ids if (tier := self.tier_of.get(id_)))

    def reach(self, member_ids: Collection[int]) -> float:
        """Return W/100 summed over those of the members who are watched."""
        return sum(self.w_of.get(id_, 0.0) for id_ in sorted(member_ids)) / 100


def known_people(week: Week, member_ids: Collection[int]) -> KnownPeople:
    """Return what was known of the members at the week's end."""
    zone = business_zone()
    records = customers(week.plus(1).monday - timedelta(days=1), member_ids)
    tiers = {id_: record.tier.value for id_, record in records.items() if record.tier and record.tier.value != NO_TIER}
    return KnownPeople(tier_of=tiers, w_of={one.member.id or 0: one.w for one in watchlist(week.end(zone))})
