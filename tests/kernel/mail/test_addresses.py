"""Addresses to which a person answers a mail."""

from dataclasses import replace

import pytest

from community.kernel import config
from community.kernel.mail.addresses import Answer, answer_at, reply_address

SETTINGS = replace(config.load({}), mail_replies_to="replies@example.com")
ANSWER = Answer("topic", 123456789, 987654321)


def test_an_address_says_again_what_it_was_made_of():
    address = reply_address(ANSWER, SETTINGS)

    assert answer_at(f" {address.upper()}", SETTINGS) == ANSWER
    assert len(address.partition("@")[0]) <= 64


def test_a_house_that_reads_no_mailbox_has_no_such_address():
    assert reply_address(ANSWER, replace(SETTINGS, mail_replies_to="")) is None


@pytest.mark.parametrize(
    "made_up",
    [
        "replies@example.com",
        "replies+@example.com",
        "replies+topic.123456789.987654321@example.com",
        "replies+topic.123456789.987654321.00000000000000000000@example.com",
        "réplies+töpic.1.2.ü@example.com",
        "",
        "@",
    ],
)
def test_an_address_that_we_did_not_make_says_nothing(made_up):
    assert answer_at(made_up, SETTINGS) is None


def test_another_house_makes_other_addresses():
    address = reply_address(ANSWER, replace(SETTINGS, secret_key="another secret"))

    assert answer_at(address, SETTINGS) is None
