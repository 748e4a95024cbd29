"""Files of somebody who was erased: texts lose the names, a PDF that may tell them is emptied, pictures stay."""

import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from flask import current_app
from PIL import Image
from support import people, uploading

from community.accounts import erasures, leaving
from community.forum import forgetting
from community.forum.models import File, Post
from community.forum.services import files
from community.kernel import blobs, clock, pdf_words
from community.kernel.db import db
from community.kernel.forgetting import Names

NAME, EMAIL = "Zyzxqueline Plinkett", "zyzx.plinkett@people.example"
NAMES = Names(name=NAME, handle="zyzxqueline-plinkett", email=EMAIL)
OLD = "zyzxqueline_plinkett"


@pytest.fixture
def person(app):
    return people.member(NAME, email=EMAIL)


def pdf(author=""):
    """Return a small PDF of one page, by somebody."""
    to = BytesIO()
    Image.new("RGB", (8, 8)).save(to, "PDF", author=author)
    return to.getvalue()


def packed(text):
    """Return a PDF with one packed piece that says the text."""
    stream = zlib.compress(f"BT {text} TJ ET".encode())
    return b"%PDF-1.4\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + stream + b"\nendstream\nendobj\n"


def attached(topic, by, name, content):
    return uploading.attached(people.answer(topic, by), topic, by, uploading.upload(name, content))


def after_erasing(person, file):
    """Return a file and what it says, when the person is forgotten."""
    leaving.erase(person, why="asked", by=None)
    db.session.commit()
    while erasures.go_on(current_app.extensions["settings"], lambda: False):
        pass
    found = db.session.get_one(File, file.id, populate_existing=True)
    return found, blobs.store().path(found.digest).read_bytes()


@pytest.mark.parametrize("whose", ["own", "another's"])
def test_a_text_stays_and_loses_the_names(whose, person, helper, topic):
    said = f"boot ok\nuser={NAME} <{EMAIL}> logged in\n".encode()
    file = attached(topic, person if whose == "own" else helper, f"cv_{OLD}_2026.log", said)
    old = blobs.store().path(file.digest)

    found, content = after_erasing(person, file)
    with clock.at(clock.now() + timedelta(days=2)):
        files.clean_contents(old.parent.name, clock.now())

    assert content == b"boot ok\nuser=[withdrawn] <[withdrawn]> logged in\n"
    assert (found.name, found.size, found.media_type) == ("cv_[withdrawn]_2026.log", len(content), "text/plain")
    assert not old.exists()


def test_a_text_without_the_names_stays_as_it_is(person, topic):
    file = attached(topic, person, "boot.log", b"boot ok")
    before = (file.name, file.digest)

    found, _ = after_erasing(person, file)

    assert (found.name, found.digest) == before


def test_their_own_pdf_is_emptied_whatever_it_says(person, topic):
    file = attached(topic, person, "invoice.pdf", pdf())

    found, content = after_erasing(person, file)

    assert (found.name, found.media_type, content) == ("invoice.txt", "text/plain", b"[withdrawn]\n")


@pytest.mark.parametrize(
    "content",
    [
        pdf(author=NAME),
        packed(f"[(Dear {NAME})]"),
        packed("[(Zyz) -20 (xqueline Plin) 3.5 (kett)]"),
        packed(f"<{NAME.encode().hex()}>"),
        packed(f"(mailto:{EMAIL})"),
    ],
)
def test_a_pdf_of_somebody_else_that_tells_the_names_is_emptied(content, person, helper, topic):
    file = attached(topic, helper, "manual.pdf", content)

    found, left = after_erasing(person, file)

    assert (found.name, left) == ("manual.txt", b"[withdrawn]\n")


def test_a_pdf_of_somebody_else_stays(person, helper, topic):
    file = attached(topic, helper, "manual.pdf", packed("[(How to boot a hub)]"))

    found, _ = after_erasing(person, file)

    assert (found.name, found.media_type) == ("manual.pdf", "application/pdf")


def test_a_picture_stays_under_another_name_where_it_is_shown_too(person, topic):
    post = people.answer(topic, person)
    file = uploading.attached(post, topic, person, uploading.upload(f"{OLD}.png"))
    post.body = f"Look: ![](attachment:{file.id})"
    files.show_anew(post)
    db.session.commit()
    shown = post.html

    found, content = after_erasing(person, file)

    html = db.session.get_one(Post, post.id, populate_existing=True).html
    assert (found.name, content[:4]) == ("[withdrawn].png", b"\x89PNG")
    assert (OLD in shown, OLD in html, "[withdrawn].png" in html) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "own", "left"),
    [
        ("CV Zyzxqueline Plinkett.pdf", False, "CV [withdrawn].pdf"),
        ("zyzxquelineplinkett.pdf", False, "[withdrawn].pdf"),
        ("Plinkett.pdf", False, "Plinkett.pdf"),
        (f"from {EMAIL}.txt", False, "from [withdrawn].txt"),
        ("zyzxqueline-plinkettson.txt", False, "zyzxqueline-plinkettson.txt"),
    ],
)
def test_what_stands_between_the_words_of_a_file_name_is_no_matter(name, own, left):
    assert forgetting.without_names(name, NAMES, own=own) == left


@pytest.mark.parametrize(("own", "left"), [(True, "[withdrawn] bank.png"), (False, "river bank.png")])
def test_a_name_that_is_a_common_word_leaves_their_own_files_only(own, left):
    names = Names(name="river", handle="river", email=None)

    assert forgetting.without_names("river bank.png", names, own=own) == left


def test_a_pdf_that_is_broken_says_what_it_can():
    assert "boot" in pdf_words.words(b"%PDF-1.4 boot stream\nnot packed at all")
