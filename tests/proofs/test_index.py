"""The search index is hurt while the worker runs: the search page says so, the worker mends it, all is found again."""

import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from proofs.conftest import Proven
from proofs.installation import Installation, kill, wait_for
from support import people

from community.kernel import indexer

WORDS = ("copper", "basalt", "willow", "harbour", "lantern")
SAYS_REBUILDING = "being built anew"
SAYS_BEHIND = "still being added"


def _deleted(index: Path) -> None:
    shutil.rmtree(index)


def _corrupted(index: Path) -> None:
    chance = random.Random(7)
    for file in index.rglob("*.seg"):
        size = file.stat().st_size
        with file.open("r+b") as opened:
            for _ in range(20):
                opened.seek(chance.randrange(size))
                opened.write(chance.randbytes(4))


def _truncated(index: Path) -> None:
    for file in index.rglob("*.toc"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _pointing_nowhere(index: Path) -> None:
    (index / "current").write_text("elsewhere-1")


def _page(app: Flask, word: str) -> str:
    return app.test_client().get(f"/search/?q={word}").text


def _found(app: Flask, words: tuple[str, ...]) -> bool:
    return all(f'href="/forum/topics/{n}/' in _page(app, word) for n, word in enumerate(words, start=1))


def _topics(words: tuple[str, ...]) -> None:
    board, asker = people.board("A board"), people.member("Ines Asker")
    for word in words:
        people.topic(board, asker, f"About {word} and its use")


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hurt", [_deleted, _corrupted, _truncated, _pointing_nowhere], ids=lambda f: f.__name__[1:])
def test_a_hurt_index_says_so_and_is_built_anew(
    hurt: Callable[[Path], None], installation: Installation, proven: Proven
) -> None:
    app = installation.app
    _topics(WORDS)

    with installation.started("worker") as worker:
        wait_for(lambda: _found(app, WORDS), "the worker fills the index")
        kill(worker.pid, signal.SIGSTOP)
        hurt(installation.settings.index_dir)
        meanwhile = _page(app, WORDS[0])
        kill(worker.pid, signal.SIGCONT)
        wait_for(lambda: _found(app, WORDS), "everything is found again")

    assert SAYS_REBUILDING in meanwhile
    assert not indexer.check()
    proven(f"index {hurt.__name__[1:].replace('_', ' ')}: page says so, all is found again", len(WORDS), "topics")


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_an_older_index_put_back_is_brought_up_to_the_log(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proven: Proven
) -> None:
    app, index, older = installation.app, installation.settings.index_dir, tmp_path / "older"
    monkeypatch.setattr(indexer, "BEHIND", 0)
    _topics(WORDS[:2])
    consumers_done = installation.command("catch-up").returncode
    shutil.copytree(index, older)
    people.topic(people.board("Another board"), people.member("Tom Helper"), f"About {WORDS[2]} and its use")

    with installation.started("worker") as worker:
        wait_for(lambda: _found(app, WORDS[:3]), "the worker fills the index")
        kill(worker.pid, signal.SIGSTOP)
        shutil.rmtree(index)
        shutil.copytree(older, index)
        meanwhile = _page(app, WORDS[2])
        kill(worker.pid, signal.SIGCONT)
        wait_for(lambda: _found(app, WORDS[:3]), "everything is found again")

    assert consumers_done == 0
    assert SAYS_BEHIND in meanwhile
    assert not indexer.check()
    proven("index older copy put back: page says so, all is found again", 3, "topics")
