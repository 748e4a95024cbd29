"""Pages of incoming mail: for administrators, with the reason, and the original as a file that no browser opens."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support import mails
from support.mails import letter

from community.admin import audit
from community.kernel import clock, redaction
from community.kernel.db import db
from community.kernel.rooms import house
from community.mail import failing, forgetting, queries
from community.mail.models import Failing, Incoming, Original
from community.mail.personal import PERSONAL


@pytest.fixture
def waiting(asker):
    return mails.handled(letter("Do you <b>also</b> sell hubs?", subject="A <i>question</i>"))


def originals():
    return db.session.scalar(select(func.count()).select_from(Original))


def told(member):
    return {one.name: list(one.told(member.id)) for one in PERSONAL}


def test_list_says_what_became_of_each_mail(waiting, admin, signed_in):
    page = signed_in(admin).get("/mail/").text

    for words in ("A &lt;i&gt;question&lt;/i&gt;", "Ines Asker", "Waits for a person", "It answers nothing of ours."):
        assert words in page


def test_administrators_read_what_waits_and_say_that_it_is_done(waiting, admin, agent, signed_in):
    client = signed_in(admin)
    shown = client.get("/mail/?state=waiting").text

    pressed = client.post(f"/mail/{waiting.id}/done")
    again = client.post(f"/mail/{waiting.id}/done")
    db.session.refresh(waiting)

    assert "Do you &lt;b&gt;also&lt;/b&gt; sell hubs?" in shown
    assert f'action="/mail/{waiting.id}/done"' in shown
    assert (pressed.status_code, pressed.location) == (303, "/mail/?state=waiting")
    assert (waiting.state, waiting.reason, waiting.text) == ("handled", "no_address", "")
    assert "does not wait any more" in again.text
    assert "question" not in client.get("/mail/?state=waiting").text
    assert [(act.kind, act.by.id) for act in audit.acts().rows] == [("mail.done", admin.id)]
    assert signed_in(agent).post(f"/mail/{waiting.id}/done").status_code == 403


def test_list_can_be_narrowed_to_one_state(waiting, admin, signed_in):
    client = signed_in(admin)

    assert "question" in client.get("/mail/?state=waiting").text
    assert "question" not in client.get("/mail/?state=refused").text
    assert client.get("/mail/?state=nonsense").status_code == 404


def test_list_is_read_page_by_page_with_as_many_queries(admin, signed_in, count_queries, monkeypatch):
    monkeypatch.setattr(queries, "LINES_PER_PAGE", 5)
    client, pages = signed_in(admin), []
    client.get("/mail/")
    mails.handled(letter("One", message_id="<0@b.example>"))
    few = count_queries(lambda: client.get("/mail/"))
    for number in range(1, 12):
        mails.handled(letter("More", message_id=f"<{number}@b.example>", sender=f"p{number}@b.example"))
    many = count_queries(lambda: client.get("/mail/"))
    page = queries.incoming()
    while pages.append(len(page.rows)) or page.next_key:
        page = queries.incoming(after=page.next_key)

    assert few == many
    assert pages == [5, 5, 2]


def test_original_is_saved_and_never_shown_by_the_browser(waiting, admin, agent, signed_in):
    response = signed_in(admin).get(f"/mail/{waiting.id}/original")

    assert b"Do you <b>also</b> sell hubs?" in response.data
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert signed_in(agent).get(f"/mail/{waiting.id}/original").status_code == 403


def test_originals_are_forgotten_after_two_weeks_and_rows_after_a_year(waiting):
    mails.handled(letter(Auto_Submitted="auto-replied"))
    counts = []
    for days in (13, 15, 500):
        with clock.at(clock.now() + timedelta(days=days)):
            forgetting.forget("")
        counts.append((originals(), db.session.scalar(select(func.count()).select_from(Incoming))))

    assert counts == [(2, 2), (0, 2), (0, 1)]


def test_originals_go_when_words_are_cut_out(waiting):
    forgetting.drop_originals(())

    assert originals() == 0
    assert forgetting.ORIGINALS.kinds == (redaction.WordsCut,)


def test_words_of_a_waiting_mail_can_be_cut_out(waiting):
    redaction.cut(["also sell hubs", "question"], by=None)
    db.session.refresh(waiting)

    assert "sell" not in waiting.text
    assert "question" not in waiting.subject


def test_member_is_told_what_is_held_of_them(waiting, asker, helper):
    when = {"since": clock.now(), "last_at": clock.now()}
    db.session.add(Failing(member_id=asker.id, address=asker.email, for_good=True, times=1, status="5.1.1", **when))
    db.session.commit()

    (mail,), (address,) = told(asker).values()

    assert mail["text"] == waiting.text
    assert address["address"] == asker.email
    assert set(PERSONAL) <= set(house().personal)
    assert list(told(helper).values()) == [[], []]


def test_erasing_a_member_empties_their_mails_twice_as_well_as_once(waiting, asker):
    for one in (*PERSONAL, *PERSONAL):
        one.erase(asker.id)
    db.session.refresh(waiting)

    assert (waiting.sender, waiting.subject, waiting.text) == ("", "", "")
    assert waiting.state == "waiting"
    assert originals() == 0
    assert not failing.is_failing(asker)
