"""What rooms announce: who is told of which fact, for what reason, and about which thing.

One room gathers what all announce into notices and mails; it knows none of the rooms that stand above it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .auth import Viewer
from .events import Event, Fact
from .things import Thing

Way = Literal["house", "at_once", "daily", "weekly", "nothing"]
Key = tuple[str, int]  # a thing: its kind and id


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why somebody is told, and how they are told unless they choose otherwise.

    `says(who)` is the sentence; of several reasons for one fact the one of the highest `strength` counts. Of a
    `bundled` one the same happens often, and stands as one notice while it is unread. With `has_letter`, a mail of
    its own comes anyway, so that the reader chooses only whether it stands in the house too; where they `must_be_told`
    they do not choose. `while_following` says what the reader must still follow when the mail leaves: the talk, its
    board, a tag of it, or the person.
    """

    name: str
    label: Any
    says: Callable[[str], str]
    strength: int
    way: Way
    bundled: bool = False
    has_letter: bool = False
    must_be_told: bool = False
    while_following: Literal["", "talk", "board", "tag", "person"] = ""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One member is told of one thing; `about` is the talk that it belongs to, which can be muted and read.

    One member gets one notice of an `occasion`, whichever facts speak of it. `taken_back` takes an unread one away.
    """

    fact: Fact
    member_id: int
    reason: str
    occasion: str
    thing: Key
    about: Key
    by: int | None
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """Facts that somebody is told of; `things` shows kinds of things that only notices speak of."""

    reasons: tuple[Reason, ...]
    kinds: tuple[type[Event], ...]
    tell: Callable[[Sequence[Fact]], Iterable[Telling]]
    things: Mapping[str, Callable[[Collection[int], Viewer], Mapping[int, Thing]]] = field(default_factory=dict)
