"""What members say with one button, for programs: thanks, verdicts, acceptance, me too, bookmarks, follows, reading.

Each is a mark that is set (PUT) and taken away (DELETE); to do so once more changes nothing.
"""

from community.accounts import queries as accounts
from community.accounts.profiles import profile_or_away
from community.kernel.auth import current_viewer, require

from .api import bp
from .api_found import (
    board_or_404,
    post_and_topic_or_404,
    row_or_404,
    tag_or_404,
    topic_or_404,
)
from .reading import marks
from .services import answers, bookmarks, follows, kudos, me_too, verdicts


@bp.put("/posts/<int:post_id>/kudos")
@require("forum.kudos")
@bp.output({}, status_code=204)
def give_kudos(post_id: int) -> str:
    """Thank for a post; once more changes nothing."""
    kudos.give_kudos(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/kudos")
@require("forum.kudos")
@bp.output({}, status_code=204)
def withdraw_kudos(post_id: int) -> str:
    """Take kudos back."""
    kudos.withdraw_kudos(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/posts/<int:post_id>/confirmation")
@require("forum.kudos")
@bp.output({}, status_code=204)
def confirm(post_id: int) -> str:
    """Say that an answer worked."""
    verdicts.confirm(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/confirmation")
@require("forum.kudos")
@bp.output({}, status_code=204)
def withdraw_verdict(post_id: int) -> str:
    """Take back what one said of an answer, that it worked or that it did not."""
    verdicts.withdraw_verdict(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/posts/<int:post_id>/acceptance")
@require("forum.accept")
@bp.output({}, status_code=204)
def accept(post_id: int) -> str:
    """Accept an answer."""
    answers.accept_answer(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.delete("/posts/<int:post_id>/acceptance")
@require("forum.accept")
@bp.output({}, status_code=204)
def unaccept(post_id: int) -> str:
    """Take an acceptance back."""
    answers.unaccept_answer(**post_and_topic_or_404(post_id), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/me-too")
@require("forum.kudos")
@bp.output({}, status_code=204)
def say_me_too(topic_id: int) -> str:
    """Say that one has the problem of a question too."""
    me_too.say_me_too(topic=topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.delete("/topics/<int:topic_id>/me-too")
@require("forum.kudos")
@bp.output({}, status_code=204)
def withdraw_me_too(topic_id: int) -> str:
    """Say that one has the problem no longer."""
    me_too.withdraw_me_too(topic=topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/bookmark")
@require("forum.follow")
@bp.output({}, status_code=204)
def bookmark(topic_id: int) -> str:
    """Bookmark a topic."""
    bookmarks.bookmark(topic=topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.delete("/topics/<int:topic_id>/bookmark")
@require("forum.follow")
@bp.output({}, status_code=204)
def remove_bookmark(topic_id: int) -> str:
    """Remove a bookmark."""
    bookmarks.remove_bookmark(topic=topic_or_404(topic_id), by=current_viewer())
    return ""


@bp.put("/topics/<int:topic_id>/reading")
@require("forum.follow")
@bp.output({}, status_code=204)
def mark_read(topic_id: int) -> str:
    """Note that one has read a topic to its end; it is new again when somebody writes in it."""
    row = row_or_404(topic_id)
    marks().reach(current_viewer().member_id or 0, row.id, row.last_activity_at)
    return ""


@bp.put("/topics/<int:topic_id>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def follow(topic_id: int) -> str:
    """Follow a topic."""
    follows.follow(thing="topic", thing_id=topic_or_404(topic_id).id, by=current_viewer())
    return ""


@bp.delete("/topics/<int:topic_id>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def unfollow(topic_id: int) -> str:
    """Follow a topic no longer."""
    follows.unfollow(thing="topic", thing_id=topic_or_404(topic_id).id, by=current_viewer())
    return ""


@bp.put("/boards/<slug>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def follow_board(slug: str) -> str:
    """Follow a board."""
    follows.follow(thing="board", thing_id=board_or_404(slug).id, by=current_viewer())
    return ""


@bp.delete("/boards/<slug>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def unfollow_board(slug: str) -> str:
    """Follow a board no longer."""
    follows.unfollow(thing="board", thing_id=board_or_404(slug).id, by=current_viewer())
    return ""


@bp.put("/tags/<name>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def follow_tag(name: str) -> str:
    """Follow a tag."""
    follows.follow(thing="tag", thing_id=tag_or_404(name).id, by=current_viewer())
    return ""


@bp.delete("/tags/<name>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def unfollow_tag(name: str) -> str:
    """Follow a tag no longer."""
    follows.unfollow(thing="tag", thing_id=tag_or_404(name).id, by=current_viewer())
    return ""


@bp.put("/people/<handle>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def follow_person(handle: str) -> str:
    """Follow a person."""
    found = accounts.member_by_id(profile_or_away(handle).id)
    if found:
        follows.follow_member(member=found, by=current_viewer())
    return ""


@bp.delete("/people/<handle>/follow")
@require("forum.follow")
@bp.output({}, status_code=204)
def unfollow_person(handle: str) -> str:
    """Follow a person no longer."""
    follows.unfollow(thing="member", thing_id=profile_or_away(handle).id, by=current_viewer())
    return ""
