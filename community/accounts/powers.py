"""Acts of power in this room, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.RoleGiven.kind: _l("A role was given"),
    events.TokenIssued.kind: _l("A token for the API was made"),
    events.TokenRevoked.kind: _l("A token for the API was revoked"),
    events.MemberErased.kind: _l("A person was erased"),
    events.SecondStepReset.kind: _l("A second step was reset"),
    events.CustomersRecorded.kind: _l("Customer records were loaded"),
    events.HandleLinked.kind: _l("A name on a channel was linked to a member"),
    events.HandleUnlinked.kind: _l("A name on a channel was unlinked from a member"),
    events.RecordsMerged.kind: _l("Customer records were merged"),
    events.RecordsParted.kind: _l("Customer records were taken apart"),
    events.QuestionAdded.kind: _l("A question for doubtful sign-ups was added"),
    events.QuestionRemoved.kind: _l("A question for doubtful sign-ups was removed"),
}
