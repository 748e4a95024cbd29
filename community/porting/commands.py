"""Whole communities at the command line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import IntegrityError

from community.forum.intake import finding
from community.forum.intake import origin as origins
from community.forum.intake.origin import Origin
from community.kernel import db as kernel_db
from community.kernel.errors import Refused
from community.porting.board import board_for, require_board
from community.porting.importing import Import, steps_in
from community.porting.stackexchange.dump import Dump, open_dump
from community.porting.stackexchange.report import refusals, write_report
from community.porting.stackexchange.site import Site, site_of
from community.porting.stackexchange.survey import Survey, survey
from community.porting.stackexchange.tables import COMMENTS, HISTORY, POSTS, VOTES


@click.group("import")
def import_() -> None:
    """Bring a community from elsewhere."""


@import_.command("stackexchange")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--site", "name", help="Name of the site; the folder's name if not given.")
@click.option("--site-url", "address", help="Where the site stands, for links to the originals.")
@click.option("--board", help="Address (slug) of the board to fill; one of its own if not given.")
@click.option("--report", type=click.Path(path_type=Path), help="Where to list the rows that are not taken (CSV).")
def stackexchange(
    directory: Path, name: str | None, address: str | None, board: str | None, report: Path | None
) -> None:
    """Import the official dump of a Stack Exchange site from DIRECTORY, which holds Posts.xml.

    All files are read and counted before anything is written. An import that was stopped goes on when it is run
    again; the same dump again changes nothing, and a newer one adds and updates.
    """
    site = site_of(directory, name, address)
    require_board(board)
    dump = open_dump(directory)
    counts = _read(dump)
    path = report or _place_of_reports() / f"{site.name}.csv"
    write_report(path, counts, refusals(dump))
    for line in _about_files(counts, path):
        click.echo(line)
    origin = _origin(site, dump, counts, board)
    done = _write(dump, site, origin, counts)
    for line in (*_about_steps(done), *_remarks(dump, counts, origin)):
        click.echo(line)


def _place_of_reports() -> Path:
    folder: Path = current_app.extensions["settings"].data_dir / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read(dump: Dump) -> Survey:
    with click.progressbar(length=sum(map(dump.size, dump.tables())), label="Reading the files") as bar:
        return survey(dump, bar.update)


def _origin(site: Site, dump: Dump, counts: Survey, board: str | None) -> Origin:
    """Return what all batches know; refuse an older dump, which would undo what a newer one brought."""
    until = counts.dump_up_to
    if until is None:
        raise Refused("No row of this dump can be taken, so there is nothing to import; the report says why.")
    with kernel_db.reading():
        newest, decisions = origins.newest(site.name), origins.read_decisions()
    if newest is not None and newest > until:
        raise Refused(
            f"This dump ends on {until:%Y-%m-%d %H:%M}, but {site.name} was imported up to {newest:%Y-%m-%d %H:%M}"
            " already; an older dump would undo what the newer one brought."
        )
    board_id = board_for(site, board)
    return Origin(source=site.name, board_id=board_id, until=until, with_history=dump.has(HISTORY), decisions=decisions)


def _write(dump: Dump, site: Site, origin: Origin, counts: Survey) -> dict[str, Counter[str]]:
    with click.progressbar(length=steps_in(counts), label="Writing") as bar:
        try:
            done = Import(dump, site, origin).run(bar.update)
        except IntegrityError as error:
            raise Refused("Somebody else wrote the same rows meanwhile; please run the import again.") from error
        bar.update(max(0, (bar.length or 0) - bar.pos))  # revisions are fewer than the rows that tell of them
    return done


def _about_files(counts: Survey, report: Path) -> Iterator[str]:
    for file in counts.files:
        yield f"{file.file:<16}{file.rows:>9} rows {file.kept:>9} taken {file.refused:>9} refused"
    yield f"{'together':<16}{counts.rows:>9} rows {counts.kept:>9} taken {counts.refused:>9} refused"
    yield f"Each refused row is listed with its reason in {report}"


def _about_steps(done: Mapping[str, Counter[str]]) -> Iterator[str]:
    told = {step: {what: n for what, n in counts.items() if n} for step, counts in done.items()}
    for step, counts in told.items():
        if counts:
            yield f"{step}: " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
    if not any(told.values()):
        yield "All of it was here already; nothing has changed"


def _remarks(dump: Dump, counts: Survey, origin: Origin) -> Iterator[str]:
    """Say what an import leaves as it is, and why."""
    of_posts = counts.of(POSTS).kept_by_kind
    kept = of_posts.get("question", 0) + of_posts.get("answer", 0)
    with kernel_db.reading():
        missing = finding.number(origin, "post") - kept
        gone = finding.number(origin, "comment") - counts.of(COMMENTS).kept if dump.has(COMMENTS) else 0
    if missing or gone:
        yield f"{missing} posts and {gone} comments are no longer in the dump; they stay, as it does not say why"
    if not dump.has(VOTES):
        yield "There is no Votes.xml: a score does not tell its votes, so the posts begin without kudos"
