"""The projection `kb_harvest.resolutions`: how topics were resolved, worked out anew whenever one of them changes."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, delete, insert, or_, select

from community.forum import events as forum
from community.forum.models import Post, Topic
from community.kernel import clock
from community.kernel.consumers import Projection, Tables
from community.kernel.db import db, table_of
from community.kernel.events import Fact
from community.kernel.markup import plain

from .models import Resolution
from .resolution import Resolved, Said, holds_at, resolved

_POST, _TOPIC = table_of(Post), table_of(Topic)
_PARENT = _POST.alias()
_BY_ASKER = or_(
    _POST.c.author_id == _TOPIC.c.author_id,
    and_(_POST.c.author_id.is_(None), _TOPIC.c.author_id.is_(None), _POST.c.author_name == _TOPIC.c.author_name),
)
_IS_REMARK = and_(_BY_ASKER, _POST.c.kind != "opening")  # only of these the words matter


def of_topics(topic_ids: Collection[int]) -> dict[int, Resolved]:
    """Return by topic how it was resolved; a discussion is resolved by an accepted answer only."""
    rows = db.session.execute(
        select(
            *(_POST.c[name] for name in ("id", "topic_id", "kind", "parent_id", "created_at", "kudos", "worked")),
            *(_POST.c.accepted_at, (_POST.c.downvotes + _POST.c.failed).label("against")),
            _TOPIC.c.kind.label("topic_kind"),
            case((_BY_ASKER, True), else_=False).label("by_asker"),
            case((_IS_REMARK, _POST.c.html), else_="").label("html"),
        )
        .join(_TOPIC, _TOPIC.c.id == _POST.c.topic_id)
        .outerjoin(_PARENT, _PARENT.c.id == _POST.c.parent_id)
        .where(_TOPIC.c.id.in_(topic_ids), _TOPIC.c.hidden_at.is_(None))
        .where(_POST.c.hidden_at.is_(None), _PARENT.c.hidden_at.is_(None))
        .order_by(_POST.c.topic_id, _POST.c.created_at, _POST.c.id)
    )
    found = {topic_id: _resolved(list(posts)) for topic_id, posts in groupby(rows, key=lambda row: row.topic_id)}
    return {topic_id: how for topic_id, how in found.items() if how}


def of_topic(topic_id: int | None) -> Resolved | None:
    """Return how the topic is resolved by now; None where it is not, or there is none."""
    how = of_topics([topic_id]).get(topic_id) if topic_id else None
    return how if how and holds_at(how, clock.now()) else None


def _resolved(rows: Sequence[Any]) -> Resolved | None:
    how = resolved([_said(row) for row in rows])
    return how if how and (how.grade == "accepted" or rows[0].topic_kind == "question") else None


def _said(row: Any) -> Said:
    return Said(
        id=row.id,
        kind=row.kind,
        parent_id=row.parent_id,
        by_asker=row.by_asker,
        at=row.created_at,
        kudos=row.kudos,
        against=row.against,
        worked=row.worked,
        accepted=row.accepted_at is not None,
        text=plain(row.html),
    )


def keep(facts: Sequence[Fact], tables: Tables) -> None:
    """Write the rows of all topics that the facts speak of anew."""
    table = tables[Resolution.__tablename__]
    others = {fact.event.other_id for fact in facts if isinstance(fact.event, forum.REGROUPED)}
    topic_ids = sorted(others | {fact.event.topic_id for fact in facts})  # type: ignore[attr-defined]
    db.session.execute(delete(table).where(table.c.topic_id.in_(topic_ids)))
    if found := of_topics(topic_ids):
        db.session.execute(insert(table), [{"topic_id": id_, **vars(how)} for id_, how in sorted(found.items())])


RESOLUTIONS = Projection(
    name="kb_harvest.resolutions",
    kinds=(
        *(forum.PostAdded, forum.PostEdited, forum.PostHidden, forum.PostRestored),
        *(forum.AnswerAccepted, forum.AnswerUnaccepted, forum.KudosGiven, forum.KudosWithdrawn),
        *(forum.DownvoteImported, forum.DownvoteWithdrawn),
        *(forum.SolutionConfirmed, forum.SolutionConfirmationWithdrawn),
        *(forum.SolutionDenied, forum.SolutionDenialWithdrawn),
        *forum.REGROUPED,
    ),
    tables=(table_of(Resolution),),
    handle=keep,
)
