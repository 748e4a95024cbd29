"""The memo's addresses as plain text, for mails and documents that are made outside of a request."""


def memos() -> str:
    return "/insight/memos"


def memo(week: str) -> str:
    return f"/insight/memos/{week}"


def edit_memo(week: str) -> str:
    return f"/insight/memos/{week}/edit"


def follow_up(week: str) -> str:
    return f"/insight/memos/{week}/follow-up"
