"""The report lists every row that was not taken, and nothing a spreadsheet could run."""

import csv

import pytest

from community.kernel.errors import Refused
from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.report import refusals, write_report
from community.porting.stackexchange.survey import survey
from tests.porting.dump_builder import write_dump


@pytest.fixture
def damaged_dump(tmp_path):
    votes = [{}, {"VoteTypeId": 6}, {"VoteTypeId": 6}, {"PostId": 9}, {"Id": "=HYPERLINK()"}]
    return open_dump(write_dump(tmp_path, Votes=votes))


def test_the_report_counts_by_reason_and_lists_each_row(damaged_dump, tmp_path):
    write_report(tmp_path / "report.csv", survey(damaged_dump), refusals(damaged_dump))

    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["file", "reason", "rows"],
            ["Votes.xml", "kind of vote not kept (close)", "2"],
            ["Votes.xml", "its post is not in the dump", "1"],
            ["Votes.xml", "Id is not a whole number of at most 32 bits", "1"],
            [],
            ["file", "line", "row id", "reason"],
            ["Votes.xml", "4", "2", "kind of vote not kept (close)"],
            ["Votes.xml", "5", "3", "kind of vote not kept (close)"],
            ["Votes.xml", "6", "4", "its post is not in the dump"],
            ["Votes.xml", "7", "", "Id is not a whole number of at most 32 bits"],
        ]


def test_a_report_without_a_place_is_a_sentence(damaged_dump, tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        write_report(tmp_path / "absent" / "report.csv", survey(damaged_dump), refusals(damaged_dump))
