"""The bell, the page of notices and its settings, for people and for programs."""

import pytest
from support import people, telling
from support.people import viewer

from community.accounts import keys
from community.accounts.tokens import LIFETIMES
from community.forum import addresses
from community.kernel.db import db
from community.kernel.rooms import house
from community.notifications import queries, seen
from community.notifications.models import Notice
from community.notifications.services import choosing


@pytest.fixture
def unread(topic, answer, asker):
    """A notice that the asker has not read."""
    return telling.notice(asker, answer)


def bell_of(page):
    return page.text.split('class="btn-icon bell"')[1].split("</a>")[0]


def test_the_bell_counts_what_is_unread(unread, asker, helper, signed_in, browser):
    assert "1 unread notice" in bell_of(signed_in(asker).get("/"))
    assert "unread" not in bell_of(signed_in(helper).get("/"))
    assert "btn-icon bell" not in browser.get("/").text


def test_the_bell_costs_one_question_however_much_waits(unread, topic, helper, asker, signed_in, count_queries):
    client = signed_in(asker)
    client.get("/forum/tags")
    few = count_queries(lambda: client.get("/forum/tags"))
    for number in range(40):
        telling.notice(asker, people.answer(topic, helper, f"Number {number}."))

    assert count_queries(lambda: client.get("/forum/tags")) == few


def test_reading_the_topic_reads_its_notices(unread, topic, asker, signed_in):
    client = signed_in(asker)

    page = client.get(addresses.topic(topic.id, topic.slug))
    at_once = queries.unread(viewer(asker))
    seen.write_seen()

    assert "unread" not in bell_of(page)
    assert at_once == 0
    assert db.session.get_one(Notice, unread.id, populate_existing=True).read_at


def test_a_notice_leads_to_its_thing_and_is_read_then(unread, answer, asker, signed_in):
    led = signed_in(asker).get(f"/notifications/{unread.id}")

    assert led.location == addresses.post(answer.id)
    assert queries.unread(viewer(asker)) == 0


def test_nobody_opens_reads_or_mutes_what_another_was_told(unread, helper, asker, signed_in):
    client = signed_in(helper)

    codes = [client.get(f"/notifications/{unread.id}").status_code]
    codes += [client.post(f"/notifications/{unread.id}/{act}").status_code for act in ("read", "mute")]

    assert codes == [404, 404, 404]
    assert queries.unread(viewer(asker)) == 1


def test_the_page_lists_marks_and_narrows(unread, topic, helper, asker, signed_in):
    client = signed_in(asker)
    other = telling.notice(asker, people.answer(topic, helper, "Or take its battery out."))
    client.post(f"/notifications/{other.id}/read")

    everything, narrowed = (client.get(f"/notifications/{only}").text for only in ("", "?only=unread"))
    client.post("/notifications/read")
    after = client.get("/notifications/?only=unread").text

    assert ("Or take its battery out." in everything, "Or take its battery out." in narrowed) == (True, False)
    assert "Press the button" in narrowed
    assert "You have read everything" in after


def test_the_list_goes_on_behind_its_key(topic, helper, asker):
    for number in range(5):
        telling.notice(asker, people.answer(topic, helper, f"Number {number}."))

    first = queries.notices(viewer(asker), size=3)
    rest = queries.notices(viewer(asker), size=3, after=first.next_key)

    assert [row.excerpt for row in (*first.rows, *rest.rows)] == [f"Number {n}." for n in (4, 3, 2, 1, 0)]
    assert rest.next_key is None


def test_settings_are_kept_for_each_kind(asker, signed_in):
    client = signed_in(asker)

    answer = client.post(
        "/notifications/settings", data=telling.form(**{"way-kudos": "weekly", "quiet_from": "22", "quiet_to": "7"})
    )
    reader = queries.reader(asker.id)

    assert answer.status_code == 303
    assert queries.ways(asker.id)["kudos"] == "weekly"
    assert (reader.quiet_from, reader.quiet_to, reader.digest_hour) == (22, 7, 8)


