"""The forum at the command line."""

import click

from . import recounts


@click.group("forum")
def forum() -> None:
    """Look after boards, topics and posts."""


@forum.command("recount")
def recount() -> None:
    """Count replies, kudos, topics and posts anew, and mend the counters that differ."""
    for name, mended in recounts.recount():
        click.echo(f"{name}: {mended} mended")
