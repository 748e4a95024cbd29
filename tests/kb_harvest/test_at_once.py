"""What really commits: two editors at the same moment, the projection behind the queue, and the thanks by mail."""

import pytest
from house import index
from sqlalchemy import select
from support import articles, people
from support.people import viewer

from community.forum.services import verdicts
from community.kernel import consumers
from community.kernel.db import db
from community.kernel.events import publish_imported
from community.kernel.outbox import OutboxRow
from kb_harvest import addresses, credit, resolutions
from kb_harvest.events import ArticlePublished
from kb_harvest.models import Article, Credit, Resolution
from tests.kernel.together import together


@pytest.fixture
def asker(live_app):
    return people.member("Ines Asker")


@pytest.fixture
def helper(live_app):
    return people.member("Tom Helper")


@pytest.fixture
def board(live_app):
    return people.board("Getting started")


@pytest.fixture
def editors(live_app):
    return [people.member(f"Edda Editor {number}", role="editor") for number in range(2)]


def posted_at_once(app, *posts):
    """Let several people post at the same moment; return the codes of the answers."""
    clients = [app.test_client().sign_in(member) for member, _address, _form in posts]
    db.session.commit()

    def post(number):
        client, (_member, address, form) = clients[number], posts[number]
        return super(type(client), client).open(address, method="POST", data=form).status_code

    return together(app, len(posts), post)


def test_of_two_who_draft_from_one_topic_one_is_told(live_app, resolved_topic, editors):
    address = addresses.topic_act(resolved_topic.id, "draft")

    codes = posted_at_once(live_app, *((editor, address, {}) for editor in editors))

    assert sorted(codes) == [303, 422]
    assert db.session.query(Article).count() == 1


def test_of_two_who_publish_one_is_told_and_each_is_credited_once(live_app, resolved_topic, editors):
    article = articles.draft(resolved_topic, editors[0])
    address, form = addresses.article_act(article.id, "publish"), {"seen": 1, "governance": "experience"}

    codes = posted_at_once(
        live_app,
        (editors[0], address, {"audience": "public", **form}),
        (editors[1], address, {"audience": "members", **form}),
    )

    assert db.session.query(Credit).count() == 2
    assert sorted(codes) == [303, 422]


def test_the_projection_follows_what_happens_and_rebuilds_to_the_same(live_app, resolved_topic, answer, asker):
    index.settle()
    consumers.run(resolutions.RESOLUTIONS)
    first = [(row.topic_id, row.grade) for row in db.session.scalars(select(Resolution))]
    other = people.topic(people.board("Another"), asker, "The meter blinks at night")
    said = people.answer(other, people.member("Sam Stranger"))
    people.comment(said, other, asker, "That worked, thanks.")
    third = people.topic(people.board("A third"), asker, "The cable gets warm at night")
    worked = people.answer(third, people.member("Tina Third"))
    index.settle()
    consumers.run(resolutions.RESOLUTIONS)
    verdicts.confirm(post=worked, topic=third, by=viewer(people.member("Rita Reader")))
    db.session.commit()
    index.settle()
    consumers.run(resolutions.RESOLUTIONS)

    grades = {row.topic_id: row.grade for row in db.session.scalars(select(Resolution))}

    assert first == [(resolved_topic.id, "accepted")]
    assert grades == {resolved_topic.id: "accepted", other.id: "confirmed", third.id: "confirmed"}
    assert consumers.check(resolutions.RESOLUTIONS) == []


def mails():
    index.settle()
    consumers.run(credit.CREDIT)
    return list(db.session.scalars(select(OutboxRow).where(OutboxRow.key.like("kb_harvest %")).order_by(OutboxRow.id)))


def test_each_contributor_is_told_once_and_never_the_publisher(live_app, board, asker, editors):
    topic = people.topic(board, asker, "The hub does not find my battery")
    people.accept(topic, people.answer(topic, editors[0], "Press its button."), asker)
    article = articles.publish(articles.draft(topic, editors[0]), editors[0])

    once, twice = mails(), mails()

    assert [row.payload["to"] for row in once] == [asker.email]
    assert len(twice) == 1
    assert article.title in once[0].payload["subject"]
    assert addresses.article(article.id, article.slug) in once[0].payload["text"]
    assert "Edda Editor 0" in once[0].payload["text"]


def test_nobody_is_told_of_an_article_that_was_taken_back_meanwhile(live_app, resolved_topic, editors):
    article = articles.publish(articles.draft(resolved_topic, editors[0]), editors[0])
    articles.move(article, "not_validated", editors[0])

    assert mails() == []


def test_people_without_an_address_and_imported_facts_write_no_mail(live_app, resolved_topic, asker, helper, editors):
    asker.email = None
    article = articles.publish(articles.draft(resolved_topic, editors[0]), editors[0])
    told = [row.payload["to"] for row in mails()]
    people_ids = {"post_ids": (1,), "author_ids": (helper.id,)}
    publish_imported([(ArticlePublished(article_id=article.id + 1, topic_id=None, **people_ids), article.created_at)])

    assert told == [helper.email]
    assert len(mails()) == 1
