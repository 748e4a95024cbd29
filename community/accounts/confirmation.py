"""Addresses that members have shown to be theirs: a signed link, a button behind it, and each link counts once.

Until then a member reads and writes like anybody, and gets no mail but the one with the link.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from community.kernel import clock
from community.kernel.errors import Refused
from community.kernel.events import publish

from . import letters, marks, queries
from .events import MailConfirmed
from .models import Member

HOLDS: Final = timedelta(days=5)
SENT_AGAIN_EVERY: Final = 600  # seconds


def link(member: Member, to: str) -> str:
    """Return the address of the page that confirms `to`: the member's own address, or the one they want instead."""
    told: dict[str, Any] = {"member": member.id, "to": to, "was": member.email, "at": int(clock.now().timestamp())}
    told["of"] = marks.mark(member)
    return f"{current_app.extensions['settings'].base_url.rstrip('/')}/accounts/confirm/{_signer().dumps(told)}"


def send_again(member: Member) -> None:
    """Send the link once more, every ten minutes at most."""
    if member.confirmed_at or not member.email:
        raise Refused("Your address is confirmed already.")
    ten_minutes = int(clock.now().timestamp()) // SENT_AGAIN_EVERY
    letters.please_confirm(member, link(member, member.email), key=f"accounts confirm {member.id} {ten_minutes}")


def ask_to_change(*, member: Member, to: str) -> None:
    """Send a link to a new address, and tell the old one; whether somebody else has it is said to nobody."""
    to = to.lower()
    if to == (member.email or "").lower():
        raise Refused("This is your address already.")
    letters.address_will_change(member)
    if queries.member_by_email(to) is None:
        letters.confirm_new_address(member, to, link(member, to))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link asks: whether an address is its reader's; `name` is that of an account whose first address it is."""

    address: str
    name: str


def asked_by(token: str) -> Asked:
    """Return what a link asks; refuse one that is not ours, was used, or is too old."""
    member, told = _told(token)
    return Asked(address=told["to"], name="" if member.confirmed_at else member.name)


def confirm(token: str) -> Member:
    """Confirm what the link says; a new address takes the place of the old one."""
    member, told = _told(token)
    is_new = told["to"] != told["was"]
    if is_new and queries.member_by_email(told["to"]):
        raise Refused("Somebody signs in with this address already.")
    if is_new:
        letters.address_changed(member)
        member.email = told["to"]
        marks.renew(member)  # a link for a new password that went to the old address counts no more
    member.confirmed_at = clock.now()
    publish(MailConfirmed(member_id=member.id, is_new=is_new, by=member.id))
    return member


def _told(token: str) -> tuple[Member, dict[str, Any]]:
    try:
        told: dict[str, Any] = _signer().loads(token)
    except BadData:
        raise Refused("This link is not one of ours, or a part of it is missing.") from None
    member = queries.member_by_id(told["member"])
    if clock.now() - datetime.fromtimestamp(told["at"], clock.now().tzinfo) > HOLDS:
        raise Refused("This link is too old. Please sign in and have another one sent.")
    used = member is not None and told["to"] == member.email and member.confirmed_at is not None
    if member is None or not member.active or told["was"] != member.email or used:
        raise Refused("This link was used already.")
    if told["to"] != told["was"] and told.get("of") != marks.mark(member):  # whoever asked may be shut out since
        raise Refused("Your password was changed after this link was sent. Please sign in and ask for another one.")
    return member, told


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.extensions["settings"].secret_key, salt="accounts confirmation")
