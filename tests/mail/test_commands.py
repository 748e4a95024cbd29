"""Mail by a pipe: taken with 0, refused for good with 65, kept by the mail server with 75."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from support import databases, forked
from support.mails import letter

from community.cli import cli
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.mail import receiving
from community.mail.commands import DATA_ERROR, TRY_AGAIN
from community.mail.commands import receive as command
from community.mail.models import Incoming


@pytest.fixture
def pipe(app):
    """Return what hands a message to the command and tells how it ended."""
    return lambda raw: CliRunner().invoke(command, input=raw, catch_exceptions=False).exit_code


def stored():
    with kernel_db.reading():
        return db.session.scalar(select(func.count()).select_from(Incoming))


def test_message_is_stored_once_however_often_it_is_handed_over(pipe):
    codes = [pipe(letter()), pipe(b"From ines Mon Nov 16 09:30:00 2026\n" + letter())]

    assert (codes, stored()) == ([0, 0], 1)


@pytest.mark.parametrize("raw", [b"", b"\n\nHello", b"Hello, no header here"])
def test_what_is_no_message_is_refused_for_good(raw, pipe):
    assert (pipe(raw), stored()) == (DATA_ERROR, 0)


def test_message_that_cannot_be_stored_is_kept_by_the_mail_server(pipe, monkeypatch):
    def locked(_raw):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    monkeypatch.setattr(receiving, "receive", locked)

    assert pipe(letter()) == TRY_AGAIN


def test_message_is_kept_by_the_mail_server_while_the_house_is_not_set_up(tmp_path):
    environ = databases.environment(databases.settings_for(f"sqlite:///{tmp_path}/empty.db", tmp_path))

    ended = forked.groundswell(["mail", "receive"], environ, letter())

    assert ended.returncode == TRY_AGAIN
    assert "groundswell migrate" in ended.stderr


def test_command_is_one_of_the_house():
    assert "receive" in cli.commands["mail"].commands
