"""The room's addresses as plain text. A test compares every function here with the URL map."""


def notice(notice_id: int) -> str:
    return f"/notifications/{notice_id}"


def read(notice_id: int) -> str:
    return f"/notifications/{notice_id}/read"


def mute(notice_id: int) -> str:
    return f"/notifications/{notice_id}/mute"


def settings() -> str:
    return "/notifications/settings"


def unsubscribe(token: str) -> str:
    return f"/notifications/unsubscribe/{token}"
