"""What holds for every dump: no row is lost uncounted, and damage never ends in anything but a sentence."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.xml_rows import DumpError
from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.history import group_revisions
from community.porting.stackexchange.id_map import IdMap
from community.porting.stackexchange.report import refusals
from community.porting.stackexchange.survey import survey
from community.porting.stackexchange.tables import HISTORY, POSTS, TABLES
from tests.porting.dump_builder import GOOD_ROWS, write_dump, xml_of

ids = st.integers(-2, 6)
odd = st.sampled_from(["", " ", "x", "1e3", "99999999999999999999", "2020-13-01T00:00:00", "=1+1", "<a><b", "\t"])
cells = st.one_of(st.none(), ids, odd, st.sampled_from(["2020-01-01T00:00:00.000", "1", "2", "3", "4", "10"]))
COLUMNS = {
    name: sorted(GOOD_ROWS[name] | dict.fromkeys(["ParentId", "AcceptedAnswerId", "ExcerptPostId", "ClosedDate"]))
    for name in GOOD_ROWS
}


def rows_of(name):
    numbered = {key: ids for key in ("Id", "PostId", "RelatedPostId", "ParentId", "PostTypeId") if key in COLUMNS[name]}
    likely = st.fixed_dictionaries({}, optional=numbered)
    return st.lists(st.one_of(likely, st.dictionaries(st.sampled_from(COLUMNS[name]), cells, max_size=3)), max_size=8)


# The first row is good, so that no column is missing altogether.
files = st.fixed_dictionaries({name: rows_of(name).map(lambda rows: [{}, *rows]) for name in GOOD_ROWS})


@settings(max_examples=60, deadline=None)
@given(files)
def test_every_row_is_kept_or_refused_for_a_reason(contents):
    with tempfile.TemporaryDirectory() as folder:
        dump = open_dump(write_dump(Path(folder), **contents))

        counts = survey(dump)

        for table in TABLES:
            file = counts.of(table)
            assert file.rows == len(contents[table.file.removesuffix(".xml")]) == file.kept + file.refused
            assert sum(file.rows_by_kind.values()) == file.rows
            assert len(list(dump.kept(table))) == file.kept == len({record.id for record in dump.kept(table)})
        assert len(list(refusals(dump))) == counts.refused


@settings(max_examples=60, deadline=None)
@given(files)
def test_every_reference_that_is_kept_leads_somewhere(contents):
    with tempfile.TemporaryDirectory() as folder:
        dump = open_dump(write_dump(Path(folder), **contents))

        posts = {post.id: post for post in dump.kept(POSTS)}
        targets = {record.post_id for table in TABLES for record in dump.kept(table) if hasattr(record, "post_id")}

        assert all(posts[number].kind in {"question", "answer"} for number in targets)
        assert all(posts[post.question_id].kind == "question" for post in posts.values() if post.kind == "answer")
        assert all(posts[post.question_id].accepted_answer_id == post.id for post in posts.values() if post.accepted)


@settings(max_examples=60, deadline=None)
@given(files)
def test_revisions_hold_every_edit_once(contents):
    with tempfile.TemporaryDirectory() as folder:
        edits = list(open_dump(write_dump(Path(folder), **contents)).kept(HISTORY))

        grouped = list(group_revisions(edits))

        held = [number for one in grouped for number in getattr(one, "row_ids", (one.id,))]
        assert sorted(held) == sorted(edit.id for edit in edits)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=6), st.integers(0, 60))
def test_damage_anywhere_ends_in_a_sentence_or_in_a_count(place, patch, cut):
    good = xml_of("Posts", [{}, {"Title": "Bräu"}, {"PostTypeId": 2, "ParentId": 1}]).encode()
    place %= len(good)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "Posts.xml").write_bytes(good[:place] + patch + good[place + cut :])

        with suppress(DumpError):
            (posts,) = survey(open_dump(Path(folder))).files

            assert posts.rows == posts.kept + posts.refused


@given(
    st.dictionaries(st.integers(-300, 300) | st.integers(-(2**31), 2**31), st.integers(1, 255)), st.integers(-300, 300)
)
def test_an_id_map_is_a_dictionary_of_small_numbers(wanted, other):
    found = IdMap()
    for key, value in wanted.items():
        found[key] = value

    assert all(found[key] == value for key, value in wanted.items())
    assert (other in found) == (other in wanted)
