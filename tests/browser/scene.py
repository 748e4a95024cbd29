"""A small community with everything that a page can be asked to show, made by the product's own services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from support import people

from community.accounts.models import Member
from community.forum import addresses
from community.forum.models import Board, Post, Topic
from community.forum.services import edits, kudos, topics, visibility
from community.kernel import clock
from community.kernel.db import db

LONG_WORD = "Batterieladezustandsanzeigenverzögerungsausgleichskondensator"
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

    def question(self) -> str:
        """Return the address of a question, with one answer, that no other test has touched."""
        return self.questions.pop()


def build() -> Community:
    """Fill the database; an application context with an empty one is open."""
    with clock.at(clock.now() - timedelta(days=3)):
        crowd = _crowd()
        board, lounge = people.board("Charging"), people.board("Staff room", visibility="staff")
        people.board("Nothing here yet")
        solved = _solved(board, crowd)
        settled = _settled(board, crowd, solved)
        questions = [_question(board, crowd, number) for number in range(12)]
    cookies = {name: cookie(who) for name, who in crowd.items()}
    return Community(_places(board, lounge, solved, settled), cookies, questions)


def cookie(member: Member) -> str:
    """Return the session cookie of somebody who signed in."""
    signer = current_app.session_interface.get_signing_serializer(current_app)  # type: ignore[attr-defined]
    return str(signer.dumps({"_user_id": member.fs_uniquifier, "_fresh": True}))


def _crowd() -> dict[str, Member]:
    """Return the people by what they are to the tests."""
    crowd = {
        "asker": people.member("Ines Asker"),
        "helper": people.member("Tom Helper"),
        "mvp": people.member("Mia Veep", role="mvp"),
        "admin": people.member("Ada Admin", role="admin"),
        "wordy": people.member(LONG_WORD[:60]),
        "thanker": people.member("Theo Thanker"),
        "attacker": people.member("Al Attacker", role="admin"),
    }
    crowd["asker"].about = f"I charge at home.\n{LONG_WORD * 3}"
    db.session.commit()
    return crowd


def _solved(board: Board, crowd: Mapping[str, Member]) -> Topic:
    """A question with rich text, many answers, comments, an imported answer, a hidden one and an accepted one."""
    asker, helper = crowd["asker"], crowd["helper"]
    tags = ("charging", "a-tag-as-long-as-a-tag-may-ever-be-x", "error-code")
    topic = people.topic(board, asker, f"Pilot error after the update: {LONG_WORD}", body=RICH, tags=tags)
    people.comment(people.opening(topic), topic, crowd["wordy"], f"The same here. {LONG_WORD * 2}")
    _import(people.answer(topic, crowd["wordy"], "This came from elsewhere.\n\n" + RICH))
    hidden = people.answer(topic, helper, "Buy my cables.")
    visibility.hide_post(post=hidden, topic=topic, by=people.viewer(crowd["admin"]), reason="It only advertises.")
    best = people.answer(topic, helper, "Clean the pins, then let support change the plug.")
    kudos.give_kudos(post=best, topic=topic, by=people.viewer(crowd["thanker"]))
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
    db.session.commit()
    return {"closed": closed, "duplicate": twice, "hidden": gone, "quiet": quiet}


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
        "board without solved": f"{nowhere}?sort=solved",
        "board of staff": addresses.board(lounge.slug),
        "board to change": f"{addresses.board(board.slug)}/edit",
        "tag": addresses.tag("charging"),
        "topic": addresses.topic(solved.id, solved.slug),
        "post to edit": addresses.post_act(opening, "edit"),
        "history": addresses.history(edited),
        **{f"topic {why}": addresses.topic(one.id, one.slug) for why, one in settled.items()},
    }
