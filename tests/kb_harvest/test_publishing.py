"""Publishing: only what is validated reaches readers, whoever helped is named, and every other move is refused."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select
from support import articles, people
from support.people import viewer

from community.forum.services import visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from kb_harvest import queries, rules
from kb_harvest.models import Article
from kb_harvest.services import editing, publishing


def facts(kind):
    rows = db.session.scalars(select(EventRow).where(EventRow.kind == f"kb_harvest.{kind}").order_by(EventRow.id))
    return [row.payload for row in rows]


def names(article):
    named = queries.credits_of([article.id])[article.id]
    return [author.name for author in named.solvers], [author.name for author in named.askers]


def at(article, confidence, editor):
    """Bring a draft to a confidence by legal moves."""
    ways = {"wip": (), "not_validated": ("not_validated",), "validated": ("validated",), "archived": ("archived",)}
    for to in ways[confidence]:
        articles.move(article, to, editor)
    return article


def test_a_published_article_names_who_solved_and_who_asked(published, resolved_topic, answer, asker, helper):
    opening = people.opening(resolved_topic)

    assert (published.confidence, published.audience) == ("validated", "public")
    assert names(published) == (["Tom Helper"], ["Ines Asker"])
    assert facts("article_published") == [
        {
            "article_id": published.id,
            "topic_id": resolved_topic.id,
            "post_ids": [opening.id, answer.id],
            "author_ids": [asker.id, helper.id],
        }
    ]


def test_publishing_twice_for_the_same_readers_is_refused(published, editor):
    with pytest.raises(Refused, match="already"):
        articles.publish(published, editor)

    assert len(facts("article_published")) == 1


def test_published_again_it_credits_only_what_is_new(published, resolved_topic, mvp, editor):
    first = published.published_at
    other = people.answer(resolved_topic, mvp, "Or take its battery out.")
    articles.move(published, "not_validated", editor)
    editing.take_in(article=published, seen=published.version, post=other, by=viewer(editor))

    articles.publish(published, editor)

    assert published.published_at == first
    assert names(published)[0] == ["Tom Helper", "Mia Veep"]
    assert facts("article_published")[1]["author_ids"] == [mvp.id]


def test_without_a_contributor_it_says_why(editor):
    article = articles.begin(editor)

    with pytest.raises(Refused, match="please give the reason"):
        articles.publish(at(article, "not_validated", editor), editor)
    articles.publish(article, editor, reason="Written by our own support.")

    assert article.no_credit_reason == "Written by our own support."
    assert facts("article_published")[0]["post_ids"] == []


def test_a_reason_is_not_kept_where_somebody_is_named(draft, editor):
    articles.publish(draft, editor, reason="Nobody helped.")

    assert draft.no_credit_reason is None


@pytest.mark.parametrize("role", ["member", "mvp", "agent", "executive"])
def test_only_editors_publish(role, draft):
    with pytest.raises(Refused, match="Only editors"):
        articles.publish(draft, people.member("Some Body", role=role))


def test_a_likely_topic_goes_through_a_review_first(topic, answer, mvp, agent, editor):
    answer.kudos = 2
    with pytest.raises(Refused, match="accepted, confirmed or likely"):
        articles.draft(topic, editor)

    with clock.at(clock.now() + timedelta(days=14, minutes=1)):
        article = articles.draft(topic, editor)
        with pytest.raises(Refused, match="Nobody has confirmed"):
            articles.publish(article, editor)
        articles.move(article, "not_validated", agent)
        articles.publish(article, editor)

    assert article.audience == "public"


def test_the_audience_is_no_wider_than_the_board_s(editor, asker, helper):
    board = people.board("Members' corner", visibility="members")
    topic = people.topic(board, asker, "The hub of members sleeps")
    people.accept(topic, people.answer(topic, helper), asker)
    article = articles.draft(topic, editor)

    with pytest.raises(Refused, match="fewer people"):
        articles.publish(article, editor)
    articles.publish(article, editor, "members")

    assert article.audience == "members"


def test_an_article_without_a_resolution_is_not_published(draft, editor):
    only = [editing.Given(place=1, section="issue", body="It works no more.")]
    editing.edit_article(article=draft, seen=1, title="The hub is broken", given=only, by=viewer(editor))

    with pytest.raises(Refused, match="how it is resolved"):
        articles.publish(draft, editor)


def test_withdrawn_words_are_not_published(draft, resolved_topic, answer, editor):
    other = people.answer(resolved_topic, people.member("Olga Other"), "Or take its battery out.")
    editing.take_in(article=draft, seen=1, post=other, by=viewer(editor))
    visibility.hide_post(post=other, topic=resolved_topic, by=Viewer(role="admin"), reason="Off the topic.")

    with pytest.raises(Refused, match="withdrawn"):
        articles.publish(draft, editor)


@pytest.mark.parametrize(("before", "to"), [*itertools.product(rules.CONFIDENCES, repeat=2)])
def test_the_service_makes_legal_moves_and_refuses_all_others(before, to, draft, editor):
    article = at(draft, before, editor)

    if (before, to) in rules.LEGAL:
        articles.move(article, to, editor)
    else:
        with pytest.raises(Refused):
            articles.move(article, to, editor)

    assert article.confidence == (to if (before, to) in rules.LEGAL else before)


def test_what_is_taken_back_is_for_staff_only(published, editor):
    articles.move(published, "not_validated", editor)

    assert published.audience == "internal"
    assert facts("article_moved")[-1]["to_confidence"] == "not_validated"


def test_archiving_is_a_fact_of_its_own(published, editor):
    articles.move(published, "archived", editor)

    assert facts("article_archived") == [{"article_id": published.id}]
    assert facts("article_moved") == []


def test_the_database_itself_keeps_drafts_from_readers(draft):
    draft.audience = "public"

    with pytest.raises(Exception, match="readers_find_what_is_validated"):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("act", ["publish", "move", "settle"])
def test_an_act_on_an_older_version_is_refused(act, published, editor):
    stale = {"article": published, "seen": published.version - 1, "by": viewer(editor)}
    acts = {
        "publish": lambda: publishing.publish_article(**stale, audience="members"),
        "move": lambda: publishing.move_article(**stale, to="archived"),
        "settle": lambda: publishing.settle_review(**stale),
    }

    with pytest.raises(Refused, match="meanwhile"):
        acts[act]()


def test_the_memo_finds_what_was_published_in_its_week_with_who_is_thanked(published, editor):
    now = published.published_at

    found = queries.published_between(now, now + (clock.now() - now) * 2)

    assert [(row.title, row.url.split("/")[3]) for row in found] == [(published.title, str(published.id))]
    assert [author.name for author in found[0].contributors] == ["Tom Helper", "Ines Asker"]
    assert found[0].topic_url.startswith("/forum/topics/")
    articles.move(db.session.get_one(Article, published.id), "archived", editor)
    assert queries.published_between(now, clock.now()) == []
