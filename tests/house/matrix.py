"""The one written matrix: who gets what answer from every address of the house.

The reader is a stranger to what they meet: they wrote neither the topic nor the answer. `OK` 200, `MOVED` 301 and
302, `DONE` 303 to what was done, `DOOR` 303 to the sign-in page, `NO` 403, `GONE` 404, `RULE` 422 with a sentence.
The API takes no cookie: there, everybody is nobody in particular.
"""

OK, MOVED, DONE, DOOR, NO, GONE, RULE = "ok", "moved", "done", "door", "no", "gone", "rule"
READERS = ("anonymous", "member", "mvp", "agent", "editor", "executive", "admin")


def everybody(answer: str) -> dict[str, str]:
    return dict.fromkeys(READERS, answer)


def members(answer: str) -> dict[str, str]:
    return everybody(answer) | {"anonymous": DOOR}


def moderators(answer: str, others: str = NO) -> dict[str, str]:
    return members(others) | dict.fromkeys(("mvp", "agent", "admin"), answer)


def employees(answer: str) -> dict[str, str]:
    return members(NO) | dict.fromkeys(("agent", "editor", "executive", "admin"), answer)


def drafters(answer: str) -> dict[str, str]:
    return members(NO) | dict.fromkeys(("agent", "editor", "admin"), answer)


def editors(answer: str) -> dict[str, str]:
    return members(NO) | dict.fromkeys(("editor", "admin"), answer)


def admins(answer: str) -> dict[str, str]:
    return members(NO) | {"admin": answer}


def strangers_only(answer: str) -> dict[str, str]:
    """A page for those who are not signed in; the others are led home."""
    return everybody(MOVED) | {"anonymous": answer}


