"""Whatever happened and however it was batched, the ledger is the one that a rebuild gives."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from support import databases, earnings, people, wishes
from support.people import viewer

from community.forum.events import DownvoteImported, KudosGiven, KudosWithdrawn
from community.forum.models import Board, Post, Topic
from community.forum.services import answers, edits, kudos, merges, splits, verdicts, visibility
from community.kernel import clock, consumers
from community.kernel.db import db
from community.kernel.errors import Refused
from ideas.models import Idea
from ideas.services import moves, submissions, votes
from kb_harvest.events import ArticlePublished
from reputation.ledger import LEDGER
from reputation.models import Line

START = datetime(2026, 3, 2, tzinfo=UTC)
TEXTS = ("Restart it.", "Press the button on its side for five seconds.")


class History:
    """A few people who do anything to each other on three days, two of them near each other, in no order of time."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        board = people.board("Getting started")
        self.crowd = [people.member(f"Person {n}") for n in range(2)]
        self.readers = [people.member(f"Reader {n}") for n in range(4)]
        self.agent = people.member("Abel Agent", role="agent")
        self.topics = [people.topic(board, self._one(), f"A question, number {n}") for n in range(3)]
        self.ideas = [wishes.idea(self._one(), f"A wish, number {n}") for n in range(2)]
        for topic in self.topics:
            people.answer(topic, self._one(), self.chance.choice(TEXTS))

    def happen(self) -> None:
        """Let one thing happen, or be refused."""
        acts = [getattr(self, name) for name in dir(self) if name.startswith("act_")]
        acts += 3 * [self.act_answer, self.act_kudos, self.act_accept, self.act_restore, self.act_confirm]
        with clock.at(self._moment()):
            try:
                self.chance.choice(acts)()
                db.session.commit()
            except Refused:
                db.session.rollback()

    def act_answer(self) -> None:
        people.answer(self.chance.choice(self.topics), self._one(), self.chance.choice(TEXTS))

    def act_kudos(self) -> None:
        kudos.give_kudos(**self._post(), by=self._viewer())

    def act_no_kudos(self) -> None:
        kudos.withdraw_kudos(**self._post(), by=self._viewer())

    def act_confirm(self) -> None:
        verdicts.confirm(**self._first_answer(), by=self._reader())

    def act_deny(self) -> None:
        verdicts.deny(**self._first_answer(), by=self._reader(), because=TEXTS[1])

    def act_no_verdict(self) -> None:
        verdicts.withdraw_verdict(**self._first_answer(), by=self._reader())

    def act_accept(self) -> None:
        on = self._post("answer")
        answers.accept_answer(**on, by=self._asker_or_agent(on["topic"]))

    def act_unaccept(self) -> None:
        on = self._post("answer")
        answers.unaccept_answer(**on, by=self._asker_or_agent(on["topic"]))

    def act_hide(self) -> None:
        visibility.hide_post(**self._post(), by=viewer(self.agent), reason="Off the topic.")

    def act_restore(self) -> None:
        visibility.restore_post(**self._post(), by=viewer(self.agent))

    def act_edit(self) -> None:
        edits.edit_post(**self._post(), by=viewer(self.agent), body=self.chance.choice(TEXTS))

    def act_merge(self) -> None:
        older, newer = sorted(self.chance.sample(self.topics, 2), key=lambda topic: topic.created_at)
        merges.merge_topics(keep=older, drop=newer, by=viewer(self.agent))

    def act_part(self) -> None:
        merges.take_apart(topic=self.chance.choice(self.topics), by=viewer(self.agent))

    def act_split(self) -> None:
        post, topic = self._post("answer").values()
        by, title = viewer(self.agent), "Quite another question"
        board = db.session.get_one(Board, topic.board_id)
        splits.split_topic(topic=topic, post_ids=[post.id], board=board, title=title, by=by)

    def act_import(self) -> None:
        post = self._post()["post"]
        about = {"post_id": post.id, "topic_id": post.topic_id, "board_id": 1}
        about |= {"post_kind": post.kind, "author_id": post.author_id}
        event = self.chance.choice([KudosGiven, KudosGiven, KudosWithdrawn, DownvoteImported])
        earnings.tell_imported(self._moment(), event(**about))

    def act_harvest(self) -> None:
        posts = [self._post()["post"] for _ in range(2)]
        ids = {"post_ids": tuple(p.id for p in posts), "author_ids": tuple(p.author_id for p in posts)}
        earnings.tell(ArticlePublished(article_id=self.chance.randrange(2), topic_id=None, **ids, by=self.agent.id))

    def act_vote(self) -> None:
        votes.vote(idea=self._idea(), by=self._viewer())

    def act_unvote(self) -> None:
        votes.withdraw_vote(idea=self._idea(), by=self._viewer())

    def act_move(self) -> None:
        idea, to = self._idea(), self.chance.choice(["planned", "delivered"])
        moves.move_idea(idea=idea, seen=idea.status, to=to, by=viewer(self.agent), response="We read this with care.")

    def act_hide_idea(self) -> None:
        change = self.chance.choice([submissions.restore_idea, self._hide_idea])
        change(idea=self._idea(), by=viewer(self.agent))

    @staticmethod
    def _hide_idea(*, idea: Idea, by) -> None:
        submissions.hide_idea(idea=idea, by=by, reason="Off the topic.")

    def _moment(self) -> datetime:
        return START + timedelta(days=self.chance.choice([0, 1, 33]), minutes=self.chance.randrange(24 * 60))

    def _one(self):
        return self.chance.choice(self.crowd)

    def _viewer(self):
        return viewer(self._one())

    def _reader(self):
        return viewer(self.chance.choice(self.crowd + self.readers))

    def _asker_or_agent(self, topic: Topic):
        asker = next(p for p in self.crowd if p.id == topic.author_id)
        return viewer(self.chance.choice([asker, asker, self.agent]))

    def _post(self, *kinds: str) -> dict[str, object]:
        query = select(Post).where(Post.kind.in_(kinds)) if kinds else select(Post)
        return self._on(self.chance.choice(db.session.scalars(query.order_by(Post.id)).all()))

    def _first_answer(self) -> dict[str, object]:
        """Return one of the first three answers, so that many judge the same."""
        first = select(Post).where(Post.kind == "answer").order_by(Post.id).limit(3)
        return self._on(self.chance.choice(db.session.scalars(first).all()))

    @staticmethod
    def _on(post: Post) -> dict[str, object]:
        return {"post": post, "topic": db.session.get_one(Topic, post.topic_id)}

    def _idea(self) -> Idea:
        idea = self.chance.choice(self.ideas)
        db.session.refresh(idea)
        return idea


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(8) if databases.WHOLE else range(2))
def test_ledger_equals_its_rebuild_whatever_happened(seed, ledger, monkeypatch):
    history = History(seed)
    for _ in range(150):
        history.happen()
        if history.chance.random() < 0.2:
            monkeypatch.setattr(consumers, "BATCH", history.chance.choice([1, 2, 5, 500]))
            ledger.bring_up()
    ledger.bring_up()

    differences = {batch: _check(monkeypatch, batch) for batch in (1, 3, 500)}

    assert differences == {1: [], 3: [], 500: []}
    assert len({line.reversal or line.held for line in db.session.scalars(select(Line))}) >= 4


def _check(monkeypatch, batch):
    monkeypatch.setattr(consumers, "BATCH", batch)
    return consumers.check(LEDGER)
