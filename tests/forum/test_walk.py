"""After any sequence of acts the counters are what a recount makes them."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from support import databases, people
from support.people import viewer

from community.accounts.models import Member
from community.forum import recounts
from community.forum.models import Board, Post, Topic
from community.forum.services import (
    answers,
    edits,
    kudos,
    me_too,
    merges,
    moves,
    posts,
    splits,
    topics,
    verdicts,
    visibility,
)
from community.kernel.db import db
from community.kernel.errors import Refused

STEPS = 520
REASON = "It seemed right."


class Walk:
    """People who do whatever comes to their minds; what is refused leaves no trace."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.people = [people.member(f"Person {n}", role=role) for n, role in enumerate(people.ROLES)]
        self.boards = [people.board("Getting started"), people.board("Staff room", visibility="staff")]
        self.done: Counter[str] = Counter()

    def step(self) -> None:
        acts = (
            *(self.ask, self.reply, self.comment, self.kudos, self.accept, self.judge, self.too),
            *(self.hide, self.close, self.edit, self.move, self.merge, self.split, self.part),
        )
        act: Callable[..., str] = self.dice.choice(acts)
        try:
            self.done[act(viewer(self.dice.choice(self.people)))] += 1
            db.session.commit()
        except Refused:
            db.session.rollback()
            self.done["refused"] += 1

    def post(self, *conditions: Any) -> tuple[Post, Topic]:
        found = db.session.execute(select(Post, Topic).join(Topic, Topic.id == Post.topic_id).where(*conditions)).all()
        if not found:
            raise Refused("There is no such post yet.")
        post, topic = self.dice.choice(found)
        return post, topic

    def either(self, this: str, other: str) -> str:
        return self.dice.choice((this, this, other))

    def ask(self, by: Any) -> str:
        tags = self.dice.sample(("hub", "battery", "c#"), 2)
        title = f"Question number {self.dice.random()}"
        topics.start_topic(
            board=self.dice.choice(self.boards), by=by, title=title, body="Why?", tags=tags, kind="question"
        )
        return "ask"

    def reply(self, by: Any) -> str:
        posts.reply(topic=self.post()[1], by=by, body="Because.")
        return "reply"

    def comment(self, by: Any) -> str:
        post, topic = self.post()
        posts.comment(post=post, topic=topic, by=by, body="Yes.")
        return "comment"

    def kudos(self, by: Any) -> str:
        post, topic = self.post()
        act = self.either("give_kudos", "withdraw_kudos")
        getattr(kudos, act)(post=post, topic=topic, by=by)
        return act

    def judge(self, by: Any) -> str:
        found = self._named(self.post(Post.kind == "answer"))
        if self.dice.random() < 0.3:
            verdicts.deny(**found, by=by, because="Still dark.")
            return "deny"
        act = self.either("confirm", "withdraw_verdict")
        getattr(verdicts, act)(**found, by=by)
        return act

    def too(self, by: Any) -> str:
        act = self.either("say_me_too", "withdraw_me_too")
        getattr(me_too, act)(topic=self.post()[1], by=by)
        return act

    def accept(self, by: Any) -> str:
        post, topic = self.post(Post.kind == "answer")
        asker = next(person for person in self.people if person.id == topic.author_id)
        act = self.either("accept_answer", "unaccept_answer")
        getattr(answers, act)(post=post, topic=topic, by=viewer(asker))
        return act

    def hide(self, by: Any) -> str:
        if self.dice.random() < 0.5:
            visibility.restore_post(**self._named(self.post(Post.hidden_at.is_not(None))), by=by)
            return "restore"
        visibility.hide_post(**self._named(self.post()), by=by, reason=REASON)
        return "hide"

    def close(self, by: Any) -> str:
        topic = self.post()[1]
        if topic.closed_at:
            topics.reopen_topic(topic=topic, by=by)
            return "reopen"
        if self.dice.random() < 0.5:
            topics.close_topic(topic=topic, by=by, reason=REASON)
            return "close"
        topics.mark_duplicate(topic=topic, original=self.post()[1], by=by)
        return "duplicate"

    def edit(self, by: Any) -> str:
        tags = self.dice.sample(("hub", "battery", "lamp"), 2)
        edits.edit_post(**self._named(self.post()), by=by, body="Better.", title="A better question", tags=tags)
        return "edit"

    def move(self, by: Any) -> str:
        moves.move_topic(topic=self.post()[1], board=self.dice.choice(self.boards), by=by)
        return "move"

    def merge(self, by: Any) -> str:
        older, newer = sorted((self.post()[1], self.post()[1]), key=lambda topic: topic.created_at)
        merges.merge_topics(keep=older, drop=newer, by=by)
        return "merge"

    def part(self, by: Any) -> str:
        merged = db.session.scalars(select(Topic).where(Topic.merged_into_id.is_not(None))).all()
        if not merged:
            raise Refused("Nothing is merged yet.")
        merges.take_apart(topic=self.dice.choice(merged), by=by)
        return "part"

    def split(self, by: Any) -> str:
        post, topic = self.post(Post.kind == "answer")
        chosen = {post.id, self.post(Post.kind == "answer", Post.topic_id == topic.id)[0].id}
        board, title = self.dice.choice(self.boards), "Quite another question"
        splits.split_topic(topic=topic, post_ids=chosen, board=board, title=title, by=by)
        return "split"

    def _named(self, found: tuple[Post, Topic]) -> dict[str, Any]:
        return {"post": found[0], "topic": found[1]}


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1, 7) if databases.WHOLE else [1])
def test_counters_equal_recounts_after_a_random_walk(seed, app):
    walk = Walk(seed)
    for _ in range(STEPS):
        walk.step()

    mended = {name: rows for name, rows in recounts.recount() if rows}

    assert mended == {}
    assert len(walk.done) == 23, walk.done


