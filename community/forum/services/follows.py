"""Follows: who wants to hear of what."""

from typing import Literal

from sqlalchemy import delete

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, table_of, upsert
from community.kernel.errors import Refused
from community.kernel.events import publish

from ..events import Followed, Unfollowed
from ..models import Follow, Topic
from .counters import count
from .holding import present

Followable = Literal["topic", "board", "tag", "member"]


def follow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing; following twice changes nothing."""
    if thing == "topic":
        thing_id = present(db.session.get_one(Topic, thing_id)).id
    row = {"member_id": by.member_id, "kind": thing, "thing_id": thing_id, "at": clock.now()}
    fresh = upsert(Follow).values(row).on_conflict_do_nothing()
    if rows_changed(fresh):
        publish(Followed(thing=thing, thing_id=thing_id, by=by.member_id))
        if thing == "member":
            count(Member, thing_id, followers=1)


def unfollow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing no longer."""
    mine = (Follow.member_id == by.member_id, Follow.kind == thing, Follow.thing_id == thing_id)
    if rows_changed(delete(table_of(Follow)).where(*mine)):
        publish(Unfollowed(thing=thing, thing_id=thing_id, by=by.member_id))
        if thing == "member":
            count(Member, thing_id, followers=-1)


def follow_member(*, member: Member, by: Viewer) -> None:
    """Follow a person: what they write then stands on the page of what is new."""
    if member.id == by.member_id:
        raise Refused("You need not follow yourself; what you write stands on your own page.")
    if not member.active or member.is_bot:
        raise Refused("Nobody writes here under this name any more, so there is nobody to follow.")
    follow(thing="member", thing_id=member.id, by=by)
