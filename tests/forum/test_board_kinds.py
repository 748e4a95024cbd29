"""Boards of one organisation, social boards, and announcements on top of their board."""

import pytest
from sqlalchemy import select
from support import people

from community.forum import addresses, queries
from community.forum.models import Topic
from community.forum.services import answers, boards, moves, posts, splits, topics
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow


def names_seen_by(viewer):
    return [row.name for row in queries.boards(viewer)]


def test_a_board_of_an_organisation_is_seen_by_its_people_and_staff(asker, helper, mvp, agent):
    mine = people.employ("Hillside Housing", asker)
    people.employ("Another House", helper)
    people.board("Hillside", visibility="organisation", organisation_id=mine)

    seen = {member.name: names_seen_by(member.viewer) for member in (asker, helper, mvp, agent)}

    assert seen == {asker.name: ["Hillside"], helper.name: [], mvp.name: [], agent.name: ["Hillside"]}


def test_a_board_of_an_organisation_names_it(asker, signed_in):
    mine = people.employ("Hillside Housing", asker)
    made = people.board("Hillside", visibility="organisation", organisation_id=mine)

    page = signed_in(asker).get(f"/forum/boards/{made.slug}").text

    assert "Only Hillside Housing" in page


@pytest.mark.parametrize("organisation_id", [None, 0, 999_999])
def test_a_board_of_an_organisation_needs_one_that_there_is(app, organisation_id):
    with pytest.raises(Refused, match="choose the organisation"):
        people.board("Hillside", visibility="organisation", organisation_id=organisation_id)


def test_a_board_that_is_opened_to_all_belongs_to_no_organisation_any_more(asker, helper, admin):
    made = people.board("Hillside", visibility="organisation", organisation_id=people.employ("Hillside", asker))
    boards.change_board(
        board=made, name="Hillside", visibility="members", organisation_id=made.organisation_id, by=admin.viewer
    )

    assert names_seen_by(helper.viewer) == ["Hillside"]
    assert made.organisation_id is None


def test_the_latest_record_decides_for_whom_a_member_works(asker):
    people.employ("Hillside Housing", asker)
    later = people.employ("Another House", asker)

    assert asker.organisation_id == later

    people.employ("", asker)

    assert asker.organisation_id is None


def test_an_administrator_opens_a_board_for_an_organisation_by_its_form(admin, asker, signed_in):
    mine = people.employ("Hillside Housing", asker)
    browser = signed_in(admin)
    shape = {"name": "Hillside", "description": "", "visibility": "organisation", "organisation": mine}

    browser.post("/forum/new-board", data=shape | {"kind": "social"})
    form = browser.get("/forum/boards/hillside/edit").text

    assert queries.board_by_slug("hillside", asker.viewer).kind == "social"
    assert f'<option selected value="{mine}">Hillside Housing' in form
    assert '<option selected value="organisation">' in form


@pytest.fixture
def chat(app):
    return people.board("Off topic", kind="social")


def test_on_a_social_board_nobody_asks(chat, helper):
    made = people.topic(chat, helper, "Who has seen the comet?")

    assert made.kind == "discussion"


def test_a_social_board_says_so(chat, board, browser):
    assert "earns no points" in browser.get("/forum/boards/off-topic").text
    assert "earns no points" not in browser.get("/forum/boards/getting-started").text


def announce(board, by, title, **more):
    made = topics.start_topic(board=board, by=by.viewer, title=title, body="We tell you.", kind="announcement", **more)
    db.session.commit()
    return made


@pytest.mark.parametrize("role", ["member", "mvp"])
def test_only_staff_announce(board, role):
    with pytest.raises(Refused, match="made by our staff"):
        announce(board, people.member("Rea Der", role=role), "Listen to me, all of you")


def test_a_silent_announcement_takes_no_replies(board, agent, helper):
    made = announce(board, agent, "Version 5 is out", silent=True)

    with pytest.raises(Refused):
        posts.reply(topic=made, by=helper.viewer, body="Hurray for that.")


def test_what_is_under_an_announcement_solves_nothing(board, agent, helper):
    made = announce(board, agent, "Version 5 is out")
    reply = people.answer(made, helper)

    with pytest.raises(Refused, match="asks nothing"):
        answers.accept_answer(post=reply, topic=made, by=agent.viewer)


