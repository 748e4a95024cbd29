"""Members at the command line."""

import secrets
from pathlib import Path
from typing import get_args

import click

from community.kernel import db as kernel_db
from community.kernel.auth import ROLES, STAFF
from community.kernel.errors import Refused

from . import erased_list, leaving, lost_steps, queries, services
from .customer_fields import LONGEST_TEXT, Field
from .customer_intake import business_day
from .customers import CustomerNote, record_customers
from .events import WhyReset
from .models import Member


@click.group("user")
def user() -> None:
    """Add members and give them roles."""


@user.command("create")
@click.argument("name")
@click.option("--email", required=True, help="The address they sign in with.")
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True)
@click.option("--password", help="Made up and printed when you give none.")
def create(name: str, email: str, role: str, password: str | None) -> None:
    """Add a member called NAME."""
    chosen = password or secrets.token_urlsafe(12)
    with kernel_db.writing():
        services.create_member(name=name, email=email, password=chosen, role=role)
    click.echo(f"{name} can sign in as {email} ({role})" + ("" if password else f" with the password {chosen}"))


@user.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def role(email: str, role: str) -> None:
    """Give the member who signs in as EMAIL another ROLE."""
    with kernel_db.writing():
        services.give_role(member=_member(email), role=role, by=None)
    click.echo(f"{email} is {role} now")


@user.command("reset-second-step")
@click.argument("email")
@click.option("--why", type=click.Choice(get_args(WhyReset)), default="lost", show_default=True)
def reset_second_step(email: str, why: WhyReset) -> None:
    """Take away the second step, recovery codes and passkeys of the member who signs in as EMAIL."""
    with kernel_db.writing():
        lost_steps.reset(member=_member(email), why=why, by=None)
    click.echo(f"{email} signs in by password alone now, is signed out everywhere, and told by mail")


@user.command("organisation")
@click.argument("email")
@click.argument("name", default="")
def organisation(email: str, name: str) -> None:
    """Let the member who signs in as EMAIL belong to the organisation NAME, or to none without a NAME.

    They then see the boards of that organisation, and of no other.
    """
    named = " ".join(name.split())
    if len(named) > LONGEST_TEXT:
        raise Refused(f"The name is longer than {LONGEST_TEXT} characters.")
    with kernel_db.writing():
        member = _member(email)
        if member.role in STAFF:
            raise Refused(f"{email} is an employee, and sees the boards of every organisation.")
        values: dict[Field, str] = {"organisation": named}
        record_customers(
            [CustomerNote(member_id=member.id, source="command line", as_of=business_day(), values=values)]
        )
    click.echo(f"{email} belongs to {named} now" if named else f"{email} belongs to no organisation now")


@user.command("erase-again")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def erase_again(path: Path | None) -> None:
    """Erase those whom a restored backup brought back, after the list in PATH (erased.txt in the data folder).

    The worker takes their names out of everything, as it did the first time.
    """
    before = len(erased_list.standing(path))
    refused = leaving.erase_again(path)
    click.echo(f"{before - len(refused)} members were erased again")
    if refused:
        raise Refused("; ".join(f"Member {number} stays: {why}" for number, why in refused.items()))


def _member(email: str) -> Member:
    found = queries.member_by_email(email)
    if found is None:
        raise Refused(f"Nobody signs in as {email}.")
    return found
