"""People and things for tests, made by the product's own services."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from community.accounts import datastore, sessions
from community.accounts.customers import CustomerNote, Field, record_customers
from community.accounts.door_models import Session
from community.accounts.models import Member, Organisation
from community.forum.models import Board, Post, Topic
from community.forum.services import answers, boards, posts, topics
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db

ROLES = ("member", "mvp", "agent", "editor", "executive", "admin")


def viewer(member: Member) -> Viewer:
    """Return the member as one who asks."""
    return member.viewer


def member(name: str, *, role: str = "member", email: str | None = None) -> Member:
    """Add a member who cannot sign in by password."""
    handle = name.lower().replace(" ", ".")
    made = datastore.join(name=name, email=email or f"{handle}@people.example", password=None, role=role)
    db.session.commit()
    return made


def session(of: Member) -> str:
    """Open a session that outlasts every clock of a test; return the secret that its cookie holds."""
    secret, id_ = sessions.begin(member_id=of.id, kept=True)
    row = db.session.get_one(Session, id_)
    row.seen_at = row.ends_at = clock.now() + timedelta(days=36_500)
    db.session.commit()
    return secret


def board(
    name: str,
    *,
    visibility: str = "public",
    staff_start_topics: bool = False,
    organisation_id: int | None = None,
    kind: str = "support",
) -> Board:
    made = boards.open_board(
        name=name,
        description=f"All about {name.lower()}.",
        visibility=visibility,
        by=Viewer(role="admin"),
        staff_start_topics=staff_start_topics,
        organisation_id=organisation_id,
        kind=kind,
    )
    db.session.commit()
    return made


def employ(name: str, *members: Member) -> int:
    """Let the customer records say that the members work for an organisation; return its id, 0 for none."""
    told: Mapping[Field, str] = {"organisation": name}
    today = clock.now().date()
    record_customers([CustomerNote(member_id=m.id, source="CRM", as_of=today, values=told) for m in members])
    db.session.commit()
    return db.session.scalar(select(Organisation.id).where(Organisation.name == name)) or 0


def topic(
    on: Board,
    by: Member,
    title: str,
    *,
    body: str = "It worked last week.",
    tags: tuple[str, ...] = (),
    kind: str = "question",
) -> Topic:
    made = topics.start_topic(board=on, by=viewer(by), title=title, body=body, tags=tags, kind=kind)
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
