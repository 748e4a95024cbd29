"""Reputation at the command line: do our points say what a whole site's reputation says?"""

import json
from dataclasses import asdict
from pathlib import Path

import click

from . import evaluation
from .evaluation import LEAST_POSTS, Agreement


@click.group("evaluate")
def evaluate() -> None:
    """Measure the platform's judgements against those of people."""


@evaluate.command("reputation")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def reputation(directory: Path, form: str) -> None:
    """Compare our points with the Reputation of the users of a Stack Exchange dump, by Spearman's rank correlation.

    DIR holds Users.xml, Posts.xml and Votes.xml of a main site: a meta site carries the reputation of its parent,
    with which points for its own posts have little to do.
    """
    found = evaluation.evaluate(directory)
    click.echo(json.dumps(asdict(found), indent=2) if form == "json" else _as_text(found))


def _as_text(found: Agreement) -> str:
    head = f"{found.n} users with at least {LEAST_POSTS} posts"
    said = found.why if found.spearman is None else f"Spearman {found.spearman:.4f}"
    skipped = f"\n{found.skipped_rows} rows could not be read and were left out" if found.skipped_rows else ""
    return f"{head}\n{said}{skipped}"
