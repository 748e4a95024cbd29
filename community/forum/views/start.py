"""What the forum puts on a member's start page: what is new, what they wait for, what waits for them."""

from flask import render_template

from community.kernel.auth import current_viewer

from .. import queries, reading, unfinished, waiting

SHOWN = 5
AT_THE_DESK = frozenset({"agent", "admin"})


def start_panel(_member_id: int) -> str:
    """Show what came since the last visit, the reader's open questions, and what they left unfinished."""
    viewer = current_viewer()
    last = reading.since(viewer)
    fresh = queries.topics(viewer, size=SHOWN, narrowed=queries.new_to(viewer, last)).rows if last else []
    return render_template(
        "forum/_start.html",
        fresh=[row for row in fresh if row.unread],
        since=last,
        mine=waiting.unsolved_of(viewer, size=SHOWN),
        drafts=unfinished.drafts(viewer)[:SHOWN],
    )


def work_panel(_member_id: int) -> str:
    """Show those who answer what waits for an answer: MVPs on their boards, agents everywhere."""
    viewer = current_viewer()
    if viewer.role != "mvp" and viewer.role not in AT_THE_DESK:
        return ""
    found = waiting.unanswered(viewer, size=SHOWN, on_own_boards=viewer.role == "mvp")
    return render_template("forum/_work.html", topics=found, on_own_boards=viewer.role == "mvp")
