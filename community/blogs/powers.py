"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.PostPublished.kind: _l("A blog post was published"),
    events.PostWithdrawn.kind: _l("A blog post was withdrawn"),
    events.CommentHidden.kind: _l("A comment on a blog post was hidden"),
    events.CommentRestored.kind: _l("A hidden comment on a blog post was shown again"),
}