MATRIX: dict[tuple[str, str], dict[str, str]] = {
    ("GET", "home.home"): everybody(OK),
    ("GET", "home.healthz"): everybody(OK),
    ("GET", "static"): everybody(OK),
    ("GET", "search.results"): everybody(OK),
    ("GET", "accounts.people"): everybody(OK),
    ("GET", "accounts.member"): everybody(OK),
    ("GET", "accounts.settings"): members(OK),
    ("POST", "accounts.settings"): members(DONE),
    ("GET", "accounts.questions"): admins(OK),
    ("POST", "accounts.questions"): admins(DONE),
    ("POST", "accounts.remove_question"): admins(DONE),
    ("POST", "accounts.sign_out"): members(DONE),
    ("GET", "security.login"): strangers_only(OK),
    ("POST", "security.login"): strangers_only(OK),
    ("GET", "security.register"): strangers_only(OK),
    ("POST", "security.register"): strangers_only(OK),
    ("GET", "security.forgot_password"): everybody(OK),
    ("POST", "security.forgot_password"): everybody(OK),
    ("GET", "security.reset_password"): strangers_only(MOVED),
    ("POST", "security.reset_password"): strangers_only(MOVED),
    ("GET", "forum.boards"): everybody(OK),
    ("GET", "forum.topics"): everybody(OK),
    ("GET", "forum.board"): everybody(OK),
    ("GET", "forum.board_feed"): everybody(OK),
    ("GET", "forum.tags"): everybody(OK),
    ("GET", "forum.tag"): everybody(OK),
    ("GET", "forum.topic"): everybody(OK),
    ("GET", "forum.topic_short"): everybody(MOVED),
    ("GET", "forum.topic_feed"): everybody(OK),
    ("GET", "forum.post"): everybody(MOVED),
    ("GET", "forum.history"): everybody(OK),
    ("GET", "forum.ask"): members(OK),
    ("POST", "forum.ask"): members(DONE),
    ("GET", "forum.similar"): members(OK),
    ("POST", "forum.preview"): members(OK),
    ("GET", "forum.new"): members(OK),
    ("GET", "forum.bookmarks"): members(OK),
    ("POST", "forum.bookmark"): members(DONE),
    ("POST", "forum.unbookmark"): members(DONE),
    ("GET", "forum.unread"): everybody(MOVED),
    ("GET", "forum.drafts"): members(OK),
    ("POST", "forum.keep_draft"): members(DONE),
    ("POST", "forum.discard_draft"): members(DONE),
    ("POST", "forum.reply"): members(DONE),
    ("POST", "forum.comment"): members(DONE),
    ("GET", "forum.edit"): moderators(OK),
    ("POST", "forum.edit"): moderators(DONE),
    ("POST", "forum.kudos"): members(DONE),
    ("POST", "forum.unkudos"): members(DONE),
    ("POST", "forum.confirm"): members(DONE),
    ("GET", "forum.deny"): members(OK),
    ("POST", "forum.deny"): members(DONE),
    ("POST", "forum.unjudge"): members(DONE),
    ("POST", "forum.too"): members(DONE),
    ("POST", "forum.not_too"): members(DONE),
    ("POST", "forum.follow"): members(DONE),
    ("POST", "forum.unfollow"): members(DONE),
    ("POST", "forum.accept"): moderators(DONE, others=RULE),
    ("POST", "forum.unaccept"): moderators(DONE, others=RULE),
    ("POST", "forum.close"): moderators(DONE),
    ("POST", "forum.reopen"): moderators(DONE),
    ("POST", "forum.duplicate"): moderators(DONE),
    ("GET", "forum.new_board"): admins(OK),
    ("POST", "forum.new_board"): admins(DONE),
    ("GET", "forum.edit_board"): admins(OK),
    ("POST", "forum.edit_board"): admins(DONE),
    ("GET", "forum_api.list_boards"): everybody(OK),
    ("GET", "forum_api.list_topics"): everybody(OK),
    ("GET", "forum_api.show_topic"): everybody(OK),
    ("GET", "ideas.ideas"): everybody(OK),
    ("GET", "ideas.idea"): everybody(OK),
    ("GET", "ideas.idea_short"): everybody(MOVED),
    ("GET", "ideas.comment_place"): everybody(MOVED),
    ("GET", "ideas.votes"): members(OK),
    ("GET", "ideas.submit"): members(OK),
    ("POST", "ideas.submit"): members(DONE),
    ("GET", "ideas.similar"): members(OK),
    ("POST", "ideas.vote"): members(DONE),
    ("POST", "ideas.unvote"): members(DONE),
    ("POST", "ideas.comment"): members(DONE),
    ("POST", "ideas.respond"): employees(DONE),
    ("POST", "ideas.merge"): moderators(DONE),
    ("POST", "ideas.part"): moderators(DONE),
    ("GET", "ideas_api.list_ideas"): everybody(OK),
    ("GET", "ideas_api.show_idea"): everybody(OK),
    ("GET", "kb_harvest.articles"): everybody(OK),
    ("GET", "kb_harvest.article"): everybody(OK),
    ("GET", "kb_harvest.article_short"): everybody(MOVED),
    ("GET", "kb_harvest.new"): drafters(OK),
    ("POST", "kb_harvest.new"): drafters(DONE),
    ("GET", "kb_harvest.edit"): drafters(OK),
    ("POST", "kb_harvest.edit"): drafters(DONE),
    ("POST", "kb_harvest.take"): drafters(DONE),
    ("POST", "kb_harvest.move"): drafters(DONE),
    ("POST", "kb_harvest.publish"): editors(DONE),
    ("POST", "kb_harvest.reviewed"): editors(DONE),
    ("GET", "kb_harvest.review"): employees(OK),
    ("GET", "kb_harvest.candidates"): drafters(OK),
    ("GET", "kb_harvest.set_asides"): drafters(OK),
    ("POST", "kb_harvest.draft"): drafters(DONE),
    ("POST", "kb_harvest.set_aside"): drafters(DONE),
    ("POST", "kb_harvest.take_back"): drafters(DONE),
    ("GET", "kb_harvest_api.list_articles"): everybody(OK),
    ("GET", "kb_harvest_api.show_article"): everybody(OK),
    ("GET", "reputation.person"): everybody(OK),
    ("GET", "reputation.rules"): everybody(OK),
    ("GET", "reputation.influence"): members(OK),
    ("GET", "listening.voices"): employees(OK),
    ("GET", "insight.scorecard"): employees(OK),
    ("GET", "insight.health"): employees(OK),
    ("GET", "insight.response"): employees(OK),
    ("GET", "insight.rows"): employees(OK),
    ("GET", "insight.methodology"): everybody(OK),
    ("GET", "insight.memos"): employees(OK),
    ("GET", "insight.memo"): employees(OK),
    ("GET", "insight.edit_memo"): editors(OK),
    ("POST", "insight.edit_memo"): editors(DONE),
    ("POST", "insight.follow_up"): editors(DONE),
    ("GET", "engagement.watchlist"): employees(OK),
    ("POST", "engagement.add_entry"): employees(DONE),
    ("POST", "engagement.remove_entry"): employees(DONE),
    ("POST", "engagement.choose_weights"): admins(DONE),
    ("GET", "blogs.posts"): everybody(OK),
    ("GET", "blogs.by_author"): everybody(OK),
    ("GET", "blogs.rss"): everybody(OK),
    ("GET", "blogs.atom"): everybody(OK),
    ("GET", "blogs.post"): everybody(OK),
    ("GET", "blogs.post_short"): everybody(MOVED),
    ("GET", "blogs.history"): everybody(OK),
    ("GET", "blogs.comment_place"): everybody(MOVED),
    ("GET", "blogs.drafts"): employees(OK),
    ("GET", "blogs.write"): employees(OK),
    ("POST", "blogs.write"): employees(DONE),
    ("GET", "blogs.write_news"): employees(OK),
    ("POST", "blogs.write_news"): employees(DONE),
    ("GET", "blogs.edit"): editors(OK),
    ("POST", "blogs.edit"): editors(DONE),
    ("POST", "blogs.publish"): editors(DONE) | dict.fromkeys(("agent", "executive"), GONE),
    ("POST", "blogs.withdraw"): editors(DONE),
    ("POST", "blogs.comment"): members(DONE),
    ("GET", "blogs.make_topic"): moderators(OK) | {"editor": OK},
    ("POST", "blogs.make_topic"): moderators(DONE) | {"editor": DONE},
    ("GET", "blogs_api.list_posts"): everybody(OK),
    ("GET", "blogs_api.show_post"): everybody(OK),
    ("GET", "moderation.flag"): members(OK),
    ("POST", "moderation.flag"): members(DONE),
    ("GET", "moderation.redact"): admins(OK) | {"agent": OK},
    ("POST", "moderation.redact"): admins(DONE) | {"agent": DONE},
    ("GET", "moderation.yours"): members(OK),
    ("POST", "moderation.appeal"): members(GONE),
    ("GET", "moderation.policy"): everybody(OK),
    ("GET", "moderation.trust_level"): members(OK),
    ("GET", "moderation.queue"): moderators(OK),
    ("GET", "moderation.about"): moderators(MOVED),
    ("GET", "moderation.case"): moderators(OK),
    ("POST", "moderation.claim"): moderators(DONE),
    ("POST", "moderation.release"): moderators(DONE),
    ("POST", "moderation.uphold"): moderators(DONE),
    ("POST", "moderation.keep"): moderators(DONE),
    ("POST", "moderation.undo"): moderators(RULE) | {"admin": DONE},
    ("POST", "moderation.overturn"): moderators(DONE),
    ("POST", "moderation.confirm"): moderators(DONE),
    ("GET", "moderation.log"): employees(OK) | {"mvp": OK},
    ("GET", "moderation.figures"): employees(OK) | {"mvp": OK},
    ("GET", "moderation.words"): admins(OK),
    ("POST", "moderation.words"): admins(DONE),
    ("POST", "moderation.release_word"): admins(DONE),
    ("GET", "moderation.sanctions"): admins(OK) | {"agent": OK},
    ("GET", "moderation.sanction"): admins(OK) | {"agent": OK},
    ("POST", "moderation.sanction"): admins(DONE) | {"agent": DONE},
    ("POST", "moderation.lift"): admins(DONE) | {"agent": DONE},
    ("GET", "search_api.search"): everybody(OK),
    ("GET", "openapi.spec"): everybody(OK),
}

# What stands on a board of this visibility, by every door of it: its page, feed, topics and posts.
SEES = {
    "public": everybody(OK),
    "members": everybody(OK) | {"anonymous": GONE},
    "mvps": everybody(OK) | {"anonymous": GONE, "member": GONE},
    "staff": everybody(OK) | {"anonymous": GONE, "member": GONE, "mvp": GONE},
}
