"""Words that stand in private places only, and every door through which one might look for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from house.matrix import READERS
from support import people

from community.accounts.models import Member
from community.forum.models import Board, Post, Topic
from community.forum.services import edits, visibility
from community.kernel.auth import Viewer
from community.kernel.db import db

MODERATOR = Viewer(role="admin")
MODERATORS = frozenset({"mvp", "agent", "admin"})
STAFF = frozenset({"agent", "editor", "executive", "admin"})
READERS_OF = {
    "grobalith": frozenset(READERS),  # a public word: what finds it would find the others too
    "nimbusward": frozenset(READERS) - {"anonymous"},
    "quarzhagen": STAFF | {"mvp"},
    "zandervolt": STAFF,
    "hiddentarn": MODERATORS,  # a hidden answer
    "oldertarns": MODERATORS,  # what that answer said before it was edited
    "undertarns": MODERATORS,  # a comment under it
    "remarkwick": MODERATORS,  # a hidden comment
    "questfjord": MODERATORS,  # a hidden topic
    "amongfjord": MODERATORS,  # an answer in it
}
COMMON = "lighthouse"  # stands beside every secret, so that a question can find them without naming them
OTHER_SORTS = ("newest", "unanswered", "solved")


@dataclass
class Places:
    """Everything that was planted."""

    author: Member
    boards: list[Board] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def topic(self, board: Board, word: str) -> Topic:
        title = f"The {COMMON} and the {word}"
        made = people.topic(board, self.author, title, body=f"Our {COMMON}: {word}.", tags=("shared", f"tag-{word}"))
        self.topics.append(made)
        self.posts.append(people.opening(made))
        return made

    def answer(self, topic: Topic, word: str) -> Post:
        made = people.answer(topic, self.author, f"Look at the {COMMON}: {word}.")
        self.posts.append(made)
        return made


def plant() -> Places:
    """Fill a community with one word per private place."""
    places = Places(people.member("Lotte Author", role="agent"))
    names = {"public": "grobalith", "members": "nimbusward", "mvps": "quarzhagen", "staff": "zandervolt"}
    for scope, word in names.items():
        board = people.board(f"The {word} board" if scope != "public" else "The open board", visibility=scope)
        places.boards.append(board)
        topic = places.topic(board, word)
        people.accept(topic, places.answer(topic, word), places.author)
    _hide_some(places, places.topics[0])
    return places


def _hide_some(places: Places, topic: Topic) -> None:
    hidden = places.answer(topic, "oldertarns")
    edits.edit_post(post=hidden, topic=topic, by=people.viewer(places.author), body=f"Our {COMMON}: hiddentarn.")
    places.posts.append(people.comment(hidden, topic, places.author, f"That {COMMON}: undertarns."))
    remark = people.comment(people.opening(topic), topic, places.author, f"That {COMMON}: remarkwick.")
    hide(hidden, topic)
    hide(remark, topic)
    places.posts.append(remark)
    away = places.topic(places.boards[0], "questfjord")
    places.answer(away, "amongfjord")
    hide(people.opening(away), away)


def hide(post: Post, topic: Topic) -> None:
    visibility.hide_post(post=post, topic=topic, by=MODERATOR, reason="Off the topic.")
    db.session.commit()


def doors(places: Places) -> Iterator[str]:
    """Yield every address at which a secret might show; none of them names a whole secret word."""
    yield from ("/", "/forum/", "/forum/tags", "/forum/ask", "/accounts/people", places.author.url or "")
    yield from (f"/forum/{page}" for page in ("topics", "tags/shared", "no-such-page", "posts/999999"))
    yield from (f"/forum/{page}?sort={sort}" for page in ("topics", "tags/shared") for sort in OTHER_SORTS)
    for board in places.boards:
        page = f"/forum/boards/{board.slug}"
        yield from (page, f"{page}/feed.rss", f"{page}?sort=newest", f"{page}?tag=shared", f"{page}/edit")
    for topic in places.topics:
        yield from (f"/forum/topics/{topic.id}", f"/forum/topics/{topic.id}/feed.rss")
    for post in places.posts:
        yield from (f"/forum/posts/{post.id}{act}" for act in ("", "/history", "/edit"))
    yield from questions(places)


def questions(places: Places) -> Iterator[str]:
    """Yield searches: for the common word, narrowed each way, and for each secret spelt wrongly."""
    boards = (f"&board={board.slug}" for board in places.boards)
    for narrowed in ("", "&tag=shared", f"&author={places.author.handle}", "&solved=1", "&page=2", *boards):
        yield f"/search/?q={COMMON}{narrowed}"
    yield from (f"/search/?q={word[:-2]}{word[-1]}{word[-2]}" for word in READERS_OF)


def api_doors(places: Places) -> Iterator[str]:
    """Yield every address of the API."""
    yield from ("/api/openapi.json", "/api/v1/boards", "/api/v1/topics?limit=100", "/api/v1/no-such-thing")
    yield from (f"/api/v1/topics/{topic.id}" for topic in places.topics)
    yield f"/api/v1/search?q={COMMON}"
    yield from (f"/api/v1/search?q={COMMON}&board={board.slug}" for board in places.boards)


def found_in(text: str) -> set[str]:
    """Return the secret words that a page shows."""
    return {word for word in READERS_OF if word in text.lower()}
