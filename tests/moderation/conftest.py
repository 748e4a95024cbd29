"""People and switches for the tests of this room."""

import pytest
from support import people

from community.accounts.models import Member
from community.kernel.db import db
from community.kernel.web.limits import limiter


@pytest.fixture
def editor(app) -> Member:
    return people.member("Edda Editor", role="editor")


@pytest.fixture
def second_agent(app) -> Member:
    return people.member("Berta Agent", role="agent")


@pytest.fixture
def trusted(app) -> list[Member]:
    """Two members of trust level 2."""
    made = [people.member(f"Trudy Trusted {n}") for n in range(2)]
    for member in made:
        member.trust_level = 2
    db.session.commit()
    return made


@pytest.fixture
def in_haste(app, monkeypatch):
    """The limits on how fast one writes, which other tests do without."""
    monkeypatch.setattr(limiter, "enabled", True)
