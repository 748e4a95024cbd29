"""What the mail room says happened."""

from dataclasses import dataclass
from typing import ClassVar

from community.kernel.events import Event

from .states import Reason, State


@dataclass(frozen=True, kw_only=True)
class MailSettled(Event):
    """A mail that came in has its end, or waits for somebody to read it; `by` is its writer, if a member."""

    kind: ClassVar[str] = "mail.settled"
    incoming_id: int
    state: State
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class MailDone(Event):
    """An administrator says that nothing is left to do about a mail that waited."""

    kind: ClassVar[str] = "mail.done"
    incoming_id: int


@dataclass(frozen=True, kw_only=True)
class AddressFailed(Event):
    """Our mail to a member came back, for good or for now."""

    kind: ClassVar[str] = "mail.address_failed"
    member_id: int
    for_good: bool


@dataclass(frozen=True, kw_only=True)
class AddressMended(Event):
    """A member says that their address takes mail again."""

    kind: ClassVar[str] = "mail.address_mended"
    member_id: int
