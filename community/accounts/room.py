"""What the accounts room offers to the house."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from community.kernel.auth import ADMINS, EVERYONE, MEMBERS, STAFF
from community.kernel.jobs import Job
from community.kernel.rooms import NavItem, Panel, Room

from . import (
    commands,
    customer_api,
    customer_personal,
    erasures,
    forgetting,
    identities,
    keys,
    leaving,
    looks,
    passkeys,
    personal,
    powers,
    second_steps,
    sessions,
    views,
    welcome,
)

ROOM = Room(
    name="accounts",
    blueprints=(views.bp, customer_api.bp),
    tools=("show_settings", "list_people", "show_member"),
    nav=(NavItem(endpoint="accounts.people", label=_l("People"), icon="users", permission="accounts.people", rank=90),),
    permissions={
        "accounts.people": EVERYONE,
        "accounts.confirm": EVERYONE,
        "accounts.enter": EVERYONE,
        "accounts.safety": ADMINS,
        "accounts.sessions": MEMBERS,
        "accounts.settings": MEMBERS,
        "accounts.leave": MEMBERS,
        "accounts.tokens": MEMBERS,
        "accounts.questions": ADMINS,
        "accounts.erase": ADMINS,
        "accounts.customers": STAFF,
        "accounts.record": frozenset({"agent", "admin"}),
        "accounts.looks": ADMINS,
    },
    jobs=(
        Job(name="accounts.forget", every="day", after=timedelta(hours=2, minutes=30), run=forgetting.forget),
        Job(name="accounts.erase", every="hour", after=timedelta(minutes=40), run=leaving.erase_due),
    ),
    panels=(
        Panel(slot="member_head", render=views.customers.head_panel),
        Panel(slot="member", render=views.leaving.member_panel),
        Panel(slot="start", render=views.leaving.start_panel),
    ),
    actors=(welcome.WELCOME,),
    commands=(commands.user,),
    parts={"erasures": erasures.go_on},
    looks=(erasures.look,),
    walks=(personal.MAILS,),
    flushes=(keys.write_uses, sessions.write_seen, looks.write_looks),
    personal=(
        *personal.PERSONAL,
        *customer_personal.PERSONAL,
        sessions.PERSONAL,
        second_steps.PERSONAL,
        passkeys.PERSONAL,
        identities.PERSONAL,
    ),
    powers=powers.POWERS,
)
