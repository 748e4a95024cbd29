"""The actor `kb_harvest.credit`: one mail to each person whose words became part of a published article."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from community.accounts.models import Member
from community.kernel import mail
from community.kernel.consumers import Actor
from community.kernel.db import db
from community.kernel.events import Fact
from community.kernel.web import language

from . import article_page, queries
from .events import ArticlePublished
from .rows import ArticleRow, Credits


def thank(facts: Sequence[Fact]) -> None:
    """Tell each contributor who has an address, once an article; never the one who published it."""
    for fact in facts:
        event: Any = fact.event
        people = select(Member).where(Member.id.in_({id_ for id_ in event.author_ids if id_} - {event.by}))
        told = people.where(Member.is_bot.is_(False)).order_by(Member.id)
        for member in (one for one in db.session.scalars(told) if one.mail_address):
            article = article_page.row_by_id(event.article_id, member.viewer)
            if article and article.is_published:
                _write(member, article)


def _write(member: Member, article: ArticleRow) -> None:
    with language.spoken_to(member.language):
        subject, text = _words(member, article)
    mail.send(
        key=f"kb_harvest credit {article.id} {member.id}", to=member.mail_address or "", subject=subject, text=text
    )


def _words(member: Member, article: ArticleRow) -> tuple[str, str]:
    settings = current_app.extensions["settings"]
    named = queries.credits_of([article.id]).get(article.id, Credits((), ()))
    words = {
        "name": member.name,
        "title": article.title,
        "url": urljoin(settings.base_url, article.url),
        "site": settings.site_name,
        "people": ", ".join(author.name for author in named.solvers) or _("the community"),
    }
    text = _(
        "Hello %(name)s,\n\nyour words became part of an article on %(site)s, so that the next one who asks finds the "
        "answer at once:\n\n%(title)s\n%(url)s\n\nIt was solved by %(people)s, and the article names you. Thank you.\n",
        **words,
    )
    return _("Your thread became an article: %(title)s", **words), text


CREDIT = Actor(name="kb_harvest.credit", kinds=(ArticlePublished,), handle=thank)
