"""What the style page shows: rows as the rooms make them, invented, all of whose links lead back to the page."""

from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from community.accounts.authors import Author
from community.blogs.rows import PostRow as BlogPost
from community.forum.rows import Acts, Attribution, BoardRow, FileRow, PostRow, TagRow, TopicRow
from community.kernel import clock
from community.kernel.things import Thing
from community.kernel.web import static
from community.moderation.rows import CaseRow
from community.notifications.rows import NoticeRow
from ideas.rows import CommentRow, Heat, IdeaRow, MoveRow
from kb_harvest.rows import ArticleRow, Source, Term
from voc.insight import charts
from voc.insight.rows import Line

HERE = "/style"
LONG_WORD = "Batterieladezustandsanzeigenverzögerungsausgleichskondensator"
WORDS = "<p>Clean the pins, then <strong>restart</strong> the hub. It takes <code>10 s</code>.</p>"


def _here(kind: Any) -> Any:
    """Return the kind of row with its addresses leading to the style page."""
    ways = {name for name, value in vars(kind).items() if isinstance(value, property) and name.endswith("url")}
    return type(kind.__name__, (kind,), dict.fromkeys({*ways, "url"}, HERE))


_Author, _Topic, _Post, _Board, _Tag, _File = map(_here, (Author, TopicRow, PostRow, BoardRow, TagRow, FileRow))
_Idea, _Comment, _Article, _Source, _Blog, _Case, _Notice = map(
    _here, (IdeaRow, CommentRow, ArticleRow, Source, BlogPost, CaseRow, NoticeRow)
)

_File.shown_url = property(lambda _file: static.url("share.png"))

ASKER = _Author(1, "Ines Asker", "ines-asker", "member", "Newcomer", 12.5)
HELPER = _Author(5, "Tom Helper", "tom-helper", "member", "Expert", 63.2)
MVP = _Author(9, "Mia Veep", "mia-veep", "mvp", "Expert", 88.1)
EMPLOYEE = _Author(11, "Abel Agent", "abel-agent", "agent")
GUEST = Author(None, "Somebody from elsewhere", "", "member")
PEOPLE = (ASKER, HELPER, MVP, EMPLOYEE, GUEST)


@dataclass(frozen=True)
class Counts:
    """What a member has done."""

    topics: int = 4
    replies: int = 1280
    accepted: int = 31
    kudos: int = 402
    followers: int = 17


def files() -> list[FileRow]:
    """Return a picture with its words and a log."""
    picture = _File(
        id=1,
        post_id=None,
        name="pump.png",
        alt="A pump with a broken seal",
        media_type="image/png",
        size=18_000,
        width=96,
        height=64,
        hidden=False,
        hidden_reason="",
    )
    log = replace(picture, id=2, name="hub.log", alt="", media_type="text/plain", size=2_000, width=0, height=0)
    return [picture, log]


def topics() -> list[TopicRow]:
    """Return topics in every state that a row can show."""
    now = clock.now()
    first = _Topic(
        id=1,
        title="Why does the light blink after the update?",
        slug="why",
        excerpt="It blinks.",
        kind="question",
        author=ASKER,
        board_id=1,
        board_name="Charging",
        board_slug="charging",
        created_at=now - timedelta(days=2),
        last_activity_at=now - timedelta(minutes=12),
        replies=3,
        views=12_480,
        kudos=7,
        me_too=4,
        solved=True,
        closed=False,
        hidden=False,
        closed_reason=None,
        duplicate_of_id=None,
        tags=(_Tag(name="charging"), _Tag(name="error-code")),
    )
    return [
        first,
        replace(first, title="Does anybody charge from a balcony?", solved=False, unread=True, author=MVP, me_too=0),
        replace(first, title=f"Closed long ago: {LONG_WORD}", closed=True, solved=False, author=EMPLOYEE, tags=()),
        replace(first, title="Asked before", duplicate_of_id=1, hidden=True, solved=False, author=GUEST, replies=0),
    ]


