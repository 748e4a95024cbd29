"""No page of the room asks the database more often because there is more to show."""

import pytest
from support import people, rulings, wishes

FEW, MANY = 2, 12


class Troubles:
    """A community in which everything of the room happened `size` times."""

    def __init__(self, agent, mvp):
        self.agent, self.mvp = agent, mvp
        self.topic = people.topic(people.board("Getting started"), people.member("Ines Asker"), "A topic in trouble")
        self.size = 0

    def grow(self, size):
        for number in range(self.size, size):
            guest, other = people.member(f"Guest {number}"), people.member(f"Other {number}")
            waiting = rulings.flag(people.answer(self.topic, guest, f"Waiting {number}"), self.mvp, "PII")
            rulings.flag_thing("post", waiting.thing_id, other)
            rulings.flag_thing("idea", wishes.idea(guest, f"An idea in trouble {number}").id, self.mvp)
            rulings.uphold(rulings.flag(people.answer(self.topic, guest, f"Removed {number}"), self.mvp), self.agent)
            rulings.watch(f"word{number}", "alert")
        self.size = size

    @staticmethod
    def addresses():
        lists = ("queue", "queue?tab=decided", "queue?tab=appeals", "log", "words", "yours")
        pages = (*lists, "cases/1", "figures", "trust")
        return [f"/moderation/{page}" for page in pages]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True, scope="session")
def test_no_query_count_grows_with_what_happened(app, agent, mvp, admin, signed_in, count_queries):
    troubles, readers = Troubles(agent, mvp), {"admin": signed_in(admin), "mvp": signed_in(mvp)}
    troubles.grow(FEW)
    few = _counts(readers, troubles, count_queries)
    troubles.grow(MANY)

    many = _counts(readers, troubles, count_queries)

    print(f"\nqueries: {many}")  # noqa: T201 - shown with -s
    assert {page: (few[page], number) for page, number in many.items() if number > few[page]} == {}
    assert max(many.values()) <= 16


def _counts(readers, troubles, count_queries):
    return {
        (role, page): count_queries(lambda at=page, by=client: by.get(at))
        for role, client in readers.items()
        for page in troubles.addresses()
    }
