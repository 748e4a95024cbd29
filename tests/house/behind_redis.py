"""A process that shares its limits and views through Redis, in which somebody comes in, looks around and writes."""

from collections.abc import Sequence
from pathlib import Path

from support import databases

from community.app import create_app

PASSWORD = "a-long-password-4u"


def live(url: str, folder: str, redis_url: str, address: str, pages: Sequence[str], reply: str, words: str) -> None:
    """Guess wrongly, sign in, reply, and read the pages, as a member and as a stranger."""
    app = create_app(databases.settings_for(url, Path(folder), REDIS_URL=redis_url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    stranger, member = app.test_client(), app.test_client()
    for password in ("a-wrong-password-1", PASSWORD):
        member.post("/accounts/sign-in", data={"email": address, "password": password})
    assert member.get("/accounts/settings").status_code == 200
    member.post(reply, data={"body": words})
    for page in pages:
        assert member.get(page, follow_redirects=True).status_code == 200
        assert stranger.get(page, follow_redirects=True).status_code == 200
    app.extensions["page_views"]._redis.close()
