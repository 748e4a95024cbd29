"""The eight files of a dump: what each must hold and which function takes its rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from community.kernel.xml_cells import Cells
from community.porting.stackexchange.index import Index
from community.porting.stackexchange.kinds import HISTORY_KINDS, LINK_KINDS, POST_KINDS, VOTE_KINDS
from community.porting.stackexchange.taking import (
    take_badge,
    take_comment,
    take_history,
    take_link,
    take_post,
    take_tag,
    take_user,
    take_vote,
)

Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Record]):
    """One file of the dump.

    `columns` must appear in the file, or it is not what it says it is; `take` returns the record or raises
    RowRefused; `dates` are the record's fields that tell how far the dump reaches.
    """

    file: str
    columns: frozenset[str]
    take: Callable[[Cells, Index], Record]
    dates: tuple[str, ...] = ()
    kind_column: str = ""
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """Return the name of the file's outermost element."""
        return self.file.removesuffix(".xml").lower()


TAGS = Table(file="Tags.xml", columns=frozenset({"Id", "TagName"}), take=take_tag)
USERS = Table(
    file="Users.xml",
    columns=frozenset({"Id", "DisplayName", "CreationDate", "Reputation"}),
    take=take_user,
    dates=("created_at", "last_seen_at"),
)
POSTS = Table(
    file="Posts.xml",
    columns=frozenset({"Id", "PostTypeId", "CreationDate", "Score", "Body"}),
    take=take_post,
    dates=("created_at", "last_activity_at", "edited_at", "closed_at"),
    kind_column="PostTypeId",
    kinds=POST_KINDS,
)
COMMENTS = Table(
    file="Comments.xml",
    columns=frozenset({"Id", "PostId", "Text", "CreationDate"}),
    take=take_comment,
    dates=("created_at",),
)
VOTES = Table(
    file="Votes.xml",
    columns=frozenset({"Id", "PostId", "VoteTypeId", "CreationDate"}),
    take=take_vote,
    dates=("day",),
    kind_column="VoteTypeId",
    kinds=VOTE_KINDS,
)
LINKS = Table(
    file="PostLinks.xml",
    columns=frozenset({"Id", "CreationDate", "PostId", "RelatedPostId", "LinkTypeId"}),
    take=take_link,
    dates=("created_at",),
    kind_column="LinkTypeId",
    kinds=LINK_KINDS,
)
HISTORY = Table(
    file="PostHistory.xml",
    columns=frozenset({"Id", "PostHistoryTypeId", "PostId", "RevisionGUID", "CreationDate"}),
    take=take_history,
    dates=("created_at",),
    kind_column="PostHistoryTypeId",
    kinds=HISTORY_KINDS,
)
BADGES = Table(file="Badges.xml", columns=frozenset({"Id", "UserId", "Name"}), take=take_badge)

TABLES: tuple[Table[Any], ...] = (TAGS, USERS, POSTS, COMMENTS, VOTES, LINKS, HISTORY, BADGES)
