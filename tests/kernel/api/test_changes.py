"""The changes feed: every fact once, in order, by ids and codes, for those who may mirror the community."""

import pytest
from support import people
from support.programs import Program
from support.settled import settle

from community.app import load_house
from community.forum.services import follows
from community.kernel import db as kernel_db
from community.kernel.api import changes
from community.kernel.db import db
from community.kernel.events import KINDS

SECRET = "Zyzxqueline"


@pytest.fixture
def mirror(live_app):
    """Return a function that makes a program of somebody with a role, in a community where something happened."""
    asker, board = people.member("Ines Asker"), people.board("Getting started")
    topic = people.topic(board, asker, f"Who is {SECRET}?", body=f"{SECRET} said so.")
    people.answer(topic, people.member("Tom Helper"))
    with kernel_db.writing():
        follows.follow(thing="topic", thing_id=topic.id, by=people.viewer(people.member("Fay Follower")))
    settle()
    db.session.rollback()

    def of(role, **more):
        return Program(live_app, people.member(f"Mira {role.title()}", role=role), **more)

    return of


def kinds(answer):
    return [change["kind"] for change in answer.json["changes"]]


def test_whole_log_is_read_page_by_page_and_each_fact_once(mirror):
    program, after, seen = mirror("admin"), "0", []
    while after is not None:
        page = program.get(f"changes?after={after}&limit=2").json
        seen += [change["seq"] for change in page["changes"]]
        after = page["next"]

    assert len(seen) > 4
    assert seen == sorted(set(seen))
    assert seen == [change["seq"] for change in program.get("changes").json["changes"]]


def test_a_reader_who_has_everything_gets_nothing_more(mirror):
    program = mirror("admin")
    last = program.get("changes").json["changes"][-1]["seq"]

    page = program.get(f"changes?after={last}").json

    assert page == {"changes": [], "next": None}


def test_a_fact_names_ids_and_no_words(mirror):
    answer = mirror("admin").get("changes?kinds=forum.topic_started,forum.post_added")

    assert kinds(answer) == ["forum.topic_started", "forum.post_added"]
    started = answer.json["changes"][0]
    assert started["payload"]["topic_id"] > 0
    assert started["actor_id"] > 0
    assert started["schema"] >= 1
    assert SECRET not in answer.text


def test_next_page_is_named_in_the_header_too(mirror):
    answer = mirror("agent").get("changes?limit=1&kinds=forum.topic_started,forum.post_added")

    assert answer.headers["Link"].endswith(f'after={answer.json["next"]}>; rel="next"')
    assert "kinds=forum.topic_started%2Cforum.post_added" in answer.headers["Link"]


@pytest.mark.parametrize(
    ("role", "more", "code"),
    [
        ("member", {}, 403),
        ("mvp", {}, 403),
        ("executive", {}, 403),
        ("agent", {"with_role": False}, 403),
        ("agent", {"may_write": False}, 200),
        ("editor", {}, 200),
        ("admin", {}, 200),
    ],
)
def test_only_roles_that_mirror_read_it(role, more, code, app):
    answer = Program(app, people.member("Mira Mirror", role=role), **more).get("changes")

    assert answer.status_code == code


def test_private_acts_are_told_to_administrators_only(mirror):
    agent, admin = mirror("agent"), mirror("admin")

    asked = agent.get("changes?kinds=forum.followed")

    assert "forum.followed" in kinds(admin.get("changes"))
    assert "forum.followed" not in kinds(agent.get("changes"))
    assert {kind.partition(".")[0] for kind in kinds(agent.get("changes"))} == {"forum"}
    assert (asked.status_code, asked.json["detail"]) == (
        422,
        "“forum.followed” is no kind of facts that you may read.",
    )


def test_every_kind_has_a_permission_that_exists(app):
    ours = [kind for kind in KINDS if kind.partition(".")[0] in {room.name for room in load_house().rooms}]

    unknown = {changes.needed(kind) for kind in ours} - set(load_house().permissions)

    assert ours
    assert unknown == set()
