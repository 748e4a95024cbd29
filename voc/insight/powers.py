"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from .memo import events

POWERS = {
    events.MemoSigned.kind: _l("A memo was signed"),
    events.MemoPublished.kind: _l("A memo came out"),
}
