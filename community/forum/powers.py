"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.BoardOpened.kind: _l("A board was opened"),
    events.BoardChanged.kind: _l("A board was changed"),
    events.TopicClosed.kind: _l("A topic was closed"),
    events.TopicReopened.kind: _l("A topic was opened again"),
    events.TopicMarkedDuplicate.kind: _l("A topic was marked as a duplicate"),
    events.TopicMoved.kind: _l("A topic was moved"),
    events.TopicsMerged.kind: _l("Topics were merged"),
    events.TopicsTakenApart.kind: _l("Merged topics were taken apart"),
    events.TopicSplit.kind: _l("A topic was split"),
    events.PostHidden.kind: _l("A post was hidden"),
    events.PostRestored.kind: _l("A hidden post was shown again"),
    events.FileHidden.kind: _l("A file was removed"),
    events.FileRestored.kind: _l("A removed file was shown again"),
}
