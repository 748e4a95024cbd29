"""Posts: drafted, published, edited with their history kept, withdrawn; each by those who may."""

from dataclasses import replace

import pytest
from support import blogging, people
from support.people import viewer

from community.blogs import post_page, queries
from community.blogs.services import comments, posts
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow


def facts():
    found = db.session.query(EventRow).filter(EventRow.kind.startswith("blogs.")).order_by(EventRow.id)
    return [(row.kind.removeprefix("blogs."), row.payload) for row in found]


def said(stretches):
    return "".join(stretch.text for stretch in stretches if stretch.change != "gone")


def titles(who):
    return [row.title for row in queries.posts(who).rows]


def test_a_post_is_drafted_published_edited_and_withdrawn_and_the_log_says_so(agent):
    post = blogging.draft(agent)
    posts.publish_post(post=post, by=viewer(agent))
    posts.edit_post(post=post, by=viewer(agent), words=blogging.words(body="Forecasts save money and nerves."))
    posts.withdraw_post(post=post, by=viewer(agent))

    assert facts() == [
        ("post_drafted", {"post_id": post.id}),
        ("post_published", {"post_id": post.id, "author_id": agent.id, "voice": "company"}),
        ("post_edited", {"post_id": post.id, "revision": 2}),
        ("post_withdrawn", {"post_id": post.id}),
    ]


@pytest.mark.parametrize("role", ["member", "mvp"])
def test_only_employees_write(role, app):
    with pytest.raises(Refused, match="Only employees write on the blog"):
        blogging.draft(people.member("Max Member", role=role))


@pytest.mark.parametrize("act", ["edit", "publish", "withdraw"])
def test_a_colleague_who_is_no_editor_changes_nothing(act, blog_post, agent):
    colleague = viewer(people.member("Carl Colleague", role="agent"))
    acts = {
        "edit": lambda: posts.edit_post(post=blog_post, by=colleague, words=blogging.words()),
        "publish": lambda: posts.publish_post(post=blog_post, by=colleague),
        "withdraw": lambda: posts.withdraw_post(post=blog_post, by=colleague),
    }

    with pytest.raises(Refused, match="Only the author or an editor"):
        acts[act]()


def test_who_leaves_the_company_no_longer_changes_their_posts(blog_post, agent):
    agent.role = "member"

    with pytest.raises(Refused, match="Only the author or an editor"):
        posts.edit_post(post=blog_post, by=viewer(agent), words=blogging.words())


def test_a_second_publishing_and_a_second_withdrawal_are_refused(blog_post, editor):
    with pytest.raises(Refused, match="published already"):
        posts.publish_post(post=blog_post, by=viewer(editor))
    posts.withdraw_post(post=blog_post, by=viewer(editor))
    with pytest.raises(Refused, match="a draft already"):
        posts.withdraw_post(post=blog_post, by=viewer(editor))


def test_every_published_text_stays_in_the_history_and_drafts_leave_no_trace(agent, editor):
    post = blogging.draft(agent)
    posts.edit_post(post=post, by=viewer(agent), words=blogging.words(body="A better draft of the same thing."))
    posts.publish_post(post=post, by=viewer(agent))
    edited = blogging.words("Why the hub forecasts", "The final words, as an editor likes them.", voice="own")

    posts.edit_post(post=post, by=viewer(editor), words=edited, reason="Shorter.")

    history = post_page.history(post.id, NOBODY)
    assert [(row.number, said(row.title), said(row.body), row.comment, row.author.name) for row in history] == [
        (2, "Why the hub forecasts", "The final words, as an editor likes them.", "Shorter.", "Edda Editor"),
        (1, blogging.TITLE, "A better draft of the same thing.", "", "Abel Agent"),
    ]
    assert post.edited_at is not None
    assert post.slug == "why-the-hub-forecasts"


def test_what_was_said_to_a_smaller_circle_stays_out_of_the_history_of_a_wider_one(agent):
    post = blogging.post(agent, blogging.words(body="A secret for the staff alone.", visibility="staff"))

    posts.edit_post(post=post, by=viewer(agent), words=blogging.words(body="What everybody may know now."))

    assert [row.number for row in post_page.history(post.id, NOBODY)] == [2]
    assert [row.number for row in post_page.history(post.id, viewer(agent))] == [2, 1]


def test_a_post_with_comments_is_never_opened_to_more_people(agent, asker):
    post = blogging.post(agent, blogging.words(visibility="members"))
    said = blogging.comment(post, asker)
    comments.hide_comment(comment=said, by=viewer(agent), reason="Off the topic.")

    with pytest.raises(Refused, match="for a smaller circle"):
        posts.edit_post(post=post, by=viewer(agent), words=blogging.words(visibility="public"))
    posts.edit_post(post=post, by=viewer(agent), words=blogging.words(visibility="staff"))

    assert post.visibility == "staff"


def test_unpopular_news_speaks_for_the_company_and_keeps_its_parts_when_edited(agent):
    post = blogging.post(agent, blogging.news(voice="own"))
    without = replace(blogging.news(), body=post.body.replace(blogging.PARTS["why"], ""))

    with pytest.raises(Refused, match="“Why” is empty"):
        posts.edit_post(post=post, by=viewer(agent), words=without)

    assert post.voice == "company"
    assert post.excerpt == blogging.PARTS["what"]


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"anonymous", "member", "mvp", "agent"}),
        ("members", {"member", "mvp", "agent"}),
        ("mvps", {"mvp", "agent"}),
        ("staff", {"agent"}),
    ],
)
def test_a_post_is_listed_for_its_readers_only(visibility, readers, *, asker, mvp, agent, editor):
    blogging.post(editor, blogging.words(visibility=visibility))
    people_ = {"anonymous": NOBODY, "member": viewer(asker), "mvp": viewer(mvp), "agent": viewer(agent)}

    assert {role for role, who in people_.items() if titles(who)} == readers


def test_a_draft_is_seen_by_its_author_and_editors_only(agent, editor, asker):
    post = blogging.draft(agent)
    colleague = people.member("Carl Colleague", role="agent")

    seen = {who.name for who in (agent, editor, asker, colleague) if post_page.row_by_id(post.id, viewer(who))}

    assert seen == {"Abel Agent", "Edda Editor"}
    assert [bool(queries.drafts(viewer(who))) for who in (agent, editor, colleague, asker)] == [
        True,
        True,
        False,
        False,
    ]
    assert titles(viewer(agent)) == []


def test_lists_page_by_key_newest_first_and_narrow_to_an_author(agent, editor):
    made = [
        blogging.post(agent if n % 2 else editor, blogging.words(f"Post number {n} of many")).title for n in range(7)
    ]

    first = queries.posts(NOBODY, size=4)
    second = queries.posts(NOBODY, size=4, after=first.next_key)

    assert [row.title for row in (*first.rows, *second.rows)] == made[::-1]
    assert second.next_key is None
    assert [row.title for row in queries.posts(NOBODY, author=agent.handle).rows] == made[5::-2]
    assert [(row.author.name, row.posts) for row in queries.writers(NOBODY)] == [("Edda Editor", 4), ("Abel Agent", 3)]
