"""What the forum offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS, MODERATORS
from community.kernel.rooms import NavItem, Panel, Room

from . import api_acts, commands, daily, jobs, sitemaps, things, views
from .services import reading
from .views import start

ROOM = Room(
    name="forum",
    blueprints=(views.bp, api_acts.bp),
    nav=(
        NavItem(endpoint="forum.boards", label=_l("Boards"), icon="messages-square", permission="forum.read"),
        NavItem(endpoint="forum.topics", label=_l("Topics"), icon="message-circle", permission="forum.read"),
        NavItem(endpoint="forum.tags", label=_l("Tags"), icon="tag", permission="forum.read"),
    ),
    panels=(
        Panel(slot="member_head", render=views.people.head_panel),
        Panel(slot="member", render=views.people.member_panel),
        Panel(slot="work", render=start.work_panel),
        Panel(slot="start", render=start.start_panel),
    ),
    permissions={
        "forum.read": EVERYONE,
        "forum.post": MEMBERS,
        "forum.edit": MEMBERS,
        "forum.kudos": MEMBERS,
        "forum.accept": MEMBERS,
        "forum.follow": MEMBERS,
        "forum.moderate": MODERATORS,
        "forum.boards": ADMINS,
    },
    things=(things.TOPIC, things.POST),
    projections=(daily.DAILY,),
    jobs=jobs.JOBS,
    commands=(commands.forum,),
    flushes=(reading.write_marks,),
    sitemaps=sitemaps.SITEMAPS,
    open_pages=("forum.boards", "forum.topics", "forum.tags"),
)
