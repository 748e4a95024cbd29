"""Engagement at the command line: load what is known of customers."""

from io import StringIO
from pathlib import Path
from typing import Final

import click

from community.accounts import customer_file, customer_intake
from community.accounts.customer_file import Bad
from community.kernel import db as kernel_db
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
    of organisation, tier, contract_value, arpu, loyalty_level, repurchase_on, repurchase_likelihood, last_activity,
    account_owner (an employee), followers, second_degree, external_score. Good lines are kept, bad ones are named and
    change nothing; a file may be loaded again. Exit code 1 if a line was refused.
    """
    read = list(customer_file.read(_lines(file), customer_intake.business_day()))
    refused: list[Bad] = []
    for start in range(0, len(read), BATCH):
        with kernel_db.writing():
            refused += customer_intake.take(read[start : start + BATCH])
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
