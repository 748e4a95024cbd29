"""Passkeys, with a device made of a few lines: only the right answer to our own question signs in, and each once."""

import hashlib
import json
import re
import struct
from datetime import timedelta
from html import unescape

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from support.doors import PASSWORD, is_signed_in, letters, nora, sign_in
from webauthn.helpers import bytes_to_base64url as words

from community.accounts import passkeys
from community.kernel import clock

__all__ = ["nora"]
ORIGIN, HOST = "http://127.0.0.1:8000", "127.0.0.1"
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Device:
    """A device that holds one key."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = b"credential of a device"
        self.count = 0

    def make(self, options, origin=ORIGIN, flags=PRESENT | VERIFIED):
        """Answer the question for a new key."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        whole = {"fmt": "none", "attStmt": {}, "authData": self._data(flags | ATTESTED) + attested}
        told = self._told("webauthn.create", options, origin)
        return self._answer(clientDataJSON=told, attestationObject=cbor2.dumps(whole))

    def sign(self, options, origin=ORIGIN, flags=PRESENT | VERIFIED):
        """Answer the question at the door."""
        self.count += 1
        told, data = self._told("webauthn.get", options, origin), self._data(flags)
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=told, authenticatorData=data, signature=signature)

    def _data(self, flags):
        return hashlib.sha256(HOST.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count)

    def _told(self, kind, options, origin):
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}).encode()

    def _answer(self, **response):
        id_ = words(self.id)
        coded = {name: words(value) for name, value in response.items()}
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": coded})


def asked_on(page):
    """Return the question and the token of a page with a form for passkeys."""
    return {
        "options": unescape(re.search(r'data-options="([^"]+)"', page)[1]),
        "token": re.search(r'name="token"[^>]*value="([^"]+)"', page)[1],
    }


def enter(client, device, **how):
    asked = asked_on(client.get("/accounts/sign-in").text)
    credential = device.sign(asked["options"], **how)
    return (
        asked["token"],
        credential,
        client.post("/accounts/passkey", data={"token": asked["token"], "credential": credential}),
    )


def add(client, device, *, password=PASSWORD, **how):
    asked = asked_on(client.get("/accounts/passkeys").text)
    form = {"name": "My telephone", "password": password, "token": asked["token"]}
    return client.post("/accounts/passkeys", data=form | {"credential": device.make(asked["options"], **how)})


@pytest.fixture
def device(nora, browser):
    """A device with a passkey of a member who signed out again."""
    made = Device()
    sign_in(browser)
    assert add(browser, made).status_code == 303
    browser.post("/accounts/sign-out")
    return made


def test_a_passkey_is_named_signs_in_and_is_told_by_mail(device, nora, browser):
    _token, _credential, sent = enter(browser, device)

    page = browser.get("/accounts/passkeys").text

    assert sent.status_code == 303
    assert "My telephone" in page
    assert [letter["to"] for letter in letters() if "My telephone" in letter["subject"]] == [nora.email]


def test_an_answer_counts_once(device, browser, app):
    token, credential, _sent = enter(browser, device)
    other = app.test_client()

    again = other.post("/accounts/passkey", data={"token": token, "credential": credential})

    assert again.status_code == 422
    assert not is_signed_in(other)


DEEP = "[" * 100_000


def around(client_data):
    """Return an answer that is well formed but for what a device signs."""
    response = {"clientDataJSON": words(client_data.encode()), "attestationObject": "", "authenticatorData": ""}
    return json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": response | {"signature": ""}})


MADE_UP = {
    "no JSON": "x",
    "deep": DEEP,
    "deep object": '{"a":' * 50_000,
    "a list": "[]",
    "a number": "7",
    "nothing": "",
    "no answer": '{"id": "x"}',
    "numbers": '{"id": 1, "rawId": 2, "response": 3}',
    "infinite": '{"id": Infinity}',
    "no character": '{"id": "\\u0000"}',
    "half a character": '{"id": "\\ud800"}',
    "large": '{"id": ' + "9" * 5_000 + "}",
    "deep within": around(DEEP),
    "odd within": around('{"type": 1, "challenge": [], "origin": {}}'),
}


