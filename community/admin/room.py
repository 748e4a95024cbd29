"""What the admin room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS
from community.kernel.rooms import NavItem, Room

from . import api, personal, views

ROOM = Room(
    name="admin",
    blueprints=(views.bp, api.bp),
    nav=(
        NavItem(
            endpoint="admin.readiness",
            label=_l("Administration"),
            icon="settings",
            permission="admin.see",
            rank=120,
            at_work=True,
        ),
    ),
    permissions={"admin.see": ADMINS, "admin.act": ADMINS, "admin.roles": ADMINS, "admin.webhooks": ADMINS},
    personal=(personal.ROLE_CHANGES,),
)
