"""What the porting room offers to the house."""

from community.kernel.rooms import Room

ROOM = Room(name="porting")
