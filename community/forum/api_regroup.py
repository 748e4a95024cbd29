"""What moderators do with topics, for programs: close, mark as duplicate, move, merge, split, take apart."""

from typing import Any

from apiflask import Schema
from apiflask.fields import List
from apiflask.validators import Length

from community.kernel.api_shapes import Id, MadeOut, ReasonIn, Text, made
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused, Word

from . import addresses, regrouping, topic_page
from .api import bp
from .api_found import open_board_or_404, row_or_404, topic_or_404
from .models import Topic
from .services import merges, moves, splits, topics

MOST_SPLIT = 500
NO_SUCH_TOPIC = Word("There is no topic with that number or address; please copy the address of the other topic.")


class BoardNamedIn(Schema):
    """The slug of a board."""

    board = Text(required=True, metadata={"example": "hub-and-app"})


class OriginalIn(Schema):
    """The number of the topic that was there before."""

    original = Id(required=True, metadata={"example": 12})


class IntoIn(Schema):
    """The number of the other topic; the older of the two stays."""

    into = Id(required=True, metadata={"example": 12})


class SplitIn(BoardNamedIn):
    """The title of the new topic, its board, and the numbers of the answers that go there."""

    title = Text(required=True, metadata={"example": "The charger stays red"})
    posts = List(Id(), required=True, validate=Length(min=1, max=MOST_SPLIT), metadata={"example": [98, 99]})


@bp.put("/topics/<int:topic_id>/closure")
@require("forum.moderate")
@bp.input(ReasonIn, arg_name="words")
@bp.output({}, status_code=204)
def close(topic_id: int, words: dict[str, Any]) -> str:
    """Close a topic, with a reason that everybody reads."""
    topics.close_topic(topic=topic_or_404(topic_id), by=current_viewer(), reason=words["reason"])
    return ""


@bp.delete("/topics/<int:topic_id>/closure")
@require("forum.moderate")
@bp.output({}, status_code=204)
def reopen(topic_id: int) -> str:
    """Open a closed topic again; where it was marked as a duplicate, that goes too."""
    topics.reopen_topic(topic=topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/original")
@require("forum.moderate")
@bp.input(OriginalIn, arg_name="given")
@bp.output({}, status_code=204)
def mark_duplicate(topic_id: int, given: dict[str, Any]) -> str:
    """Close a topic as asked before, and lead its readers to the original."""
    topics.mark_duplicate(topic=topic_or_404(topic_id), original=_other(given["original"]), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/board")
@require("forum.moderate")
@bp.input(BoardNamedIn, arg_name="given")
@bp.output({}, status_code=204)
def move(topic_id: int, given: dict[str, Any]) -> str:
    """Move a topic to another board."""
    moves.move_topic(topic=topic_or_404(topic_id), board=open_board_or_404(given["board"]), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/merger")
@require("forum.moderate")
@bp.input(IntoIn, arg_name="given")
@bp.output(MadeOut)
def merge(topic_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Merge two topics into the older one, which is answered."""
    row, other = row_or_404(topic_id), topic_page.topic_by_id(given["into"], current_viewer())
    if other is None or other.id == row.id:
        raise Refused(NO_SUCH_TOPIC)
    plan = regrouping.merge_of(row, other)
    merges.merge_topics(keep=topic_or_404(plan.keep.id), drop=topic_or_404(plan.drop.id), by=current_viewer())
    return made(plan.keep.id, plan.keep.url)


@bp.delete("/topics/<int:topic_id>/merger")
@require("forum.moderate")
@bp.output(MadeOut)
def take_apart(topic_id: int) -> dict[str, Any]:
    """Take a topic out of the one that it was merged into."""
    row_or_404(topic_id)
    merged = topic_page.itself(topic_id)
    merges.take_apart(topic=merged, by=current_viewer())
    return made(merged.id, addresses.topic(merged.id, merged.slug))


@bp.post("/topics/<int:topic_id>/splits")
@require("forum.moderate")
@bp.input(SplitIn, arg_name="given")
@bp.output(MadeOut, status_code=201)
def split(topic_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """Make a topic of some answers of another."""
    found, board = topic_or_404(topic_id), open_board_or_404(given["board"])
    chosen = {"post_ids": given["posts"], "title": given["title"]}
    new = splits.split_topic(topic=found, board=board, by=current_viewer(), **chosen)
    return made(new.id, addresses.topic(new.id, new.slug))


def _other(topic_id: int) -> Topic:
    found = topic_page.topic_for_change(topic_id, current_viewer())
    if found is None:
        raise Refused(NO_SUCH_TOPIC)
    return found
