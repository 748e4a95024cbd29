"""The memo at the command line."""

from pathlib import Path

import click

from community.kernel import db as kernel_db
from community.kernel.errors import Refused
from community.kernel.weeks import Week

from . import documents, pages

FORMATS = {"html": documents.html, "text": documents.text, "json": documents.as_json}


@click.command("memo")
@click.option("--week", "key", required=True, help="An ISO week that is over, such as 2026-W40.")
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Write into this file instead of the terminal.")
def memo(key: str, format_: str, out: Path | None) -> None:
    """Print the memo of a week: its edition, or what is computed as of that week."""
    week = Week.parse(key)
    with kernel_db.reading():
        document = FORMATS[format_](pages.page_of(week))
    if out is None:
        click.echo(document, nl=False)
        return
    try:
        out.write_text(document, encoding="utf-8")
    except OSError as error:
        raise Refused(f"The memo could not be written to {out}: {error.strerror}.") from None
    click.echo(f"The memo of {week.key} is in {out}")
