"""What ill will would try at every address: foreign forms, foreign frames, foreign hosts, what is another's own."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_security.utils import hash_password
from house import scene as community
from house.test_matrix import form, path, rules, values
from support import blogging, databases, people, rulings
from werkzeug.routing import Rule

from community.accounts.models import Member
from community.blogs.models import BlogPost
from community.forum.models import Bookmark, SavedDraft, Topic
from community.forum.services import bookmarks, saved_drafts
from community.kernel.api import PREFIX
from community.kernel.db import db
from community.kernel.outbox import OutboxRow

READ_ONLY = frozenset({"GET", "HEAD", "OPTIONS"})
ELSEWHERE = "https://evil.example"
# Ways to write another site that a browser follows.
TARGETS = [
    *(ELSEWHERE, "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example"),
    *(
        "https:/evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/%09/evil.example",
        "https://localhost@evil.example",
    ),
    *("//localhost\\@evil.example", "\x01https://evil.example", " https://evil.example", "//evil%E3%80%82example"),
]


# What is said of headers, tokens and addresses is the same whatever database lies below.
above_any_database = pytest.mark.parametrize("kind", databases.KINDS[:1], indirect=True, scope="session")


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """The application as it is served, with its guard against forms of other sites."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def writing(app: Flask) -> list[tuple[str, Rule]]:
    """Return what a form could be sent to: the API takes no cookie, so that no other site can send it anything.

    Nor has another site the signed address by which a mail program unsubscribes.
    """
    signed = {name for name, view in app.view_functions.items() if getattr(view, "from_outside", False)}
    found = [(m, rule) for m, rule in rules(app) if m not in READ_ONLY and rule.endpoint not in signed]
    return [(method, rule) for method, rule in found if not rule.rule.startswith(PREFIX)]


@above_any_database
def test_no_address_takes_a_form_without_its_token(guarded, admin, signed_in):
    scene = community.build()
    steps = [(method, rule, values(rule, scene)) for method, rule in writing(guarded)]
    client = signed_in(admin)

    answers = {
        rule.endpoint: client.open(path(guarded, rule, parts), method=method, data=form(method, rule, scene))
        for method, rule, parts in steps
    }

    assert len(answers) > 60
    assert {endpoint: answer.status_code for endpoint, answer in answers.items() if answer.status_code != 400} == {}
    assert all("came from another site" in answer.text for answer in answers.values())


@above_any_database
def test_no_address_takes_a_form_with_a_made_up_token(guarded, asker, topic, signed_in):
    client = signed_in(asker)

    answers = [
        client.post(f"/forum/topics/{topic.id}/reply", data={"body": "Not mine.", "csrf_token": token})
        for token in ("", "x", "ImFhYWEi.aaaa.bbbb")
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400]


def test_reading_changes_nothing_but_where_a_form_would(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    writers = {name for name in endpoints if getattr(app.view_functions[name], "writes", False)}

    assert writers == {"accounts.arrive"}


@above_any_database
@pytest.mark.parametrize("target", TARGETS)
def test_nobody_is_led_to_another_site(target, asker, topic, signed_in):
    client = signed_in(asker)
    doors = [f"/accounts/{door}" for door in ("sign-in", "sign-up")]

    answers = [client.get(door, query_string={"next": target}) for door in doors]
    answers.append(client.post(f"/forum/topics/{topic.id}/close", headers={"Referer": target}, data={"reason": "x"}))
    answers.append(client.get(f"/forum/topics/{topic.id}/{target}"))

    assert [a.location for a in answers if a.location and not re.match(r"/[\w?]|/$", a.location)] == []


def test_foreign_host_comes_into_no_page_feed_or_mail(asker, topic, browser, app):
    pages = ["/", "/forum/", f"/forum/topics/{topic.id}/{topic.slug}", f"/forum/topics/{topic.id}/feed.rss"]
    pages += [
        "/blogs/feed.atom",
        "/api/v1/topics",
        "/api/openapi.json",
        "/accounts/sign-in",
        "/forum",
        "/forum//topics",
    ]
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}

    answers = [browser.get(page, headers=headers) for page in pages]

    assert [a.request.path for a in answers if "evil.example" in a.text or "evil.example" in str(a.headers)] == []


