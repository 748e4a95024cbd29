"""A small community with everything that a page can be asked to show, made by the product's own services."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from support import blogging, people, rulings, uploading, wishes

from community.accounts.models import Member
from community.admin import services as roles
from community.blogs import addresses as blogs
from community.blogs.models import BlogPost
from community.blogs.models import Comment as BlogComment
from community.blogs.services import posts as blog_posts
from community.forum import addresses
from community.forum.models import Board, Post, Topic, TopicTag
from community.forum.services import (
    bookmarks,
    edits,
    follows,
    kudos,
    me_too,
    merges,
    moves,
    saved_drafts,
    splits,
    topics,
    verdicts,
    visibility,
)
from community.kernel import clock, consumers, sequencer
from community.kernel import db as kernel_db
from community.kernel.db import db
from community.kernel.rooms import house
from community.kernel.weeks import Week
from community.moderation.services import appeals
from community.notifications.webhooks import services as webhooks
from community.notifications.webhooks.queries import webhook_by_id
from ideas import addresses as ideas
from ideas.models import Idea
from kb_harvest import addresses as kb_harvest
from kb_harvest.models import Article
from kb_harvest.services import drafting, publishing
from voc.insight.memo import services

LONG_WORD = "Batterieladezustandsanzeigenverzögerungsausgleichskondensator"
WORRY = "My cable gets warm in the sun and I am worried about it. Is that normal, or is it dangerous?"
RICH = f"""The log says this, one very long line and one short:

```
2026-11-03T07:12:44.123Z hub/charger/session {"a" * 180}
E61 pilot line
```

| Model | Firmware | Works | Measured with a clamp | Says the manual of the second edition |
|---|---|---|---|---|
| Roost 7 | 4.8.0 | `no` | 7.2 kW | {LONG_WORD} |
| Roost 11 | 4.7.2 | yes | 11.0 kW | up to 11 kW |

> Did you try another cable?

