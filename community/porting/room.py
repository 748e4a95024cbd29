"""What the porting room offers to the house."""

from community.kernel.rooms import Room

from . import commands

ROOM = Room(name="porting", commands=(commands.import_,))
