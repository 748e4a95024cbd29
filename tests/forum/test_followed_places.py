"""Members follow boards and tags: with a button on their pages, and a list that only they see."""

import pytest
from sqlalchemy import func, select
from support import people
from support.at_once import at_once, posting
from support.people import viewer

from community.accounts import leaving
from community.forum import addresses, personal, places
from community.forum.models import Follow, Tag
from community.forum.services import boards, follows
from community.kernel import clock
from community.kernel.db import db
from community.kernel.events import EventRow

PLACES = ["/forum/boards/getting-started", "/forum/tags/hub"]


@pytest.fixture
def talk(board, asker):
    """A topic on a board, with a tag."""
    return people.topic(board, asker, "The hub does not find my battery", tags=("hub",))


def follow(kind, thing_id, who):
    follows.follow(thing=kind, thing_id=thing_id, by=viewer(who))


def tag_id(name):
    return db.session.scalars(select(Tag.id).where(Tag.name == name)).one()


def names(page):
    return [row.name for row in page.rows]


def rows_of(member):
    return db.session.scalar(select(func.count()).select_from(Follow).where(Follow.member_id == member.id))


@pytest.mark.parametrize("page", PLACES)
def test_a_place_is_followed_and_unfollowed_on_its_page(page, talk, stranger, signed_in):
    browser = signed_in(stranger)

    before = browser.get(page).text
    followed = [browser.post(f"{page}/follow") for _ in range(2)]
    during, kept = browser.get(page).text, rows_of(stranger)
    ended = [browser.post(f"{page}/unfollow") for _ in range(2)]

    assert {(answer.status_code, answer.location) for answer in (*followed, *ended)} == {(303, page)}
    assert f'action="{page}/follow"' in before
    assert f'action="{page}/unfollow"' in during
    assert 'aria-pressed="true"' in during
    assert (kept, rows_of(stranger)) == (1, 0)
    assert f'action="{page}/follow"' in browser.get(page).text


@pytest.mark.parametrize("page", PLACES)
def test_a_script_gets_the_button_alone(page, talk, stranger, signed_in):
    answer = signed_in(stranger).post(f"{page}/follow", headers={"HX-Request": "true"})

    assert answer.text.startswith('<form id="follow-here"')
    assert f'action="{page}/unfollow"' in answer.text
    assert answer.headers["HX-Retarget"] == "#follow-here"


@pytest.mark.parametrize("page", PLACES)
def test_a_visitor_is_offered_no_following(page, talk, browser):
    sent_on = browser.post(f"{page}/follow")

    assert "follow-here" not in browser.get(page).text
    assert "/sign-in" in sent_on.location


@pytest.mark.parametrize("act", ["follow", "unfollow"])
def test_what_one_does_not_see_is_not_there_to_be_followed(act, staff_board, agent, stranger, signed_in):
    people.topic(staff_board, agent, "A secret of the house", tags=("secret",))
    browser = signed_in(stranger)

    codes = [
        browser.post(f"{page}/{act}").status_code for page in (addresses.board(staff_board.slug), "/forum/tags/secret")
    ]

    assert codes == [404, 404]
    assert rows_of(stranger) == 0


@pytest.mark.parametrize(
    ("what", "page", "name"), [("boards", PLACES[0], "Getting started"), ("tags", *PLACES[1:], "hub")]
)
def test_the_list_leads_there_and_ends_it(what, page, name, talk, stranger, signed_in):
    browser, address = signed_in(stranger), f"/forum/following?what={what}"
    browser.post(f"{page}/follow")

    listed = browser.get(address).text
    ended = browser.post(f"{page}/unfollow", data={"back": "list"})

    assert f'href="{page}">{name}</a>' in listed
    assert f'aria-label="Stop following {name}"' in listed
    assert (ended.status_code, ended.location) == (303, address)
    assert f'href="{page}">' not in browser.get(address).text


def test_there_is_no_other_list(stranger, signed_in):
    assert signed_in(stranger).get("/forum/following?what=ideas").status_code == 404


@pytest.mark.parametrize("thing", ["board", "tag"])
def test_the_lists_go_on_behind_their_keys(thing, board, asker, stranger):
    for number in range(5):
        on = people.board(f"Number {number}")
        people.topic(on, asker, f"A topic of the number {number}", tags=(f"number-{number}",))
        follow(thing, on.id if thing == "board" else tag_id(f"number-{number}"), stranger)
    listed = places.followed_boards if thing == "board" else places.followed_tags

    first = listed(stranger.viewer, size=3)
    rest = listed(stranger.viewer, size=3, after=first.next_key)

    assert len({*names(first), *names(rest)}) == 5
    assert (len(first.rows), rest.next_key) == (3, None)


