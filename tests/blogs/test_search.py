"""Posts and comments in the search: found by their readers, gone with their post."""

import pytest
from house import index
from support import blogging
from support.people import viewer

from community.blogs.services import comments, posts
from community.kernel.db import db


def found(client, words="lighthouse"):
    index.bring_up()
    page = client.get(f"/search/?q={words}").text
    return blogging.TITLE in page.replace("<mark>", "").replace("</mark>", "")


@pytest.fixture
def told(agent, asker):
    """A post that does not hold the word, with a comment that does."""
    post = blogging.post(agent)
    return post, blogging.comment(post, asker, "My lighthouse needs this too.")


@pytest.mark.parametrize("words", ["clouds", "lighthouse"])
def test_posts_and_comments_are_found_until_the_post_is_withdrawn(words, browser, told, agent):
    before = found(browser, words)
    posts.withdraw_post(post=told[0], by=viewer(agent))
    db.session.commit()

    assert (before, found(browser, words)) == (True, False)


def test_a_hidden_comment_is_found_by_nobody(browser, signed_in, told, agent):
    comments.hide_comment(comment=told[1], by=viewer(agent), reason="Off the topic.")
    db.session.commit()

    assert (found(browser), found(signed_in(agent))) == (False, False)


def test_what_is_for_the_staff_is_found_by_the_staff(browser, signed_in, told, agent, asker):
    posts.edit_post(post=told[0], by=viewer(agent), words=blogging.words(visibility="staff"))
    db.session.commit()

    assert [found(client) for client in (browser, signed_in(asker), signed_in(agent))] == [False, False, True]


def test_a_draft_is_found_by_nobody_not_even_its_author(signed_in, agent):
    blogging.draft(agent)

    assert not found(signed_in(agent), "clouds")
