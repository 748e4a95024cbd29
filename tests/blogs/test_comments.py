"""Comments: said, counted, hidden, shown again, and made a topic of."""

import pytest
from support import blogging, people
from support.people import viewer

from community.blogs import post_page, recounts
from community.blogs.models import BlogPost
from community.blogs.services import comments, posts
from community.forum import addresses as forum
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow


def hide(comment, by):
    comments.hide_comment(comment=comment, by=viewer(by), reason="Off the topic.")


def shown(post, who=NOBODY):
    return post_page.comments(post.id, who).rows


def test_comments_are_counted_while_they_are_shown(blog_post, comment, helper, mvp):
    blogging.comment(blog_post, helper)
    hide(comment, mvp)
    meanwhile = blog_post.comments

    comments.restore_comment(comment=comment, by=viewer(mvp))

    assert (meanwhile, blog_post.comments) == (1, 2)


def test_a_recount_mends_what_differs(blog_post, comment):
    db.session.query(BlogPost).filter_by(id=blog_post.id).update({"comments": 7})
    db.session.commit()

    mended = dict(recounts.recount())

    assert mended == {"blogs_post.comments": 1}
    assert db.session.get_one(BlogPost, blog_post.id).comments == 1


def test_a_hidden_comment_is_seen_by_moderators_only(blog_post, comment, mvp):
    hide(comment, mvp)

    assert shown(blog_post) == []
    assert [row.hidden_reason for row in shown(blog_post, viewer(mvp))] == ["Off the topic."]


def test_only_moderators_hide_and_only_once(blog_post, comment, helper, mvp, editor):
    for nobody in (helper, editor):
        with pytest.raises(Refused, match="Only moderators"):
            hide(comment, nobody)
    hide(comment, mvp)
    with pytest.raises(Refused, match="hidden already"):
        hide(comment, mvp)


def test_a_draft_takes_no_comments(agent):
    with pytest.raises(Refused, match="a draft"):
        blogging.comment(blogging.draft(agent), agent)


@pytest.mark.parametrize("maker", ["mvp", "agent", "editor"])
def test_a_comment_becomes_a_topic_of_its_author_and_each_leads_to_the_other(
    maker, request, *, board, comment, blog_post
):
    by = request.getfixturevalue(maker)

    topic = blogging.topic(comment, board, by)

    opening = people.opening(topic)
    row = shown(blog_post)[0]
    assert topic.author_id == opening.author_id == comment.author_id
    assert opening.body.startswith(comment.body)
    assert f'href="/blogs/comments/{comment.id}"' in opening.html
    assert (row.topic.name, row.topic.url) == (topic.title, forum.topic(topic.id, topic.slug))
    assert row.topic_url is None
    fact = db.session.query(EventRow).filter_by(kind="blogs.topic_made_of_comment").one()
    assert fact.actor_id == by.id
    assert fact.payload["author_id"] == comment.author_id


def test_others_make_no_topic_of_a_comment(board, comment, asker):
    colleague = people.member("Xavier Executive", role="executive")

    for nobody in (asker, colleague):
        with pytest.raises(Refused, match="Only moderators and the author of the blog post"):
            blogging.topic(comment, board, nobody)


def test_a_comment_becomes_a_topic_once_and_not_while_it_is_hidden(board, comment, mvp):
    hide(comment, mvp)
    with pytest.raises(Refused, match="out of sight"):
        blogging.topic(comment, board, mvp)
    comments.restore_comment(comment=comment, by=viewer(mvp))
    blogging.topic(comment, board, mvp)

    with pytest.raises(Refused, match="made a topic already"):
        blogging.topic(comment, board, mvp)


def test_a_topic_never_shows_a_comment_to_more_people_nor_to_fewer_than_its_author(agent, asker, board, staff_board):
    closed = blogging.comment(blogging.post(agent, blogging.words(visibility="members")), asker)
    open_ = blogging.comment(blogging.post(agent), asker)

    with pytest.raises(Refused, match="More people see that board"):
        blogging.topic(closed, board, agent)
    with pytest.raises(Refused, match="must both see that board"):
        blogging.topic(open_, staff_board, agent)


def test_boards_are_offered_only_where_the_topic_may_stand(agent, asker, board, staff_board):
    lounge = people.board("The lounge", visibility="members")
    people.board("Announcements", staff_start_topics=True)
    of = {seen: blogging.post(agent, blogging.words(visibility=seen)) for seen in ("public", "members")}

    offered = {
        seen: [b.name for b in post_page.boards_for(blogging.comment(post, asker), post, viewer(agent))]
        for seen, post in of.items()
    }

    assert offered == {"public": [board.name, lounge.name], "members": [lounge.name]}


def test_a_moderator_meets_no_board_that_only_the_comment_s_author_sees(agent, mvp, blog_post, staff_board):
    said = blogging.comment(blog_post, agent)

    with pytest.raises(Refused, match="must both see that board"):
        blogging.topic(said, staff_board, mvp)

    assert post_page.boards_for(said, blog_post, viewer(mvp)) == []
    assert post_page.boards_for(said, blog_post, viewer(agent)) == [staff_board]


def test_no_comment_goes_to_the_board_of_an_organisation(agent, mvp, blog_post):
    house = people.employ("Hillside Housing", mvp)
    hillside = people.board("Hillside", visibility="organisation", organisation_id=house)
    said = blogging.comment(blog_post, mvp)

    with pytest.raises(Refused, match="single organisations"):
        blogging.topic(said, hillside, agent)

    assert post_page.boards_for(said, blog_post, viewer(agent)) == []


def test_nobody_is_led_to_a_topic_that_they_may_not_see(agent, asker, blog_post):
    lounge = people.board("The lounge", visibility="members")
    blogging.topic(blogging.comment(blog_post, asker), lounge, agent, "A talk for members only")

    assert shown(blog_post)[0].topic is None
    assert shown(blog_post, viewer(asker))[0].topic.name == "A talk for members only"


def test_a_comment_whose_author_left_becomes_no_topic(board, comment, mvp):
    comment.author_id = None
    db.session.commit()

    with pytest.raises(Refused, match="no longer here"):
        blogging.topic(comment, board, mvp)


def test_comments_go_out_of_sight_with_their_post(blog_post, comment, agent, asker):
    posts.withdraw_post(post=blog_post, by=viewer(agent))
    db.session.commit()

    assert post_page.comment_for_change(comment.id, viewer(asker)) is None
