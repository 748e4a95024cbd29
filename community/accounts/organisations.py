"""Organisations: which customer a member works for, as the customer records say and never as the member types."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select, update

from community.kernel.db import db, table_of, upsert

from .models import CustomerValue, Member, Organisation


def organisations() -> list[Organisation]:
    """Return all organisations in the alphabet's order."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name)))


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of the organisations with these ids; nothing is asked for none."""
    if not ids:
        return {}
    found: Any = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return dict(found.all())


def is_one(organisation_id: int) -> bool:
    """Tell whether there is an organisation with this id."""
    return db.session.get(Organisation, organisation_id) is not None


def tie(member_ids: Collection[int]) -> None:
    """Let each member belong to the organisation that their record names last, or to none."""
    names = _latest(member_ids)
    ids = _ids({name for name in names.values() if name})
    if names:
        table = table_of(Member)
        tied = update(table).where(table.c.id == bindparam("member")).values(organisation_id=bindparam("tied"))
        db.session.execute(tied, [{"member": id_, "tied": ids.get(name)} for id_, name in names.items()])
    for member in db.session.identity_map.values():
        if isinstance(member, Member) and member.id in names:
            db.session.expire(member, ["organisation_id"])


def _latest(member_ids: Collection[int]) -> dict[int, str]:
    told = select(CustomerValue.member_id, CustomerValue.value).order_by(CustomerValue.as_of, CustomerValue.id)
    mine = (CustomerValue.field == "organisation", CustomerValue.member_id.in_(member_ids))
    found: Any = db.session.execute(told.where(*mine))
    return dict(found.all())


def _ids(names: Collection[str]) -> dict[str, int]:
    if not names:
        return {}
    fresh = upsert(Organisation).on_conflict_do_nothing(index_elements=["name"])
    db.session.execute(fresh, [{"name": name} for name in sorted(names)])
    found: Any = db.session.execute(select(Organisation.name, Organisation.id).where(Organisation.name.in_(names)))
    return dict(found.all())
