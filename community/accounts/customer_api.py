"""Customer records for programs of agents and administrators, with a token that has the rights of their role."""

from datetime import date
from typing import Any

from apiflask import Schema
from apiflask.fields import Boolean, Date, Dict, Integer, List, Nested, String
from apiflask.validators import Length
from flask import abort

from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.limits import writing_limit

from . import customer_intake, handles, looks, queries
from .api import bp
from .customer_fields import LONGEST_TEXT, READ
from .customer_file import line_of
from .customer_record import customer_member, record_of
from .models import Member

MOST_NAMES = 20


class RecordIn(Schema):
    """What one source says of a member as of a day, by field; an account owner is an employee's handle."""

    source = String(required=True, validate=Length(1, LONGEST_TEXT), metadata={"example": "CRM"})
    as_of = Date(required=True, metadata={"example": "2026-11-22"})
    values = Dict(
        keys=String(), values=String(), required=True, metadata={"example": {"tier": "gold", "arpu": "80 EUR"}}
    )


class ValueOut(Schema):
    """The newest value of one source."""

    field = String()
    value = String(attribute="plain")
    source = String()
    as_of = Date()


class HandleOut(Schema):
    """A name on a channel."""

    channel = String()
    handle = String()
    verified = Boolean()
    how = String()


class RecordOut(Schema):
    """A customer record; `merged` are other members whose records are one with it."""

    member = String()
    values = List(Nested(ValueOut))
    handles = List(Nested(HandleOut))
    merged = List(String())


class NameIn(Schema):
    """A name on a channel."""

    channel = String(required=True, metadata={"example": "x"})
    handle = String(required=True, metadata={"example": "@ines"})


class NamesIn(Schema):
    """What a source knows to be verified names of one person."""

    source = String(required=True, validate=Length(3, LONGEST_TEXT), metadata={"example": "CRM"})
    names = List(
        Nested(NameIn),
        required=True,
        validate=Length(2, MOST_NAMES),
        metadata={"example": [{"channel": "mail", "handle": "ines@..."}, {"channel": "x", "handle": "@ines"}]},
    )


class LinkedOut(Schema):
    """Whose the names are, and how many are linked anew."""

    member = String()
    linked = Integer()


@bp.get("/customers/<member>")
@require("accounts.record")
@bp.output(RecordOut)
def show_customer(member: str) -> dict[str, Any]:
    """Show a member's customer record; the look is logged."""
    return _shown(_member_or_404(member))


@bp.put("/customers/<member>")
@require("accounts.record")
@bp.input(RecordIn, arg_name="said")
@bp.output(RecordOut)
@writing_limit
def record_customer(member: str, said: dict[str, Any]) -> dict[str, Any]:
    """Keep what a source says of a member and show the record; once more changes nothing, and the look is logged."""
    found = _member_or_404(member)
    _take(found, said["source"].strip(), said["as_of"], said["values"])
    return _shown(found)


@bp.post("/customer-names")
@require("accounts.record")
@bp.input(NamesIn, arg_name="said")
@bp.output(LinkedOut)
@writing_limit
def link_names(said: dict[str, Any]) -> dict[str, Any]:
    """Link verified names of one person to the member who has one of them already; once more changes nothing."""
    names = [(one["channel"], one["handle"].strip()) for one in said["names"]]
    member_id, linked = handles.link_by_rule(names=names, source=said["source"], by=current_viewer())
    found = queries.member_by_id(member_id) or abort(404)
    return {"member": found.handle, "linked": linked}


def _take(member: Member, source: str, as_of: date, values: dict[str, str]) -> None:
    if unknown := sorted(values.keys() - READ.keys()):
        raise Refused("There is no field “%(name)s”; there are %(all)s.", name=unknown[0], all=", ".join(READ))
    cells = {field: value.strip() for field, value in values.items()}
    line = line_of(member.handle, source, as_of, cells, customer_intake.business_day())
    if refused := customer_intake.take([line], current_viewer().member_id):
        raise Refused("%(reason)s", reason=refused[0].says)


def _shown(member: Member) -> dict[str, Any]:
    looks.note(member.id, current_viewer())
    record = record_of(member.id)
    others = {one.handle for merge in record.merges for one in (merge.kept, merge.dropped)} - {member.handle}
    return {
        "member": member.handle,
        "values": record.values,
        "handles": record.handles,
        "merged": sorted(others),
    }


def _member_or_404(handle: str) -> Member:
    return customer_member(handle) or abort(404)