def test_what_its_reader_sees_no_longer_is_not_listed_and_comes_back(talk, board, agent, stranger):
    follow("board", board.id, stranger)
    follow("tag", tag_id("hub"), stranger)
    change = {"board": board, "by": viewer(agent), "name": board.name}

    boards.change_board(**change, visibility="staff")
    closed = [names(places.followed_boards(stranger.viewer)), names(places.followed_tags(stranger.viewer))]
    boards.change_board(**change, visibility="public")
    opened = [names(places.followed_boards(stranger.viewer)), names(places.followed_tags(stranger.viewer))]

    assert closed == [[], []]
    assert opened == [[board.name], ["hub"]]


def news(browser, monkeypatch, since):
    monkeypatch.setattr("community.forum.views.boards.reading.since", lambda _viewer: since)
    monkeypatch.setattr("community.forum.reading._state", lambda _viewer, _topics: (since, {}))
    return browser.get("/forum/new?by=followed").text


def test_what_is_new_where_one_follows_stands_on_one_page(board, asker, helper, stranger, signed_in, monkeypatch):
    other, since = people.board("Charging"), clock.now()
    on_board = people.topic(board, asker, "A topic on a board that is followed")
    tagged = people.topic(other, asker, "A topic with a tag that is followed", tags=("hub",))
    itself = people.topic(other, asker, "A topic that is followed itself")
    people.topic(other, asker, "A topic of no interest", tags=("battery",))
    follow("board", board.id, stranger)
    follow("tag", tag_id("hub"), stranger)
    follow("topic", itself.id, stranger)

    page = news(signed_in(stranger), monkeypatch, since)

    assert [topic.title in page for topic in (on_board, tagged, itself)] == [True] * 3
    assert "A topic of no interest" not in page


def test_a_program_follows_and_reads_what_is_followed(talk, board, stranger, program):
    paths = (f"boards/{board.slug}/follow", "tags/hub/follow")

    codes = [program(stranger, "PUT", path).status_code for path in paths * 2]
    listed = [program(stranger, "GET", f"me/following/{what}").json for what in ("boards", "tags")]
    news = program(stranger, "GET", "me/new?followed=true").status_code
    codes += [program(stranger, "DELETE", path).status_code for path in paths * 2]

    assert codes == [204] * 8
    assert (listed[0]["boards"][0]["slug"], listed[1]["tags"][0]["name"]) == (board.slug, "hub")
    assert [page["next"] for page in listed] == [None, None]
    assert news == 200
    assert rows_of(stranger) == 0


def test_a_program_does_not_follow_what_is_not_there(staff_board, agent, stranger, program):
    people.topic(staff_board, agent, "A secret of the house", tags=("secret",))
    paths = [f"boards/{staff_board.slug}/follow", "tags/secret/follow", "boards/nowhere/follow", "tags/nothing/follow"]

    assert [program(stranger, "PUT", path).status_code for path in paths] == [404] * 4


def test_what_one_followed_is_told_and_goes_with_its_member(talk, board, stranger):
    follow("board", board.id, stranger)
    follow("tag", tag_id("hub"), stranger)
    db.session.commit()
    (followed,) = [kind for kind in personal.PERSONAL if kind.name == "things_followed"]

    told = {(row["kind"], row["thing_id"]) for row in followed.told(stranger.id)}
    leaving.erase(stranger, why="asked", by=None)
    db.session.commit()

    assert told == {("board", board.id), ("tag", tag_id("hub"))}
    assert rows_of(stranger) == 0


@pytest.mark.parametrize("page", PLACES)
def test_two_clients_of_one_member_follow_a_place_once(page, live_app):
    guest = people.member("Gus Guest")
    people.topic(people.board("Getting started"), people.member("Ines Asker"), "The hub is silent", tags=("hub",))
    codes, kept = [], []

    for act in ("follow", "unfollow"):
        codes += at_once(*(posting(live_app, guest, f"{page}/{act}") for _ in range(3)))
        kept.append(rows_of(guest))

    kinds = db.session.scalars(select(EventRow.kind).where(EventRow.actor_id == guest.id).order_by(EventRow.id))
    assert codes == [303] * 6
    assert kept == [1, 0]
    assert [kind for kind in kinds if "follow" in kind] == ["forum.followed", "forum.unfollowed"]
