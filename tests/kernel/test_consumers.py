"""Consumers: each fact is handed over once, whatever is killed, and a rebuild gives the same tables."""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import BigInteger, Column, Float, Integer, MetaData, Table, delete, insert, select, update

from community.kernel import clock, consumers
from community.kernel import db as kernel_db
from community.kernel.consumers import Actor, Difference, Projection, Tables
from community.kernel.db import db
from community.kernel.events import Event, EventRow, Fact, publish, publish_imported, revive, upcaster
from tests.kernel import only_on
from tests.kernel.facts import BellBroke, BellRang, number, ring
from tests.kernel.together import together

RINGS = Table(  # the natural key is `nth`; `id` is a surrogate, and comparisons leave it out
    "test_ring",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("nth", BigInteger, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("share", Float, nullable=False),
)


class Killed(BaseException):
    """What stands for a SIGKILL: nothing of ours catches it."""


@dataclass
class Tower:
    """A projection and an actor that listen to the bell, and can be killed after their work."""

    deaths: int = 0
    batches: list[list[int]] = field(default_factory=list)
    mails: list[int] = field(default_factory=list)

    def keep(self, facts: Sequence[Fact], tables: Tables) -> None:
        rows = [{"nth": f.event.nth, "place": f.seq, "share": f.event.nth / 3} for f in facts]  # type: ignore[attr-defined]
        db.session.execute(insert(tables["test_ring"]), rows)
        self.batches.append([row["nth"] for row in rows])
        self._perhaps_die()

    def answer(self, facts: Sequence[Fact]) -> None:
        self.mails += [f.event.nth for f in facts]  # type: ignore[attr-defined]
        self._perhaps_die()

    def _perhaps_die(self) -> None:
        if self.deaths:
            self.deaths -= 1
            raise Killed

    @property
    def projection(self) -> Projection:
        return Projection(name="test.rings", kinds=(BellRang,), tables=(RINGS,), handle=self.keep)

    @property
    def actor(self) -> Actor:
        return Actor(name="test.answers", kinds=(BellRang,), handle=self.answer)


@pytest.fixture
def tower(app, monkeypatch):
    """A tower whose facts and tables are gone after the test."""
    return build(monkeypatch)


@pytest.fixture
def live_tower(live_app, monkeypatch):
    """A tower whose facts and tables other threads see."""
    return build(monkeypatch)


def build(monkeypatch) -> Tower:
    monkeypatch.setattr(consumers, "BATCH", 3)
    tower = Tower()
    with kernel_db.writing() as session:
        RINGS.create(session.connection())
        consumers.install((tower.projection,))
    return tower


def kept() -> list[tuple[int, int]]:
    """Return what the projection's table holds, as (nth, place)."""
    with kernel_db.reading() as session:
        return [(row.nth, row.place) for row in session.execute(select(RINGS).order_by(RINGS.c.nth, RINGS.c.place))]


def run_until_alive(consumer: consumers.Consumer) -> None:
    """Start a worker again and again until one reaches the end."""
    while True:
        try:
            consumers.run(consumer)
        except Killed:
            continue
        return


def test_projection_is_handed_every_fact_of_its_kinds_once(tower):
    ring(1, 2, 3, 4, 5, 6, 7)
    with kernel_db.writing():
        publish(BellBroke())
    number()

    handed = consumers.run(tower.projection)

    assert handed == 7
    assert tower.batches == [[1, 2, 3], [4, 5, 6], [7]]
    assert consumers.run(tower.projection) == 0
    with kernel_db.reading():
        assert consumers.lag(tower.projection) == 0


def test_facts_without_a_place_wait(tower):
    ring(1)

    assert consumers.run(tower.projection) == 0
    assert kept() == []


def test_projection_killed_before_its_commit_repeats_nothing_and_skips_nothing(tower):
    ring(*range(1, 9))
    number()
    tower.deaths = 4

    run_until_alive(tower.projection)

    assert len(tower.batches) == 3 + 4
    assert kept() == [(n, n) for n in range(1, 9)]


def test_effects_of_a_killed_batch_are_not_seen(tower):
    ring(1, 2)
    number()
    tower.deaths = 1

    with pytest.raises(Killed):
        consumers.run(tower.projection)

    assert kept() == []
    with kernel_db.reading():
        assert consumers.lag(tower.projection) == 2


def test_stopped_consumer_ends_after_its_batch_and_goes_on_from_there(tower):
    ring(*range(1, 8))
    number()
    answers = iter([False, True])

    handed = consumers.run(tower.projection, stop=lambda: next(answers))
    rest = consumers.run(tower.projection)

    assert (handed, rest) == (3, 4)
    assert kept() == [(n, n) for n in range(1, 8)]


def test_actor_begins_at_the_end_of_the_log(tower):
    ring(1, 2)
    number()
    with kernel_db.writing():
        consumers.install((tower.actor,))
    ring(3)
    number()

    consumers.run(tower.actor)

    assert tower.mails == [3]


def test_installing_again_moves_no_cursor(tower):
    with kernel_db.writing():
        consumers.install((tower.actor,))
    ring(1, 2)
    number()
    consumers.run(tower.projection)
    with kernel_db.writing():
        consumers.install((tower.projection, tower.actor))

    consumers.run(tower.projection)
    consumers.run(tower.actor)

    assert kept() == [(1, 1), (2, 2)]
    assert tower.mails == [1, 2]


def test_actor_skips_imported_facts_which_a_projection_keeps(tower):
    with kernel_db.writing():
        consumers.install((tower.actor,))
        publish_imported([(BellRang(nth=1), clock.now() - timedelta(days=900))])
    ring(2)
    number()

    consumers.run(tower.actor)
    consumers.run(tower.projection)

    assert tower.mails == [2]
    assert [nth for nth, _ in kept()] == [1, 2]


def test_fact_of_the_past_keeps_its_moment(tower):
    then = clock.now() - timedelta(days=900)
    with kernel_db.writing():
        publish_imported([(BellRang(nth=1), then)])

    with kernel_db.reading() as session:
        row = session.scalars(select(EventRow)).one()

    assert row.at == then
    assert row.recorded_at - then > timedelta(days=899)


def test_rebuild_gives_equal_tables_and_replays_no_actor(tower):
    with kernel_db.writing():
        consumers.install((tower.actor,))
    ring(*range(1, 8))
    number()
    consumers.run(tower.projection)
    before = kept()

    consumers.rebuild(tower.projection)
    consumers.run(tower.actor)

    assert kept() == before
    assert tower.mails == list(range(1, 8))


def test_rebuild_mends_a_damaged_table(tower):
    ring(1, 2, 3)
    number()
    consumers.run(tower.projection)
    with kernel_db.writing() as session:
        session.execute(update(RINGS).where(RINGS.c.nth == 1).values(place=99))
        session.execute(delete(RINGS).where(RINGS.c.nth == 2))

    consumers.rebuild(tower.projection)

    assert kept() == [(1, 1), (2, 2), (3, 3)]


def test_rebuild_takes_only_what_the_projection_has_read(tower):
    ring(1, 2)
    number()
    consumers.run(tower.projection)
    ring(3)
    number()

    consumers.rebuild(tower.projection)
    rebuilt = kept()
    consumers.run(tower.projection)

    assert rebuilt == [(1, 1), (2, 2)]
    assert kept() == [(1, 1), (2, 2), (3, 3)]


def test_projection_grows_on_after_a_rebuild(tower):
    ring(1, 2, 3, 4)
    number()
    consumers.run(tower.projection)
    consumers.rebuild(tower.projection)
    ring(5)
    number()

    consumers.run(tower.projection)

    assert kept() == [(n, n) for n in range(1, 6)]


def test_rebuild_by_rules_that_keep_more_rows_leaves_room_for_the_next(tower):
    ring(1, 2)
    number()
    consumers.run(tower.projection)
    keep = tower.keep
    tower.keep = lambda facts, tables: [keep(facts, tables) for _ in range(3)]
    consumers.rebuild(tower.projection)
    ring(3)
    number()

    consumers.run(tower.projection)

    assert kept() == [(n, n) for n in (1, 2, 3) for _ in range(3)]


def test_pages_read_the_old_tables_while_a_rebuild_goes_on_beside(tower):
    ring(*range(1, 8))
    number()
    consumers.run(tower.projection)
    seen: list[list[tuple[int, int]]] = []

    consumers.rebuild(tower.projection, progress=lambda _: seen.append(kept()))

    assert len(seen) == 3
    assert all(page == [(n, n) for n in range(1, 8)] for page in seen)


def test_rebuild_that_was_killed_leaves_everything_as_it_was(tower):
    ring(*range(1, 8))
    number()
    consumers.run(tower.projection)

    def die(_reached: int) -> None:
        raise Killed

    with pytest.raises(Killed):
        consumers.rebuild(tower.projection, progress=die)

    assert kept() == [(n, n) for n in range(1, 8)]
    consumers.rebuild(tower.projection)
    assert kept() == [(n, n) for n in range(1, 8)]


def test_check_of_a_sound_table_finds_nothing(tower):
    ring(1, 2, 3, 4)
    number()

    assert consumers.check(tower.projection) == []


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (update(RINGS).where(RINGS.c.nth == 2).values(place=99), Difference("test_ring", 1, 1)),
        (delete(RINGS).where(RINGS.c.nth == 2), Difference("test_ring", 0, 1)),
        (insert(RINGS).values(nth=9, place=9, share=3.0), Difference("test_ring", 1, 0)),
        (update(RINGS).values(share=RINGS.c.share + 0.00001), Difference("test_ring", 4, 4)),
    ],
    ids=["changed", "lost", "made up", "slightly moved"],
)
def test_check_finds_a_tampered_row_and_leaves_it(tower, damage, found):
    ring(1, 2, 3, 4)
    number()
    consumers.run(tower.projection)
    with kernel_db.writing() as session:
        session.execute(damage)
    damaged = kept()

    assert consumers.check(tower.projection) == [found]
    assert kept() == damaged


