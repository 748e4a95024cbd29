"""What people flag, what somebody else decides, and who appeals: a few stories beside the half year's talk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.sample.company import BOARDS
from community.sample.model import BlogPost, Complaint, Idea, Story, Topic
from community.sample.people import Persona
from community.sample.words import load

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PUBLIC = {board.key for board in BOARDS if board.visibility == "public"} - {"announcements"}
KNOWN_FOR = 10 * DAY


def stories(
    until: datetime, topics: Sequence[Topic], ideas: Sequence[Idea], people: list[Persona], rng: Random
) -> tuple[Story, ...]:
    """Return the stories in order of time; each stands in a topic that was talked about in those days."""
    teller = Teller(until, topics, ideas, people, rng)
    told = [teller.tell(row) for row in load("flags")["story"]]
    return tuple(sorted((story for story in told if story), key=lambda story: story.at))


def complaints(until: datetime, blog: Sequence[BlogPost], people: list[Persona], rng: Random) -> tuple[Complaint, ...]:
    """Return what members hold against the newest public posts of the blog, one each, and nobody has decided yet."""
    public = [post for post in blog if post.visibility == "public"]
    readers = [p.person for p in people if p.person.role == "member" and not p.person.sign_in]
    found = []
    for row, post in zip(load("flags")["complaint"], reversed(public), strict=False):
        at = max(until - row["days"] * DAY, post.at + 2 * HOUR)
        known = [reader.handle for reader in readers if reader.joined < at - KNOWN_FOR]
        if at < until and known:
            by = rng.choice(known)
            found.append(Complaint(post=post.title, by=by, at=at, reason=row["reason"], note=row["note"]))
    return tuple(found)


class Teller:
    """Who could have written, flagged and decided something at a moment."""

    def __init__(
        self, until: datetime, topics: Sequence[Topic], ideas: Sequence[Idea], people: list[Persona], rng: Random
    ) -> None:
        self._until, self._topics, self._ideas, self._people, self._rng = until, topics, ideas, people, rng

    def tell(self, row: dict[str, Any]) -> Story | None:
        """Return a story; none where nobody talked in those days, or everybody goes on talking."""
        at = (self._until - row["days"] * DAY).replace(minute=self._rng.randint(0, 59), second=0, microsecond=0)
        open_then = [topic for topic in self._topics if self._is_open(topic, at)]
        if not open_then:
            return None
        author = self._quiet_one(at, row["silence"]) if "silence" in row else self._one("member", at)
        if author is None:
            return None
        flagger = self._one(row["by"], at)
        while flagger == author:
            flagger = self._one(row["by"], at)
        decider, other = self._rng.sample([p.person.handle for p in self._people if p.person.role == "agent"], 2)
        flagged_at = at + self._rng.randint(4, 50) * timedelta(minutes=1)
        ruled_at = flagged_at + self._rng.randint(1, 19) * HOUR
        return Story(
            topic=self._rng.choice(open_then).number,
            author=author,
            at=at,
            body=row["body"],
            flagged_by=flagger,
            flagged_at=flagged_at,
            reason=row["reason"],
            note=row.get("note", ""),
            verdict=row.get("verdict"),
            ruled_by=decider,
            ruled_at=ruled_at,
            remark=row.get("remark", ""),
            silence_days=row.get("silence"),
            appeal=row.get("appeal"),
            appealed_at=ruled_at + 5 * HOUR,
            answered_by=other,
            answered_at=ruled_at + 26 * HOUR,
            answer=row.get("answer", ""),
            overturned=row.get("overturned", False),
            cut=row.get("cut", ""),
        )

    def _is_open(self, topic: Topic, at: datetime) -> bool:
        closes = topic.closure is not None and topic.closure.at < at + 3 * DAY
        return topic.board in PUBLIC and at - 3 * DAY < topic.at < at and not closes

    def _quiet_one(self, at: datetime, days: int) -> str | None:
        """Return a member who writes nothing for so many days, so that a silence meets nothing they say."""
        spoke = [(topic.author, topic.at) for topic in self._topics]
        spoke += [(reply.author, reply.at) for topic in self._topics for reply in topic.replies]
        spoke += [(edit.by, edit.at) for topic in self._topics for edit in topic.edits]
        spoke += [(edit.by, edit.at) for topic in self._topics for reply in topic.replies for edit in reply.edits]
        spoke += [(idea.author, idea.at) for idea in self._ideas]
        spoke += [(comment.by, comment.at) for idea in self._ideas for comment in idea.comments]
        busy = {handle for handle, moment in spoke if at < moment < at + (days + 3) * DAY}
        known = [p.person for p in self._people if p.person.role == "member" and p.person.joined < at - KNOWN_FOR]
        return next((person.handle for person in known if person.handle not in busy and not person.sign_in), None)

    def _one(self, role: str, at: datetime) -> str:
        known = [p.person for p in self._people if p.person.role == role and p.person.joined < at - KNOWN_FOR]
        return self._rng.choice([person.handle for person in known if not person.sign_in or role == "mvp"])
