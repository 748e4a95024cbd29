"""Webhooks: adding one, what was sent to it, and what an administrator does about it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import events
from community.kernel.auth import current_viewer, require
from community.kernel.errors import Refused
from community.kernel.web.forms import refusal_shown_in
from community.notifications.webhooks import queries, services, switching
from community.notifications.webhooks.models import Webhook

from ..forms import KindsForm, ReplayForm, WebhookForm


def register(bp: Blueprint) -> None:
    """Hang the pages onto the room's blueprint."""
    bp.add_url_rule("/webhooks", "webhooks", webhooks, methods=["GET", "POST"])
    bp.add_url_rule("/webhooks/<int:webhook_id>", "webhook", webhook)
    acts = (test_webhook, change_secret, switch_webhook_off, switch_webhook_on, remove_webhook, replay_facts)
    for act in (*acts, choose_kinds):
        bp.add_url_rule(f"/webhooks/<int:webhook_id>/{act.__name__}", act.__name__, act, methods=["POST"])
    again = "/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/replay"
    bp.add_url_rule(again, "replay_delivery", replay_delivery, methods=["POST"])


@require("admin.webhooks")
def webhooks() -> ResponseReturnValue:
    form = WebhookForm()
    if form.validate_on_submit():
        with refusal_shown_in(form):
            made = services.add(url=form.url.data or "", kinds=form.kinds.data or (), by=current_viewer())
            return _page(made, secret=made.secret), 201
    found, waiting = queries.webhooks(), queries.undelivered()
    return render_template("admin/webhooks.html", form=form, webhooks=found, undelivered=waiting), (
        422 if form.errors else 200
    )


@require("admin.webhooks")
def webhook(webhook_id: int) -> str:
    return _page(_webhook_or_404(webhook_id))


def _page(found: Webhook, secret: str | None = None) -> str:
    page = queries.deliveries(found.id, after=request.args.get("after"))
    return render_template(
        "admin/webhook.html",
        webhook=found,
        secret=secret,
        deliveries=page.rows,
        form=ReplayForm(formdata=None),
        kinds_form=KindsForm(formdata=None, kinds=found.kinds.split()),
        last_seq=events.last_seq(),
        next_url=url_for("admin.webhook", webhook_id=found.id, after=page.next_key) if page.next_key else None,
    )


def _webhook_or_404(webhook_id: int) -> Webhook:
    return queries.webhook_by_id(webhook_id) or abort(404)


def _back(webhook_id: int, says: str) -> ResponseReturnValue:
    flash(says, "success")
    return redirect(url_for("admin.webhook", webhook_id=webhook_id), 303)


@require("admin.webhooks")
def test_webhook(webhook_id: int) -> ResponseReturnValue:
    services.test(webhook=_webhook_or_404(webhook_id), by=current_viewer())
    return _back(webhook_id, _("A test is on its way; how it went will stand below in a moment."))


@require("admin.webhooks")
def change_secret(webhook_id: int) -> ResponseReturnValue:
    found = _webhook_or_404(webhook_id)
    return _page(found, secret=services.change_secret(webhook=found, by=current_viewer())), 201


@require("admin.webhooks")
def choose_kinds(webhook_id: int) -> ResponseReturnValue:
    form = KindsForm()
    if not form.validate():
        raise Refused("Please choose among the kinds of facts that the page offers.")
    services.choose_kinds(webhook=_webhook_or_404(webhook_id), kinds=form.kinds.data or (), by=current_viewer())
    return _back(webhook_id, _("From now on it hears of what you chose."))


@require("admin.webhooks")
def switch_webhook_off(webhook_id: int) -> ResponseReturnValue:
    switching.switch_off(_webhook_or_404(webhook_id), "by_hand", by=current_viewer().member_id)
    return _back(webhook_id, _("It is off. What waited for it is withdrawn."))


@require("admin.webhooks")
def switch_webhook_on(webhook_id: int) -> ResponseReturnValue:
    switching.switch_on(_webhook_or_404(webhook_id), by=current_viewer().member_id)
    return _back(webhook_id, _("It is on, and hears of what happens from now on. What it missed can be replayed."))


@require("admin.webhooks")
def remove_webhook(webhook_id: int) -> ResponseReturnValue:
    services.remove(webhook=_webhook_or_404(webhook_id), by=current_viewer())
    flash(_("The webhook is gone, and the log of its deliveries with it."), "success")
    return redirect(url_for("admin.webhooks"), 303)


@require("admin.webhooks")
def replay_facts(webhook_id: int) -> ResponseReturnValue:
    form = ReplayForm()
    if not form.validate():
        raise Refused("Please give two places of the log, such as 120 and 140.")
    return _replayed(webhook_id, form.first.data, form.last.data)


@require("admin.webhooks")
def replay_delivery(webhook_id: int, delivery_id: int) -> ResponseReturnValue:
    seq = queries.seq_of(webhook_id, delivery_id) or abort(404)
    return _replayed(webhook_id, seq, seq)


def _replayed(webhook_id: int, first: int, last: int) -> ResponseReturnValue:
    found = _webhook_or_404(webhook_id)
    number = services.replay(webhook=found, first=first, last=last, by=current_viewer())
    return _back(webhook_id, ngettext("%(num)s fact is sent once more.", "%(num)s facts are sent once more.", number))
