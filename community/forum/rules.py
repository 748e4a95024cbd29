"""The forum's rules that need no database: limits, words, and who may do what with a post."""

import re
from collections.abc import Sequence

from community.kernel.auth import MODERATORS, Viewer
from community.kernel.errors import Refused, Word
from community.kernel.texts import clean

from . import addresses
from .models import Board
from .rows import Acts, PostRow, TopicRow

TITLE_LENGTH = (8, 150)
BODY_LENGTH = (2, 30_000)
COMMENT_LENGTH = (2, 1_000)
REASON_LENGTH = (4, 300)
QUOTE_LENGTH = 2_000
MOST_TAGS = 5
TAG = re.compile(r"[a-z0-9äöüßéèñ][a-z0-9äöüßéèñ+#.-]{0,34}")


def is_moderator(viewer: Viewer) -> bool:
    """Tell whether the viewer holds the moderator's permission set."""
    return viewer.role in MODERATORS


def moderators_only(viewer: Viewer) -> None:
    """Refuse what only moderators do."""
    if not is_moderator(viewer):
        raise Refused("Only moderators can do this.")


def may_put_on(board: Board, viewer: Viewer) -> None:
    """Refuse to put somebody's topic on a board that the viewer does not see, or on which they start none."""
    if board.visibility not in viewer.scopes:
        raise Refused("There is no such board.")
    may_begin_on(board, viewer)


def may_begin_on(board: Board, viewer: Viewer) -> None:
    """Refuse topics on a board on which the viewer starts none."""
    if board.staff_start_topics and not viewer.is_staff:
        raise Refused(
            "New topics on “%(board)s” are started by our staff; your question is welcome on another board.",
            board=board.name,
        )


def kind_on(board: Board, kind: str) -> str:
    """Return what a topic of this kind is on a board: on a social one nobody asks, so a question is only talk there."""
    return "discussion" if kind == "question" and board.kind == "social" else kind


def checked(text: str, limits: tuple[int, int], what: str) -> str:
    """Return `text` in its stored form; refuse it outside its limits."""
    kept = clean(text)
    shortest, longest = limits
    if len(kept) < shortest:
        raise Refused("%(what)s is too short; please write at least %(n)s characters.", what=Word(what), n=shortest)
    if len(kept) > longest:
        over = {"what": Word(what), "over": len(kept) - longest, "most": longest}
        raise Refused("%(what)s is %(over)s characters too long; %(most)s is the most.", **over)
    return kept


def checked_title(text: str) -> str:
    """Return the title on one line; refuse one that is too short or too long."""
    return checked(" ".join(text.split()), TITLE_LENGTH, "The title")


def parse_tags(text: str) -> tuple[str, ...]:
    """Return the tags in `text`, separated by commas or spaces, each once; refuse words that cannot be tags."""
    names = list(dict.fromkeys(word for word in re.split(r"[\s,]+", text.lower()) if word))
    if len(names) > MOST_TAGS:
        raise Refused("A topic has at most %(most)s tags; you gave %(given)s.", most=MOST_TAGS, given=len(names))
    for name in names:
        if not TAG.fullmatch(name):
            raise Refused("“%(name)s” cannot be a tag; use letters, digits and - + # . only.", name=name[:40])
    return tuple(names)


def number_in(text: str, folder: str = "topics") -> int:
    """Return the number of a thing, given as a number or as an address under `folder`; 0 when there is none."""
    found = re.search(rf"(?:^|/{folder}/)(\d{{1,15}})(?:/|$|[?#])", text.strip())
    return int(found[1]) if found else 0


def may_edit(author_id: int | None, viewer: Viewer) -> bool:
    """Tell whether a post is the viewer's to edit: its author's, and each moderator's."""
    return is_moderator(viewer) or (viewer.member_id is not None and author_id == viewer.member_id)


def acts_on(post: PostRow, topic: TopicRow, viewer: Viewer) -> Acts:
    """Return what `viewer` may do with `post`."""
    if viewer.member_id is None:
        return Acts()
    moderator, mine = is_moderator(viewer), post.author.id == viewer.member_id
    if post.hidden:
        return Acts()
    may_judge = post.kind == "answer" and not mine
    may_accept = (
        post.kind == "answer" and not topic.is_announcement and (topic.author.id == viewer.member_id or moderator)
    )
    return Acts(
        kudos_url=None if mine or post.kudos_given else _act(post, "kudos"),
        unkudos_url=_act(post, "unkudos") if post.kudos_given else None,
        accept_url=_act(post, "accept") if may_accept and not post.accepted else None,
        unaccept_url=_act(post, "unaccept") if may_accept and post.accepted else None,
        confirm_url=_act(post, "confirm") if may_judge and not post.worked_for_me else None,
        deny_url=_act(post, "deny") if may_judge and not post.failed_me and not topic.closed else None,
        unjudge_url=_act(post, "unjudge") if post.worked_for_me or post.failed_me else None,
        edit_url=_act(post, "edit") if mine or moderator else None,
        comment_url=_act(post, "comment") if not topic.closed and post.kind != "comment" else None,
        quote_url=None if topic.closed or post.kind == "comment" else f"{topic.url}?quote={post.id}#reply",
    )


def quotation(words: str, by: str) -> str:
    """Return words as a Markdown quote of somebody, without what they quoted themselves, ready to be answered."""
    lines = [line for line in words.strip().splitlines() if not line.startswith(">")]
    quoted = "\n".join(f"> {line}".rstrip() for line in "\n".join(lines).strip()[:QUOTE_LENGTH].splitlines())
    return f"{by}:\n\n{quoted}\n\n"


def _act(post: PostRow, act: str) -> str:
    return addresses.post_act(post.id, act)


def weeks_of(days: Sequence[tuple[int, int]], weeks: int) -> tuple[int, ...]:
    """Sum (days ago, count) pairs into `weeks` numbers, the oldest week first."""
    sums = [0] * weeks
    for days_ago, count in days:
        if 0 <= days_ago < weeks * 7:
            sums[weeks - 1 - days_ago // 7] += count
    return tuple(sums)
