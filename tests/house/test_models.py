"""Through the door for language models a reader finds what is for them, nobody else's secret, and changes nothing."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from house import secrets
from house.planted import places_of
from house.secrets import Places
from sqlalchemy import select
from support import databases, people
from support.models import Model, open_door

from community.kernel.api.mcp.tools import tools
from community.kernel.db import Model as Table
from community.kernel.db import db

WIDE = {"forum_list_topics": {"limit": 100}, "search_search": {"q": secrets.COMMON}}
EVERY_READER = [("sqlite", "member"), ("postgresql", "mvp"), ("sqlite", "editor"), ("postgresql", "admin")]
HIDDEN_HERE = {  # words whose own pages are no tools: histories, editors' desks, customer records
    *("oldertarns", "hullplans", "blogballast", "customerwick", "loyalwick", "handlewick", "reasonwick", "mergewick"),
    *("archivequay", "blogwreck", "wreckquay", "hullwreck"),
}


@pytest.fixture(scope="session")
def savepoint_app(planted_app) -> Flask:
    return planted_app


@pytest.fixture
def places(app, monkeypatch) -> Places:
    open_door(app, monkeypatch)
    return places_of(app)


def questions(places: Places) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every way to ask every tool for what was planted."""
    yield from ((name, WIDE.get(name, {})) for name, tool in tools().items() if not tool.parts)
    yield from (("forum_list_topics", {"board": board.slug}) for board in places.boards)
    yield from (("search_search", {"q": secrets.COMMON, "board": board.slug}) for board in places.boards)
    yield from (("forum_show_topic", {"topic_id": topic.id}) for topic in places.topics)
    yield from (("forum_show_post", {"post_id": post.id}) for post in places.posts)
    yield ("forum_find_similar", {"title": secrets.COMMON})
    yield from (("ideas_show_idea", {"idea_id": idea.id}) for idea in places.ideas)
    yield from (("kb_harvest_show_article", {"article_id": article.id}) for article in places.articles)
    yield from (("kb_harvest_list_articles", {"state": state}) for state in ("drafts", "archived"))
    yield from (("blogs_show_post", {"blog_post_id": post.id}) for post in places.blog_posts)
    yield from (("moderation_show_case", {"case_id": case}) for case in places.cases)
    yield from (("insight_list_rows", {"measure": "posts"}), ("insight_show_memo", {"week": "2019-W02"}))
    for name in ("accounts_show_member", "forum_list_topics_of", "forum_list_answers_of", "reputation_show_reputation"):
        yield from ((name, {"handle": handle}) for handle in (places.author.handle, "wim-watched"))


def seen_by(model: Model, places: Places) -> dict[str, str]:
    """Return the secret words that a model meets, and by which tool; refusals are looked at too."""
    found: dict[str, str] = {}
    for name, arguments in questions(places):
        told = json.dumps(model.call(name, **arguments))
        named = str(arguments.get("board", ""))  # an address names its board
        found |= dict.fromkeys(secrets.found_in(told.replace(named, "") if named else told), name)
    return found


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "role"),
    EVERY_READER if databases.WHOLE else EVERY_READER[:2],
    indirect=["kind"],
    scope="session",
)
def test_a_reader_finds_what_is_for_them_and_no_other_secret(role, app, places):
    model = Model(app, people.member("Rea Reader", role=role))
    expected = {word for word, roles in secrets.READERS_OF.items() if role in roles}

    seen = seen_by(model, places)

    assert {word: tool for word, tool in seen.items() if word not in expected} == {}
    assert expected - HIDDEN_HERE - set(seen) == set()


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
def test_an_administrator_s_token_without_the_role_reads_as_a_member(app, places):
    model = Model(app, people.member("Ada Careful", role="admin"), with_role=False)

    seen = seen_by(model, places)

    assert {word for word in seen if "member" not in secrets.READERS_OF[word]} == set()


def rows() -> dict[str, list[str]]:
    """Return everything that the database holds, by table."""
    tables = Table.metadata.sorted_tables
    return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}


def test_no_tool_changes_anything(app, places):
    model, views = Model(app, people.member("Ada Admin", role="admin")), app.extensions["page_views"]
    before = rows()
    waiting, answered = repr(vars(views)), set[str]()

    for name, arguments in questions(places):
        if name not in answered and not model.call(name, **arguments)["isError"]:
            answered.add(name)

    db.session.rollback()
    assert set(tools()) - answered == set()
    assert rows() == before
    assert repr(vars(views)) == waiting


def test_only_operations_that_read_can_be_tools(app):
    ways = {(tool.operation.method, getattr(tool.operation.view, "writes", False)) for tool in tools().values()}

    assert ways == {("GET", False)}


def test_a_room_that_names_an_act_as_a_tool_is_a_bug(app, monkeypatch):
    forum = next(room for room in app.extensions["house"].rooms if room.name == "forum")
    monkeypatch.setitem(vars(forum), "tools", ("start_topic",))
    monkeypatch.delitem(app.extensions, "mcp_tools", raising=False)

    with pytest.raises(KeyError, match=re.escape("forum_api.start_topic")):
        tools()
