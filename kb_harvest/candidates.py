"""Reads of the candidates' queue: topics that solved something and became no article yet, by their score.

The queue looks at the 1,000 resolved topics with the newest activity, so that its cost does not follow the history.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import func, null, or_, select, union_all
from sqlalchemy.orm import aliased

from community.accounts import authors
from community.accounts.models import Member
from community.forum import addresses as forum
from community.forum import seeing
from community.forum.models import Board, MeToo, Post, Topic, Verdict
from community.kernel import clock, paging
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.markup import excerpt, plain
from community.kernel.page_views import PageView
from community.kernel.paging import Page

from . import scoring
from .models import Article, Resolution, SetAside
from .resolution import SILENT
from .rows import CandidateRow, Evidence, NewCandidate, SetAsideRow
from .scoring import Worth
from .similarity import Titles

CANDIDATES_PER_PAGE = 20
MOST_LOOKED_AT = 1_000
NAMED = 3  # of those for whom an answer worked
_Answer, _AnswerAuthor, _Accepter = aliased(Post), aliased(Member), aliased(Member)


def candidates(viewer: Viewer, *, after: str | None = None, size: int = CANDIDATES_PER_PAGE) -> Page[CandidateRow]:
    """Return a page of the candidates, the highest score first; of equals, the older topic."""
    ranked = sorted(_scored(viewer, clock.now()), key=_rank)
    if after:
        bound = tuple(paging.decode(after, (int, datetime, int)))
        ranked = [row for row in ranked if _rank(row) > bound]
    return paging.page_of(ranked, size, _rank)


def _rank(row: CandidateRow) -> tuple[int, datetime, int]:
    return -row.hundredths, row.created_at, row.topic_id


def _scored(viewer: Viewer, now: datetime) -> list[CandidateRow]:
    found = db.session.execute(_resolved_topics(viewer, now)).all()
    ids = [row.topic_id for row in found]
    views, sufferers, titles = _views(ids, now), _sufferers(ids), Titles(_known_titles())
    rows = []
    for row in found:
        similarity, nearest_id = titles.nearest(row.title)
        worth = Worth(
            grade=row.grade,
            views=_imported_views(row, now) if row.source else views.get(row.topic_id, 0),
            kudos=row.kudos,
            against=row.against,
            standing=row.standing or 0.0,
            sufferers=sufferers.get(row.topic_id, 0),
            similarity=similarity,
        )
        rows.append(_candidate(row, worth, nearest_id))
    return rows


def _imported_views(row: Any, now: datetime) -> float:
    return scoring.imported_demand(row.views, (now - row.created_at) / timedelta(days=1))


def _candidate(row: Any, worth: Worth, nearest_id: int | None) -> CandidateRow:
    names = ("topic_id", "title", "slug", "board_name", "created_at", "grade", "answer_id", "evidence_id")
    return CandidateRow(
        **{name: getattr(row, name) for name in (*names, "silent_since")},
        author=authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name),
        worth=worth,
        score=scoring.score(worth),
        nearest_id=nearest_id,
        imported=row.source is not None,
    )


def _resolved_topics(viewer: Viewer, now: datetime) -> Any:
    in_use = select(Article.id).where(Article.topic_id == Topic.id, Article.confidence != "archived")
    return (
        select(
            *(Resolution.topic_id, Resolution.grade, Resolution.answer_id, Resolution.evidence_id),
            Resolution.silent_since,
            *(Topic.title, Topic.slug, Topic.created_at, Topic.views, Topic.source, Topic.author_name),
            Board.name.label("board_name"),
            *(_Answer.kudos, (_Answer.downvotes + _Answer.failed).label("against"), _AnswerAuthor.standing),
            Member.id.label("member_id"),
            Member.name.label("member_name"),
            *(Member.handle, Member.role),
        )
        .join(Topic, Topic.id == Resolution.topic_id)
        .join(Board, Board.id == Topic.board_id)
        .join(_Answer, _Answer.id == Resolution.answer_id)
        .outerjoin(_AnswerAuthor, _AnswerAuthor.id == _Answer.author_id)
        .outerjoin(Member, Member.id == Topic.author_id)
        .outerjoin(SetAside, SetAside.topic_id == Topic.id)
        .where(seeing.seen_by(viewer), Topic.hidden_at.is_(None), _Answer.hidden_at.is_(None))
        .where(SetAside.topic_id.is_(None), ~in_use.exists())
        .where(Board.kind != "social", Topic.kind != "announcement")
        .where(or_(Resolution.grade != "likely", Resolution.silent_since <= now - SILENT))
        .order_by(Topic.last_activity_at.desc(), Topic.id.desc())
        .limit(MOST_LOOKED_AT)
    )


def newest(viewer: Viewer, *, size: int) -> list[NewCandidate]:
    """Return the candidates with the newest activity, without their scores, which read much more."""
    found = db.session.execute(_resolved_topics(viewer, clock.now()).limit(size))
    names = ("topic_id", "title", "slug", "board_name", "grade")
    return [NewCandidate(**{name: getattr(row, name) for name in names}) for row in found]


def _views(topic_ids: Collection[int], now: datetime) -> dict[int, int]:
    """Return the human views of the last 90 days."""
    since = now - timedelta(days=scoring.DEMAND_DAYS)
    found = db.session.execute(
        select(PageView.thing_id, func.sum(PageView.human))
        .where(PageView.kind == "topic", PageView.thing_id.in_(topic_ids), PageView.hour >= since)
        .group_by(PageView.thing_id)
    )
    return {topic_id: int(views) for topic_id, views in found}


def _sufferers(topic_ids: Collection[int]) -> Counter[int]:
    """Return how many people beside the asker have a topic's trouble: each once, by "me too" or by a duplicate."""
    again = aliased(Topic)
    asked = (
        select(Topic.id, again.author_id, again.author_name)
        .join(again, again.duplicate_of_id == Topic.id)
        .where(again.duplicate_of_id.in_(topic_ids), again.hidden_at.is_(None))
        .where(or_(again.author_id.is_(None), Topic.author_id.is_(None), again.author_id != Topic.author_id))
    )
    said = (
        select(MeToo.topic_id, MeToo.member_id, null())
        .join(Topic, Topic.id == MeToo.topic_id)
        .where(MeToo.topic_id.in_(topic_ids), MeToo.member_id.is_distinct_from(Topic.author_id))
    )
    found: Iterable[Any] = db.session.execute(union_all(asked, said))
    people = {(topic_id, member_id or name) for topic_id, member_id, name in found}
    return Counter(topic_id for topic_id, _person in people)


