"""Mail that answers: it goes to its thing in the member's name, or its writer hears once a day why it could not."""

import hashlib
from collections.abc import Callable

from flask import current_app
from flask_babel import gettext as _

from community.accounts import queries as accounts
from community.accounts.models import Member
from community.kernel import clock, mail, notices
from community.kernel.errors import Refused
from community.kernel.mail.addresses import Answer
from community.kernel.mail.reading import Letter
from community.kernel.rooms import house
from community.kernel.web import language, wording
from community.kernel.web.uploads import Uploads

from .states import Outcome


def writer_of(answer: Answer, letter: Letter) -> Member | None:
    """Return the member who wrote an answer; None where it came from another address than that of its owner."""
    owner = _owner_of(answer)
    return owner if owner and (owner.email or "").lower() == letter.sender else None


def _owner_of(answer: Answer) -> Member | None:
    owner = accounts.member_by_id(answer.member_id)
    return owner if owner and owner.active and owner.email else None


def is_title_of(answer: Answer, letter: Letter) -> bool:
    """Tell whether a mail's subject is the title of the thing that its writer answers."""
    writer, thing = writer_of(answer, letter), house().things.get(answer.thing)
    found = thing.visible([answer.thing_id], writer.viewer) if writer and thing else {}
    return any(" ".join(one.title.split()).casefold() == letter.subject.casefold() for one in found.values())


def take(answer: Answer, letter: Letter, files: Uploads) -> Outcome:
    """Let the room to which the answered thing belongs take words and files; whoever else writes waits for a person."""
    member = writer_of(answer, letter)
    if member is None:
        if owner := _owner_of(answer):
            _tell(owner, _own_address)
        return Outcome(state="waiting", reason="other_sender")
    takes = house().mail_answers.get(answer.thing)
    if takes is None:
        return Outcome(state="waiting", reason="unknown_thing")
    if not letter.text and letter.files:
        raise Refused("Your mail held a file, but no words. Please send it again with a few words about it.")
    if not letter.text:
        raise Refused("Your mail held no words of its own, only what it quotes.")
    with language.spoken_to(member.language):
        url = takes(member.viewer, answer.thing_id, letter.text, files.taken)
        heard = [*notices.taken(), *files.refused]
    if heard:
        _tell(member, lambda: "\n\n".join(heard), url)
    return Outcome(state="handled", reason="posted", url=url, remark=" ".join(files.refused)[:500])


def tell_why(letter: Letter, no: Refused) -> None:
    """Write to the member whose words a rule refused."""
    member = accounts.member_by_email(letter.sender) if letter.sender else None
    if member and member.active:
        _tell(member, lambda: wording.refusal(no))


def _own_address() -> str:
    return _(
        "A mail to the address under which you can answer came from another address than yours. Nothing was written in"
        " your name. If it was you, please answer from the address with which you signed up."
    )


def _tell(member: Member, words: Callable[[], str], url: str = "") -> None:
    """Write a member of what they wrote at `url`; of what was written nowhere once a day at most.

    So two machines cannot keep each other busy: whoever answers this mail answers nothing of ours.
    """
    settings, address = current_app.extensions["settings"], member.email or ""
    with language.spoken_to(member.language):
        greeting, subject = _("Hello %(name)s,", name=member.name), _("About the mail that you sent us")
        rest = _("This is what we want to tell you of your mail:")
        text = f"{greeting}\n\n{rest}\n\n{words()}\n\n{settings.base_url}{url}\n"
    told = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    once = url or f"{clock.now():%Y-%m-%d}"
    mail.send(key=f"mail help {told} {once}", to=address, subject=subject, text=text)
