"""Acts of power over webhooks, in the words of the audit log."""

from flask_babel import lazy_gettext as _l

from . import events

POWERS = {
    events.WebhookAdded.kind: _l("A webhook was added"),
    events.WebhookKindsChosen.kind: _l("What a webhook hears of was chosen anew"),
    events.WebhookSecretChanged.kind: _l("A webhook got a new secret"),
    events.WebhookSwitchedOff.kind: _l("A webhook was switched off"),
    events.WebhookSwitchedOn.kind: _l("A webhook was switched on"),
    events.WebhookRemoved.kind: _l("A webhook was removed"),
    events.WebhookTested.kind: _l("A webhook was tested"),
    events.FactsReplayed.kind: _l("Facts were sent to a webhook once more"),
}
