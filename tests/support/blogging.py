"""Blog posts for tests, made by the product's own services."""

from typing import Any

from support.people import viewer

from community.accounts.models import Member
from community.blogs import rules
from community.blogs.models import BlogPost, Comment
from community.blogs.rules import Words
from community.blogs.services import comments, posts, topics
from community.forum.models import Board, Topic
from community.kernel.db import db

TITLE = "Why the hub learns to forecast"
BODY = "Forecasts save money when clouds come and go."
PARTS = {
    "what": "Sky costs 7.90 a month.",
    "when": "From the first of March.",
    "why": "Price data cost us twice as much.",
    "do": "Stay, pause or leave at any time.",
    "ask": "Write to plans@larkspan.example.",
}


def words(title: str = TITLE, body: str = BODY, **more: Any) -> Words:
    return Words(title=title, body=body, **more)


def news(title: str = "Sky becomes dearer in March", **more: Any) -> Words:
    return Words(title=title, body=rules.composed(PARTS), kind="unpopular_news", **more)


def draft(by: Member, said: Words | None = None) -> BlogPost:
    made = posts.draft_post(by=viewer(by), words=said or words())
    db.session.commit()
    return made


def post(by: Member, said: Words | None = None) -> BlogPost:
    made = draft(by, said)
    posts.publish_post(post=made, by=viewer(by))
    db.session.commit()
    return made


def comment(on: BlogPost, by: Member, body: str = "Thank you for telling us.") -> Comment:
    made = comments.comment_on(post=on, by=viewer(by), body=body)
    db.session.commit()
    return made


def topic(of: Comment, on: Board, by: Member, title: str = "What a comment asked for") -> Topic:
    below = db.session.get_one(BlogPost, of.post_id)
    made = topics.make_topic(comment=of, post=below, board=on, by=viewer(by), title=title, kind="question")
    db.session.commit()
    return made
