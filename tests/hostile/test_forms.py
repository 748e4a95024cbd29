"""Every form of the house is found, filled with what would be scripts, and sent: what comes of it is words."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

import pytest
from hostile.attacks import ALL, batches
from hostile.forms import Form
from hostile.place import Place
from hostile.screen import Screen, Sheet
from werkzeug.test import TestResponse

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900), pytest.mark.xdist_group("forms")]

# The fewest characters that a field takes, where it takes no fewer.
SHORTEST = dict.fromkeys(("title", "headline", "body", "reason", "response", "text", "answer", "phrase"), 12)
PERSON = {"email": "new.person@people.example", "password": "a long and secret sentence"}
# What a form needs besides words: fields in which only certain words make sense, and words that nobody sent before.
FIXED: Mapping[str, Mapping[str, str]] = {
    "admin.roles": {"handle": "theo-thanker", "role": "mvp"},
    "admin.webhooks": {"url": "http://127.0.0.1:9/{fresh}"},
    "forum.ask": {"tags": "charging"},
    "forum.edit": {"tags": "charging"},
    "forum.split": {"post": ""},  # the first reply
    "ideas.respond": {"to": "planned"},
    "insight.edit_memo": {"quotes": ""},  # as it stands there
    "security.register": PERSON,
    "accounts.link_handle": {"channel": "other"},
    "accounts.merge_records": {"other": "theo-thanker"},
    "engagement.add_entry": {"handle": "theo-thanker"},
    "moderation.sanction": {"reason": "OBSCENITY"},
    "moderation.uphold": {"reason": "OFF_TOPIC"},
}
# Forms that ask for words and take none of ours, each with its reason.
UNTAKEN = {
    "accounts.add_passkey": "asks for the member's password, and for a device's answer",
    "forum.duplicate": "asks for the number or address of a topic",
    "ideas.merge": "asks for the number or address of an idea",
    "accounts.take_data": "asks for the password",
    "accounts.leave": "asks for the password",
    "accounts.reset_second_step": "asks for the administrator's password",
    "accounts.erase": "asks for the handle of the person, and for the administrator's password",
    "forum.preview": "answers with a part of a page",
    "forum.upload": "answers with a part of a page",
    "moderation.redact": "asks for words that stand in the text",
}
# What takes a POST and is not met as a form, each with its reason.
UNMET = {
    "accounts.stay": "stands on the pages of who is leaving; asks for nothing",
    "mail.address_works": "stands on the first page of who is not reached by mail; asks for nothing",
    "mcp.take": "takes messages of language models, from a token; shut unless a setting opens it",
    "notifications.unsubscribe": "its address is in a mail; asks for nothing",
    "security.reset_password": "its address is in a mail; asks for a password, which is shown nowhere",
    "accounts.confirm_again": "stands on the pages of who has not confirmed an address; asks for nothing",
    "accounts.confirmed": "its address is in a mail; asks for nothing",
    **dict.fromkeys(
        ("accounts.confirm_second_step", "accounts.pass_second_door"), "asks for a code, which is shown nowhere"
    ),
    **dict.fromkeys(
        ("accounts.fresh_codes", "accounts.turn_second_step_off"), "asks for a password, which is shown nowhere"
    ),
    **dict.fromkeys(
        ("accounts.end_session", "accounts.remove_passkey", "accounts.remove_identity"), "asks for nothing"
    ),
    **dict.fromkeys(("accounts.join", "accounts.link_identity"), "is for whom an OpenID provider sent"),
    "kb_harvest.reviewed": "stands beside articles whose sources changed; asks for nothing but the version",
}
TAKEN = (201, 204, 302, 303)
DOOR = "/accounts/sign-in"
LIVE = 29  # of so many pages one is also opened; over the attacks, each form has its turns
AGAIN = 5  # where a form leads to the same view as another, it gets every fifth portion
EVERY = 25  # fields that nobody types into get every 25th attack, each form others


def filled(form: Form, attack: str) -> dict[str, Any]:
    fixed = {name: value.replace("{fresh}", token_hex(4)) for name, value in FIXED.get(form.endpoint, {}).items()}
    return form.filled(attack, SHORTEST, fixed)


def is_taken(answer: TestResponse) -> bool:
    return answer.status_code in TAKEN and not (answer.location or "").startswith(DOOR)


def test_every_view_that_takes_a_post_is_met_as_a_form(place: Place) -> None:
    posts = {rule.endpoint for rule in place.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    taking = {name for name in posts if not name.partition(".")[0].endswith("_api")}  # those take JSON, from a token

    met = {form.endpoint for form in place.forms if form.method == "POST"}

    assert sorted(taking - met) == sorted(UNMET)
    assert sorted(met - taking) == []


def test_every_kind_of_control_is_known(place: Place) -> None:
    kinds = {one.kind for form in place.forms for one in form.fields}

    assert kinds <= {"words", "hidden", "choice", "check", "email", "password", "number", "date", "file"}


@pytest.mark.prove
def test_nobody_meets_a_broken_page(place: Place) -> None:
    assert [address for address, answer in place.before.answers.items() if answer.status_code >= 500] == []


def test_unguarded_page_would_be_noticed(screen: Screen) -> None:
    policy = "default-src 'self'; frame-ancestors 'none'"
    pages = [b"<p>calm", b"<script>alert(1)</script>", b"<img src=x onerror=alert(1)>", b"<a href=javascript:x>x</a>"]
    facts = [
        b'<script type="application/ld+json">%s</script>' % one for one in (b'{"a": 1}', b'{"a": "<b>"}', b'{"a": ')
    ]

    found = [screen.foreign([Sheet("a page", page, policy)]) for page in (*pages, *facts)]
    let_through = screen.foreign([Sheet("a page", pages[1], "default-src *; script-src 'unsafe-inline'")])

    assert [bool(one) for one in found] == [False, True, True, True, False, True, True]
    assert any("dialog" in one for one in let_through)


@pytest.mark.prove
@pytest.mark.parametrize("attacks", batches(), ids=[f"from_{batch[0]!r:.12}" for batch in batches()])
def test_what_is_written_into_any_form_stays_words(
    attacks: tuple[str, ...], place: Place, screen: Screen, record_property: Any
) -> None:
    sheets: list[Sheet] = []
    asking = [form for form in place.forms if form.asks_for_words]
    taken: set[str] = set()
    first = {form.endpoint: form for form in reversed(asking)}

    for form in asking:
        for attack in form.portions(attacks)[:: 1 if form is first[form.endpoint] else AGAIN]:
            answer, seen = place.send(form, filled(form, attack))
            sheets += seen
            taken |= {form.endpoint} if form.method == "GET" or is_taken(answer) else set()
    for number, form in enumerate(place.forms):
        for attack in attacks[number % EVERY :: EVERY] if form.fields else ():
            sheets += place.send(form, form.spoilt(attack))[1]

    names = {form.endpoint for form in asking}
    assert sorted(names - taken) == sorted(names & set(UNTAKEN))
    assert screen.foreign(sheets, live=LIVE) == []
    record_property("proven", ["injections in every form stay words", "sqlite", f"{len(attacks)} of {len(ALL)}"])
