"""A broken, truncated or hostile dump ends in one clear sentence and costs next to nothing."""

import tracemalloc

import pytest

from community.kernel.xml_rows import LONGEST_ROW_BYTES, DumpError
from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.survey import survey
from tests.porting.dump_builder import answer, write_dump, xml_of

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
LAUGHS = (
    DECLARATION
    + '<!DOCTYPE posts [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 100
    + '"><!ENTITY c "'
    + "&b;" * 100
    + '">]>\n<posts><row Id="1" Body="&c;" /></posts>'
)
OUTSIDE = DECLARATION + '<!DOCTYPE posts [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<posts>&x;</posts>'
GOOD = xml_of("Posts", [{}])


def refusal_of(directory):
    with pytest.raises(DumpError) as caught:
        survey(open_dump(directory))
    return caught.value.sentence


HOSTILE = {
    "entity bomb": (LAUGHS.encode(), "declares a document type"),
    "external entity": (OUTSIDE.encode(), "declares a document type"),
    "entity without declaration": (GOOD.replace("Brewing", "&beer;").encode(), "not well-formed XML"),
    "UTF-16 with mark": (GOOD.encode("utf-16"), "not encoded in UTF-8"),
    "UTF-16 without mark": (GOOD.lstrip("\ufeff").encode("utf-16-le"), "not encoded in UTF-8"),
    "UTF-32": (GOOD.encode("utf-32"), "not encoded in UTF-8"),
    "Latin-1 called UTF-8": (GOOD.lstrip("\ufeff").replace("Brewing", "Bräu").encode("latin-1"), "are not UTF-8"),
    "Latin-1 by its own word": (
        GOOD.lstrip("\ufeff").replace("utf-8", "ISO-8859-1").encode("latin-1"),
        "declares another encoding",
    ),
    "NUL": (GOOD.replace("Brewing", "Brew\0ing").encode(), "not well-formed XML"),
    "NUL as reference": (GOOD.replace("Brewing", "Brew&#0;ing").encode(), "not well-formed XML"),
    "half a surrogate": (GOOD.replace("Brewing", "Brew&#xD800;ing").encode(), "not well-formed XML"),
    "empty": (b"", "Posts.xml is empty"),
    "blank": (b"  \n", "breaks off"),
    "no rows": (xml_of("Posts", []).encode(), "has no rows"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x07" * 90, "packed 7z archive"),
    "zip": (b"PK\x03\x04" + b"\x07" * 90, "packed zip archive"),
    "not XML": (b"Id,Title\n1,Brewing\n", "not well-formed XML"),
    "another table": (xml_of("Comments", [{}]).encode(), "should begin with <posts>"),
    "an HTML page": (b"<html><body>Not found</body></html>", "should begin with <posts>"),
    "another element": (GOOD.replace("<row", "<line").encode(), "not a row"),
    "rows in rows": (GOOD.replace("/>", "><row /></row>").encode(), "inside a row"),
    "an attribute twice": (GOOD.replace("<row", '<row Id="1"').encode(), "not well-formed XML"),
    "two documents": ((GOOD + "<posts/>").encode(), "not well-formed XML"),
    "a huge attribute": (GOOD.replace("Brewing", "B" * (LONGEST_ROW_BYTES + 200_000)).encode(), "longer than 2 MB"),
    "cut in a row": (GOOD[:-40].encode(), "breaks off"),
    "cut after a row": (GOOD.removesuffix("</posts>").encode(), "breaks off"),
    "cut in a letter": (GOOD.replace("Brewing", "Bräu").encode()[: GOOD.index("Brewing") + 5], "breaks off"),
}


@pytest.mark.parametrize(("content", "problem"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_broken_posts_file_is_refused_in_a_sentence(tmp_path, content, problem):
    (tmp_path / "Posts.xml").write_bytes(content)

    sentence = refusal_of(tmp_path)

    assert problem in sentence
    assert sentence.startswith("Posts.xml")
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("name", ["Users", "Comments", "Votes", "PostLinks", "PostHistory", "Tags", "Badges"])
def test_each_companion_file_is_read_to_its_end(tmp_path, name):
    write_dump(tmp_path, **{name: [{}, {}, {}]})
    path = tmp_path / f"{name}.xml"
    path.write_bytes(path.read_bytes()[:-30])

    sentence = refusal_of(tmp_path)

    assert sentence.startswith(f"{name}.xml, line 5: the file breaks off; ")


def test_the_line_of_a_wrong_byte_is_named(tmp_path):
    write_dump(tmp_path, Posts=[{} for _ in range(1000)])
    path = tmp_path / "Posts.xml"
    path.write_bytes(path.read_bytes().replace(b'Id="801"', b'Id="801" Location="K\xf6ln"'))

    sentence = refusal_of(tmp_path)

    assert sentence.startswith("Posts.xml, line 803: the file has bytes that are not UTF-8; ")


@pytest.mark.parametrize(
    ("name", "column"),
    [("Posts", "CreationDate"), ("Posts", "Id"), ("Users", "DisplayName"), ("Votes", "PostId"), ("Tags", "TagName")],
)
def test_a_column_that_no_row_has_is_named(tmp_path, name, column):
    write_dump(tmp_path, **{name: [{column: None}, {column: None}]})

    sentence = refusal_of(tmp_path)

    assert sentence.startswith(f"{name}.xml, line 1: none of its rows has the column {column}; ")


def test_a_column_that_some_rows_lack_refuses_those_rows(tmp_path):
    write_dump(tmp_path, Posts=[{}, {"CreationDate": None}])

    (posts,) = survey(open_dump(tmp_path)).files

    assert (posts.kept, posts.refused_by_reason) == (1, {"CreationDate is missing": 1})


def test_a_folder_with_an_archive_says_how_to_unpack(tmp_path):
    (tmp_path / "beer.stackexchange.com.7z").write_bytes(b"7z\xbc\xaf\x27\x1c")

    sentence = refusal_of(tmp_path)

    assert "7z x beer.stackexchange.com.7z" in sentence


def test_an_archive_in_place_of_the_folder_says_how_to_unpack(tmp_path):
    archive = tmp_path / "beer.stackexchange.com.7z"
    archive.write_bytes(b"7z\xbc\xaf\x27\x1c")

    sentence = refusal_of(archive)

    assert "7z x beer.stackexchange.com.7z" in sentence


def test_a_wrong_folder_is_named(tmp_path):
    (tmp_path / "Users.xml").write_text(xml_of("Users", [{}]), encoding="utf-8")
    (tmp_path / "nothing").mkdir()

    sentences = [refusal_of(tmp_path / name) for name in ("", "nothing", "absent", "Users.xml", "x" * 300)]

    problems = ("holds no Posts.xml", "is empty", "There is no folder", "is a file", "cannot be read")
    assert all(problem in sentence for problem, sentence in zip(problems, sentences, strict=True))


def test_a_long_file_is_read_in_little_memory(tmp_path):
    posts = [{"Body": "x" * 1000}, *(answer(number, 1, Body="x" * 1000) for number in range(2, 8000))]
    write_dump(tmp_path, Posts=posts)
    posts.clear()
    size = (tmp_path / "Posts.xml").stat().st_size

    tracemalloc.start()
    rows = survey(open_dump(tmp_path)).rows
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert rows == 7999
    assert size > 8_000_000
    assert peak < 1_500_000


def test_a_hostile_row_is_not_read_into_memory(tmp_path):
    with (tmp_path / "Posts.xml").open("wb") as file:
        file.write(b'<posts><row Id="')
        file.writelines(b"1" * 1_000_000 for _ in range(20))

    tracemalloc.start()
    sentence = refusal_of(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "longer than 2 MB" in sentence
    assert peak < 10_000_000