def posts(*, may_act: bool) -> dict[str, PostRow]:
    """Return an opening, an answer with everything, the accepted one, and one that was hidden."""
    acts = ("kudos_url", "accept_url", "confirm_url", "deny_url", "comment_url") if may_act else ()
    now = clock.now()
    opening = _Post(
        id=1,
        topic_id=1,
        parent_id=None,
        kind="opening",
        author=ASKER,
        html=WORDS,
        created_at=now - timedelta(days=2),
        edited_at=None,
        revisions=0,
        kudos=0,
        worked=0,
        accepted=False,
        hidden=False,
        hidden_reason=None,
        attribution=None,
        failed=0,
    )
    remark = replace(opening, id=5, kind="comment", author=HELPER, html="<p>It helped me too.</p>")
    answer = replace(
        opening,
        id=2,
        kind="answer",
        author=MVP,
        kudos=7,
        worked=3,
        failed=1,
        edited_at=now,
        acts=Acts(**dict.fromkeys(acts, HERE)),
        comments=(remark, replace(remark, id=6, denies=True, author=GUEST)),
        attribution=Attribution("chargers.example", HERE, "CC BY-SA 4.0"),
    )
    return {
        "opening": opening,
        "answer": answer,
        "accepted": replace(
            answer, id=3, accepted=True, author=EMPLOYEE, acts=Acts(unkudos_url=HERE if may_act else None), comments=()
        ),
        "hidden": replace(opening, id=4, kind="answer", hidden=True, hidden_reason="It only advertises."),
    }


def boards() -> list[BoardRow]:
    """Return an open board and one of the staff."""
    board = _Board(
        id=1,
        slug="charging",
        name="Charging",
        description="Boxes, cables, tariffs.",
        visibility="public",
        organisation="",
        kind="support",
        topics=412,
        posts=3120,
        last_activity_at=clock.now(),
        staff_start_topics=False,
        week=(3, 8, 5, 13, 9, 7, 16, 11),
    )
    return [board, replace(board, name="Staff room", visibility="staff", last_activity_at=None, week=(0,) * 8)]


def ideas() -> list[IdeaRow]:
    """Return a new idea and one that was completed."""
    idea = _Idea(
        id=1,
        title="Charge the car from the sun alone",
        slug="sun",
        excerpt="",
        author=HELPER,
        created_at=clock.now(),
        status="new",
        status_since=clock.now(),
        votes=61,
        comments=9,
        hidden=False,
        voted=True,
        heat=Heat(votes=6, comments=2, age_hours=12.5),
    )
    return [idea, replace(idea, title="A darker night mode", status="delivered", voted=False, heat=None)]


def moves() -> SimpleNamespace:
    """Return the log of an idea, the newest move first."""
    now, words = clock.now(), "<p>It comes in spring.</p>"
    named = {"by": EMPLOYEE, "reason": None, "html": words}
    return SimpleNamespace(
        moves=[
            MoveRow(at=now, from_status="planned", to_status="in_development", **named),
            MoveRow(at=now - timedelta(days=9), from_status="new", to_status="planned", **named),
        ]
    )


def comments() -> list[CommentRow]:
    """Return comments on an idea, one of them hidden."""
    said = _Comment(
        id=71,
        author=ASKER,
        html="<p>I want this too.</p>",
        created_at=clock.now(),
        hidden=False,
        hidden_reason=None,
        written_under=None,
    )
    return [said, replace(said, id=72, author=GUEST, hidden=True, hidden_reason="It only advertises.")]


def articles() -> list[ArticleRow]:
    """Return a published article and a draft."""
    now = clock.now()
    article = _Article(
        id=1,
        title="When the light blinks after an update",
        slug="light",
        confidence="validated",
        audience="public",
        governance="experience",
        author=EMPLOYEE,
        version=2,
        created_at=now,
        edited_at=now,
        reviewed_at=now,
        published_at=now,
        no_credit_reason=None,
        source=_Source(id=1, title="Why does the light blink?", slug="why", board_name="Charging", board_slug="c"),
    )
    return [article, replace(article, title="Cleaning the pins", confidence="wip", audience="internal")]


