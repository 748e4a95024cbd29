"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.ThingHeld.kind: _l("Something was held for review"),
    events.FlagsUpheld.kind: _l("Flags were upheld"),
    events.FlagsDeclined.kind: _l("Flags were declined"),
    events.DecisionUndone.kind: _l("A decision was taken back"),
    events.AppealRuled.kind: _l("An appeal was ruled on"),
    events.ThingRedacted.kind: _l("A text lost private words"),
    events.MemberSanctioned.kind: _l("A member was silenced or suspended"),
    events.SanctionLifted.kind: _l("A sanction was lifted"),
}
