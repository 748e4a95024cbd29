"""Addresses that only we can make: to which a person answers a mail, and to which a mail comes back."""

import hashlib
import hmac
from dataclasses import dataclass

from ..config import Settings

SIGNATURE = 20  # hexadecimal digits, 80 bits: a local part has 64 characters at most (RFC 5321, 4.5.3.1.1)

RETURN = "back"


@dataclass(frozen=True)
class Answer:
    """What an address says: to which thing, and whose words they are."""

    thing: str
    thing_id: int
    member_id: int


def reply_address(answer: Answer, settings: Settings) -> str | None:
    """Return the address that stands in Reply-To; None where the house reads no mailbox."""
    mailbox, _, domain = settings.mail_replies_to.partition("@")
    if not domain:
        return None
    named = f"{answer.thing}.{answer.thing_id}.{answer.member_id}"
    return f"{mailbox}+{named}.{_signature(named, settings)}@{domain}"


def answer_at(address: str, settings: Settings) -> Answer | None:
    """Return what one of our addresses says; None for any other, and for one that somebody made up."""
    local, _, _domain = address.strip().lower().rpartition("@")
    named, _, signature = local.partition("+")[2].rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(named, settings).encode()):
        return None
    thing, thing_id, member_id = named.split(".")
    return Answer(thing, int(thing_id), int(member_id))


def return_address(to: str, settings: Settings) -> str | None:
    """Return where a report goes that says that a mail to `to` did not arrive; None where no mailbox is read."""
    mailbox, _, domain = settings.mail_replies_to.partition("@")
    return f"{mailbox}+{RETURN}.{_signature(_returned(to), settings)}@{domain}" if domain else None


def is_return_address(address: str, to: str, settings: Settings) -> bool:
    """Tell whether an address is the one to which reports of mail to `to` go."""
    ours = return_address(to, settings)
    return ours is not None and hmac.compare_digest(address.strip().lower().encode(), ours.lower().encode())


def _returned(to: str) -> str:
    return f"{RETURN} {to.strip().lower()}"


def _signature(named: str, settings: Settings) -> str:
    return hmac.new(f"replies {settings.secret_key}".encode(), named.encode(), hashlib.sha256).hexdigest()[:SIGNATURE]
