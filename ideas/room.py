"""What the ideation board offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import api, commands, sitemaps, things, views

ROOM = Room(
    name="ideas",
    blueprints=(views.bp, api.bp),
    nav=(NavItem(endpoint="ideas.ideas", label=_l("Ideas"), icon="lightbulb", permission="ideas.read"),),
    panels=(
        Panel(slot="member", render=views.board.member_panel),
        Panel(slot="start", render=views.board.start_panel),
    ),
    permissions={
        "ideas.read": EVERYONE,
        "ideas.submit": MEMBERS,
        "ideas.vote": MEMBERS,
        "ideas.comment": MEMBERS,
        "ideas.respond": STAFF,
        "ideas.moderate": MODERATORS,
    },
    things=(things.IDEA, things.COMMENT),
    commands=(commands.ideas,),
    sitemaps=sitemaps.SITEMAPS,
    open_pages=("ideas.ideas",),
)
