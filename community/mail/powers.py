"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {events.MailDone.kind: _l("A mail that waited for a person was marked as done")}
