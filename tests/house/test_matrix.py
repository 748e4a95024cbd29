"""Every address of the house, asked by every role, answers what the written matrix says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, url_for
from house import index
from house import scene as community
from house.matrix import DONE, DOOR, GONE, MATRIX, MOVED, NO, OK, READERS, RULE, SEES, TOKEN
from house.scene import Scene
from support import blogging, databases, people, telling, uploading
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from community.forum.models import Board
from community.kernel.web import static

EVERY_READER = [
    *(("sqlite", role) for role in READERS),
    *(("postgresql", role) for role in ("member", "editor", "admin")),
]
SOME_READERS = [*(("sqlite", role) for role in ("anonymous", "member")), ("postgresql", "admin")]

BLOG_POST = {"title": "A post of my own", "body": "It tells what we do all day.", "visibility": "public"}
ADDRESS: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "accounts.member": lambda s: {"handle": s.helper.handle},
    "accounts.erase": lambda s: {"member_id": s.helper.id},
    "accounts.reset_second_step": lambda s: {"member_id": s.helper.id},
    **dict.fromkeys(
        ("accounts.customer", "accounts.link_handle", "accounts.merge_records"), lambda s: {"handle": s.helper.handle}
    ),
    **dict.fromkeys(
        ("accounts_api.show_customer", "accounts_api.record_customer"), lambda s: {"member": s.helper.handle}
    ),
    "accounts.unlink_handle": lambda s: {"handle_id": s.handle().id},
    "accounts.part_records": lambda s: {"merge_id": s.merged_records().id},
    **dict.fromkeys(
        ("forum.topics_of", "ideas.wished_by", "kb_harvest.contributed"), lambda s: {"handle": s.helper.handle}
    ),
    "forum.written_by": lambda s: {"handle": s.helper.handle, "what": "answers"},
    **dict.fromkeys(("forum.follow_member", "forum.unfollow_member"), lambda s: {"member_id": s.helper.id}),
    **dict.fromkeys(
        (
            *("forum.board", "forum.follow_board", "forum.unfollow_board"),
            *("forum_api.follow_board", "forum_api.unfollow_board"),
        ),
        lambda s: {"slug": s.board.slug},
    ),
    "forum.board_feed": lambda s: {"slug": s.board.slug},
    "forum_api.show_board": lambda s: {"slug": s.board.slug},
    **dict.fromkeys(
        (
            *("accounts_api.show_member", "forum_api.list_topics_of", "forum_api.list_answers_of"),
            *("ideas_api.list_ideas_of", "kb_harvest_api.list_articles_of"),
            *("reputation_api.show_reputation", "reputation_api.list_ledger"),
        ),
        lambda s: {"handle": s.helper.handle},
    ),
    "forum.edit_board": lambda s: {"slug": s.board.slug},
    **dict.fromkeys(
        (
            *("forum.tag", "forum.follow_tag", "forum.unfollow_tag"),
            *("forum_api.follow_tag", "forum_api.unfollow_tag"),
        ),
        lambda s: {"name": "battery"} if s.topic() else {},
    ),
    "forum.topic": lambda s: {"topic_id": s.topic().id, "slug": "the-hub-does-not-find-my-battery"},
    "forum.reopen": lambda s: {"topic_id": s.closed_topic().id},
    "forum.part": lambda s: {"topic_id": s.merged_topic().id},
    "forum.split": lambda s: {"topic_id": s.topic_to_split().id},
    "forum.file": lambda s: {"file_id": s.file().id, "name": "pump.png"},
    "forum.restore_file": lambda s: {"file_id": s.file(hidden=True).id},
    "forum.unaccept": lambda s: {"post_id": s.answer(accepted=True).id},
    "ideas.idea": lambda s: {"idea_id": s.idea().id, "slug": "charge-the-car-from-the-sun-alone"},
    "ideas.part": lambda s: {"idea_id": s.merged_idea().id},
    "kb_harvest.article": lambda s: {"article_id": s.article().id, "slug": "the-hub-does-not-find-my-battery"},
    "kb_harvest.article_short": lambda s: {"article_id": s.article().id},
    "kb_harvest.reviewed": lambda s: {"article_id": s.article().id},
    "kb_harvest.take": lambda s: {"article_id": s.incomplete_article().id},
    "kb_harvest.draft": lambda s: {"topic_id": s.solved_topic().id},
    "kb_harvest.take_back": lambda s: {"topic_id": s.solved_topic(set_aside=True).id},
    "kb_harvest_api.show_article": lambda s: {"article_id": s.article().id},
    "reputation.person": lambda s: {"handle": s.helper.handle},
    "insight.rows": lambda _: {"measure": "posts"},
    "insight.memo": lambda _: {"week": "2019-W02"},
    "insight.edit_memo": lambda s: {"week": s.memo("2019-W02").week},
    "insight.follow_up": lambda s: {"week": s.memo("2019-W03", out=True).week},
    "blogs.by_author": lambda s: {"handle": s.employee.handle},
    "blogs.post": lambda s: {"blog_post_id": s.blog_post().id, "slug": "why-the-hub-learns-to-forecast"},
    "blogs.publish": lambda s: {"blog_post_id": s.blog_draft().id},
    "moderation.flag": lambda s: {"kind": "topic", "thing_id": s.topic().id},
    **dict.fromkeys(("accounts.confirm", "accounts.confirmed"), lambda s: {"token": s.confirmation()}),
    "accounts.remove_question": lambda s: {"question_id": 1},
    "moderation.redact": lambda s: {"kind": "topic", "thing_id": s.topic().id},
    "moderation.about": lambda s: {"kind": "post", "thing_id": s.case().thing_id},
    "moderation.appeal": lambda s: {"case_id": s.case(decided=True).id},
    "moderation.undo": lambda s: {"case_id": s.case(decided=True).id},
    "moderation.overturn": lambda s: {"case_id": s.case(decided=True, appealed=True).id},
    "moderation.confirm": lambda s: {"case_id": s.case(decided=True, appealed=True).id},
    "moderation.release_word": lambda s: {"word_id": s.word().id},
    "moderation.sanction": lambda s: {"member_id": s.culprit.id},
    "moderation.lift": lambda s: {"sanction_id": s.sanction().id},
    "notifications.unmute": lambda s: {"kind": "topic", "thing_id": s.topic().id},
    "notifications.unsubscribe": lambda s: {"token": s.mail_link()},
    "mail.done": lambda s: {"incoming_id": s.mail(state="waiting").id},
    "api_docs.room": lambda _: {"room": "forum"},
    "admin.run_job": lambda s: {"name": s.job()},
    "admin.retry_message": lambda s: {"message_id": s.message(state="dead").id},
    "admin.retry_dead": lambda s: s.message(state="dead") and {},
    "admin.switch_webhook_on": lambda s: {"webhook_id": s.webhook(on=False).id},
    "admin.replay_delivery": lambda s: dict(zip(("webhook_id", "delivery_id"), s.delivery(), strict=True)),
    "search_api.search": lambda s: {"q": "battery"},
    "security.reset_password": lambda s: {"token": "made-up"},
    "sitemaps.part": lambda _: {"name": "boards", "number": 1},
    "static": lambda s: {"digest": static.version(), "name": "app.css"},
}
CLOSED = {endpoint for (_method, endpoint), row in MATRIX.items() if set(row.values()) == {TOKEN}}
PARAGRAPH = {"paragraphs-0-section": "resolution", "paragraphs-0-place": ""}
FORM: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "accounts.settings": lambda s: {"name": "Renamed Reader", "about": "", "time_zone": ""},
    "accounts.take_data": lambda _: {"password": "not-theirs"},
    "accounts.leave": lambda _: {"password": "not-theirs"},
    "accounts.erase": lambda _: {"why": "asked", "handle": "somebody-else", "password": "not-theirs"},
    "accounts.issue_token": lambda s: {"name": "A program", "lifetime": "30"},
    "accounts.link_handle": lambda s: {"channel": "x", "handle": "@tom", "reason": "He told us so."},
    "accounts.merge_records": lambda s: {"other": s.culprit.handle, "why": "He told us so."},
    "forum.ask": lambda s: {"title": "How do I begin here?", "board": s.board.slug, "kind": "question", "body": "So."},
    "forum.reply": lambda s: {"body": "It helped me to restart it."},
    "forum.comment": lambda s: {"body": "The same here."},
    "forum.deny": lambda s: {"body": "It blinks as before."},
    "forum.edit": lambda s: {"body": "Say it better."},
    "forum.upload": lambda s: {"place": "0", "files": uploading.field(("pump.png", uploading.picture()))},
    "forum.hide_file": lambda s: {"reason": "It shows an address."},
    "forum.close": lambda s: {"reason": "It is settled."},
    "forum.move": lambda s: {"board": people.board("Charging").slug},
    "forum.merge": lambda s: {"into": str(s.topic("The question that came first").id)},
    "forum.split": lambda s: {
        "title": "Another question",
        "board": s.board.slug,
        "post": s.to_split.id if s.to_split else 0,
    },
    "forum.duplicate": lambda s: {"original": str(s.topic("The question that came first").id)},
    "ideas.submit": lambda s: {"title": "A wish of my own", "body": "It would help me every single day."},
    "ideas.comment": lambda s: {"body": "The same here."},
    "ideas.respond": lambda s: {"seen": "new", "to": "planned", "reason": "", "response": "It comes in spring."},
    "ideas.merge": lambda s: {"into": str(s.idea().id)},
    "kb_harvest.new": lambda s: {"title": "An article of my own", "paragraphs-0-body": "Restart it."} | PARAGRAPH,
    "kb_harvest.edit": lambda s: {"seen": 1, "title": "Said better", "paragraphs-0-body": "Restart it."} | PARAGRAPH,
    "kb_harvest.take": lambda s: {"seen": 1, "post": s.untaken.id if s.untaken else 0},
    "kb_harvest.move": lambda s: {"seen": 1, "to": "not_validated"},
    "kb_harvest.publish": lambda s: {"seen": 1, "audience": "public", "governance": "experience"},
    "kb_harvest.reviewed": lambda s: {"seen": 2},
    "kb_harvest.set_aside": lambda s: {"reason": "Known for years."},
    "engagement.add_entry": lambda s: {"handle": s.helper.handle, "reason": "Writes a widely read blog."},
    "engagement.choose_weights": lambda s: {"preset": "b2c"},
    "blogs.write": lambda s: {**BLOG_POST, "voice": "own"},
    "blogs.write_news": lambda s: BLOG_POST | blogging.PARTS,
    "blogs.edit": lambda s: {**BLOG_POST, "voice": "own"},
    "blogs.comment": lambda s: {"body": "The same here."},
    "blogs.make_topic": lambda s: {"title": "What a comment asked", "board": s.board.slug, "kind": "question"},
    "moderation.flag": lambda s: {"reason": "OFF_TOPIC"},
    "accounts.questions": lambda s: {"question": "How many legs has a cat?", "answers": "4, four"},
    "moderation.redact": lambda s: {"words": "last week", "reason": "PII", "sure": "y"},
    "moderation.appeal": lambda s: {"text": "It belongs exactly there."},
    "moderation.uphold": lambda s: {"reason": "OFF_TOPIC", "remark": ""},
    "moderation.overturn": lambda s: {"answer": "You are right, it belongs there."},
    "moderation.confirm": lambda s: {"answer": "It belongs on another board."},
    "admin.roles": lambda s: {"handle": s.culprit.handle, "role": "mvp", "reason": "Knows the hub well."},
    "admin.webhooks": lambda _: {"url": "http://127.0.0.1:9/hook"},
    "admin.replay_facts": lambda s: dict.fromkeys(("first", "last"), str(s.place())),
    "moderation.words": lambda s: {"phrase": "casino", "action": "hold"},
    "moderation.sanction": lambda s: {"kind": "silence", "days": "3", "reason": "OBSCENITY", "remark": ""},
    "notifications.settings": lambda _: telling.form(),
    "forum.new_board": lambda s: {"name": "Another board", "description": "", "visibility": "public"},
    "forum.edit_board": lambda s: {"name": "Getting on", "description": "", "visibility": "public"},
    "insight.edit_memo": lambda _: {"seen": "0", "headline": "A quiet week", "type": "other", "why": "It shows."},
    "insight.follow_up": lambda _: {"fate": "done", "reason": ""},
}


def rules(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Yield every method and rule of the URL map."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def values(rule: Rule, scene: Scene) -> dict[str, Any]:
    """Return sensible values for the parts of a rule's address; any will do where nobody comes in."""
    if rule.endpoint in CLOSED:
        return dict.fromkeys(rule.arguments, 1)
    if rule.endpoint in ADDRESS:
        return ADDRESS[rule.endpoint](scene)
    return made(rule, scene)


