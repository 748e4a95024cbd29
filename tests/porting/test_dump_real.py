"""Real dumps: what the files hold is what the reader finds."""

from collections import Counter

import pytest

from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.records import DumpClosure
from community.porting.stackexchange.site import licence_of
from community.porting.stackexchange.survey import survey
from community.porting.stackexchange.tables import COMMENTS, LINKS, POSTS, TABLES, VOTES
from tests.shared_data import shared

FULL = ("bicycles_meta", "beer_meta", "conlang_meta")
# As counted independently when the files were collected.
ROWS = {
    "bicycles_meta": (94, 2551, 1446, 2448, 5671, 189, 3994, 6585),
    "beer_meta": (76, 522, 251, 367, 1211, 39, 702, 1214),
    "conlang_meta": (71, 272, 177, 230, 1119, 20, 450, 612),
    "beer_posts_2017": (0, 0, 2354, 0, 0, 0, 0, 0),
    "coffee_posts_2015": (0, 0, 592, 0, 0, 0, 0, 0),
}
POSTS_HELD = {
    "bicycles_meta": (453, 971, 157, 15),
    "beer_meta": (94, 141, 29, 3),
    "conlang_meta": (54, 115, 11, 1),
    "beer_posts_2017": (663, 1572, 410, 53),
    "coffee_posts_2015": (225, 327, 105, 14),
}


def dump_of(name):
    return open_dump(shared(f"stackexchange/{name}"))


@pytest.mark.parametrize("name", ROWS)
def test_all_rows_are_found_and_accounted_for(name):
    counts = survey(dump_of(name))

    assert tuple(counts.of(table).rows for table in TABLES) == ROWS[name]
    assert all(file.rows == file.kept + file.refused for file in counts.files)


@pytest.mark.parametrize("name", POSTS_HELD)
def test_questions_answers_accepted_and_closed_ones_are_kept(name):
    posts = list(dump_of(name).kept(POSTS))

    kinds = Counter(post.kind for post in posts)
    accepted, closed = sum(post.accepted for post in posts), sum(post.closed_at is not None for post in posts)
    assert (kinds["question"], kinds["answer"], accepted, closed) == POSTS_HELD[name]


@pytest.mark.parametrize("name", FULL)
def test_votes_add_up_to_the_scores(name):
    dump = dump_of(name)
    sums = Counter()
    for vote in dump.kept(VOTES):
        sums[vote.post_id] += {"up": 1, "down": -1}.get(vote.kind, 0)

    scores = {post.id: post.score for post in dump.kept(POSTS) if post.kind != "tag description"}

    assert {number: sums[number] for number in scores} == scores


@pytest.mark.parametrize("name", FULL)
def test_no_comment_is_lost_and_each_accept_has_its_day(name):
    dump = dump_of(name)

    assert survey(dump).of(COMMENTS).refused == 0
    accepts = {vote.post_id for vote in dump.kept(VOTES) if vote.kind == "accept"}
    assert accepts == {post.id for post in dump.kept(POSTS) if post.accepted}


@pytest.mark.parametrize(
    ("name", "kept", "lost"), [("bicycles_meta", 9, 1), ("beer_meta", 3, 1), ("conlang_meta", 1, 0)]
)
def test_duplicates_are_kept_unless_their_post_is_gone(name, kept, lost):
    rows = [row for row in dump_of(name).sift(LINKS) if row.kind == "duplicate"]

    reasons = Counter(row.reason for row in rows)

    assert (reasons[None], reasons["its post is not in the dump"], len(rows)) == (kept, lost, kept + lost)


@pytest.mark.parametrize("name", FULL)
def test_the_last_revision_leads_to_the_title_and_tags_shown(name):
    dump = dump_of(name)
    titles, tags = {}, {}
    for change in dump.history():
        if not isinstance(change, DumpClosure):
            titles[change.post_id] = change.title or titles.get(change.post_id)
            tags[change.post_id] = change.tags if change.tags is not None else tags.get(change.post_id)

    questions = [post for post in dump.kept(POSTS) if post.kind == "question"]

    # The site trims titles, and takes the tag "featured" away without a revision.
    assert all(post.title.split() == titles[post.id].split() for post in questions)
    assert all(set(tags[post.id]) - set(post.tags) <= {"featured"} for post in questions)


@pytest.mark.parametrize("name", FULL)
def test_each_closed_question_has_its_closing(name):
    dump = dump_of(name)

    closed = {post.id: post.closed_at for post in dump.kept(POSTS) if post.closed_at}
    closings = {change.post_id: change.created_at for change in dump.history() if isinstance(change, DumpClosure)}

    assert closings == closed


def test_a_posts_only_dump_reaches_to_its_last_activity():
    counts = survey(dump_of("coffee_posts_2015"))

    assert counts.dump_up_to.date().isoformat() == "2015-03-07"


def test_the_licence_by_date_agrees_with_the_licence_stated():
    comments = list(dump_of("bicycles_meta").kept(COMMENTS))

    wrong = [comment for comment in comments if licence_of(comment.created_at, None) != comment.licence]

    assert wrong == []
