"""Two people, or one person twice, at the same moment: nobody sees an error of ours, and every number is right."""

import pytest
from support import people, wishes
from support.at_once import at_once, posting
from support.people import viewer

from community.kernel.db import db
from ideas import addresses, queries, recounts


def mended():
    return {name: rows for name, rows in recounts.recount() if rows}


@pytest.fixture
def wish(live_app):
    return wishes.idea(people.member("Ines Asker"))


def test_one_member_s_two_votes_at_once_count_once(live_app, wish):
    voter = people.member("Vera Voter")

    codes = at_once(*(posting(live_app, voter, addresses.idea_act(wish.id, "vote")) for _ in range(3)))

    db.session.refresh(wish)
    assert codes == [303, 303, 303]
    assert wish.votes == 1
    assert mended() == {}


def test_two_people_who_vote_at_once_are_both_counted(live_app, wish):
    voters = [people.member(f"Voter {n}") for n in range(4)]

    codes = at_once(*(posting(live_app, voter, addresses.idea_act(wish.id, "vote")) for voter in voters))

    db.session.refresh(wish)
    assert codes == [303] * 4
    assert wish.votes == 4
    assert mended() == {}


def test_two_last_votes_at_once_do_not_break_the_budget(live_app, wish):
    voter, author = people.member("Vera Voter"), people.member("Ada Author")
    for number in range(9):
        wishes.vote(wishes.idea(author, f"Idea number {number} of many"), voter)
    others = [wish, *(wishes.idea(author, f"One more wish {n}") for n in range(2))]

    codes = at_once(*(posting(live_app, voter, addresses.idea_act(i.id, "vote")) for i in others))

    assert sorted(codes) == [303, 422, 422]
    assert queries.live_votes(viewer(voter)) == 10
    assert mended() == {}


def test_of_two_who_answer_at_once_one_is_told(live_app, wish):
    agents = [people.member(f"Abel Agent {n}", role="agent") for n in range(2)]
    form = {"seen": "new", "to": "planned", "reason": "", "response": "It comes with the next release."}

    codes = at_once(*(posting(live_app, a, addresses.idea_act(wish.id, "respond"), **form) for a in agents))

    assert sorted(codes) == [303, 422]


def test_a_vote_beside_a_closing_leaves_the_counters_right(live_app, wish):
    voter, agent = people.member("Vera Voter"), people.member("Abel Agent", role="agent")
    form = {"seen": "new", "to": "delivered", "reason": "", "response": "It is in release 4.2 now."}

    codes = at_once(
        posting(live_app, voter, addresses.idea_act(wish.id, "vote")),
        posting(live_app, agent, addresses.idea_act(wish.id, "respond"), **form),
    )

    assert codes[1] == 303
    assert codes[0] in (303, 422)
    assert mended() == {}


def test_two_merges_across_each_other_leave_one(live_app, wish):
    other = wishes.idea(people.member("Ada Author"), "Fill the car with sunshine only")
    moderators = [people.member(f"Mia Moderator {n}", role="mvp") for n in range(2)]
    pairs = [(wish, other), (other, wish)]

    codes = at_once(
        *(
            posting(live_app, moderator, addresses.idea_act(drop.id, "merge"), into=str(keep.id))
            for moderator, (drop, keep) in zip(moderators, pairs, strict=True)
        )
    )

    assert sorted(codes) == [303, 422]
    assert mended() == {}


def test_a_vote_beside_a_merge_is_counted_or_refused(live_app, wish):
    other = wishes.idea(people.member("Ada Author"), "Fill the car with sunshine only")
    voter, moderator = people.member("Vera Voter"), people.member("Mia Moderator", role="mvp")

    codes = at_once(
        posting(live_app, voter, addresses.idea_act(other.id, "vote")),
        posting(live_app, moderator, addresses.idea_act(other.id, "merge"), into=str(wish.id)),
    )

    assert codes[1] == 303
    assert codes[0] in (303, 422)
    assert mended() == {}