def made(rule: Rule, scene: Scene) -> dict[str, Any]:
    """Return new things for the parts of a rule's address."""
    makers: dict[str, Callable[[], Any]] = {
        "topic_id": lambda: scene.topic().id,
        "post_id": lambda: scene.answer().id,
        "file_id": lambda: scene.file().id,
        "idea_id": lambda: scene.idea().id,
        "comment_id": lambda: scene.remark().id,
        "article_id": lambda: scene.article(published=False).id,
        "entry_id": lambda: scene.entry().id,
        "blog_post_id": lambda: scene.blog_post().id,
        "blog_comment_id": lambda: scene.blog_comment().id,
        "case_id": lambda: scene.case().id,
        "notice_id": lambda: scene.notice().id,
        "incoming_id": lambda: scene.mail().id,
        "token_id": lambda: scene.token().id,
        "identity_id": lambda: scene.identity().id,
        "passkey_id": lambda: scene.passkey().id,
        "session_id": lambda: scene.session().id,
        "webhook_id": lambda: scene.webhook().id,
        "message_id": lambda: scene.message().id,
    }
    return {part: makers[part]() for part in rule.arguments}


def path(app: Flask, rule: Rule, parts: dict[str, Any]) -> str:
    with app.test_request_context():
        return url_for(rule.endpoint, **parts)


