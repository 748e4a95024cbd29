"""Status moves: only by employees, with a response, and all of them kept."""

import pytest
from support import wishes
from support.people import viewer

from community.kernel.auth import STAFF
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from ideas import idea_page
from ideas.services import comments, moves, submissions


def test_every_move_stays_in_the_log_with_its_response(idea, agent):
    wishes.move(idea, agent, "under_review", response="We look into it.")
    wishes.move(idea, agent, "declined", reason="not_possible", response="The meter cannot tell the two apart.")

    log = idea_page.moves(idea.id)

    assert [(m.from_status, m.to_status, m.reason) for m in log] == [
        ("under_review", "declined", "not_possible"),
        ("new", "under_review", None),
    ]
    assert log[0].by.name == "Abel Agent"
    assert "cannot tell the two apart" in log[0].html
    assert idea.status == "declined"


def test_a_move_is_a_fact_of_codes(idea, agent, asker):
    wishes.move(idea, agent, "declined", reason="too_costly")

    fact = db.session.query(EventRow).filter_by(kind="ideas.status_moved").one()

    expected = {"from_status": "new", "to_status": "declined", "reason": "too_costly", "author_id": asker.id}
    assert fact.actor_id == agent.id
    assert expected.items() <= fact.payload.items()


@pytest.mark.parametrize("role", ["member", "mvp"])
def test_only_employees_move_an_idea(role, idea, helper):
    helper.role = role

    with pytest.raises(Refused, match="Only employees"):
        moves.move_idea(idea=idea, seen="new", to="planned", by=viewer(helper), response="It will come.")


@pytest.mark.parametrize("role", sorted(STAFF))
def test_every_employee_may_move_an_idea(role, idea, helper):
    helper.role = role

    wishes.move(idea, helper, "planned")

    assert idea.status == "planned"


def test_a_move_without_a_response_is_refused(idea, agent):
    with pytest.raises(Refused, match="The response is too short"):
        moves.move_idea(idea=idea, seen="new", to="planned", by=viewer(agent), response="  ok ")


def test_who_answers_what_was_answered_meanwhile_is_told(idea, agent, admin):
    wishes.move(idea, admin, "planned")

    with pytest.raises(Refused, match="moved, merged or hidden meanwhile"):
        moves.move_idea(idea=idea, seen="new", to="under_review", by=viewer(agent), response="We look into it.")

    assert idea.status == "planned"


def test_a_settled_idea_can_be_taken_up_again(idea, agent):
    wishes.move(idea, agent, "delivered")

    wishes.move(idea, agent, "in_development", response="It came back broken; we mend it.")

    assert idea.status == "in_development"


def test_private_data_in_a_response_is_masked(idea, agent):
    wishes.move(idea, agent, "planned", response="Pay with 4111 1111 1111 1111 please.")

    log = idea_page.moves(idea.id)

    assert "4111" not in log[0].html


def test_hidden_once_and_shown_again_once(idea, agent):
    submissions.hide_idea(idea=idea, by=viewer(agent), reason="An advertisement.")

    with pytest.raises(Refused, match="hidden already"):
        submissions.hide_idea(idea=idea, by=viewer(agent), reason="An advertisement.")
    with pytest.raises(Refused, match="This idea is hidden"):
        comments.comment_on(idea=idea, by=viewer(agent), body="Still here.")

    submissions.restore_idea(idea=idea, by=viewer(agent))
    with pytest.raises(Refused, match="not hidden"):
        submissions.restore_idea(idea=idea, by=viewer(agent))


def test_a_hidden_comment_does_not_count(idea, helper, agent):
    comment = wishes.comment(idea, helper)

    comments.hide_comment(comment=comment, by=viewer(agent), reason="Off the topic.")
    hidden = idea.comments
    comments.restore_comment(comment=comment, by=viewer(agent))

    assert (hidden, idea.comments) == (0, 1)


def test_only_moderators_hide(idea, helper, asker):
    comment = wishes.comment(idea, helper)

    with pytest.raises(Refused, match="Only moderators"):
        submissions.hide_idea(idea=idea, by=viewer(asker), reason="I do not like it.")
    with pytest.raises(Refused, match="Only moderators"):
        comments.hide_comment(comment=comment, by=viewer(asker), reason="I do not like it.")
