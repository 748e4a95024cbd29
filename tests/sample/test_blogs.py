"""The blog of the sample community: in order, by those who may write, within every rule of the room."""

from community.blogs import rules
from community.forum.rules import checked_title

STAFF = {"agent", "editor", "executive", "admin"}


def test_six_to_ten_posts_lie_across_the_half_year_in_order(half_year):
    moments = [post.at for post in half_year.blog]

    assert 6 <= len(moments) <= 10
    assert moments == sorted(moments)
    assert len({post.title for post in half_year.blog}) == len(moments)
    assert (moments[-1] - moments[0]).days > 120


def test_employees_write_for_the_company_and_for_themselves(half_year):
    roles = {person.handle: person.role for person in half_year.people}

    assert {roles[post.author] for post in half_year.blog} <= STAFF
    assert {post.voice for post in half_year.blog} == {"company", "own"}
    assert {post.visibility for post in half_year.blog} == {"public", "members", "mvp"}


def test_the_price_rise_is_told_as_unpopular_news_while_people_talk_about_it(half_year):
    price = next(incident for incident in half_year.incidents if incident.key == "price")

    told = [post for post in half_year.blog if post.kind == "unpopular_news"]

    assert len(told) == 1
    assert price.starts < told[0].at < price.ends
    assert all(rules.parts_of(told[0].body).values())


def test_texts_keep_their_limits(half_year):
    for post in half_year.blog:
        assert checked_title(post.title) == post.title
        assert rules.post_text(post.body) == post.body
        assert [rules.comment_text(said.body) for said in post.comments] == [said.body for said in post.comments]


def test_nothing_is_said_before_the_post_or_by_somebody_who_had_not_joined(half_year):
    joined = {person.handle: person.joined for person in half_year.people}

    for post in half_year.blog:
        acts = [(post.author, post.at), *((said.by, said.at) for said in post.comments)]
        assert [by for by, at in acts if not max(joined[by], post.at) <= at < half_year.until] == []


def test_some_comments_become_topics_after_they_were_said(half_year):
    made = [said for post in half_year.blog for said in post.comments if said.topic]

    assert len(made) == 2
    assert all(said.at < said.topic.at < half_year.until for said in made)
    assert {said.topic.board for said in made} <= {board.key for board in half_year.boards}
