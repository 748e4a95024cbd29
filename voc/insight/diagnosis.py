"""What a low factor of the health index may mean, and what has helped elsewhere. DOMAIN, section 1.2."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from .health import Factor

LOW_BELOW: Final = 0.45  # a score from here to 0.5 is no reason to look
NAMES: Final[dict[Factor, Any]] = {
    "members": _l("Members"),
    "content": _l("Content"),
    "traffic": _l("Traffic"),
    "responsiveness": _l("Responsiveness"),
    "interaction": _l("Interaction"),
    "liveliness": _l("Liveliness"),
}
SAYS: Final[dict[Factor, Any]] = {
    "members": _l("new accounts, the last four weeks against the long memory"),
    "content": _l("posts weighted by how often they are read, against the long memory"),
    "traffic": _l("page views by people, against the long memory"),
    "responsiveness": _l("how fast people answer each other; an answer after 1,000 minutes counts half"),
    "interaction": _l("how many people talk in a topic, and how much"),
    "liveliness": _l("how much is written on each board; 50 posts a week count half"),
}
LOW: Final[dict[Factor, Any]] = {
    "members": _l(
        "Fewer people join than usual: look at what stops them when they register, and where we invite them."
    ),
    "content": _l("Less is written that people read: seed topics, and harvest answers into articles."),
    "traffic": _l("Fewer people come: look at how we are found by search engines."),
    "responsiveness": _l("People wait for each other: look at the hours that employees and MVPs cover."),
    "interaction": _l("Topics end after one reply: ask back, and bring a second person in."),
    "liveliness": _l("Posts are spread thin: merge or close the boards on which nobody writes."),
}
