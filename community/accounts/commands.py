"""Members at the command line."""

import secrets
from zoneinfo import ZoneInfo

import click
from flask import current_app

from community.kernel import clock
from community.kernel import db as kernel_db
from community.kernel.auth import ROLES, STAFF
from community.kernel.errors import Refused

from . import queries, services
from .customers import LONGEST_TEXT, CustomerNote, Field, record_customers


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
        member = queries.member_by_email(email)
        if member is None:
            raise Refused(f"Nobody signs in as {email}.")
        services.give_role(member=member, role=role, by=None)
    click.echo(f"{email} is {role} now")


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
        member = queries.member_by_email(email)
        if member is None:
            raise Refused(f"Nobody signs in as {email}.")
        if member.role in STAFF:
            raise Refused(f"{email} is an employee, and sees the boards of every organisation.")
        today = clock.now().astimezone(ZoneInfo(current_app.extensions["settings"].time_zone)).date()
        values: dict[Field, str] = {"organisation": named}
        record_customers([CustomerNote(member_id=member.id, source="command line", as_of=today, values=values)])
    click.echo(f"{email} belongs to {named} now" if named else f"{email} belongs to no organisation now")
