"""The room's addresses as plain text. A test compares every function here with the URL map."""


def flag(kind: str, thing_id: int) -> str:
    return f"/moderation/flag/{kind}/{thing_id}"


def redact(kind: str, thing_id: int) -> str:
    return f"/moderation/redact/{kind}/{thing_id}"


def case(case_id: int) -> str:
    return f"/moderation/cases/{case_id}"


def yours() -> str:
    return "/moderation/yours"
