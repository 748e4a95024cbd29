"""Icons and times: a page draws them by the hundred, and a macro of the template costs ten times as much."""

from datetime import datetime
from functools import lru_cache

from flask_babel import get_locale, get_timezone
from markupsafe import Markup, escape

from . import static, wording

_ICON = Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>')
_NAMED_ICON = Markup('<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>')


@lru_cache(1_024)
def icon(name: str, label: str = "") -> Markup:
    """Return a drawing of the sprite, hidden from those who listen unless it has a label."""
    sprite = static.url("icons.svg")
    return _NAMED_ICON.format(label, sprite, name) if label else _ICON.format(sprite, name)


def time(moment: datetime) -> Markup:
    """Return a moment as the reader says it: how long ago, exactly on hover, and for machines."""
    locale, zone = get_locale(), get_timezone()
    exact, ago = escape(wording.exact_in(locale, zone, moment)), escape(wording.ago_in(locale, zone, moment))
    return Markup(f'<time datetime="{wording.iso(moment)}" title="{exact}">{ago}</time>')  # noqa: S704 - escaped above
