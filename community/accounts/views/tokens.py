"""A member's tokens for the API."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from community.kernel import clock
from community.kernel.auth import current_viewer, require
from community.kernel.web.limits import writing_limit

from .. import keys
from ..forms import TokenForm
from .blueprint import bp


@bp.get("/tokens")
@require("accounts.tokens")
def tokens() -> str:
    return _tokens(TokenForm())


@bp.post("/tokens")
@require("accounts.tokens")
@writing_limit
def issue_token() -> ResponseReturnValue:
    form = TokenForm()
    if not form.validate_on_submit():
        return _tokens(form), 422
    secret = keys.issue(
        by=current_viewer(),
        name=form.name.data or "",
        lifetime=form.chosen_lifetime(),
        may_write=form.may_write.data,
        with_role=form.with_role.data,
    )
    return _tokens(TokenForm(formdata=None), secret=secret), 201


@bp.post("/tokens/<int:token_id>/revoke")
@require("accounts.tokens")
@writing_limit
def revoke_token(token_id: int) -> ResponseReturnValue:
    token = keys.token_of(token_id, current_viewer().member_id) or abort(404)
    keys.revoke(token=token, by=current_viewer())
    flash(_("The token “%(name)s” opens nothing any more.", name=token.name), "success")
    return redirect(url_for("accounts.tokens"), 303)


def _tokens(form: TokenForm, secret: str | None = None) -> str:
    mine = keys.tokens_of(current_user.id)
    return render_template("accounts/tokens.html", form=form, secret=secret, tokens=mine, now=clock.now())
