"""Settings: what cannot be used stops the start with one sentence that names the variable."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from community.kernel import config
from community.kernel.errors import SettingsError

OWN_SECRET = "k" * 32
PRODUCTION = {"GROUNDSWELL_ENV": "production", "GROUNDSWELL_SECRET_KEY": OWN_SECRET}


def sentence_of(environ: dict[str, str]) -> str:
    """Return what is said about settings that cannot be used."""
    with pytest.raises(SettingsError) as no:
        config.load(environ)
    return str(no.value)


def test_nothing_set_is_a_working_installation():
    settings = config.load({})

    assert settings.database_url == f"sqlite:///{Path('var/groundswell.db').absolute()}"
    assert settings.is_sqlite
    assert not settings.is_production


def test_every_setting_says_what_it_is():
    silent = [f.name for f in fields(config.Settings) if not f.metadata["says"].endswith(".")]

    assert silent == []


def test_settings_stay_as_they_were_read():
    settings = config.load({})

    with pytest.raises(FrozenInstanceError):
        settings.env = "production"  # type: ignore[misc]


def test_other_programs_variables_are_left_alone():
    assert config.load({"PATH": "/bin", "GROUNDSWELLING": "1"}) == config.load({})


def test_misspelt_setting_is_named_with_those_there_are():
    sentence = sentence_of({"GROUNDSWELL_DATABSE_URL": "sqlite:///x.db"})

    assert sentence.startswith("GROUNDSWELL_DATABSE_URL is not a setting")
    assert "GROUNDSWELL_DATABASE_URL" in sentence


MALFORMED = {
    "ENV": ("staging", "Production", ""),
    "SECRET_KEY": ("",),
    "DATABASE_URL": ("not an address", "mysql://u@h/d", "sqlite://", "sqlite:///:memory:", "postgresql://h:port/d"),
    "REDIS_URL": ("localhost:6379", "http://h", "redis://"),
    "BASE_URL": ("community.example", "ftp://x", "https://", "http://h:port", ""),
    "OIDC_ISSUER": ("http://id.example", "id.example", "https://", "https://id.example"),  # the last without a client
    "OIDC_LABEL": ("x" * 41, "two\nlines"),
    "MAIL_UNSIGNED_MEMOS": ("true", "Yes", "1", ""),
    "TIME_ZONE": ("Mars/Olympus", "../etc/passwd", "", "/etc/localtime", "Europe"),
    "SMTP_URL": ("mail.example:25", "http://mail.example", "smtp://"),
    "MAIL_FROM": (
        "nobody",
        "",
        "a@b\nBcc: everybody@example.com",
        "two@a.example, three@b.example",
        "Ann <a@b.example>",
    ),
    "SITE_NAME": ("", "  ", "Ours\nBcc: everybody@example.com"),
    "LOG_LEVEL": ("info", "LOUD", ""),
    "WEB_THREADS": ("eight", "0", "65", "1.5", ""),
    "WEB_PROCESSES": ("0", "65", "-1", "2"),
    "TRUSTED_PROXIES": ("-1", "6", "yes"),
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in MALFORMED.items() for v in values])
def test_malformed_setting_is_named_in_one_sentence(name, value):
    sentence = sentence_of({f"GROUNDSWELL_{name}": value})

    assert sentence.startswith(f"GROUNDSWELL_{name} ")
    assert sentence.endswith(".")
    assert "\n" not in sentence.replace(value, "")


def test_empty_setting_is_not_taken_for_the_folder_we_stand_in():
    assert sentence_of({"GROUNDSWELL_DATA_DIR": ""}).startswith("GROUNDSWELL_DATA_DIR ")


def test_a_password_is_never_repeated():
    sentence = sentence_of({"GROUNDSWELL_DATABASE_URL": "postgresql://me:geheim@host:port/name"})

    assert "geheim" not in sentence


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg_3(scheme):
    settings = config.load({"GROUNDSWELL_DATABASE_URL": f"{scheme}://me:s%40cret@host/name"})

    assert settings.database_url == "postgresql+psycopg://me:s%40cret@host/name"


def test_production_refuses_the_development_secret():
    sentence = sentence_of({"GROUNDSWELL_ENV": "production"})

    assert sentence.startswith("GROUNDSWELL_SECRET_KEY still has its development value")


def test_production_refuses_a_short_secret():
    sentence = sentence_of(PRODUCTION | {"GROUNDSWELL_SECRET_KEY": "k" * 31})

    assert sentence.startswith("GROUNDSWELL_SECRET_KEY is shorter than 32 characters")
    assert "kkk" not in sentence


def test_production_starts_with_a_secret_of_its_own():
    assert config.load(PRODUCTION).is_production


def test_several_web_processes_need_a_redis():
    alone = {"GROUNDSWELL_WEB_PROCESSES": "2"}

    sentence = sentence_of(alone)
    settings = config.load(alone | {"GROUNDSWELL_REDIS_URL": "redis://host:6379/0"})

    assert "GROUNDSWELL_REDIS_URL" in sentence
    assert settings.web_processes == 2


def test_secrets_are_not_told_with_the_other_settings():
    given = {"SECRET_KEY": "k" * 40, "OIDC_ISSUER": "https://id.example", "OIDC_CLIENT_ID": "us"}
    secret = {"OIDC_CLIENT_SECRET": "s" * 40}

    told = repr(config.load({f"GROUNDSWELL_{name}": value for name, value in (given | secret).items()}))

    assert "id.example" in told
    assert "kkkk" not in told
    assert "ssss" not in told
