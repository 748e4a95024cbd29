"""Somebody who is erased stands nowhere any more: in no row, no index, no file, on no page; and no number moves."""

import zlib
from datetime import date

import pytest
from house import index, secrets
from moderation.test_redaction import lived, rows_with
from sqlalchemy import JSON, Boolean, Float, Integer, Numeric, String, func, select, text, update
from support import blogging, databases, memos, people, rulings, telling, uploading, wishes

from community.accounts import customer_merges, handles, keys, leaving
from community.accounts.customers import CustomerNote, record_customers
from community.accounts.door_models import Identity, Passkey, RecoveryCode, SecondStep, Session
from community.accounts.models import Look, Member
from community.accounts.tokens import LIFETIMES
from community.blogs import recounts as blogs
from community.blogs.models import BlogPost
from community.forum import recounts as forum
from community.forum.models import Topic
from community.forum.rules import quotation
from community.forum.services import bookmarks, edits, files, kudos, saved_drafts
from community.kernel import clock, consumers, indexer, mail, pdf_words, worker
from community.kernel import db as kernel_db
from community.kernel.api.repeats import KeptAnswer
from community.kernel.db import Model, db
from community.kernel.redaction import may_hold_words
from community.kernel.rooms import house
from community.mail.models import Failing, Incoming, Original
from community.moderation import recounts as moderation
from community.moderation.services import appeals, sanctions
from community.notifications.models import Bundle, Choice, Mute, Reader
from ideas import recounts as ideas
from reputation import jobs as reputation
from voc.engagement import services as watching
from voc.insight.health_report import health_of
from voc.insight.memo import pages
from voc.insight.memo.models import Quote
from voc.insight.numbers import week_numbers
from voc.insight.topics import business_zone
from voc.listening.models import Voice
from voc.listening.voices import VOICES

__all__ = ["lived"]

NAME, HANDLE, EMAIL = "Zyzxqueline Plinkett", "zyzxqueline-plinkett", "zyzx.plinkett@people.example"
TAKEN = "vexmorrow"  # stands in what they wrote for everybody
PRIVATE = "wyrmquill"  # stands in what was theirs alone, or was written about them
# Columns that redaction leaves alone, and in which nobody's name can stand.
NOBODYS = {
    *("accounts_question.text", "accounts_question.answers", "moderation_word.phrase", "moderation_word.folded"),
    *("accounts_sign_up.address", "accounts_sign_up.doubts"),  # a digest, and codes
    *(f"accounts_erasure.{name}" for name in ("name", "handle", "email", "walk", "after")),  # until it is done
    *("kernel_event.payload", "kernel_outbox.key"),  # ids, numbers and codes
    *("kernel_job_run.job", "kernel_job_run.period", "kernel_job_run.owner"),
    *("admin_role_change.from_role", "admin_role_change.to_role", "mail_incoming.url"),  # codes, and an id
    # What machines say to each other, and addresses of programs.
    *("mail_place.error", *(f"notifications_webhook.{name}" for name in ("url", "kinds", "secret", "old_secret"))),
    *(f"notifications_delivery.{name}" for name in ("kind", "key", "answer")),
}
# Tables from which rows go, or that tell of the erasure itself.
CHANGING = {
    *("accounts_handle", "accounts_identity", "accounts_look", "accounts_merge"),
    *("accounts_customer", "accounts_member", "accounts_token", "forum_bookmark", "forum_draft", "forum_file"),
    *("forum_reading", "forum_visit", "forum_follow", "moderation_saying", "insight_memo_quote"),
    *("kernel_cursor", "kernel_event", "kernel_job_run", "kernel_once", "kernel_outbox", "kernel_worker"),
    *("accounts_passkey", "accounts_recovery_code", "accounts_second_step", "accounts_session", "kernel_idempotency"),
    *("mail_failing", "mail_original"),
    *(f"notifications_{name}" for name in ("bundle", "choice", "mute", "notice", "reader")),
}

