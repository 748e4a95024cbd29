"""Pages of the notifications room."""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from community.accounts import queries as accounts
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.application import from_outside
from community.kernel.web.forms import refusal_shown_in

from . import links, queries, reasons
from .forms import settings_form
from .links import MUTE, Wish
from .mailable import unreached
from .rules import MAILED
from .seen import seen
from .services import choosing

bp = Blueprint("notifications", __name__, url_prefix="/notifications")


@bp.get("/")
@require("notifications.read")
def notices() -> str:
    """What the reader was told, the latest first."""
    only_unread, after = request.args.get("only") == "unread", request.args.get("after")
    page = queries.notices(current_viewer(), only_unread=only_unread, after=after)
    narrowed = {"only": "unread"} if only_unread else {}
    next_url = url_for("notifications.notices", after=page.next_key, **narrowed) if page.next_key else None
    tabs = [
        {"label": _("All"), "url": url_for("notifications.notices"), "active": not only_unread},
        {"label": _("Unread"), "url": url_for("notifications.notices", only="unread"), "active": only_unread},
    ]
    is_any_unread = queries.unread(current_viewer()) > 0
    return render_template(
        "notifications/notices.html",
        notices=page.rows,
        next_url=next_url,
        tabs=tabs,
        only_unread=only_unread,
        is_any_unread=is_any_unread,
    )


@bp.get("/<int:notice_id>")
@require("notifications.read")
def notice(notice_id: int) -> ResponseReturnValue:
    """Lead to what a notice is about; it counts as read from then on."""
    row = next(iter(queries.rows([_notice_or_404(notice_id)], current_viewer())), None) or abort(404)
    seen().note([notice_id])
    return redirect(row.url)


@bp.post("/<int:notice_id>/mute")
@require("notifications.read")
def mute(notice_id: int) -> ResponseReturnValue:
    found = _notice_or_404(notice_id)
    choosing.mute(member_id=found.member_id, about=(found.about_kind, found.about_id))
    flash(_("You hear nothing more of it. In the settings you can undo this."), "success")
    return redirect(url_for("notifications.notices"), 303)


@bp.post("/unmute/<kind>/<int:thing_id>")
@require("notifications.read")
def unmute(kind: str, thing_id: int) -> ResponseReturnValue:
    choosing.unmute(member_id=current_viewer().member_id or 0, about=(kind, thing_id))
    return redirect(url_for("notifications.settings"), 303)


@bp.post("/read")
@require("notifications.read")
def read() -> ResponseReturnValue:
    choosing.read_all(by=current_viewer())
    return redirect(url_for("notifications.notices"), 303)


@bp.post("/<int:notice_id>/read")
@require("notifications.read")
def read_one(notice_id: int) -> ResponseReturnValue:
    choosing.read(notice=_notice_or_404(notice_id))
    return redirect(url_for("notifications.notices"), 303)


@bp.route("/settings", methods=["GET", "POST"])
@require("notifications.read")
def settings() -> ResponseReturnValue:
    member_id = current_viewer().member_id or 0
    reader, known = queries.reader(member_id), reasons.reasons()
    form = settings_form(known, queries.ways(member_id), reader)
    if form.validate_on_submit():
        with refusal_shown_in(form):
            choosing.choose(member_id=member_id, ways=form.ways())
            choosing.choose_hours(member_id=member_id, **form.hours())
            choosing.choose_top_topics(member_id=member_id, way=form.top_topics.data or None)
            flash(_("Your settings are saved."), "success")
            return redirect(url_for("notifications.settings"), 303)
    page = render_template(
        "notifications/settings.html",
        form=form,
        always=[reason.label for reason in known.values() if reason.must_be_told],
        muted=queries.muted(current_viewer()),
        is_refused=bool(unreached([member_id], {member_id: reader})),
    )
    return page, 422 if form.errors else 200


@bp.post("/settings/again")
@require("notifications.read")
def again() -> ResponseReturnValue:
    choosing.try_again(by=current_viewer())
    flash(_("Mails come to your address again."), "success")
    return redirect(url_for("notifications.settings"), 303)


@bp.route("/unsubscribe/<token>", methods=["GET", "POST"])
@from_outside
def unsubscribe(token: str) -> ResponseReturnValue:
    """What a mail's link asks for, without a sign-in: shown first, done by a POST (RFC 8058)."""
    wish = links.wish_of(token) or abort(404)
    if request.method == "POST":
        _fulfil(wish)
    title = _thing_of(wish)
    return render_template("notifications/unsubscribe.html", wish=wish, title=title, is_done=request.method == "POST")


def _fulfil(wish: Wish) -> None:
    member = accounts.member_by_id(wish.member_id) or abort(404)
    if wish.way == MUTE:
        choosing.mute(member_id=member.id, about=(wish.kind, wish.thing_id))
    elif wish.way in MAILED:
        choosing.unsubscribe(member=member, way=wish.way)  # type: ignore[arg-type]
    else:
        raise Refused("This link asks for nothing that we know.")


def _thing_of(wish: Wish) -> str:
    """Return the title of what is to be muted, as the owner of the link may see it."""
    member = accounts.member_by_id(wish.member_id)
    if wish.way != MUTE or member is None:
        return ""
    found = reasons.visible([(wish.kind, wish.thing_id)], member.viewer)
    return next((thing.title for thing in found.values()), "")


def bell(_member_id: int) -> str:
    """Return the bell of the top bar, with how many notices wait."""
    return render_template("notifications/_bell.html", number=queries.unread(current_viewer(), g.get("viewed")))


def _notice_or_404(notice_id: int) -> Any:
    return queries.notice_of(notice_id, current_viewer()) or abort(404)
