"""What editors do with articles by a program."""

import pytest
from support import articles, people

from community.kernel.db import db
from kb_harvest.models import Article

WORDS = {"title": "When the hub finds no battery", "paragraphs": [{"section": "issue", "body": "It blinks."}]}


def test_an_article_is_drafted_from_a_topic_edited_and_published(program, resolved_topic, agent, editor, asker):
    drafted = program(agent, "POST", f"topics/{resolved_topic.id}/article")
    path = f"articles/{drafted.json['id']}"
    work = program(agent, "GET", f"{path}/work").json
    kept = [{name: one[name] for name in ("place", "section", "body")} for one in work["paragraphs"]]
    edited = program(agent, "PUT", path, seen=work["version"], title="Find the battery again", paragraphs=kept)
    published = program(editor, "PUT", f"{path}/publication", seen=work["version"] + 1, audience="public")

    shown = program(asker, "GET", path).json
    assert [done.status_code for done in (drafted, edited, published)] == [201, 200, 200]
    assert shown["article"]["title"] == "Find the battery again"
    assert {one["author"] for one in shown["paragraphs"]} >= {"Tom Helper"}


def test_of_two_who_change_an_article_the_second_is_told(program, resolved_topic, agent, editor):
    article = articles.draft(resolved_topic, agent)
    path = f"articles/{article.id}"
    seen = article.version

    first = program(agent, "PUT", path, seen=seen, **WORDS)
    second = program(editor, "PUT", path, seen=seen, **WORDS)

    assert (first.status_code, second.status_code) == (200, 422)
    assert "meanwhile" in second.json["detail"]


def test_an_article_is_begun_moved_and_listed_among_the_drafts(program, agent):
    begun = program(agent, "POST", "articles", **WORDS)
    moved = program(agent, "PUT", f"articles/{begun.json['id']}/confidence", seen=1, to="not_validated")

    listed = program(agent, "GET", "articles?state=drafts").json["articles"]
    assert (begun.status_code, moved.status_code) == (201, 200)
    assert [(row["id"], row["confidence"]) for row in listed] == [(begun.json["id"], "not_validated")]


def test_another_answer_is_taken_in(program, topic, resolved_topic, asker, agent):
    more = people.answer(topic, asker, "Or take its battery out.")
    article = articles.draft(resolved_topic, agent)
    path = f"articles/{article.id}"
    offered = program(agent, "GET", f"{path}/work").json["offers"]

    program(agent, "POST", f"{path}/sources", seen=article.version, post=more.id)

    assert [offer["post"] for offer in offered] == [more.id]
    assert program(agent, "GET", f"{path}/work").json["offers"] == []


def test_a_review_is_settled(program, resolved_topic, editor):
    article = articles.publish(articles.draft(resolved_topic, editor), editor)
    before = article.reviewed_at

    settled = program(editor, "PUT", f"articles/{article.id}/review", seen=article.version)

    assert settled.status_code == 200
    assert db.session.get_one(Article, article.id).reviewed_at > before
    assert program(editor, "GET", "articles/to-review").json["reviews"] == []


def test_a_topic_is_set_aside_and_taken_back(program, resolved_topic, agent):
    articles.look_at_topics()
    path = f"topics/{resolved_topic.id}/set-aside"

    candidates = program(agent, "GET", "articles/candidates").json["candidates"]
    program(agent, "PUT", path, reason="Known for years.")
    aside = program(agent, "GET", "articles/set-aside").json["topics"]
    program(agent, "DELETE", path)

    assert [row["topic"] for row in candidates] == [resolved_topic.id]
    assert [(row["topic"], row["reason"]) for row in aside] == [(resolved_topic.id, "Known for years.")]
    assert program(agent, "GET", "articles/set-aside").json["topics"] == []


def test_the_articles_that_name_somebody_are_listed(program, resolved_topic, editor, helper, asker):
    article = articles.publish(articles.draft(resolved_topic, editor), editor)

    listed = program(asker, "GET", f"people/{helper.handle}/articles").json["articles"]

    assert [row["id"] for row in listed] == [article.id]


@pytest.mark.parametrize(
    ("method", "path", "words"),
    [
        ("POST", "articles", WORDS),
        ("GET", "articles/candidates", {}),
        ("GET", "articles/to-review", {}),
        ("PUT", "articles/1/publication", {"seen": 1, "audience": "public"}),
    ],
)
def test_members_write_no_articles(method, path, words, program, asker):
    assert program(asker, method, path, **words).status_code == 403


def test_members_know_nothing_of_drafts(program, resolved_topic, agent, asker):
    article = articles.draft(resolved_topic, agent)

    assert program(asker, "GET", "articles?state=drafts").status_code == 404
    assert program(asker, "GET", f"articles/{article.id}").status_code == 404