READERS = [("postgresql", "anonymous"), ("sqlite", "admin")]
# How long a text is: without a name it is shorter, and a rebuild counts what can be read. Nothing is made of it.
SHORTER = "listening_voice.words"


@pytest.fixture
def person(lived):
    """Somebody who did everything that one can do here, with their private words in all of it."""
    made = people.member(NAME, email=EMAIL)
    made.about = f"I am {NAME}, {PRIVATE}."
    viewer, agent, other = people.viewer(made), lived, people.member("Oda Agent", role="agent")
    topic = db.session.scalars(select(Topic).order_by(Topic.id)).first()
    people.topic(people.board("Their board"), made, f"Ask {NAME} about the hub", body=f"Or write to {EMAIL}.")
    answer = people.answer(topic, made, f"I am {NAME}, @{HANDLE}.")
    edits.edit_post(post=answer, topic=topic, by=viewer, body=f"I am {NAME} still, @{HANDLE}.")
    people.answer(topic, agent, f"Thanks @{HANDLE}, and **Zyzxqueline** Plinkett's friend.")
    kudos.give_kudos(post=people.opening(topic), topic=topic, by=viewer)
    idea = wishes.idea(made, f"Do as {NAME} does", body="A wish with a long enough body.")
    wishes.comment(idea, made, f"Yours, {NAME}.")
    blogging.comment(db.session.scalars(select(BlogPost).where(BlogPost.visibility == "public")).first(), made)
    bookmarks.bookmark(topic=topic, by=viewer)
    saved_drafts.save_draft(by=viewer, words={"body": f"Dear {PRIVATE}"}, topic_id=topic.id)
    keys.issue(by=viewer, name=PRIVATE, lifetime=LIFETIMES[0], may_write=False, with_role=False)
    record_customers([CustomerNote(member_id=made.id, source="CRM", as_of=date(2020, 1, 1), values={"tier": "gold"})])
    _attach_files(made, agent, answer, topic)
    rulings.flag(people.opening(topic), made, note=PRIVATE)
    case = rulings.uphold(rulings.flag(people.answer(topic, made, "Rude."), agent), other, remark=PRIVATE)
    appeals.appeal(case=case, by=viewer, text=f"It was not {PRIVATE}.")
    sanctions.impose(member=made, by=people.viewer(agent), kind="silence", days=3, reason="PII", remark=PRIVATE)
    watching.add_entry(member=made, reason=f"The {PRIVATE} affair.", by=people.viewer(agent))
    mail.send(key="to them", to=EMAIL, subject=f"Dear {NAME}", text=PRIVATE)
    mail.send(key="about them", to=agent.email, subject=f"{NAME} answered you", text=f"@{HANDLE} says hello.")
    db.session.execute(
        update(Quote).where(Quote.number == 1).values(thing_kind="post", thing_id=answer.id, text=PRIVATE)
    )
    _come_in_and_be_told(made, answer)
    _be_known_elsewhere(made, other)
    db.session.commit()
    return made


def _attach_files(made, agent, answer, topic):
    """Let files of theirs and of others be called like them and speak of them, attached and waiting."""
    said = f"{NAME} <{EMAIL}> logged in as {HANDLE}".encode()
    pdf = b"%PDF-1.4 stream\n" + zlib.compress(said) + b"\nendstream"
    theirs = [("cv_Zyzxqueline_Plinkett.log", said), ("theirs.pdf", pdf), (f"{HANDLE}.png", None)]
    uploading.attached(answer, topic, made, *(uploading.upload(*one) for one in theirs))
    others = [uploading.upload("zyzxquelineplinkett.log", b"About " + said), uploading.upload("other.pdf", pdf + b" ")]
    uploading.attached(people.answer(topic, agent), topic, agent, *others)
    kept = {"topic_id": topic.id, "by": people.viewer(made)}
    files.keep(uploads=[uploading.upload(f"{PRIVATE}.log", PRIVATE.encode())], **kept)


