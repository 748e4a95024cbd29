"""Follows: who wants to hear of what."""

from typing import Literal

from sqlalchemy import delete

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, upsert
from community.kernel.events import publish

from ..events import Followed, Unfollowed
from ..models import Follow

Followable = Literal["topic", "board", "tag"]


def follow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing; following twice changes nothing."""
    row = {"member_id": by.member_id, "kind": thing, "thing_id": thing_id, "at": clock.now()}
    if db.session.execute(upsert(Follow.__table__).values(row).on_conflict_do_nothing()).rowcount:
        publish(Followed(thing=thing, thing_id=thing_id, by=by.member_id))


def unfollow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing no longer."""
    mine = (Follow.member_id == by.member_id, Follow.kind == thing, Follow.thing_id == thing_id)
    if db.session.execute(delete(Follow.__table__).where(*mine)).rowcount:
        publish(Unfollowed(thing=thing, thing_id=thing_id, by=by.member_id))
