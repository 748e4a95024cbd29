"""Private words cut out: gone from every row, the index, the file's bytes, and from nothing else."""

import pytest
from house import secrets
from sqlalchemy import JSON, String, cast, func, select, text, update
from support import mails, memos, people, rulings, wishes
from support.people import viewer

from community.accounts import keys
from community.accounts.door_models import Passkey
from community.accounts.models import Member
from community.accounts.tokens import LIFETIMES
from community.admin import services as roles
from community.forum.models import Post, Revision, Topic
from community.forum.services import edits, saved_drafts
from community.kernel import clock, indexer, mail, markup, redaction, worker
from community.kernel import db as kernel_db
from community.kernel.api.repeats import KeptAnswer
from community.kernel.db import Model, db
from community.kernel.errors import Refused
from community.kernel.events import EventRow, revive
from community.kernel.outbox import OutboxRow
from community.kernel.redaction import may_hold_words
from community.kernel.web.once import OnceToken
from community.moderation import letters, subjects
from community.moderation.models import Act
from community.moderation.services import appeals, redactions, sanctions
from ideas.models import Idea
from kb_harvest.models import SetAside
from voc.insight.memo.models import FollowUp
from voc.listening.models import Voice

SECRET = "Zyzxqueline Plinkett-77"
FORMS = (SECRET, "zyzxqueline plinkett-77", "zyzxqueline-plinkett-77", "Zyzxqueline%20Plinkett-77", "zyzxqueline")


def redact(thing, by, words=SECRET, reason="PII"):
    made = redactions.redact(thing=thing, words=words, reason=reason, by=viewer(by))
    db.session.commit()
    return made


def thing_of(kind, thing_id):
    return subjects.subjects([(kind, thing_id)], subjects.SYSTEM)[kind, thing_id]


def rows_with(word):
    """Return every column of every table that holds the word, whether we think that it may hold words or not."""
    found = []
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | JSON):
                count = select(func.count()).where(cast(column, String).icontains(word))
                if db.session.scalar(count):
                    found.append(f"{table.name}.{column.name}")
    return found


@pytest.fixture
def lived(live_app):
    """A community with something in every table that holds words."""
    places = secrets.plant()
    db.session.commit()
    agent, writer = people.member("Abel Agent", role="agent"), places.author
    case = rulings.flag_thing("post", people.answer(places.topics[0], people.member("Una Writer")).id, agent)
    rulings.uphold(case, people.member("Otto Agent", role="agent"), remark="Off.")
    appeals.appeal(case=case, by=viewer(db.session.get_one(Member, case.author_id)), text="Please look once more.")
    punished = people.member("Pia Punished")
    more = {"kind": "silence", "days": 3, "reason": "PII", "remark": "Please stop."}
    sanctions.impose(member=punished, by=viewer(agent), **more)
    words = {"title": "A draft", "body": "Not yet", "tags": "", "board": "", "kind": "question"}
    saved_drafts.save_draft(by=viewer(writer), words=words)
    keys.issue(by=viewer(writer), name="A program", lifetime=LIFETIMES[0], may_write=False, with_role=False)
    mails.handled(mails.letter(sender="somebody@else.example"))
    mail.send(key="k1", to="a@b.example", subject="Hello", text="Words")
    db.session.commit()
    memos.voices()
    memo, now = memos.drafted(), clock.now()
    wishes.move(places.ideas[0], agent, "under_review")
    said = {"at": now, "by_id": agent.id, "reason": "It is done."}
    db.session.add(FollowUp(memo_id=memo.id, fate="done", **said))
    db.session.add(SetAside(topic_id=places.topics[1].id, **said))
    db.session.add(Passkey(member_id=agent.id, name="Key", credential="c", public_key="p", sign_count=0, made_at=now))
    roles.give_role(member=punished, role="mvp", reason="It is time.", by=viewer(agent))
    db.session.add(OnceToken(member_id=agent.id, token="once", location="/", used_at=now))
    db.session.add(KeptAnswer(member_id=agent.id, key="k", fingerprint="f", status=201, body={}, at=now))
    db.session.commit()
    worker.catch_up(live_app.extensions["settings"])
    return agent


def plant_everywhere():
    """Put the secret into one row of every column that may hold words; return the columns."""
    planted = []
    for table in Model.metadata.sorted_tables:
        key = next(iter(table.primary_key))
        for column in filter(may_hold_words, table.columns):
            first = select(func.min(key)).scalar_subquery()
            value = f"about {SECRET} and more"
            if isinstance(column.type, JSON):
                value = {**(db.session.scalar(select(column).order_by(key)) or {}), "themes_against": value}
            changed = db.session.execute(update(table).where(key == first).values({column.name: value})).rowcount
            assert changed, f"{table.name} is empty"
            planted.append(f"{table.name}.{column.name}")
    db.session.commit()
    return planted


