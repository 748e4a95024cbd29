"""Which measures there are: what each is called, what kind it is, and why some cannot be told yet.

Activity is looked at as a trend and never has a target; goals belong to outcomes; quality is watched and improved.
DOMAIN, section 6.
"""

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from .health import VERSION
from .measures import Kind

RATES: Final = frozenset({"share", "hours", "per topic", "nsi"})  # published by how many rows they rest on


@dataclass(frozen=True, slots=True)
class Spec:
    """A measure before it has a value; `missing` says why it has none in any week."""

    label: Any
    kind: Kind
    unit: str
    version: str = "1"
    missing: Any = None


MEASURES: Final[dict[str, Spec]] = {
    "registered": Spec(_l("Members registered"), "activity", "members"),
    "new_members": Spec(_l("New members"), "activity", "members"),
    "active": Spec(
        _l("Members active"),
        "activity",
        "members",
        missing=_l("Sign-ins are not recorded, so that nobody knows who came and only read."),
    ),
    "contributing": Spec(_l("Members contributing in 30 days"), "activity", "members"),
    "visitors": Spec(
        _l("Visitors without an account"),
        "activity",
        "people",
        missing=_l("Views are counted by page; visitors are not recognised from page to page."),
    ),
    "page_views": Spec(_l("Page views by people"), "activity", "views"),
    "posts": Spec(_l("Posts"), "activity", "posts"),
    "topics": Spec(_l("Topics started"), "activity", "topics"),
    "replies": Spec(_l("Replies"), "activity", "posts"),
    "comments": Spec(_l("Comments"), "activity", "posts"),
    "replies_per_topic": Spec(_l("Replies per topic started"), "activity", "per topic"),
    "kudos": Spec(_l("Kudos given"), "activity", "votes"),
    "ideas_submitted": Spec(_l("Ideas submitted"), "activity", "ideas"),
    "idea_votes": Spec(_l("Votes for ideas"), "activity", "votes"),
    "idea_comments": Spec(_l("Comments on ideas"), "activity", "comments"),
    "ideas_moved": Spec(_l("Ideas answered by a move"), "activity", "moves"),
    "ideas_delivered": Spec(_l("Ideas delivered"), "activity", "ideas"),
    "ideas_waiting": Spec(_l("Ideas under review for over 90 days"), "activity", "ideas"),
    "articles": Spec(_l("Articles published"), "activity", "articles"),
    "exceptions": Spec(
        _l("Exceptions"),
        "activity",
        "posts",
        missing=_l("No rule says yet which posts are exceptions, such as a brand beside #fail."),
    ),
    "engagements": Spec(
        _l("Engagements by level"), "activity", "cases", missing=_l("Engagements are not opened as cases yet.")
    ),
    "solved": Spec(_l("Questions solved, say their askers"), "outcome", "share"),
    "resolutions": Spec(
        _l("Engagements resolved"), "outcome", "share", missing=_l("Engagements are not opened as cases yet.")
    ),
    "contacts": Spec(
        _l("Contacts per customer"),
        "outcome",
        "contacts",
        missing=_l("No source of assisted contacts, such as calls, is connected."),
    ),
    "effort": Spec(_l("Customer effort"), "outcome", "score", missing=_l("Nobody is asked yet how hard it was.")),
    "renewal": Spec(
        _l("Renewal"), "outcome", "share", missing=_l("No source of contracts and their renewals is connected.")
    ),
    "cost": Spec(
        _l("Cost per solved problem"), "outcome", "money", missing=_l("No source of what support costs is connected.")
    ),
    "health": Spec(_l("Community health (CHI-O)"), "quality", "index", VERSION),
    "health_diagnostic": Spec(_l("Health, diagnostic half"), "quality", "index", VERSION),
    "health_predictive": Spec(_l("Health, predictive half"), "quality", "index", VERSION),
    "members": Spec(_l("Factor: members"), "quality", "accounts a week", VERSION),
    "content": Spec(_l("Factor: content"), "quality", "utility", VERSION),
    "traffic": Spec(_l("Factor: traffic"), "quality", "views", VERSION),
    "responsiveness": Spec(_l("Factor: responsiveness"), "quality", "0 to 1", VERSION),
    "interaction": Spec(_l("Factor: interaction"), "quality", "persons", VERSION),
    "liveliness": Spec(_l("Factor: liveliness"), "quality", "0 to 1", VERSION),
    "sentiment": Spec(_l("Net sentiment"), "quality", "nsi"),
    "first_response": Spec(_l("Questions answered within 6 hours"), "quality", "share"),
    "first_response_honest_median": Spec(_l("Half of all askers had a reply after"), "quality", "hours"),
    "first_response_median": Spec(_l("Median wait of those answered"), "quality", "hours"),
    "first_response_mean": Spec(_l("Mean wait of those answered"), "quality", "hours"),
    "first_response_p90": Spec(_l("Nine in ten of those answered waited at most"), "quality", "hours"),
    "ratings": Spec(
        _l("Positive share of ratings"),
        "quality",
        "share",
        missing=_l("Kudos and “it did not work” are not read week by week yet."),
    ),
    "deflection": Spec(
        _l("Deflection hint"),
        "quality",
        "rho",
        missing=_l("No source of assisted contacts, such as calls, is connected."),
    ),
}
STAFF: Final[dict[str, Spec]] = {
    "staff_posts": Spec(_l("Posts by employees"), "activity", "posts"),
    "staff_replies": Spec(_l("Replies by employees"), "activity", "posts"),
    "staff_response": Spec(_l("Questions answered by an employee within 6 hours"), "quality", "share"),
    "staff_response_median": Spec(_l("Median wait for an employee, of those answered"), "quality", "hours"),
}
ALL: Final = MEASURES | STAFF
