"""Ideas for tests, made by the product's own services."""

from support.people import viewer

from community.accounts.models import Member
from community.kernel.db import db
from ideas.models import Comment, Idea
from ideas.services import comments, moves, submissions, votes

TITLE = "Charge the car from the sun alone"
ANSWER = "We read this with care."


def idea(by: Member, title: str = TITLE, *, body: str = "The charger should wait until the sun is out.") -> Idea:
    made = submissions.submit_idea(by=viewer(by), title=title, body=body)
    db.session.commit()
    return made


def vote(on: Idea, by: Member) -> Idea:
    votes.vote(idea=on, by=viewer(by))
    db.session.commit()
    return on


def comment(on: Idea, by: Member, body: str = "The same here.") -> Comment:
    made = comments.comment_on(idea=on, by=viewer(by), body=body)
    db.session.commit()
    return made


def move(
    on: Idea, by: Member, to: str, *, reason: str | None = None, response: str = "We read this with care."
) -> Idea:
    moves.move_idea(idea=on, seen=on.status, to=to, by=viewer(by), response=response, reason=reason)
    db.session.commit()
    return on
