"""What the reputation room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS
from community.kernel.rooms import NavItem, Panel, Room

from . import api, commands, jobs, ledger, personal, views

ROOM = Room(
    name="reputation",
    facts="kernel.changes",
    blueprints=(views.bp, api.bp),
    tools=("show_reputation", "list_influence"),
    nav=(
        NavItem(
            endpoint="reputation.influence",
            label=_l("Helpers"),
            icon="network",
            permission="reputation.influence",
            rank=92,
        ),
    ),
    panels=(Panel(slot="member", render=views.member_panel),),
    permissions={"reputation.read": EVERYONE, "reputation.influence": MEMBERS},
    projections=(ledger.LEDGER,),
    jobs=(jobs.SHOW, jobs.INFLUENCE),
    commands=(commands.evaluate,),
    open_pages=("reputation.rules",),
    personal=personal.PERSONAL,
)
