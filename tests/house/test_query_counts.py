"""No page asks the database more often because there is more to show."""

import pytest
from house import index
from support import people

from community.forum import addresses

FEW, MANY = 3, 30
# A search asks twice for each kind among its hits, so that among many hits, all of one kind, it may ask less often.


class Community:
    """A board on which one topic has everything `size` times: answers, comments, tags, authors, accepted answers."""

    def __init__(self) -> None:
        self.board = people.board("Getting started")
        self.asker = people.member("Ines Asker")
        self.topic = people.topic(self.board, self.asker, "Why does the lighthouse blink", tags=("hub", "battery"))
        self.size = 0

    def grow(self, size: int) -> None:
        for number in range(self.size, size):
            guest = people.member(f"Guest {number}")
            people.board(f"Board number {number}")
            mine = people.topic(
                self.board, guest, f"A lighthouse called {number}", tags=("hub", f"tag-{number}"), body="Lighthouse."
            )
            answer = people.answer(self.topic, guest, "The lighthouse is old.")
            people.comment(answer, self.topic, self.asker)
            people.comment(people.opening(self.topic), self.topic, guest)
            people.accept(self.topic, answer, self.asker)
            people.topic(self.board, self.asker, f"Another lighthouse {number}", tags=("hub",))
            people.answer(mine, self.asker)
        self.size = size
        index.bring_up()

    def addresses(self) -> dict[str, str]:
        page = addresses.topic(self.topic.id, self.topic.slug)
        return {
            "home": "/",
            "boards": "/forum/",
            "board": addresses.board(self.board.slug),
            "topics": "/forum/topics",
            "solved": "/forum/topics?sort=solved",
            "tags": "/forum/tags",
            "tag": addresses.tag("hub"),
            "topic": page,
            "history": addresses.history(people.opening(self.topic).id),
            "search": "/search/?q=lighthouse",
            "people": "/accounts/people",
            "member": self.asker.url or "",
            "board feed": addresses.board_feed(self.board.slug),
            "topic feed": addresses.topic_feed(self.topic.id),
            "api boards": "/api/v1/boards",
            "api topics": "/api/v1/topics?limit=100",
            "api topic": f"/api/v1/topics/{self.topic.id}?limit=100",
            "api search": "/api/v1/search?q=lighthouse",
            "ask": "/forum/ask",
        }


@pytest.fixture
def growing(app):
    return Community()


@pytest.mark.parametrize("reader", ["anonymous", "member"])
def test_no_query_count_grows_with_the_length_of_a_list(reader, growing, count_queries, browser, signed_in):
    client = browser if reader == "anonymous" else signed_in(people.member("Rea Reader"))
    growing.grow(FEW)
    few = _counts(client, growing, count_queries)
    growing.grow(MANY)

    many = _counts(client, growing, count_queries)

    print(f"\nqueries, {reader}: {many}")  # noqa: T201 - shown with -s
    assert {name: (few[name], number) for name, number in many.items() if number > few[name]} == {}
    assert max(many.values()) <= 16


def _counts(client, growing, count_queries):
    counts = {}
    for name, address in growing.addresses().items():
        pages = []
        counts[name] = count_queries(lambda at=address, kept=pages: kept.append(client.get(at)))
        assert pages[0].status_code in (200, 303), name
    return counts
