"""A newer dump of the same site adds and updates; what people did here meanwhile stays."""

from collections import Counter

import pytest
from sqlalchemy import select

from community.accounts.models import Member
from community.forum import recounts
from community.forum.models import Post, Revision, Topic
from community.forum.services import answers, edits, topics
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import EventRow
from tests.porting.canonical import canonical
from tests.porting.dump_builder import answer, write_dump
from tests.porting.running import import_dump

MODERATOR = Viewer(role="admin")
LATER = "2020-06-01T12:00:00.000"
QUESTION = {"Id": 1, "Title": "How do I brew?", "Body": "<p>Water first?</p>", "AcceptedAnswerId": 2}
ANSWERS = [answer(2, 1, Body="<p>Malt first.</p>"), answer(3, 1, Body="<p>Water first.</p>")]
OTHER = {"Id": 4, "Title": "Which glass?", "Body": "<p>A tall one?</p>", "Tags": "<glass>"}
VOTES = [
    {"Id": 1, "PostId": 2, "VoteTypeId": 1},
    {"Id": 2, "PostId": 1, "VoteTypeId": 2},
    {"Id": 3, "PostId": 3, "VoteTypeId": 2},
    {"Id": 4, "PostId": 3, "VoteTypeId": 3},
]
HISTORY = [
    {"Id": 1, "PostHistoryTypeId": 1, "RevisionGUID": "a", "Text": "How do I brew?"},
    {"Id": 2, "PostHistoryTypeId": 2, "RevisionGUID": "a", "Text": "Water first?"},
]
FILES = {
    "Users": [{"Id": 7}],
    "Posts": [QUESTION, *ANSWERS, OTHER],
    "Votes": VOTES,
    "PostHistory": HISTORY,
    "Comments": [{}],
}


@pytest.fixture
def older(live_app, tmp_path):
    """The folder of a dump that was imported; `newer` writes into it and imports again."""
    import_dump(write_dump(tmp_path, **FILES), "--site", "beer")
    return tmp_path


@pytest.fixture
def newer(older):
    def write(**changed):
        visit = {"Id": 7, "LastAccessDate": "2020-07-01T00:00:00.000"}
        write_dump(older, **(FILES | {"Users": [visit]} | changed))
        last = db.session.scalar(select(EventRow.id).order_by(EventRow.id.desc()))
        says = import_dump(older, "--site", "beer")
        assert set(dict(recounts.recount()).values()) == {0}
        return says, list(db.session.scalars(select(EventRow).where(EventRow.id > last).order_by(EventRow.id)))

    return write


def post(source_id, kind="post"):
    own = (Post.source == "beer", Post.source_kind == kind, Post.source_id == source_id)
    return db.session.scalars(select(Post).where(*own).execution_options(populate_existing=True)).one()


def topic(source_id):
    own = (Topic.source == "beer", Topic.source_id == source_id)
    return db.session.scalars(select(Topic).where(*own).execution_options(populate_existing=True)).one()


def kinds(facts):
    return Counter(fact.kind for fact in facts)


def test_edited_question_reads_as_it_does_now_and_its_edit_is_one_fact(newer):
    edit = {"RevisionGUID": "b", "CreationDate": LATER, "UserId": 7}
    edited = [{**edit, "Id": 3, "PostHistoryTypeId": 5, "Text": "Malt first?"}]
    edited += [{**edit, "Id": 4, "PostHistoryTypeId": 4, "Text": "How do you brew?"}]
    question = QUESTION | {"Title": "How do you brew?", "Body": "<p>Malt first?</p>", "LastEditDate": LATER}

    _, facts = newer(Posts=[question, *ANSWERS, OTHER], PostHistory=HISTORY + edited)

    assert (topic(1).title, topic(1).slug, topic(1).excerpt) == ("How do you brew?", "how-do-you-brew", "Malt first?")
    assert post(1).html.strip() == "<p>Malt first?</p>"
    assert [(f.kind, f.at.isoformat()[:10], f.payload["revision"]) for f in facts] == [
        ("forum.post_edited", "2020-06-01", 2)
    ]
    texts = db.session.execute(select(Revision.number, Revision.title, Revision.body).order_by(Revision.number)).all()
    assert texts == [(1, "How do I brew?", "Water first?"), (2, "How do you brew?", "Malt first?")]


def test_former_words_are_kept_where_the_source_tells_no_history(live_app, tmp_path):
    import_dump(write_dump(tmp_path, Posts=[QUESTION, *ANSWERS]), "--site", "beer")

    edit = {"Body": "<p>Malt first?</p>", "LastEditDate": LATER, "LastEditorDisplayName": "Grace"}
    import_dump(write_dump(tmp_path, Posts=[QUESTION | edit, *ANSWERS]), "--site", "beer")

    texts = db.session.execute(select(Revision.number, Revision.body, Revision.author_name).order_by(Revision.number))
    assert texts.all() == [(1, "<p>Water first?</p>", None), (2, "<p>Malt first?</p>", "Grace")]
    assert post(1).revisions == 2


def test_tags_are_those_of_the_newer_dump(newer):
    _, facts = newer(Posts=[QUESTION | {"Tags": "|malt|", "LastEditDate": LATER}, *ANSWERS, OTHER])

    assert kinds(facts) == {"forum.topic_tagged": 1}
    assert [line for line in canonical() if line.startswith("forum_topic_tag ")] == [
        "forum_topic_tag tag_id='glass' topic_id='beer/4'",
        "forum_topic_tag tag_id='malt' topic_id='beer/1'",
    ]


