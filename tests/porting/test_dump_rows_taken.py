"""What a row of a dump becomes, and why some rows become nothing."""

from datetime import UTC, datetime

import pytest

from community.porting.stackexchange.cells import parse_tags
from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.survey import survey
from community.porting.stackexchange.tables import BADGES, COMMENTS, LINKS, POSTS, TAGS, USERS, VOTES
from tests.porting.dump_builder import answer, write_dump


def reasons(directory, table):
    return [row.reason for row in open_dump(directory).sift(table)]


@pytest.mark.parametrize("text", ["<hops><top-fermented><c#>", "|hops|top-fermented|c#|"])
def test_both_spellings_of_tags_mean_the_same(text):
    tags = parse_tags(text)

    assert tags == ("hops", "top-fermented", "c#")


def test_a_question_keeps_what_its_row_says(tmp_path):
    write_dump(tmp_path, Posts=[{"ClosedDate": "2021-02-03T04:05:06.007", "Score": -3}])

    (post,) = open_dump(tmp_path).kept(POSTS)

    assert post.created_at == datetime(2020, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
    assert post.closed_at == datetime(2021, 2, 3, 4, 5, 6, 7_000, tzinfo=UTC)
    assert (post.title, post.tags, post.score, post.views) == ("Brewing", ("hops", "yeast"), -3, 12)
    assert (post.body, post.owner_id, post.licence) == ("<p>How do I brew?</p>", 7, None)


def test_text_survives_with_quotes_lines_and_all_scripts(tmp_path):
    title = "“Weiß” & 'gut' <b> \U0001f37a 日本\nnext"
    write_dump(tmp_path, Posts=[{"Title": title.replace("\n", "&#xA;")}])
    xml = (tmp_path / "Posts.xml").read_text(encoding="utf-8")
    (tmp_path / "Posts.xml").write_text(xml.replace("&amp;#xA;", "&#xA;"), encoding="utf-8")

    (post,) = open_dump(tmp_path).kept(POSTS)

    assert post.title == title


def test_a_deleted_author_leaves_a_name(tmp_path):
    write_dump(tmp_path, Posts=[{"OwnerUserId": None, "OwnerDisplayName": "user313"}])

    (post,) = open_dump(tmp_path).kept(POSTS)

    assert (post.owner_id, post.owner_name) == (None, "user313")


def test_the_community_bot_is_a_member(tmp_path):
    write_dump(tmp_path, Users=[{"Id": -1, "DisplayName": "Community"}, {"Id": 9, "DisplayName": None}])

    dump = open_dump(tmp_path)

    assert [(user.id, user.name) for user in dump.kept(USERS)] == [(-1, "Community"), (9, "user9")]
    assert dump.has_member(-1)
    assert not dump.has_member(2)


def test_an_answer_is_accepted_by_its_own_question_only(tmp_path):
    questions = [{"Id": 1, "AcceptedAnswerId": 11}, {"Id": 2, "AcceptedAnswerId": 12}]
    write_dump(tmp_path, Posts=[*questions, answer(11, 1), answer(12, 1), answer(13, 2)])

    accepted = {post.id: post.accepted for post in open_dump(tmp_path).kept(POSTS)}

    assert accepted == {1: False, 2: False, 11: True, 12: False, 13: False}


def test_an_answer_may_stand_before_its_question(tmp_path):
    write_dump(tmp_path, Posts=[answer(3, 5), {"Id": 5, "AcceptedAnswerId": 3}])

    first, second = open_dump(tmp_path).kept(POSTS)

    assert (first.id, first.accepted, second.id) == (3, True, 5)


def test_an_answer_falls_with_its_question(tmp_path):
    write_dump(tmp_path, Posts=[{"CreationDate": "yesterday"}, answer(2, 1), answer(3, 99), answer(4, 2), {"Id": 5}])

    assert reasons(tmp_path, POSTS) == [
        "CreationDate is not a date",
        "its question was not taken",
        "its question is not in the dump",
        "its question was not taken",
        None,
    ]


def test_a_tag_description_is_taken_for_its_tag(tmp_path):
    write_dump(
        tmp_path,
        Tags=[{"ExcerptPostId": 4}],
        Posts=[{"Id": 1}, {"Id": 4, "PostTypeId": 4, "Body": "Bitter."}, {"Id": 5, "PostTypeId": 4}],
    )

    _question, description = open_dump(tmp_path).kept(POSTS)

    assert (description.kind, description.tags, description.body) == ("tag description", ("hops",), "Bitter.")
    assert reasons(tmp_path, POSTS)[2] == "no tag has this description"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Id": "x1"}, "Id is not a whole number of at most 32 bits"),
        ({"Id": "99999999999"}, "Id is not a whole number of at most 32 bits"),
        ({"Id": "4294967296"}, "Id is not a whole number of at most 32 bits"),
        ({"Id": "١"}, "Id is not a whole number of at most 32 bits"),
        ({"Id": None}, "Id is missing"),
        ({"Id": 1}, "an earlier row has the same Id"),
        ({"CreationDate": "2020-02-30T00:00:00"}, "CreationDate is not a date"),
        ({"CreationDate": "2020-W01-1T00:00:00"}, "CreationDate is not a date"),
        ({"CreationDate": "9999-12-31T23:59:59"}, "CreationDate lies outside the years 1990 to 2100"),
        ({"CreationDate": None}, "CreationDate is missing"),
        ({"Title": "  "}, "Title is missing"),
        ({"Body": None}, "Body is missing"),
        ({"Score": "many"}, "Score is not a whole number of at most 32 bits"),
        ({"PostTypeId": 5}, "kind of post not kept (tag wiki page)"),
        ({"PostTypeId": 99}, "kind of post not kept (unknown)"),
        ({"PostTypeId": None}, "PostTypeId is missing"),
    ],
)
def test_a_post_that_cannot_be_taken_says_why(tmp_path, cells, reason):
    write_dump(tmp_path, Posts=[{"Id": 1}, {"Id": 2, **cells}])

    assert reasons(tmp_path, POSTS) == [None, reason]


