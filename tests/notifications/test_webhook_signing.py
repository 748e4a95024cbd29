"""Signatures as the Standard Webhooks specification has them."""

import base64
import hashlib
import hmac

from community.notifications.webhooks import signing

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'


def test_signature_is_that_of_the_specification_s_example():
    assert signing.signature(SECRET, ID, AT, BODY) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_receiver_checks_a_message_with_a_few_lines():
    secret = signing.fresh_secret()
    sent = signing.headers([secret], ID, AT, BODY)

    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + BODY
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert sent["webhook-signature"] == f"v1,{expected}"


def test_each_secret_that_holds_signs():
    both = [signing.fresh_secret(), signing.fresh_secret()]

    sent = signing.headers(both, ID, AT, BODY)["webhook-signature"].split(" ")

    assert sent == [signing.signature(secret, ID, AT, BODY) for secret in both]


def test_no_two_secrets_are_the_same():
    assert len({signing.fresh_secret() for _ in range(50)}) == 50