1. I did, see [the manual](https://manual.example/{"cable/" * 20}).
2. *Twice*, with ~~no~~ little success: {LONG_WORD * 2}

## What I expect

- that it charges
    - and says so
"""


@dataclass(frozen=True)
class Community:
    """Addresses of the places worth looking at, and the session cookies of the people who may look."""

    places: Mapping[str, str]
    cookies: Mapping[str, str]
    questions: list[str]
    weeks: Mapping[int, str]

    def question(self) -> str:
        """Return the address of a question, with one answer, that no other test has touched."""
        return self.questions.pop()


def build() -> Community:
    """Fill the database; an application context with an empty one is open."""
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        crowd = _crowd()
    with clock.at(now - timedelta(days=3)):
        board, lounge = people.board("Charging"), people.board("Staff room", visibility="staff")
        people.board("Nothing here yet")
        _kinds(crowd)
        solved = _solved(board, crowd)
        _follow_places(board, solved, crowd["asker"])
        settled = _settled(board, crowd, solved)
        wish = _wish(crowd)
        told = _blog(crowd)
        troubles = _troubles(solved, crowd)
        questions = [_question(board, crowd, number) for number in range(40)]
    cookies = {name: cookie(who) for name, who in crowd.items()}
    read = _article(solved, crowd["editor"])
    places = _places(board, lounge, solved, settled) | {
        "idea": ideas.idea(wish.id, wish.slug),
        "article": kb_harvest.article(read.id, read.slug),
        "article to edit": kb_harvest.article_act(read.id, "edit"),
    }
    places |= _blog_places(told) | troubles | _administration(crowd["admin"])
    places["second step"] = f"/accounts/people/{crowd['helper'].id}/second-step"
    weeks = _earlier_weeks(board, crowd)
    places |= {"memo": f"/insight/memos/{weeks[1]}", "memo to sign": f"/insight/memos/{weeks[1]}/edit"}
    places |= {f"{page} of a week": f"/insight/{page}?week={weeks[1]}" for page in ("health", "response", "rows/posts")}
    return Community(places, cookies, questions, weeks)


def _kinds(crowd: Mapping[str, Member]) -> None:
    """Open a social board with an announcement, and one of an organisation; let the asker follow the helper."""
    chat = people.board("Coffee and cake", kind="social")
    people.topic(chat, crowd["agent"], "We meet in June, and you are invited", kind="announcement")
    people.topic(chat, crowd["asker"], "Who has seen the comet?")
    hillside = people.employ("Hillside Housing", people.member("Olga Worker"))
    people.topic(
        people.board("Hillside", visibility="organisation", organisation_id=hillside),
        crowd["agent"],
        "The chargers of your second house",
    )
    follows.follow_member(member=crowd["helper"], by=people.viewer(crowd["asker"]))
    db.session.commit()


def _follow_places(board: Board, topic: Topic, asker: Member) -> None:
    """Let the asker follow a board, and all tags of a topic on it but the last."""
    follows.follow(thing="board", thing_id=board.id, by=people.viewer(asker))
    tags = db.session.scalars(select(TopicTag.tag_id).where(TopicTag.topic_id == topic.id).order_by(TopicTag.tag_id))
    for tag_id in tags.all()[:-1]:
        follows.follow(thing="tag", thing_id=tag_id, by=people.viewer(asker))
    db.session.commit()


def cookie(member: Member) -> str:
    """Return the session cookie of somebody who signed in."""
    signer = current_app.session_interface.get_signing_serializer(current_app)  # type: ignore[attr-defined]
    return str(signer.dumps({"_user_id": people.session(member), "_fresh": True}))


def _crowd() -> dict[str, Member]:
    """Return the people by what they are to the tests."""
    crowd = {
        "asker": people.member("Ines Asker"),
        "helper": people.member("Tom Helper"),
        "mvp": people.member("Mia Veep", role="mvp"),
        "admin": people.member("Ada Admin", role="admin"),
        "wordy": people.member(LONG_WORD[:60]),
        "thanker": people.member("Theo Thanker"),
        "agent": people.member("Abel Agent", role="agent"),
        "editor": people.member("Edda Editor", role="editor"),
        "executive": people.member("Xenia Executive", role="executive"),
        "attacker": people.member("Al Attacker", role="admin"),
    }
    for member in crowd.values():
        member.trust_level = 3  # they write more in a few minutes than newcomers may
    crowd["helper"].second_step = True
    crowd["asker"].about = f"I charge at home.\n{LONG_WORD * 3}"
    db.session.commit()
    return crowd


def _solved(board: Board, crowd: Mapping[str, Member]) -> Topic:
    """A question with rich text, many answers, comments, an imported answer, a hidden one and an accepted one."""
    asker, helper = crowd["asker"], crowd["helper"]
    tags = ("charging", "a-tag-as-long-as-a-tag-may-ever-be", "error-code")
    topic = people.topic(board, asker, f"Pilot error after the update: {LONG_WORD}", body=RICH, tags=tags)
    people.comment(people.opening(topic), topic, crowd["wordy"], f"The same here. {LONG_WORD * 2}")
    _import(people.answer(topic, crowd["wordy"], "This came from elsewhere.\n\n" + RICH))
    hidden = people.answer(topic, helper, "Buy my cables.")
    visibility.hide_post(post=hidden, topic=topic, by=people.viewer(crowd["admin"]), reason="It only advertises.")
    best = people.answer(topic, helper, "Clean the pins, then let support change the plug.")
    kudos.give_kudos(post=best, topic=topic, by=people.viewer(crowd["thanker"]))
    verdicts.confirm(post=best, topic=topic, by=people.viewer(crowd["thanker"]))
    because = f"Still dark. {LONG_WORD * 2}"
    verdicts.deny(post=best, topic=topic, by=people.viewer(crowd["wordy"]), because=because)
    me_too.say_me_too(topic=topic, by=people.viewer(crowd["wordy"]))
    bookmarks.bookmark(topic=topic, by=people.viewer(asker))
    saved_drafts.save_draft(by=people.viewer(asker), words={"body": LONG_WORD * 3}, topic_id=topic.id)
    for number in range(1, 43):
        people.answer(topic, crowd["mvp"] if number % 7 == 0 else helper, f"Try number {number}.")
    edits.edit_post(post=best, topic=topic, by=people.viewer(helper), body=f"{best.body} It takes ten minutes.")
    return people.accept(topic, best, asker)


def _import(post: Post) -> None:
    post.source, post.licence = "chargers.stackexchange.example", "CC BY-SA 4.0"
    post.source_url = f"https://chargers.stackexchange.example/a/{post.id}"
    db.session.commit()


def _settled(board: Board, crowd: Mapping[str, Member], solved: Topic) -> dict[str, Topic]:
    """Return topics that stand still, each for another reason."""
    admin, asker = people.viewer(crowd["admin"]), crowd["asker"]
    closed = people.topic(board, asker, "The charger hums at night", tags=("charging",))
    people.answer(closed, crowd["helper"], "So does mine.")
    topics.close_topic(topic=closed, by=admin, reason="Settled; please open a new topic for new cases.")
    twice = people.topic(board, crowd["wordy"], "Pilot error once more, and again")
    topics.mark_duplicate(topic=twice, original=solved, by=admin)
    gone = people.topic(board, crowd["wordy"], "Cheap cables, write to me")
    visibility.hide_post(post=people.opening(gone), topic=gone, by=admin, reason="It only advertises.")
    quiet = people.topic(board, crowd["helper"], "Does anybody charge from a balcony?")
    grown = _grown(board, crowd)
    wide = uploading.upload(f"{LONG_WORD * 2}.png", uploading.picture(size=(1600, 300)))
    log = uploading.upload("hub.log", b"2026-11-22 hub failed")
    uploading.attached(people.opening(quiet), quiet, crowd["helper"], wide, log)
    db.session.commit()
    return {"grown": grown, "closed": closed, "duplicate": twice, "hidden": gone, "quiet": quiet}


def _grown(board: Board, crowd: Mapping[str, Member]) -> Topic:
    """Return a topic that was moved, into which another was merged, and of which replies were split off."""
    admin = people.viewer(crowd["admin"])
    first = people.topic(people.board("Anything else"), crowd["asker"], f"It hums in the sun: {LONG_WORD}")
    aside = people.answer(first, crowd["wordy"], f"And how do I clean it? {LONG_WORD * 2}")
    twice = people.topic(board, crowd["wordy"], f"It hums again in the sun: {LONG_WORD}")
    moves.move_topic(topic=first, board=board, by=admin)
    merges.merge_topics(keep=first, drop=twice, by=admin)
    title = f"How do I clean it? {LONG_WORD}"
    splits.split_topic(topic=first, post_ids=[aside.id], board=board, title=title, by=admin)
    return first


def _wish(crowd: Mapping[str, Member]) -> Idea:
    """An idea that was voted for, talked about and answered."""
    made = wishes.idea(crowd["asker"], f"Charge from the sun alone: {LONG_WORD}", body=RICH)
    wishes.vote(made, crowd["helper"])
    wishes.comment(made, crowd["wordy"], f"I want this too. {LONG_WORD * 2}")
    return wishes.move(made, crowd["agent"], "declined", reason="too_costly", response=f"Not now. {LONG_WORD}")


def _article(of: Topic, editor: Member) -> Article:
    """An article with rich text in it, from the solved topic."""
    by = people.viewer(editor)
    made = drafting.draft_from_topic(topic=of, by=by)
    publishing.publish_article(article=made, seen=made.version, by=by, audience="public")
    db.session.commit()
    return made


def _earlier_weeks(board: Board, crowd: Mapping[str, Member]) -> dict[int, str]:
    """Let people talk in the two weeks that are over, and return their keys, the last under 1."""
    this, zone = Week.of(clock.now(), ZoneInfo("UTC")), ZoneInfo("UTC")
    for ago in (2, 1):
        start = this.plus(-ago).start(zone)
        for number, (asks, says) in enumerate(permutations(("asker", "helper", "wordy", "thanker"), 2)):
            with clock.at(start + timedelta(hours=5 + 7 * number)):
                topic = people.topic(board, crowd[asks], f"Is a cable of {number + 5} metres safe? ({ago})", body=WORRY)
                answer = people.answer(topic, crowd[says], "Mine is, as long as it lies flat and gets no sun.")
                people.accept(topic, answer, crowd[asks])
    _draft_memos([this.plus(-ago) for ago in (2, 1)])
    return {ago: this.plus(-ago).key for ago in (1, 2)}


def _draft_memos(weeks: Iterable[Week]) -> None:
    """Let the product know what happened, and draft the memos of these weeks."""
    db.session.commit()
    sequencer.run()
    for projection in house().projections:
        consumers.run(projection)
    for week in weeks:
        drafted = services.prepared(week)
        with kernel_db.writing():
            services.draft(week, drafted)


def _blog(crowd: Mapping[str, Member]) -> dict[str, BlogPost]:
    """Return a post with rich text and comments, unpopular news, and a draft."""
    post = blogging.post(crowd["agent"], blogging.words(f"What we measured: {LONG_WORD}", RICH, voice="own"))
    for who in ("asker", "wordy"):
        blogging.comment(post, crowd[who], f"Thank you for this. {LONG_WORD * 2}")
    said = blogging.comment(post, crowd["helper"], "Would it work with three phases?")
    blogging.topic(said, people.board("From the blog"), crowd["agent"], "Three phases: who measured it?")
    edited = blogging.words(f"What we measured: {LONG_WORD}", RICH + "\nMeasured twice.", voice="own")
    blog_posts.edit_post(post=post, by=people.viewer(crowd["agent"]), words=edited, reason="One more figure.")
    db.session.commit()
    return {
        "blog post": post,
        "blog news": blogging.post(crowd["agent"], blogging.news()),
        "blog draft": blogging.draft(crowd["agent"], blogging.words("Not ready to be read yet")),
    }


def _administration(admin: Member) -> dict[str, str]:
    """Give a role, and let a webhook wait for an address that does not answer; return its page."""
    by = people.viewer(admin)
    roles.give_role(member=people.member("Rolf Newcomer"), role="agent", reason="He joined our team.", by=by)
    made = webhooks.add(url="http://127.0.0.1:9/hook", kinds=(), by=by)
    made.failures, made.failing_since = 1, made.created_at
    made.rests_until = made.created_at + timedelta(days=900)  # so that nobody waits for it
    db.session.commit()
    sequencer.run()
    with kernel_db.writing():
        webhooks.replay(webhook=webhook_by_id(made.id) or made, first=1, last=3, by=by)
    return {"webhook": f"/admin/webhooks/{made.id}"}


def _blog_places(told: Mapping[str, BlogPost]) -> dict[str, str]:
    post, news = told["blog post"], told["blog news"]
    comment = db.session.query(BlogComment.id).filter_by(post_id=post.id, topic_id=None).first()[0]
    return {
        **{what: blogs.post(one.id, one.slug) for what, one in told.items()},
        "blog history": blogs.post_act(post.id, "history"),
        "blog post to edit": blogs.post_act(post.id, "edit"),
        "blog news to edit": blogs.post_act(news.id, "edit"),
        "blog comment to a topic": blogs.comment_act(comment, "topic"),
    }


def _troubles(solved: Topic, crowd: Mapping[str, Member]) -> dict[str, str]:
    """Have something flagged, decided, appealed and watched; return the addresses of the pages about it."""
    opening = people.opening(solved)
    waiting = rulings.flag(opening, crowd["thanker"], "OFF_TOPIC", f"It is about {LONG_WORD}.")
    answer = people.answer(solved, crowd["wordy"], f"Off the topic: {LONG_WORD}.")
    removed = rulings.uphold(rulings.flag(answer, crowd["asker"]), crowd["agent"])
    appeals.appeal(case=removed, by=people.viewer(crowd["wordy"]), text="It belongs exactly there.")
    rulings.watch("casino", "hold")
    return {
        "case": f"/moderation/cases/{waiting.id}",
        "flag": f"/moderation/flag/topic/{solved.id}",
        "redact": f"/moderation/redact/topic/{solved.id}",
        "sanction": f"/moderation/people/{crowd['wordy'].id}",
    }


def _question(board: Board, crowd: Mapping[str, Member], number: int) -> str:
    topic = people.topic(board, crowd["asker"], f"Why does the charger wait? ({number})")
    people.answer(topic, crowd["helper"], "It waits for the tariff.")
    return addresses.topic(topic.id, topic.slug)


def _places(board: Board, lounge: Board, solved: Topic, settled: Mapping[str, Topic]) -> dict[str, str]:
    opening = people.opening(solved).id
    nowhere = addresses.board("nothing-here-yet")
    edited = db.session.query(Post.id).filter(Post.edited_at.is_not(None)).scalar()
    return {
        "board": addresses.board(board.slug),
        "board empty": nowhere,
        "board social": addresses.board("coffee-and-cake"),
        "board of an organisation": addresses.board("hillside"),
        "board without solved": f"{nowhere}?sort=solved",
        "board of staff": addresses.board(lounge.slug),
        "board to change": f"{addresses.board(board.slug)}/edit",
        "tag": addresses.tag("charging"),
        "topic": addresses.topic(solved.id, solved.slug),
        "post to edit": addresses.post_act(opening, "edit"),
        "answer to deny": addresses.post_act(edited, "deny"),
        "history": addresses.history(edited),
        "topic to split": addresses.topic_act(solved.id, "split"),
        **{f"topic grown to {act}": addresses.topic_act(settled["grown"].id, act) for act in ("move", "merge")},
        "topic grown to merge with another": f"{addresses.topic_act(settled['grown'].id, 'merge')}?into={solved.id}",
        "post with files to edit": addresses.post_act(people.opening(settled["quiet"]).id, "edit"),
        "file to remove": addresses.file_act(1, "hide"),
        **{f"topic {why}": addresses.topic(one.id, one.slug) for why, one in settled.items()},
    }
