"""A webhook leads outside: never to our own machine, its neighbours, or what only our server can reach."""

import pytest

from community.kernel.errors import Refused
from community.notifications.webhooks import guard

INSIDE = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "nonsense",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_address_within_our_network_is_not_outside(address):
    assert not guard.is_outside(address, at_home=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_address_is_outside(address):
    assert guard.is_outside(address, at_home=False)


def test_in_development_this_machine_may_be_reached_and_its_neighbours_may_not():
    reached = [guard.is_outside(one, at_home=True) for one in ("127.0.0.1", "::1", "10.0.0.1", "169.254.169.254")]

    assert reached == [True, True, False, False]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://example.com/hook", "https://"),
        ("ftp://example.com/", "https://"),
        ("https://", "https://"),
        ("not an address", "https://"),
        ("https://[::1", "not an address"),
        ("https://example.com:99999/", "not an address"),
        ("https://me:secret@example.com/", "no name, no password"),
        ("https://example.com/#part", "no #"),
        ("https://example.com/" + "a" * 500, "500 plain characters"),
        ("https://exämple.com/", "plain characters"),
        ("https://localhost/", "our own network"),
        ("https://metadata.google.internal/", "our own network"),
        ("https://127.1/", "our own network"),
        ("https://0x7f000001/", "our own network"),
        ("https://2130706433/", "our own network"),
        ("https://[::ffff:169.254.169.254]/", "our own network"),
    ],
)
def test_address_that_may_not_be_is_refused_when_it_is_named(url, sentence):
    with pytest.raises(Refused, match=sentence):
        guard.checked_url(url, at_home=False)


@pytest.mark.parametrize("url", ["https://example.com/hook?a=1", "https://93.184.216.34:8443/"])
def test_address_outside_is_kept_as_it_is(url):
    assert guard.checked_url(f" {url} ", at_home=False) == url


def test_in_development_plain_http_to_this_machine_is_taken():
    assert guard.checked_url("http://127.0.0.1:9/", at_home=True) == "http://127.0.0.1:9/"
