"""Whoever leaves may take their words along: the places stay and say so, quotes in the thread and histories too."""

import pytest
from accounts.test_leaving import PASSWORD, leaver
from sqlalchemy import select
from support import articles, blogging, people, uploading, wishes
from support.doors import boss

from community.accounts import leaving
from community.forum.intake import changes
from community.forum.models import File, Post, Revision, SavedDraft
from community.forum.rules import quotation
from community.forum.services import answers, edits, saved_drafts
from community.kernel import clock, markup
from community.kernel.db import db
from community.kernel.events import EventRow
from community.kernel.withdrawing import GONE, letters_of, unquoted, unquoted_html
from kb_harvest import review
from kb_harvest.models import Paragraph
from kb_harvest.wording import REVIEW_LABELS

__all__ = ["boss", "leaver"]
SAID = letters_of("Press the zibbet twice.\nThen wait a minute.")


def leave(member, *, with_words=True):
    leaving.erase(member, why="left", by=member.id, with_words=with_words)
    db.session.commit()


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("Tom:\n\n> Press the zibbet twice.\n> Then wait a minute.\n\nThanks!", f"Tom:\n\n> {GONE}\n\nThanks!"),
        ("> press the **zibbet** twice", f"> {GONE}"),
        (">> Press the zibbet", f">> {GONE}"),
        ("> Somebody else said this.", "> Somebody else said this."),
        ("Press the zibbet twice.", "Press the zibbet twice."),
        ("> a m", "> a m"),
        (">\n> Then wait a minute.\n> And more.", f">\n> {GONE}\n> And more."),
    ],
)
def test_only_quotes_of_what_was_said_go(body, left):
    assert unquoted(body, SAID) == left


def test_quotes_in_html_go_too():
    html = "<blockquote><p>Press the <b>zibbet</b> twice.</p></blockquote><p>I did.</p><blockquote>Mine.</blockquote>"

    left = unquoted_html(html, SAID)

    assert left == f"<blockquote>\n{markup.render(GONE)}</blockquote><p>I did.</p><blockquote>Mine.</blockquote>"


def test_posts_stay_as_places_and_counters_do_not_move(topic, leaver, asker, browser):
    made = people.answer(topic, leaver, "Press the zibbet twice.")
    edits.edit_post(post=made, topic=topic, by=people.viewer(leaver), body="Press the zibbet thrice.", reason="zibbet")
    quoting = people.answer(topic, asker, quotation("Press the zibbet twice.", "Lea") + "Thanks @tom-helper!")
    edits.edit_post(post=quoting, topic=topic, by=people.viewer(asker), body=quoting.body + "\n\nIt helped.")
    before = (topic.replies, leaver.replies, asker.replies, made.revisions, quoting.html)

    leave(leaver)
    page = browser.get(f"/forum/topics/{topic.id}/{topic.slug}").text

    bodies = db.session.scalars(select(Revision.body).where(Revision.post_id == made.id)).all()
    told = db.session.scalars(select(Revision.body).where(Revision.post_id == quoting.id).order_by(Revision.number))
    assert (made.body, bodies) == (GONE, [GONE, GONE])
    assert quoting.body == f"Lea:\n\n> {GONE}\n\nThanks @tom-helper!\n\nIt helped."
    assert [body.count(GONE) for body in told] == [1, 1]
    assert (topic.replies, leaver.replies, asker.replies, made.revisions) == before[:4]
    assert "zibbet" not in page + quoting.html
    assert page.count("[removed at the author") >= 2


def test_a_question_loses_title_and_address_and_keeps_its_answers(board, leaver, helper, browser):
    topic = people.topic(board, leaver, "How do I zibbet the hub", body="I zibbet it daily.")
    people.answer(topic, helper, "Just restart it.")
    old = f"/forum/topics/{topic.id}/{topic.slug}"

    leave(leaver)
    page = browser.get(old, follow_redirects=True).text

    assert (topic.title, topic.slug, topic.excerpt) == (GONE, "removed-at-the-author-s-wish", GONE)
    assert "Just restart it." in page
    assert "zibbet" not in page.replace(old, "")


