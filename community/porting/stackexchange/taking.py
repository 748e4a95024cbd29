"""How each row becomes a record, or why it cannot be taken."""

import json
from dataclasses import replace
from typing import Any, NoReturn, cast

from community.kernel.xml_cells import Cells, RowRefused
from community.porting.stackexchange.cells import parse_tags
from community.porting.stackexchange.index import Index
from community.porting.stackexchange.kinds import (
    CLOSE_REASONS,
    EDITED_FIELDS,
    FIRST_FIELDS,
    HISTORY_KINDS,
    LINK_KINDS,
    POST_KINDS,
    VOTE_KINDS,
    kind_name,
)
from community.porting.stackexchange.records import (
    ClosureKind,
    DumpClosure,
    DumpComment,
    DumpEdit,
    DumpLink,
    DumpPost,
    DumpTag,
    DumpUser,
    DumpVote,
    LinkKind,
    PostKind,
    VoteKind,
)

POSTS_TAKEN = {"question", "answer", "tag description"}
CLOSURES = {"closed", "reopened"}
VOTES_TAKEN: dict[str, VoteKind] = {"accept": "accept", "up": "up", "down": "down", "favourite": "follow"}


def take_tag(cells: Cells, index: Index) -> DumpTag:
    """Return the tag, unless an earlier row has its name."""
    tag = read_tag(cells)
    if not index.owns_name(tag):
        raise RowRefused("an earlier tag has the same name")
    return tag


def read_tag(cells: Cells) -> DumpTag:
    """Return the tag as its row alone tells it."""
    return DumpTag(
        id=cells.number("Id"),
        name=_filled(cells, "TagName"),
        uses=cells.count("Count"),
        moderators_only=cells.flag("IsModeratorOnly"),
        required=cells.flag("IsRequired"),
        description_id=cells.number_or_none("ExcerptPostId"),
    )


def take_user(cells: Cells, _index: Index) -> DumpUser:
    """Return the member; one without a name is shown by number, as the site does."""
    number = cells.number("Id")
    return DumpUser(
        id=number,
        name=cells.text_or_none("DisplayName") or f"user{number}",
        created_at=cells.moment("CreationDate"),
        last_seen_at=cells.moment_or_none("LastAccessDate"),
        reputation=cells.count("Reputation"),
        location=cells.text_or_none("Location"),
        website=cells.text_or_none("WebsiteUrl"),
        about=cells.text_or_none("AboutMe"),
        views=cells.count("Views"),
        up_votes=cells.count("UpVotes"),
        down_votes=cells.count("DownVotes"),
        account_id=cells.number_or_none("AccountId"),
    )


def take_post(cells: Cells, index: Index) -> DumpPost:
    """Return the post, unless it hangs on something that is not taken."""
    post = read_post(cells)
    if post.kind == "tag description":
        tag = index.described_tag(post.id)
        if tag is None:
            raise RowRefused("no tag has this description")
        return replace(post, tags=(tag,))
    if post.question_id is not None and not index.is_question(post.question_id):
        known = index.has_post(post.question_id)
        raise RowRefused("its question was not taken" if known else "its question is not in the dump")
    return replace(post, accepted=index.is_accepted(post.id))


def read_post(cells: Cells) -> DumpPost:
    """Return the post as its row alone tells it: not yet whether it is accepted, nor which tag it describes."""
    kind = kind_name(POST_KINDS, cells.text("PostTypeId"))
    if kind not in POSTS_TAKEN:
        raise RowRefused(f"kind of post not kept ({kind})")
    return DumpPost(
        id=cells.number("Id"),
        kind=cast("PostKind", kind),
        question_id=cells.number("ParentId") if kind == "answer" else None,
        accepted=False,
        accepted_answer_id=cells.number_or_none("AcceptedAnswerId") if kind == "question" else None,
        created_at=cells.moment("CreationDate"),
        last_activity_at=cells.moment_or_none("LastActivityDate"),
        edited_at=cells.moment_or_none("LastEditDate"),
        closed_at=cells.moment_or_none("ClosedDate"),
        community_owned_at=cells.moment_or_none("CommunityOwnedDate"),
        title=_filled(cells, "Title") if kind == "question" else None,
        body=cells.text("Body"),
        tags=parse_tags(cells.text_or_none("Tags")) if kind == "question" else (),
        score=cells.count("Score"),
        views=cells.count("ViewCount"),
        owner_id=cells.number_or_none("OwnerUserId"),
        owner_name=cells.text_or_none("OwnerDisplayName"),
        editor_id=cells.number_or_none("LastEditorUserId"),
        editor_name=cells.text_or_none("LastEditorDisplayName"),
        licence=cells.text_or_none("ContentLicense"),
    )


