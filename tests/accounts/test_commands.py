"""`groundswell user`: what it does, and what it says when it cannot."""

import click
import pytest
from support import databases, forked

from community.accounts import commands, queries
from community.kernel.db import db
from community.kernel.errors import Refused

CREATE = ("create", "Nora New", "--email", "nora@people.example")


def user(*arguments):
    """Run the command in this process; what it cannot do it raises, for `groundswell` to say."""
    db.session.rollback()
    commands.user.main(list(arguments), standalone_mode=False)


def member():
    found = queries.member_by_email("nora@people.example")
    db.session.rollback()
    return found


def test_a_member_is_created_with_a_role_and_a_printed_password(live_app, capsys):
    user(*CREATE, "--role", "agent")

    assert "Nora New can sign in as nora@people.example (agent) with the password " in capsys.readouterr().out
    assert member().role == "agent"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((*CREATE, "--role", "king"), "'king' is not one of"),
        ((*CREATE, "--password", "short"), "The password is too short; 8 characters are the least."),
        (("create", "Nora", "--email", "nowhere"), "“nowhere” is not a mail address."),
        (("create", "N", "--email", "nora@people.example"), "The name must have 2 to 60 characters."),
        (("role", "nobody@people.example", "agent"), "Nobody signs in as nobody@people.example."),
        (("create", "Nora"), "Missing option '--email'"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments, sentence, app):
    with pytest.raises((Refused, click.UsageError)) as no:
        user(*arguments)

    said = no.value.sentence if isinstance(no.value, Refused) else no.value.format_message()
    assert sentence in said
    assert member() is None


def test_an_address_is_taken_once_and_a_role_is_changed(live_app, capsys):
    user(*CREATE)

    with pytest.raises(Refused, match="Somebody has signed up as nora@people"):
        user(*CREATE)
    user("role", "NORA@people.example", "admin")

    assert "NORA@people.example is admin now" in capsys.readouterr().out
    assert member().role == "admin"


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
def test_the_command_says_no_with_an_exit_code_and_without_a_traceback(live_app):
    environment = databases.environment(live_app.extensions["settings"])
    db.session.rollback()

    done = forked.groundswell(["user", "role", "nobody@people.example", "agent"], environment)

    assert done.returncode == 1
    assert done.stderr == "groundswell: Nobody signs in as nobody@people.example.\n"
