"""Writes of the accounts room."""

import unicodedata
from collections.abc import Mapping

from flask_security.utils import hash_password
from sqlalchemy import bindparam, func, select, update

from community.kernel.auth import ADMINS, ROLES, Viewer
from community.kernel.db import db, table_of
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.texts import clean

from . import datastore, names, passwords, queries
from .challenges import plainly
from .events import QuestionAdded, QuestionRemoved, RoleGiven
from .impersonation import refuse_nobody
from .models import Member, Question
from .shown import Reputation

NAME_LENGTH = (2, 60)


def create_member(*, name: str, email: str, password: str, role: str) -> Member:
    """Add a member with a role, as an administrator does; refuse a taken address or a short password."""
    if role not in ROLES:
        raise Refused("“%(role)s” is not a role; the roles are %(roles)s.", role=role, roles=", ".join(ROLES))
    if "@" not in email.strip("@ "):
        raise Refused("“%(email)s” is not a mail address.", email=email)
    if queries.member_by_email(email):
        raise Refused("Somebody has signed up as %(email)s already.", email=email)
    passwords.check(password, (name, email))
    if not NAME_LENGTH[0] <= len(name.strip()) <= NAME_LENGTH[1]:
        least, most = NAME_LENGTH
        raise Refused("The name must have %(least)s to %(most)s characters.", least=least, most=most)
    refuse_nobody(name)
    return datastore.join(name=name, email=email.lower(), password=hash_password(password), role=role)


def give_role(*, member: Member, role: str, by: int | None) -> None:
    """Change what a member may do."""
    if role not in ROLES:
        raise Refused("“%(role)s” is not a role; the roles are %(roles)s.", role=role, roles=", ".join(ROLES))
    if member.role != role:
        if member.role in ADMINS:
            _keep_an_admin(member)
        member.role = role
        publish(RoleGiven(member_id=member.id, role=role, by=by))  # type: ignore[arg-type]


def _keep_an_admin(member: Member) -> None:
    """Refuse to let the last administrator go; two who let each other go at once wait for each other."""
    admins = select(Member.id).where(Member.role.in_(ADMINS), Member.active.is_(True))
    if not set(db.session.scalars(admins.order_by(Member.id).with_for_update())) - {member.id}:
        raise Refused("%(name)s is the last administrator; give somebody else this role first.", name=member.name)


def change_settings(*, member: Member, name: str, about: str, time_zone: str, language: str) -> None:
    """Change what a member tells about themselves, and in which zone and language they read."""
    wanted, told = " ".join(unicodedata.normalize("NFC", name).split()), about.strip()
    if wanted != member.name:
        member.name = names.checked_name(wanted, member)
    if told != member.about:
        member.about = names.checked_about(told, member)
    member.time_zone = time_zone or None
    member.language = language or None
    db.session.flush()


def add_question(*, question: str, answers: str, by: Viewer) -> Question:
    """Add a plain question that tells people from machines."""
    counted = [answer.strip() for answer in clean(answers).split(",") if plainly(answer)]
    if not counted:
        raise Refused("Please give at least one answer with letters or digits.")
    made = Question(text=" ".join(clean(question).split()), answers=", ".join(counted))
    db.session.add(made)
    db.session.flush()
    publish(QuestionAdded(question_id=made.id, by=by.member_id))
    return made


def remove_question(*, question: Question, by: Viewer) -> None:
    """Remove a question; one must stay, for it is the way of those whose browser runs no script."""
    if (db.session.scalar(select(func.count()).select_from(Question)) or 0) < 2:
        raise Refused("One question must stay: whoever has no script answers it. Please add another one first.")
    db.session.delete(question)
    publish(QuestionRemoved(question_id=question.id, by=by.member_id))


def show_reputation(of: Mapping[int, Reputation]) -> int:
    """Write what stands beside each name, nothing for members who are not in `of`; return how many rows changed."""
    columns = (Member.points, Member.standing, Member.rank)
    nothing, now = Reputation(), db.session.execute(select(Member.id, *columns)).all()
    changed = [(id_, of.get(id_, nothing)) for id_, *shown in now if Reputation(*shown) != of.get(id_, nothing)]
    if changed:
        names = [column.key for column in columns]
        rows = [{"member": id_, **{f"new_{name}": getattr(new, name) for name in names}} for id_, new in changed]
        table = table_of(Member)
        values = {name: bindparam(f"new_{name}") for name in names}
        db.session.execute(update(table).where(table.c.id == bindparam("member")).values(values), rows)
    return len(changed)
