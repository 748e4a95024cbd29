"""Checks: words are shown to every room before they are written."""

import pytest
from support import people

from community.forum.models import Post
from community.kernel import checks, notices
from community.kernel.auth import Viewer
from community.kernel.checks import Draft
from community.kernel.db import db
from community.kernel.errors import Refused

CARD = "4111 1111 1111 1111"


def draft(text: str) -> Draft:
    return Draft(kind="forum.post", text=text, by=Viewer(member_id=1, role="member"))


def test_a_card_number_is_masked_before_it_is_written(app, topic, helper):
    answer = people.answer(topic, helper, f"Just use my card {CARD} please")

    stored = db.session.get_one(Post, answer.id)

    assert CARD not in stored.body + stored.html
    assert "[card]" in stored.body


def test_the_author_is_told_what_was_masked(app):
    checks.mask_private_data(draft("password: hunter2hunter2"))

    told = notices.taken()

    assert len(told) == 1
    assert "masked" in told[0]
    assert "hunter2" not in told[0]


def test_an_address_people_may_want_to_give_is_left_alone(app):
    passed = checks.mask_private_data(draft("write to me@home.example"))

    assert passed.text == "write to me@home.example"
    assert notices.taken() == []


def test_a_check_that_says_no_stops_the_rest(app):
    def refuse(_draft: Draft) -> Draft:
        raise Refused("Not today.")

    asked: list[Draft] = []

    with pytest.raises(Refused, match="Not today"):
        checks.passed(draft("hello there"), (refuse, lambda d: asked.append(d) or d))
    assert asked == []


def test_an_edit_is_checked_like_a_new_post(signed_in, topic, answer, helper):
    form = {"body": f"Better: pay with {CARD}", "reason": "clearer"}

    page = signed_in(helper).post(f"/forum/posts/{answer.id}/edit", data=form, follow_redirects=True)

    assert CARD not in page.text
    assert "we masked it" in page.text
