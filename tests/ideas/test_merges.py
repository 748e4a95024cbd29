"""Two wishes for the same become one; taken apart, each is what it was."""

import random

import pytest
from house import index
from support import people, wishes
from support.people import viewer

from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from ideas import addresses, idea_page, queries, recounts
from ideas.models import Comment, Idea, Vote
from ideas.services import comments, merges, submissions, votes


@pytest.fixture
def other(stranger):
    return wishes.idea(stranger, "Fill the car with sunshine only")


def merge(drop, keep, by):
    merges.merge_ideas(keep=keep, drop=drop, by=viewer(by))
    db.session.commit()


def take_apart(drop, by):
    merges.take_apart(idea=drop, by=viewer(by))
    db.session.commit()


def state():
    """Return every idea with its counters, votes and comments."""
    ideas = {i.id: (i.votes, i.comments, i.status) for i in db.session.query(Idea).populate_existing()}
    given = {(v.idea_id, v.member_id, v.at) for v in db.session.query(Vote)}
    return ideas, given, {(c.id, c.idea_id) for c in db.session.query(Comment)}


def test_who_wanted_both_counts_once(idea, other, asker, helper, mvp):
    wishes.vote(idea, helper)
    wishes.vote(other, helper)
    wishes.vote(other, mvp)

    merge(other, idea, mvp)

    assert idea.votes == 2
    assert queries.live_votes(viewer(helper)) == 1
    assert queries.voted_among(viewer(mvp), [idea.id]) == {idea.id}
    assert [row.id for row in queries.voted_by(viewer(mvp)).rows] == [idea.id]


@pytest.mark.parametrize("seed", range(3))
def test_merged_and_taken_apart_again_nothing_has_changed(seed, idea, other, mvp):
    rng = random.Random(seed)
    crowd = [people.member(f"Person {n}") for n in range(6)]
    for one in (idea, other):
        for member in rng.sample(crowd, 4):
            wishes.vote(one, member)
        for member in rng.sample(crowd, 2):
            said = wishes.comment(one, member)
    comments.hide_comment(comment=said, by=viewer(mvp), reason="Off the topic.")
    db.session.commit()
    before = state()

    merge(other, idea, mvp)
    take_apart(other, mvp)

    assert state() == before
    assert {name: n for name, n in recounts.recount() if n} == {}


def test_votes_of_the_merged_are_cast_and_taken_back_as_one(idea, other, helper, stranger, mvp):
    wishes.vote(idea, helper)
    wishes.vote(other, helper)
    merge(other, idea, mvp)

    votes.vote(idea=idea, by=viewer(helper))
    votes.withdraw_vote(idea=idea, by=viewer(helper))
    db.session.commit()

    assert (idea.votes, db.session.query(Vote).count()) == (0, 0)
    withdrawn = db.session.query(EventRow).filter_by(kind="ideas.vote_withdrawn")
    assert {row.payload["idea_id"] for row in withdrawn} == {idea.id, other.id}
    assert {name: n for name, n in recounts.recount() if n} == {}


def test_a_comment_on_the_merged_counts_under_both(idea, other, helper, mvp):
    said = wishes.comment(other, helper)
    merge(other, idea, mvp)

    comments.hide_comment(comment=said, by=viewer(mvp), reason="Off the topic.")
    wishes.comment(other, helper, "Written by somebody whose page was old.")

    db.session.refresh(idea)
    db.session.refresh(other)
    assert (idea.comments, other.comments) == (1, 1)
    page = idea_page.idea_page(idea_page.row_by_id(idea.id, NOBODY), NOBODY)
    assert [row.written_under for row in page.comments.rows] == [other.title]


def test_the_title_of_a_hidden_idea_is_not_read_on_the_page_of_the_one_that_it_was_merged_into(
    idea, other, helper, mvp
):
    wishes.comment(other, helper)
    merge(other, idea, mvp)

    submissions.hide_idea(idea=other, by=viewer(mvp), reason="An advertisement.")

    pages = [idea_page.idea_page(idea_page.row_by_id(idea.id, who), who) for who in (NOBODY, viewer(mvp))]
    assert [[part.title for part in page.merged] for page in pages] == [[], [other.title]]
    assert [row.written_under for page in pages for row in page.comments.rows] == [None, None]


def test_the_merged_leads_to_the_one_that_stays(browser, signed_in, idea, other, helper, mvp):
    said = wishes.comment(other, helper)
    merge(other, idea, mvp)

    page = browser.get(addresses.idea(other.id, other.slug))
    place = browser.get(addresses.comment(said.id))
    listed = browser.get("/ideas/").text
    shown = browser.get(addresses.idea(idea.id, idea.slug)).text

    assert (page.status_code, page.location) == (302, addresses.idea(idea.id, idea.slug))
    assert place.location.startswith(addresses.idea(idea.id, idea.slug))
    assert other.title not in listed
    assert other.title in shown
    assert "Take apart" not in shown
    assert "Take apart" in signed_in(mvp).get(addresses.idea(idea.id, idea.slug)).text


def test_the_search_knows_the_one_that_stays_and_the_comments_of_both(browser, idea, other, helper, mvp):
    wishes.comment(other, helper, "My lighthouse needs this too.")
    merge(other, idea, mvp)
    index.bring_up()

    page = browser.get("/search/?q=sunshine").text
    comment = browser.get("/search/?q=lighthouse").text

    assert "Fill the car with" not in page
    assert "lighthouse</mark> needs this" in comment


def test_what_makes_no_sense_is_refused(idea, other, asker, helper, mvp):
    third = wishes.idea(asker, "The sun for my car, please")
    with pytest.raises(Refused, match="into itself"):
        merge(idea, idea, mvp)
    with pytest.raises(Refused, match="Only moderators"):
        merge(other, idea, helper)
    with pytest.raises(Refused, match="not merged"):
        take_apart(other, mvp)
    merge(other, idea, mvp)

    with pytest.raises(Refused, match="name the one"):
        merge(third, other, mvp)
    with pytest.raises(Refused, match="merged into another meanwhile"):
        merge(other, third, mvp)
    with pytest.raises(Refused, match="Others were merged"):
        merge(idea, third, mvp)
    submissions.hide_idea(idea=third, by=viewer(mvp), reason="Off the topic.")
    with pytest.raises(Refused, match="hidden"):
        merge(third, idea, mvp)


def test_an_address_is_understood_like_a_number(signed_in, idea, other, mvp):
    client = signed_in(mvp)

    wrong = client.post(addresses.idea_act(other.id, "merge"), data={"into": "/ideas/999999/nothing"})
    right = client.post(
        addresses.idea_act(other.id, "merge"),
        data={"into": f"https://community.example{addresses.idea(idea.id, idea.slug)}?sort=new"},
    )

    assert wrong.status_code == 422
    assert "no idea with that number" in wrong.text
    assert right.location == addresses.idea(idea.id, idea.slug)
