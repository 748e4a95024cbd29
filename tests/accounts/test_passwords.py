"""Passwords: long enough, not common, not the member's own name; and no rule about digits and signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.accounts import passwords
from community.kernel.errors import Refused

NORA = ("Nora Newman", "nora-newman", "nora@people.example", "Groundswell")


@pytest.mark.parametrize(
    "password",
    [
        *("password123", "Passw0rd!", "qwertyui", "12345678", "87654321", "Summer2024!", "aaaaaaaa", "12121212"),
        *("hunter22", "123456789a", "LETMEIN!!", "p@ssw0rd2026", "abcdefgh", "qwerqwer"),
    ],
)
def test_a_password_that_everybody_guesses_is_refused(password):
    with pytest.raises(Refused, match="easily guessed"):
        passwords.check(password)


@pytest.mark.parametrize(
    "password", ["nora-newman", "Newman1999", "Nora.Newman!", "groundswell1", "nora@people.example"]
)
def test_a_password_made_of_what_is_known_of_the_member_is_refused(password):
    with pytest.raises(Refused, match="easily guessed"):
        passwords.check(password, NORA)


@pytest.mark.parametrize(
    "password",
    [
        *("correct horse battery", "a-long-password-4u", "xk8!Lq2#", "kerzenlicht am see", "пароль из слов"),
        *("47 11 08 15 2000 17", "Kafka am Meer, " * 8, "mqzrvtkw"),
    ],
)
def test_any_other_of_eight_to_128_signs_is_taken(password):
    passwords.check(password, NORA)


@pytest.mark.parametrize(("password", "sentence"), [("xk8!Lq2", "too short"), ("xk8!Lq2#" * 17, "too long")])
def test_length_has_a_least_and_a_most(password, sentence):
    with pytest.raises(Refused, match=sentence):
        passwords.check(password)


@given(st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=24, max_size=64).filter(lambda text: len(set(text)) > 8))
def test_long_random_letters_are_always_taken(password):
    passwords.check(password)