def test_the_newest_announcements_stand_on_top_and_once_only(board, agent, asker, browser):
    made = [announce(board, agent, f"Version {n} is out").title for n in range(queries.MOST_PINNED + 1)]
    people.topic(board, asker, "The hub does not find my battery")

    page = browser.get(f"/forum/boards/{board.slug}").text
    places = {title: page.index(title) for title in made}

    assert sorted(places, key=places.get) == [*reversed(made[1:]), made[0]]
    assert page.index(made[1]) < page.index("The hub does not find my battery") < page.index(made[0])
    assert {page.count(f"{title}</a>") for title in made} == {1}
    assert page.count("Announcement</span>") >= len(made) - 1


def test_an_announcement_waits_for_no_answer(board, agent):
    announce(board, agent, "Version 5 is out")

    assert queries.topics(NOBODY, sort="unanswered").rows == []


@pytest.mark.parametrize("role", ["member", "agent"])
def test_only_staff_are_offered_to_announce(role, board, signed_in):
    page = signed_in(people.member("Rea Der", role=role)).get("/forum/ask").text

    assert ("An announcement" in page) is (role == "agent")


def test_an_employee_announces_by_the_form(board, agent, signed_in):
    words = {"title": "Version 5 is out", "body": "We tell you.", "board": board.slug, "kind": "announcement"}

    signed_in(agent).post("/forum/ask", data=words | {"silent": "y"})

    assert db.session.scalars(select(Topic)).one().closed_reason == "This announcement takes no replies."


@pytest.mark.parametrize(("as_", "asks"), [("question", True), ("discussion", False)])
def test_a_topic_that_leaves_a_social_board_asks_if_the_moderator_says_so(chat, board, helper, mvp, *, as_, asks):
    made = people.topic(chat, helper, "Why does the hub not see my battery?")

    moves.move_topic(topic=made, board=board, by=mvp.viewer, kind=as_)

    assert made.kind == as_
    assert bool(queries.topics(NOBODY, sort="unanswered").rows) is asks


def test_a_question_that_comes_to_a_social_board_is_talk_and_the_log_says_both(chat, board, asker, mvp):
    made = people.topic(board, asker, "Who has seen the comet?")

    moves.move_topic(topic=made, board=chat, by=mvp.viewer, kind="question")
    told = list(db.session.scalars(select(EventRow).order_by(EventRow.id.desc()).limit(2)))

    assert made.kind == "discussion"
    assert [row.kind for row in told] == ["forum.topic_kind_changed", "forum.topic_moved"]
    assert told[0].payload["topic_kind"] == "discussion"


def test_nothing_becomes_an_announcement_by_moving(chat, board, asker, agent):
    question, announced = people.topic(chat, asker, "Who has seen it?"), announce(board, agent, "Version 5 is out")

    with pytest.raises(Refused, match="stays one"):
        moves.move_topic(topic=question, board=board, by=agent.viewer, kind="announcement")
    with pytest.raises(Refused, match="stays one"):
        moves.move_topic(topic=announced, board=chat, by=agent.viewer, kind="discussion")


def test_replies_to_an_announcement_are_split_off_as_talk(board, agent, helper):
    announced = announce(board, agent, "Version 5 is out")
    reply = people.answer(announced, helper, "And when does it come to my hub?")

    made = splits.split_topic(
        topic=announced, board=board, by=agent.viewer, title="When is it here?", post_ids=[reply.id]
    )

    assert made.kind == "discussion"


def test_the_form_for_moving_offers_what_the_topic_is_and_takes_the_other(chat, board, helper, mvp, signed_in):
    made, client = people.topic(chat, helper, "Why does the hub not see my battery?"), signed_in(mvp)

    form = client.get(addresses.topic_act(made.id, "move")).text
    client.post(addresses.topic_act(made.id, "move"), data={"board": board.slug, "kind": "question"})

    assert 'checked class="check" id="kind-1" name="kind" type="radio" value="discussion"' in form
    assert db.session.get_one(Topic, made.id).kind == "question"


def test_the_form_for_moving_an_announcement_asks_for_no_kind(chat, board, agent, signed_in):
    made, client = announce(board, agent, "Version 5 is out"), signed_in(agent)

    form = client.get(addresses.topic_act(made.id, "move")).text
    client.post(addresses.topic_act(made.id, "move"), data={"board": chat.slug})

    assert 'name="kind"' not in form
    assert (made.kind, made.board_id) == ("announcement", chat.id)
