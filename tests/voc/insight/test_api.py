"""The numbers of a week and its memo by a program."""

import pytest
from support import memos, people

from community.kernel.db import db
from voc.insight.memo.models import FollowUp, Memo

WEEK = "2019-W02"
WORDS = {"headline": "A quiet week", "type": "other", "why": "It shows that nothing broke."}


@pytest.fixture
def editor(app):
    return people.member("Edda Writer", role="editor")


def test_employees_read_the_numbers_of_a_week(program, agent, asker):
    scorecard = program(agent, "GET", f"insight/scorecard?week={WEEK}").json
    health = program(agent, "GET", f"insight/health?week={WEEK}").json

    assert (scorecard["week"], health["week"]) == (WEEK, WEEK)
    assert {"health", "posts"} <= {measure["name"] for measure in scorecard["measures"]}
    assert health["health"]["name"] == "health"
    assert program(asker, "GET", "insight/scorecard").status_code == 403


def test_the_rows_behind_a_number_are_listed(program, agent):
    assert program(agent, "GET", f"insight/rows/posts?week={WEEK}").json == {"rows": [], "next": None}
    assert program(agent, "GET", "insight/rows/nothing").status_code == 422
    assert program(agent, "GET", "insight/rows/posts?week=2999-W01").status_code == 422


def test_an_editor_writes_and_signs_the_memo_of_a_week(program, editor, agent):
    memos.drafted(memos.Week.parse(WEEK))
    path = f"insight/memos/{WEEK}/draft"
    draft = program(editor, "GET", path).json

    kept = program(editor, "PUT", path, seen=draft["edits"], **WORDS)
    late = program(editor, "PUT", path, seen=draft["edits"], sign=True, **WORDS)
    signed = program(editor, "PUT", path, seen=kept.json["edits"], sign=True, **WORDS)

    assert (kept.json["status"], late.status_code, signed.json["status"]) == ("draft", 422, "signed")
    assert program(agent, "GET", path).status_code == 403
    assert db.session.query(Memo).filter_by(week=WEEK).one().headline == "A quiet week"


def test_an_edition_is_read_and_what_it_asked_for_is_followed_up(program, editor, agent, admin):
    memo = memos.signed_edition(WEEK, admin.viewer)

    shown = program(agent, "GET", f"insight/memos/{WEEK}").json
    followed = program(editor, "POST", f"insight/memos/{WEEK}/follow-ups", fate="done", reason="It is replaced.")

    assert (shown["week"], shown["action"]) == (WEEK, "Replace the breaker.")
    assert followed.status_code == 204
    assert db.session.query(FollowUp).filter_by(memo_id=memo.id).one().fate == "done"


def test_the_memos_are_listed_for_employees_only(program, agent, asker):
    assert program(agent, "GET", "insight/memos").status_code == 200
    assert program(asker, "GET", "insight/memos").status_code == 403
