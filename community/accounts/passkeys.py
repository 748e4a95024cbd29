"""Passkeys (WebAuthn, level 2): a device signs in with a key of its own, after it has made sure of its owner."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from flask import current_app
from sqlalchemy import delete, func, select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from community.kernel import clock
from community.kernel.db import db
from community.kernel.errors import Refused
from community.kernel.events import publish
from community.kernel.personal import Personal

from . import challenges, letters
from .door_models import Passkey
from .events import PasskeyAdded, PasskeyRemoved
from .models import Member

MOST: Final = 20
# What a made-up answer makes the library raise, and one too deep makes JSON.
BROKEN: Final = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True)
class Asked:
    """What the browser is asked, as JSON, and the token that remembers it for a quarter of an hour."""

    options: str
    token: str


def ask_to_add(member: Member) -> Asked:
    """Return what a device is asked that is to hold a new key."""
    made = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=current_app.extensions["settings"].site_name,
        user_id=_handle(member.id),
        user_name=member.email or member.handle,
        user_display_name=member.name,
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential)) for key in passkeys_of(member.id)
        ],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return Asked(webauthn.options_to_json(made), challenges.signed("passkey", made.challenge, member.id))


def ask_to_sign_in() -> Asked:
    """Return what a device is asked at the door; which key it is, the device says."""
    made = webauthn.generate_authentication_options(
        rp_id=_host(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return Asked(webauthn.options_to_json(made), challenges.signed("passkey", made.challenge, None))


def add(*, member: Member, name: str, token: str, credential: str) -> Passkey:
    """Keep the public half of a new key."""
    if _number(member.id) >= MOST:
        raise Refused("You have %(number)s passkeys; remove one that is not needed any more.", number=MOST)
    challenge = challenges.spent("passkey", token, member.id)
    try:
        found = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge or b"",
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except BROKEN:
        raise Refused("The device's answer did not fit. Please try once more.") from None
    made = Passkey(member_id=member.id, name=" ".join(name.split()), made_at=clock.now(), sign_count=found.sign_count)
    made.credential = bytes_to_base64url(found.credential_id)
    made.public_key = bytes_to_base64url(found.credential_public_key)
    db.session.add(made)
    db.session.flush()
    publish(PasskeyAdded(passkey_id=made.id, member_id=member.id, by=member.id))
    letters.passkey_added(member, made.name)
    return made


def who_signs_in(*, token: str, credential: str) -> Member:
    """Return the member whose key answered; each answer counts once."""
    challenge = challenges.spent("passkey", token, None)
    try:
        named = bytes_to_base64url(base64url_to_bytes(json.loads(credential)["id"]))  # as it is kept, and can be asked
        key = db.session.scalar(select(Passkey).where(Passkey.credential == named))
        found = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge or b"",
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(key.public_key if key else ""),
            credential_current_sign_count=key.sign_count if key else 0,
            require_user_verification=True,
        )
    except BROKEN:
        key = None
    member = db.session.get(Member, key.member_id) if key and challenge else None
    if key is None or member is None or not member.active:
        raise Refused("We do not know this passkey, or its answer came too late. Please try once more.")
    key.sign_count, key.used_at = found.new_sign_count, clock.now()
    return member


def remove(passkey: Passkey, *, by: int | None) -> None:
    """Let a key open nothing any more."""
    db.session.delete(passkey)
    publish(PasskeyRemoved(passkey_id=passkey.id, member_id=passkey.member_id, by=by))


def passkeys_of(member_id: int) -> Sequence[Passkey]:
    """Return a member's passkeys, the newest first."""
    return db.session.scalars(select(Passkey).where(Passkey.member_id == member_id).order_by(Passkey.id.desc())).all()


def passkey_of(passkey_id: int, member_id: int | None) -> Passkey | None:
    """Return one passkey of a member."""
    return db.session.scalar(select(Passkey).where(Passkey.id == passkey_id, Passkey.member_id == member_id))


def _number(member_id: int) -> int:
    mine = select(func.count()).select_from(Passkey).where(Passkey.member_id == member_id)
    return db.session.scalar(mine) or 0


def _handle(member_id: int) -> bytes:
    """Return what a device keeps of its owner beside the key: nothing that tells who it is."""
    secret = current_app.extensions["settings"].secret_key
    return hmac.new(f"passkey {secret}".encode(), str(member_id).encode(), hashlib.sha256).digest()


def _origin() -> str:
    parts = urlsplit(current_app.extensions["settings"].base_url)
    return f"{parts.scheme}://{parts.netloc}"


def _host() -> str:
    return urlsplit(_origin()).hostname or ""


def _told(member_id: int) -> Sequence[Mapping[str, Any]]:
    return [
        {"name": key.name, "made_at": key.made_at.isoformat(), "used_at": key.used_at and key.used_at.isoformat()}
        for key in passkeys_of(member_id)
    ]


def _erase(member_id: int) -> None:
    db.session.execute(delete(Passkey).where(Passkey.member_id == member_id))


PERSONAL = Personal(name="passkeys", told=_told, erase=_erase)
