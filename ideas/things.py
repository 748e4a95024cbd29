"""Ideas and their comments as things: for search hits and everything else that treats all rooms alike."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, or_, select

from community.accounts import authors
from community.accounts.models import Member
from community.forum.services.hiding import reword
from community.kernel.db import db
from community.kernel.events import Event
from community.kernel.markup import plain
from community.kernel.redaction import WordsCut, cut_from
from community.kernel.search.documents import Document
from community.kernel.things import Hiding, Thing, ThingKind

from . import addresses, events
from .groups import KEPT_ID, Part
from .models import Comment, Idea
from .services import comments, submissions

_OF_IDEA = (events.IdeaSubmitted, events.IdeaHidden, events.IdeaRestored)
_OF_TWO = (events.IdeasMerged, events.IdeasTakenApart)
_WITH_COMMENTS = (events.IdeaHidden, events.IdeaRestored)
_OF_COMMENT = (events.CommentAdded, events.CommentHidden, events.CommentRestored)
_PERSON = (Member.id.label("member_id"), Member.name.label("member_name"), Member.handle, Member.role)


def _written_ideas(ids: Collection[int]) -> Select[Any]:
    return (
        select(Idea.id, Idea.title, Idea.slug, Idea.html, Idea.created_at, Idea.hidden_at, *_PERSON)
        .outerjoin(Member, Member.id == Idea.author_id)
        .where(Idea.id.in_(ids))
    )


def _ideas_among(ids: Collection[int]) -> Select[Any]:
    """Return the query of ideas that somebody may find; all ideas are public in this version."""
    return _written_ideas(ids).where(Idea.hidden_at.is_(None), Idea.merged_into_id.is_(None))


def _written_comments(ids: Collection[int]) -> Select[Any]:
    columns = (Comment.id, Idea.title, Comment.html, Comment.created_at, Comment.hidden_at)
    return (
        select(*columns, Idea.id.label("idea_id"), *_PERSON)
        .join(Part, Part.id == Comment.idea_id)
        .join(Idea, Idea.id == KEPT_ID)
        .outerjoin(Member, Member.id == Comment.author_id)
        .where(Comment.id.in_(ids))
    )


def _comments_among(ids: Collection[int]) -> Select[Any]:
    return _written_comments(ids).where(Idea.hidden_at.is_(None), Comment.hidden_at.is_(None))


def _ideas(query: Select[Any]) -> Mapping[int, Thing]:
    return {row.id: _thing(row, "idea", addresses.idea(row.id, row.slug), row.id) for row in db.session.execute(query)}


def _comments(query: Select[Any]) -> Mapping[int, Thing]:
    return {
        row.id: _thing(row, "idea_comment", addresses.comment(row.id), row.idea_id) for row in db.session.execute(query)
    }


def _thing(row: Any, kind: str, url: str, idea_id: int) -> Thing:
    return Thing(
        kind=kind,
        id=row.id,
        title=row.title,
        url=url,
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, None),
        at=row.created_at,
        text=plain(row.html),
        place=_("Ideas"),
        hidden=row.hidden_at is not None,
        thread_id=idea_id,
    )


def _documents(query: Select[Any], kind: str) -> Iterator[Document]:
    """Yield what is indexed; the words of the title belong to the idea, not to each comment."""
    for row in db.session.execute(query):
        yield Document(
            key=f"{kind}:{row.id}",
            kind=kind,
            thing_id=row.id,
            title=row.title if kind == "idea" else "",
            body=plain(row.html),
            scope="public",
            author=row.handle or "",
        )


def _touched_ideas(happened: Sequence[Event]) -> set[int]:
    dropped = {e.dropped_id for e in happened if isinstance(e, _OF_TWO)}
    dropped |= cut_from(happened, Idea.__tablename__)
    return dropped | {e.idea_id for e in happened if isinstance(e, _OF_IDEA)}


def _touched_comments(happened: Sequence[Event]) -> set[int]:
    own = {e.comment_id for e in happened if isinstance(e, _OF_COMMENT)}
    own |= cut_from(happened, Comment.__tablename__)
    whole = {e.idea_id for e in happened if isinstance(e, _WITH_COMMENTS)}
    whole |= {e.dropped_id for e in happened if isinstance(e, _OF_TWO)}
    under = select(Comment.id).join(Part, Part.id == Comment.idea_id)
    under = under.where(or_(Part.id.in_(whole), Part.merged_into_id.in_(whole)))
    return own | (set(db.session.scalars(under)) if whole else set())


def _all_ideas(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(Idea.id).where(Idea.id > after).order_by(Idea.id).limit(limit)))


def _all_comments(after: int, limit: int) -> list[int]:
    return list(db.session.scalars(select(Comment.id).where(Comment.id > after).order_by(Comment.id).limit(limit)))


IDEA = ThingKind(
    kind="idea",
    label=_l("Idea"),
    visible=lambda ids, _viewer: _ideas(_ideas_among(ids)),
    documents=lambda ids: _documents(_ideas_among(ids), "idea"),
    all_ids=_all_ideas,
    touched_by=(*_OF_IDEA, *_OF_TWO, WordsCut),
    touched=_touched_ideas,
    hiding=Hiding(
        among=lambda ids, _viewer: _ideas(_written_ideas(ids)),
        hide=lambda id_, by, why: submissions.hide_idea(idea=db.session.get_one(Idea, id_), by=by, reason=why),
        reword=lambda id_, by, why: reword(db.session.get_one(Idea, id_), by, why, "This idea is not hidden."),
        restore=lambda id_, by: submissions.restore_idea(idea=db.session.get_one(Idea, id_), by=by),
    ),
)
COMMENT = ThingKind(
    kind="idea_comment",
    label=_l("Comment on an idea"),
    visible=lambda ids, _viewer: _comments(_comments_among(ids)),
    documents=lambda ids: _documents(_comments_among(ids), "idea_comment"),
    all_ids=_all_comments,
    touched_by=(*_OF_COMMENT, *_WITH_COMMENTS, *_OF_TWO, WordsCut),
    touched=_touched_comments,
    hiding=Hiding(
        among=lambda ids, _viewer: _comments(_written_comments(ids)),
        hide=lambda id_, by, why: comments.hide_comment(comment=db.session.get_one(Comment, id_), by=by, reason=why),
        reword=lambda id_, by, why: reword(db.session.get_one(Comment, id_), by, why, "This comment is not hidden."),
        restore=lambda id_, by: comments.restore_comment(comment=db.session.get_one(Comment, id_), by=by),
    ),
)
