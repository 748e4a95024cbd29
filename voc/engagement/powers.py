"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.EntryAdded.kind: _l("Somebody was put on the watchlist"),
    events.EntryRemoved.kind: _l("Somebody was taken off the watchlist"),
    events.WeightsChosen.kind: _l("What the watchlist weighs was changed"),
}
