"""Static files: kept for a year under an address that changes with them, and nothing else is reached."""

import gzip

import pytest

from community.kernel.files import resource
from community.kernel.web import static

FOLDER = resource("templates") / "static"


@pytest.mark.parametrize("name", ["app.css", "app.js", "favicon.svg", "vendor/bootstrap/bootstrap.min.css"])
def test_file_is_served_as_it_is_and_may_be_kept_for_a_year(browser, name):
    answer = browser.get(static.url(name))

    assert answer.status_code == 200
    assert answer.data == (FOLDER / name).read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("name", "media"), [("app.css", "text/css"), ("app.js", "text/javascript"), ("favicon.svg", "image/svg+xml")]
)
def test_file_says_what_it_is(browser, name, media):
    assert browser.get(static.url(name)).mimetype == media


def test_file_is_the_same_for_everybody(signed_in, asker):
    answer = signed_in(asker).get(static.url("app.css"))

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]


def test_file_is_compressed_for_those_who_can_read_it(browser):
    answer = browser.get(static.url("app.css"), headers={"Accept-Encoding": "br, gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == (FOLDER / "app.css").read_bytes()
    assert len(answer.data) < (FOLDER / "app.css").stat().st_size


def test_address_changes_with_the_contents(tmp_path, monkeypatch):
    monkeypatch.setattr(static, "_folder", lambda: tmp_path)
    versions = set()
    for text in ("a", "b"):
        (tmp_path / "app.css").write_text(text)
        versions.add(static.version.__wrapped__())
    (tmp_path / "app.css").rename(tmp_path / "other.css")
    versions.add(static.version.__wrapped__())

    assert len(versions) == 3


@pytest.mark.parametrize(
    "name",
    [
        "../base.html",
        "..%2fbase.html",
        "%2e%2e/base.html",
        "vendor/../../base.html",
        "..\\base.html",
        "/etc/passwd",
        "//etc/passwd",
        "vendor",
        "",
        ".",
        "no-such.css",
        "app.css/",
        "app.css%00",
    ],
)
def test_nothing_but_the_folder_s_own_files_is_reached(browser, name):
    answer = browser.get(f"/static/{static.version()}/{name}")

    assert answer.status_code in (308, 404)
    assert b"{%" not in answer.data
    assert b"root:" not in answer.data


def test_address_of_another_version_leads_nowhere(browser):
    assert browser.get("/static/000000000000/app.css").status_code == 404


def test_names_that_do_not_exist_are_not_remembered(browser):
    before = static._read.cache_info().currsize

    for number in range(20):
        browser.get(static.url(f"no-such-{number}.css"))

    assert static._read.cache_info().currsize == before
