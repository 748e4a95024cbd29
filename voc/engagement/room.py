"""What the engagement room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import api, commands, personal, powers, views
from .mvps import MVPS

ROOM = Room(
    name="engagement",
    blueprints=(views.bp, api.bp),
    tools=("show_watchlist",),
    nav=(
        NavItem(
            endpoint="engagement.watchlist",
            label=_l("Watchlist"),
            icon="user-search",
            permission="engagement.read",
            rank=120,
            at_work=True,
        ),
    ),
    panels=(Panel(slot="work", render=views.work_panel),),
    permissions={"engagement.read": STAFF, "engagement.watch": STAFF, "engagement.weigh": ADMINS},
    projections=(MVPS,),
    commands=(commands.engagement,),
    personal=personal.PERSONAL,
    powers=powers.POWERS,
)
