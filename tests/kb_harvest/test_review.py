"""The review list: an article comes onto it by what happens to its sources, and leaves it when somebody looked."""

from datetime import timedelta

import pytest
from support import articles, people
from support.people import viewer

from community.forum.services import edits, visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.errors import Refused
from kb_harvest import review
from kb_harvest.services import publishing
from kb_harvest.wording import REVIEW_LABELS

ADMIN = Viewer(role="admin")


def due(by):
    codes = {label: code for code, label in REVIEW_LABELS.items()}
    return {row.id: [codes[reason] for reason in reasons] for row, reasons in review.due(viewer(by)).rows}


def edit(post, topic, by):
    edits.edit_post(post=post, topic=topic, by=viewer(by), body="Press it for ten seconds.")


def test_a_fresh_article_needs_none(published, editor):
    assert due(editor) == {}


@pytest.mark.parametrize("which", ["opening", "answer"])
def test_an_edit_of_a_source_asks_for_a_review(which, published, resolved_topic, answer, asker, helper, editor):
    post, by = (people.opening(resolved_topic), asker) if which == "opening" else (answer, helper)

    edit(post, resolved_topic, by)

    assert due(editor) == {published.id: ["edited"]}


def test_an_edit_of_another_post_does_not(published, resolved_topic, stranger, editor):
    other = people.answer(resolved_topic, stranger)

    edit(other, resolved_topic, stranger)

    assert due(editor) == {}


def test_a_newer_accepted_answer_asks_for_a_review(published, resolved_topic, mvp, asker, editor):
    people.accept(resolved_topic, people.answer(resolved_topic, mvp, "Or take its battery out."), asker)

    assert due(editor) == {published.id: ["newer"]}


def test_a_hidden_source_asks_for_a_review(published, resolved_topic, answer, editor):
    visibility.hide_post(post=answer, topic=resolved_topic, by=ADMIN, reason="Off the topic.")

    assert due(editor) == {published.id: ["hidden"]}


@pytest.mark.parametrize(("governance", "expected"), [("compliance", ["due"]), ("experience", None)])
def test_only_compliance_is_reviewed_by_date(governance, expected, draft, editor):
    publishing.publish_article(article=draft, seen=1, by=viewer(editor), audience="public", governance=governance)

    with clock.at(clock.now() + timedelta(days=366)):
        assert due(editor).get(draft.id) == expected


def test_who_looked_through_it_takes_it_off_the_list(published, resolved_topic, answer, helper, editor):
    edit(answer, resolved_topic, helper)

    publishing.settle_review(article=published, seen=published.version, by=viewer(editor))

    assert due(editor) == {}


def test_a_draft_is_not_on_the_list_and_its_page_says_why_it_would_be(draft, resolved_topic, answer, helper, editor):
    edit(answer, resolved_topic, helper)

    assert due(editor) == {}
    assert [str(reason) for reason in review.reasons(draft.id, viewer(editor))] == [str(REVIEW_LABELS["edited"])]


def test_a_draft_is_not_settled_and_agents_settle_nothing(draft, agent, editor):
    with pytest.raises(Refused, match="validated"):
        publishing.settle_review(article=draft, seen=1, by=viewer(editor))
    with pytest.raises(Refused, match="Only editors"):
        publishing.settle_review(article=draft, seen=1, by=viewer(agent))


def test_pages_show_each_article_once_the_longest_unseen_first(board, asker, helper, editor):
    made = []
    for number in range(3):
        topic = people.topic(board, asker, f"Question number {number} of three")
        answer = people.answer(topic, helper)
        made.append(articles.publish(articles.draft(people.accept(topic, answer, asker), editor), editor))
        edit(answer, topic, helper)

    first = review.due(viewer(editor), size=2)
    second = review.due(viewer(editor), size=2, after=first.next_key)

    assert [row.id for row, _reasons in (*first.rows, *second.rows)] == [article.id for article in made]
    assert second.next_key is None