def _come_in_and_be_told(made, answer):
    """Let somebody have each door's keys, letters both ways, and choices of what they are told."""
    now, mine = clock.now(), {"member_id": made.id}
    seen = {"began_at": now, "seen_at": now, "ends_at": now, "network": "198.51.100.0/24"}
    bundle = Bundle(way="daily", begun_at=now, due_at=now + leaving.TIME_TO_THINK * 2, **mine)
    letter = Incoming(at=now, digest="d", size=9, sender=EMAIL, subject=NAME, text=PRIVATE, **mine)
    letter.state, letter.reason, letter.remark, letter.settled_at = "waiting", "other_sender", NAME, now
    stray = Incoming(at=now, digest="e", size=9, sender=EMAIL, settled_at=now, state="waiting", reason="other_sender")
    db.session.add_all([bundle, letter, stray])
    db.session.flush()
    telling.notice(made, answer).bundle_id = bundle.id
    db.session.add_all(
        [
            Session(digest="d", device_digest="d", browser=PRIVATE, system="Linux", **seen, **mine),
            Passkey(name=PRIVATE, credential="theirs", public_key="p", sign_count=0, made_at=now, **mine),
            *(SecondStep(sealed="s", last_count=0, made_at=now, **mine), RecoveryCode(digest="d", **mine)),
            KeptAnswer(key=PRIVATE, fingerprint="f", status=201, body={"said": PRIVATE}, at=now, **mine),
            Original(incoming_id=letter.id, content=PRIVATE.encode()),
            Failing(address=EMAIL, for_good=True, times=1, status="5.1.1", since=now, last_at=now, **mine),
            *(Choice(reason="answer", way="daily", **mine), Reader(quiet_from=22, **mine)),
            Mute(kind="topic", thing_id=answer.topic_id, at=now, **mine),
        ]
    )


def _be_known_elsewhere(made, agent):
    """Let somebody have names on other channels, another record of theirs, and one who looked."""
    by, again = people.viewer(agent), people.member("Somebody Once More")
    handles.link(member=made, channel="x", handle=HANDLE, verified=True, reason=f"{NAME} told us.", by=by)
    customer_merges.merge(kept=made, dropped=again, reason=f"{NAME} told us so.", by=by)
    mine = {"member_id": made.id}
    db.session.add(Look(by_id=agent.id, at=clock.now(), **mine))
    db.session.add(Identity(issuer="https://id.example", subject=EMAIL, linked_at=clock.now(), **mine))


def columns():
    """Yield every column that could hold a name: text and JSON, but keys and codes."""
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            words = isinstance(column.type, String | JSON) and not (column.primary_key or column.foreign_keys)
            if words and (may_hold_words(column) or column.info.get("kept")):
                yield column


def plant(owner):
    """Put the names into every column that may hold them; those that redaction leaves alone in the person's own row."""
    said = f"about {NAME}, {EMAIL} and @{HANDLE}"
    for column in columns():
        place, table = f"{column.table.name}.{column.name}", column.table
        if place in NOBODYS or table.name == "accounts_member":
            continue
        whose = next((table.c[name] for name in ("member_id", "author_id") if name in table.c), None)
        key = next(iter(table.primary_key))
        if may_hold_words(column):
            first = select(func.min(key)).scalar_subquery()
            where, value = key == first, said
            if isinstance(column.type, JSON):
                value = {**(db.session.scalar(select(column).order_by(key)) or {}), "themes_against": said}
        else:
            assert whose is not None, f"{place} is KEPT: erase it with its member, or list it in NOBODYS"
            where, value = whose == owner.id, said
        changed = db.session.execute(update(table).where(where).values({column.name: value})).rowcount
        assert changed, f"{place} has no row to plant a name in; let `person` or `lived` make one"
    db.session.commit()


