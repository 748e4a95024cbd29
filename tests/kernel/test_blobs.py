"""Contents in the data folder: durable before anybody names them, one file for the same bytes, cleaned when old."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from community.kernel.blobs import FOLDERS, Store

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


def files(store: Store) -> list[Path]:
    return sorted(p for p in store._folder.rglob("*") if p.is_file() and p.name != ".lock")


def age(path: Path, days: int) -> None:
    then = (NOW - days * DAY).timestamp()
    os.utime(path, (then, then))


def cleaned(store: Store, known: frozenset[str] = frozenset()) -> int:
    return sum(store.clean(folder, NOW - DAY, lambda _: known) for folder in FOLDERS)


def test_content_lies_under_its_digest(store):
    digest = store.put(b"words")

    assert digest == hashlib.sha256(b"words").hexdigest()
    assert store.path(digest).read_bytes() == b"words"
    assert files(store) == [store.path(digest)]


def test_same_bytes_brought_by_many_at_once_are_one_file(store):
    with ThreadPoolExecutor(8) as crowd:
        digests = set(crowd.map(lambda _: store.put(b"the same"), range(40)))

    assert files(store) == [store.path(*digests)]


def test_write_that_fails_leaves_nothing(store, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))

    with pytest.raises(OSError, match="disk full"):
        store.put(b"words")

    assert files(store) == []


def test_cleaning_takes_what_is_old_and_not_known(store):
    known, stray, fresh = store.put(b"known"), store.put(b"stray"), store.put(b"fresh")
    half = store.path(stray).with_name(".incoming-killed")
    half.write_bytes(b"hal")
    for path in (store.path(known), store.path(stray), half):
        age(path, 2)
    age(store.path(fresh), 0)

    gone = cleaned(store, frozenset({known}))

    assert gone == 2
    assert set(files(store)) == {store.path(known), store.path(fresh)}


def test_content_that_is_brought_again_is_fresh_again(store):
    digest = store.put(b"words")
    age(store.path(digest), 2)

    before = store.path(digest).stat().st_mtime
    store.put(b"words")

    assert store.path(digest).stat().st_mtime > before


def test_content_that_comes_back_while_it_is_looked_up_stays(store):
    digest = store.put(b"words")
    age(store.path(digest), 2)

    def look_up(_: object) -> tuple[str, ...]:
        store.put(b"words")
        age(store.path(digest), 0)
        return ()

    assert store.clean(digest[:2], NOW - DAY, look_up) == 0
    assert store.path(digest).exists()