def test_mail_with_a_link_for_a_new_password_names_our_site_only(browser, app):
    nora = people.member("Nora Named")
    nora.password = hash_password("a long and secret sentence")
    db.session.commit()

    browser.post("/accounts/reset", data={"email": nora.email}, headers={"Host": "evil.example"})
    letter = db.session.query(OutboxRow).order_by(OutboxRow.id.desc()).first().payload

    assert f"{app.extensions['settings'].base_url}/accounts/reset/" in letter["text"]
    assert "evil.example" not in f"{letter['text']} {letter['html']}"


@above_any_database
def test_every_page_may_stand_in_no_frame_and_is_kept_by_its_reader_only(admin, signed_in, app):
    scene = community.build()
    client = signed_in(admin)
    steps = [
        (rule, values(rule, scene)) for method, rule in rules(app) if method == "GET" and rule.endpoint != "static"
    ]

    answers = {rule.endpoint: client.get(path(app, rule, parts)) for rule, parts in steps}

    assert [e for e, a in answers.items() if "frame-ancestors 'none'" not in a.headers["Content-Security-Policy"]] == []
    assert [e for e, a in answers.items() if not {"private", "no-store"} & set(a.cache_control)] == []


def test_session_cookie_is_for_us_alone(asker, signed_in):
    cookie = signed_in(asker).get("/forum/ask").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain=" not in cookie


MORE = {"role": "admin", "is_admin": "1", "id": "1", "member_id": "1", "author_id": "1", "by": "1", "active": "0"}
MORE |= {"trust_level": "4", "email": "other@people.example", "handle": "root", "kudos": "999", "accepted_at": "1"}
MORE |= {"visibility": "staff", "voice": "company", "created_at": "2001-01-01", "hidden_at": "", "points": "999"}


def test_fields_that_no_form_has_change_nothing(asker, board, signed_in):
    before = {name: getattr(asker, name) for name in ("role", "email", "handle", "active", "trust_level", "points")}
    client = signed_in(asker)

    client.post("/accounts/settings", data={**MORE, "name": "Ines Renamed", "about": "", "time_zone": ""})
    words = {"title": "How do I begin here?", "body": "Like this?", "kind": "question", "board": board.slug}
    client.post("/forum/ask", data={**MORE, **words})
    made = db.session.query(Topic).one()

    assert db.session.get_one(Member, asker.id).name == "Ines Renamed"
    assert {name: getattr(db.session.get_one(Member, asker.id), name) for name in before} == before
    assert (made.author_id, made.kudos, made.created_at.year > 2001) == (asker.id, 0, True)


def test_new_member_is_a_member_and_no_more(browser):
    person = {"name": "Nora New", "email": "nora@people.example", "password": "a long and secret sentence"}

    browser.post("/accounts/sign-up", data={**MORE, **person})
    made = db.session.query(Member).filter_by(email="nora@people.example").one()

    assert (made.role, made.trust_level, made.points, made.active) == ("member", 0, 0, True)


def test_what_is_another_s_own_is_reached_by_nobody(asker, stranger, topic, board, signed_in, agent, admin):
    saved_drafts.save_draft(by=people.viewer(asker), words={"body": "Unsaid words"}, topic_id=topic.id)
    bookmarks.bookmark(topic=topic, by=people.viewer(asker))
    draft = blogging.draft(agent)
    case = rulings.uphold(rulings.flag(people.answer(topic, asker), stranger), admin)
    client = signed_in(stranger)

    refused = [
        client.post(f"/moderation/cases/{case.id}/appeal", data={"text": "It was not mine at all."}),
        client.get(f"/moderation/cases/{case.id}"),
        client.post(f"/moderation/cases/{case.id}/claim"),
        client.get(f"/blogs/{draft.id}"),
        client.get(f"/blogs/posts/{draft.id}/edit"),
        client.post(f"/blogs/posts/{draft.id}/publish"),
        client.get(f"/blogs/posts/{draft.id}/history"),
    ]
    pages = [client.get(page).text for page in ("/forum/drafts", "/forum/bookmarks", f"/forum/topics/{topic.id}/x")]
    for own in (f"drafts/{topic.id}/discard", f"topics/{topic.id}/unbookmark"):
        client.post(f"/forum/{own}")

    assert {answer.status_code for answer in refused} <= {403, 404}
    assert [page for page in pages if "Unsaid words" in page] == []
    assert (db.session.query(SavedDraft).count(), db.session.query(Bookmark).count()) == (1, 1)
    assert db.session.get_one(BlogPost, draft.id).published_at is None
