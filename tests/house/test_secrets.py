"""Words planted in private places are found by their readers, and by nobody else, through no door."""

import pytest
from house import secrets
from house.matrix import READERS
from house.planted import places_of
from support import databases, people

from community.accounts import keys
from community.accounts.tokens import LIFETIMES
from community.forum.models import Tag
from community.forum.services import boards
from community.kernel.db import db

PUBLIC = {"grobalith"}
EVERY_READER = [
    *(("sqlite", role) for role in READERS),
    ("postgresql", "editor"),
]
SOME_READERS = [("sqlite", "anonymous"), ("sqlite", "mvp"), ("postgresql", "editor")]
EMPLOYED = [("sqlite", "member"), ("sqlite", "mvp"), ("postgresql", "member")]


@pytest.fixture(scope="session")
def savepoint_app(planted_app):
    return planted_app


@pytest.fixture
def places(app):
    return places_of(app)


def behind(doors, part=0):
    """Return the doors to try: all of them where it is proven whole, otherwise every second from `part` on."""
    return list(doors) if databases.WHOLE else list(doors)[part::2]


def seen_by(client, doors):
    """Return the secret words that `client` meets behind `doors`, and where."""
    pages = {door: client.get(door, follow_redirects=True) for door in doors}
    assert [door for door, page in pages.items() if page.status_code >= 500] == []
    # An address names its board, and the page of an error or of signing in may lead back to it.
    bare = {door: page.text.replace(door, "") for door, page in pages.items() if page.status_code == 200}
    return {word: door for door, text in bare.items() for word in secrets.found_in(text)}


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "role"),
    EVERY_READER if databases.WHOLE else SOME_READERS,
    indirect=["kind"],
    scope="session",
)
def test_a_reader_finds_what_is_for_them_and_no_other_secret(role, places, readers):
    expected = {word for word, roles in secrets.READERS_OF.items() if role in roles}

    seen = seen_by(readers[role], behind(secrets.doors(places)))

    assert {word: door for word, door in seen.items() if word not in expected} == {}
    assert expected <= set(seen)


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "role"), EMPLOYED if databases.WHOLE else EMPLOYED[:1], indirect=["kind"], scope="session"
)
def test_somebody_of_an_organisation_finds_its_board_and_that_of_no_other(role, places, signed_in):
    worker = people.member("Otto Employed", role=role)
    people.employ(f"The {secrets.COMMON} of orgholm", worker)
    expected = {word for word, roles in secrets.READERS_OF.items() if role in roles} | {"orgholm"}

    seen = seen_by(signed_in(worker), behind(secrets.doors(places)))

    assert {word: door for word, door in seen.items() if word not in expected} == {}
    assert expected <= set(seen)


@pytest.mark.prove
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session")
def test_who_leaves_an_organisation_sees_its_board_no_more(places, signed_in):
    worker = people.member("Otto Employed")
    people.employ(f"The {secrets.COMMON} of orgholm", worker)
    doors = behind(secrets.doors(places))
    before = seen_by(signed_in(worker), doors)
    people.employ("", worker)

    after = seen_by(signed_in(worker), doors)

    assert "orgholm" in before
    assert "orgholm" not in after


@pytest.mark.parametrize(
    ("kind", "role"), [("sqlite", "anonymous"), ("postgresql", "admin")], indirect=["kind"], scope="session"
)
def test_the_api_shows_public_things_only_whatever_cookie_comes_with_the_question(role, places, readers):
    seen = seen_by(readers[role], secrets.api_doors(places))

    assert set(seen) == PUBLIC


@pytest.mark.parametrize(
    ("kind", "role"),
    [("sqlite", "member"), ("postgresql", "mvp"), ("sqlite", "editor")],
    indirect=["kind"],
    scope="session",
)
def test_a_program_finds_nothing_that_its_owner_may_not_see(role, app, places):
    reader = people.member("Rea Reader", role=role)
    secret = keys.issue(by=reader.viewer, name="x", lifetime=LIFETIMES[0], may_write=False, with_role=True)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    expected = {word for word, roles in secrets.READERS_OF.items() if role in roles}

    seen = seen_by(client, secrets.api_doors(places))

    assert {word: door for word, door in seen.items() if word not in expected} == {}
    assert len(seen) > len(PUBLIC)


def test_refusals_and_errors_show_no_secret(kind, places, readers):
    posts = [f"/forum/posts/{post.id}/{act}" for post in places.posts for act in ("kudos", "accept", "comment")]
    topics = [f"/forum/topics/{topic.id}/{act}" for topic in places.topics for act in ("reply", "close", "follow")]
    doors = [*posts, *topics][databases.KINDS.index(kind) :: 2]  # each on one of the databases

    texts = [readers["member"].post(door).text for door in doors]

    assert set().union(*map(secrets.found_in, texts)) <= {"grobalith", "nimbusward"}


@pytest.mark.parametrize("word", ["zandervolt", "hiddentarn", "questfjord", "oldertarns"])
def test_asking_for_the_very_word_finds_nothing(word, places, readers):
    page = readers["member"].get(f"/search/?q={word}").text
    answer = readers["member"].get(f"/api/v1/search?q={word}").json

    assert "/forum/topics/" not in page
    assert "/forum/posts/" not in page
    assert answer["total"] == 0


def test_a_tag_that_stands_on_private_topics_only_is_unknown_outside(places, readers):
    db.session.query(Tag).filter_by(name="tag-zandervolt").one().description = "About the zandervolt."

    outside, inside = (readers[role].get("/forum/tags/tag-zandervolt") for role in ("member", "agent"))

    assert outside.status_code == 404
    assert inside.status_code == 200
    assert "About the zandervolt." in inside.text


def test_a_board_turned_private_disappears_from_the_search_before_the_index_has_followed(places, readers):
    boards.change_board(
        board=places.boards[0], name="The open board", description="", visibility="staff", by=secrets.MODERATOR
    )

    after = seen_by(readers["anonymous"], [f"/search/?q={secrets.COMMON}", f"/api/v1/search?q={secrets.COMMON}"])

    assert after == {}