def test_check_sees_a_row_that_is_there_twice(tower):
    ring(1, 2)
    number()
    consumers.run(tower.projection)
    with kernel_db.writing() as session:
        session.execute(insert(RINGS).values(nth=2, place=2, share=2 / 3))

    assert consumers.check(tower.projection) == [Difference("test_ring", 1, 0)]


def test_check_does_not_mind_other_surrogate_keys_or_the_last_digits(tower):
    ring(1, 2)
    number()
    consumers.run(tower.projection)
    with kernel_db.writing() as session:
        session.execute(update(RINGS).values(id=RINGS.c.id + 1000, share=RINGS.c.share + 1e-12))

    assert consumers.check(tower.projection) == []


def test_two_workers_at_once_hand_over_every_fact_once(live_app, live_tower):
    ring(*range(1, 31))
    number()

    together_run = together(live_app, 4, lambda _: consumers.run(live_tower.projection))
    consumers.run(live_tower.projection)

    assert Counter(n for n, _ in kept()) == Counter(range(1, 31))
    assert sum(together_run) <= 30


@only_on.postgresql
def test_second_worker_passes_by_a_consumer_that_is_at_work(live_app, live_tower):
    ring(1, 2)
    number()
    at_work, passed = threading.Event(), threading.Event()

    def dawdle(facts: Sequence[Fact], tables: Tables) -> None:
        live_tower.keep(facts, tables)
        at_work.set()
        passed.wait(30)

    slow = Projection(name="test.rings", kinds=(BellRang,), tables=(RINGS,), handle=dawdle)

    def work(i: int) -> int:
        if i == 0:
            return consumers.run(slow)
        at_work.wait(30)
        handed = consumers.run(live_tower.projection)
        passed.set()
        return handed

    assert together(live_app, 2, work) == [2, 0]
    assert kept() == [(1, 1), (2, 2)]


