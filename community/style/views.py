"""The style page itself."""

import re

from flask import Blueprint, render_template
from werkzeug.datastructures import MultiDict

from community.forum.forms import CommentForm
from community.forum.views import file_limits
from community.kernel.files import resource
from community.kernel.web.application import reads

from . import colours, samples
from .forms import SampleForm

bp = Blueprint("style", __name__, url_prefix="/style")
SIZES = ("small", "note", "lead", "h3", "h2", "h1", "hero")


@bp.route("", methods=["GET", "POST"])
@reads
def style() -> str:
    """Show every part once; whatever is pressed here leads back to it."""
    sheet, sprite = (_static(name) for name in ("tokens.css", "icons.svg"))
    form = SampleForm()
    form.validate_on_submit()
    return render_template(
        "style/page.html",
        samples=samples,
        tokens=colours.tokens(sheet).values(),
        pairs=colours.pairs(sheet),
        sizes=SIZES,
        icons=re.findall(r'<symbol id="([^"]+)"', sprite),
        form=form,
        refused=_refused(),
        comment_form=CommentForm(formdata=None, prefix="remark-"),
        **file_limits(),
    )


def _refused() -> SampleForm:
    """Return the form as it looks after somebody sent it half empty."""
    form = SampleForm(
        formdata=MultiDict({"refused-title": "Short", "refused-board": "charging"}),
        prefix="refused-",
        meta={"csrf": False},
    )
    form.validate()
    return form


def _static(name: str) -> str:
    return (resource("templates") / "static" / name).read_text(encoding="utf-8")
