"""What the mail room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, MEMBERS
from community.kernel.config import Settings
from community.kernel.rooms import NavItem, Panel, Room, Stop

from . import commands, doctor, forgetting, handling, polling, powers, views
from .personal import PERSONAL


def handle_arrived(_settings: Settings, stop: Stop) -> int:
    """Handle what arrived, as one part of the worker."""
    return handling.handle_arrived(stop)


ROOM = Room(
    name="mail",
    blueprints=(views.bp,),
    nav=(
        NavItem(
            endpoint="mail.incoming",
            label=_l("Incoming mail"),
            icon="inbox",
            permission="mail.read",
            rank=95,
            at_work=True,
        ),
    ),
    panels=(Panel(slot="start", render=views.start_panel),),
    permissions={"mail.read": ADMINS, "mail.mend": MEMBERS, "mail.settle": ADMINS},
    actors=(forgetting.ORIGINALS,),
    jobs=(forgetting.FORGET,),
    commands=(commands.mail,),
    parts={"mailbox": polling.poll, "incoming mail": handle_arrived},
    looks=(doctor.look,),
    personal=PERSONAL,
    powers=powers.POWERS,
)
