"""A week that has something to say, and memos of it."""

from datetime import UTC, datetime, timedelta

from support import counting, people

from community.accounts.models import Member
from community.forum.models import Board, Post
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from community.kernel.weeks import Week
from voc.insight.memo import drafting, queries, services
from voc.insight.memo.models import Memo
from voc.insight.memo.services import Choice

WEEK = Week.parse("2025-W23")
TUESDAY = datetime(2025, 6, 3, 10, tzinfo=UTC)
MONDAY_AFTER = datetime(2025, 6, 9, tzinfo=UTC)
FAULT = "The earth fault came back this morning after {} days, and the charger stays red."
CALM = "My solar panels gave a nice curve on day {} of this spring, as they always do."


def voices(count: int = 8) -> list[Post]:
    """Let so many people write about an earth fault in the week, where before they wrote about the sun."""
    board = people.board("Charging")
    with clock.at(TUESDAY - timedelta(weeks=14)):
        authors = [people.member(f"Visitor {number}") for number in range(count)]
    for weeks in (13, 9, 5, 2):
        with clock.at(TUESDAY - timedelta(weeks=weeks)):
            _talk(board, authors, CALM, weeks)
    with clock.at(TUESDAY):
        found = _talk(board, authors, FAULT, 1)
    counting.count()
    return found


def _talk(board: Board, authors: list[Member], words: str, first: int) -> list[Post]:
    topic = people.topic(board, authors[0], "What I saw at my charger", body=words.format(first * 100))
    return [people.answer(topic, author, words.format(first + n)) for n, author in enumerate(authors[1:], start=1)]


def drafted(week: Week = WEEK) -> Memo:
    """Return the draft of the week's memo, made on the Monday after."""
    with clock.at(MONDAY_AFTER + timedelta(minutes=10)):
        services.draft(week, drafting.content_of(week, queries.chosen_subjects(week)))
    db.session.commit()
    memo = queries.memo_of(week)
    assert memo
    return memo


def choice(memo: Memo, **words: object) -> Choice:
    """Return an editor's choice: the candidate that the draft suggests, with all its quotes."""
    suggested = {"candidate": memo.chosen, "quotes": [int(n) for n in memo.quotes.split(",") if n]}
    written = {"headline": "Earth faults come back", "type": "nagging_issue", "why": "Cars are not charged."}
    asked = {"action": "Replace the breaker.", "owner": "Hardware"}
    return Choice(**{**suggested, **written, **asked, **words})  # type: ignore[arg-type]


def signed(memo: Memo, by: Member | Viewer, **words: object) -> Memo:
    """Sign a draft at 07:30 on its Monday."""
    viewer = by if isinstance(by, Viewer) else people.viewer(by)
    with clock.at(MONDAY_AFTER + timedelta(hours=7, minutes=30)):
        services.sign(memo=memo, seen=memo.edits, by=viewer, choice=choice(memo, **words))
    db.session.commit()
    return memo


def published(memo: Memo) -> Memo:
    """Let the edition out at 08:00."""
    with clock.at(MONDAY_AFTER + timedelta(hours=8)):
        services.publish_edition(Week.parse(memo.week))
    db.session.commit()
    return memo


def signed_edition(week: str, by: Viewer) -> Memo:
    """Return an edition that is out, signed, and asks for something."""
    memo = drafted(Week.parse(week))
    return memo if memo.status == "published" else published(signed(memo, by))
