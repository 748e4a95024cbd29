"""The settings in force are shown, and no secret among them."""

import pytest
from support import databases

from community.admin import settings_shown
from community.kernel import config

SECRETS = {
    "SECRET_KEY": "a-very-long-and-hidden-word-of-ours-1234567",
    "DATABASE_URL": "postgresql://keeper:p%40ssw0rd@db.example/name",
    "REDIS_URL": "redis://:rediswort@cache.example:6379/0",
    "SMTP_URL": "smtp://me:m@il:w/ort@mail.example:587",
}
WORDS = ("a-very-long", "p%40ssw0rd", "rediswort", "m@il", "w/ort", "il:w")


def test_no_secret_is_shown_nor_a_part_of_it(tmp_path):
    settings = config.Settings(**{name.lower(): value for name, value in SECRETS.items()})

    shown = " ".join(row.value for row in settings_shown.rows(settings))

    assert [word for word in WORDS if word in shown] == []
    assert "postgresql://keeper:" in shown
    assert "@mail.example:587" in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [("some_client_secret", "hidden"), ("api_token", "hidden"), ("x_url", "https://a.example/?api_key=hidden&b=1")],
)
def test_settings_to_come_are_masked_by_their_names(name, value):
    assert "hidden" not in settings_shown.masked(name, value)


def test_what_was_set_is_told_from_defaults(tmp_path):
    settings = databases.settings_for(f"sqlite:///{tmp_path}/groundswell.db", tmp_path, SITE_NAME="Ours")

    chosen = {row.name for row in settings_shown.rows(settings) if not row.is_default}

    assert chosen == {"GROUNDSWELL_SITE_NAME", "GROUNDSWELL_DATA_DIR", "GROUNDSWELL_LOG_LEVEL"}


def test_every_setting_stands_on_the_page_with_what_it_does(admin, signed_in):
    page = signed_in(admin).get("/admin/settings").text

    assert all(f"GROUNDSWELL_{name}" in page for name in (*SECRETS, "TIME_ZONE", "FILE_MEGABYTES"))
    assert "Signs sessions and links" in page
    assert config.DEVELOPMENT_SECRET not in page
