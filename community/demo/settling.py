"""People who join and get to know each other, and the boards they find."""

from collections.abc import Iterator
from functools import partial

from flask_security.utils import hash_password
from sqlalchemy import insert

from community.accounts import datastore
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import Member, SignUp
from community.forum.models import Tag
from community.forum.services import boards, follows
from community.kernel.db import db
from community.sample import model
from community.sample.customers import notes_on

from .lived import SYSTEM, VISIBILITIES, Lived, Step

PASSWORD = "groundswell"  # noqa: S105 - printed at start; the sample community is refused in production

ADDRESS = "sample"  # in place of the digest of an address


class Settling:
    """The boards and the people."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._password = ""

    def arrivals(self) -> Iterator[Step]:
        """Yield how the boards are opened and people join, before anything else can happen."""
        yield min(person.joined for person in self._lived.plan.people), self._furnish
        for person in self._lived.plan.people:
            yield person.joined, partial(self._join, person)

    def sign_ups(self) -> Iterator[Step]:
        """Yield what is written down about the form in the last weeks."""
        for sign_up in self._lived.plan.sign_ups:
            yield sign_up.at, partial(self._note_sign_up, sign_up)

    def acquaintances(self) -> Iterator[Step]:
        """Yield who begins to follow whom."""
        for tie in self._lived.plan.acquaintances:
            yield tie.at, partial(self._get_to_know, tie)

    def _furnish(self) -> None:
        self._password = hash_password(PASSWORD)
        for board in self._lived.plan.boards:
            self._lived.boards[board.key] = boards.open_board(
                name=board.name,
                description=board.description,
                visibility=VISIBILITIES.get(board.visibility, board.visibility),
                kind=board.kind,
                staff_start_topics=board.key == "announcements",
                by=SYSTEM,
            )
        db.session.execute(
            insert(Tag), [{"name": tag.name, "description": tag.description} for tag in self._lived.plan.tags]
        )

    def _join(self, person: model.Person) -> None:
        password = self._password if person.sign_in else None
        member = datastore.join(
            name=person.name, email=person.email, password=password, role=person.role, handle=person.handle
        )
        member.trust_level = 1  # until the first night, so that nobody's links wait for a moderator
        member.about, member.time_zone, member.language = person.about, person.time_zone, person.language
        known = {"member_id": member.id, "as_of": person.joined.date()}
        for note in notes_on(person):
            record_customers([CustomerNote(**known, **vars(note))])
        self._lived.people[person.handle] = member.viewer

    def _note_sign_up(self, told: model.SignUp) -> None:
        row = {"at": told.at, "address": ADDRESS, "doubts": " ".join(told.doubts), "outcome": told.outcome}
        db.session.execute(insert(SignUp).values(row))

    def _get_to_know(self, tie: model.Acquaintance) -> None:
        whom = db.session.get_one(Member, self._lived.people[tie.whom].member_id)
        follows.follow_member(member=whom, by=self._lived.people[tie.by])
