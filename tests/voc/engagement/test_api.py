"""The watchlist by a program."""

from support import people

from community.kernel.db import db
from voc.engagement.models import Entry


def test_somebody_is_put_on_the_list_shown_and_taken_off(program, agent, stranger):
    made = program(agent, "POST", "engagement/entries", handle=stranger.handle, reason="Writes a widely read blog.")
    shown = program(agent, "GET", "engagement/watchlist").json["watched"]
    removed = program(agent, "DELETE", f"engagement/entries/{made.json['id']}")

    assert [(one["member"]["handle"], one["entry"]) for one in shown] == [(stranger.handle, made.json["id"])]
    assert (made.status_code, removed.status_code) == (201, 204)
    assert db.session.get_one(Entry, made.json["id"]).removed_at


def test_an_administrator_chooses_the_weights_and_others_look_ahead(program, admin, agent):
    ahead = program(agent, "GET", "engagement/watchlist?preset=boutique").json
    refused = program(agent, "PUT", "engagement/weights", preset="b2c")
    program(admin, "PUT", "engagement/weights", preset="b2c")

    assert (ahead["preset"], ahead["in_use"]) == ("boutique", "balanced")
    assert refused.status_code == 403
    assert program(agent, "GET", "engagement/watchlist").json["in_use"] == "b2c"


def test_customers_see_nothing_of_it(program, asker):
    assert program(asker, "GET", "engagement/watchlist").status_code == 403
    assert program(asker, "POST", "engagement/entries", handle="x", reason="So.").status_code == 403


def test_nobody_who_is_not_here_is_watched(program, agent):
    people.member("Bob Present")

    assert program(agent, "POST", "engagement/entries", handle="nobody", reason="He writes.").status_code == 422
