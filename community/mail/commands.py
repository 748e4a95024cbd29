"""Mail at the command line, for a mail server that hands each message to a program."""

import sys

import click
import structlog

from community.kernel import db as kernel_db
from community.kernel.mail import reading

from . import receiving

DATA_ERROR, TRY_AGAIN = 65, 75  # EX_DATAERR and EX_TEMPFAIL of sysexits.h
log = structlog.get_logger(__name__)


@click.group("mail")
def mail() -> None:
    """Take mail in."""


@mail.command("receive")
def receive() -> None:
    """Take one message from standard input, as a mail server hands it over."""
    raw = sys.stdin.buffer.read(2 * reading.MOST_BYTES)
    if not reading.is_message(raw):
        click.echo("groundswell: this is no mail message", err=True)
        raise click.exceptions.Exit(DATA_ERROR)
    try:
        with kernel_db.writing():
            receiving.receive(raw)
    except Exception as error:  # whatever it is, the mail server keeps the message and comes again
        log.exception("mail not received")
        click.echo(f"groundswell: not stored, please try again: {type(error).__name__}", err=True)
        raise click.exceptions.Exit(TRY_AGAIN) from error
