"""Processes of a test's own: forked from it, since everything that they need is loaded there already."""

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import has_app_context

from community import cli
from community.kernel.db import db

nursery: Any = get_context("fork")


def start(work: Callable[..., None], *arguments: Any) -> BaseProcess:
    """Start a process that does `work`, and begins with no connection: one that is open cannot be shared."""
    if has_app_context():
        db.session.rollback()
        db.engine.dispose()
    process: BaseProcess = nursery.Process(target=work, args=arguments, daemon=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of the test runner's threads, which no child needs
        process.start()
    return process


def run(work: Callable[..., None], *arguments: Any, stdin: bytes = b"") -> "subprocess.CompletedProcess[str]":
    """Let a process do `work`; return the code that it ended with, and what it wrote."""
    with TemporaryDirectory() as folder:
        streams = {name: Path(folder, name) for name in ("stdin", "stdout", "stderr")}
        for path in streams.values():
            path.write_bytes(stdin if path == streams["stdin"] else b"")
        process = start(_with_streams, streams, work, arguments)
        process.join()
        written = [streams[name].read_text(encoding="utf-8") for name in ("stdout", "stderr")]
    return subprocess.CompletedProcess(work.__name__, process.exitcode or 0, *written)


def groundswell(
    words: list[str], environment: Mapping[str, str], stdin: bytes = b""
) -> "subprocess.CompletedProcess[str]":
    """Run our command as people do: with words, an environment and a standard input of its own."""
    return run(_command, words, environment, stdin=stdin)


def _with_streams(streams: Mapping[str, Path], work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    sys.stdin = TextIOWrapper(streams["stdin"].open("rb"))
    sys.stdout, sys.stderr = (streams[name].open("w", encoding="utf-8") for name in ("stdout", "stderr"))
    work(*arguments)


def _command(words: list[str], environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["groundswell", *words]
    cli.main()
