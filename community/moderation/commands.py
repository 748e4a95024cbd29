"""Moderation at the command line."""

import click

from . import recounts


@click.group("moderation")
def moderation() -> None:
    """Look after cases and flags."""


@moderation.command("recount")
def recount() -> None:
    """Count flags and their weights anew, and mend the counters that differ."""
    for name, mended in recounts.recount():
        click.echo(f"{name}: {mended} mended")
