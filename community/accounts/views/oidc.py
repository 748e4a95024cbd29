"""Signing in with an OpenID provider: there, back, in; and for who is new or known by mail, a question first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security.utils import login_user

from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web import wording
from community.kernel.web.application import writes
from community.kernel.web.forms import refusal_shown_in
from community.kernel.web.limits import asking_limit, guessing_limit
from community.kernel.web.links import full_url

from .. import arrivals, identities, queries, second_door
from ..arrivals import Arrival
from ..door_forms import JoinForm
from ..provider import Provider
from .blueprint import bp


def told_at_the_door(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Say a refusal where one may try again: on the sign-in page, or to members on their page of identities."""

    @wraps(view)
    def telling(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except Refused as no:
            flash(wording.refusal(no), "warning")
            return redirect(url_for("accounts.identities" if current_viewer().member_id else "security.login"), 303)

    return telling


@bp.get("/oidc")
@require("accounts.enter")
@asking_limit
@told_at_the_door
def begin_oidc() -> ResponseReturnValue:
    """Lead to the provider, with a state, a nonce and a challenge of this browser's own."""
    provider = provider_here()
    question = arrivals.send(request.args.get("next", ""))
    return redirect(provider.address(question, _back_to()), 303)


@bp.get("/oidc/callback")
@require("accounts.enter")
@asking_limit
@told_at_the_door
def oidc_callback() -> ResponseReturnValue:
    """Check what the provider says. This only reads: nobody waits for the database while the provider is asked."""
    provider = provider_here()
    question, where = arrivals.back(request.args.get("state", ""))
    if request.args.get("error"):
        raise Refused("%(label)s did not sign you in. You can try once more, or another way.", label=provider.label)
    person = provider.person(question, request.args.get("code", ""), request.args.get("iss"), _back_to())
    arrivals.keep(person, where)
    return redirect(url_for("accounts.arrive"), 303)


@bp.get("/oidc/arrival")
@writes
@require("accounts.enter")
@told_at_the_door
def arrive() -> ResponseReturnValue:
    """Let in whom we know; ask the others who they are here."""
    provider, arrival = provider_here(), _arrival()
    identity = identities.who_is(arrival.person)
    if current_viewer().member_id:
        return redirect(url_for("accounts.link_identity"), 303)
    if identity:
        arrivals.spend(arrival)
        member = identities.who_signs_in(identity)
        if to_second_door := second_door.enter(member, remember=True, where=arrival.where):
            return to_second_door
        login_user(member, remember=True, authn_via=["oidc"])
        return redirect(arrival.where or "/", 303)
    if queries.member_by_email(arrival.person.email):
        words = {"address": arrival.person.email, "label": provider.label}
        flash(
            _("%(address)s has an account here. Sign in to it first, then you can link it with %(label)s.", **words),
            "info",
        )
        return redirect(url_for("security.login", next=url_for("accounts.link_identity")), 303)
    return redirect(url_for("accounts.join"), 303)


@bp.route("/oidc/join", methods=["GET", "POST"])
@require("accounts.enter")
@guessing_limit
@told_at_the_door
def join() -> ResponseReturnValue:
    """Ask somebody new for their name, and for an address where the provider knows none."""
    arrival = _arrival()
    form = JoinForm(data={"name": arrival.person.name})
    if arrival.person.email:
        del form.email
    if form.validate_on_submit():
        with refusal_shown_in(form):
            address = form.email.data if form.email else ""
            member = identities.join(person=arrival.person, name=form.name.data or "", email=address or "")
            arrivals.spend(arrival)
            login_user(member, remember=True, authn_via=["register"])
            flash(_("Welcome! You are a member now."), "success")
            return redirect(arrival.where or "/", 303)
    page = render_template("accounts/join.html", form=form, person=arrival.person)
    return page, 422 if form.errors else 200


def provider_here() -> Provider:
    """Return the provider of this installation, which has one or no such page."""
    found: Provider | None = current_app.extensions["provider"]
    return found or abort(404)


def _arrival() -> Arrival:
    found = arrivals.present()
    if found is None:
        raise Refused("This sign-in was not begun in this browser, or took too long. Please try once more.")
    return found


def _back_to() -> str:
    return full_url(url_for("accounts.oidc_callback"))
