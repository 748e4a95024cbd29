"""The job `accounts.forget`: what the doors wrote down is forgotten when it is of no use any more."""

from . import guesses, sessions, sign_ups


def forget(_period: str) -> None:
    """Forget used challenges, sign-ups, wrong guesses and sessions, each after its time."""
    sign_ups.forget()
    guesses.forget()
    sessions.forget()
