"""Topics and what happens in them."""

from collections.abc import Iterator
from functools import partial

from community.forum import rules
from community.forum.models import Post
from community.forum.services import answers, edits, files, follows, kudos, me_too, posts, topics, verdicts
from community.kernel.db import db
from community.kernel.web.uploads import receive
from community.sample import model
from community.sample.pictures import picture_for

from .lived import SYSTEM, Lived, Step


class Talk:
    """The topics of the plan, each known by its number."""

    def __init__(self, lived: Lived) -> None:
        self._lived = lived
        self._astray = {moved.topic: moved.board for moved in lived.plan.tidying.moved}

    def steps(self) -> Iterator[Step]:
        """Yield every topic with what happens in it."""
        for topic in self._lived.plan.topics:
            yield topic.at, partial(self._start, topic)
            yield from self._acts_in(topic)

    def _acts_in(self, topic: model.Topic) -> Iterator[Step]:
        end = topic.closure.at if topic.closure else self._lived.plan.until
        written = [(0, edit) for edit in topic.edits]
        for reply in topic.replies:
            yield reply.at, partial(self._reply, topic, reply)
            written += [(reply.number, edit) for edit in reply.edits]
        for number, edit in written:
            if edit.at < end:
                yield edit.at, partial(self._edit, topic, number, edit)
        answered = {reply.number for reply in topic.replies if reply.kind == "answer"}
        for thanks in topic.kudos:
            yield thanks.at, partial(self._thank, topic, thanks)
            if thanks.post in answered and thanks.at.minute % 3 == 0:
                yield thanks.at, partial(self._confirm, topic, thanks)
        for follow in topic.follows:
            yield follow.at, partial(self._follow, topic, follow)
            if topic.kind == "question" and follow.by != topic.author and follow.at.minute % 2 == 0:
                yield follow.at, partial(self._have_it_too, topic, follow)
        if topic.acceptance:
            yield topic.acceptance.at, partial(self._accept, topic, topic.acceptance)
        if topic.closure:
            yield topic.closure.at, partial(self._close, topic, topic.closure)

    def _start(self, topic: model.Topic) -> None:
        started = topics.start_topic(
            board=self._lived.boards[self._astray.get(topic.number, topic.board)],
            by=self._lived.people[topic.author],
            title=topic.title,
            body=topic.body,
            tags=topic.tags,
            kind=topic.kind,
            files=self._picture_of(topic),
        )
        self._lived.topics[topic.number] = started
        self._lived.posts[topic.number, 0] = db.session.get_one(Post, topics.opening_id(started.id))

    def _picture_of(self, topic: model.Topic) -> files.Chosen:
        """Return what an asker adds to a question: here and there a picture."""
        drawn = picture_for(topic.number) if topic.kind == "question" else None
        if drawn is None:
            return files.NO_FILES
        kept = files.keep(by=self._lived.people[topic.author], uploads=[receive(drawn.name, drawn.content)])
        return files.Chosen(kept={file.id: drawn.alt for file in kept})

    def _reply(self, topic: model.Topic, reply: model.Reply) -> None:
        of, by = self._lived.topics[topic.number], self._lived.people[reply.author]
        if reply.kind == "answer":
            made = posts.reply(topic=of, by=by, body=reply.body)
        else:
            under = self._lived.posts[topic.number, reply.parent or 0]
            above = under if under.kind != "comment" else db.session.get_one(Post, under.parent_id)
            made = posts.comment(post=above, topic=of, by=by, body=reply.body)
        self._lived.posts[topic.number, reply.number] = made

    def _edit(self, topic: model.Topic, number: int, edit: model.Edit) -> None:
        edits.edit_post(
            post=self._lived.posts[topic.number, number],
            topic=self._lived.topics[topic.number],
            by=self._lived.people[edit.by],
            body=edit.body,
            reason=edit.reason,
        )

    def _thank(self, topic: model.Topic, thanks: model.Kudos) -> None:
        post = self._lived.posts[topic.number, thanks.post]
        kudos.give_kudos(post=post, topic=self._lived.topics[topic.number], by=self._lived.people[thanks.by])

    def _confirm(self, topic: model.Topic, thanks: model.Kudos) -> None:
        post = self._lived.posts[topic.number, thanks.post]
        verdicts.confirm(post=post, topic=self._lived.topics[topic.number], by=self._lived.people[thanks.by])

    def _have_it_too(self, topic: model.Topic, follow: model.Follow) -> None:
        me_too.say_me_too(topic=self._lived.topics[topic.number], by=self._lived.people[follow.by])

    def _follow(self, topic: model.Topic, follow: model.Follow) -> None:
        follows.follow(thing="topic", thing_id=self._lived.topics[topic.number].id, by=self._lived.people[follow.by])

    def _accept(self, topic: model.Topic, acceptance: model.Acceptance) -> None:
        post = self._lived.posts[topic.number, acceptance.reply]
        answers.accept_answer(post=post, topic=self._lived.topics[topic.number], by=self._lived.people[acceptance.by])

    def _close(self, topic: model.Topic, closure: model.Closure) -> None:
        of, by = self._lived.topics[topic.number], self._lived.people[closure.by]
        if not rules.is_moderator(by):
            by = SYSTEM
        if closure.duplicate_of:
            topics.mark_duplicate(topic=of, original=self._lived.topics[closure.duplicate_of], by=by)
        else:
            topics.close_topic(topic=of, by=by, reason=closure.reason)
