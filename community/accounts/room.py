"""What the accounts room offers to the house."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS
from community.kernel.jobs import Job
from community.kernel.rooms import NavItem, Room

from . import commands, keys, sign_ups, views, welcome

ROOM = Room(
    name="accounts",
    blueprints=(views.bp,),
    nav=(NavItem(endpoint="accounts.people", label=_l("People"), icon="users", permission="accounts.people", rank=90),),
    permissions={
        "accounts.people": EVERYONE,
        "accounts.settings": MEMBERS,
        "accounts.leave": MEMBERS,
        "accounts.tokens": MEMBERS,
        "accounts.questions": ADMINS,
    },
    jobs=(Job(name="accounts.forget", every="day", after=timedelta(hours=2, minutes=30), run=sign_ups.forget),),
    actors=(welcome.WELCOME,),
    commands=(commands.user,),
    flushes=(keys.write_uses,),
)
