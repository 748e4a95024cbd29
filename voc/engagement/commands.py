"""Engagement at the command line: load what is known of customers."""

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import click
from flask import current_app

from community.accounts import customer_file, customers
from community.accounts.customer_file import Bad, Line
from community.accounts.customers import CustomerNote
from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.auth import STAFF
from community.kernel.errors import Refused

BATCH: Final = 500  # lines a transaction


@click.group("engagement")
def engagement() -> None:
    """Look after whom we care about."""


@engagement.command("customers")
@click.argument("file", type=click.Path(path_type=Path))
def load_customers(file: Path) -> None:
    """Load what a source says of customers from the CSV FILE.

    The first line names the columns: member (handle or mail address), source, as_of (a day such as 2026-11-22), and any
    of organisation, tier, followers, second_degree, external_score. Good lines are kept, bad ones are named and change
    nothing; a file may be loaded again. Exit code 1 if a line was refused.
    """
    today = clock.now().astimezone(ZoneInfo(current_app.extensions["settings"].time_zone)).date()
    read = list(customer_file.read(_lines(file), today))
    refused: list[Bad] = []
    for start in range(0, len(read), BATCH):
        with kernel_db.writing():
            refused += _take(read[start : start + BATCH])
    for line in refused:
        click.echo(f"Line {line.number}: {line.says}", err=True)
    click.echo(f"{len(read) - len(refused)} lines taken, {len(refused)} refused")
    if refused:
        raise click.exceptions.Exit(1)


def _lines(file: Path) -> list[str]:
    try:
        return list(StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not in UTF-8; save it so, that names keep their letters.") from error
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from error


def _take(read: Sequence[Line | Bad]) -> Iterator[Bad]:
    """Keep the lines about customers of ours; yield the others with the reason."""
    members = customers.members_called(line.member for line in read if isinstance(line, Line))
    notes = []
    for line in read:
        if isinstance(line, Bad):
            yield line
        elif (member := members.get(line.member.lower())) is None:
            yield Bad(line.number, f"nobody here is called {line.member}.")
        elif member.role in STAFF:
            yield Bad(line.number, f"{line.member} is an employee, and no customer.")
        else:
            notes.append(CustomerNote(member_id=member.id, source=line.source, as_of=line.as_of, values=line.values))
    customers.record_customers(notes)
