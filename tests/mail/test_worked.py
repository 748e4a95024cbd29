"""Whoever asked and answers by mail that it worked has said as much as on the page."""

from dataclasses import replace

from sqlalchemy import select
from support import mails, people, settled
from support.mails import HUB, letter

from community.forum.models import Post
from community.kernel import consumers
from community.kernel.db import db
from community.kernel.mail.addresses import Answer, reply_address
from kb_harvest import candidates
from kb_harvest.models import Resolution
from kb_harvest.resolutions import RESOLUTIONS

QUOTE = "\n\nOn Mon, 16 Nov 2026 at 12:00, Groundswell wrote:\n> Did it help? If not, what do you see?\n"


def said_last(topic):
    posts = select(Post).where(Post.topic_id == topic.id).order_by(Post.id.desc()).limit(1)
    return db.session.scalars(posts).one()


def test_that_worked_by_mail_confirms_the_answer_as_on_the_page(live_app, monkeypatch):
    settings = replace(live_app.extensions["settings"], mail_replies_to="replies@example.com")
    monkeypatch.setitem(live_app.extensions, "settings", settings)
    asker, helper, board = people.member("Ines Asker"), people.member("Tom Helper"), people.board("Getting started")
    editor = people.member("Edda Editor", role="editor")
    by_page, by_mail = (people.topic(board, asker, f"The {what} finds no battery") for what in ("hub", "charger"))
    solutions = [people.answer(topic, helper, "Press it for five seconds.") for topic in (by_page, by_mail)]

    live_app.test_client().sign_in(asker).post(f"/forum/topics/{by_page.id}/reply", data={"body": HUB})
    to = reply_address(Answer("topic", by_mail.id, asker.id), settings)
    mails.handled(letter(f"{HUB}{QUOTE}", to=to))
    settled.settle()
    consumers.run(RESOLUTIONS)

    remarks = [said_last(topic) for topic in (by_page, by_mail)]
    assert [remark.body for remark in remarks] == [HUB, HUB]
    found = db.session.scalars(select(Resolution).order_by(Resolution.topic_id))
    assert [(one.topic_id, one.grade, one.answer_id, one.evidence_id) for one in found] == [
        (topic.id, "confirmed", solution.id, remark.id)
        for topic, solution, remark in zip((by_page, by_mail), solutions, remarks, strict=True)
    ]
    assert len(candidates.candidates(editor.viewer).rows) == 2