def test_votes_are_kept_by_kind(tmp_path):
    write_dump(
        tmp_path,
        Users=[{}],
        Posts=[{"AcceptedAnswerId": 2}, answer(2, 1), answer(3, 1)],
        Votes=[
            {"VoteTypeId": 1, "PostId": 2},
            {"VoteTypeId": 2, "UserId": 7},
            {"VoteTypeId": 3, "PostId": 3},
            {"VoteTypeId": 5, "UserId": 1},
        ],
    )

    votes = list(open_dump(tmp_path).kept(VOTES))

    assert [(vote.kind, vote.post_id, vote.user_id) for vote in votes] == [
        ("accept", 2, None),
        ("up", 1, None),
        ("down", 3, None),
        ("follow", 1, 1),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"VoteTypeId": 6}, "kind of vote not kept (close)"),
        ({"VoteTypeId": 77}, "kind of vote not kept (unknown)"),
        ({"PostId": 99}, "its post is not in the dump"),
        ({"PostId": 3}, "its post is no question or answer that was taken"),
        ({"VoteTypeId": 1, "PostId": 2}, "the question no longer accepts this answer"),
        ({"VoteTypeId": 5}, "favourite of a member who is not in the dump"),
        ({"VoteTypeId": 5, "UserId": 8}, "favourite of a member who is not in the dump"),
    ],
)
def test_a_vote_that_cannot_be_taken_says_why(tmp_path, cells, reason):
    write_dump(tmp_path, Posts=[{}, answer(2, 1), {"Id": 3, "PostTypeId": 5}], Votes=[cells])

    assert reasons(tmp_path, VOTES) == [reason]


def test_a_link_needs_both_its_ends(tmp_path):
    links = [{"LinkTypeId": 3}, {"RelatedPostId": 9}, {"PostId": 9}, {"RelatedPostId": 1}, {"LinkTypeId": 2}]
    write_dump(tmp_path, Posts=[{}, {}], PostLinks=links)

    assert reasons(tmp_path, LINKS) == [
        None,
        "the post it links to is not in the dump",
        "its post is not in the dump",
        "a post linked to itself",
        "kind of link not kept (unknown)",
    ]
    assert [link.kind for link in open_dump(tmp_path).kept(LINKS)] == ["duplicate"]


def test_link_that_says_what_an_earlier_one_says_is_refused(tmp_path):
    links = [{}, {}, {"LinkTypeId": 3}, {"PostId": 2, "RelatedPostId": 1}]
    write_dump(tmp_path, Posts=[{}, {}], PostLinks=links)

    assert reasons(tmp_path, LINKS) == [None, "an earlier link says the same", None, None]


def test_comments_need_a_post_and_a_text(tmp_path):
    write_dump(tmp_path, Comments=[{"Score": None}, {"PostId": 9}, {"Text": ""}])

    assert reasons(tmp_path, COMMENTS) == [None, "its post is not in the dump", "Text is missing"]


def test_the_second_tag_of_a_name_is_refused(tmp_path):
    write_dump(tmp_path, Tags=[{}, {}, {"TagName": "yeast"}])

    assert reasons(tmp_path, TAGS) == [None, "an earlier tag has the same name", None]


def test_badges_are_refused_as_a_whole(tmp_path):
    write_dump(tmp_path, Badges=[{}, {}])

    assert set(reasons(tmp_path, BADGES)) == {"badges are awarded here by our own rules"}


def test_file_names_of_the_first_years_are_found(tmp_path):
    write_dump(tmp_path, Tags=[{}])
    for path in tmp_path.iterdir():
        path.rename(path.with_name(path.name.lower()))

    counts = survey(open_dump(tmp_path))

    assert (counts.of(POSTS).kept, counts.of(TAGS).kept, counts.of(VOTES).rows) == (1, 1, 0)


def test_the_newest_date_says_how_far_the_dump_reaches(tmp_path):
    write_dump(tmp_path, Comments=[{"CreationDate": "2021-05-06T07:08:09.000"}], Votes=[{}])

    counts = survey(open_dump(tmp_path))

    assert counts.dump_up_to == datetime(2021, 5, 6, 7, 8, 9, tzinfo=UTC)
