"""What the forum's pages show, as small frozen values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts.authors import Author

from . import addresses
from .differing import Stretch

VISIBILITY_LABELS: dict[str, Any] = {
    "public": "",
    "members": _l("Members only"),
    "mvps": _l("MVPs and staff"),
    "staff": _l("Staff only"),
}


@dataclass(frozen=True, kw_only=True)
class TagRow:
    id: int = 0  # known where one tag is shown alone
    name: str
    topics: int = 0
    description: str = ""

    @property
    def url(self) -> str:
        return addresses.tag(self.name)


@dataclass(frozen=True)
class Place:
    """Where something stands: a name and its address."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    id: int
    slug: str
    name: str
    description: str
    visibility: str
    organisation: str  # the one whose board it is
    kind: str
    topics: int
    posts: int
    last_activity_at: datetime | None
    staff_start_topics: bool
    week: tuple[int, ...] = ()

    @property
    def url(self) -> str:
        return addresses.board(self.slug)

    @property
    def visibility_label(self) -> Any:
        if self.organisation:
            return _("Only %(organisation)s", organisation=self.organisation)
        return VISIBILITY_LABELS[self.visibility]

    @property
    def is_social(self) -> bool:
        return self.kind == "social"


@dataclass(frozen=True, kw_only=True)
class TopicRow:
    id: int
    title: str
    slug: str
    excerpt: str
    kind: str
    author: Author
    board_id: int
    board_name: str
    board_slug: str
    created_at: datetime
    last_activity_at: datetime
    replies: int
    views: int
    kudos: int
    me_too: int
    solved: bool
    closed: bool
    closed_reason: str | None
    duplicate_of_id: int | None
    hidden: bool
    tags: tuple[TagRow, ...] = ()
    unread: bool = False
    following: bool = False
    mine_too: bool = False
    bookmarked: bool = False
    read_to: datetime | None = None
    draft: str = ""  # what the reader has begun to reply
    duplicate_of: "TopicRow | None" = None
    moved_from_id: int | None = None
    split_from_id: int | None = None

    @property
    def url(self) -> str:
        return addresses.topic(self.id, self.slug)

    @property
    def feed_url(self) -> str:
        return addresses.topic_feed(self.id)

    @property
    def board(self) -> "Place":
        return Place(self.board_name, addresses.board(self.board_slug))

    @property
    def is_announcement(self) -> bool:
        return self.kind == "announcement"

    @property
    def takes_me_too(self) -> bool:
        return self.kind == "question" and not self.hidden

    @property
    def duplicate(self) -> bool:
        return self.duplicate_of_id is not None


@dataclass(frozen=True)
class Attribution:
    """Where imported words come from, as their licence asks to be told."""

    label: str
    url: str | None
    licence: str | None


@dataclass(frozen=True, kw_only=True)
class Acts:
    """The addresses of what the reader may do with a post; None for what they may not."""

    kudos_url: str | None = None
    unkudos_url: str | None = None
    accept_url: str | None = None
    unaccept_url: str | None = None
    confirm_url: str | None = None
    deny_url: str | None = None
    unjudge_url: str | None = None
    edit_url: str | None = None
    comment_url: str | None = None
    quote_url: str | None = None


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file as pages show it; a picture has a width and a height."""

    id: int
    post_id: int | None
    name: str
    alt: str
    media_type: str
    size: int
    width: int
    height: int
    hidden: bool
    hidden_reason: str

    @property
    def url(self) -> str:
        return addresses.file(self.id, self.name)

    @property
    def shown_url(self) -> str:
        return addresses.picture(self.id)

    @property
    def hide_url(self) -> str:
        return addresses.file_act(self.id, "hide")

    @property
    def restore_url(self) -> str:
        return addresses.file_act(self.id, "restore")

    @property
    def is_picture(self) -> bool:
        return self.width > 0

    @property
    def kind(self) -> str:
        """Return the short word for what it is, such as PNG, from its name's ending."""
        return self.name.rpartition(".")[2].upper()

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1000))

    def stands_in(self, html: str) -> bool:
        """Tell whether a rendered text shows the picture already."""
        return f'src="{self.shown_url}"' in html


@dataclass(frozen=True, kw_only=True)
class PostRow:
    id: int
    topic_id: int
    parent_id: int | None
    kind: str
    author: Author
    html: str
    created_at: datetime
    edited_at: datetime | None
    revisions: int
    kudos: int
    accepted: bool
    hidden: bool
    hidden_reason: str | None
    attribution: Attribution | None
    worked: int
    failed: int
    kudos_given: bool = False
    worked_for_me: bool = False
    failed_me: bool = False
    denies: bool = False  # a comment that says why the answer above it did not work
    comments: tuple["PostRow", ...] = ()
    acts: Acts = field(default_factory=Acts)
    began: str = ""  # the title of the topic that it began, before that was merged into this one
    files: tuple[FileRow, ...] = ()

    @property
    def files_below(self) -> list[FileRow]:
        """Return the files that stand below the text: all that it does not show itself."""
        return [file for file in self.files if not file.stands_in(self.html)]

    @property
    def anchor(self) -> str:
        return f"p{self.id}"

    @property
    def url(self) -> str:
        return addresses.post(self.id)

    @property
    def history_url(self) -> str:
        return addresses.history(self.id)


@dataclass(frozen=True, kw_only=True)
class RevisionRow:
    """One state of a post, as what stayed, went and came since the one before."""

    number: int
    author: Author
    at: datetime
    comment: str
    title: tuple[Stretch, ...]
    body: tuple[Stretch, ...]
    tags: tuple[Stretch, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Passage:
    """The beginning of an answer, and where it stands."""

    topic_title: str
    url: str
    excerpt: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The community in five numbers; `solved_share` is a percentage, None without questions."""

    members: int
    topics: int
    posts: int
    questions: int
    solved_share: int | None
