"""Votes: one per person, from a budget, and back when an idea is settled."""

import pytest
from support import people, wishes
from support.people import viewer

from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from ideas import queries, recounts
from ideas.models import Idea
from ideas.services import submissions, votes


def spend(member, number, author):
    return [wishes.vote(wishes.idea(author, f"Idea number {n} of many"), member) for n in range(number)]


def facts(kind):
    return db.session.query(EventRow).filter_by(kind=kind).count()


def test_a_second_vote_changes_nothing(idea, helper):
    wishes.vote(idea, helper)

    votes.vote(idea=idea, by=viewer(helper))

    assert idea.votes == 1
    assert facts("ideas.vote_cast") == 1


def test_a_vote_taken_back_can_be_cast_again(idea, helper):
    wishes.vote(idea, helper)
    votes.withdraw_vote(idea=idea, by=viewer(helper))
    assert idea.votes == 0

    votes.vote(idea=idea, by=viewer(helper))

    assert idea.votes == 1
    assert (facts("ideas.vote_cast"), facts("ideas.vote_withdrawn")) == (2, 1)


def test_taking_back_no_vote_changes_nothing(idea, helper):
    votes.withdraw_vote(idea=idea, by=viewer(helper))

    assert idea.votes == 0
    assert facts("ideas.vote_withdrawn") == 0


def test_the_eleventh_vote_is_refused(idea, helper, asker):
    spend(helper, 10, asker)

    with pytest.raises(Refused, match="All your 10 votes are in use"):
        votes.vote(idea=idea, by=viewer(helper))

    assert idea.votes == 0


@pytest.mark.parametrize(("status", "reason"), [("delivered", None), ("declined", "too_costly"), ("duplicate", None)])
def test_a_settled_idea_gives_its_votes_back(status, reason, idea, helper, asker, agent):
    spent = spend(helper, 10, asker)
    wishes.move(spent[0], agent, status, reason=reason)

    wishes.vote(idea, helper)

    assert idea.votes == spent[0].votes == 1
    assert queries.live_votes(viewer(helper)) == 10


@pytest.mark.parametrize("status", ["under_review", "needs_information", "planned", "in_development"])
def test_an_idea_under_way_keeps_its_votes(status, idea, helper, agent):
    wishes.vote(idea, helper)

    wishes.move(idea, agent, status)

    assert queries.live_votes(viewer(helper)) == 1


def test_a_hidden_idea_gives_its_votes_back_until_it_is_shown_again(idea, helper, agent):
    wishes.vote(idea, helper)
    submissions.hide_idea(idea=idea, by=viewer(agent), reason="An advertisement.")
    meanwhile = queries.live_votes(viewer(helper))

    submissions.restore_idea(idea=idea, by=viewer(agent))

    assert (meanwhile, queries.live_votes(viewer(helper))) == (0, 1)


def test_a_settled_idea_takes_no_vote_and_gives_none_back_twice(idea, helper, stranger, agent):
    wishes.vote(idea, helper)
    wishes.move(idea, agent, "delivered")

    with pytest.raises(Refused, match="settled or hidden"):
        votes.vote(idea=idea, by=viewer(stranger))
    with pytest.raises(Refused, match="came back to you"):
        votes.withdraw_vote(idea=idea, by=viewer(helper))

    assert idea.votes == 1


def test_a_recount_mends_what_differs_and_nothing_else(idea, helper, asker):
    wishes.vote(idea, helper)
    wishes.comment(idea, helper)
    other = wishes.idea(asker, "Another wish of mine")
    db.session.query(Idea).filter_by(id=other.id).update({"votes": 7})
    db.session.commit()

    mended = dict(recounts.recount())

    assert mended == {"ideas_idea.votes": 1, "ideas_idea.comments": 0}
    assert db.session.get_one(Idea, other.id).votes == 0


def test_people_who_vote_are_counted_once_each(idea):
    for number in range(3):
        wishes.vote(idea, people.member(f"Voter {number}"))

    assert idea.votes == 3