def form(method: str, rule: Rule, scene: Scene) -> dict[str, Any] | None:
    """Return the least form that the rule takes; none for a page that is only read."""
    return FORM.get(rule.endpoint, lambda _: {})(scene) if method == "POST" else None


def word(response: TestResponse) -> str:
    """Return the matrix's word for an answer."""
    if response.status_code == 303 and response.location.startswith("/accounts/sign-in"):
        return DOOR
    words = {
        200: OK,
        201: DONE,
        301: MOVED,
        302: MOVED,
        204: DONE,
        303: DONE,
        401: TOKEN,
        403: NO,
        404: GONE,
        422: RULE,
    }
    return words.get(response.status_code, str(response.status_code))


def test_every_rule_stands_in_the_matrix_and_the_matrix_holds_nothing_else(app):
    known = {(method, rule.endpoint) for method, rule in rules(app)}

    assert sorted(known - set(MATRIX)) == []
    assert sorted(set(MATRIX) - known) == []


@pytest.mark.prove
@pytest.mark.parametrize(
    ("kind", "role"),
    EVERY_READER if databases.WHOLE else SOME_READERS,
    indirect=["kind"],
    scope="session",
)
def test_every_address_answers_as_the_matrix_says(role, app, readers):
    scene = community.build()
    index.bring_up()
    walked = [(method, rule, values(rule, scene)) for method, rule in rules(app)]
    walked.sort(key=lambda step: step[1].endpoint == "accounts.sign_out")
    client = readers[role]

    answers = {
        (method, rule.endpoint): word(
            client.open(path(app, rule, parts), method=method, data=form(method, rule, scene))
        )
        for method, rule, parts in walked
    }

    expected = {key: row[role] for key, row in MATRIX.items()}
    assert {k: (v, expected[k]) for k, v in answers.items() if v != expected[k]} == {}


@pytest.mark.parametrize("visibility", SEES)
def test_a_board_shows_itself_to_its_readers_only(visibility, readers):
    of_one = people.employ("Hillside Housing", people.member("Olga Worker")) if visibility == "organisation" else None
    doors = _doors_of(people.board("A board", visibility=visibility, organisation_id=of_one))

    answers = {role: {word(client.get(door)) for door in doors} for role, client in readers.items()}

    assert answers == {role: {expected} for role, expected in SEES[visibility].items()}


def _doors_of(board: Board) -> list[str]:
    author = people.member("Ada Author", role="admin")
    topic = people.topic(board, author, "A topic on that board")
    post = people.answer(topic, author)
    file = uploading.attached(post, topic, author)
    page = f"/forum/topics/{topic.id}"
    return [
        f"/forum/boards/{board.slug}",
        f"/forum/boards/{board.slug}/feed.rss",
        f"{page}/{topic.slug}",
        f"{page}/feed.rss",
        f"/forum/posts/{post.id}/history",
        f"/forum/files/{file.id}",
        f"/forum/files/{file.id}/pump.png",
    ]
