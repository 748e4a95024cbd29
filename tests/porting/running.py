"""The import command as people run it: within the test, or as a process of its own."""

from multiprocessing.process import BaseProcess
from pathlib import Path

from click.testing import CliRunner
from support import forked

from community.porting.commands import import_


def import_dump(directory: Path, *options: str) -> str:
    """Import into the present application; return what the command printed."""
    done = CliRunner().invoke(import_, ["stackexchange", str(directory), *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def fork_import(directory: Path) -> BaseProcess:
    """Start the command in a process of its own."""
    return forked.start(import_dump, directory)
