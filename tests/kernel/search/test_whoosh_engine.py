"""What only Whoosh must fear: other processes, other threads, kills, and files that are not what they were."""

import os
import pickle
import random
import shutil
import threading
import time
from pathlib import Path

import pytest
from support import forked

from community.kernel.search import Document, IndexBusy, IndexUnavailable, Question, WhooshEngine, whoosh_engine
from community.kernel.search.whoosh_files import Generations
from community.kernel.search.whoosh_schema import schema

ROUTER = Question(text="router", scopes=frozenset({"public"}), limit=100)
KILLS = 8


def write_for_ever(folder: Path, told: int) -> None:
    """Write one document after another, and tell the mark of each when it is kept."""
    engine = WhooshEngine(folder)
    while True:
        mark = engine.mark()
        key = f"k{mark + 1}"
        document = Document(key=key, kind="post", thing_id=mark, title="Router", body="router " * 50, scope="public")
        engine.apply([document], since=mark, mark=mark + 1)
        if mark % 5 == 4:
            engine.optimize()
        os.write(told, f"{mark + 1}\n".encode())


@pytest.fixture
def folder(whoosh_shelf, tmp_path: Path) -> Path:
    """The folder of an index in use with a few commits behind it, at mark 3."""
    for n in range(3):
        whoosh_shelf.write(**{f"k{n}": "router and more words"})
    return tmp_path / "index"


def test_killed_writer_leaves_what_it_acknowledged(folder):
    chance, acknowledged = random.Random(5), 3
    for _ in range(KILLS):
        reads, writes = os.pipe()
        process = forked.start(write_for_ever, folder, writes)
        os.close(writes)
        with os.fdopen(reads) as told:
            told.readline()  # it is at work
            time.sleep(chance.random() * 0.15)
            process.kill()
            lines = told.read().split()
        process.join()
        acknowledged = max([acknowledged, *map(int, lines)])

        mark = WhooshEngine(folder).mark()

        assert mark is not None
        assert mark >= acknowledged
        keys = {key for key, _ in WhooshEngine(folder).canonical()}
        assert {f"k{n}" for n in range(4, mark + 1)} <= keys
        assert f"k{mark + 1}" not in keys
    assert acknowledged > 3 + KILLS


@pytest.mark.parametrize("suffix", [".seg", ".toc"])
def test_flipped_byte_anywhere_is_noticed(folder, suffix):
    chance = random.Random(7)
    path = next(folder.rglob(f"*{suffix}"))
    good = path.read_bytes()
    for _ in range(20):
        at = chance.randrange(len(good))
        path.write_bytes(good[:at] + bytes([good[at] ^ (1 << chance.randrange(8))]) + good[at + 1 :])

        engine = WhooshEngine(folder)

        assert engine.mark() is None
        with pytest.raises(IndexUnavailable):
            engine.search(ROUTER)


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc", "*.seg.sum", "*.toc.sum", "current"])
@pytest.mark.parametrize("harm", ["truncated", "emptied", "removed", "foreign"])
def test_harmed_file_is_noticed_and_a_rebuild_heals(folder, document, pattern, harm):
    path = next(folder.rglob(pattern))
    content = path.read_bytes()
    changed = {"truncated": content[: len(content) // 2], "emptied": b"", "foreign": pickle.dumps({"no": "index"})}
    path.unlink() if harm == "removed" else path.write_bytes(changed[harm])
    engine = WhooshEngine(folder)

    with pytest.raises(IndexUnavailable):
        engine.search(ROUTER)

    assert engine.mark() is None
    assert not engine.stats().usable
    with pytest.raises(IndexUnavailable):
        engine.apply([document("x", "router")], since=3, mark=4)
    build = engine.begin_rebuild()
    build.add([document("healed", "router")])
    build.finish(7)
    assert engine.mark() == 7
    assert [hit.key for hit in engine.search(ROUTER).hits] == ["healed"]


@pytest.mark.parametrize("what", ["index", "generation"])
def test_folder_removed_under_a_running_engine_is_noticed(folder, whoosh, what):
    whoosh.search(ROUTER)
    shutil.rmtree(folder if what == "index" else next(folder.glob("*-*")))

    with pytest.raises(IndexUnavailable):
        whoosh.search(ROUTER)

    assert whoosh.mark() is None
    whoosh.begin_rebuild().finish(0)
    assert whoosh.search(ROUTER).total == 0


def test_file_harmed_under_a_running_engine_is_noticed_by_its_mark(folder, whoosh):
    assert whoosh.mark() == 3
    path = next(folder.rglob("*.seg"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    mark = whoosh.mark()

    assert mark is None


def test_index_of_another_make_is_not_opened(folder):
    generation = next(folder.glob("*-*"))
    generation.rename(folder / "0.9-1")
    (folder / "current").write_text("0.9-1")

    mark = WhooshEngine(folder).mark()

    assert mark is None


def test_pointer_leads_nowhere_else(folder, tmp_path):
    outside = tmp_path / "outside"
    shutil.copytree(next(folder.glob("*-*")), outside)
    (folder / "current").write_text("../outside")

    mark = WhooshEngine(folder).mark()

    assert mark is None


def test_other_engine_sees_each_commit_and_each_swap(folder, whoosh_shelf, document):
    other = WhooshEngine(folder)
    seen = [other.search(ROUTER).total]

    whoosh_shelf.write(new="router")
    seen.append(other.search(ROUTER).total)
    whoosh_shelf.engine.optimize()
    seen.append(other.search(ROUTER).total)
    whoosh_shelf.build(document("only", "router"))
    seen.append(other.search(ROUTER).total)

    assert seen == [3, 4, 4, 1]


def test_readers_in_threads_never_fail_nor_see_half_a_write(folder, whoosh_shelf, document):
    problems, stop = [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                total = whoosh_shelf.engine.search(ROUTER).total
            except Exception as error:
                problems.append(error)
                return
            if total % 3:
                problems.append(total)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for round_ in range(12):
        whoosh_shelf.put(*(document(f"r{round_}-{n}", "router") for n in range(3)))
        if round_ % 4 == 3:
            whoosh_shelf.engine.optimize()
        if round_ == 8:
            whoosh_shelf.build(*(document(f"b{n}", "router") for n in range(3)), mark=99)
    stop.set()
    for reader in readers:
        reader.join()

    assert problems == []
    assert whoosh_shelf.engine.mark() == 102


def test_second_writer_waits_and_says_so_when_it_takes_too_long(folder, whoosh, monkeypatch):
    monkeypatch.setattr(whoosh_engine, "WRITE_WAIT", 0.2)

    with Generations(folder).writing(wait=0), pytest.raises(IndexBusy):
        whoosh.apply([], since=3, mark=4)

    assert whoosh.mark() == 3


def test_old_generations_are_removed(folder, whoosh_shelf, document):
    for n in range(3):
        whoosh_shelf.build(document("a", "router"), mark=n)

    assert len(list(folder.glob("*-*"))) == 1


def test_reader_survives_a_fork(folder, whoosh):
    whoosh.search(ROUTER)

    child = os.fork()
    if child == 0:
        os._exit(0 if whoosh.search(ROUTER).total == 3 else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_schema_can_be_pickled_as_whoosh_does():
    copy = pickle.loads(pickle.dumps(schema()))

    assert copy == schema()