def blog_posts() -> list[BlogPost]:
    """Return a post of the company's blog."""
    now = clock.now()
    return [
        _Blog(
            id=1,
            title="Why the hub learns to forecast",
            slug="why",
            kind="post",
            voice="own",
            excerpt="We measured for a year, and this is what came out.",
            author=EMPLOYEE,
            comments=12,
            visibility="public",
            created_at=now,
            published_at=now,
            edited_at=None,
        )
    ]


def hits() -> list[SimpleNamespace]:
    """Return what a search found."""
    found = {"title": "Why does the light blink?", "snippet": "The <mark>light</mark> blinks.", "solved": True}
    place = {"kind_label": "Topic", "board_name": "Charging", "author": HELPER, "tags": (_Tag(name="hub"),)}
    return [SimpleNamespace(url=HERE, at=clock.now(), **found, **place)]


def case() -> CaseRow:
    """Return a case that waits."""
    now = clock.now()
    about = {"title": "Cheap cables, write to me", "text": "Buy my cables.", "place": "Charging", "author": ASKER}
    thing = Thing(kind="post", id=1, url=HERE, at=now, **about)
    return _Case(
        id=1,
        thing=thing,
        opened_at=now - timedelta(hours=3),
        noticed="first_links",
        state="open",
        severe=True,
        held=True,
        flags=2,
        weight=1400,
        claimed_by=MVP,
        decided_by=None,
        decided_at=None,
        reason=None,
        remark="",
        text="",
        reasons=("SPAM_MALWARE",),
    )


def notices() -> list[NoticeRow]:
    """Return a notice that is news and one that was read."""
    about = {"title": "Why does the light blink?", "url": HERE, "place": "Charging", "about": ("topic", 1)}
    news = {"says": "Tom Helper answered your question", "excerpt": "Clean the pins, then restart the hub."}
    read = {"says": "Mia Veep and 3 others gave you kudos", "excerpt": ""}
    return [
        _Notice(id=1, reason="answer", by=HELPER, at=clock.now(), unread=True, **about, **news),
        _Notice(id=2, reason="kudos", by=MVP, at=clock.now() - timedelta(days=2), unread=False, **about, **read),
    ]


def terms() -> list[Term]:
    """Return the parts of a score, which sum to 71.50."""
    parts = (("Resolution", "30.00", 30, "its asker accepted it"), ("Demand", "41.50", 70, "96 views in 90 days"))
    return [Term(label, points, most, because) for label, points, most, because in parts]  # type: ignore[arg-type]


def lines() -> list[Line]:
    """Return rows behind a number."""
    return [Line(title="Why does the light blink?", url=HERE, at=clock.now(), author=HELPER, note="answered after 2 h")]


def figures() -> dict[str, Any]:
    """Return a chart of lines, one of bars, a small one, and an interval."""
    weeks = [f"W{number:02}" for number in range(1, 13)]
    index = [512.0, 520.0, None, 544.0, 561.0, 552.0, 570.0, 590.0, 584.0, 601.0, 622.0, 612.0]
    half = [490.0, 480.0, 470.0, 485.0, 500.0, 510.0, 503.0, 498.0, 512.0, 520.0, 515.0, 530.0]
    return {
        "lines": charts.line_chart([("index", "Health", index), ("diagnostic", "Diagnostic", half)], weeks),
        "bars": charts.bars([("1 h", 12), ("4 h", 31), ("1 d", 22), ("3 d", 9), ("none", 4)]),
        "spark": SimpleNamespace(trend=charts.spark([3, 8, 5, 13, 9]), trend_words="3, 8, 5, 13, 9"),
        "band": charts.interval_band(612, 560, 655, least=10, most=1000),
    }
