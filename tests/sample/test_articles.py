"""What the editors of the sample community harvest."""

from datetime import timedelta


def test_every_week_has_an_article_of_its_own(half_year):
    weeks = {article.published_at.isocalendar()[:2] for article in published(half_year)}
    wanted = [(half_year.until - timedelta(weeks=ago)).isocalendar()[:2] for ago in range(1, 24)]

    assert set(wanted) <= weeks
    assert 30 <= len(half_year.articles) <= 80


def test_no_problem_is_told_twice(half_year):
    topics = {topic.number: topic for topic in half_year.topics}
    subjects = [topics[article.topic].subject for article in half_year.articles]

    assert len(subjects) == len(set(subjects))


def test_an_article_follows_the_mark_of_the_asker_and_its_edition_the_draft(half_year):
    topics = {topic.number: topic for topic in half_year.topics}

    assert all(topics[article.topic].acceptance.at < article.at for article in half_year.articles)
    assert all(article.at < article.published_at < half_year.until for article in published(half_year))


def test_editors_publish(half_year):
    roles = {person.handle: person.role for person in half_year.people}

    assert {roles[article.published_by] for article in half_year.articles} == {"editor"}
    assert {roles[article.by] for article in half_year.articles} == {"agent", "editor"}


def test_nobody_writes_before_they_joined(half_year):
    joined = {person.handle: person.joined for person in half_year.people}

    assert [article for article in half_year.articles if joined[article.by] >= article.at] == []
    assert [article for article in half_year.articles if joined[article.published_by] >= article.at] == []


def published(half_year):
    return [article for article in half_year.articles if article.published_at]
