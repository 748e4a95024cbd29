"""What the notifications room offers to the house."""

from datetime import timedelta

from community.kernel.auth import MEMBERS
from community.kernel.jobs import Job
from community.kernel.rooms import Panel, Room

from . import api, personal, seen, sending, views
from .actor import ADDRESSES, NOTICES
from .services.bundling import CHANNEL, begin_quiet_digests
from .webhooks import delivery, facts, powers, services

ROOM = Room(
    name="notifications",
    blueprints=(views.bp, api.bp),
    panels=(Panel(slot="top", render=views.bell),),
    permissions={"notifications.read": MEMBERS},
    actors=(NOTICES, ADDRESSES, facts.WEBHOOKS),
    channels={CHANNEL: sending.sender, facts.CHANNEL: delivery.sender},
    flushes=(seen.write_seen,),
    personal=personal.PERSONAL,
    jobs=(
        Job(name="notifications.quiet_digests", every="hour", run=begin_quiet_digests),
        Job(
            name="notifications.forget_deliveries",
            every="day",
            after=timedelta(hours=3, minutes=30),
            run=services.forget,
        ),
    ),
    powers=powers.POWERS,
)
