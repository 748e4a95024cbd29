"""An erasure is done in short pieces: nobody is seen meanwhile, whoever is killed goes on, and no backup undoes it."""

import random
import signal
from datetime import timedelta

import pytest
from flask import current_app
from moderation.test_redaction import rows_with
from sqlalchemy import func, select, update
from support import databases, forked, people

from community.accounts import erased_list, erasures, leaving, services
from community.accounts.erasure_models import Erasure
from community.accounts.models import Member
from community.cli import cli
from community.forum import addresses
from community.forum.models import Post
from community.kernel import clock, forgetting, indexer
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from tests.accounts import erasing

KILLS = 3 if databases.WHOLE else 1
MOST_PIECES = 60  # before a kill; a round has a few more
NAME, HANDLE, EMAIL = "Zyzxqueline Plinkett", "zyzxqueline-plinkett", "zyzx.plinkett@people.example"


@pytest.fixture
def spoken_of(topic, asker):
    """Somebody who is named in six answers of others."""
    made = people.member(NAME, email=EMAIL)
    for number in range(6):
        people.answer(topic, asker, f"Ask {NAME} or @{HANDLE}, number {number}.")
    db.session.commit()
    return made


def settings():
    return current_app.extensions["settings"]


def erase(member):
    leaving.erase(member, why="asked", by=None)
    db.session.commit()


def go_on():
    while erasures.go_on(settings(), lambda: False):
        pass


def bodies(topic):
    found = db.session.scalars(select(Post.body).where(Post.topic_id == topic.id, Post.kind == "answer"))
    return sorted(found)


def facts(kind):
    return db.session.scalars(select(EventRow).where(EventRow.kind == kind).order_by(EventRow.id)).all()


def test_who_is_erased_is_nobody_before_a_worker_has_looked(spoken_of, topic, browser):
    people.answer(topic, spoken_of, "Press it for ten seconds.")

    erase(spoken_of)
    page = browser.get(addresses.topic(topic.id, topic.slug)).text

    assert "former member" in page
    assert browser.get(f"/accounts/people/{HANDLE}").status_code == 404
    assert browser.post("/accounts/sign-in", data={"email": EMAIL, "password": "x"}).status_code != 302
    assert (spoken_of.name, spoken_of.email) == ("former member", None)


def test_no_piece_looks_through_more_than_its_rows(spoken_of, topic):
    with erasing.small_pieces():
        erase(spoken_of)
        go_on()

    pieces = [fact.payload["touched"] for fact in facts("kernel.names_cut")]
    posts = [piece["forum_post"] for piece in pieces if "forum_post" in piece]
    assert {len(ids) for ids in posts} == {1}
    assert len(posts) >= 6
    assert bodies(topic) == [f"Ask [withdrawn] or [withdrawn], number {number}." for number in range(6)]


def test_the_end_is_told_once_and_leaves_no_row(spoken_of):
    erase(spoken_of)

    go_on()
    go_on()

    assert [fact.payload for fact in facts("kernel.names_forgotten")] == [{"member_id": spoken_of.id}]
    assert db.session.scalar(select(func.count()).select_from(Erasure)) == 0
    assert rows_with("zyzx") == []


def test_what_was_copied_meanwhile_is_found_by_another_round(spoken_of, topic, asker):
    with erasing.small_pieces():
        erase(spoken_of)
        while db.session.get_one(Erasure, spoken_of.id, populate_existing=True).walk != "insight_memo":
            erasures._piece(spoken_of.id)
        people.answer(topic, asker, f"I had {NAME} on my clipboard.")
        db.session.commit()
        go_on()

    assert rows_with("zyzx") == []


def test_one_that_fails_holds_up_no_other(spoken_of, asker, monkeypatch):
    erase(spoken_of)
    with clock.at(clock.now() + timedelta(hours=1)):
        erase(asker)
    plain = forgetting._through

    def fails(table, person, *more):
        return 1 / 0 if person.member_id == spoken_of.id else plain(table, person, *more)

    monkeypatch.setattr(forgetting, "_through", fails)
    monkeypatch.setattr(erasures, "TURN_SECONDS", 60)
    with pytest.raises(ZeroDivisionError):
        erasures.go_on(settings(), lambda: False)

    assert db.session.scalars(select(Erasure.member_id)).all() == [spoken_of.id]


