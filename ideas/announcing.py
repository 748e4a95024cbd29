"""Of what the ideation board tells whom: authors and voters, of moves, merges and comments."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from community.kernel.announcing import Announcement, Reason, Telling
from community.kernel.db import db
from community.kernel.events import Fact

from .events import CommentAdded, CommentRestored, IdeasMerged, StatusMoved
from .groups import KEPT_ID, Part
from .models import Comment, Idea, Vote

REASONS = (
    Reason(
        name="idea_moved",
        label=_l("An idea you submitted or voted for was answered"),
        says=lambda who: _("%(who)s answered an idea you want", who=who),
        strength=60,
        way="at_once",
    ),
    Reason(
        name="idea_merged",
        label=_l("An idea you submitted or voted for was merged"),
        says=lambda _who: _("An idea you want was merged into this one"),
        strength=50,
        way="house",
    ),
    Reason(
        name="idea_comment",
        label=_l("A comment on your idea"),
        says=lambda who: _("%(who)s commented on your idea", who=who),
        strength=50,
        way="at_once",
    ),
)


def tell(facts: Sequence[Fact]) -> Iterator[Telling]:
    """Yield who is told of each fact; three queries, however many facts there are."""
    moved = {f.event.idea_id for f in facts if isinstance(f.event, StatusMoved)}
    merged = {f.event.dropped_id for f in facts if isinstance(f.event, IdeasMerged)}
    wanting = _wanting(moved | merged)
    comments = _comments({f.event.comment_id for f in facts if isinstance(f.event, CommentAdded | CommentRestored)})
    for fact in facts:
        event: Any = fact.event
        if isinstance(event, StatusMoved):
            yield from _to_all(fact, wanting[event.idea_id], "idea_moved", event.idea_id, f"ideas.move {event.move_id}")
        elif isinstance(event, IdeasMerged):
            occasion = f"ideas.merge {event.dropped_id} {event.kept_id}"
            yield from _to_all(fact, wanting[event.dropped_id], "idea_merged", event.kept_id, occasion)
        else:
            yield from _of_comment(fact, event, comments)


def _to_all(fact: Fact, member_ids: Collection[int], reason: str, idea_id: int, occasion: str) -> Iterator[Telling]:
    idea = ("idea", idea_id)
    for member_id in sorted(member_ids):
        told = {"member_id": member_id, "reason": reason, "occasion": occasion}
        yield Telling(fact=fact, thing=idea, about=idea, by=fact.event.by, **told)


def _of_comment(fact: Fact, event: Any, comments: Mapping[int, tuple[int | None, int | None]]) -> Iterator[Telling]:
    writer_id, author_id = comments.get(event.comment_id, (None, None))
    if author_id:
        told = {"member_id": author_id, "reason": "idea_comment", "occasion": f"ideas.comment {event.comment_id}"}
        thing, about = ("idea_comment", event.comment_id), ("idea", event.idea_id)
        yield Telling(fact=fact, thing=thing, about=about, by=writer_id, **told)


def _wanting(idea_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Return by idea who wrote or voted for it or for one merged into it."""
    found: dict[int, set[int]] = defaultdict(set)
    if not idea_ids:
        return found
    asked = (Part.id.in_(idea_ids)) | (Part.merged_into_id.in_(idea_ids))
    query = select(Part.id, KEPT_ID, Part.author_id, Vote.member_id).outerjoin(Vote, Vote.idea_id == Part.id)
    for part_id, kept_id, author_id, voter_id in db.session.execute(query.where(asked)):
        for idea_id in {part_id, kept_id} & set(idea_ids):
            found[idea_id] |= {id_ for id_ in (author_id, voter_id) if id_}
    return found


def _comments(ids: Collection[int]) -> Mapping[int, tuple[int | None, int | None]]:
    """Return by comment who wrote it, and who wrote the idea."""
    query = select(Comment.id, Comment.author_id, Idea.author_id).join(Idea, Idea.id == Comment.idea_id)
    found = db.session.execute(query.where(Comment.id.in_(ids))) if ids else ()
    return {id_: (writer_id, author_id) for id_, writer_id, author_id in found}


IDEAS = Announcement(reasons=REASONS, kinds=(StatusMoved, IdeasMerged, CommentAdded, CommentRestored), tell=tell)
