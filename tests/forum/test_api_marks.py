"""Marks that a program sets and takes away with one request."""

import pytest
from sqlalchemy import func, select
from support import people

from community.accounts.models import Member
from community.forum.models import Bookmark, Follow, MeToo, Verdict
from community.forum.reading import marks
from community.kernel.db import db


def rows_of(model, member):
    """Return how many rows of a table are the member's."""
    return db.session.scalar(select(func.count()).select_from(model).where(model.member_id == member.id))


@pytest.mark.parametrize(("mark", "model"), [("me-too", MeToo), ("bookmark", Bookmark), ("follow", Follow)])
def test_a_topic_is_marked_and_the_mark_taken_away(mark, model, program, topic, helper):
    path = f"topics/{topic.id}/{mark}"

    codes = [program(helper, "PUT", path).status_code for _ in range(2)]
    while_marked = rows_of(model, helper)
    codes.append(program(helper, "DELETE", path).status_code)

    assert codes == [204, 204, 204]
    assert (while_marked, rows_of(model, helper)) == (1, 0)


def test_a_person_is_followed_and_no_longer(program, helper, asker):
    path = f"people/{helper.handle}/follow"

    program(asker, "PUT", path)
    followed = program(asker, "GET", "me/following").json["people"]
    program(asker, "DELETE", path)

    assert [person["handle"] for person in followed] == [helper.handle]
    assert db.session.get_one(Member, helper.id).followers == 0


def test_that_an_answer_did_not_work_is_said_and_taken_back(program, topic, answer, asker):
    said = program(asker, "POST", f"posts/{answer.id}/denial", body="It blinks as before.")
    below = program(asker, "GET", f"posts/{answer.id}").json["comments"]
    while_said = rows_of(Verdict, asker)
    program(asker, "DELETE", f"posts/{answer.id}/confirmation")

    assert said.status_code == 201
    assert [comment["id"] for comment in below] == [said.json["id"]]
    assert (while_said, rows_of(Verdict, asker)) == (1, 0)


def test_a_topic_is_marked_as_read_to_its_end(program, topic, answer, helper, stranger):
    done = program(stranger, "PUT", f"topics/{topic.id}/reading")

    db.session.refresh(topic)
    assert done.status_code == 204
    assert marks().reached[stranger.id, topic.id] == topic.last_activity_at


@pytest.mark.parametrize("path", ["people/nobody/follow", "topics/99999/me-too", "posts/99999/kudos"])
def test_what_is_not_there_is_not_marked(path, program, asker):
    assert program(asker, "PUT", path).status_code == 404


def test_who_stands_outside_marks_nothing_on_a_board_of_the_staff(program, staff_board, agent, asker):
    topic = people.topic(staff_board, agent, "A secret of the house")

    codes = {program(asker, "PUT", f"topics/{topic.id}/{mark}").status_code for mark in ("bookmark", "follow")}

    assert codes == {404}
