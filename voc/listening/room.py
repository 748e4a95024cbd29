"""What the listening room offers to the house."""

from community.kernel.rooms import Room

from .commands import evaluate

ROOM = Room(name="listening", commands=(evaluate,))