def test_a_secret_in_every_text_of_every_room_is_gone_from_rows_index_and_bytes(lived, live_app):
    settings = live_app.extensions["settings"]
    planted = plant_everywhere()
    topic = db.session.scalars(select(Topic).order_by(Topic.id)).first()
    answer = people.answer(topic, people.member("Wil Writer"), f"Ring **{SECRET}** or write to him: {SECRET}.")
    worker.catch_up(settings)
    before = rows_with("zyzxqueline")

    redact(thing_of("post", answer.id), lived)
    worker.catch_up(settings)

    assert set(planted) <= set(before)
    assert len(planted) > 55
    assert [rows_with(form) for form in FORMS] == [[]] * len(FORMS)
    assert "[withdrawn]" in db.session.get_one(Post, answer.id).body
    db.session.remove()
    assert holding_bytes(settings) == []


def holding_bytes(settings):
    """Return the files of the installation that hold the secret in any form; on PostgreSQL, rows of the index."""
    if not settings.is_sqlite:
        with kernel_db.reading():
            tables = ("kernel_search_document", "kernel_search_word")
            asked = (f"SELECT '{table}' FROM {table} AS row WHERE row::text ILIKE '%zyzx%'" for table in tables)
            return list(db.session.scalars(text(" UNION ALL ".join(asked))))
    files = [path for path in settings.data_dir.rglob("*") if path.is_file() and path.suffix != ".eml"]
    return [path.name for path in files if b"zyzxqueline" in path.read_bytes().lower()]


@pytest.mark.parametrize(
    ("stored", "column", "left"),
    [
        ("Ring **Jo Müller** at once.", "body", "Ring **[withdrawn]** at once."),
        ("Ring jo\n> MÜLLER.", "body", "Ring [withdrawn]."),
        ("<p>Ring <b>Jo</b> Müller &amp; me</p>", "html", "<p>Ring <b>[withdrawn] &amp; me</p>"),
        ('<p><a href="https://x.example/?q=Jo%20M%C3%BCller">look</a></p>', "html", "<p>look</p>"),
        ("/forum/topics/7-call-jo-muller-now", "location", "/forum/topics/7-call-withdrawn-now"),
        ("A major muller.", "body", "A major muller."),
        ("He said it to Jo…", "excerpt", "He said it to [withdrawn]…"),
        ("He said it to Jojo…", "excerpt", "He said it to Jojo…"),
    ],
)
def test_a_passage_is_found_in_every_form_and_nothing_else(stored, column, left):
    passages = [redaction.Passage("Jo Müller")]

    assert redaction._without(stored, column, passages) == left


def test_a_passage_with_signs_of_html_is_found_in_its_page(topic, helper, agent):
    made = people.answer(topic, helper, 'Use the key "A<b>&1" here.')

    redact(thing_of("post", made.id), agent, words='key "A<b>&1"')

    assert (made.body, markup.plain(made.html)) == ("Use the [withdrawn] here.", "Use the [withdrawn] here.")


def test_every_revision_and_every_quote_of_it_loses_the_words(topic, helper, asker, agent):
    made = people.answer(topic, helper, f"Ask {SECRET} about it.")
    edits.edit_post(post=made, topic=topic, by=viewer(helper), body="Ask him about it.")
    quoting = people.answer(topic, asker, f"> Ask {SECRET} about it.\n\nThanks!")

    redact(thing_of("post", made.id), agent)

    bodies = db.session.scalars(select(Revision.body).where(Revision.post_id == made.id).order_by(Revision.number))
    assert list(bodies) == ["Ask [withdrawn] about it.", "Ask him about it."]
    assert quoting.body == "> Ask [withdrawn] about it.\n\nThanks!"


def test_facts_and_log_say_who_and_where_in_ids_and_never_which_words(topic, helper, agent):
    made = people.answer(topic, helper, f"Ask {SECRET} about it.")

    done = redact(thing_of("post", made.id), agent)

    fact = db.session.scalars(select(EventRow).where(EventRow.kind == "kernel.words_cut")).one()
    act = db.session.scalars(select(Act)).one()
    assert fact.payload == {"touched": {"forum_post": [made.id]}}
    assert (act.act, act.code, act.by_id, act.member_id) == ("redacted", "PII", agent.id, helper.id)
    assert (done.places, done.reason, done.author_id) == (1, "PII", helper.id)


