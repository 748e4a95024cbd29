"""What every template may use: words and times, the reader, the navigation, and the few functions of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from ..auth import can
from ..markup import under_heading
from ..rooms import house
from . import drawing, language, linked_data, once, static, wording


@dataclass(frozen=True)
class NavLink:
    """One door of the navigation as the present reader sees it."""

    label: Any
    url: str
    icon: str
    active: bool
    at_work: bool


def init_app(app: Flask, site_name: str) -> None:
    """Teach the application's templates our filters and globals; an undefined name in a template is an error."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(ago=wording.ago, exact=wording.exact, iso=wording.iso)
    app.jinja_env.filters.update(
        number=wording.number, decimals=wording.decimals, spelled=wording.spelled, safe_html=_safe_html
    )
    app.jinja_env.globals.update(site_name=site_name, static=static.url, once=once.fresh, can=can)
    app.jinja_env.globals.update(drawn_icon=drawing.icon, drawn_time=drawing.time)
    app.jinja_env.globals.update(frame_parts=_frame_parts)
    app.jinja_env.globals.update(breadcrumbs=linked_data.breadcrumbs)
    app.jinja_env.globals.update(lang=language.tag, text_direction=language.direction)
    app.jinja_env.globals.update({"_": wording.say, "gettext": wording.say, "ngettext": wording.say_number})
    app.context_processor(_reader)


def _safe_html(html: str, first_heading: int = 3) -> Markup:
    """Return rendered HTML for a page, whose own headings end one level above `first_heading`."""
    return Markup(under_heading(html, first_heading))  # noqa: S704 - what is stored was sanitised when it was written


def _reader() -> dict[str, Any]:
    if g.get("on_bare_page"):
        return {"current_member": None, "nav": []}
    # The member and no proxy of it: a page asks it a hundred times.
    who = current_user._get_current_object() if current_user else None  # noqa: SLF001 - proxies offer no other way
    return {"current_member": who if who and who.is_authenticated else None, "nav": _nav()}


def _frame_parts(slot: str, subject_id: int) -> list[Markup]:
    """Return what the rooms add to a slot of the frame around every page."""
    return [Markup(panel.render(subject_id)) for panel in house().panels(slot)]  # noqa: S704 - rendered by templates


def _nav() -> Sequence[NavLink]:
    doors = [(item, url_for(item.endpoint)) for item in house().nav if not item.permission or can(item.permission)]
    here = max((url for _item, url in doors if request.path.startswith(url)), key=len, default=None)
    return [NavLink(item.label, url, item.icon, url == here, item.at_work) for item, url in doors]
