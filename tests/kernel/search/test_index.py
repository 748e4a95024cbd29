"""What both engines keep: puts, deletes, marks and rebuilds."""

import pytest

from community.kernel.search import BuildOvertaken, IndexUnavailable, MarkMoved, Question, digest

PUBLIC = frozenset({"public"})


def test_updated_document_is_found_by_its_new_words_only(shelf, document):
    shelf.put(document("a", "router", title="Router", scope="public"))

    shelf.put(document("a", "modem", title="Modem", scope="public"))

    assert shelf.keys("router") == set()
    assert shelf.keys("modem") == {"a"}
    assert shelf.engine.stats().documents == 1


def test_document_given_twice_at_once_is_kept_as_last_given(shelf, document):
    shelf.put(document("a", "router"), document("a", "modem"))

    assert shelf.keys("router") == set()
    assert shelf.ask("modem").total == 1


def test_deleted_document_is_gone_and_unknown_keys_do_not_matter(shelf):
    shelf.write(a="router", b="router")

    shelf.put(deleted=("a", "never-there"))

    assert shelf.keys("router") == {"b"}


def test_document_put_and_deleted_at_once_is_put(shelf, document):
    shelf.put(document("a", "router"), deleted=("a",))

    assert shelf.keys("router") == {"a"}


def test_engine_without_an_index_says_so(empty_engine):
    stats = empty_engine.stats()

    assert empty_engine.mark() is None
    assert not stats.usable
    with pytest.raises(IndexUnavailable):
        empty_engine.search(Question(text="router", scopes=PUBLIC))
    with pytest.raises(IndexUnavailable):
        empty_engine.apply([], since=0, mark=1)


def test_mark_moves_with_the_documents(shelf, document):
    shelf.engine.apply([document("a", "router")], since=0, mark=41)

    assert shelf.engine.mark() == 41
    assert shelf.engine.stats().mark == 41


def test_writer_who_is_not_where_the_index_is_changes_nothing(shelf, document):
    shelf.engine.apply([document("a", "router")], since=0, mark=5)

    with pytest.raises(MarkMoved):
        shelf.engine.apply([document("b", "router")], ["a"], since=4, mark=6)

    assert shelf.engine.mark() == 5
    assert shelf.keys("router") == {"a"}


def test_write_that_fails_midway_changes_nothing(shelf, document):
    shelf.write(a="router")
    before = shelf.engine.mark()

    def broken():
        yield document("b", "router")
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        shelf.engine.apply(broken(), ["a"], since=before, mark=before + 1)

    assert shelf.engine.mark() == before
    assert shelf.keys("router") == {"a"}


def test_rebuild_is_unseen_until_finished(shelf, document):
    shelf.write(old="router")

    build = shelf.engine.begin_rebuild()
    build.add([document("new", "router")])
    during = shelf.keys("router")
    build.add([document("new2", "router"), document("new", "modem")])
    build.finish(9)

    assert during == {"old"}
    assert shelf.keys("router") == {"new", "new2"}
    assert shelf.keys("modem") == set()
    assert shelf.engine.mark() == 9


def test_present_index_is_written_while_another_is_built(shelf, document):
    build = shelf.engine.begin_rebuild()

    shelf.write(meanwhile="router")

    assert shelf.keys("router") == {"meanwhile"}
    build.finish(0)
    assert shelf.keys("router") == set()


def test_abandoned_rebuild_leaves_no_trace(shelf, document):
    shelf.write(old="router")

    build = shelf.engine.begin_rebuild()
    build.add([document("new", "router")])
    build.abandon()

    assert shelf.keys("router") == {"old"}


def test_later_rebuild_takes_over(shelf, document):
    first = shelf.engine.begin_rebuild()
    first.add([document("first", "router")])
    second = shelf.engine.begin_rebuild()
    second.add([document("second", "router")])

    with pytest.raises(BuildOvertaken):
        first.add([document("more", "router")])
    with pytest.raises(BuildOvertaken):
        first.finish(3)
    second.finish(4)
    first.abandon()

    assert shelf.keys("router") == {"second"}
    assert shelf.engine.mark() == 4


def test_index_grown_in_steps_equals_one_built_at_once(shelf, document):
    documents = [document(f"k{n}", f"router number {n}", title=f"Title {n}", tags=(f"t{n}",)) for n in range(12)]
    shelf.put(*(document(d.key, "an earlier version") for d in documents))
    for some in (documents[:5], documents[5:9], documents[9:]):
        shelf.put(*some)
    shelf.write(extra="router")
    shelf.put(deleted=("extra",))
    grown, answer = list(shelf.engine.canonical()), shelf.keys("router number 7")

    shelf.build(*documents, mark=99)

    assert list(shelf.engine.canonical()) == grown == sorted((d.key, digest(d)) for d in documents)
    assert shelf.keys("router number 7") == answer


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "x"}, {"body": "x"}, {"board": "x"}, {"tags": ("x",)}, {"author": "x"},
        {"solved": True}, {"scope": "staff"}, {"kind": "x"}, {"thing_id": 99},
    ],
)  # fmt: skip
def test_whatever_changes_in_a_document_changes_its_digest(document, changed):
    before = digest(document("a", "body"))

    after = digest(document("a", **{"body": "body", **changed}))

    assert before != after


def test_tidying_changes_nothing_that_is_found(shelf):
    for n in range(8):
        shelf.write(**{f"k{n}": "router", "again": f"router {n}"})
    before, canonical = shelf.keys("router"), list(shelf.engine.canonical())

    shelf.engine.optimize()

    assert shelf.keys("router") == before
    assert list(shelf.engine.canonical()) == canonical
    assert shelf.engine.mark() == 8


def test_figures_tell_documents_size_and_mark(shelf):
    shelf.write(a="router", b="modem")

    stats = shelf.engine.stats()

    assert (stats.usable, stats.documents, stats.mark) == (True, 2, 1)
    assert stats.size_bytes > 0