def test_the_author_is_told_with_the_rule(topic, helper, agent):
    made = people.answer(topic, helper, f"Ask {SECRET} about it.")
    redact(thing_of("post", made.id), agent)
    row = db.session.scalars(select(EventRow).where(EventRow.kind == "moderation.thing_redacted")).one()
    row.seq = 9_999

    letters.tell([revive(row)])

    mail_ = db.session.scalars(select(OutboxRow)).one().payload
    assert mail_["to"] == helper.email
    assert "cut out for good" in mail_["text"]
    assert "No private or confidential data" in mail_["text"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "one passage a line"),
        ("abc", "4 to 200 characters"),
        ("!!!!!", "letters or digits"),
        ("x" * 201, "4 to 200 characters"),
        ("nowhere to be found", "stand nowhere"),
    ],
)
def test_words_that_cannot_be_cut_are_refused(words, sentence, answer, agent):
    with pytest.raises(Refused, match=sentence):
        redact(thing_of("post", answer.id), agent, words=words)


@pytest.mark.parametrize("role", ["member", "mvp", "editor", "executive"])
def test_others_cut_nothing(role, answer):
    with pytest.raises(Refused, match="Only support agents and administrators"):
        redact(thing_of("post", answer.id), people.member("Otto Other", role=role), words="restart")


@pytest.mark.parametrize(("reason", "sentence"), [(None, "choose a reason"), ("MEDIA_INQUIRY", "nothing is removed")])
def test_nothing_is_cut_without_a_rule(reason, sentence, answer, agent):
    with pytest.raises(Refused, match=sentence):
        redact(thing_of("post", answer.id), agent, words="restart", reason=reason)


def test_words_that_stand_everywhere_are_refused(topic, helper, agent, monkeypatch):
    monkeypatch.setattr(redaction, "MOST_PLACES", 2)
    made = [people.answer(topic, helper, f"The hub is red, {number}.") for number in range(3)]

    with pytest.raises(Refused, match="in 3 places"):
        redact(thing_of("post", made[0].id), agent, words="hub is red")


def test_names_and_addresses_of_accounts_stay(topic, helper, agent):
    made = people.answer(topic, helper, f"I am {helper.name}, {helper.email}.")

    redact(thing_of("post", made.id), agent, words=f"{helper.name}\n{helper.email}")

    db.session.refresh(helper)
    assert made.body == "I am [withdrawn], [withdrawn]."
    assert (helper.name, helper.handle) == ("Tom Helper", "tom-helper")
    assert helper.email.startswith("tom.helper@")


def test_the_page_counts_first_and_cuts_once_one_is_sure(topic, helper, agent, signed_in):
    made = people.answer(topic, helper, f"Ask {SECRET} about it.")
    client, url = signed_in(agent), f"/moderation/redact/post/{made.id}"

    looked = client.post(url, data={"words": SECRET, "reason": "PII"})
    stands = SECRET in db.session.get_one(Post, made.id).body
    done = client.post(url, data={"words": SECRET, "reason": "PII", "sure": "y"}, follow_redirects=True)

    assert "nobody can bring these words back" in client.get(url).text
    assert "They stand in 1 place of the community" in looked.text
    assert stands
    assert "Cut out of 1 place." in done.text
    assert SECRET not in done.text
    assert client.post(url, data={"words": SECRET, "reason": "PII", "sure": "y"}).status_code == 422


def test_what_was_heard_of_it_is_heard_again(lived, live_app):
    topic = db.session.scalars(select(Topic).order_by(Topic.id)).first()
    made = people.answer(topic, people.member("Wil Writer"), f"This is terrible, {SECRET} ruined my hub.")
    idea = wishes.idea(people.member("Ida Idea"), f"Do as {SECRET} does", body="A wish with a long enough body.")
    settings = live_app.extensions["settings"]
    worker.catch_up(settings)

    redact(thing_of("post", made.id), lived)
    worker.catch_up(settings)

    heard = db.session.scalars(select(Voice.text).where(Voice.thing_kind == "post", Voice.thing_id == made.id)).one()
    assert heard == "This is terrible, [withdrawn] ruined my hub."
    assert (db.session.get_one(Idea, idea.id).title, db.session.get_one(Idea, idea.id).slug) == (
        "Do as [withdrawn] does",
        "do-as-withdrawn-does",
    )
    assert indexer.check() == []
