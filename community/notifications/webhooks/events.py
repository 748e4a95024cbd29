"""What happened to webhooks, as facts."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from community.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class WebhookAdded(Event):
    """An address hears of facts from now on."""

    kind: ClassVar[str] = "notifications.webhook_added"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class WebhookKindsChosen(Event):
    """A webhook hears of so many chosen kinds of facts from now on, or of all where it is none."""

    kind: ClassVar[str] = "notifications.webhook_kinds_chosen"
    webhook_id: int
    kinds: int


@dataclass(frozen=True, kw_only=True)
class WebhookSecretChanged(Event):
    """A webhook has a new secret; the former one signs for a day more."""

    kind: ClassVar[str] = "notifications.webhook_secret_changed"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class WebhookSwitchedOff(Event):
    """A webhook hears of nothing for now: by hand, because its address is gone, or because it failed for days."""

    kind: ClassVar[str] = "notifications.webhook_switched_off"
    webhook_id: int
    reason: Literal["by_hand", "gone", "failing"]


@dataclass(frozen=True, kw_only=True)
class WebhookSwitchedOn(Event):
    """A webhook that was off hears of facts again."""

    kind: ClassVar[str] = "notifications.webhook_switched_on"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class WebhookRemoved(Event):
    """A webhook and the log of its deliveries are gone."""

    kind: ClassVar[str] = "notifications.webhook_removed"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class WebhookTested(Event):
    """An administrator wants to see whether a webhook is reached; this fact itself is sent to it."""

    kind: ClassVar[str] = "notifications.webhook_tested"
    webhook_id: int


@dataclass(frozen=True, kw_only=True)
class FactsReplayed(Event):
    """Facts between these two places of the log are sent to a webhook once more."""

    kind: ClassVar[str] = "notifications.facts_replayed"
    webhook_id: int
    first_seq: int
    last_seq: int
    facts: int
