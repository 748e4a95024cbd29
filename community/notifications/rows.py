"""What pages, mails and programs show of a notice."""

from dataclasses import dataclass
from datetime import datetime

from community.accounts.authors import Author
from community.kernel.announcing import Key

from . import addresses


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A notice as its reader sees it today."""

    id: int
    reason: str
    says: str
    title: str
    excerpt: str
    place: str
    url: str
    about: Key
    by: Author | None
    at: datetime
    unread: bool

    @property
    def open_url(self) -> str:
        return addresses.notice(self.id)

    @property
    def read_url(self) -> str | None:
        return addresses.read(self.id) if self.unread else None

    @property
    def mute_url(self) -> str | None:
        return addresses.mute(self.id) if self.about[0] in MUTABLE else None


MUTABLE = ("topic", "idea", "blog_post")
