"""The written matrix of the API: what each operation answers to each kind of caller.

`anonymous` shows no token. `reading` is a member's token that only reads, `writing` one that writes; `roleless` is an
administrator's that writes but was not given the role. The others write and have the role that names them. `OK` 200,
`DONE` 201 and 204, `TOKEN` 401, `NO` 403, `GONE` 404, `RULE` 422.
"""

from house.matrix import DONE, GONE, NO, OK, RULE, TOKEN

ROLES = ("mvp", "agent", "editor", "executive", "admin")
CALLERS = ("anonymous", "reading", "writing", "roleless", *ROLES)
Row = dict[str, str]
MODERATORS = ("mvp", "agent", "admin")
EMPLOYEES = ("agent", "editor", "executive", "admin")
DRAFTERS = ("agent", "editor", "admin")
EDITORS = ("editor", "admin")
SANCTIONERS = ("agent", "admin")
MODERATING = dict.fromkeys(MODERATORS, DONE)  # what a role adds


def readers(answer: str = OK) -> Row:
    """A row of what everybody may read."""
    return dict.fromkeys(CALLERS, answer)


def members(answer: str = OK) -> Row:
    """A row of what every member may read, with any token."""
    return readers(answer) | {"anonymous": TOKEN}


def readers_with(*roles: str, answer: str = OK) -> Row:
    """A row of what only some roles may read, or do."""
    return dict.fromkeys(CALLERS, NO) | {"anonymous": TOKEN} | dict.fromkeys(roles, answer)


def writers(answer: str = DONE) -> Row:
    """A row of what every member may do with a token that writes."""
    return dict.fromkeys(CALLERS, answer) | {"anonymous": TOKEN, "reading": NO}


