"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.StatusMoved.kind: _l("An idea was moved to another status"),
    events.IdeasMerged.kind: _l("Ideas were merged"),
    events.IdeasTakenApart.kind: _l("Merged ideas were taken apart"),
    events.IdeaHidden.kind: _l("An idea was hidden"),
    events.IdeaRestored.kind: _l("A hidden idea was shown again"),
    events.CommentHidden.kind: _l("A comment on an idea was hidden"),
    events.CommentRestored.kind: _l("A hidden comment on an idea was shown again"),
}
