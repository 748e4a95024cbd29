"""What the walk through the API's matrix asks for: the parts of addresses, and bodies that fit its scene."""

from collections.abc import Callable
from typing import Any

from house.scene import Scene
from house.test_matrix import ADDRESS, made
from support import people
from werkzeug.routing import Rule

PARTS: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "accounts_api.remove_question": lambda _: {"question_id": 1},
    "blogs_api.publish": lambda s: {"blog_post_id": s.blog_draft().id},
    "forum_api.change_board": lambda _: {"slug": people.board("A board to change").slug},
    "forum_api.reopen": lambda s: {"topic_id": s.closed_topic().id},
    "forum_api.restore_file": lambda s: {"file_id": s.file(hidden=True).id},
    "forum_api.split": lambda s: {"topic_id": s.topic_to_split().id},
    "forum_api.take_apart": lambda s: {"topic_id": s.merged_topic().id},
    "forum_api.unaccept": lambda s: {"post_id": s.answer(accepted=True).id},
    **dict.fromkeys(("forum_api.follow_person", "forum_api.unfollow_person"), lambda s: {"handle": s.helper.handle}),
    **dict.fromkeys(("forum_api.find_similar", "ideas_api.find_similar"), lambda _: {"title": "battery"}),
    "ideas_api.take_apart": lambda s: {"idea_id": s.merged_idea().id},
    "insight_api.edit_memo": lambda s: {"week": s.memo("2019-W04").week},
    "insight_api.follow_up": lambda s: {"week": s.memo("2019-W05", out=True).week},
    "insight_api.list_rows": lambda _: {"measure": "posts"},
    "insight_api.show_draft": lambda s: {"week": s.memo("2019-W06").week},
    "insight_api.show_memo": lambda s: {"week": s.memo("2019-W07", out=True).week},
    "kb_harvest_api.draft": lambda s: {"topic_id": s.solved_topic().id},
    "kb_harvest_api.settle_review": lambda s: {"article_id": s.article().id},
    "kb_harvest_api.set_aside": lambda s: {"topic_id": s.solved_topic().id},
    "kb_harvest_api.take": lambda s: {"article_id": s.incomplete_article().id},
    "kb_harvest_api.take_back": lambda s: {"topic_id": s.solved_topic(set_aside=True).id},
    **dict.fromkeys(("moderation_api.appeal", "moderation_api.undo"), lambda s: {"case_id": s.case(decided=True).id}),
    "moderation_api.lift": lambda s: {"sanction_id": s.sanction().id},
    "moderation_api.release_word": lambda s: {"word_id": s.word().id},
    "moderation_api.rule": lambda s: {"case_id": s.case(decided=True, appealed=True).id},
}
BODY: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "admin_api.choose_webhook_kinds": lambda _: {"kinds": ["forum.topic_started"]},
    "admin_api.add_webhook": lambda _: {"url": "http://127.0.0.1:9/hook"},
    "admin_api.replay_webhook": lambda s: {"first": s.place(), "last": s.place()},
    "blogs_api.edit": lambda _: {"voice": "own", "parts": None},
    "blogs_api.make_topic": lambda s: {"board": s.board.slug},
    "engagement_api.add_entry": lambda s: {"handle": s.helper.handle},
    "forum_api.change_board": lambda _: {"organisation": None},
    "forum_api.edit": lambda _: {"files": [], "tags": None, "title": None},
    "forum_api.keep_draft": lambda s: {"board": s.board.slug},
    "forum_api.mark_duplicate": lambda s: {"original": s.topic("The question that came first").id},
    "forum_api.merge": lambda s: {"into": s.topic("The question that came first").id},
    "forum_api.move": lambda _: {"board": people.board("Charging").slug},
    "forum_api.open_board": lambda _: {"name": "Another board", "organisation": None},
    "forum_api.split": lambda s: {"board": s.board.slug, "posts": [s.to_split.id if s.to_split else 0]},
    "forum_api.start_topic": lambda s: {"board": s.board.slug},
    "ideas_api.merge": lambda s: {"into": s.idea().id},
    "ideas_api.respond": lambda _: {"reason": None},
    "insight_api.edit_memo": lambda _: {"seen": 0, "candidate": ""},
    "insight_api.follow_up": lambda _: {"fate": "done"},
    "kb_harvest_api.edit": lambda _: {"paragraphs": [{"section": "resolution", "body": "Restart it."}]},
    "kb_harvest_api.move": lambda _: {"to": "not_validated"},
    "kb_harvest_api.settle_review": lambda _: {"seen": 2},
    "kb_harvest_api.take": lambda s: {"post": s.untaken.id if s.untaken else 0},
    "moderation_api.decide": lambda _: {"reason": "OFF_TOPIC"},
    "moderation_api.flag": lambda s: {"id": s.answer().id, "reason": "OFF_TOPIC"},
    "moderation_api.redact": lambda s: {"kind": "topic", "id": s.topic().id, "words": ["last week"], "sure": True},
    "moderation_api.sanction": lambda s: {"member": s.culprit.handle, "reason": "OBSCENITY"},
}


def parts(rule: Rule, scene: Scene) -> dict[str, Any]:
    """Return sensible values for the parts of an operation's address, and for the query that it needs."""
    return (PARTS.get(rule.endpoint) or ADDRESS.get(rule.endpoint) or (lambda s: made(rule, s)))(scene)
