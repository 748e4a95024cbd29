"""What the insight room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EDITORS, EVERYONE, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import topics, views
from .memo import commands, jobs, start

ROOM = Room(
    name="insight",
    blueprints=(views.bp,),
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
    open_pages=("insight.methodology",),
)
