"""What a program does on the ideation board with a token."""

import pytest
from support import wishes

from community.kernel.db import db
from ideas.models import Idea


@pytest.fixture
def idea(asker):
    return wishes.idea(asker)


def test_an_idea_is_submitted_and_shown_among_its_author_s(program, asker):
    made = program(asker, "POST", "ideas", title="Charge the car from the sun", body="The charger should wait for it.")
    listed = program(asker, "GET", f"people/{asker.handle}/ideas").json["ideas"]

    assert made.status_code == 201
    assert [row["id"] for row in listed] == [made.json["id"]]


def test_a_vote_is_cast_counted_once_and_taken_back(program, idea, helper):
    path = f"ideas/{idea.id}/vote"

    codes = [program(helper, "PUT", path).status_code for _ in range(2)]
    mine = program(helper, "GET", "me/votes").json
    codes.append(program(helper, "DELETE", path).status_code)

    assert codes == [204, 204, 204]
    assert ([row["votes"] for row in mine["ideas"]], mine["left"]) == ([1], 9)
    assert program(helper, "GET", "me/votes").json["left"] == 10


def test_an_idea_is_commented_on(program, idea, helper):
    said = program(helper, "POST", f"ideas/{idea.id}/comments", body="The same here.")

    comments = program(helper, "GET", f"ideas/{idea.id}").json["comments"]
    assert [comment["id"] for comment in comments] == [said.json["id"]]


def test_an_employee_moves_an_idea_that_nobody_moved_meanwhile(program, idea, agent):
    words = {"seen": "new", "to": "planned", "response": "It comes in spring."}

    first, second = (program(agent, "POST", f"ideas/{idea.id}/moves", **words) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 422)
    assert db.session.get_one(Idea, idea.id).status == "planned"


def test_ideas_are_merged_and_taken_apart(program, idea, helper, mvp):
    other = wishes.idea(helper, "Let the car wait for the sun")
    path = f"ideas/{other.id}/merger"

    merged = program(mvp, "PUT", path, into=idea.id)
    apart = program(mvp, "DELETE", path)

    assert (merged.json["id"], apart.json["id"]) == (idea.id, other.id)
    assert db.session.get_one(Idea, other.id).merged_into_id is None


@pytest.mark.parametrize(
    ("method", "act", "words"),
    [
        ("POST", "moves", {"seen": "new", "to": "planned", "response": "It comes in spring."}),
        ("PUT", "merger", {"into": 1}),
    ],
)
def test_a_member_neither_answers_officially_nor_merges(method, act, words, program, idea, helper):
    assert program(helper, method, f"ideas/{idea.id}/{act}", **words).status_code == 403


def test_ideas_like_a_title_are_looked_for(program, idea, helper):
    assert program(helper, "GET", "ideas/similar?title=sun").status_code == 200
