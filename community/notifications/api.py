"""Notices for programs."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Dict, Integer, List, Nested, String
from apiflask.validators import OneOf, Range
from flask import abort

from community.kernel import api
from community.kernel.announcing import Key
from community.kernel.auth import current_viewer, require

from . import queries
from .rules import DIGESTS, WAYS
from .services import choosing

bp = api.blueprint("notifications")


class NoticeOut(Schema):
    """A notice."""

    id = Integer()
    reason = String()
    says = String()
    title = String()
    url = String()
    at = AwareDateTime()
    unread = Boolean()


class NoticesOut(Schema):
    """A page of notices, and how many are unread (100 stands for more)."""

    notices = List(Nested(NoticeOut))
    unread = Integer()
    next = String(allow_none=True)


class HoursIn(Schema):
    """When mails may come, by the member's clock; without quiet hours both are null."""

    quiet_from = Integer(required=True, allow_none=True, validate=Range(0, 23))
    quiet_to = Integer(required=True, allow_none=True, validate=Range(0, 23))
    digest_hour = Integer(required=True, validate=Range(0, 23))


class HoursOut(Schema):
    """When mails may come, by the member's clock; without quiet hours both are null."""

    quiet_from = Integer(allow_none=True)
    quiet_to = Integer(allow_none=True)
    digest_hour = Integer()


class NoticeSettingsIn(Schema):
    """How to be told, by reason; those that are not named stay as they are.

    `top_topics` is how often the best topics come where nothing else is to be told; null for never.
    """

    ways = Dict(keys=String(), values=String(validate=OneOf(WAYS)), load_default={})
    hours = Nested(HoursIn, load_default=None, allow_none=True)
    top_topics = String(validate=OneOf(DIGESTS), allow_none=True)


class NoticeSettingsOut(Schema):
    """How a member is told."""

    ways = Dict(keys=String(), values=String())
    hours = Nested(HoursOut)
    top_topics = String(allow_none=True)


@bp.get("/notices")
@require("notifications.read")
@bp.input(api.PageQuery, location="query", arg_name="paging")
@bp.output(NoticesOut)
def list_notices(paging: dict[str, Any]) -> dict[str, Any]:
    """List what you were told, the latest first."""
    page = queries.notices(current_viewer(), after=paging["after"], size=paging["limit"])
    return {"notices": page.rows, "unread": queries.unread(current_viewer()), "next": page.next_key}


@bp.put("/notices/read")
@require("notifications.read")
@bp.output({}, status_code=204)
def read_all_notices() -> str:
    """Count every notice as read."""
    choosing.read_all(by=current_viewer())
    return ""


@bp.put("/notices/<int:notice_id>/read")
@require("notifications.read")
@bp.output({}, status_code=204)
def read_notice(notice_id: int) -> str:
    """Count one notice as read."""
    choosing.read(notice=queries.notice_of(notice_id, current_viewer()) or abort(404))
    return ""


@bp.put("/notices/<int:notice_id>/mute")
@require("notifications.read")
@bp.output({}, status_code=204)
def mute_notice(notice_id: int) -> str:
    """Hear nothing more of what a notice is about, and count as read what was said of it so far."""
    choosing.mute(member_id=current_viewer().member_id or 0, about=_about(notice_id))
    return ""


@bp.delete("/notices/<int:notice_id>/mute")
@require("notifications.read")
@bp.output({}, status_code=204)
def unmute_notice(notice_id: int) -> str:
    """Hear again of what a notice is about."""
    choosing.unmute(member_id=current_viewer().member_id or 0, about=_about(notice_id))
    return ""


@bp.get("/notices/settings")
@require("notifications.read")
@bp.output(NoticeSettingsOut)
def show_notice_settings() -> dict[str, Any]:
    """Show how you are told."""
    return _settings(current_viewer().member_id or 0)


@bp.put("/notices/settings")
@require("notifications.read")
@bp.input(NoticeSettingsIn, arg_name="wanted")
@bp.output(NoticeSettingsOut)
def change_notice_settings(wanted: dict[str, Any]) -> dict[str, Any]:
    """Choose how you are told."""
    member_id = current_viewer().member_id or 0
    choosing.choose(member_id=member_id, ways=wanted["ways"])
    if wanted["hours"]:
        choosing.choose_hours(member_id=member_id, **wanted["hours"])
    if "top_topics" in wanted:
        choosing.choose_top_topics(member_id=member_id, way=wanted["top_topics"])
    return _settings(member_id)


def _about(notice_id: int) -> Key:
    notice = queries.notice_of(notice_id, current_viewer()) or abort(404)
    return notice.about_kind, notice.about_id


def _settings(member_id: int) -> dict[str, Any]:
    reader = queries.reader(member_id)
    return {"ways": queries.ways(member_id), "hours": reader, "top_topics": reader.top_topics}
