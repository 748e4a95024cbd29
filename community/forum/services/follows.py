"""Follows: who wants to hear of what."""

from typing import Literal

from sqlalchemy import delete

from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db, rows_changed, table_of, upsert
from community.kernel.events import publish

from ..events import Followed, Unfollowed
from ..models import Follow, Topic
from .holding import present

Followable = Literal["topic", "board", "tag"]


def follow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing; following twice changes nothing."""
    if thing == "topic":
        thing_id = present(db.session.get_one(Topic, thing_id)).id
    row = {"member_id": by.member_id, "kind": thing, "thing_id": thing_id, "at": clock.now()}
    fresh = upsert(Follow).values(row).on_conflict_do_nothing()
    if rows_changed(fresh):
        publish(Followed(thing=thing, thing_id=thing_id, by=by.member_id))


def unfollow(*, thing: Followable, thing_id: int, by: Viewer) -> None:
    """Follow a thing no longer."""
    mine = (Follow.member_id == by.member_id, Follow.kind == thing, Follow.thing_id == thing_id)
    if rows_changed(delete(table_of(Follow)).where(*mine)):
        publish(Unfollowed(thing=thing, thing_id=thing_id, by=by.member_id))