@pytest.mark.parametrize("credential", MADE_UP.values(), ids=MADE_UP)
def test_a_made_up_answer_is_refused_with_a_sentence(credential, device, browser):
    at_the_door = asked_on(browser.get("/accounts/sign-in").text)["token"]
    entered = browser.post("/accounts/passkey", data={"token": at_the_door, "credential": credential})
    sign_in(browser)
    form = {"name": "Another", "password": PASSWORD, "token": asked_on(browser.get("/accounts/passkeys").text)["token"]}

    added = browser.post("/accounts/passkeys", data=form | {"credential": credential})

    assert (entered.status_code, added.status_code) == (422, 422)
    assert "We do not know this passkey" in entered.text
    assert "did not fit" in added.text


@pytest.mark.parametrize("how", [{"origin": "https://evil.example"}, {"flags": PRESENT}])
def test_an_answer_given_elsewhere_or_without_its_owner_opens_nothing(how, device, browser):
    enter(browser, device, **how)

    assert not is_signed_in(browser)


def test_an_answer_that_comes_too_late_opens_nothing(device, browser):
    asked = asked_on(browser.get("/accounts/sign-in").text)
    form = {"token": asked["token"], "credential": device.sign(asked["options"])}

    with clock.at(clock.now() + timedelta(minutes=16)):
        browser.post("/accounts/passkey", data=form)

    assert not is_signed_in(browser)


def test_another_key_under_the_same_name_opens_nothing(device, browser):
    enter(browser, Device())

    assert not is_signed_in(browser)


def test_a_copied_key_that_counts_backwards_opens_nothing(device, browser, app):
    device.count = 7
    enter(app.test_client(), device)
    device.count = 3

    enter(browser, device)

    assert not is_signed_in(browser)


@pytest.mark.parametrize("credential", ["", "{}", "null", "[]", '{"id": "x"}', '{"id": 7}', "not json"])
def test_what_is_no_answer_is_refused_with_a_sentence(credential, device, browser):
    asked = asked_on(browser.get("/accounts/sign-in").text)

    sent = browser.post("/accounts/passkey", data={"token": asked["token"], "credential": credential})

    assert sent.status_code == 422
    assert "do not know this passkey" in sent.text


@pytest.mark.parametrize(
    "how", [{"password": "not-the-password"}, {"origin": "https://evil.example"}, {"flags": PRESENT}]
)
def test_a_new_passkey_needs_the_password_and_an_owner_here(how, nora, browser, app):
    sign_in(browser)

    sent = add(browser, Device(), **how)

    assert sent.status_code == 422
    assert passkeys.passkeys_of(nora.id) == []


def test_the_question_to_one_member_makes_no_key_of_another(nora, browser, asker, app):
    sign_in(browser)
    asked, theirs = asked_on(browser.get("/accounts/passkeys").text), passkeys.ask_to_add(asker)
    form = {"name": "Key", "password": PASSWORD, "token": theirs.token, "credential": Device().make(theirs.options)}

    sent = browser.post("/accounts/passkeys", data=form)

    assert asked["token"] != theirs.token
    assert sent.status_code == 422


def test_a_removed_passkey_opens_nothing_and_only_its_member_removes_it(device, browser, app, asker, signed_in, nora):
    (key,) = passkeys.passkeys_of(nora.id)
    foreign = signed_in(asker).post(f"/accounts/passkeys/{key.id}/remove")
    enter(browser, device)

    browser.post(f"/accounts/passkeys/{key.id}/remove")
    other = app.test_client()
    enter(other, device)

    assert foreign.status_code == 404
    assert not is_signed_in(other)


def test_a_member_who_left_does_not_come_in_by_passkey(device, nora, browser):
    nora.active = False

    enter(browser, device)

    assert not is_signed_in(browser)


def test_passkeys_are_told_without_keys_and_erased(device, nora):
    told = passkeys.PERSONAL.told(nora.id)
    passkeys.PERSONAL.erase(nora.id)

    assert [(sorted(row), row["name"]) for row in told] == [(["made_at", "name", "used_at"], "My telephone")]
    assert passkeys.passkeys_of(nora.id) == []


def test_what_a_device_keeps_of_its_owner_is_the_same_each_time_and_names_nobody(nora, asker):
    kept = [json.loads(passkeys.ask_to_add(member).options)["user"]["id"] for member in (nora, nora, asker)]

    assert kept[0] == kept[1] != kept[2]
    assert len(kept[0]) == 43  # 256 bits
