"""What the blog offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS, MODERATORS, STAFF
from community.kernel.rooms import NavItem, Panel, Room

from . import api, commands, sitemaps, things, views

ROOM = Room(
    name="blogs",
    blueprints=(views.bp, api.bp),
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
    open_pages=("blogs.posts",),
)
