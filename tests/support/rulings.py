"""Flags and decisions for tests, made by the product's own services."""

from support.people import viewer

from community.accounts.models import Member
from community.forum.models import Post
from community.kernel.db import db
from community.moderation import subjects
from community.moderation.models import Case
from community.moderation.services import decisions, flags, watching

ADMIN = subjects.SYSTEM


def flag(post: Post, by: Member, reason: str = "OFF_TOPIC", note: str = "") -> Case:
    """Flag a post, or the topic that it opens."""
    kind, thing_id = ("topic", post.topic_id) if post.kind == "opening" else ("post", post.id)
    return flag_thing(kind, thing_id, by, reason, note)


def flag_thing(kind: str, thing_id: int, by: Member, reason: str = "OFF_TOPIC", note: str = "") -> Case:
    thing = subjects.subjects([(kind, thing_id)], ADMIN)[kind, thing_id]
    case = flags.flag(thing=thing, reason=reason, note=note, by=viewer(by))
    db.session.commit()
    return case


def uphold(case: Case, by: Member, reason: str = "OFF_TOPIC", remark: str = "") -> Case:
    decisions.uphold(case=case, by=viewer(by), reason=reason, remark=remark)
    db.session.commit()
    return case


def keep(case: Case, by: Member) -> Case:
    decisions.keep(case=case, by=viewer(by))
    db.session.commit()
    return case


def watch(phrase: str, action: str) -> None:
    watching.watch(phrase=phrase, action=action, by=ADMIN)
    db.session.commit()