def numbers():
    """Return the sum of each column of numbers, by table."""
    found = {}
    for table in Model.metadata.sorted_tables:
        counted = [c for c in table.columns if isinstance(c.type, Integer | Float | Numeric | Boolean)]
        if table.name in CHANGING or not counted:
            continue
        sums = (func.sum(c.cast(Integer) if isinstance(c.type, Boolean) else c).label(c.name) for c in counted)
        row = db.session.execute(select(func.count().label("rows"), *sums).select_from(table)).mappings().one()
        found[table.name] = {name: round(float(value or 0), 4) for name, value in row.items()}
    return found


def moved(before, after):
    """Return which sums are others now: (before, after) by column."""
    pairs = {f"{t}.{c}": (before[t][c], value) for t, row in after.items() for c, value in row.items()}
    return {place: pair for place, pair in pairs.items() if pair[0] != pair[1] and place != SHORTER}


def figures():
    """Return what executives read of a week: measures, health, and an edition's numbers."""
    zone = business_zone()
    measures = repr([(m.name, m.value, m.n) for m in week_numbers(memos.WEEK).measures])
    edition = pages.page_of(memos.WEEK)
    return measures, repr(health_of(memos.WEEK, zone)), edition.numbers, edition.themes


def member_numbers():
    names = ("topics", "replies", "accepted", "kudos", "points", "standing", "followers")
    found = db.session.execute(select(Member.id, *(getattr(Member, name) for name in names)).order_by(Member.id))
    return [tuple(row) for row in found]


def bytes_with(word, settings):
    """Return the files of the installation that hold a word, packed or not; on PostgreSQL, rows of the index too."""
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    found = [path.name for path in files if word in path.name or word in read(path).lower()]
    if not settings.is_sqlite:
        with kernel_db.reading():
            tables = ("kernel_search_document", "kernel_search_word")
            asked = (f"SELECT '{table}' FROM {table} AS row WHERE row::text ILIKE '%{word}%'" for table in tables)
            found += db.session.scalars(text(" UNION ALL ".join(asked)))
    return found


def read(path):
    content = path.read_bytes()
    return content.decode("latin-1") + (pdf_words.words(content) if content.startswith(b"%PDF") else "")


def counted_anew():
    """Work out what is worked out each night, and count every counter anew; return which were mended."""
    with kernel_db.writing():
        reputation.refresh()
    return [one for room in (blogs, forum, ideas, moderation) for one in room.recount() if one[1]]


@pytest.mark.prove
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session")
def test_an_erased_person_is_in_no_row_index_or_file_and_no_number_moves(person, live_app):
    settings, id_ = live_app.extensions["settings"], person.id
    plant(person)
    consumers.rebuild(VOICES)  # what was planted is heard
    worker.catch_up(settings)
    counted_anew()
    before, people_before, week_before = numbers(), member_numbers(), figures()
    stood = {"zyzx": len(rows_with("zyzx")), PRIVATE: len(rows_with(PRIVATE))}
    lay = {word: len(bytes_with(word, settings)) for word in ("zyzx", PRIVATE)}

    with kernel_db.writing():
        leaving.erase(db.session.get_one(Member, id_), why="asked", by=None)
    worker.catch_up(settings)
    with clock.at(clock.now() + leaving.TIME_TO_THINK), kernel_db.writing():
        for folder in range(256):
            files.clean_contents(f"{folder:02x}", clock.now())

    assert (stood["zyzx"] > 60, stood[PRIVATE] >= 10) == (True, True)
    assert (lay["zyzx"] >= 4, lay[PRIVATE] >= 1) == (True, True)
    assert rows_with("zyzx") == []
    assert rows_with(PRIVATE) == []
    assert counted_anew() == []
    assert moved(before, numbers()) == {}
    assert [one for projection in house().projections for one in consumers.check(projection)] == []
    assert (member_numbers(), figures()) == (people_before, week_before)
    assert indexer.check() == []
    db.session.remove()
    assert bytes_with("zyzx", settings) == []
    assert bytes_with(PRIVATE, settings) == []


