"""Only what the author said is scored: no code, no logs, no quotes, no signatures, nothing private."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.listening.cleaning import clean

TRACEBACK = """It stopped again.
Traceback (most recent call last):
  File "/srv/worker.py", line 12, in run
    raise ConnectionError("fatal")
ConnectionError: fatal error, connection aborted, worker killed
Any idea?"""
JAVA = """After the update:
Exception in thread "main" java.lang.IllegalStateException: dead
    at com.shop.Cart.add(Cart.java:12)
    ... 12 more
Caused by: java.io.IOException: disk failure
What now?"""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("> This product is terrible and useless\nI disagree, it is great.", "I disagree, it is great."),
        ("Look:\n```\nkill -9 dead\n```\nIt works.", "Look:\n\nIt works."),
        ("Look:\n~~~~\n```\nfatal\n~~~~\nIt works.", "Look:\n\nIt works."),
        ("Look:\n\n    kill -9 dead\n    fatal\n\nIt works.", "Look:\n\nIt works."),
        ("```\nnever closed, terrible", ""),
        ("Use `kill -9` here", "Use here"),
        ("- first\n- second", "first\nsecond"),
        ("# Great news", "Great news"),
        ("See [the guide](https://example.org/bad) now", "See the guide now"),
        ("See https://example.org/worst-failure?x=1 now", "See now"),
        (TRACEBACK, "It stopped again.\n\nAny idea?"),
        (JAVA, "After the update:\n\nWhat now?"),
        ("Traceback … fatal error, connection aborted, worker killed", ""),
        ("2026-10-01T12:00:00Z ERROR dead worker\nHelp?", "Help?"),
        ("ERROR: disk failure\n[WARN] bad block\nHelp?", "Help?"),
        ("Oct  1 12:00:00 hub sshd[17]: fatal\nHelp?", "Help?"),
        ("main.c:12:5: error: bad token\nHelp?", "Help?"),
        ("It is fine.\n-- \nAnn, Angry Birds Ltd", "It is fine."),
        ("It is fine.\n\nKind regards,\nAnn", "It is fine."),
        ("It is fine.\nSent from my phone", "It is fine."),
        ("It is fine.\n\nOn Monday Ben Awful wrote:\n> so bad", "It is fine."),
        ("I can’t complain", "I can't complain"),
        ("Error: I mean the message, not a log", "Error: I mean the message, not a log"),
        ("", ""),
    ],
)
def test_what_a_machine_or_somebody_else_said_goes_out(written, said):
    found = clean(written)

    assert found.text == said


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>It works.</p><pre><code>kill dead</code></pre><p>Thanks!</p>", "It works.\n\nThanks!"),
        ("<blockquote><p>so bad</p></blockquote><p>I disagree.</p>", "I disagree."),
        ("<p>Use <code>kill</code> here</p>", "Use here"),
        ("<p>one<br>two &amp; three</p>", "one\ntwo & three"),
        ('<p>See <a href="https://example.org/bad">the guide</a></p>', "See the guide"),
        ("<p>&gt; so bad</p><p>No.</p>", "No."),
        ("</blockquote><p>Still here.</p>", "Still here."),
    ],
)
def test_html_is_read_as_its_author_s_words(html, said):
    found = clean(html, "html")

    assert found.text == said


@pytest.mark.parametrize(
    ("written", "split"),
    [
        ("#smartboxfail", "#smartbox fail"),
        ("#SmartBox #FAIL", "#SmartBox #FAIL"),
        ("#LarkspanSucks", "#Larkspan Sucks"),
        ("#larkspanproblems", "#larkspan problems"),
        ("#failsafe", "#failsafe"),
    ],
)
def test_compound_hashtags_are_split(written, split):
    found = clean(written, brands=("larkspan",))

    assert found.text == split


def test_private_data_is_masked_and_counted():
    found = clean("Write to ann@example.org, card 4111111111111111. Ann")

    assert found.text == "Write to [email], card [card]. Ann"
    assert found.masked == {"email": 1, "card": 1}


def test_private_data_split_by_invisible_signs_is_masked():
    found = clean("ann\u200b@example.org")

    assert found.text == "[email]"


def test_a_long_text_is_cut_at_two_thousand_words():
    found = clean("word " * 5_000)

    assert len(found.text.split()) == 2_000


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ("One.", "Two!", "Three?")),
        ("Version 4.2.1 is out. Really?!", ("Version 4.2.1 is out.", "Really?!")),
        ("Use one, e.g. the R2, vs. the R1.", ("Use one, e.g. the R2, vs. the R1.",)),
        ("A line that\ngoes on.\nAnother", ("A line that goes on.", "Another")),
        ("Title\n\nText", ("Title", "Text")),
        ("Thanks. 👍", ("Thanks.", "👍")),
        ("Hm. :) ...", ("Hm.", ":) ...")),
        ("-----\n***", ()),
        ("", ()),
    ],
)
def test_sentences(text, sentences):
    found = clean(text)

    assert found.sentences == sentences


@given(st.text(), st.sampled_from(["markdown", "html"]))
def test_any_text_is_cleaned(text, markup):
    found = clean(text, markup)

    assert len(found.text.split()) <= 2_000
    assert clean(text, markup) == found


@pytest.mark.parametrize(
    "piece",
    ["`", "[", "](", "#fail", "at a", "a.", "> ", "<p>", "<code>", "\n", " \n", "a:1", "-- ", "- ", "* * ", "1."],
)
def test_a_hostile_text_takes_linear_time(piece):
    start = time.process_time()

    clean(piece * (60_000 // len(piece)))
    clean(piece * (60_000 // len(piece)), "html")

    assert time.process_time() - start < 5
