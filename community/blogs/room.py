"""What the blog offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import announcing, api_acts, commands, personal, powers, sitemaps, things, views

ROOM = Room(
    name="blogs",
    facts="kernel.changes",
    blueprints=(views.bp, api_acts.bp),
    tools=("list_posts", "show_post"),
    nav=(NavItem(endpoint="blogs.posts", label=_l("Blog"), icon="rss", permission="blogs.read", rank=60),),
    panels=(Panel(slot="member", render=views.lists.member_panel),),
    permissions={
        "blogs.read": EVERYONE,
        "blogs.comment": MEMBERS,
        "blogs.write": STAFF,
        "blogs.moderate": MODERATORS,
    },
    things=(things.POST, things.COMMENT),
    commands=(commands.blogs,),
    sitemaps=sitemaps.SITEMAPS,
    announcements=(announcing.BLOG,),
    open_pages=("blogs.posts",),
    personal=personal.PERSONAL,
    powers=powers.POWERS,
)
