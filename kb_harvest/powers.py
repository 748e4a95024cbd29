"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.ArticlePublished.kind: _l("An article was published"),
    events.ArticleArchived.kind: _l("An article was archived"),
    events.TopicSetAside.kind: _l("A topic was taken off the candidates"),
    events.TopicTakenBack.kind: _l("A topic became a candidate again"),
}
