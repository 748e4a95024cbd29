"""What the type numbers of a dump mean, after the schema that Stack Exchange publishes with it."""

from community.porting.stackexchange.records import EditedField

POST_KINDS = {
    "1": "question",
    "2": "answer",
    "3": "orphaned tag wiki",
    "4": "tag description",
    "5": "tag wiki page",
    "6": "moderator nomination",
    "7": "wiki placeholder",
    "8": "privilege page",
}
VOTE_KINDS = {
    "1": "accept",
    "2": "up",
    "3": "down",
    "4": "offensive",
    "5": "favourite",
    "6": "close",
    "7": "reopen",
    "8": "bounty start",
    "9": "bounty close",
    "10": "deletion",
    "11": "undeletion",
    "12": "spam",
    "13": "informed moderator",
    "14": "moderator nomination",
    "15": "moderator review",
    "16": "approved edit",
}
LINK_KINDS = {"1": "linked", "3": "duplicate"}
HISTORY_KINDS = {
    "1": "first title",
    "2": "first body",
    "3": "first tags",
    "4": "title edited",
    "5": "body edited",
    "6": "tags edited",
    "7": "title rolled back",
    "8": "body rolled back",
    "9": "tags rolled back",
    "10": "closed",
    "11": "reopened",
    "12": "deleted",
    "13": "undeleted",
    "14": "locked",
    "15": "unlocked",
    "16": "made community wiki",
    "17": "migrated",
    "18": "merged",
    "19": "protected",
    "20": "unprotected",
    "21": "disassociated from its author",
    "22": "unmerged",
    "24": "suggested edit applied",
    "25": "announced by a bot",
    "31": "comments moved to chat",
    "33": "notice added",
    "34": "notice removed",
    "35": "migrated away",
    "36": "migrated here",
    "37": "merge source",
    "38": "merge destination",
    "50": "bumped by the Community bot",
    "52": "listed as hot",
    "53": "no longer listed as hot",
    "66": "asked by the wizard",
}
EDITED_FIELDS: dict[str, EditedField] = {
    "1": "title", "4": "title", "7": "title",
    "2": "body", "5": "body", "8": "body",
    "3": "tags", "6": "tags", "9": "tags",
}  # fmt: skip
FIRST_FIELDS = frozenset({"1", "2", "3"})
CLOSE_REASONS = {
    "1": "duplicate",
    "2": "off topic",
    "3": "subjective and argumentative",
    "4": "not a real question",
    "7": "too localized",
    "10": "general reference",
    "20": "noise or pointless",
    "101": "duplicate",
    "102": "off topic",
    "103": "unclear",
    "104": "too broad",
    "105": "opinion-based",
}


def kind_name(kinds: dict[str, str], number: str | None) -> str:
    """Return the name for the type number; "unknown" for all numbers we do not know, so that counts stay few."""
    return kinds.get(number or "", "unknown")
