"""Customers for the tests of this room: what sources say of people."""

from collections.abc import Callable
from datetime import date

import pytest

from community.accounts import customers
from community.accounts.customers import CustomerNote
from community.accounts.models import Member
from community.kernel.db import db

Tell = Callable[..., None]


@pytest.fixture
def tell(app) -> Tell:
    """Note what the CRM says of a member: `tell(asker, tier="gold")`."""

    def note(member: Member, as_of: date = date(2026, 1, 5), **values: str) -> None:
        customers.record_customers(
            [CustomerNote(member_id=member.id, source="CRM", as_of=as_of, values=values)]  # type: ignore[arg-type]
        )
        db.session.commit()

    return note
