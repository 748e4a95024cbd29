"""What the forum offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS, MODERATORS
from community.kernel.rooms import NavItem, Panel, Room

from . import (
    announcing,
    api_acts,
    api_boards,
    api_files,
    api_history,
    api_marks,
    api_own,
    api_regroup,
    by_mail,
    commands,
    daily,
    forgetting,
    jobs,
    personal,
    powers,
    sitemaps,
    things,
    views,
)
from .services import reading
from .views import start

PROGRAMS = (api_acts, api_boards, api_files, api_history, api_marks, api_own, api_regroup)  # all on one blueprint

ROOM = Room(
    name="forum",
    facts="kernel.changes",
    blueprints=(views.bp, *{part.bp for part in PROGRAMS}),
    tools=(
        *("list_boards", "list_tags", "list_topics", "list_new", "find_similar", "show_topic", "show_post"),
        *("list_topics_of", "list_answers_of"),
    ),
    nav=(
        NavItem(endpoint="forum.boards", label=_l("Boards"), icon="messages-square", permission="forum.read"),
        NavItem(endpoint="forum.topics", label=_l("Topics"), icon="message-circle", permission="forum.read"),
        NavItem(endpoint="forum.tags", label=_l("Tags"), icon="tag", permission="forum.read"),
    ),
    panels=(
        Panel(slot="member_head", render=views.people.head_panel),
        Panel(slot="member", render=views.people.member_panel),
        Panel(slot="customer", render=views.people.member_panel),
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
    personal=personal.PERSONAL,
    walks=(forgetting.FILES_OF_POSTS,),
    announcements=(announcing.FORUM,),
    mail_answers={"topic": by_mail.answer_topic},
    open_pages=("forum.boards", "forum.topics", "forum.tags"),
    powers=powers.POWERS,
)
