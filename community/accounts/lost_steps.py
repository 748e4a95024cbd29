"""A lost second step: an administrator takes it away, and the member sets up another one after their password."""

from flask import current_app

from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish

from . import identities, letters, passkeys, second_steps, sessions
from .door_models import SecondStep
from .events import SecondStepReset, WhyReset
from .models import Member


def reset(*, member: Member, why: WhyReset, by: int | None) -> None:
    """Take away a member's second step, recovery codes and passkeys, end their sessions, and tell them by mail."""
    if member.id == by:
        raise Refused("Your own second step you turn off yourself, on your page of two-step sign-in.")
    if not is_set(member):
        raise Refused("This person signs in by password alone; there is no second step to reset.")
    if not _comes_in(member):
        raise Refused("This person could not sign in any more. Please let them have a mail address first.")
    second_steps.forget(member)
    for key in passkeys.passkeys_of(member.id):
        passkeys.remove(key, by=by)
    sessions.end_all(member.id)
    publish(SecondStepReset(member_id=member.id, why=why, by=by))
    letters.second_step_reset(member)


def is_set(member: Member) -> bool:
    """Tell whether a member has something to lose: a second step, one that no code has confirmed yet, or a passkey."""
    return bool(member.second_step or db.session.get(SecondStep, member.id) or passkeys.passkeys_of(member.id))


def _comes_in(member: Member) -> bool:
    """Tell whether a member can sign in without these: a link for a new password, or a provider, lets them."""
    provided = current_app.extensions["provider"] is not None
    return bool(member.email) or (provided and bool(identities.identities_of(member.id)))
