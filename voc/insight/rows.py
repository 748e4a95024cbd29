"""The rows that a number of a week was computed from, a page at a time, each leading to where it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from community.accounts import authors
from community.accounts.authors import Author
from community.forum import addresses as forum
from community.forum.queries import boards
from community.kernel import paging
from community.kernel.auth import NOBODY
from community.kernel.db import db
from community.kernel.paging import Page
from community.kernel.rooms import house
from community.kernel.things import Thing
from community.kernel.web.wording import decimals
from community.kernel.weeks import Week
from ideas import addresses as ideas
from kb_harvest.queries import published_between

from . import evidence, weekly, wording
from .counts import COUNTED
from .evidence import Span
from .questions import Question
from .response import Wait
from .sources import Sources
from .topics import business_zone

ROWS_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row behind a number; `note` is what it adds to it."""

    title: str
    url: str | None
    at: datetime | None = None
    author: Author | None = None
    note: str = ""


def rows(name: str, week: Week, after: str | None, size: int = ROWS_PER_PAGE) -> Page[Line] | None:
    """Return a page of the rows behind a measure; None for a measure that has none."""
    sources = Sources(week, business_zone())
    if name in _STORED:
        return _stored(_STORED[name](sources.span()), after, size)
    if name in _LISTED:
        return _listed(_LISTED[name](sources), after, size)
    return None


# ---- Rows that the database pages ----------------------------------------------------------------

_STORED: Mapping[str, Callable[[Span], Select[Any]]] = {
    **COUNTED,
    "members": evidence.joined,
    "posts": lambda span: evidence.posts(span, "opening", "answer", "comment"),
    "topics": lambda span: evidence.posts(span, "opening"),
    "replies": lambda span: evidence.posts(span, "answer"),
    "comments": lambda span: evidence.posts(span, "comment"),
    "replies_per_topic": lambda span: evidence.posts(span, "opening", "answer"),
    "staff_posts": lambda span: evidence.posts(span, "opening", "answer", "comment", by_staff=True),
    "staff_replies": lambda span: evidence.posts(span, "answer", by_staff=True),
}


def _stored(query: Select[Any], after: str | None, size: int) -> Page[Line]:
    within = query.subquery()
    page = within.select().order_by(within.c.at, within.c.id).limit(size + 1)
    if after:
        page = page.where(paging.after((within.c.at, within.c.id), after, descending=False))
    found = db.session.execute(page).all()
    cut = paging.page_of(found, size, lambda row: (row.at, row.id))
    return Page([_line(row) for row in cut.rows], cut.next_key)


def _line(row: Any) -> Line:
    by = authors.author(row.member_id, row.member_name, row.handle, row.role, row.author_name)
    place = getattr(row, "place", row.id)
    urls = {"post": forum.post(place), "idea": ideas.idea(place, row.slug), "member": by.url}
    return Line(title=row.title, url=urls[row.thing], at=row.at, author=None if row.thing == "member" else by)


# ---- Rows that fit into a week -------------------------------------------------------------------


def _listed(lines: Sequence[Line], after: str | None, size: int) -> Page[Line]:
    place = paging.decode(after, (int,))[0] if after else 0
    numbered = list(enumerate(lines, start=1))[max(0, place) :]
    cut = paging.page_of(numbered[: size + 1], size, lambda row: (row[0],))
    return Page([line for _number, line in cut.rows], cut.next_key)


def _things(kind: str, ids: Sequence[int]) -> Mapping[int, Thing]:
    """Return those of the things that everybody may see."""
    return house().things[kind].visible(ids, NOBODY) if kind in house().things else {}


def _of_topics(notes: Sequence[tuple[int, str]]) -> list[Line]:
    """Return a line for each (topic id, note) that everybody may see, in the given order."""
    found = _things("topic", [topic_id for topic_id, _note in notes])
    return [
        Line(title=thing.title, url=thing.url, at=thing.at, author=thing.author, note=note)
        for topic_id, note in notes
        if (thing := found.get(topic_id))
    ]


