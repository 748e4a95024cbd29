"""The blog at the command line."""

import click

from . import recounts


@click.group("blogs")
def blogs() -> None:
    """Look after blog posts and comments."""


@blogs.command("recount")
def recount() -> None:
    """Count comments on blog posts anew, and mend the counters that differ."""
    for name, mended in recounts.recount():
        click.echo(f"{name}: {mended} mended")
