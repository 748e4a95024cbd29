"""Claiming an account: who first shows, by a new password, that its address is theirs owns it, and nobody before.

Anybody can sign up with somebody else's address and wait. What was set up until then would let them in again.
"""

from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import publish

from . import identities, keys, letters, passkeys, second_steps
from .door_models import SecondStep
from .events import SecondStepChanged
from .models import Member


def claim(member: Member) -> None:
    """Confirm the address, and take away tokens, passkeys, linked accounts and the second step of before.

    A new password has ended the sessions and pending links already. The owner is told if anything was taken away.
    """
    member.confirmed_at = clock.now()
    if any([_close_doors(member), _forget_second_step(member)]):
        letters.account_claimed(member)


def _close_doors(member: Member) -> bool:
    tokens, linked = keys.tokens_of(member.id), identities.identities_of(member.id)
    held = passkeys.passkeys_of(member.id)
    for token in tokens:
        keys.revoke(token=token, by=member.viewer)
    for passkey in held:
        passkeys.remove(passkey, by=member.id)
    for identity in linked:
        identities.remove(identity)
    return bool(tokens or held or linked)


def _forget_second_step(member: Member) -> bool:
    was_on, is_begun = member.second_step, db.session.get(SecondStep, member.id) is not None
    second_steps.forget(member)
    if was_on:
        publish(SecondStepChanged(member_id=member.id, on=False, by=member.id))
    return was_on or is_begun
