"""Articles for tests, made by the product's own services."""

from sqlalchemy import delete, insert, select
from support.people import viewer

from community.accounts.models import Member
from community.forum.models import Topic
from community.kernel.db import db, table_of
from kb_harvest import resolutions
from kb_harvest.models import Article, Resolution
from kb_harvest.passages import Piece
from kb_harvest.services import drafting, publishing

OWN_WORDS = (
    Piece(section="issue", body="The hub blinks and finds nothing."),
    Piece(section="resolution", body="Hold its button for five seconds."),
)


def draft(of: Topic, by: Member) -> Article:
    made = drafting.draft_from_topic(topic=of, by=viewer(by))
    db.session.commit()
    return made


def begin(by: Member, title: str = "When the hub finds no battery") -> Article:
    """Begin an article from nothing."""
    made = drafting.begin_article(title=title, pieces=OWN_WORDS, by=viewer(by))
    db.session.commit()
    return made


def publish(article: Article, by: Member, audience: str = "public", *, reason: str | None = None) -> Article:
    seen = {"seen": article.version, "by": viewer(by)}
    publishing.publish_article(article=article, audience=audience, no_credit_reason=reason, **seen)
    db.session.commit()
    return article


def move(article: Article, to: str, by: Member) -> Article:
    publishing.move_article(article=article, seen=article.version, to=to, by=viewer(by))
    db.session.commit()
    return article


def look_at_topics() -> None:
    """Work out how every topic was resolved, as the projection does in the worker."""
    table, ids = table_of(Resolution), list(db.session.scalars(select(Topic.id)))
    db.session.execute(delete(table))
    if found := resolutions.of_topics(ids):
        db.session.execute(insert(table), [{"topic_id": id_, **vars(how)} for id_, how in found.items()])
    db.session.commit()
