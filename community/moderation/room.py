"""What the moderation room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import checks, commands, jobs, letters, topics, views
from .services import cases, redactions

ROOM = Room(
    name="moderation",
    blueprints=(views.bp,),
    nav=(
        NavItem(
            endpoint="moderation.queue",
            label=_l("Review queue"),
            icon="flag",
            permission="moderation.review",
            at_work=True,
        ),
    ),
    panels=(
        Panel(slot="member", render=views.people.member_panel),
        Panel(slot="work", render=views.queue.work_panel),
    ),
    permissions={
        "moderation.policy": EVERYONE,
        "moderation.flag": MEMBERS,
        "moderation.appeal": MEMBERS,
        "moderation.review": MODERATORS,
        "moderation.log": MODERATORS | STAFF,
        "moderation.redact": redactions.REDACTORS,
        "moderation.sanction": frozenset({"agent", "admin"}),
        "moderation.words": ADMINS,
    },
    checks=checks.CHECKS,
    reviewers=(cases.review,),
    arrivals=(checks.look_over,),
    actors=(letters.LETTERS, topics.TOPICS),
    jobs=jobs.JOBS,
    commands=(commands.moderation,),
    open_pages=("moderation.policy",),
)
