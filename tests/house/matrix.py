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
    ("POST", "forum.reply"): members(DONE),
    ("POST", "forum.comment"): members(DONE),
    ("GET", "forum.edit"): moderators(OK),
    ("POST", "forum.edit"): moderators(DONE),
    ("POST", "forum.kudos"): members(DONE),
    ("POST", "forum.unkudos"): members(DONE),
    ("POST", "forum.follow"): members(DONE),
    ("POST", "forum.unfollow"): members(DONE),
    ("POST", "forum.accept"): moderators(DONE, others=RULE),
    ("POST", "forum.unaccept"): moderators(DONE, others=RULE),
    ("POST", "forum.hide"): moderators(DONE),
    ("POST", "forum.restore"): moderators(DONE),
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
    ("POST", "ideas.vote"): members(DONE),
    ("POST", "ideas.unvote"): members(DONE),
    ("POST", "ideas.comment"): members(DONE),
    ("POST", "ideas.respond"): employees(DONE),
    ("POST", "ideas.hide"): moderators(DONE),
    ("POST", "ideas.restore"): moderators(DONE),
    ("POST", "ideas.hide_comment"): moderators(DONE),
    ("POST", "ideas.restore_comment"): moderators(DONE),
    ("GET", "ideas_api.list_ideas"): everybody(OK),
    ("GET", "ideas_api.show_idea"): everybody(OK),
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
