"""Members at the command line."""

import secrets

import click

from community.kernel import db as kernel_db
from community.kernel.auth import ROLES
from community.kernel.errors import Refused

from . import queries, services


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
