"""The words for the room's codes."""

from typing import Any

from flask_babel import lazy_gettext as _l

CONFIDENCE_LABELS: dict[str, Any] = {
    "wip": _l("Draft"),
    "not_validated": _l("Not validated"),
    "validated": _l("Validated"),
    "archived": _l("Archived"),
}
MOVE_LABELS: dict[tuple[str, str], Any] = {
    ("wip", "not_validated"): _l("Send for review"),
    ("wip", "validated"): _l("Validate for staff only"),
    ("wip", "archived"): _l("Archive"),
    ("not_validated", "validated"): _l("Validate for staff only"),
    ("not_validated", "archived"): _l("Archive"),
    ("validated", "not_validated"): _l("Take back: it needs change"),
    ("validated", "archived"): _l("Archive"),
    ("archived", "wip"): _l("Take back into work"),
}
AUDIENCE_LABELS: dict[str, Any] = {
    "internal": _l("Staff only"),
    "members": _l("Members only"),
    "public": _l("Everybody"),
}
GOVERNANCE_LABELS: dict[str, Any] = {
    "experience": _l("Experience: reviewed whenever it is used"),
    "compliance": _l("Compliance: reviewed every year"),
}
SECTION_LABELS: dict[str, Any] = {
    "issue": _l("Issue"),
    "environment": _l("Environment"),
    "cause": _l("Cause"),
    "resolution": _l("Resolution"),
}
GRADE_LABELS: dict[str, Any] = {
    "accepted": _l("Accepted"),
    "confirmed": _l("Confirmed"),
    "likely": _l("Likely"),
}
TERM_LABELS: dict[str, Any] = {
    "resolution": _l("Resolution"),
    "demand": _l("Demand"),
    "quality": _l("Quality"),
    "pain": _l("Reach of the pain"),
    "gap": _l("Gap"),
}
REVIEW_LABELS: dict[str, Any] = {
    "edited": _l("A post it was harvested from was edited afterwards."),
    "newer": _l("Another answer of its topic was accepted afterwards."),
    "hidden": _l("A post it was harvested from was hidden; its words are withdrawn here too."),
    "due": _l("Its yearly review is due."),
}