API: dict[tuple[str, str], Row] = {
    ("POST", "accounts_api.add_question"): readers_with("admin", answer=DONE),
    ("PATCH", "accounts_api.change_settings"): writers(OK),
    ("GET", "accounts_api.list_people"): readers(),
    ("GET", "accounts_api.list_questions"): readers_with("admin"),
    ("GET", "accounts_api.list_tokens"): members(),
    ("POST", "accounts_api.link_names"): readers_with("agent", "admin", answer=RULE),
    ("PUT", "accounts_api.record_customer"): readers_with("agent", "admin"),
    ("DELETE", "accounts_api.remove_question"): readers_with("admin", answer=DONE),
    ("DELETE", "accounts_api.revoke_token"): writers(GONE),
    ("GET", "accounts_api.show_customer"): readers_with("agent", "admin"),
    ("GET", "accounts_api.show_member"): readers(),
    ("GET", "accounts_api.show_settings"): members(),
    ("POST", "admin_api.add_webhook"): readers_with("admin", answer=DONE),
    ("GET", "admin_api.list_webhooks"): readers_with("admin"),
    ("PUT", "admin_api.choose_webhook_kinds"): readers_with("admin", answer=DONE),
    ("DELETE", "admin_api.remove_webhook"): readers_with("admin", answer=DONE),
    ("POST", "admin_api.change_webhook_secret"): readers_with("admin", answer=DONE),
    ("PUT", "admin_api.switch_webhook_off"): readers_with("admin", answer=DONE),
    ("DELETE", "admin_api.switch_webhook_on"): readers_with("admin", answer=DONE),
    ("POST", "admin_api.test_webhook"): readers_with("admin", answer=DONE),
    ("POST", "admin_api.replay_webhook"): readers_with("admin"),
    ("POST", "blogs_api.comment"): writers(),
    ("PATCH", "blogs_api.edit"): readers_with(*EDITORS),
    ("GET", "blogs_api.list_drafts"): readers_with(*EMPLOYEES),
    ("GET", "blogs_api.list_posts"): readers(),
    ("GET", "blogs_api.list_revisions"): readers(),
    ("POST", "blogs_api.make_topic"): writers(NO) | dict.fromkeys((*MODERATORS, "editor"), DONE),
    ("PUT", "blogs_api.publish"): readers_with(*EDITORS) | dict.fromkeys(("agent", "executive"), GONE),
    ("GET", "blogs_api.show_post"): readers(),
    ("DELETE", "blogs_api.withdraw"): readers_with(*EDITORS, answer=DONE),
    ("POST", "blogs_api.write"): readers_with(*EMPLOYEES, answer=DONE),
    ("POST", "blogs_api.write_news"): readers_with(*EMPLOYEES, answer=DONE),
    ("POST", "engagement_api.add_entry"): readers_with(*EMPLOYEES, answer=DONE),
    ("PUT", "engagement_api.choose_weights"): readers_with("admin", answer=DONE),
    ("DELETE", "engagement_api.remove_entry"): readers_with(*EMPLOYEES, answer=DONE),
    ("GET", "engagement_api.show_watchlist"): readers_with(*EMPLOYEES),
    ("PUT", "forum_api.accept"): writers(RULE) | MODERATING,
    ("POST", "forum_api.answer"): writers(),
    ("PUT", "forum_api.bookmark"): writers(),
    ("PATCH", "forum_api.change_board"): readers_with("admin"),
    ("PUT", "forum_api.close"): readers_with(*MODERATORS, answer=DONE),
    ("POST", "forum_api.comment"): writers(),
    ("PUT", "forum_api.confirm"): writers(),
    ("POST", "forum_api.deny"): writers(),
    ("DELETE", "forum_api.discard_draft"): writers(),
    ("PATCH", "forum_api.edit"): writers(NO) | dict.fromkeys(MODERATORS, OK),
    ("GET", "forum_api.fetch"): readers(),
    ("GET", "forum_api.find_similar"): members(),
    ("PUT", "forum_api.follow"): writers(),
    ("PUT", "forum_api.follow_board"): writers(),
    ("PUT", "forum_api.follow_person"): writers(),
    ("PUT", "forum_api.follow_tag"): writers(),
    ("PUT", "forum_api.give_kudos"): writers(),
    ("PUT", "forum_api.hide_file"): readers_with(*MODERATORS, answer=DONE),
    ("PUT", "forum_api.keep_draft"): writers(),
    ("GET", "forum_api.list_answers_of"): readers(),
    ("GET", "forum_api.list_boards"): readers(),
    ("GET", "forum_api.list_bookmarks"): members(),
    ("GET", "forum_api.list_drafts"): members(),
    ("GET", "forum_api.list_followed_boards"): members(),
    ("GET", "forum_api.list_followed_tags"): members(),
    ("GET", "forum_api.list_following"): members(),
    ("GET", "forum_api.list_new"): members(),
    ("GET", "forum_api.list_organisations"): readers_with("admin"),
    ("GET", "forum_api.list_revisions"): readers(),
    ("GET", "forum_api.list_tags"): readers(),
    ("GET", "forum_api.list_topics"): readers(),
    ("GET", "forum_api.list_topics_of"): readers(),
    ("PUT", "forum_api.mark_duplicate"): readers_with(*MODERATORS, answer=DONE),
    ("PUT", "forum_api.mark_read"): writers(),
    ("PUT", "forum_api.merge"): readers_with(*MODERATORS),
    ("PUT", "forum_api.move"): readers_with(*MODERATORS, answer=DONE),
    ("POST", "forum_api.open_board"): readers_with("admin", answer=DONE),
    ("DELETE", "forum_api.remove_bookmark"): writers(),
    ("DELETE", "forum_api.reopen"): readers_with(*MODERATORS, answer=DONE),
    ("DELETE", "forum_api.restore_file"): readers_with(*MODERATORS, answer=DONE),
    ("PUT", "forum_api.say_me_too"): writers(),
    ("GET", "forum_api.show_board"): readers(),
    ("GET", "forum_api.show_draft"): members(GONE),
    ("GET", "forum_api.show_post"): readers(),
    ("GET", "forum_api.show_topic"): readers(),
    ("POST", "forum_api.split"): readers_with(*MODERATORS, answer=DONE),
    ("POST", "forum_api.start_topic"): writers(),
    ("DELETE", "forum_api.take_apart"): readers_with(*MODERATORS),
    ("DELETE", "forum_api.unaccept"): writers(RULE) | MODERATING,
    ("DELETE", "forum_api.unfollow"): writers(),
    ("DELETE", "forum_api.unfollow_board"): writers(),
    ("DELETE", "forum_api.unfollow_person"): writers(),
    ("DELETE", "forum_api.unfollow_tag"): writers(),
    ("POST", "forum_api.upload"): writers(),
    ("DELETE", "forum_api.withdraw_kudos"): writers(),
    ("DELETE", "forum_api.withdraw_me_too"): writers(),
    ("DELETE", "forum_api.withdraw_verdict"): writers(),
    ("POST", "ideas_api.comment"): writers(),
    ("GET", "ideas_api.find_similar"): members(),
    ("GET", "ideas_api.list_ideas"): readers(),
    ("GET", "ideas_api.list_ideas_of"): readers(),
    ("GET", "ideas_api.list_votes"): members(),
    ("PUT", "ideas_api.merge"): readers_with(*MODERATORS),
    ("POST", "ideas_api.respond"): readers_with(*EMPLOYEES, answer=DONE),
    ("GET", "ideas_api.show_idea"): readers(),
    ("POST", "ideas_api.submit"): writers(),
    ("DELETE", "ideas_api.take_apart"): readers_with(*MODERATORS),
    ("PUT", "ideas_api.vote"): writers(),
    ("DELETE", "ideas_api.withdraw_vote"): writers(),
    ("PUT", "insight_api.edit_memo"): readers_with(*EDITORS),
    ("POST", "insight_api.follow_up"): readers_with(*EDITORS, answer=DONE),
    ("GET", "insight_api.list_memos"): readers_with(*EMPLOYEES),
    ("GET", "insight_api.list_rows"): readers_with(*EMPLOYEES),
    ("GET", "insight_api.show_draft"): readers_with(*EDITORS),
    ("GET", "insight_api.show_health"): readers_with(*EMPLOYEES),
    ("GET", "insight_api.show_memo"): readers_with(*EMPLOYEES),
    ("GET", "insight_api.show_scorecard"): readers_with(*EMPLOYEES),
    ("POST", "kb_harvest_api.begin"): readers_with(*DRAFTERS, answer=DONE),
    ("POST", "kb_harvest_api.draft"): readers_with(*DRAFTERS, answer=DONE),
    ("PUT", "kb_harvest_api.edit"): readers_with(*DRAFTERS),
    ("GET", "kb_harvest_api.list_articles"): readers(),
    ("GET", "kb_harvest_api.list_articles_of"): readers(),
    ("GET", "kb_harvest_api.list_candidates"): readers_with(*DRAFTERS),
    ("GET", "kb_harvest_api.list_due"): readers_with(*EMPLOYEES),
    ("GET", "kb_harvest_api.list_set_aside"): readers_with(*DRAFTERS),
    ("PUT", "kb_harvest_api.move"): readers_with(*DRAFTERS),
    ("PUT", "kb_harvest_api.publish"): readers_with(*EDITORS),
    ("PUT", "kb_harvest_api.set_aside"): readers_with(*DRAFTERS, answer=DONE),
    ("PUT", "kb_harvest_api.settle_review"): readers_with(*EDITORS),
    ("GET", "kb_harvest_api.show_article"): readers(),
    ("GET", "kb_harvest_api.show_work"): readers_with(*EMPLOYEES),
    ("POST", "kb_harvest_api.take"): readers_with(*DRAFTERS, answer=DONE),
    ("DELETE", "kb_harvest_api.take_back"): readers_with(*DRAFTERS, answer=DONE),
    ("GET", "kernel_api.list_changes"): readers_with(*DRAFTERS),
    ("POST", "moderation_api.appeal"): writers(GONE),
    ("PUT", "moderation_api.claim"): readers_with(*MODERATORS, answer=DONE),
    ("PUT", "moderation_api.decide"): readers_with(*MODERATORS, answer=DONE),
    ("POST", "moderation_api.flag"): writers(),
    ("DELETE", "moderation_api.lift"): readers_with(*SANCTIONERS, answer=DONE),
    ("GET", "moderation_api.list_acts"): readers_with(*EMPLOYEES, "mvp"),
    ("GET", "moderation_api.list_cases"): readers_with(*MODERATORS),
    ("GET", "moderation_api.list_sanctions"): readers_with(*SANCTIONERS),
    ("GET", "moderation_api.list_words"): readers_with("admin"),
    ("GET", "moderation_api.list_yours"): members(),
    ("POST", "moderation_api.redact"): readers_with(*SANCTIONERS),
    ("DELETE", "moderation_api.release"): readers_with(*MODERATORS, answer=DONE),
    ("DELETE", "moderation_api.release_word"): readers_with("admin", answer=DONE),
    ("PUT", "moderation_api.rule"): readers_with(*MODERATORS, answer=DONE),
    ("POST", "moderation_api.sanction"): readers_with(*SANCTIONERS, answer=DONE),
    ("GET", "moderation_api.show_case"): readers_with(*MODERATORS),
    ("GET", "moderation_api.show_figures"): readers_with(*EMPLOYEES, "mvp"),
    ("GET", "moderation_api.show_policy"): readers(),
    ("GET", "moderation_api.show_trust"): members(),
    ("DELETE", "moderation_api.undo"): readers_with(*MODERATORS, answer=RULE) | {"admin": DONE},
    ("PUT", "moderation_api.watch"): readers_with("admin", answer=DONE),
    ("PUT", "notifications_api.change_notice_settings"): writers(OK),
    ("GET", "notifications_api.list_notices"): members(),
    ("PUT", "notifications_api.read_all_notices"): writers(),
    ("PUT", "notifications_api.read_notice"): writers(GONE),
    ("PUT", "notifications_api.mute_notice"): writers(GONE),
    ("DELETE", "notifications_api.unmute_notice"): writers(GONE),
    ("GET", "notifications_api.show_notice_settings"): members(),
    ("GET", "reputation_api.list_influence"): members(),
    ("GET", "reputation_api.list_ledger"): readers(),
    ("GET", "reputation_api.list_rules"): readers(),
    ("GET", "reputation_api.show_reputation"): readers(),
    ("GET", "search_api.search"): readers(),
}

# What stands on a board that the caller may not see is not there, whatever the token may do.
HIDDEN: dict[str, Row] = {
    "staff": readers(GONE) | dict.fromkeys(("agent", "editor", "executive", "admin"), OK),
    "members": readers() | {"anonymous": GONE},
}