@pytest.mark.parametrize("wrong", [{"quiet_from": "22"}, {"way-kudos": "shouted"}])
def test_settings_that_make_no_sense_are_refused(wrong, asker, signed_in):
    answer = signed_in(asker).post("/notifications/settings", data=telling.form(**wrong))

    assert answer.status_code == 422
    assert queries.ways(asker.id)["kudos"] == "house"


def test_what_always_comes_is_said_and_leaves_no_choice(asker, signed_in):
    client = signed_in(asker)
    page = client.get("/notifications/settings").text

    client.post("/notifications/settings", data=telling.form(**{"way-decision": "nothing"}))

    assert "You are told in any case" in page
    assert 'name="way-decision"' not in page
    assert queries.ways(asker.id)["decision"] == "house"


def test_what_is_muted_can_be_heard_again(unread, topic, asker, signed_in):
    client = signed_in(asker)
    client.post(f"/notifications/{unread.id}/mute")
    muted = client.get("/notifications/settings").text
    client.post(f"/notifications/unmute/topic/{topic.id}")

    assert topic.title in muted
    assert topic.title not in client.get("/notifications/settings").text


@pytest.fixture
def program(app, asker):
    """Return a function that asks the API in the asker's name."""
    secret = keys.issue(by=viewer(asker), name="A program", lifetime=LIFETIMES[0], may_write=True, with_role=False)
    client = app.test_client()
    headers = {"Authorization": f"Bearer {secret}"}
    return lambda method, path, **more: client.open(f"/api/v1/notices{path}", method=method, headers=headers, **more)


def test_programs_list_and_read_notices(unread, topic, program):
    listed = program("GET", "").json
    codes = [program("PUT", f"/{unread.id}/read").status_code, program("PUT", "/read").status_code]

    assert [(one["title"], one["reason"], one["unread"]) for one in listed["notices"]] == [
        (topic.title, "answer", True)
    ]
    assert codes == [204, 204]
    assert program("GET", "").json["unread"] == 0


def test_programs_mute_what_a_notice_is_about_and_hear_of_it_again(unread, asker, program):
    muted = program("PUT", f"/{unread.id}/mute")
    silent, read = queries.muted(viewer(asker)), program("GET", "").json["unread"] == 0

    heard = program("DELETE", f"/{unread.id}/mute")

    assert (muted.status_code, heard.status_code) == (204, 204)
    assert ([thing.id for thing in silent], read) == ([unread.about_id], True)
    assert queries.muted(viewer(asker)) == []


def test_a_program_mutes_nothing_by_another_s_notice(topic, helper, program):
    theirs = telling.notice(helper, people.answer(topic, helper, "Or take its battery out."))

    assert [program(verb, f"/{theirs.id}/mute").status_code for verb in ("PUT", "DELETE")] == [404, 404]


def test_programs_choose_how_their_member_is_told(program):
    hours = {"quiet_from": 22, "quiet_to": 6, "digest_hour": 7}

    changed = program("PUT", "/settings", json={"ways": {"kudos": "nothing"}, "hours": hours})
    strange = program("PUT", "/settings", json={"ways": {"gossip": "house"}})

    assert program("GET", "/settings").json == changed.json
    assert (changed.json["ways"]["kudos"], changed.json["hours"]) == ("nothing", hours)
    assert strange.status_code == 422


def test_what_is_held_of_a_member_is_told_and_forgotten(unread, topic, asker):
    choosing.choose(member_id=asker.id, ways={"kudos": "daily"})
    choosing.choose_hours(member_id=asker.id, quiet_from=22, quiet_to=6, digest_hour=8)
    choosing.mute(member_id=asker.id, about=("topic", topic.id))
    ours = next(room for room in house().rooms if room.name == "notifications").personal
    held = {one.name: one.told(asker.id) for one in ours}

    for _ in range(2):
        for one in ours:
            one.erase(asker.id)

    assert {name: len(rows) for name, rows in held.items() if rows} == {
        "notices": 1,
        "ways to be told": 1,
        "muted": 1,
        "mail hours": 1,
    }
    assert [one.told(asker.id) for one in ours] == [[]] * len(ours)
