"""People and things for tests, made by the product's own services."""

from community.accounts import datastore
from community.accounts.models import Member
from community.forum.models import Board, Post, Topic
from community.forum.services import answers, boards, posts, topics
from community.kernel.auth import Viewer
from community.kernel.db import db

ROLES = ("member", "mvp", "agent", "editor", "executive", "admin")


def viewer(member: Member) -> Viewer:
    """Return the member as one who asks."""
    return Viewer(member_id=member.id, role=member.role)


def member(name: str, *, role: str = "member", email: str | None = None) -> Member:
    """Add a member who cannot sign in by password."""
    handle = name.lower().replace(" ", ".")
    made = datastore.join(name=name, email=email or f"{handle}@people.example", password=None, role=role)
    db.session.commit()
    return made


def board(name: str, *, visibility: str = "public", staff_start_topics: bool = False) -> Board:
    made = boards.open_board(
        name=name,
        description=f"All about {name.lower()}.",
        visibility=visibility,
        by=Viewer(role="admin"),
        staff_start_topics=staff_start_topics,
    )
    db.session.commit()
    return made


def topic(
    on: Board, by: Member, title: str, *, body: str = "It worked last week.", tags: tuple[str, ...] = ()
) -> Topic:
    made = topics.start_topic(board=on, by=viewer(by), title=title, body=body, tags=tags, kind="question")
    db.session.commit()
    return made


def answer(to: Topic, by: Member, body: str = "Try to restart it.") -> Post:
    made = posts.reply(topic=to, by=viewer(by), body=body)
    db.session.commit()
    return made


def comment(on: Post, topic_: Topic, by: Member, body: str = "The same here.") -> Post:
    made = posts.comment(post=on, topic=topic_, by=viewer(by), body=body)
    db.session.commit()
    return made


def opening(of: Topic) -> Post:
    """Return the topic's opening post."""
    return db.session.get_one(Post, topics.opening_id(of.id))


def accept(topic_: Topic, answer_: Post, by: Member) -> Topic:
    answers.accept_answer(post=answer_, topic=topic_, by=viewer(by))
    db.session.commit()
    db.session.refresh(topic_)
    return topic_
