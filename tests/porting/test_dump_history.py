"""Rows of the history become revisions, closings and reopenings."""

import pytest

from community.porting.stackexchange.dump import open_dump
from tests.porting.dump_builder import write_dump

CLOSING = {"PostHistoryTypeId": 10, "Comment": "101", "Text": '{"OriginalQuestionIds":[4,5],"Voters":[]}'}


def history(directory, rows):
    return list(open_dump(write_dump(directory, PostHistory=rows)).history())


def test_the_rows_of_one_save_are_one_revision(tmp_path):
    first = [
        {"PostHistoryTypeId": 2, "Text": "How?"},
        {"PostHistoryTypeId": 1, "Text": "Brewing"},
        {"PostHistoryTypeId": 3, "Text": "<hops><yeast>"},
    ]
    edit = {"PostHistoryTypeId": 5, "RevisionGUID": "b", "Text": "How now?", "Comment": "clearer"}

    start, change = history(tmp_path, [*first, edit])

    assert (start.first, start.title, start.body, start.tags) == (True, "Brewing", "How?", ("hops", "yeast"))
    assert (start.id, start.row_ids, start.editor_id) == (1, (1, 2, 3), 7)
    assert (change.first, change.title, change.body, change.tags) == (False, None, "How now?", None)
    assert change.comment == "clearer"


def test_rows_of_other_saves_may_stand_between(tmp_path):
    rows = [
        {"RevisionGUID": "a", "PostHistoryTypeId": 5, "Text": "body"},
        {"RevisionGUID": "b", "PostHistoryTypeId": 6, "Text": "<x>"},
        {"RevisionGUID": "a", "PostHistoryTypeId": 4, "Text": "title"},
    ]

    one, two = history(tmp_path, rows)

    assert (one.row_ids, one.title, one.body) == ((1, 3), "title", "body")
    assert (two.row_ids, two.tags) == ((2,), ("x",))


def test_many_saves_keep_their_order(tmp_path):
    rows = [{"RevisionGUID": str(number), "Text": "x"} for number in range(1200)]

    found = history(tmp_path, rows)

    assert [revision.id for revision in found] == list(range(1, 1201))


def test_a_duplicate_names_its_originals(tmp_path):
    (closing,) = history(tmp_path, [CLOSING])

    assert (closing.kind, closing.reason, closing.duplicate_of) == ("closed", "duplicate", (4, 5))


@pytest.mark.parametrize(
    "text", [None, "", "no json", "[" * 100_000, "[1]", '{"OriginalQuestionIds": "4"}', "1e999999"]
)
def test_a_duplicate_without_readable_originals_is_still_closed(tmp_path, text):
    (closing,) = history(tmp_path, [CLOSING | {"Text": text}])

    assert (closing.reason, closing.duplicate_of) == ("duplicate", ())


def test_other_reasons_and_reopening(tmp_path):
    rows = [{"PostHistoryTypeId": 10, "Comment": "102"}, {"PostHistoryTypeId": 11, "Comment": None}]

    closing, reopening = history(tmp_path, rows)

    assert (closing.kind, closing.reason, closing.duplicate_of) == ("closed", "off topic", ())
    assert (reopening.kind, reopening.reason, reopening.actor_id) == ("reopened", None, 7)
