"""The room's addresses as plain text, for numbers that are told outside of a request too.

A test compares every function here with the URL map.
"""

from community.kernel.weeks import Week


def scorecard(week: Week) -> str:
    return f"/insight/?week={week.key}"


def health(week: Week) -> str:
    return f"/insight/health?week={week.key}"


def response(week: Week) -> str:
    return f"/insight/response?week={week.key}"


def rows(measure: str, week: Week) -> str:
    return f"/insight/rows/{measure}?week={week.key}"
