"""What the listening room offers to the house."""

from flask_babel import lazy_gettext as _l

from community.kernel.auth import STAFF
from community.kernel.rooms import NavItem, Room

from . import personal, views
from .commands import evaluate
from .voices import VOICES

ROOM = Room(
    name="listening",
    blueprints=(views.bp,),
    nav=(
        NavItem(
            endpoint="listening.voices",
            label=_l("Voices"),
            icon="ear",
            permission="listening.read",
            rank=110,
            at_work=True,
        ),
    ),
    permissions={"listening.read": STAFF},
    projections=(VOICES,),
    commands=(evaluate,),
    personal=personal.PERSONAL,
)
