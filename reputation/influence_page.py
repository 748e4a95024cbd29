"""Reads of the newest table of influence, and the picture of those who weigh most."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.accounts import authors
from community.accounts.models import Member
from community.kernel.auth import STAFF
from community.kernel.db import db

from . import picture
from .models import Influence, Tie
from .picture import Picture
from .rows import InfluenceLine

MOST_SHOWN = 100
_EARLIER = (Influence.first_help_at, Influence.member_id)


@dataclass(frozen=True, kw_only=True)
class InfluencePage:
    """The table of those who helped, the picture, and as of when; `at` is None before the first run."""

    at: datetime | None
    lines: list[InfluenceLine]
    picture: Picture


def influence_page() -> InfluencePage:
    """Return what was worked out last; who became an employee since then is left out."""
    columns = (*authors.COLUMNS, *(column for column in Influence.__table__.columns if column.key != "member_id"))
    found = db.session.execute(
        select(*columns)
        .join(Influence, Influence.member_id == Member.id)
        .where(Member.role.not_in(STAFF), Member.is_bot.is_(False))
        .order_by(Influence.expertise.desc(), Influence.first_help_at.is_(None), *_EARLIER)
        .limit(MOST_SHOWN)
    ).all()
    names = ("expertise", "page_rank", "z", "percentile", "helped", "answers", "asked")
    lines = [
        InfluenceLine(
            place=place,
            author=authors.author(row.id, row.name, row.handle, row.role, None),
            **{name: getattr(row, name) for name in names},
        )
        for place, row in enumerate(found, 1)
    ]
    ties = db.session.execute(select(Tie.asker_id, Tie.answerer_id, Tie.threads)).all()
    shown = [(line.author.id or 0, line.author.name, line.expertise) for line in lines]
    helpers = [line for line in lines if line.helped]
    drawn = picture.draw(shown, [(asker, answerer, threads) for asker, answerer, threads in ties])
    return InfluencePage(at=found[0].at if found else None, lines=helpers, picture=drawn)