def test_payload_of_long_ago_is_lifted_to_todays_schema(app):
    with kernel_db.writing() as session:
        now = clock.now()
        row = {"kind": "test.bell_rang", "at": now, "recorded_at": now, "imported": False, "actor_id": 5, "seq": 1}
        session.execute(insert(EventRow).values(row | {"schema": 1, "payload": {"number": 7, "others": [1, 2]}}))

    with kernel_db.reading() as session:
        fact = revive(session.scalars(select(EventRow)).one())

    assert fact.event == BellRang(nth=7, loud=True, others=(1, 2), by=5)


@upcaster("test.bell_rang", 1)
def _number_was_renamed(payload: dict) -> dict:
    return {"nth": payload["number"], "others": payload["others"]}


@upcaster("test.bell_rang", 2)
def _bells_were_always_loud(payload: dict) -> dict:
    return {**payload, "loud": True}


def test_event_comes_back_from_the_log_as_it_was_published(app):
    event = BellRang(nth=7, loud=True, others=(3, 4), by=5)
    with kernel_db.writing():
        publish(event)

    with kernel_db.reading() as session:
        fact = revive(session.scalars(select(EventRow)).one())

    assert fact.event == event
    assert not fact.imported


def test_two_events_of_one_kind_are_a_bug():
    with pytest.raises(TypeError, match="kind of its own"):

        class Twice(Event):
            kind = "test.bell_rang"


def test_event_without_a_kind_is_a_bug():
    with pytest.raises(TypeError, match="kind of its own"):

        class Nameless(Event):
            pass


def test_fact_of_a_unit_of_work_that_failed_was_never_published(app):
    with pytest.raises(ZeroDivisionError), kernel_db.writing():
        publish(BellRang(nth=1 // (clock.now().year - clock.now().year)))

    with kernel_db.reading() as session:
        assert session.scalars(select(EventRow.id)).all() == []
