"""Rows of a dump in the words of the forum: what is called a question there is a topic's opening post here."""

from collections.abc import Sequence
from datetime import datetime

from community.accounts.intake import IncomingMember
from community.forum.intake.incoming import (
    ClosingAct,
    IncomingClosing,
    IncomingFollow,
    IncomingLink,
    IncomingPost,
    IncomingRevision,
    IncomingVote,
    Writer,
)
from community.kernel.markup import plain, render
from community.porting.stackexchange.records import (
    COMMUNITY_BOT_ID,
    DumpClosure,
    DumpComment,
    DumpLink,
    DumpPost,
    DumpRevision,
    DumpUser,
    DumpVote,
)
from community.porting.stackexchange.site import Site, licence_of


def member_of(user: DumpUser) -> IncomingMember:
    """Return the member; what they tell about themselves becomes plain text."""
    return IncomingMember(
        source_id=user.id,
        name=user.name,
        joined_at=user.created_at,
        about=plain(render(user.about, "html")) if user.about else "",
        location=user.location or "",
        is_bot=user.id == COMMUNITY_BOT_ID,
    )


def post_of(post: DumpPost, site: Site) -> IncomingPost:
    """Return the question or answer; its body stays the HTML it was."""
    return IncomingPost(
        source_id=post.id,
        kind="opening" if post.kind == "question" else "answer",
        on=post.question_id,
        by=Writer(source_id=post.owner_id, name=post.owner_name),
        at=post.created_at,
        edited_at=post.edited_at,
        edited_by=Writer(source_id=post.editor_id, name=post.editor_name),
        body=site.with_whole_addresses(post.body),
        markup="html",
        url=site.post_address(post.id),
        licence=licence_of(post.created_at, post.licence),
        title=post.title or "",
        tags=post.tags,
        views=post.views,
    )


def comment_of(comment: DumpComment, site: Site) -> IncomingPost:
    """Return the comment; the site's small Markdown is Markdown."""
    return IncomingPost(
        source_id=comment.id,
        kind="comment",
        on=comment.post_id,
        by=Writer(source_id=comment.author_id, name=comment.author_name),
        at=comment.created_at,
        body=site.with_whole_addresses(comment.text),
        markup="markdown",
        url=site.comment_address(comment.id),
        licence=licence_of(comment.created_at, comment.licence),
    )


def description_of(post: DumpPost) -> str:
    """Return the words of a tag's description."""
    return " ".join(plain(render(post.body, "html")).split())


def revision_of(revision: DumpRevision) -> IncomingRevision:
    """Return the revision, known by the first of its rows."""
    return IncomingRevision(
        source_id=str(revision.id),
        post=revision.post_id,
        by=Writer(source_id=revision.editor_id, name=revision.editor_name),
        at=revision.created_at,
        title=revision.title,
        body=revision.body,
        tags=revision.tags,
        reason=revision.comment or "",
    )


def vote_of(vote: DumpVote) -> IncomingVote:
    """Return the vote up or down."""
    return IncomingVote(source_id=vote.id, post=vote.post_id, value=1 if vote.kind == "up" else -1, at=vote.day)


def follow_of(vote: DumpVote) -> IncomingFollow | None:
    """Return the follow that a favourite is; None for other votes."""
    if vote.kind != "follow" or vote.user_id is None:
        return None
    return IncomingFollow(member=vote.user_id, post=vote.post_id, at=vote.day)


def link_of(link: DumpLink) -> IncomingLink:
    """Return the link between two posts."""
    return IncomingLink(
        source_id=link.id, post=link.post_id, target=link.related_id, kind=link.kind, at=link.created_at
    )


def closing_of(
    question: DumpPost, closures: Sequence[DumpClosure], original: int | None, site: Site
) -> IncomingClosing:
    """Return whether and how the question is closed."""
    return IncomingClosing(
        topic=question.id,
        closed_at=question.closed_at,
        reason=_reason(question.closed_at, closures, site) if question.closed_at else None,
        duplicate_of=original,
        acts=tuple(
            ClosingAct(
                closed=closure.kind == "closed",
                at=closure.created_at,
                by=Writer(source_id=closure.actor_id, name=closure.actor_name),
            )
            for closure in closures
        ),
    )


def _reason(closed_at: datetime, closures: Sequence[DumpClosure], site: Site) -> str:
    """Return the sentence that readers of the closed topic see."""
    last = next((c.reason for c in reversed(closures) if c.kind == "closed" and c.created_at <= closed_at), None)
    if last == "duplicate":
        return "This was asked before."
    stated = f" as {last}" if last and last != "unknown" else ""
    return f"It was closed on {site.name}{stated}."
