"""A draft from a topic: the asker's words, the answer's steps, and where each paragraph came from."""

import pytest
from support import articles, people
from support.people import viewer

from community.forum.services import visibility
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from kb_harvest import article_page
from kb_harvest.models import Article
from kb_harvest.services import drafting

STEPS = "The cause is a sleeping hub with firmware 4.2.1.\n\n1. Press the button\n2. Wait\n\nSee [the manual](https://x.example)."


@pytest.fixture
def solved(board, asker, helper):
    helper.trust_level = 1  # whose links wait for nobody
    topic = people.topic(
        board, asker, "The hub sleeps at noon", body="It worked.\n\nNow it sleeps.", tags=("hub", "app")
    )
    return people.accept(topic, people.answer(topic, helper, STEPS), asker)


def paragraphs(article):
    return [
        (row.section, row.body, row.origin and row.origin.author.name) for row in article_page.paragraphs(article.id)
    ]


def test_each_paragraph_knows_its_section_and_its_source(solved, editor):
    article = articles.draft(solved, editor)

    assert article.title == "The hub sleeps at noon"
    assert paragraphs(article) == [
        ("issue", "It worked.", "Ines Asker"),
        ("issue", "Now it sleeps.", "Ines Asker"),
        ("environment", "- Tags: app, hub\n- Versions: firmware 4.2.1", "Ines Asker"),
        ("cause", "The cause is a sleeping hub with firmware 4.2.1.", "Tom Helper"),
        ("resolution", "1. Press the button\n2. Wait", "Tom Helper"),
        ("resolution", "See [the manual](https://x.example).", "Tom Helper"),
    ]


def test_a_draft_is_for_staff_and_nobody_validated_it(draft):
    assert (draft.confidence, draft.audience, draft.published_at) == ("wip", "internal", None)


def test_the_asker_s_own_words_are_enough_to_draft_from(topic, answer, asker, editor):
    people.comment(answer, topic, asker, "Solved it, thanks.")

    article = articles.draft(topic, editor)

    assert ("resolution", "Press the button on its side for five seconds.", "Tom Helper") in paragraphs(article)


def test_a_topic_that_solved_nothing_is_refused(topic, answer, editor):
    with pytest.raises(Refused, match="accepted, confirmed or likely"):
        articles.draft(topic, editor)


def test_a_topic_has_one_article_in_use_at_a_time(draft, resolved_topic, editor):
    with pytest.raises(Refused, match="already"):
        articles.draft(resolved_topic, editor)

    articles.move(draft, "archived", editor)

    assert articles.draft(resolved_topic, editor).id != draft.id


def test_a_hidden_topic_is_refused(resolved_topic, editor):
    opening = people.opening(resolved_topic)
    visibility.hide_post(post=opening, topic=resolved_topic, by=Viewer(role="admin"), reason="Off the topic.")

    with pytest.raises(Refused, match="hidden"):
        articles.draft(resolved_topic, editor)


@pytest.mark.parametrize("role", ["member", "mvp", "executive"])
def test_only_agents_and_editors_draft(role, resolved_topic):
    somebody = people.member("Some Body", role=role)

    with pytest.raises(Refused, match="agents and editors"):
        articles.draft(resolved_topic, somebody)
    with pytest.raises(Refused, match="agents and editors"):
        articles.begin(somebody)


def test_an_article_may_begin_from_nothing_with_own_words(agent):
    article = articles.begin(agent)

    assert [source for _section, _body, source in paragraphs(article)] == [None, None]
    assert article.topic_id is None


def test_an_article_without_words_is_refused(agent):
    with pytest.raises(Refused, match="at least one paragraph"):
        drafting.begin_article(title="When the hub finds no battery", pieces=(), by=viewer(agent))

    assert db.session.query(Article).count() == 0


def test_private_data_is_masked_in_what_is_harvested(board, asker, helper, editor):
    topic = people.topic(board, asker, "My card is refused by the shop")
    answer = people.answer(topic, helper, "Ask the bank.")
    answer.body = "Take 4111 1111 1111 1111 instead."  # as an import may have brought it
    people.accept(topic, answer, asker)

    article = articles.draft(topic, editor)

    assert "4111" not in " ".join(body for _section, body, _source in paragraphs(article))
