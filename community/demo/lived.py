"""What every part of the sample community refers to: its people, boards, topics and posts as they came into being."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from community.forum.models import Board, Post, Topic
from community.kernel.auth import Viewer
from community.sample import model

Step = tuple[datetime, Callable[[], None]]
VISIBILITIES = {"mvp": "mvps"}
SYSTEM = Viewer(role="admin")


@dataclass
class Lived:
    """The plan, and what of it is there: people and boards by name, topics by number, posts by topic and number."""

    plan: model.Plan
    people: dict[str, Viewer] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[tuple[int, int], Post] = field(default_factory=dict)
