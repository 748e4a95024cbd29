"""How our points agree with the reputation that a Stack Exchange site gave: the same pure rules, over a dump's files.

Nothing is written anywhere. Comments are left out: they carry no reputation there. A dump tells no voters, so that of
the pair rules only the one for accepted answers applies.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from community.forum.events import AnswerAccepted, DownvoteImported, KudosGiven, PostAdded, PostKind, TopicStarted
from community.kernel.errors import Refused
from community.kernel.events import Event, Fact
from community.kernel.markup import plain
from community.kernel.statistics import spearman
from community.kernel.xml_cells import Cells, RowRefused
from community.kernel.xml_rows import read_rows

from . import scoring
from .earning import Book, State, Thing, hold, settle
from .scoring import QUALIFYING_LENGTH, Line

FILES = ("Users.xml", "Posts.xml", "Votes.xml")
LEAST_POSTS = 5
LEAST_USERS = 3
QUESTION, ANSWER = 1, 2
ACCEPTED, UP, DOWN = 1, 2, 3
NOWHERE = 0  # a dump has no boards


@dataclass(frozen=True)
class Agreement:
    """Spearman's rank correlation over `n` users; None, with a sentence, where it says nothing."""

    spearman: float | None
    n: int
    skipped_rows: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What earning needs to know of a question or answer."""

    id: int
    kind: PostKind
    topic_id: int
    owner: int | None
    at: datetime

    @property
    def thing(self) -> Thing:
        return ("post", self.id)


@dataclass
class Site:
    """What was read of a dump so far."""

    reputation: dict[int, int] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    states: dict[Thing, State] = field(default_factory=dict)
    accepted: set[int] = field(default_factory=set)
    book: Book = field(default_factory=Book)
    facts: int = 0
    skipped: int = 0

    def tell(self, event: Event, at: datetime) -> None:
        self.facts += 1
        self.book.take(Fact(seq=self.facts, at=at, imported=True, event=event))


def evaluate(directory: Path) -> Agreement:
    """Compare points and reputation of the dump's users with at least five posts; refuse what is no such dump."""
    site = read(directory)
    users, points = compared(site), points_of(site)
    return _agreement([points.get(user, 0) for user in users], [site.reputation[user] for user in users], site.skipped)


def read(directory: Path) -> Site:
    """Read the three files, whose rows may come in any order within each."""
    site = Site()
    for name, take in (("Users.xml", _take_user), ("Posts.xml", _take_post), ("Votes.xml", _take_vote)):
        for cells in _rows(directory, name):
            try:
                take(site, cells)
            except RowRefused:
                site.skipped += 1
    return site


def compared(site: Site) -> list[int]:
    """Return the users of known reputation with at least five posts."""
    written = Counter(post.owner for post in site.posts.values())
    return sorted(user for user in site.reputation if written[user] >= LEAST_POSTS)


def _agreement(ours: list[int], theirs: list[int], skipped: int) -> Agreement:
    if len(ours) < LEAST_USERS:
        return Agreement(None, len(ours), skipped, f"Fewer than {LEAST_USERS} users have {LEAST_POSTS} posts or more.")
    found = spearman(ours, theirs)
    if found is None:
        return Agreement(None, len(ours), skipped, "All these users have the same figure, so that there is no order.")
    return Agreement(round(found, 6), len(ours), skipped)


def _rows(directory: Path, name: str) -> Iterator[Cells]:
    if not directory.is_dir():
        raise Refused(f"{directory} is not a folder; give the one that holds {', '.join(FILES)}.")
    path = directory / name
    if not path.is_file():
        raise Refused(f"{directory} has no {name}; the comparison needs {', '.join(FILES)}.")
    return (Cells(values) for _line, values in read_rows(path, name.removesuffix(".xml").lower()))


def _take_user(site: Site, cells: Cells) -> None:
    user = cells.number("Id")
    if user > 0:  # -1 is the site's own bot
        site.reputation[user] = cells.number("Reputation")


def _take_post(site: Site, cells: Cells) -> None:
    kind = cells.number("PostTypeId")
    if kind not in (QUESTION, ANSWER):
        return
    id_, at, owner = cells.number("Id"), cells.moment("CreationDate"), cells.number_or_none("OwnerUserId")
    is_long = len(plain(cells.text("Body")).strip()) >= QUALIFYING_LENGTH
    if kind == QUESTION:
        post = Post(id_, "opening", id_, owner, at)
        site.accepted |= {cells.number_or_none("AcceptedAnswerId") or 0}
        site.tell(TopicStarted(topic_id=id_, board_id=NOWHERE, post_id=id_, by=owner), at)
    else:
        post = Post(id_, "answer", cells.number("ParentId"), owner, at)
        ids = {"post_id": id_, "topic_id": post.topic_id, "board_id": NOWHERE}
        site.tell(PostAdded(**ids, post_kind="answer", by=owner), at)
    site.posts[id_] = post
    if not is_long:
        site.states[post.thing] = State(is_long=False)


def _take_vote(site: Site, cells: Cells) -> None:
    kind, post = cells.number("VoteTypeId"), site.posts.get(cells.number("PostId"))
    if post is None or kind not in (ACCEPTED, UP, DOWN):
        return
    at = cells.moment("CreationDate")
    ids: dict[str, Any] = {"post_id": post.id, "topic_id": post.topic_id, "board_id": NOWHERE, "author_id": post.owner}
    if kind != ACCEPTED:
        site.tell((KudosGiven if kind == UP else DownvoteImported)(**ids, post_kind=post.kind), at)
    elif post.id in site.accepted:
        question = site.posts.get(post.topic_id)
        site.tell(AnswerAccepted(**ids, asker_id=question.owner if question else None), max(at, post.at))


def points_of(site: Site) -> dict[int, int]:
    """Return everybody's points with all caps."""
    entries = list(site.book.entries())
    settle(entries, site.states)
    hold(entries)
    lines: dict[int, list[Line]] = defaultdict(list)
    for entry in entries:
        if entry.counts():
            lines[entry.member_id].append(Line(entry.day, entry.rule, entry.points))
    return {member: scoring.total(earned) for member, earned in lines.items()}