def test_added_posts_comments_and_votes_are_added_once(newer):
    added = answer(5, 4, Body="<p>Any.</p>", OwnerUserId=7, CreationDate=LATER)

    _, facts = newer(
        Posts=[*FILES["Posts"], added],
        Comments=[{}, {"PostId": 5, "UserId": 7, "CreationDate": LATER}],
        Votes=[*VOTES, {"Id": 9, "PostId": 5, "VoteTypeId": 2, "CreationDate": "2020-06-02T00:00:00.000"}],
    )

    assert kinds(facts) == {"forum.post_added": 2, "forum.kudos_given": 1}
    assert (topic(4).replies, post(5).kudos, topic(4).last_activity_at.isoformat()[:10]) == (1, 1, "2020-06-01")
    assert db.session.scalars(select(Member.replies).where(Member.source_id == 7)).one() == 3


def test_member_is_shown_as_they_call_themselves_now(newer):
    _, facts = newer(Users=[{"Id": 7, "DisplayName": "Ada L.", "Location": "Ghent", "LastAccessDate": LATER}])

    columns = (Member.name, Member.handle, Member.location)
    assert db.session.execute(select(*columns)).all() == [("Ada L.", "ada", "Ghent")]
    assert facts == []


def test_views_grow_and_never_shrink(newer):
    newer(Posts=[QUESTION | {"ViewCount": 50}, *ANSWERS, OTHER | {"ViewCount": 3}])

    assert (topic(1).views, topic(4).views) == (50, 12)


def test_votes_that_are_gone_are_taken_back_with_a_fact_each(newer):
    _, facts = newer(Votes=VOTES[:2])

    assert [(f.kind, f.at.isoformat()[:10]) for f in facts] == [
        ("forum.kudos_withdrawn", "2020-07-01"),
        ("forum.downvote_withdrawn", "2020-07-01"),
    ]
    assert (post(3).kudos, post(3).downvotes) == (0, 0)


def test_dump_without_votes_takes_no_vote_back(older):
    before = canonical()
    (older / "Votes.xml").unlink()

    import_dump(older, "--site", "beer")

    assert canonical() == before


def test_another_answer_is_accepted_now(newer):
    accepted = {"Id": 5, "PostId": 3, "VoteTypeId": 1, "CreationDate": "2020-06-02T00:00:00.000"}

    _, facts = newer(Posts=[QUESTION | {"AcceptedAnswerId": 3}, *ANSWERS, OTHER], Votes=[*VOTES[1:], accepted])

    assert kinds(facts) == {"forum.answer_accepted": 1, "forum.answer_unaccepted": 1}
    assert (post(2).accepted_at, post(3).accepted_at.isoformat()[:10], topic(1).accepted) == (None, "2020-06-02", 1)


def test_question_is_closed_as_duplicate_and_reopened_later(newer, older):
    closing = {"Id": 5, "PostId": 4, "PostHistoryTypeId": 10, "Comment": 1, "CreationDate": LATER, "Text": None}
    link = {"PostId": 4, "RelatedPostId": 1, "LinkTypeId": 3, "CreationDate": LATER}
    posts = [QUESTION, *ANSWERS, OTHER | {"ClosedDate": LATER}]

    _, facts = newer(Posts=posts, PostHistory=[*HISTORY, closing], PostLinks=[link])
    marked = (topic(4).closed_at.isoformat()[:10], topic(4).closed_reason, topic(4).duplicate_of_id)
    reopening = closing | {"Id": 6, "PostHistoryTypeId": 11, "CreationDate": "2020-06-05T00:00:00.000"}
    _, later = newer(PostHistory=[*HISTORY, closing, reopening])

    assert kinds(facts) == {"forum.topic_closed": 1, "forum.topic_marked_duplicate": 1}
    assert marked == ("2020-06-01", "This was asked before.", topic(1).id)
    assert [(f.kind, f.at.isoformat()[:10]) for f in later] == [("forum.topic_reopened", "2020-06-05")]
    assert (topic(4).closed_at, topic(4).closed_reason, topic(4).duplicate_of_id) == (None, None, None)


def test_reopening_that_no_history_tells_of_is_one_fact(newer):
    newer(Posts=[QUESTION, *ANSWERS, OTHER | {"ClosedDate": LATER}])

    _, facts = newer()
    _, again = newer()

    assert kinds(facts) == {"forum.topic_reopened": 1}
    assert again == []


def test_posts_missing_from_a_newer_dump_stay_and_are_counted(newer):
    says, facts = newer(Posts=[QUESTION, ANSWERS[0], OTHER])

    assert facts == []
    assert post(3).kudos == 1
    assert "1 posts and 0 comments are no longer in the dump; they stay" in says


def test_older_dump_is_refused_and_changes_nothing(older, newer, live_app):
    newer(Posts=[*FILES["Posts"], answer(5, 4, CreationDate=LATER)])
    before = canonical()

    write_dump(older, **FILES)
    with pytest.raises(Refused, match="an older dump would undo"):
        import_dump(older, "--site", "beer")

    assert canonical() == before


def test_what_was_decided_here_stays(older, newer):
    question, second = post(1), post(3)
    edits.edit_post(post=question, topic=topic(1), by=MODERATOR, body="Edited here.", title="Edited here, too")
    answers.unaccept_answer(post=post(2), topic=topic(1), by=MODERATOR)
    answers.accept_answer(post=second, topic=topic(1), by=MODERATOR)
    topics.close_topic(topic=topic(4), by=MODERATOR, reason="Out of scope here.")
    db.session.commit()
    before = canonical()

    says, facts = newer()

    assert facts == []
    assert "1 kept as edited here" in says
    assert canonical() == before