def take_comment(cells: Cells, index: Index) -> DumpComment:
    """Return the comment, if its post is taken."""
    comment = DumpComment(
        id=cells.number("Id"),
        post_id=cells.number("PostId"),
        text=_filled(cells, "Text"),
        score=cells.count("Score"),
        created_at=cells.moment("CreationDate"),
        author_id=cells.number_or_none("UserId"),
        author_name=cells.text_or_none("UserDisplayName"),
        licence=cells.text_or_none("ContentLicense"),
    )
    index.require_post(comment.post_id)
    return comment


def take_vote(cells: Cells, index: Index) -> DumpVote:
    """Return the vote; an accept only where it still stands, a favourite only where it says whose it is."""
    kind = kind_name(VOTE_KINDS, cells.text("VoteTypeId"))
    if kind not in VOTES_TAKEN:
        raise RowRefused(f"kind of vote not kept ({kind})")
    vote = DumpVote(
        id=cells.number("Id"),
        post_id=cells.number("PostId"),
        kind=VOTES_TAKEN[kind],
        day=cells.moment("CreationDate"),
        user_id=cells.number_or_none("UserId") if kind == "favourite" else None,
    )
    index.require_post(vote.post_id)
    if kind == "accept" and not index.is_accepted(vote.post_id):
        raise RowRefused("the question no longer accepts this answer")
    if kind == "favourite" and (vote.user_id is None or vote.user_id not in index.members):
        raise RowRefused("favourite of a member who is not in the dump")
    return vote


def take_link(cells: Cells, index: Index) -> DumpLink:
    """Return the link, if both its ends are taken and no earlier row says the same."""
    kind = kind_name(LINK_KINDS, cells.text("LinkTypeId"))
    if kind == "unknown":
        raise RowRefused("kind of link not kept (unknown)")
    link = DumpLink(
        id=cells.number("Id"),
        post_id=cells.number("PostId"),
        related_id=cells.number("RelatedPostId"),
        kind=cast("LinkKind", kind),
        created_at=cells.moment("CreationDate"),
    )
    index.require_post(link.post_id)
    index.require_post(link.related_id, "the post it links to")
    if link.post_id == link.related_id:
        raise RowRefused("a post linked to itself")
    if not index.owns_ends(link):
        raise RowRefused("an earlier link says the same")
    return link


def take_history(cells: Cells, index: Index) -> DumpEdit | DumpClosure:
    """Return the edit of one field, or the closing or reopening of a question."""
    number = cells.text("PostHistoryTypeId")
    kind = kind_name(HISTORY_KINDS, number)
    if number not in EDITED_FIELDS and kind not in CLOSURES:
        raise RowRefused(f"kind of history not kept ({kind})")
    index.require_post(cells.number("PostId"))
    return _edit(cells, number) if number in EDITED_FIELDS else _closure(cells, kind)


def _edit(cells: Cells, number: str) -> DumpEdit:
    edited = EDITED_FIELDS[number]
    return DumpEdit(
        id=cells.number("Id"),
        revision=_filled(cells, "RevisionGUID"),
        post_id=cells.number("PostId"),
        field=edited,
        # A question that lost its last tag has a row without text; a title or body is never empty.
        text=(cells.text_or_none("Text") or "") if edited == "tags" else _filled(cells, "Text"),
        first=number in FIRST_FIELDS,
        created_at=cells.moment("CreationDate"),
        editor_id=cells.number_or_none("UserId"),
        editor_name=cells.text_or_none("UserDisplayName"),
        comment=cells.text_or_none("Comment"),
        licence=cells.text_or_none("ContentLicense"),
    )


def _closure(cells: Cells, kind: str) -> DumpClosure:
    closed = kind == "closed"
    reason = kind_name(CLOSE_REASONS, cells.text_or_none("Comment")) if closed else None
    return DumpClosure(
        id=cells.number("Id"),
        post_id=cells.number("PostId"),
        kind=cast("ClosureKind", kind),
        reason=reason,
        duplicate_of=_originals(cells.text_or_none("Text")) if reason == "duplicate" else (),
        created_at=cells.moment("CreationDate"),
        actor_id=cells.number_or_none("UserId"),
        actor_name=cells.text_or_none("UserDisplayName"),
    )


def _originals(text: str | None) -> tuple[int, ...]:
    """Return the ids of the originals; dumps before 2013 hold no such list, which loses nothing but the ids."""
    try:
        stated: Any = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return ()
    ids = stated.get("OriginalQuestionIds") if isinstance(stated, dict) else None
    return tuple(number for number in ids if type(number) is int) if isinstance(ids, list) else ()


def take_badge(_cells: Cells, _index: Index) -> NoReturn:
    """Refuse: badges follow from facts here, and the facts come with the dump."""
    raise RowRefused("badges are awarded here by our own rules")


def _filled(cells: Cells, column: str) -> str:
    text = cells.text_or_none(column)
    if text is None:
        raise RowRefused(f"{column} is missing")
    return text
