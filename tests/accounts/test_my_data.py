"""A member's copy of what is held of them: all of it, for them alone, and not without the password."""

import io
import json
from zipfile import ZipFile

import pytest
from support import people, rulings, uploading, wishes

from community.accounts import keys, services
from community.accounts.tokens import LIFETIMES
from community.forum.models import Post
from community.forum.services import bookmarks, kudos, saved_drafts
from community.kernel import mail
from community.kernel.db import db

PASSWORD = "a-long-password-4u"


@pytest.fixture
def owner(app):
    made = services.create_member(name="Olga Owner", email="olga@people.example", password=PASSWORD, role="member")
    db.session.commit()
    return made


def copy_of(client):
    answer = client.post("/accounts/my-data", data={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    with ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_copy_holds_what_the_rooms_know(owner, board, asker, topic, signed_in):
    viewer = people.viewer(owner)
    mine = people.topic(board, owner, "Why does it blink?", body="It blinks like mad.")
    answer = people.answer(topic, owner, "Have you tried the button?")
    uploading.attached(answer, topic, owner, uploading.upload("boot log.log", b"It booted."))
    kudos.give_kudos(post=people.answer(topic, asker), topic=topic, by=viewer)
    wishes.idea(owner, "A quieter fan", body="The fan is loud; please make it quiet.")
    saved_drafts.save_draft(by=viewer, words={"body": "Unsaid words"}, topic_id=topic.id)
    bookmarks.bookmark(topic=topic, by=viewer)
    keys.issue(by=viewer, name="A program", lifetime=LIFETIMES[0], may_write=False, with_role=False)
    rulings.flag(people.answer(topic, asker, "Rude words."), owner)
    mail.send(key="k1", to="olga@people.example", subject="Hello", text="Some words")

    files = copy_of(signed_in(owner))

    said = {name: json.loads(content) for name, content in files.items() if name.endswith(".json")}
    assert said["accounts/profile.json"][0]["email"] == "olga@people.example"
    assert [row["title"] for row in said["forum/topics.json"]] == [mine.title]
    assert {row["body"] for row in said["forum/posts.json"]} == {"It blinks like mad.", "Have you tried the button?"}
    assert said["forum/drafts.json"][0]["body"] == "Unsaid words"
    assert said["ideas/ideas.json"][0]["title"] == "A quieter fan"
    assert "Some words" in {row["text"] for row in said["accounts/mails.json"]}
    assert {"forum/bookmarks.json", "forum/kudos.json", "moderation/flags.json", "accounts/tokens.json"} <= set(said)
    assert b"It booted." in [content for name, content in files.items() if name.endswith("-boot log.log")]
    assert "what Groundswell holds of you" in files["README.txt"].decode()
    assert "- forum/topics.json" in files["README.txt"].decode()


def test_no_secret_and_nobody_elses_words_are_in_it(owner, topic, asker, signed_in):
    people.answer(topic, owner, "Mine.")
    people.answer(topic, asker, "Words of somebody else.")

    everything = b"".join(copy_of(signed_in(owner)).values()).decode()

    assert owner.password not in everything
    assert owner.fs_uniquifier not in everything
    assert "Words of somebody else" not in everything
    assert asker.email not in everything


@pytest.mark.parametrize("password", ["", "not-this-one"])
def test_nothing_is_told_without_the_password(password, owner, signed_in):
    answer = signed_in(owner).post("/accounts/my-data", data={"password": password})

    assert answer.status_code == 422
    assert answer.mimetype == "text/html"


def test_others_get_their_own_copy_only(owner, admin, signed_in, browser):
    page = signed_in(admin).get(f"/accounts/my-data?member_id={owner.id}").text
    answer = signed_in(admin).post("/accounts/my-data", data={"password": PASSWORD, "member_id": owner.id})
    stranger = browser.post("/accounts/my-data", data={"password": PASSWORD})

    assert "Olga" not in page + answer.text
    assert answer.status_code == 422
    assert stranger.location.startswith("/accounts/sign-in")


def test_making_a_copy_writes_nothing(owner, signed_in):
    client = signed_in(owner)
    before = db.session.query(Post).count()

    copy_of(client)

    assert client.application.view_functions["accounts.take_data"].reads
    assert db.session.query(Post).count() == before
