"""The projection `listening.voices`: each post, idea and comment cleaned, masked, language-tagged and scored.

Only writing and editing make a voice; who may see it is asked when it is read, so that hiding wins at once.
"""

from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import Any

from sqlalchemy import Table, delete, select

from community.forum.events import REGROUPED, PostAdded, PostEdited, TopicMoved, TopicStarted
from community.forum.models import Post, Topic
from community.kernel.consumers import Projection, Tables
from community.kernel.db import db, table_of, upsert
from community.kernel.events import Event, Fact
from community.kernel.redaction import WordsCut, cut_from
from community.kernel.withdrawing import GONE
from ideas.events import CommentAdded, IdeaSubmitted
from ideas.models import Comment, Idea

from . import cleaning, hearing
from .models import Voice

Row = dict[str, Any]
_KEY = ("thing_kind", "thing_id")
_VALUES = [c.name for c in table_of(Voice).columns if not c.primary_key and c.name not in _KEY]


def keep_voices(facts: Sequence[Fact], tables: Tables) -> None:
    """Write the voices that the facts touched as their sources read now; one query for each kind of source."""
    happened = [fact.event for fact in facts]
    _forget_former_names([e for e in happened if isinstance(e, REGROUPED)], tables[Voice.__tablename__])
    posts = _ids(happened, "post_id") | _moved(happened) | cut_from(happened, Post.__tablename__)
    remarks = _ids(happened, "comment_id") | cut_from(happened, Comment.__tablename__)
    rows = [*_posts(posts), *_ideas(happened), *_idea_comments(remarks)]
    if rows:
        statement = upsert(tables[Voice.__tablename__])
        newer = {name: statement.excluded[name] for name in _VALUES}
        db.session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=newer), rows)


def _ids(happened: Sequence[Event], name: str) -> set[int]:
    return {getattr(event, name) for event in happened if hasattr(event, name)}


def _moved(happened: Sequence[Event]) -> set[int]:
    """Return the posts that stand in another topic or on another board by now."""
    moved = {event.topic_id for event in happened if isinstance(event, TopicMoved)}
    on_another_board = db.session.scalars(select(Post.id).where(Post.topic_id.in_(moved))) if moved else ()
    return {*on_another_board, *(post for e in happened if isinstance(e, REGROUPED) for post in e.post_ids)}


def _forget_former_names(regrouped: Sequence[Any], table: Table) -> None:
    """Remove the voices of openings that became answers, and of answers that became openings."""
    for kind, ids in (("topic", {e.other_id for e in regrouped}), ("post", {e.opening_id for e in regrouped})):
        if ids:
            db.session.execute(delete(table).where(table.c.thing_kind == kind, table.c.thing_id.in_(ids)))


def _posts(ids: Collection[int]) -> Iterator[Row]:
    columns = (Post.id, Post.kind, Post.body, Post.markup, Post.created_at, Post.author_id, Post.author_name)
    query = select(*columns, Post.topic_id, Topic.board_id, Topic.title).join(Topic, Topic.id == Post.topic_id)
    for row in _read(query, Post.id, ids):
        opening = row.kind == "opening"
        text = _with_title(row.title, row.body, row.markup) if opening else row.body
        yield {
            "kind": "topic_opening" if opening else row.kind,
            "thing_kind": "topic" if opening else "post",
            "thing_id": row.topic_id if opening else row.id,
            "topic_id": row.topic_id,
            "board_id": row.board_id,
            "idea_id": None,
            "author_name": row.author_name,
            **_heard(row, text, row.markup),
        }


def _ideas(happened: Sequence[Event]) -> Iterator[Row]:
    ids = {event.idea_id for event in happened if isinstance(event, IdeaSubmitted)}
    ids |= cut_from(happened, Idea.__tablename__)
    query = select(Idea.id, Idea.title, Idea.body, Idea.created_at, Idea.author_id)
    for row in _read(query, Idea.id, ids):
        yield _of_idea(row, "idea", row.id, _with_title(row.title, row.body, "markdown"))


def _idea_comments(ids: Collection[int]) -> Iterator[Row]:
    query = select(Comment.id, Comment.idea_id, Comment.body, Comment.created_at, Comment.author_id)
    for row in _read(query, Comment.id, ids):
        yield _of_idea(row, "idea_comment", row.idea_id, row.body)


def _of_idea(row: Any, kind: str, idea_id: int, text: str) -> Row:
    place = {"kind": kind, "thing_kind": kind, "thing_id": row.id, "topic_id": None, "board_id": None}
    return place | {"idea_id": idea_id, "author_name": None} | _heard(row, text, "markdown")


def _read(query: Any, id_: Any, ids: Collection[int]) -> Iterator[Any]:
    return iter(db.session.execute(query.where(id_.in_(ids)).order_by(id_))) if ids else iter(())


def _with_title(title: str, body: str, markup: str) -> str:
    """Return title and body as one text: many people say in the title what hurts."""
    return f"<p>{escape(title)}</p>{body}" if markup == "html" else f"{title}\n\n{body}"


def _heard(row: Any, text: str, markup: cleaning.Markup) -> Row:
    return {
        "said_at": row.created_at,
        "author_id": row.author_id,
        **hearing.hear(text.replace(GONE, ""), markup).columns(),
    }


VOICES = Projection(
    name="listening.voices",
    kinds=(TopicStarted, PostAdded, PostEdited, TopicMoved, *REGROUPED, IdeaSubmitted, CommentAdded, WordsCut),
    tables=(table_of(Voice),),
    handle=keep_voices,
)
