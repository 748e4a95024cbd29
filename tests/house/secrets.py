"""Words that stand in private places only, and every door through which one might look for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from house.matrix import READERS
from support import articles, blogging, people, rulings, uploading, wishes

from community.accounts import customer_merges, handles
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.models import Member
from community.blogs.models import BlogPost
from community.blogs.models import Comment as BlogComment
from community.blogs.services import comments as blog_comments
from community.blogs.services import posts as blog_posts
from community.blogs.services.hiding import hide_post
from community.forum.models import Board, File, Post, Topic
from community.forum.services import edits, files, visibility
from community.kernel import clock
from community.kernel.auth import Viewer
from community.kernel.db import db
from ideas.models import Comment, Idea
from ideas.services import comments, submissions
from kb_harvest.models import Article
from kb_harvest.services.hiding import hide_article
from voc.engagement import services as watching

MODERATOR = Viewer(role="admin")
MODERATORS = frozenset({"mvp", "agent", "admin"})
STAFF = frozenset({"agent", "editor", "executive", "admin"})
READERS_OF = {
    "grobalith": frozenset(READERS),  # a public word: what finds it would find the others too
    "nimbusward": frozenset(READERS) - {"anonymous"},
    "quarzhagen": STAFF | {"mvp"},
    "zandervolt": STAFF,
    "orgholm": STAFF,  # on the board of an organisation
    "otherholm": STAFF,  # on that of another
    "hiddentarn": MODERATORS,  # a hidden answer
    "oldertarns": MODERATORS,  # what that answer said before it was edited
    "undertarns": MODERATORS,  # a comment under it
    "remarkwick": MODERATORS,  # a hidden comment
    "questfjord": MODERATORS,  # a hidden topic
    "amongfjord": MODERATORS,  # an answer in it
    "wishcairn": MODERATORS,  # a hidden idea
    "murmurcairn": MODERATORS,  # a comment on it
    "whispercairn": MODERATORS,  # a hidden comment on an idea that everybody sees
    "draftquay": STAFF,  # an article that is a draft
    "archivequay": STAFF,  # an article that went out of use
    "closedquay": frozenset(READERS) - {"anonymous"},  # an article for members
    "sunkenquay": MODERATORS,  # an answer that was hidden after it became part of an article that everybody reads
    "wreckquay": MODERATORS,  # a hidden article in our own words
    "questquay": MODERATORS,  # a topic that was hidden after it became such an article
    "hullwreck": MODERATORS,  # a file that a moderator removed from a post that everybody reads
    "hullplans": frozenset(),  # a file that waits for its text, which is its owner's alone
    "watchwick": STAFF,  # why an employee put somebody on the watchlist
    "customerwick": STAFF,  # whom a customer works for
    "loyalwick": STAFF,  # how loyal they are
    "handlewick": STAFF,  # what they are called elsewhere
    "reasonwick": STAFF,  # how one knows
    "mergewick": STAFF,  # why two accounts are theirs
    "blogharbour": frozenset(READERS) - {"anonymous"},  # a blog post for members, and a comment on it
    "bloganchor": STAFF | {"mvp"},  # a blog post for MVPs
    "blogkeel": STAFF,  # a blog post for the staff, and what one said before it was for everybody
    "blogballast": frozenset({"editor", "admin"}),  # the draft of an agent who is nobody of these
    "blogwreck": MODERATORS,  # a hidden blog post, and a comment on it
    "blogbilge": MODERATORS,  # a hidden comment on a blog post that everybody sees
}
COMMON = "lighthouse"  # stands beside every secret, so that a question can find them without naming them
OTHER_SORTS = ("newest", "kudos", "views", "me_too", "unanswered", "solved")
DESKS = (
    *("articles?state=drafts", "articles?state=archived", "articles/candidates", "articles/set-aside"),
    *("articles/to-review", "blogs/drafts", "engagement/watchlist", "insight/memos", "insight/scorecard"),
    *("moderation/cases", "moderation/log", "organisations", "topics/similar?title=lighthouse", "me/new", "me/drafts"),
)


@dataclass
class Places:
    """Everything that was planted."""

    author: Member
    boards: list[Board] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    ideas: list[Idea] = field(default_factory=list)
    remarks: list[Comment] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    blog_posts: list[BlogPost] = field(default_factory=list)
    blog_comments: list[BlogComment] = field(default_factory=list)

    def topic(self, board: Board, word: str) -> Topic:
        title = f"The {COMMON} and the {word}"
        made = people.topic(board, self.author, title, body=f"Our {COMMON}: {word}.", tags=("shared", f"tag-{word}"))
        self.topics.append(made)
        self.posts.append(people.opening(made))
        self.attach(people.opening(made), made, word)
        return made

    def answer(self, topic: Topic, word: str) -> Post:
        made = people.answer(topic, self.author, f"Look at the {COMMON}: {word}.")
        self.posts.append(made)
        self.attach(made, topic, word)
        return made

    def attach(self, post: Post, topic: Topic, word: str) -> File:
        log = uploading.upload(f"{word}.log", f"The {COMMON}: {word}.".encode())
        self.files.append(uploading.attached(post, topic, self.author, log))
        return self.files[-1]


def plant() -> Places:
    """Fill a community with one word per private place."""
    places = Places(people.member("Lotte Author", role="agent"))
    names = {"public": "grobalith", "members": "nimbusward", "mvps": "quarzhagen", "staff": "zandervolt"}
    for scope, word in names.items():
        board = people.board(f"The {word} board" if scope != "public" else "The open board", visibility=scope)
        places.boards.append(board)
        topic = places.topic(board, word)
        people.accept(topic, places.answer(topic, word), places.author)
    _meet_in_private(places)
    _hide_some(places, places.topics[0])
    _hide_wishes(places)
    _write_articles(places)
    _watch_somebody()
    _blog(places)
    _flag_all(places, people.member("Fay Flagger", role="admin"))
    return places


def _meet_in_private(places: Places) -> None:
    """Open a board for each of two organisations."""
    for word, name in (("orgholm", "Olga Worker"), ("otherholm", "Odd Worker")):
        organisation_id = people.employ(f"The {COMMON} of {word}", people.member(name))
        board = people.board(f"The {word} board", visibility="organisation", organisation_id=organisation_id)
        places.boards.append(board)
        topic = places.topic(board, word)
        people.accept(topic, places.answer(topic, word), places.author)


def _flag_all(places: Places, by: Member) -> None:
    """Put everything into the review queue, so that its pages are doors too."""
    places.cases += [rulings.flag(post, by).id for post in places.posts]
    places.cases += [rulings.flag_thing("idea", idea.id, by).id for idea in places.ideas]
    places.cases += [rulings.flag_thing("blog_post", post.id, by).id for post in places.blog_posts if post.published_at]
    places.cases += [rulings.flag_thing("article", article.id, by).id for article in places.articles]
    places.cases += [rulings.flag_thing("idea_comment", remark.id, by).id for remark in places.remarks]


def _hide_some(places: Places, topic: Topic) -> None:
    hidden = places.answer(topic, "oldertarns")
    edits.edit_post(post=hidden, topic=topic, by=people.viewer(places.author), body=f"Our {COMMON}: hiddentarn.")
    places.posts.append(people.comment(hidden, topic, places.author, f"That {COMMON}: undertarns."))
    remark = people.comment(people.opening(topic), topic, places.author, f"That {COMMON}: remarkwick.")
    hide(hidden, topic)
    hide(remark, topic)
    places.posts.append(remark)
    files.hide_file(
        file=places.attach(people.opening(topic), topic, "hullwreck"), by=MODERATOR, reason="Off the topic."
    )
    plans = uploading.upload("hullplans.log", b"The hullplans.")
    places.files += files.keep(by=people.viewer(places.author), uploads=[plans], topic_id=topic.id)
    away = places.topic(places.boards[0], "questfjord")
    places.answer(away, "amongfjord")
    hide(people.opening(away), away)


def _hide_wishes(places: Places) -> None:
    shown = wishes.idea(places.author, f"A {COMMON} for everybody", body=f"Build a {COMMON} that everybody sees.")
    away = wishes.idea(places.author, f"A {COMMON} of wishcairn", body=f"Build a {COMMON}: wishcairn.")
    whisper = wishes.comment(shown, places.author, f"That {COMMON}: whispercairn.")
    places.ideas += [shown, away]
    places.remarks += [whisper, wishes.comment(away, places.author, f"That {COMMON}: murmurcairn.")]
    comments.hide_comment(comment=whisper, by=MODERATOR, reason="Off the topic.")
    submissions.hide_idea(idea=away, by=MODERATOR, reason="Off the topic.")
    db.session.commit()


def _watch_somebody() -> None:
    """Note what only employees may know of a member."""
    watched = people.member("Wim Watched")
    told = {"tier": "gold", "organisation": "Customerwick", "loyalty_level": "Loyalwick"}
    note = CustomerNote(member_id=watched.id, source="CRM", as_of=clock.now().date(), values=told)
    record_customers([note])
    named = {"channel": "x", "handle": "@handlewick", "verified": True, "reason": "The reasonwick matter."}
    handles.link(member=watched, **named, by=MODERATOR)
    again = people.member("Wim Again")
    customer_merges.merge(kept=watched, dropped=again, reason="The mergewick matter.", by=MODERATOR)
    watching.add_entry(member=watched, reason="The watchwick affair.", by=MODERATOR)
    db.session.commit()


def _write_articles(places: Places) -> None:
    """Write an article of every topic, as public as may be, and hide some of what was harvested."""
    editor = people.member("Elin Editor", role="editor")
    drafts = [articles.draft(topic, editor) for topic in places.topics[:6]]
    articles.publish(drafts[0], editor)
    articles.publish(drafts[1], editor, "members")
    words = ("wreckquay", "draftquay", "archivequay", "closedquay")
    drafts += [articles.begin(editor, f"The {COMMON} and the {word}") for word in words]
    articles.move(drafts[-4], "not_validated", editor)
    articles.publish(drafts[-4], editor, reason="These are our own words.")
    hide_article(article=drafts[-4], by=MODERATOR, reason="Off the topic.")
    articles.move(drafts[-2], "archived", editor)
    articles.move(drafts[-1], "not_validated", editor)
    articles.publish(drafts[-1], editor, "members", reason="These are our own words.")
    for word in ("sunkenquay", "questquay"):
        topic = places.topic(places.boards[0], word if word == "questquay" else "grobalith")
        answer = places.answer(topic, word)
        people.accept(topic, answer, places.author)
        drafts.append(articles.publish(articles.draft(topic, editor), editor))
        hide(people.opening(topic) if word == "questquay" else answer, topic)
    places.articles += drafts
    articles.look_at_topics()


def _blog(places: Places) -> None:
    said = {"public": "everything", "members": "blogharbour", "mvps": "bloganchor", "staff": "blogkeel"}
    for scope, word in said.items():
        words = blogging.words(f"A {COMMON} of {word}", f"We look after the {COMMON}: {word}.", visibility=scope)
        post = blogging.post(places.author, words)
        places.blog_posts.append(post)
        places.blog_comments.append(blogging.comment(post, places.author, f"That {COMMON}: {word}."))
    away = blogging.comment(places.blog_posts[0], places.author, f"That {COMMON}: blogbilge.")
    blog_comments.hide_comment(comment=away, by=MODERATOR, reason="Off the topic.")
    places.blog_comments.append(away)
    words = blogging.words(f"A {COMMON} of blogwreck", f"We look after the {COMMON}: blogwreck.")
    places.blog_posts.append(blogging.post(places.author, words))
    places.blog_comments.append(blogging.comment(places.blog_posts[-1], places.author, f"That {COMMON}: blogwreck."))
    hide_post(post=places.blog_posts[-1], by=MODERATOR, reason="Off the topic.")
    draft = blogging.words(f"A {COMMON} of blogballast", f"We look after the {COMMON}: blogballast.")
    opened = blogging.words(f"A {COMMON} of blogkeel", f"We look after the {COMMON}: blogkeel.", visibility="staff")
    places.blog_posts += [blogging.draft(places.author, draft), blogging.post(places.author, opened)]
    words = blogging.words(f"A {COMMON} for us all", f"We look after the {COMMON} together.")
    blog_posts.edit_post(post=places.blog_posts[-1], by=MODERATOR, words=words)
    db.session.commit()


def hide(post: Post, topic: Topic) -> None:
    visibility.hide_post(post=post, topic=topic, by=MODERATOR, reason="Off the topic.")
    db.session.commit()


def doors(places: Places) -> Iterator[str]:
    """Yield every address at which a secret might show; none of them names a whole secret word."""
    yield from ("/", "/forum/", "/forum/tags", "/forum/ask", "/accounts/people", places.author.url or "")
    yield from (f"/reputation/people/{places.author.handle}", "/reputation/rules", "/reputation/influence")
    yield from ("/insight/memos", "/insight/memos/2019-W02")
    yield from ("/robots.txt", "/sitemap.xml")
    yield from (f"/sitemaps/{name}-1.xml" for name in ("pages", "boards", "topics", "articles", "blogs", "ideas"))
    yield from (f"/forum/{page}" for page in ("topics", "tags/shared", "no-such-page", "posts/999999"))
    yield from (f"/forum/{page}?sort={sort}" for page in ("topics", "tags/shared") for sort in OTHER_SORTS)
    for board in places.boards:
        page = f"/forum/boards/{board.slug}"
        yield from (page, f"{page}/feed.rss", f"{page}?sort=newest", f"{page}?tag=shared", f"{page}/edit")
    for topic in places.topics:
        yield from (f"/forum/topics/{topic.id}", f"/forum/topics/{topic.id}/feed.rss")
        yield from (f"/forum/topics/{topic.id}/{act}" for act in ("move", "merge", "split"))
    for post in places.posts:
        yield from (f"/forum/posts/{post.id}{act}" for act in ("", "/history", "/edit"))
    for file in places.files:
        yield from (f"/forum/files/{file.id}{part}" for part in ("", "/secret.log", "/hide"))
    yield from ("/forum/drafts", "/forum/new", "/forum/new?by=followed", "/forum/bookmarks", "/forum/following")
    yield from (f"/forum/people/{places.author.handle}/{what}" for what in ("topics", "answers", "accepted"))
    yield from (f"/{room}/people/{places.author.handle}" for room in ("kb_harvest", "ideas"))
    yield f"/forum/ask/similar?title={COMMON}"
    yield from (f"/ideas/?sort={sort}" for sort in ("people", "new", "hot"))
    yield from ("/ideas/votes", "/ideas/submit", *(f"/ideas/{idea.id}" for idea in places.ideas))
    yield from (f"/ideas/comments/{remark.id}" for remark in places.remarks)
    yield from (f"/kb_harvest/articles?state={state}" for state in ("published", "drafts", "validated", "archived"))
    yield from (f"/kb_harvest/{page}" for page in ("review", "candidates", "candidates/set_aside", "articles/new"))
    yield from (f"/kb_harvest/articles/{article.id}{act}" for article in places.articles for act in ("", "/edit"))
    yield from ("/engagement/watchlist", "/listening/voices", "/accounts/people/wim-watched")
    yield from ("/accounts/people/wim-watched/customer", "/accounts/people/wim-again/customer", "/accounts/looks")
    yield from ("/blogs/", "/blogs/drafts", "/blogs/feed.rss", "/blogs/feed.atom")
    yield f"/blogs/by/{places.author.handle}"
    for blog_post in places.blog_posts:
        yield from (f"/blogs/{blog_post.id}", *(f"/blogs/posts/{blog_post.id}/{act}" for act in ("history", "edit")))
    yield from (f"/blogs/comments/{said.id}{act}" for said in places.blog_comments for act in ("", "/topic"))
    yield from (f"/moderation/{page}" for page in ("queue", "queue?tab=decided", "yours", "log", "figures", "policy"))
    yield from (f"/moderation/cases/{case}" for case in places.cases)
    yield from (f"/moderation/flag/topic/{topic.id}" for topic in places.topics)
    yield from (f"/moderation/{way}/post/{post.id}" for post in places.posts for way in ("flag", "things"))
    yield from (f"/moderation/flag/idea/{idea.id}" for idea in places.ideas)
    yield from (f"/moderation/flag/blog_post/{blog_post.id}" for blog_post in places.blog_posts)
    yield from (f"/moderation/flag/article/{article.id}" for article in places.articles)
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
    yield from (f"/api/v1/topics?board={board.slug}" for board in places.boards)
    yield from (f"/api/v1/topics?tag=shared&sort={sort}" for sort in OTHER_SORTS)
    yield from ("/api/v1/tags", *(f"/api/v1/topics?tag=shared&board={board.slug}" for board in places.boards))
    yield from (f"/api/v1/boards/{board.slug}" for board in places.boards)
    yield from (f"/api/v1/topics/{topic.id}" for topic in places.topics)
    yield from (f"/api/v1/posts/{post.id}{part}" for post in places.posts for part in ("", "/revisions"))
    yield from (f"/api/v1/files/{file.id}" for file in places.files)
    author = f"/api/v1/people/{places.author.handle}"
    yield from ("/api/v1/people", author, *(f"{author}/{of}" for of in ("topics", "answers", "ideas", "articles")))
    yield "/api/v1/customers/wim-watched"
    yield from ("/api/v1/ideas", *(f"/api/v1/ideas/{idea.id}" for idea in places.ideas))
    yield from ("/api/v1/articles", *(f"/api/v1/articles/{article.id}" for article in places.articles))
    yield from ("/api/v1/blogs", *(f"/api/v1/blogs/{blog_post.id}" for blog_post in places.blog_posts))
    yield from (f"/api/v1/blogs/{blog_post.id}/revisions" for blog_post in places.blog_posts)
    yield f"/api/v1/search?q={COMMON}"
    yield from (f"/api/v1/search?q={COMMON}&board={board.slug}" for board in places.boards)
    yield from (f"/api/v1/articles/{article.id}/work" for article in places.articles)
    yield from (f"/api/v1/moderation/cases/{case_id}" for case_id in places.cases)
    yield from (f"/api/v1/{desk}" for desk in DESKS)


def found_in(text: str) -> set[str]:
    """Return the secret words that a page shows."""
    lowered = text.lower()
    return {word for word in READERS_OF if word in lowered}
