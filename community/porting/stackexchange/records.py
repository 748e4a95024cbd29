"""One frozen record for each kind of row that is taken; times are aware UTC, texts as the dump holds them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PostKind = Literal["question", "answer", "tag description"]
VoteKind = Literal["accept", "up", "down", "follow"]
LinkKind = Literal["linked", "duplicate"]
EditedField = Literal["title", "body", "tags"]
ClosureKind = Literal["closed", "reopened"]

COMMUNITY_BOT_ID = -1  # owns what belongs to nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpUser:
    """A member of the site; `about` is HTML."""

    id: int
    name: str
    created_at: datetime
    last_seen_at: datetime | None
    reputation: int
    location: str | None
    website: str | None
    about: str | None
    views: int
    up_votes: int
    down_votes: int
    account_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpPost:
    """A question, an answer, or the short description of the tag that `tags` names; `body` is HTML.

    `owner_id` is None for a deleted member, of whom `owner_name` may remain. `accepted` is True for an answer
    that its own question names as accepted; a question's `accepted_answer_id` may lead nowhere.
    """

    id: int
    kind: PostKind
    question_id: int | None
    accepted: bool
    accepted_answer_id: int | None
    created_at: datetime
    last_activity_at: datetime | None
    edited_at: datetime | None
    closed_at: datetime | None
    community_owned_at: datetime | None
    title: str | None
    body: str
    tags: tuple[str, ...]
    score: int
    views: int
    owner_id: int | None
    owner_name: str | None
    editor_id: int | None
    editor_name: str | None
    licence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpComment:
    """A comment below a question or answer; `text` is the site's small Markdown."""

    id: int
    post_id: int
    text: str
    score: int
    created_at: datetime
    author_id: int | None
    author_name: str | None
    licence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpVote:
    """A vote on a day (its midnight, UTC); only a follow says whose it is."""

    id: int
    post_id: int
    kind: VoteKind
    day: datetime
    user_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpLink:
    """`post_id` points to `related_id`, or is a duplicate of it."""

    id: int
    post_id: int
    related_id: int
    kind: LinkKind
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpTag:
    """A tag; its description is the post of kind "tag description" whose `tags` name it."""

    id: int
    name: str
    uses: int
    moderators_only: bool
    required: bool
    description_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpEdit:
    """One field of one revision: a row of the history; a body is Markdown."""

    id: int
    revision: str
    post_id: int
    field: EditedField
    text: str
    first: bool
    created_at: datetime
    editor_id: int | None
    editor_name: str | None
    comment: str | None
    licence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpClosure:
    """A question was closed or reopened; `duplicate_of` are the questions named as originals."""

    id: int
    post_id: int
    kind: ClosureKind
    reason: str | None
    duplicate_of: tuple[int, ...]
    created_at: datetime
    actor_id: int | None
    actor_name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpRevision:
    """What one save changed: None is a field that stayed as it was; `body` is Markdown; `id` is its first row's."""

    id: int
    row_ids: tuple[int, ...]
    revision: str
    post_id: int
    first: bool
    title: str | None
    body: str | None
    tags: tuple[str, ...] | None
    created_at: datetime
    editor_id: int | None
    editor_name: str | None
    comment: str | None
    licence: str | None
