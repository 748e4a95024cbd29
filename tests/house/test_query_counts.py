"""No page asks the database more often because there is more to show."""

import pytest
from house import index
from support import articles, blogging, databases, people, telling, uploading, wishes

from community.blogs import addresses as blogs
from community.forum import addresses, queries
from community.forum.services import bookmarks, follows, merges, saved_drafts
from community.kernel.auth import Viewer
from ideas import addresses as ideas

FEW, MANY = 3, 30 if databases.WHOLE else 12
EVERY_WAY = [(kind, reader) for kind in databases.KINDS for reader in ("anonymous", "member")]
# A search asks twice for each kind among its hits, so that among many hits, all of one kind, it may ask less often.


class Community:
    """A board on which one topic has everything `size` times: answers, comments, tags, authors, accepted answers."""

    def __init__(self) -> None:
        self.board = people.board("Getting started")
        self.asker = people.member("Ines Asker")
        self.topic = people.topic(self.board, self.asker, "Why does the lighthouse blink", tags=("hub", "battery"))
        self.idea = wishes.idea(self.asker, "A lighthouse in every garden")
        self.editor = people.member("Edda Editor", role="editor")
        self.employee = people.member("Emil Employee", role="agent")
        self.blog_post = blogging.post(self.employee, blogging.words("A lighthouse at our office"))
        self.reader = people.member("Rea Reader")
        self.size = 0

    def grow(self, size: int) -> None:
        for number in range(self.size, size):
            guest = people.member(f"Guest {number}")
            place = people.board(f"Board number {number}")
            house_of = people.employ(f"House {number}", people.member(f"Worker {number}"))
            people.board(f"Board of house {number}", visibility="organisation", organisation_id=house_of)
            people.topic(self.board, self.employee, f"Version {number} is out", kind="announcement")
            mine = people.topic(
                self.board, guest, f"A lighthouse called {number}", tags=("hub", f"tag-{number}"), body="Lighthouse."
            )
            answer = people.answer(self.topic, guest, "The lighthouse is old.")
            people.comment(answer, self.topic, self.asker)
            uploading.attached(answer, self.topic, guest)
            people.comment(people.opening(self.topic), self.topic, guest)
            people.accept(self.topic, answer, self.asker)
            people.topic(self.board, self.asker, f"Another lighthouse {number}", tags=("hub",))
            people.accept(mine, people.answer(mine, self.asker), guest)
            again = people.topic(self.board, guest, f"The lighthouse again, {number}")
            merges.merge_topics(keep=self.topic, drop=again, by=Viewer(role="admin"))
            articles.publish(articles.draft(mine, self.editor), self.editor)
            telling.notice(self.reader, answer)
            wishes.vote(wishes.idea(guest, f"A lighthouse for {number}"), self.asker if number < 10 else guest)
            wishes.vote(self.idea, guest)
            follows.follow_member(member=guest, by=people.viewer(self.reader))
            follows.follow(thing="board", thing_id=place.id, by=people.viewer(self.reader))
            for tag in queries.tags_of([mine.id])[mine.id]:
                found = queries.tag_row(tag.name, people.viewer(self.reader))
                follows.follow(thing="tag", thing_id=found.id, by=people.viewer(self.reader))
            bookmarks.bookmark(topic=mine, by=people.viewer(self.reader))
            saved_drafts.save_draft(by=people.viewer(self.reader), words={"body": "Not yet."}, topic_id=mine.id)
            wishes.comment(self.idea, guest)
            blogging.post(people.member(f"Employee {number}", role="agent"), blogging.words(f"Lighthouse {number}"))
            blogging.post(self.employee, blogging.words(f"One more lighthouse {number}"))
            said = blogging.comment(self.blog_post, guest, "A lighthouse for me too.")
            blogging.topic(said, self.board, self.employee, f"A lighthouse from the blog, {number}")
        self.size = size
        index.bring_up()

    def addresses(self) -> dict[str, str]:
        page = addresses.topic(self.topic.id, self.topic.slug)
        return {
            "home": "/",
            "boards": "/forum/",
            "board": addresses.board(self.board.slug),
            "topics": "/forum/topics",
            **{sort: f"/forum/topics?sort={sort}" for sort in ("kudos", "views", "me_too", "unanswered", "solved")},
            "tags": "/forum/tags",
            "tag": addresses.tag("hub"),
            "topic": page,
            "history": addresses.history(people.opening(self.topic).id),
            "search": "/search/?q=lighthouse",
            "people": "/accounts/people",
            "people, newest": "/accounts/people?sort=newest",
            "people, by name": "/accounts/people?q=guest",
            "member": self.asker.url or "",
            **{f"their {what}": addresses.person_list(self.asker.handle, what) for what in ("topics", "answers")},
            "their accepted answers": addresses.person_list(self.asker.handle, "accepted"),
            "their articles": f"/kb_harvest/people/{self.asker.handle}",
            "their ideas": f"/ideas/people/{self.asker.handle}",
            "following": "/forum/following",
            **{f"following {what}": f"/forum/following?what={what}" for what in ("boards", "tags")},
            "new, followed": "/forum/new?by=followed",
            "reputation": f"/reputation/people/{self.asker.handle}",
            "reputation rules": "/reputation/rules",
            "helpers": "/reputation/influence",
            "board feed": addresses.board_feed(self.board.slug),
            "topic feed": addresses.topic_feed(self.topic.id),
            "api boards": "/api/v1/boards",
            "api topics": "/api/v1/topics?limit=100",
            "api topic": f"/api/v1/topics/{self.topic.id}?limit=100",
            "api post": f"/api/v1/posts/{people.opening(self.topic).id}",
            "api tags": "/api/v1/tags",
            "api people": "/api/v1/people?limit=100",
            "api answers of one": f"/api/v1/people/{self.asker.handle}/answers?limit=100",
            "api search": "/api/v1/search?q=lighthouse",
            "ask": "/forum/ask",
            "drafts": "/forum/drafts",
            "new": "/forum/new",
            "bookmarks": "/forum/bookmarks",
            "similar": "/forum/ask/similar?title=lighthouse",
            "ideas": "/ideas/",
            "ideas, new": "/ideas/?sort=new",
            "ideas, hot": "/ideas/?sort=hot",
            "idea": ideas.idea(self.idea.id, self.idea.slug),
            "votes": "/ideas/votes",
            "notices": "/notifications/",
            "notices, unread": "/notifications/?only=unread",
            "articles": "/kb_harvest/articles",
            "api articles": "/api/v1/articles?limit=100",
            "blog": "/blogs/",
            "blog of one": blogs.by_author(self.employee.handle),
            "blog post": blogs.post(self.blog_post.id, self.blog_post.slug),
            "blog history": blogs.post_act(self.blog_post.id, "history"),
            "blog rss": "/blogs/feed.rss",
            "blog atom": "/blogs/feed.atom",
            "employee": self.employee.url or "",
            "api blog": "/api/v1/blogs?limit=100",
            "api blog post": f"/api/v1/blogs/{self.blog_post.id}?limit=100",
            "api ideas": "/api/v1/ideas?limit=100",
            "api idea": f"/api/v1/ideas/{self.idea.id}?limit=100",
        }


@pytest.fixture
def growing(app):
    return Community()


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "reader"), EVERY_WAY if databases.WHOLE else EVERY_WAY[1:3], indirect=["kind"], scope="session"
)
def test_no_query_count_grows_with_the_length_of_a_list(reader, growing, count_queries, browser, signed_in):
    client = browser if reader == "anonymous" else signed_in(growing.reader)
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
