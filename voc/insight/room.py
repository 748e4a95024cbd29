"""What the insight room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EDITORS, EVERYONE, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import powers, topics, views
from .memo import api, commands, jobs, personal, start

ROOM = Room(
    name="insight",
    blueprints=(views.bp, api.bp),
    tools=("show_scorecard", "list_rows", "show_health", "list_memos", "show_memo"),
    nav=(
        NavItem(
            endpoint="insight.scorecard", label=_l("Numbers"), icon="gauge", permission="insight.read", at_work=True
        ),
        NavItem(endpoint="insight.memos", label=_l("Memos"), icon="newspaper", permission="insight.read", at_work=True),
    ),
    panels=(Panel(slot="work", render=start.work_panel),),
    permissions={
        "insight.read": STAFF,
        "insight.methodology": EVERYONE,
        "insight.sign": EDITORS,
    },
    projections=(topics.TOPICS,),
    jobs=jobs.JOBS,
    commands=(commands.memo,),
    personal=personal.PERSONAL,
    open_pages=("insight.methodology",),
    powers=powers.POWERS,
)
