"""The room's addresses as text are those of the URL map."""

from flask import url_for

from community.notifications import addresses


def test_addresses_are_those_of_the_map(app):
    with app.test_request_context():
        known = {
            addresses.notice(7): url_for("notifications.notice", notice_id=7),
            addresses.read(7): url_for("notifications.read_one", notice_id=7),
            addresses.mute(7): url_for("notifications.mute", notice_id=7),
            addresses.settings(): url_for("notifications.settings"),
            addresses.unsubscribe("a.b"): url_for("notifications.unsubscribe", token="a.b"),
        }

    assert {mine: theirs for mine, theirs in known.items() if mine != theirs} == {}
    assert len(known) == 5
