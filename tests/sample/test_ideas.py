"""The ideas of the sample community: enough of them, in order, within every rule of the board."""

from collections import Counter

from community.sample.ideas import MOST_VOTES
from ideas import rules


def test_there_are_some_sixty_ideas_in_order_of_time(half_year):
    moments = [idea.at for idea in half_year.ideas]

    assert 55 <= len(moments) <= 62
    assert moments == sorted(moments)
    assert len({idea.title for idea in half_year.ideas}) == len(moments)


def test_nobody_spends_more_votes_than_they_have(half_year):
    spent = Counter(vote.by for idea in half_year.ideas for vote in idea.votes)

    assert 800 <= sum(spent.values()) <= 1500
    assert max(spent.values()) <= MOST_VOTES


def test_everybody_votes_once_and_while_the_idea_is_open(half_year):
    for idea in half_year.ideas:
        settled = [move.at for move in idea.moves if not rules.is_open(move.to)]

        assert len({vote.by for vote in idea.votes}) == len(idea.votes)
        assert all(idea.at < vote.at < min([*settled, half_year.until]) for vote in idea.votes)


def test_every_set_of_statuses_holds_some_ideas(half_year):
    last = Counter(rules.SET_OF[idea.moves[-1].to if idea.moves else "new"] for idea in half_year.ideas)

    assert set(last) == {"new", "in_progress", "on_hold", "completed", "closed"}


def test_every_move_is_one_that_the_board_takes(half_year):
    employees = {person.handle for person in half_year.people if person.role in ("agent", "editor")}

    for idea in half_year.ideas:
        before = "new"
        for move in idea.moves:
            assert rules.checked_move(before, move.to, move.reason) == move.reason
            assert move.by in employees
            before = move.to
        assert [move.at for move in idea.moves] == sorted(move.at for move in idea.moves)


def test_nothing_is_done_before_somebody_joined(half_year):
    joined = {person.handle: person.joined for person in half_year.people}

    for idea in half_year.ideas:
        acts = [(idea.author, idea.at), *((a.by, a.at) for a in (*idea.votes, *idea.comments, *idea.moves))]
        assert [by for by, at in acts if not max(joined[by], idea.at) <= at < half_year.until] == []


def test_texts_keep_their_limits_and_no_mark_is_left(half_year):
    for idea in half_year.ideas:
        assert rules.idea_title(idea.title) == idea.title
        assert rules.idea_text(idea.body) == idea.body
        assert all(rules.response_text(move.response) for move in idea.moves)
        assert not any(comment.body.startswith("@") for comment in idea.comments)
