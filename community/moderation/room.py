"""What the moderation room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import announcing, api_acts, api_own, checks, commands, jobs, letters, personal, powers, topics, views
from .services import cases, redactions

ROOM = Room(
    name="moderation",
    facts="moderation.review",
    blueprints=(views.bp, *{part.bp for part in (api_acts, api_own)}),
    tools=("show_policy", "list_cases", "show_case", "show_figures"),
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
        Panel(slot="sign_ups", render=views.records.tabs_panel),
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
    personal=personal.PERSONAL,
    announcements=(announcing.DECISIONS,),
    open_pages=("moderation.policy",),
    powers=powers.POWERS,
)
