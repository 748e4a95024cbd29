"""Pages about people."""

from typing import Any, get_args

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _

from community.kernel.auth import current_viewer, require

from .. import profiles, queries
from ..panels import panels
from .blueprint import bp

LONGEST_NAME = 60


@bp.get("/people")
@require("accounts.people")
def people() -> str:
    """The directory: everybody, by name or kind of role, in one of three orders; the address keeps the choice."""
    asked = {name: request.args.get(name, "").strip()[:LONGEST_NAME] for name in ("q", "role", "sort")}
    sort = _chosen(asked["sort"] or "accepted", queries.PeopleSort)
    if asked["role"] not in ("", *queries.ROLES_CALLED):
        abort(404)
    page = queries.people(
        after=request.args.get("after"),
        sort=sort,
        role=asked["role"],
        named=asked["q"],
        strangers=current_viewer().member_id is None,
    )
    kept = {name: value for name, value in asked.items() if value}
    return render_template(
        "accounts/people.html",
        members=page.rows,
        asked=asked,
        orders=_links(kept, "sort", {"": _("Most accepted answers"), "standing": _("Standing"), "newest": _("Newest")}),
        roles=_links(kept, "role", {"": _("Everybody"), "employee": _("Employees"), "mvp": _("MVPs")}),
        next_url=url_for("accounts.people", **kept, after=page.next_key) if page.next_key else None,
    )


def _chosen(word: str, words: Any) -> Any:
    return word if word in get_args(words) else abort(404)


def _links(kept: dict[str, str], name: str, labels: dict[str, str]) -> list[dict[str, Any]]:
    """Return the links that choose one of `labels` for `name` and keep what else was chosen."""
    others = {other: value for other, value in kept.items() if other != name}
    return [
        {
            "label": label,
            "url": url_for("accounts.people", **others, **({name: word} if word else {})),
            "active": kept.get(name, "") == word,
        }
        for word, label in labels.items()
    ]


@bp.get("/people/<handle>")
@require("accounts.people")
def member(handle: str) -> str:
    found = profiles.profile_or_away(handle)
    acts, below = panels("member_head", found.id), panels("member", found.id)
    head = profiles.head_of(found)
    return render_template("accounts/member.html", member=found, acts=acts, panels=below, head=head)
