"""What the accounts room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import EVERYONE, MEMBERS
from community.kernel.rooms import NavItem, Room

from . import commands, keys, views, welcome

ROOM = Room(
    name="accounts",
    blueprints=(views.bp,),
    nav=(NavItem(endpoint="accounts.people", label=_l("People"), icon="users", permission="accounts.people", rank=90),),
    permissions={
        "accounts.people": EVERYONE,
        "accounts.settings": MEMBERS,
        "accounts.leave": MEMBERS,
        "accounts.tokens": MEMBERS,
    },
    actors=(welcome.WELCOME,),
    commands=(commands.user,),
    flushes=(keys.write_uses,),
)
