"""The actors: what the rooms announce becomes notices and mails that gather them; a mended address is trusted again."""

from collections.abc import Sequence

from community.accounts.events import MailConfirmed
from community.kernel.consumers import Actor
from community.kernel.events import Fact
from community.mail.events import AddressMended

from .reasons import AnnouncedKinds
from .services.choosing import forget_refusals
from .services.writing import write

NOTICES = Actor(name="notifications.notices", kinds=AnnouncedKinds(), handle=write)


def trust_again(facts: Sequence[Fact]) -> None:
    """Forget what was refused at a former address, or before its member showed that mail arrives there."""
    forget_refusals({fact.event.member_id for fact in facts})  # type: ignore[attr-defined]


ADDRESSES = Actor(name="notifications.addresses", kinds=(AddressMended, MailConfirmed), handle=trust_again)
