"""Whom a mail may reach, and who is told of anything at all."""

from collections.abc import Collection, Mapping
from typing import Any

from community.accounts.models import Member
from community.mail import failing

from .models import Reader
from .rules import MOST_REFUSED


def may_be_told() -> tuple[Any, ...]:
    """Return the conditions for members of whom notices are kept: people who are here, or will be."""
    return Member.active.is_(True), Member.is_bot.is_(False), Member.email.is_not(None)


def mailable(members: Collection[Member], readers: Mapping[int, Reader]) -> set[int]:
    """Return the members to whom a notice may be mailed: the one place for every rule about a member's address."""
    lost = unreached([member.id for member in members], readers)
    return {m.id for m in members if not m.is_bot and m.mail_address is not None and m.id not in lost}


def unreached(member_ids: Collection[int], readers: Mapping[int, Reader]) -> set[int]:
    """Return the members whose address refused our mail for good several times, or from whom it comes back."""
    refusing = {id_ for id_, reader in readers.items() if reader.refused >= MOST_REFUSED}
    return (refusing & set(member_ids)) | failing.failing_among(member_ids)
