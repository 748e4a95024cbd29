"""What the company's people tell on the blog, and what customers say to it."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from community.blogs.rules import PARTS, composed
from community.sample.company import at_week
from community.sample.crowd import Crowd
from community.sample.model import BlogComment, BlogPost, BlogTopic
from community.sample.people import Persona
from community.sample.words import load

DAY = timedelta(days=1)


def blog(since: datetime, until: datetime, people: list[Persona], rng: Random) -> tuple[BlogPost, ...]:
    """Return the blog posts of the half year, in order of time."""
    told = [Teller(since, until, Crowd(people, rng), rng).tell(row) for row in load("blogs")["post"]]
    return tuple(sorted((post for post in told if post), key=lambda post: post.at))


class Teller:
    """Whoever makes up one post after the other."""

    def __init__(self, since: datetime, until: datetime, crowd: Crowd, rng: Random) -> None:
        self._since, self._until, self._crowd, self._rng = since, until, crowd, rng

    def tell(self, row: dict[str, Any]) -> BlogPost | None:
        """Return a post with what is said to it before the half year ends."""
        at = at_week(self._since, row["week"], row["day"], row["hour"]) + timedelta(minutes=self._rng.randint(1, 50))
        if at >= self._until:
            return None
        author = self._crowd.pick("reads", at, fits=lambda persona: persona.person.role == row["by"])
        news = "what" in row
        return BlogPost(
            title=row["title"],
            body=composed({name: row[name] for name in PARTS}) if news else row["body"].strip(),
            kind="unpopular_news" if news else "post",
            voice=row.get("voice", "company"),
            visibility=row.get("visibility", "public"),
            author=author.handle,
            at=at,
            comments=self._comments(row, at, author),
        )

    def _comments(self, row: dict[str, Any], at: datetime, author: Persona) -> tuple[BlogComment, ...]:
        found: list[BlogComment] = []
        moment = at
        for line in row.get("says", []):
            moment += self._rng.uniform(0.05, 0.7) * DAY
            if moment >= self._until:
                break
            answers = line.startswith("@author ")
            but = [author.handle, *(comment.by for comment in found)]
            who = author if answers else self._crowd.pick("reads", moment, but=but, fits=_customer)
            found.append(BlogComment(by=who.handle, at=moment, body=line.removeprefix("@author ")))
        return self._with_topic(row, tuple(found), author)

    def _with_topic(
        self, row: dict[str, Any], comments: tuple[BlogComment, ...], author: Persona
    ) -> tuple[BlogComment, ...]:
        """Let one comment become a topic a few hours after it was said, if the post's words ask for it."""
        asked = row.get("topic")
        if not asked or asked["comment"] >= len(comments):
            return comments
        said = comments[asked["comment"]]
        at = said.at + timedelta(hours=3)
        if at >= self._until:
            return comments
        topic = BlogTopic(by=author.handle, at=at, board=asked["board"], title=asked["title"])
        made = BlogComment(by=said.by, at=said.at, body=said.body, topic=topic)
        return (*comments[: asked["comment"]], made, *comments[asked["comment"] + 1 :])


def _customer(persona: Persona) -> bool:
    return not persona.staff
