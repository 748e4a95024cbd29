"""The plan of a sample community: plain frozen values, nothing of the database, ready to be told by the rooms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Board:
    """A board; `visibility` is public, members, mvp or staff."""

    key: str
    name: str
    description: str
    visibility: str
    kind: Literal["support", "social"] = "support"


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A tag and what belongs under it."""

    name: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member of the sample community; `sign_in` marks the one person per role whose address is printed at start."""

    handle: str
    name: str
    email: str
    role: str
    joined: datetime
    time_zone: str
    language: str
    about: str
    sign_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A later version of a post: the whole new text, and why."""

    at: datetime
    by: str
    body: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Reply:
    """A post under a topic; `number` counts from 1, `parent` is the post a comment belongs to (0 is the opening)."""

    number: int
    author: str
    at: datetime
    body: str
    kind: str
    parent: int | None = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """The asker's mark on a reply."""

    reply: int
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Kudos:
    """One thank-you for a post (0 is the opening)."""

    by: str
    post: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Follow:
    """Somebody who wants to hear what happens in a topic."""

    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Closure:
    """The end of a topic; `duplicate_of` is the number of the topic that holds the answer."""

    at: datetime
    by: str
    reason: str
    duplicate_of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A topic with all that happens in it.

    `kind` is question, discussion or announcement. What the generator knows and a reader can only guess stands in
    `subject` (which problem or theme), `incident`, `mood` and `outcome` (mark, words, open, unanswered, duplicate; none
    for what is no question); `confirmed_in` is the reply in which the asker says that it is solved.
    """

    number: int
    board: str
    kind: str
    title: str
    tags: tuple[str, ...]
    author: str
    at: datetime
    body: str
    subject: str
    incident: str | None
    mood: str
    outcome: str | None
    confirmed_in: int | None
    language: str
    views: int
    edits: tuple[Edit, ...]
    replies: tuple[Reply, ...]
    acceptance: Acceptance | None
    kudos: tuple[Kudos, ...]
    follows: tuple[Follow, ...]
    closure: Closure | None


@dataclass(frozen=True, kw_only=True)
class IdeaVote:
    """Somebody who wants an idea too."""

    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class IdeaComment:
    """A remark on an idea."""

    by: str
    at: datetime
    body: str


@dataclass(frozen=True, kw_only=True)
class IdeaMove:
    """A move of an idea to another status, with the official response."""

    by: str
    at: datetime
    to: str
    response: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What a customer wishes for, and what became of it; votes, comments and moves in order of time."""

    title: str
    body: str
    author: str
    at: datetime
    votes: tuple[IdeaVote, ...]
    comments: tuple[IdeaComment, ...]
    moves: tuple[IdeaMove, ...]


@dataclass(frozen=True, kw_only=True)
class BlogTopic:
    """The topic that somebody makes of a comment on the blog, on a board by its key."""

    by: str
    at: datetime
    board: str
    title: str


@dataclass(frozen=True, kw_only=True)
class BlogComment:
    """What somebody says to a blog post."""

    by: str
    at: datetime
    body: str
    topic: BlogTopic | None = None


@dataclass(frozen=True, kw_only=True)
class BlogPost:
    """What an employee tells: `kind` is post or unpopular_news, `voice` company or own; comments in order of time."""

    title: str
    body: str
    kind: Literal["post", "unpopular_news"]
    voice: Literal["company", "own"]
    visibility: str
    author: str
    at: datetime
    comments: tuple[BlogComment, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A reply on the board of an organisation."""

    author: str
    at: datetime
    body: str


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A topic on the board of an organisation: question, discussion or announcement."""

    kind: str
    title: str
    body: str
    author: str
    at: datetime
    replies: tuple[Said, ...]


@dataclass(frozen=True, kw_only=True)
class House:
    """An organisation with a board of its own, and what is talked about there."""

    organisation: str
    board: str
    description: str
    talks: tuple[Talk, ...]


@dataclass(frozen=True, kw_only=True)
class Acquaintance:
    """Somebody who follows somebody."""

    by: str
    whom: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Article:
    """A topic (by number) that somebody drafts an article from, and an editor publishes, if there was time for it."""

    topic: int
    by: str
    at: datetime
    published_by: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Story:
    """A reply in a topic (by number) that is flagged, and what becomes of it; no verdict while it waits.

    Whoever decides cuts the words of `cut` out of it for good, where there are any.
    """

    topic: int
    author: str
    at: datetime
    body: str
    flagged_by: str
    flagged_at: datetime
    reason: str
    note: str
    verdict: str | None
    ruled_by: str
    ruled_at: datetime
    remark: str
    silence_days: int | None
    appeal: str | None
    appealed_at: datetime
    answered_by: str
    answered_at: datetime
    answer: str
    overturned: bool
    cut: str


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """A flag on what the company wrote, a blog post by its title; it waits for somebody to decide."""

    post: str
    by: str
    at: datetime
    reason: str
    note: str


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """Somebody sent the sign-up form: the doubts of `community.accounts.doubts`, and joined, asked or failed."""

    at: datetime
    doubts: tuple[str, ...]
    outcome: Literal["joined", "asked", "failed"]


@dataclass(frozen=True, kw_only=True)
class Incident:
    """A time in which everybody talks about one thing."""

    key: str
    name: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A topic that began on another board, and is moved to its own."""

    topic: int
    board: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Twice:
    """A topic that is merged into the one that asked the same first."""

    topic: int
    first: int
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A question that somebody puts in another's topic, and that is split off."""

    topic: int
    author: str
    at: datetime
    body: str
    split_at: datetime
    by: str
    board: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Tidying:
    """What moderators put in order."""

    moved: tuple[Moved, ...]
    twice: tuple[Twice, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Half a year of a community, from `since` to `until`; topics, ideas, articles and blog posts in order of time."""

    since: datetime
    until: datetime
    boards: tuple[Board, ...]
    tags: tuple[Tag, ...]
    incidents: tuple[Incident, ...]
    people: tuple[Person, ...]
    topics: tuple[Topic, ...]
    ideas: tuple[Idea, ...]
    articles: tuple[Article, ...]
    stories: tuple[Story, ...]
    complaints: tuple[Complaint, ...]
    sign_ups: tuple[SignUp, ...]
    blog: tuple[BlogPost, ...]
    tidying: Tidying
    house: House
    acquaintances: tuple[Acquaintance, ...]