def totals(board, member):
    return board.topics, board.posts, member.accepted, member.replies


def test_a_recount_mends_what_is_wrong(resolved_topic, answer, helper, board):
    kept = totals(board, helper)
    db.session.execute(update(Board).values(topics=7, posts=7))
    db.session.execute(update(Topic).values(replies=7, accepted=7, kudos=7, me_too=7))
    db.session.execute(update(Post).values(kudos=7, downvotes=7, worked=7, failed=7))
    db.session.execute(update(Member).values(topics=7, replies=7, accepted=7, kudos=7))
    db.session.commit()

    list(recounts.recount())

    db.session.expire_all()
    assert kept == totals(board, helper)
    assert (resolved_topic.replies, resolved_topic.accepted, resolved_topic.me_too, answer.kudos) == (1, 1, 0, 0)
    assert (answer.worked, answer.failed) == (0, 0)


def test_kudos_count_once_however_often_they_are_given(topic, answer, asker, helper):
    for _ in range(3):
        kudos.give_kudos(post=answer, topic=topic, by=viewer(asker))
    db.session.expire_all()
    given = (answer.kudos, helper.kudos, topic.kudos)

    for _ in range(3):
        kudos.withdraw_kudos(post=answer, topic=topic, by=viewer(asker))

    db.session.expire_all()
    assert given == (1, 1, 0)
    assert (answer.kudos, helper.kudos) == (0, 0)


def test_several_answers_can_be_accepted_and_each_taken_back(topic, asker, helper, mvp):
    first, second = people.answer(topic, helper), people.answer(topic, mvp)
    for post in (first, second, first):
        people.accept(topic, post, asker)
    accepted = (topic.accepted, helper.accepted, mvp.accepted)

    for _ in range(2):
        answers.unaccept_answer(post=first, topic=topic, by=viewer(asker))

    db.session.expire_all()
    assert accepted == (2, 1, 1)
    assert (topic.accepted, helper.accepted, mvp.accepted) == (1, 0, 1)
    assert (first.accepted_at, first.accepted_by_id) == (None, None)


def test_an_answer_to_ones_own_question_earns_nothing(topic, asker):
    own = people.answer(topic, asker, "I found it myself.")

    people.accept(topic, own, asker)

    db.session.expire_all()
    assert (topic.accepted, asker.accepted) == (1, 0)
