"""An address that refused mails is trusted again once its member confirms one, or says that it works."""

import pytest
from sqlalchemy import select
from support import people

from community.accounts import confirmation
from community.kernel.db import db
from community.kernel.events import EventRow, publish, revive
from community.mail.events import AddressMended
from community.notifications import queries
from community.notifications.actor import ADDRESSES
from community.notifications.mailable import mailable
from community.notifications.models import Reader
from community.notifications.rules import MOST_REFUSED


@pytest.fixture
def refusing(asker):
    """A member whose address refused so many mails that it gets no more."""
    db.session.add(Reader(member_id=asker.id, digest_hour=8, refused=MOST_REFUSED))
    db.session.commit()
    return asker


def is_mailed(member):
    db.session.expire_all()
    return member.id in mailable([member], {member.id: queries.reader(member.id)})


def react():
    """Hand every new fact to the actor, as its worker does."""
    db.session.flush()
    kinds = [kind.kind for kind in ADDRESSES.kinds]
    rows = db.session.scalars(select(EventRow).where(EventRow.kind.in_(kinds)).order_by(EventRow.id))
    ADDRESSES.handle([revive(row) for row in rows])


def token_for(member, address):
    return confirmation.link(member, address).rpartition("/")[2]


def test_a_new_address_is_trusted_once_it_is_confirmed(refusing):
    before = is_mailed(refusing)

    confirmation.confirm(token_for(refusing, "ines@elsewhere.example"))
    react()

    assert (before, is_mailed(refusing)) == (False, True)
    assert queries.reader(refusing.id).refused == 0


def test_who_says_that_their_address_works_gets_mails_again(refusing):
    publish(AddressMended(member_id=refusing.id, by=refusing.id))

    react()

    assert is_mailed(refusing)


def test_others_stay_refused(refusing):
    other = people.member("Olga Other")
    other.confirmed_at = None

    confirmation.confirm(token_for(other, other.email))
    react()

    assert not is_mailed(refusing)
    assert queries.reader(other.id).refused == 0
