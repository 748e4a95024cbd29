"""Acts of power that the ground itself knows of, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from .jobs import JobAskedFor
from .outbox import MessagesRetried
from .redaction import WordsCut

POWERS = {
    WordsCut.kind: _l("Private words were cut out for good"),
    JobAskedFor.kind: _l("A job was asked to run now"),
    MessagesRetried.kind: _l("Messages that were given up are sent once more"),
}
