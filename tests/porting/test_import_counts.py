"""Real dumps in the database: every row of every file is there, or its refusal is reported."""

import csv
import os
from collections import Counter

import pytest
from flask import current_app
from sqlalchemy import func, select

from community.accounts.models import Member
from community.forum import recounts
from community.forum.daily import DAILY
from community.forum.models import Daily, Follow, Link, Post, Revision, Tag, Topic, Vote
from community.kernel import consumers, indexer, worker
from community.kernel.db import db
from community.kernel.events import EventRow
from community.porting.stackexchange.dump import open_dump
from community.porting.stackexchange.records import DumpClosure, DumpRevision
from community.porting.stackexchange.survey import survey
from community.porting.stackexchange.tables import COMMENTS, LINKS, POSTS, TAGS, USERS, VOTES
from tests.porting import communities
from tests.porting.canonical import canonical
from tests.porting.running import import_dump
from tests.shared_data import shared

# Each dump takes its time twice for each kind of database; the whole proof has the larger ones too.
SITES = ("conlang_meta",) + (("beer_meta", "bicycles_meta") if os.environ.get("PROVE") == "full" else ())
pytestmark = pytest.mark.prove


def number(table, *conditions):
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions))


@pytest.fixture(scope="module", params=[pytest.param(site, marks=pytest.mark.xdist_group(site)) for site in SITES])
def site(request, kind, template_url, tmp_path_factory):
    """The folder of a dump that was imported into the present application, once for the tests of this file."""
    directory = shared(f"stackexchange/{request.param}")
    with communities.new(kind, template_url, tmp_path_factory.mktemp(request.param)) as app:
        import_dump(directory, "--report", str(report_of(app)))
        yield directory


def report_of(app):
    return app.extensions["settings"].data_dir / "report.csv"


def test_rows_in_the_database_equal_rows_in_the_files_less_the_refused(site):
    dump = open_dump(site)
    counts = survey(dump)
    votes = counts.of(VOTES).kept_by_kind
    history = Counter(type(record) for record in dump.history())

    assert number(Member) == counts.of(USERS).kept
    assert number(Tag) == counts.of(TAGS).kept
    assert number(Topic) == number(Post, Post.kind == "opening") == counts.of(POSTS).kept_by_kind["question"]
    assert number(Post, Post.kind == "answer") == counts.of(POSTS).kept_by_kind["answer"]
    assert number(Post, Post.kind == "comment") == counts.of(COMMENTS).kept
    assert number(Vote, Vote.value == 1) == votes["up"]
    assert number(Vote, Vote.value == -1) == votes["down"]
    assert number(Post, Post.accepted_at.is_not(None)) == votes["accept"]
    assert number(Follow) == votes.get("favourite", 0)
    assert number(Link) == counts.of(LINKS).kept
    assert number(Revision) == history[DumpRevision]
    assert number(EventRow, EventRow.kind.in_(["forum.topic_closed", "forum.topic_reopened"])) == history[DumpClosure]


def test_every_vote_is_one_fact_of_nobody(site):
    facts = db.session.execute(
        select(EventRow.kind, func.count(), func.count(EventRow.actor_id)).group_by(EventRow.kind)
    ).all()

    told = {kind: (together, with_actor) for kind, together, with_actor in facts}
    votes = survey(open_dump(site)).of(VOTES).kept_by_kind
    assert told["forum.kudos_given"] == (votes["up"], 0)
    assert told["forum.downvote_imported"] == (votes["down"], 0)
    assert told["forum.answer_accepted"] == (votes["accept"], 0)


def test_report_lists_every_refused_row_with_its_reason(site):
    rows = list(csv.reader(report_of(current_app).read_text(encoding="utf-8").splitlines()))
    refused = rows[rows.index([]) + 2 :]

    counts = survey(open_dump(site))
    assert Counter(row[0] for row in refused) == Counter({f.file: f.refused for f in counts.files if f.refused})
    assert all(len(row) == 4 for row in refused)


def test_scores_are_those_of_the_site(site):
    scores = {post.id: post.score for post in open_dump(site).kept(POSTS) if post.kind != "tag description"}

    stored = db.session.execute(select(Post.source_id, Post.kudos - Post.downvotes).where(Post.source_kind == "post"))
    differ = [post_id for post_id, score in stored if scores[post_id] != score]
    # A handful of scores in a dump differ from its own votes.
    assert len(differ) <= len(scores) // 100


def test_counters_need_no_mending(site):
    mended = dict(recounts.recount())

    assert set(mended.values()) == {0}


def test_same_dump_twice_changes_nothing(site):
    before = canonical()

    says = import_dump(site)

    assert "nothing has changed" in says
    assert canonical() == before


def test_catch_up_counts_imported_words_in_their_weeks_and_finds_them(site):
    worker.catch_up(current_app.extensions["settings"])

    dump = open_dump(site)
    days = Counter(post.created_at.date() for post in dump.kept(POSTS) if post.kind == "question")
    stored = db.session.execute(select(Daily.day, Daily.topics).where(Daily.topics > 0))
    assert {day.date(): topics for day, topics in stored} == days
    assert consumers.check(DAILY) == []
    assert indexer.check() == []
    assert indexer.state().word == "ok"
