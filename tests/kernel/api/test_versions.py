"""Versions: what a program has is not sent again, and what changed meanwhile is not changed blindly."""

import pytest
from support.programs import Program
from werkzeug.exceptions import PreconditionFailed

from community.kernel.api import versions


@pytest.fixture
def address(topic):
    return f"topics/{topic.id}"


@pytest.fixture
def program(app):
    return Program(app)


def test_what_a_program_has_is_not_sent_again(program, address):
    first = program.get(address)

    again = program.get(address, If_None_Match=first.headers["ETag"])

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_what_has_changed_is_sent(program, address, topic):
    first = program.get(address)
    topic.title = "The hub does not find my battery any more"

    again = program.get(address, If_None_Match=first.headers["ETag"])

    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_a_packed_answer_has_a_version_too(program, address, topic):
    topic.title = "x" * 600

    first = program.get(address, Accept_Encoding="gzip")
    again = program.get(address, Accept_Encoding="gzip", If_None_Match=first.headers["ETag"])

    assert first.headers["Content-Encoding"] == "gzip"
    assert again.status_code == 304


@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_a_change_bound_to_the_present_version_passes(packing, app, program, address, topic):
    topic.title = "x" * 600
    version = program.get(address, Accept_Encoding=packing).headers["ETag"]

    with app.test_request_context(f"/api/v1/{address}", method="DELETE", headers={"If-Match": version}):
        versions.check()


@pytest.mark.parametrize("stale", ['"0123"', 'W/"0123"', "nonsense", '"one", "two"'])
def test_a_change_bound_to_another_version_is_refused(stale, app, address):
    with (
        app.test_request_context(f"/api/v1/{address}", method="PATCH", headers={"If-Match": stale}),
        pytest.raises(PreconditionFailed),
    ):
        versions.check()


def test_a_change_of_what_has_no_versions_is_not_bound_to_one(app, answer, helper, asker):
    program = Program(app, asker)

    refused = program.send("PUT", f"posts/{answer.id}/kudos", headers={"If-Match": '"0123"'})

    assert refused.status_code == 412
    assert refused.mimetype == "application/problem+json"