def test_doctor_says_how_far_it_is_and_when_it_stands_still(spoken_of):
    before = erasures.look(settings())
    erase(spoken_of)
    with erasing.small_pieces():
        erasures._piece(spoken_of.id)

    during = erasures.look(settings())
    with clock.at(clock.now() + timedelta(minutes=11)):
        later = erasures.look(settings())

    assert (before.well, before.says) == (True, "none is under way")
    assert (during.well, later.well) == (True, False)
    assert during.says.startswith("1 under way, the oldest looks through ")


def brought_back(member):
    """Let somebody be there again, as a backup that is older than their erasure has them."""
    old = {"name": NAME, "handle": HANDLE, "email": EMAIL, "active": True, "erased_at": None}
    db.session.execute(update(Member).where(Member.id == member.id).values(old))
    db.session.commit()
    db.session.expire_all()


def test_whom_a_backup_brought_back_is_erased_again(spoken_of, topic, asker):
    erase(spoken_of)
    go_on()
    brought_back(spoken_of)
    people.answer(topic, asker, f"As {NAME} said.")
    db.session.commit()

    told = erasures.look(settings())
    refused = leaving.erase_again()
    go_on()

    assert (told.well, told.says[:39]) == (False, "1 who were erased are back with a backu")
    assert refused == {}
    assert erased_list.standing() == {}
    assert rows_with("zyzx") == []
    assert [fact.payload["why"] for fact in facts("accounts.member_erased")] == ["asked", "again"]


def test_words_that_went_along_go_again_after_a_restore(spoken_of, topic):
    answer = people.answer(topic, spoken_of, "Press the zibbet twice.")
    leaving.erase(spoken_of, why="asked", by=None, with_words=True)
    db.session.commit()
    go_on()
    brought_back(spoken_of)
    answer.body, spoken_of.leaving_words = "Press the zibbet twice.", False
    db.session.commit()

    leaving.erase_again()
    go_on()

    assert rows_with("zibbet") == []


def test_who_was_given_the_number_of_an_erased_member_stays(spoken_of):
    erase(spoken_of)
    go_on()
    brought_back(spoken_of)
    spoken_of.joined_at = clock.now() + timedelta(days=1)
    db.session.commit()

    refused = leaving.erase_again()

    assert (refused, erased_list.standing(), spoken_of.erased_at) == ({}, {}, None)


def test_the_list_of_the_erased_holds_numbers_and_moments_only(spoken_of):
    erase(spoken_of)
    go_on()

    text = (settings().data_dir / "erased.txt").read_text()

    assert text.splitlines()[-1] == f"{spoken_of.id} {spoken_of.joined_at.isoformat()}"
    assert "zyzx" not in text.lower()


def test_another_file_is_no_list(app, tmp_path):
    (tmp_path / "other.txt").write_text("Dear Sir or Madam")

    with pytest.raises(Refused, match="no list of erased members"):
        leaving.erase_again(tmp_path / "other.txt")


def test_the_command_says_how_many(live_app, monkeypatch, capsys):
    made = services.create_member(name=NAME, email=EMAIL, password="a-long-password-4u", role="member")
    db.session.commit()
    erase(made)
    go_on()
    brought_back(made)

    cli.commands["user"].commands["erase-again"].callback(path=None)

    assert capsys.readouterr().out == "1 members were erased again\n"


@pytest.mark.prove
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session")
def test_a_worker_that_is_killed_in_a_piece_goes_on_where_it_was(live_app):
    chance, topic = (
        random.Random(20261122),
        people.topic(people.board("Hubs"), people.member("Ines Asker"), "A hub that blinks"),
    )
    person, other = people.member(NAME, email=EMAIL), people.member("Tom Helper")
    for number in range(6):
        people.answer(topic, other, f"Ask {NAME} or @{HANDLE}, number {number}.")
    db.session.commit()
    erase(person)
    url, folder, killed = settings().database_url, str(settings().data_dir), []
    db.session.remove()

    for _ in range(KILLS):
        pieces = chance.randint(1, MOST_PIECES // KILLS + 1)
        worker = forked.start(erasing.work, url, folder, pieces)
        worker.join()
        killed.append(worker.exitcode)
    with kernel_db.reading():
        stands = db.session.get_one(Erasure, person.id)
        reached = (stands.walk, stands.after)
    go_on()

    assert killed == [-signal.SIGKILL] * KILLS
    assert reached > ("", "")
    assert bodies(topic) == [f"Ask [withdrawn] or [withdrawn], number {number}." for number in range(6)]
    assert rows_with("zyzx") == []
    assert len(facts("kernel.names_forgotten")) == 1
    assert indexer.check() == []
