"""Of what the forum tells whom: those who are named, asked, answered, thanked, or who follow."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.kernel.announcing import Announcement, Key, Reason, Telling
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.events import Event, Fact
from community.kernel.things import Thing

from . import events
from .following import followers_of, places_of
from .models import Post, Topic

HELD_FOR = timedelta(days=7)  # what was out of sight for longer is no news any more
_TAKEN_BACK = (events.KudosWithdrawn, events.AnswerUnaccepted, events.SolutionConfirmationWithdrawn)

REASONS = (
    Reason(
        name="mention",
        label=_l("Somebody names you"),
        says=lambda who: _("%(who)s named you", who=who),
        strength=90,
        way="at_once",
    ),
    Reason(
        name="answer",
        label=_l("An answer to your question"),
        says=lambda who: _("%(who)s answered your question", who=who),
        strength=80,
        way="at_once",
    ),
    Reason(
        name="reply",
        label=_l("A reply to what you wrote"),
        says=lambda who: _("%(who)s replied to you", who=who),
        strength=70,
        way="at_once",
    ),
    Reason(
        name="topic",
        label=_l("Something new in a topic you follow"),
        says=lambda who: _("%(who)s wrote in a topic you follow", who=who),
        strength=30,
        way="at_once",
        while_following="talk",
    ),
    Reason(
        name="board",
        label=_l("A new topic on a board you follow"),
        says=lambda who: _("%(who)s began a topic on a board you follow", who=who),
        strength=16,
        way="daily",
        while_following="board",
    ),
    Reason(
        name="tag",
        label=_l("A new topic with a tag you follow"),
        says=lambda who: _("%(who)s began a topic with a tag you follow", who=who),
        strength=18,
        way="daily",
        while_following="tag",
    ),
    Reason(
        name="person",
        label=_l("Somebody you follow wrote"),
        says=lambda who: _("%(who)s, whom you follow, wrote this", who=who),
        strength=20,
        way="daily",
        while_following="person",
    ),
    Reason(
        name="accepted",
        label=_l("Your answer was accepted"),
        says=lambda who: _("%(who)s accepted your answer", who=who),
        strength=60,
        way="at_once",
    ),
    Reason(
        name="confirmed",
        label=_l("Your answer worked for somebody"),
        says=lambda who: _("Your answer worked for %(who)s", who=who),
        strength=50,
        way="daily",
        bundled=True,
    ),
    Reason(
        name="kudos",
        label=_l("Kudos for what you wrote"),
        says=lambda who: _("%(who)s gave you kudos", who=who),
        strength=40,
        way="house",
        bundled=True,
    ),
    Reason(
        name="follower",
        label=_l("Somebody follows you"),
        says=lambda who: _("Now following you: %(who)s", who=who),
        strength=10,
        way="house",
    ),
)


@dataclass(frozen=True)
class _Written:
    """What is known of a post: who wrote it, under what, and who waits for such a thing."""

    id: int
    kind: str
    author_id: int | None
    above_id: int | None  # who wrote the post above a comment, or began the topic
    topic_id: int
    is_question: bool
    is_ours: bool
    at: Any


@dataclass(frozen=True)
class _Company:
    """The posts that facts speak of, where the topics that they open stand, and who follows what of it."""

    posts: Mapping[int, _Written]
    places: Mapping[int, Collection[Key]]
    followers: Mapping[Key, Sequence[int]]


def tell(facts: Sequence[Fact]) -> Iterator[Telling]:
    """Yield who is told of each fact; four queries, however many facts there are."""
    posts = _posts({f.event.post_id for f in facts if isinstance(f.event, _OF_POSTS)})  # type: ignore[attr-defined]
    places = places_of({post.topic_id for post in posts.values() if post.kind == "opening"})
    company = _Company(posts, places, _followers(posts.values(), places))
    for fact in facts:
        yield from _TELL[type(fact.event)](fact, fact.event, company)


def _of_post(fact: Fact, event: Any, company: _Company) -> Iterator[Telling]:
    """A post was added, opened a topic, or is shown after it was held back."""
    post = company.posts.get(event.post_id)
    if post is None or not post.is_ours or fact.at - post.at > HELD_FOR:
        return
    if post.kind != "opening":
        if post.above_id:
            reason = "answer" if post.kind == "answer" and post.is_question else "reply"
            yield _about_post(fact, event, post.above_id, reason, by=post.author_id)
        for member_id in company.followers.get(("topic", post.topic_id), ()):
            yield _about_post(fact, event, member_id, "topic", by=post.author_id)
    for place in company.places.get(post.topic_id, ()) if post.kind == "opening" else ():
        for member_id in company.followers.get(place, ()):
            yield _about_post(fact, event, member_id, place[0], by=post.author_id)
    for member_id in company.followers.get(("member", post.author_id or 0), ()):
        yield _about_post(fact, event, member_id, "person", by=post.author_id)


def _of_mention(fact: Fact, event: Any, _company: _Company) -> Iterator[Telling]:
    for member_id in event.member_ids:
        yield _about_post(fact, event, member_id, "mention", by=event.by)


def _to_author(reason: str) -> Callable[[Fact, Any, _Company], Iterator[Telling]]:
    """Tell the author of a post; once more for the same reason is another occasion where it gathers."""

    def say(fact: Fact, event: Any, _company: _Company) -> Iterator[Telling]:
        if event.author_id:
            occasion = f"forum.{reason} {event.post_id}" + ("" if reason == "accepted" else f" {fact.seq}")
            is_back = isinstance(event, _TAKEN_BACK)
            yield _about_post(fact, event, event.author_id, reason, by=event.by, occasion=occasion, taken_back=is_back)

    return say


def _of_follower(fact: Fact, event: Any, _company: _Company) -> Iterator[Telling]:
    if event.thing == "member" and event.by:
        who = ("member", event.by)
        told = {"member_id": event.thing_id, "reason": "follower", "occasion": f"forum.follower {event.by}"}
        yield Telling(fact=fact, thing=who, about=who, by=event.by, **told)


def _about_post(
    fact: Fact, event: Any, member_id: int, reason: str, *, by: int | None, occasion: str = "", taken_back: bool = False
) -> Telling:
    return Telling(
        fact=fact,
        member_id=member_id,
        reason=reason,
        occasion=occasion or f"forum.post {event.post_id}",
        thing=("post", event.post_id),
        about=("topic", event.topic_id),
        by=by,
        taken_back=taken_back,
    )


_OF_POSTS: tuple[type[Event], ...] = (events.TopicStarted, events.PostAdded, events.PostRestored)
_TELL: Mapping[type[Event], Callable[[Fact, Any, _Company], Iterator[Telling]]] = {
    **dict.fromkeys(_OF_POSTS, _of_post),
    events.MembersMentioned: _of_mention,
    events.AnswerAccepted: _to_author("accepted"),
    events.AnswerUnaccepted: _to_author("accepted"),
    events.SolutionConfirmed: _to_author("confirmed"),
    events.SolutionConfirmationWithdrawn: _to_author("confirmed"),
    events.KudosGiven: _to_author("kudos"),
    events.KudosWithdrawn: _to_author("kudos"),
    events.Followed: _of_follower,
}


def _posts(ids: Collection[int]) -> dict[int, _Written]:
    parent = aliased(Post)
    query = (
        select(Post, Topic.author_id, Topic.kind, parent.author_id)
        .join(Topic, Topic.id == Post.topic_id)
        .outerjoin(parent, parent.id == Post.parent_id)
        .where(Post.id.in_(ids))
    )
    return {post.id: _written(post, *above) for post, *above in db.session.execute(query)} if ids else {}


def _written(post: Post, asker_id: int | None, topic_kind: str, above_id: int | None) -> _Written:
    above = above_id if post.kind == "comment" else asker_id
    ours, question = post.source is None, topic_kind == "question"
    return _Written(post.id, post.kind, post.author_id, above, post.topic_id, question, ours, post.created_at)


def _followers(posts: Collection[_Written], places: Mapping[int, Collection[Key]]) -> Mapping[Key, Sequence[int]]:
    """Return who follows the topics and authors of the posts, and the places of the topics that they open."""
    wanted: dict[str, set[int]] = defaultdict(set)
    wanted["topic"] = {post.topic_id for post in posts}
    wanted["member"] = {post.author_id for post in posts if post.author_id}
    for kind, thing_id in (key for keys in places.values() for key in keys):
        wanted[kind].add(thing_id)
    return followers_of(wanted)


def _people(ids: Collection[int], _viewer: Viewer) -> Mapping[int, Thing]:
    """Return members as things, for notices that are about a person."""
    query = select(Member.joined_at, *authors.COLUMNS).where(Member.id.in_(ids), Member.active.is_(True))
    found = [(joined_at, authors.author(*row, None)) for joined_at, *row in db.session.execute(query)]
    return {
        one.id: Thing(
            kind="member", id=one.id, title=one.name, url=one.url or "", author=one, at=at, text="", place=_("People")
        )
        for at, one in found
        if one.id
    }


FORUM = Announcement(reasons=REASONS, kinds=tuple(_TELL), tell=tell, things={"member": _people})
