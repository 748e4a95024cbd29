"""What the room hands to pages and to other rooms, as small frozen values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from community.accounts.authors import Author

from .scoring import Label, label_of

Kind = Literal["topic_opening", "answer", "comment", "idea", "idea_comment"]
Status = Literal["scored", "unscored", "empty"]
Person = tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """One voice with its author and the place where it stands; `compound` is None unless its status is `scored`."""

    kind: Kind
    thing_kind: str
    thing_id: int
    topic_id: int | None
    board_id: int | None
    board: str | None
    idea_id: int | None
    title: str
    url: str
    author: Author
    said_at: datetime
    language: str
    status: Status
    compound: float | None
    sarcastic: bool
    words: int
    text: str
    method_version: str

    @property
    def person(self) -> Person:
        """Who said it: an account, or the name that came with imported words."""
        return ("name", self.author.name) if self.author.id is None else ("member", self.author.id)

    @property
    def said(self) -> str:
        """The text without the title that stands above it."""
        return self.text.removeprefix(self.title).strip()

    @property
    def label(self) -> Label | None:
        return None if self.compound is None else label_of(self.compound)
