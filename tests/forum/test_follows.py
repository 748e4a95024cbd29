"""People follow people: what those write finds them, and the counter tells how many do."""

import pytest
from support import people
from support.at_once import at_once, posting

from community.accounts.models import Member
from community.forum import people as followed
from community.forum import recounts
from community.forum.services import follows, visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused


def names(viewer, **asked):
    return [row.person.name for row in followed.followed_by(viewer, **asked).rows]


def test_following_twice_counts_once_and_ends(asker, helper):
    for _ in range(2):
        follows.follow_member(member=helper, by=asker.viewer)
    after = (names(asker.viewer), helper.followers)
    for _ in range(2):
        follows.unfollow(thing="member", thing_id=helper.id, by=asker.viewer)

    assert after == (["Tom Helper"], 1)
    assert (names(asker.viewer), helper.followers) == ([], 0)


def test_nobody_follows_themselves_or_who_is_gone(asker, helper):
    helper.active = False

    for member in (asker, helper):
        with pytest.raises(Refused):
            follows.follow_member(member=member, by=asker.viewer)


def test_two_clients_of_one_member_follow_once(live_app):
    asker, helper = people.member("Ines Asker"), people.member("Tom Helper")

    codes = at_once(*(posting(live_app, asker, f"/forum/people/{helper.id}/follow") for _ in range(3)))

    assert codes == [303] * 3
    assert db.session.get_one(Member, helper.id).followers == 1
    assert {name: rows for name, rows in recounts.recount() if rows} == {}


def test_a_follower_counter_that_differs_is_mended(live_app):
    asker, helper = people.member("Ines Asker"), people.member("Tom Helper")
    follows.follow_member(member=helper, by=asker.viewer)
    helper.followers = 7
    db.session.commit()

    mended = dict(recounts.recount())

    assert mended["accounts_member.followers"] == 1
    assert db.session.get_one(Member, helper.id, populate_existing=True).followers == 1


def test_the_list_of_whom_one_follows_goes_on_behind_its_key(asker):
    for number in range(5):
        follows.follow_member(member=people.member(f"Number {number}"), by=asker.viewer)

    first = followed.followed_by(asker.viewer, size=3)
    rest = followed.followed_by(asker.viewer, size=3, after=first.next_key)

    found = [row.person.name for row in (*first.rows, *rest.rows)]
    assert sorted(found) == [f"Number {number}" for number in range(5)]
    assert rest.next_key is None


def test_a_person_is_followed_and_unfollowed_on_their_page(asker, helper, signed_in):
    browser = signed_in(asker)

    before = browser.get(helper.url).text
    browser.post(f"/forum/people/{helper.id}/follow")
    during, listed = browser.get(helper.url).text, browser.get("/forum/following").text
    browser.post(f"/forum/people/{helper.id}/unfollow", data={"back": "list"})

    assert f'action="/forum/people/{helper.id}/follow"' in before
    assert f'action="/forum/people/{helper.id}/unfollow"' in during
    assert "1 follower<" in during
    assert "Tom Helper" in listed
    assert "You follow nobody yet" in browser.get("/forum/following").text


def test_one_s_own_page_offers_no_following(asker, signed_in):
    assert "/follow" not in signed_in(asker).get(asker.url).text.split("member-head")[1].split("section")[0]


def news(browser, monkeypatch, since):
    monkeypatch.setattr("community.forum.views.boards.reading.since", lambda _viewer: since)
    monkeypatch.setattr("community.forum.reading._state", lambda _viewer, _topics: (since, {}))
    return browser.get("/forum/new?by=followed").text


def test_what_followed_people_wrote_is_new(board, asker, helper, mvp, stranger, signed_in, monkeypatch):
    since = clock.now()
    asked = people.topic(board, helper, "A topic of somebody followed")
    answered = people.topic(board, mvp, "A topic that somebody followed answered")
    people.topic(board, mvp, "A topic of somebody else")
    hidden = people.topic(board, mvp, "A topic with a hidden answer of theirs")
    people.answer(answered, helper)
    away = people.answer(hidden, helper)
    visibility.hide_post(post=away, topic=hidden, by=Viewer(role="admin"), reason="Off the topic.")
    follows.follow_member(member=helper, by=stranger.viewer)

    page = news(signed_in(stranger), monkeypatch, since)

    assert asked.title in page
    assert answered.title in page
    assert "A topic of somebody else" not in page
    assert hidden.title not in page


def test_nothing_new_from_people_one_follows_is_said(asker, signed_in):
    browser = signed_in(asker)

    assert "Nothing new from what and whom you follow" in browser.get("/forum/new?by=followed").text
    assert browser.get("/forum/new?by=nobody").status_code == 404


def test_a_follower_sees_nothing_of_a_board_they_may_not_see(asker, helper, signed_in, monkeypatch):
    since = clock.now()
    house = people.employ("Hillside Housing", helper)
    people.topic(people.board("Hillside", visibility="organisation", organisation_id=house), helper, "Among ourselves")
    follows.follow_member(member=helper, by=asker.viewer)

    pages = [news(signed_in(asker), monkeypatch, since), signed_in(asker).get(helper.url).text]
    pages += [signed_in(asker).get(f"/forum/people/tom-helper/{what}").text for what in ("topics", "answers")]

    assert ["Among ourselves" in page for page in pages] == [False] * 4
