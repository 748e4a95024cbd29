"""`client.moderation`. Written by `make client`."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from ..resource import LONGEST_PAGE, Resource, paged
from ..shapes.moderation import (
    Act,
    Case,
    Cases,
    Figures,
    Log,
    Policy,
    Redaction,
    Sanction,
    SanctionMade,
    Sanctions,
    WholeCase,
    Words,
)
from ..shapes.shared import Made

Reason: TypeAlias = Literal[
    "COPYRIGHT",
    "HATE_VIOLENCE",
    "IMPERSONATION",
    "MEDIA_INQUIRY",
    "OFF_TOPIC",
    "PII",
    "POLITICAL",
    "OBSCENITY",
    "SPAM_MALWARE",
    "UNSUPPORTED_ACCUSATION",
    "OTHER_RISK",
]


class ModerationResource(Resource):
    """Operations below `/moderation`."""

    def list_cases(
        self,
        *,
        after: str | None = None,
        limit: int | None = None,
        tab: Literal["waiting", "appeals", "decided"] | None = None,
    ) -> Cases:
        """List the cases of the review queue: those that wait, those that were appealed, or those decided.

        `GET /moderation/cases` (moderation_list_cases). Needs a token with the role of its member, who is mvp or
        agent or admin.
        """
        return self._ask(Cases, "GET", "/moderation/cases", query={"after": after, "limit": limit, "tab": tab})

    def all_cases(self, *, tab: Literal["waiting", "appeals", "decided"] | None = None) -> Iterator[Case]:
        """Yield the cases of every page of `list_cases`."""
        return paged(lambda key: self.list_cases(tab=tab, after=key, limit=LONGEST_PAGE), lambda page: page.cases)

    def show_case(self, case_id: int) -> WholeCase:
        """Show a case with its flags and what was done to it.

        `GET /moderation/cases/{case_id}` (moderation_show_case). Needs a token with the role of its member, who is
        mvp or agent or admin.
        """
        return self._ask(WholeCase, "GET", f"/moderation/cases/{case_id}")

    def appeal(self, case_id: int, *, text: str, idempotency_key: str | None = None) -> Made:
        """Object once to the removal of what one wrote; somebody who had no part in it rules on that.

        `POST /moderation/cases/{case_id}/appeal` (moderation_appeal). Needs a token that may write.
        """
        return self._ask(Made, "POST", f"/moderation/cases/{case_id}/appeal", body={"text": text}, key=idempotency_key)

    def claim(self, case_id: int) -> None:
        """Say that one looks at a case; others are kept from it for half an hour.

        `PUT /moderation/cases/{case_id}/claim` (moderation_claim). Needs a token that may write with the role of
        its member, who is mvp or agent or admin.
        """
        self._do("PUT", f"/moderation/cases/{case_id}/claim")

    def release(self, case_id: int) -> None:
        """Let others take a case.

        `DELETE /moderation/cases/{case_id}/claim` (moderation_release). Needs a token that may write with the role
        of its member, who is mvp or agent or admin.
        """
        self._do("DELETE", f"/moderation/cases/{case_id}/claim")

    def decide(
        self,
        case_id: int,
        *,
        decision: Literal["uphold", "keep"],
        reason: Reason | None = None,
        remark: str | None = None,
    ) -> None:
        """Decide a case: uphold its flags, which removes the thing, or keep it.

        `PUT /moderation/cases/{case_id}/decision` (moderation_decide). Needs a token that may write with the role
        of its member, who is mvp or agent or admin.
        """
        self._do(
            "PUT",
            f"/moderation/cases/{case_id}/decision",
            body={"decision": decision, "reason": reason, "remark": remark},
        )

    def undo(self, case_id: int) -> None:
        """Take one's decision back; the case waits again.

        `DELETE /moderation/cases/{case_id}/decision` (moderation_undo). Needs a token that may write with the role
        of its member, who is mvp or agent or admin.
        """
        self._do("DELETE", f"/moderation/cases/{case_id}/decision")

    def rule(self, case_id: int, *, ruling: Literal["overturn", "confirm"], answer: str) -> None:
        """Rule on an appeal: overturn the decision, or confirm it.

        `PUT /moderation/cases/{case_id}/ruling` (moderation_rule). Needs a token that may write with the role of
        its member, who is mvp or agent or admin.
        """
        self._do("PUT", f"/moderation/cases/{case_id}/ruling", body={"ruling": ruling, "answer": answer})

    def show_figures(self) -> Figures:
        """Show how moderation itself did in the last thirteen weeks.

        `GET /moderation/figures` (moderation_show_figures). Needs a token with the role of its member, who is mvp
        or agent or editor or executive or admin.
        """
        return self._ask(Figures, "GET", "/moderation/figures")

    def flag(
        self, *, kind: str, id: int, reason: Reason, note: str | None = None, idempotency_key: str | None = None
    ) -> Made:
        """Flag a thing for one rule of the policy; a moderator looks at it.

        `POST /moderation/flags` (moderation_flag). Needs a token that may write.
        """
        return self._ask(
            Made,
            "POST",
            "/moderation/flags",
            body={"kind": kind, "id": id, "reason": reason, "note": note},
            key=idempotency_key,
        )

    def list_acts(self, *, after: str | None = None, limit: int | None = None) -> Log:
        """List the acts of power, the latest first.

        `GET /moderation/log` (moderation_list_acts). Needs a token with the role of its member, who is mvp or agent
        or editor or executive or admin.
        """
        return self._ask(Log, "GET", "/moderation/log", query={"after": after, "limit": limit})

    def all_acts(self) -> Iterator[Act]:
        """Yield the acts of every page of `list_acts`."""
        return paged(lambda key: self.list_acts(after=key, limit=LONGEST_PAGE), lambda page: page.acts)

    def show_policy(self) -> Policy:
        """Show the rules by which something may be removed.

        `GET /moderation/policy` (moderation_show_policy). Works without a token, and shows what everybody may see.
        """
        return self._ask(Policy, "GET", "/moderation/policy")

    def redact(
        self,
        *,
        kind: str,
        id: int,
        words: Sequence[str],
        reason: Reason | None = None,
        sure: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Redaction:
        """Cut private words out of a thing, its history and all that quotes it, for good; or ask first where they
        stand.

        `POST /moderation/redactions` (moderation_redact). Needs a token that may write with the role of its member,
        who is agent or admin.
        """
        return self._ask(
            Redaction,
            "POST",
            "/moderation/redactions",
            body={"kind": kind, "id": id, "words": words, "reason": reason, "sure": sure},
            key=idempotency_key,
        )

    def list_sanctions(self, *, after: str | None = None, limit: int | None = None) -> Sanctions:
        """List sanctions, the newest first.

        `GET /moderation/sanctions` (moderation_list_sanctions). Needs a token with the role of its member, who is
        agent or admin.
        """
        return self._ask(Sanctions, "GET", "/moderation/sanctions", query={"after": after, "limit": limit})

    def all_sanctions(self) -> Iterator[Sanction]:
        """Yield the sanctions of every page of `list_sanctions`."""
        return paged(lambda key: self.list_sanctions(after=key, limit=LONGEST_PAGE), lambda page: page.sanctions)

    def sanction(
        self,
        *,
        member: str,
        kind: Literal["silence", "suspend"],
        days: int,
        reason: Reason,
        remark: str | None = None,
        idempotency_key: str | None = None,
    ) -> SanctionMade:
        """Silence or suspend a member for some days.

        `POST /moderation/sanctions` (moderation_sanction). Needs a token that may write with the role of its
        member, who is agent or admin.
        """
        return self._ask(
            SanctionMade,
            "POST",
            "/moderation/sanctions",
            body={"member": member, "kind": kind, "days": days, "reason": reason, "remark": remark},
            key=idempotency_key,
        )

    def lift(self, sanction_id: int) -> None:
        """End a sanction before its date.

        `DELETE /moderation/sanctions/{sanction_id}` (moderation_lift). Needs a token that may write with the role
        of its member, who is agent or admin.
        """
        self._do("DELETE", f"/moderation/sanctions/{sanction_id}")

    def list_words(self) -> Words:
        """List the watched words.

        `GET /moderation/words` (moderation_list_words). Needs a token with the role of its member, who is admin.
        """
        return self._ask(Words, "GET", "/moderation/words")

    def watch(
        self, *, phrase: str, action: Literal["block", "hold", "mask", "alert"], if_match: str | None = None
    ) -> None:
        """Watch a word or phrase; one that is watched already changes its action.

        `PUT /moderation/words` (moderation_watch). Needs a token that may write with the role of its member, who is
        admin.
        """
        self._do("PUT", "/moderation/words", body={"phrase": phrase, "action": action}, if_match=if_match)

    def release_word(self, word_id: int) -> None:
        """Watch a word no longer.

        `DELETE /moderation/words/{word_id}` (moderation_release_word). Needs a token that may write with the role
        of its member, who is admin.
        """
        self._do("DELETE", f"/moderation/words/{word_id}")
