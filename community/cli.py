"""The command `groundswell`: start it, fill it, look after it."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import OperationalError

from community import demo as sample
from community.app import create_app, load_house
from community.kernel import config, consumers, doctor, indexer, logs, migrations, sequencer, supervisor, worker
from community.kernel import db as kernel_db
from community.kernel.config import Settings
from community.kernel.errors import Refused, SettingsError
from community.kernel.events import last_seq
from community.kernel.rooms import house
from community.kernel.serving import WebServer
from community.mail.commands import TRY_AGAIN
from community.sample.model import Plan
from reputation import jobs as reputation

HOST, PORT = "127.0.0.1", 8000
WITHOUT_SCHEMA = ("demo", "run", "migrate", "doctor", "evaluate")
host_option = click.option("--host", default=HOST, show_default=True, help="Address to listen on.")
port_option = click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))


@click.group()
@click.version_option(package_name="groundswell")
@click.pass_context
def cli(context: click.Context) -> None:
    """Groundswell: a community whose customers help each other, and a company that hears them.

    Settings are environment variables named GROUNDSWELL_*; `groundswell doctor` shows whether all is well.
    """
    if "--help" in sys.argv:
        return
    settings = config.load()
    logs.configure(settings.log_level if context.invoked_subcommand in ("web", "worker") else "ERROR")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    context.obj = app
    context.with_resource(app.app_context())
    if context.invoked_subcommand not in WITHOUT_SCHEMA:
        _check_schema()


def _check_schema() -> None:
    if migrations.current() != migrations.head():
        raise Refused("The database is not at the schema that this version needs; run `groundswell migrate` first.")


def _settings(app: Any) -> Settings:
    found: Settings = app.extensions["settings"]
    return found


@cli.command()
@click.pass_obj
def migrate(app: Any) -> None:
    """Bring the database up to this version's schema."""
    before = migrations.current()
    _migrate(_settings(app))
    after = migrations.head()
    click.echo(f"The database is at {after}" + (" already" if before == after else ""))


def _migrate(settings: Settings) -> None:
    migrations.upgrade()
    _install(settings)


def _install(settings: Settings) -> None:
    with kernel_db.writing():
        worker.install(settings)


@cli.command()
@host_option
@port_option
@click.pass_obj
def run(app: Any, host: str, port: int) -> None:
    """Serve web and worker together: all that one machine needs."""
    supervisor.check_address(host, port)
    _migrate(_settings(app))
    click.echo(f"Groundswell answers at http://{host}:{port} (Ctrl-C ends it)")
    _serve(app, host, port)


def _serve(app: Any, host: str, port: int) -> None:
    """Serve web and worker, each in a process that ends when this one is gone."""
    settings, parent = _settings(app), os.getpid()
    logs.configure(settings.log_level)
    supervisor.run(
        {
            "web": lambda: WebServer(app, settings, host=host, port=port, parent=parent).run(),
            "worker": lambda: worker.Worker(app, settings, parent=parent).run(),
        }
    )


@cli.command()
@host_option
@port_option
@click.pass_obj
def web(app: Any, host: str, port: int) -> None:
    """Serve the web pages and the API only."""
    WebServer(app, _settings(app), host=host, port=port).run()


@cli.command("worker")
@click.pass_obj
def worker_(app: Any) -> None:
    """Run the worker only: sequencer, consumers, index, mail, period jobs."""
    worker.Worker(app, _settings(app)).run()


@cli.command()
@click.option("--no-serve", is_flag=True, help="Fill the database and stop.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the sample; today if not given.")
@host_option
@port_option
@click.pass_obj
def demo(app: Any, no_serve: bool, until: datetime | None, host: str, port: int) -> None:
    """Fill an empty database with the sample community, and serve it."""
    settings = _settings(app)
    if settings.is_production:
        raise Refused("The sample community has sign-ins that everybody knows; it is not for production.")
    if not no_serve:
        supervisor.check_address(host, port)
    migrations.upgrade()
    if sample.is_empty():
        _fill(settings, until)
    else:
        click.echo("The database is not empty; it is served as it is.")
        _install(settings)
    click.echo(sample.sign_ins())
    if not no_serve:
        click.echo(f"\nGroundswell answers at http://{host}:{port} (Ctrl-C ends it)")
        _serve(app, host, port)


