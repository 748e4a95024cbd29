"""The import command as people run it: within the test, or as a process of its own."""

import multiprocessing
import subprocess
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

from click.testing import CliRunner
from support import databases

from community.kernel.config import Settings
from community.kernel.db import db
from community.porting.commands import import_


def import_dump(directory: Path, *options: str) -> str:
    """Import into the present application; return what the command printed."""
    done = CliRunner().invoke(import_, ["stackexchange", str(directory), *options], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def start_import(settings: Settings, directory: Path, *options: str) -> "subprocess.Popen[str]":
    """Start the command as a process of its own."""
    command = [sys.executable, "-m", "community.cli", "import", "stackexchange", str(directory), *options]
    outputs = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.Popen(command, env=databases.environment(settings), text=True, **outputs)


def fork_import(directory: Path) -> BaseProcess:
    """Start the command in a process that has everything loaded already, and begins with no connection."""
    db.session.remove()
    db.engine.dispose()
    running = multiprocessing.get_context("fork").Process(target=import_dump, args=(directory,))
    running.start()
    return running