def _asked(note: Callable[[Question], str]) -> Callable[[Sources], list[Line]]:
    return lambda sources: _of_topics([(q.topic_id, note(q)) for q in sources.questions()])


def lines_of_questions(asked: Sequence[Question]) -> list[Line]:
    """Return the questions with how long each waited."""
    return _of_topics([(q.topic_id, waited(q.wait)) for q in asked])


def waited(wait: Wait) -> str:
    """Return how long somebody waited, or waits."""
    if wait.hours < 0:
        return str(_("left out: the reply is older than the question"))
    hours = wording.hours(wait.hours)
    return str(_("answered after %(time)s", time=hours) if wait.answered else _("unanswered for %(time)s", time=hours))


def _solved(question: Question) -> str:
    return str(_("solved") if question.solved_id else _("not solved by the end of the week"))


def _content(sources: Sources) -> list[Line]:
    threads = sorted(sources.health.past.views[-1].threads, key=lambda t: (-t[1] * t[2], t[0]))
    return _of_topics(
        [(topic, str(_("%(p)s posts, %(v)s views", p=posts, v=views))) for topic, posts, views in threads]
    )


def _views(sources: Sources) -> list[Line]:
    span = sources.span()
    counted = weekly.views_by_thing(span.start, span.end)
    kinds = {kind for kind, _id in counted}
    found = {kind: _things(kind, [id_ for k, id_ in counted if k == kind]) for kind in sorted(kinds)}
    return [
        Line(title=thing.title, url=thing.url, at=thing.at, author=thing.author, note=str(_("%(v)s views", v=views)))
        for (kind, id_), views in counted.items()
        if (thing := found[kind].get(id_))
    ]


def _responses(sources: Sources) -> list[Line]:
    notes = [
        (
            cell.topic_id,
            str(_("waited longer than expected"))
            if cell.overdue
            else str(_("%(n)s responses, adding %(sum)s", n=cell.responses, sum=decimals(cell.response_sum, 2))),
        )
        for cell in weekly.cells_of(sources.week)
        if cell.responses or cell.overdue
    ]
    return _of_topics(notes)


def _interaction(sources: Sources) -> list[Line]:
    cells = [cell for cell in weekly.cells_of(sources.week) if cell.posts]
    words = _("%(u)s people, %(d)s posts: %(value)s")
    return _of_topics(
        [
            (
                cell.topic_id,
                str(words % {"u": cell.participants, "d": cell.depth, "value": decimals(cell.interaction, 2)}),
            )
            for cell in sorted(cells, key=lambda c: (-c.interaction, c.topic_id))
        ]
    )


def _boards(sources: Sources) -> list[Line]:
    posts = sources.health.past.sums[-1].by_board
    there = sources.health.past.boards[-1]
    return [
        Line(title=board.name, url=board.url, note=str(_("%(p)s posts", p=posts.get(board.id, 0))))
        for board in boards(NOBODY)
        if board.id in there
    ]


def _voices(sources: Sources) -> list[Line]:
    return [
        Line(title=v.title, url=v.url, at=v.said_at, author=v.author, note=f"{v.compound:+.2f}")
        for v in sources.voices()
        if v.compound is not None
    ]


def _articles(sources: Sources) -> list[Line]:
    span = sources.span()
    found = published_between(span.start, span.end)
    return [Line(title=article.title, url=article.url, at=article.published_at) for article in found]


_LISTED: Mapping[str, Callable[[Sources], list[Line]]] = {
    "page_views": _views,
    "traffic": _views,
    "content": _content,
    "responsiveness": _responses,
    "interaction": _interaction,
    "liveliness": _boards,
    "sentiment": _voices,
    "articles": _articles,
    "solved": _asked(_solved),
    **dict.fromkeys(
        (
            *("first_response", "first_response_honest_median", "first_response_median"),
            *("first_response_mean", "first_response_p90"),
        ),
        _asked(lambda question: waited(question.wait)),
    ),
    **dict.fromkeys(("staff_response", "staff_response_median"), _asked(lambda question: waited(question.staff_wait))),
}
NAMES = _STORED.keys() | _LISTED.keys()
