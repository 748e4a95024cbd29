"""What the memos hold of a member: their words as quotes, to whom editions were mailed, and who signed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select, update

from community.forum.models import Post, Topic
from community.kernel import clock
from community.kernel.db import db, table_of
from community.kernel.personal import Personal, kept, rows_of
from ideas.models import Comment, Idea

from .models import Memo, Quote, Recipient

_AUTHORS: dict[str, Any] = {"topic": Topic, "post": Post, "idea": Idea, "idea_comment": Comment}


def _words_of(member_id: int) -> Any:
    """Return the condition that a quote stands in something the member wrote."""
    mine = ((kind, select(model.id).where(model.author_id == member_id)) for kind, model in _AUTHORS.items())
    return or_(*(and_(Quote.thing_kind == kind, Quote.thing_id.in_(ids)) for kind, ids in mine))


def _quotes(member_id: int) -> Sequence[Mapping[str, Any]]:
    columns = (Memo.week, Quote.thing_kind, Quote.thing_id, Quote.text, Quote.withdrawn_at)
    found = select(*columns).join(Memo, Memo.id == Quote.memo_id).where(_words_of(member_id))
    return [dict(row) for row in db.session.execute(found.order_by(Memo.week, Quote.number)).mappings()]


def _withdraw(member_id: int) -> None:
    """Empty the quotes; every edition says from then on that, and when, it was restated."""
    standing = update(table_of(Quote)).where(_words_of(member_id), Quote.text.is_not(None))
    db.session.execute(standing.values(text=None, withdrawn_at=clock.now()))


PERSONAL = (
    Personal(name="quotes", told=_quotes, erase=_withdraw),
    Personal(name="memos_received", told=rows_of(Recipient.member_id), erase=kept),
    Personal(name="memos_signed", told=rows_of(Memo.signed_by_id), erase=kept),
)