@pytest.mark.prove
@pytest.mark.parametrize("kind", databases.REDUCED_KINDS, indirect=True, scope="session")
def test_words_that_are_taken_along_are_in_no_row_index_or_file_and_no_counter_moves(lived, live_app):
    settings, person, other = live_app.extensions["settings"], people.member(NAME), people.member("Quinn Quoter")
    id_ = person.id
    topic = people.topic(people.board("Their last board"), person, f"Why {TAKEN}", body=f"My {TAKEN} hub.")
    answer = people.answer(topic, person, f"Turn the {TAKEN} on.")
    edits.edit_post(post=answer, topic=topic, by=people.viewer(person), body=f"Turn the {TAKEN} off, {TAKEN}.")
    people.answer(topic, other, quotation(f"Turn the {TAKEN} on.", NAME) + "That helped.")
    wishes.comment(wishes.idea(person, f"More {TAKEN}", body=f"A {TAKEN} for everybody here."), person, f"{TAKEN}!")
    blogging.comment(db.session.scalars(select(BlogPost)).first(), person, f"Your {TAKEN} is fine.")
    db.session.commit()
    worker.catch_up(settings)
    before, people_before = numbers(), member_numbers()
    stood = len(rows_with(TAKEN))

    with kernel_db.writing():
        leaving.erase(db.session.get_one(Member, id_), why="left", by=id_, with_words=True)
    worker.catch_up(settings)

    assert stood > 12
    assert rows_with(TAKEN) == []
    assert {place for place in moved(before, numbers()) if not place.startswith("listening_voice.")} == set()
    assert member_numbers() == people_before
    assert indexer.check() == []
    assert heard_of(id_) == {("empty", None, 0)}
    db.session.remove()
    assert bytes_with(TAKEN, settings) == []


def heard_of(member_id):
    """Return how what a member said is understood."""
    columns = (Voice.status, Voice.compound, Voice.words)
    return {tuple(row) for row in db.session.execute(select(*columns).where(Voice.author_id == member_id))}


def test_the_archive_says_when_an_edition_was_restated(app, signed_in):
    author = db.session.get_one(Member, memos.voices()[0].author_id)
    memo, client = memos.drafted(), signed_in(people.member("Ed Itor", role="editor"))
    before = client.get(f"/insight/memos/{memo.week}").text

    for member_id in db.session.scalars(select(Member.id).where(Member.name.startswith("Visitor"))).all():
        leaving.erase(db.session.get_one(Member, member_id), why="asked", by=None)
    db.session.commit()
    after = client.get(f"/insight/memos/{memo.week}").text

    assert author.erased_at is not None
    assert "Restated on" not in before
    assert "Restated on" in after
    assert "[withdrawn]" in after


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "reader"), READERS if databases.WHOLE else READERS[:1], indirect=["kind"], scope="session"
)
def test_an_erased_author_is_behind_no_door(reader, app, readers):
    places = secrets.plant()
    author, author_handle = places.author, places.author.handle
    index.bring_up()
    every = [*secrets.doors(places), *secrets.api_doors(places)]
    client, doors = readers[reader], every if databases.WHOLE else every[::3]
    before = client.get("/blogs/").text

    leaving.erase(author, why="asked", by=None)
    db.session.commit()
    index.bring_up()
    pages = {door: client.get(door, follow_redirects=True) for door in doors}

    names = ("lotte", "~" + str(author.id))
    shown = {door: page for door, page in pages.items() if page.status_code == 200}
    # A page may repeat the handle that its reader asked for.
    echoed = {door: author_handle if author_handle in door else door for door in shown}
    bare = {door: page.text.lower().replace(echoed[door], "") for door, page in shown.items()}
    assert "Lotte Author" in before
    assert [door for door, page in pages.items() if page.status_code >= 500] == []
    assert {door: name for door, page in bare.items() for name in names if name in page} == {}