def _fill(settings: Settings, until: datetime | None) -> None:
    plan = sample.plan_until(until.replace(tzinfo=UTC) if until else None)
    with click.progressbar(length=sample.steps(plan), label="Filling the sample community") as bar:
        sample.fill(plan, bar.update)
    sequencer.run()
    _install(settings)
    _look_back(plan, ZoneInfo(settings.time_zone))


def _look_back(plan: Plan, zone: ZoneInfo) -> None:
    length = len(house().projections) + len(sample.weeks_over(plan, zone))
    with click.progressbar(length=length, label="Working out what it means ") as bar:
        sample.look_back(plan, zone, bar.update)


@cli.command("catch-up")
@click.pass_obj
def catch_up(app: Any) -> None:
    """Run sequencer, consumers and due jobs until nothing is left."""
    done = worker.catch_up(_settings(app))
    with kernel_db.writing():
        reputation.refresh()  # its hourly job may have run before there was anything to show
    click.echo(f"Nothing is left to do ({done} pieces of work were done)")


@cli.command()
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="Every projection and the search index.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a rebuild would.")
def rebuild(name: str | None, everything: bool, check: bool) -> None:
    """Build the projection NAME anew from the event log, or compare it with what a rebuild would give."""
    projections = {p.name: p for p in house().projections}
    known = [*projections, indexer.NAME]
    if not everything and name not in known:
        raise Refused(f"Say which: {', '.join(known)}, or --all.")
    sequencer.run()
    differs = False
    for chosen in known if everything else [str(name)]:
        found = _rebuild(chosen, projections.get(chosen), check=check)
        differs = differs or bool(found)
    if differs:
        raise click.exceptions.Exit(1)


def _rebuild(name: str, projection: consumers.Projection | None, *, check: bool) -> Sequence[consumers.Difference]:
    if check:
        found = indexer.check() if projection is None else consumers.check(projection)
        for one in found:
            click.echo(f"{name}: {one.table} differs: {one.now_only} rows only now, {one.rebuilt_only} only rebuilt")
        if not found:
            click.echo(f"{name}: equal")
        return found
    with click.progressbar(length=_length(projection), label=name) as bar:
        if projection is None:
            indexer.rebuild(lambda reached: bar.update(reached - bar.pos))
        else:
            consumers.rebuild(projection, lambda reached: bar.update(reached - bar.pos))
    click.echo(f"{name}: rebuilt")
    return ()


def _length(projection: consumers.Projection | None) -> int:
    """Return how far a rebuild has to go: facts for a projection, things for the index."""
    with kernel_db.reading():
        return indexer.size() if projection is None else last_seq()


@cli.command("doctor")
def doctor_() -> None:
    """Say how the installation is, a line each; exit 1 if something is not well."""
    findings = list(doctor.examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'BAD '} {finding.name:<13} {finding.says}")
    if not all(finding.well for finding in findings):
        raise click.exceptions.Exit(1)


def _add(command: click.Command) -> None:
    """Add a room's command; groups of one name, such as `evaluate`, become one."""
    known = cli.commands.get(str(command.name))
    if isinstance(known, click.Group) and isinstance(command, click.Group):
        for name, one in command.commands.items():
            known.add_command(one, name)
    else:
        cli.add_command(command)


for _room in load_house().rooms:
    for _command in _room.commands:
        _add(_command)


def main() -> None:
    """Run the command; whatever goes wrong is one sentence and an exit code, never a traceback for a plain mistake."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except SettingsError as error:
        _end(2, str(error))
    except Refused as no:
        _end(1, no.sentence)
    except OperationalError as error:
        _end(3, f"The database did not take it: {str(error.orig).splitlines()[0]}")
    sys.exit(code if isinstance(code, int) else 0)


def _end(code: int, sentence: str) -> None:
    """Say what went wrong and end; a mail server that hands a message over keeps it, whatever the reason."""
    click.echo(f"groundswell: {sentence}", err=True)
    sys.exit(TRY_AGAIN if sys.argv[1:3] == ["mail", "receive"] else code)


if __name__ == "__main__":
    main()