def test_ideas_and_comments_everywhere_go_too(leaver, helper):
    idea = wishes.idea(leaver, "A zibbet for all", body="A wish with a zibbet in its body.")
    other = wishes.idea(helper, "Another wish", body="A wish of somebody else.")
    under = wishes.comment(other, leaver, "Add a zibbet.")
    said = blogging.comment(blogging.post(people.member("Ed Itor", role="editor")), leaver)

    leave(leaver)

    assert (idea.title, idea.body, idea.slug) == (GONE, GONE, "removed-at-the-author-s-wish")
    assert (under.body, said.body) == (GONE, GONE)


def test_files_and_quotes_in_drafts_of_others_go_and_their_own_words_stay(topic, leaver, asker):
    made = people.answer(topic, leaver, "Press the zibbet twice.")
    uploading.attached(made, topic, leaver, uploading.upload("mine.log", b"zibbet"))
    draft = quotation(made.body, "Lea") + "Press the zibbet twice, I say."
    saved_drafts.save_draft(by=people.viewer(asker), words={"body": draft}, topic_id=topic.id)
    db.session.commit()

    leave(leaver)

    assert db.session.scalars(select(File)).all() == []
    kept = db.session.scalars(select(SavedDraft.body)).one()
    assert kept == f"Lea:\n\n> {GONE}\n\nPress the zibbet twice, I say."


def test_without_the_choice_the_words_stay(topic, leaver):
    made = people.answer(topic, leaver, "Press the zibbet twice.")

    leave(leaver, with_words=False)

    assert made.body == "Press the zibbet twice."


def test_the_choice_waits_seven_days_with_who_leaves(topic, leaver, signed_in):
    made, client = people.answer(topic, leaver, "Press the zibbet twice."), signed_in(leaver)

    asked = client.get("/accounts/leave").text
    left = client.post("/accounts/leave", data={"password": PASSWORD, "words": "y"}, follow_redirects=True).text
    before = made.body
    with clock.at(clock.now() + leaving.TIME_TO_THINK):
        leaving.erase_due("2026-11-22T10Z")

    assert "Take my words along" in asked
    assert "Your words go along." in left
    assert (before, made.body) == ("Press the zibbet twice.", GONE)


def test_who_stays_and_leaves_once_more_chooses_anew(leaver, signed_in):
    leaving.begin_leaving(leaver, with_words=True)

    leaving.stay(leaver, by=leaver.id)

    assert not leaver.leaving_words


@pytest.mark.parametrize(("words", "left"), [({"words": "y"}, GONE), ({}, "Press the zibbet twice.")])
def test_an_administrator_may_take_them_away(words, left, topic, leaver, boss, signed_in):
    made = people.answer(topic, leaver, "Press the zibbet twice.")
    data = {"why": "law", "handle": "lea-leaver", "password": PASSWORD, **words}

    signed_in(boss).post(f"/accounts/people/{leaver.id}/erase", data=data)

    assert db.session.get_one(Post, made.id, populate_existing=True).body == left


def test_the_fact_names_the_rows_and_no_word(topic, leaver, asker):
    made = people.answer(topic, leaver, "Press the zibbet twice.")
    quoting = people.answer(topic, asker, quotation(made.body, "Lea"))

    leave(leaver)

    facts = db.session.scalars(select(EventRow).where(EventRow.kind == "kernel.words_cut").order_by(EventRow.id)).all()
    assert facts[0].payload == {"touched": {"forum_post": [made.id, quoting.id]}}
    assert facts[0].actor_id == leaver.id


def test_an_article_stays_and_is_to_be_looked_through_again(topic, asker, leaver):
    editor = people.member("Ed Itor", role="editor")
    made = people.answer(topic, leaver, "Press the zibbet twice and wait until the light is green.")
    answers.accept_answer(post=made, topic=topic, by=people.viewer(asker))
    article = articles.publish(articles.draft(topic, editor), editor)

    leave(leaver)

    viewer = people.viewer(editor)
    assert any("zibbet" in row.body for row in db.session.scalars(select(Paragraph)))
    assert [str(why) for why in review.reasons(article.id, viewer)] == [str(REVIEW_LABELS["edited"])]


def test_an_import_does_not_bring_the_words_back():
    row, came = (type("Row", (), {"body": body, "title": "t"}) for body in (GONE, "Press the zibbet twice."))
    came.kind = "answer"

    assert not changes._reads_differently(came, row)
