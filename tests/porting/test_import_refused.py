"""A dump that cannot be imported: one sentence, and the database as it was."""

import pytest
from flask import current_app
from support import databases, forked

from community.forum import recounts
from community.kernel.errors import Refused
from tests.porting.canonical import canonical, facts
from tests.porting.dump_builder import write_dump, xml_of
from tests.porting.invented_site import invented_site
from tests.porting.running import import_dump

BOMB = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><badges>&lol2;</badges>'
SPOILT = {
    "truncated": lambda good: good.encode()[:-40],
    "not UTF-8": lambda good: good.encode() + b"\xff",
    "UTF-16": lambda good: good.encode("utf-16"),
    "an entity bomb": lambda good: BOMB.encode(),
    "without a column": lambda good: good.replace("Name=", "Nom=").encode(),
    "empty": lambda good: b"",
    "another file": lambda good: xml_of("Votes", [{}]).encode(),
}


@pytest.fixture
def site(tmp_path):
    directory = tmp_path / "beer"
    directory.mkdir()
    return write_dump(directory, Badges=[{}, {}])


@pytest.mark.parametrize("how", SPOILT)
def test_spoilt_last_file_is_refused_in_one_sentence_before_anything_is_written(live_app, site, how):
    before = canonical()
    path = site / "Badges.xml"
    path.write_bytes(SPOILT[how](path.read_text(encoding="utf-8")))

    with pytest.raises(Refused) as no:
        import_dump(site)

    assert no.value.sentence.startswith("Badges.xml")
    assert "\n" not in no.value.sentence
    assert canonical() == before == []


def test_command_ends_with_code_1_and_one_line(live_app, site):
    (site / "Posts.xml").write_text("<posts><row", encoding="utf-8")

    environment = databases.environment(current_app.extensions["settings"])
    ended = forked.groundswell(["import", "stackexchange", str(site)], environment)
    output = ended.stdout + ended.stderr

    assert ended.returncode == 1
    assert output.startswith("groundswell: Posts.xml, line 1: the file breaks off; ")
    assert output.count("\n") == 1


def test_board_that_is_not_there_is_refused_before_the_files_are_read(live_app, tmp_path):
    with pytest.raises(Refused, match="There is no board at the address “lounge”"):
        import_dump(tmp_path / "nowhere", "--board", "lounge")


def test_report_that_cannot_be_written_stops_the_import_before_it_writes(live_app, site, tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        import_dump(site, "--report", str(tmp_path / "missing" / "report.csv"))

    assert canonical() == []


def test_dump_without_a_row_that_can_be_taken_is_refused(live_app, tmp_path):
    with pytest.raises(Refused, match="No row of this dump can be taken"):
        import_dump(write_dump(tmp_path, Posts=[{"PostTypeId": 8}]), "--site", "beer")

    assert canonical() == []


def test_import_that_fails_halfway_goes_on_when_it_is_run_again(live_app, tmp_path, monkeypatch):
    site = invented_site(tmp_path / "brewing")
    with monkeypatch.context() as broken:
        broken.setattr("community.forum.intake.votes.take_votes", _disk_is_full)
        with pytest.raises(OSError, match="the disk is full"):
            import_dump(site)
    halfway = facts()

    import_dump(site)
    whole = facts()
    says = import_dump(site)

    assert 0 < halfway < whole
    assert "nothing has changed" in says
    assert set(dict(recounts.recount()).values()) == {0}


def _disk_is_full(*_):
    raise OSError("the disk is full")
