"""The ideation board at the command line."""

import click

from . import recounts


@click.group("ideas")
def ideas() -> None:
    """Look after ideas, votes and comments."""


@ideas.command("recount")
def recount() -> None:
    """Count votes and comments anew, and mend the counters that differ."""
    for name, mended in recounts.recount():
        click.echo(f"{name}: {mended} mended")
