"""What the search room offers to the house."""

from community.kernel.auth import EVERYONE
from community.kernel.rooms import Room

from . import api, views

ROOM = Room(
    name="search",
    blueprints=(views.bp, api.bp),
    tools=("search",),
    permissions={"search.ask": EVERYONE},
)