def _known_titles() -> Sequence[Any]:
    return db.session.execute(select(Article.id, Article.title).where(Article.confidence != "archived")).all()


def evidence(rows: Sequence[CandidateRow]) -> dict[int, Evidence]:
    """Return by topic what shows that it was resolved; two queries for all."""
    ids = {id_ for row in rows for id_ in (row.answer_id, row.evidence_id) if id_}
    found = db.session.execute(
        select(
            *(Post.id.label("post_id"), Post.html, Post.accepted_at, Post.worked, Post.author_name, *authors.COLUMNS),
            _Accepter.name.label("accepted_by"),
        )
        .outerjoin(Member, Member.id == Post.author_id)
        .outerjoin(_Accepter, _Accepter.id == Post.accepted_by_id)
        .where(Post.id.in_(ids), Post.hidden_at.is_(None))
    )
    posts, worked_for = {row.post_id: row for row in found}, _worked_for({row.answer_id for row in rows})
    return {
        row.topic_id: _evidence(
            posts[row.answer_id], posts.get(row.evidence_id or 0), worked_for.get(row.answer_id, ())
        )
        for row in rows
    }


def _worked_for(answer_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return by answer the names of the first who said that it worked for them."""
    place = func.row_number().over(partition_by=Verdict.post_id, order_by=(Verdict.at, Verdict.member_id))
    said = (
        select(Verdict.post_id, Verdict.member_id, place.label("place"))
        .where(Verdict.post_id.in_(answer_ids), Verdict.worked.is_(True))
        .subquery()
    )
    named = select(said.c.post_id, Member.name).join(Member, Member.id == said.c.member_id).where(said.c.place <= NAMED)
    found = db.session.execute(named.order_by(said.c.post_id, said.c.place))
    return {id_: tuple(row.name for row in of_one) for id_, of_one in groupby(found, key=lambda row: row.post_id)}


def _evidence(answer: Any, says_so: Any, worked_for: Sequence[str]) -> Evidence:
    return Evidence(
        answer_url=forum.post(answer.post_id),
        answer_author=authors.author(answer.id, answer.name, answer.handle, answer.role, answer.author_name),
        excerpt=excerpt(plain(answer.html)),
        accepted_at=answer.accepted_at,
        accepted_by=answer.accepted_by,
        words=excerpt(plain(says_so.html)) if says_so else "",
        words_url=forum.post(says_so.post_id) if says_so else None,
        worked_for=tuple(worked_for),
        worked=answer.worked,
    )


def set_aside(viewer: Viewer, *, after: str | None = None, size: int = CANDIDATES_PER_PAGE) -> Page[SetAsideRow]:
    """Return a page of the topics that were set aside, the latest first."""
    order: Any = (SetAside.at, SetAside.topic_id)
    query = (
        select(SetAside.topic_id, SetAside.at, SetAside.reason, Topic.title, Topic.slug, *authors.COLUMNS)
        .join(Topic, Topic.id == SetAside.topic_id)
        .join(Board, Board.id == Topic.board_id)
        .outerjoin(Member, Member.id == SetAside.by_id)
        .where(seeing.seen_by(viewer), Topic.hidden_at.is_(None))
    )
    if after:
        query = query.where(paging.after(order, after, descending=True))
    found = db.session.execute(query.order_by(*(column.desc() for column in order)).limit(size + 1)).all()
    page = paging.page_of(found, size, lambda row: (row.at, row.topic_id))
    return Page([_set_aside(row) for row in page.rows], page.next_key)


def _set_aside(row: Any) -> SetAsideRow:
    by = authors.author(row.id, row.name, row.handle, row.role, None)
    return SetAsideRow(topic_id=row.topic_id, title=row.title, slug=row.slug, by=by, at=row.at, reason=row.reason)
