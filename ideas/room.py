"""What the ideation board offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import announcing, api_acts, api_own, commands, personal, powers, sitemaps, things, views

ROOM = Room(
    name="ideas",
    facts="kernel.changes",
    blueprints=(views.bp, *{part.bp for part in (api_acts, api_own)}),
    tools=("list_ideas", "show_idea"),
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
    personal=personal.PERSONAL,
    announcements=(announcing.IDEAS,),
    open_pages=("ideas.ideas",),
    powers=powers.POWERS,
)
