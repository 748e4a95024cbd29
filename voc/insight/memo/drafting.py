"""The content of a week's memo, as of that week: the same facts give the same content, whenever it is asked for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from community.kernel import pii
from community.kernel.things import Thing
from community.kernel.web import language
from community.kernel.weeks import Week
from voc.listening.rows import VoiceRow

from .. import themes, verbatims
from ..names import personal
from ..themes import Theme
from ..topics import business_zone
from . import candidates, figures, people, reading, wording
from .candidates import Found, Heard
from .content import Candidate, Content, Excerpt, Gap, IdeaLine, Quote, Suggestion, ThemeLine
from .reading import Standing, Voices

VERSION = "memo-2"
SOURCES_KEPT = 50
QUOTED_FROM = 200  # texts of one candidate that are read for quotes


@dataclass(frozen=True)
class _Week:
    """What was said in a week, as its candidates need it."""

    rows: Mapping[str, VoiceRow]
    said: Sequence[Heard]
    names: frozenset[str]
    found: Sequence[Found]
    themes: Sequence[Theme]


def content_of(week: Week, chosen: Sequence[Sequence[str]] = ()) -> Content:
    """Return what the memo of a week holds, in the site's language; `chosen` are the subjects of the last editions."""
    with language.spoken_to(None):  # whoever asks first: what is written down here is read by all
        return _content(week, chosen)


def _content(week: Week, chosen: Sequence[Sequence[str]]) -> Content:
    voices = reading.voices_of(week)
    heard = _heard(voices)
    parts = figures.parts(week)
    listed = (_ideas(reading.moved_ideas(week), week), _ideas(reading.waiting_ideas(week), week))
    sections = {"themes": heard.themes, "articles": parts.articles, "moved": listed[0], "waiting": listed[1]}
    return Content(
        week=week.key,
        version=VERSION,
        posts=len(voices.week),
        authors=len({row.person for row in voices.week}),
        candidates=tuple(_candidates(heard, voices, week, chosen)),
        themes=tuple(_theme_line(theme) for theme in heard.themes),
        themes_against=_against(voices),
        numbers=parts.numbers,
        articles=parts.articles,
        moved=listed[0],
        waiting=listed[1],
        gaps=parts.gaps,
        suppressed=parts.suppressed,
        unheard=tuple(_unheard(voices.week)),
        empty=tuple(_empty(sections, voices)),
    )


def _heard(voices: Voices) -> _Week:
    """Return the week's texts in a language that is understood, with the candidates among them."""
    rows = {_key(row): row for row in voices.week}
    names = _names((*voices.before, *voices.week))
    before = [_text(row, names) for row in voices.before if row.status == "scored"]
    said = [_text(row, names) for row in voices.week if row.status == "scored"]
    rated = themes.rated(said, before)
    emerging = themes.themes(said, before, rated) if voices.weeks_before else []
    found = candidates.find(said, before, rated, emerging, voices.weeks_before)
    return _Week(rows, said, names, found, emerging)


def _key(row: VoiceRow) -> str:
    return f"{row.thing_kind}:{row.thing_id}"


def _names(rows: Sequence[VoiceRow]) -> frozenset[str]:
    """Return the words that stand for people: for those who wrote, and for employees, who are often thanked."""
    writers = {row.person: row.author for row in rows}.values()
    people = (*writers, *reading.employees())
    handles = [author.handle for author in people if author.handle]
    names = (*(author.name for author in people), *handles)
    return personal(names, ((_person(row), row.text) for row in rows), handles)


def _person(row: VoiceRow) -> str:
    return "{}:{}".format(*row.person)


def _text(row: VoiceRow, names: frozenset[str]) -> Heard:
    place = f"topic:{row.topic_id}" if row.topic_id else f"idea:{row.idea_id}"
    opens = row.kind in ("topic_opening", "idea")
    return Heard(_key(row), _person(row), row.text, names, place=place, opens=opens, board=row.board_id)


# ---- Candidates ----------------------------------------------------------------------------------


def _candidates(heard: _Week, voices: Voices, week: Week, chosen: Sequence[Sequence[str]]) -> Iterator[Candidate]:
    known = people.known_people(week, [row.author.id for row in voices.week if row.author.id])
    reach = {found.key: known.reach(_member_ids(found, heard)) for found in heard.found}
    rated = candidates.suggestions(heard.found, reach, chosen)
    things = reading.things_of(key for found in heard.found for key in found.posts[:QUOTED_FROM])
    for found, suggestion in zip(heard.found, rated, strict=True):
        quotes = tuple(_quotes(found, heard, things, known))
        place = next((things[key].place for key in found.posts if key in things), "")
        tiers = known.tiers(_member_ids(found, heard))
        yield _candidate(found, suggestion, quotes, place=place, of_posts=len(voices.week), tiers=tiers)


def _member_ids(found: Found, heard: _Week) -> set[int]:
    return {author.id for key in found.posts if (author := heard.rows[key].author).id is not None}


def _candidate(
    found: Found,
    suggestion: Suggestion,
    quotes: tuple[Quote, ...],
    *,
    place: str,
    of_posts: int,
    tiers: Counter[str],
) -> Candidate:
    return Candidate(
        key=found.key,
        kind=found.kind,
        subject=found.subject,
        headline=_headline(found, place),
        posts=len(found.posts),
        authors=found.authors,
        customers=tiers.total(),
        segments=tuple(f"{tier} {number}" for tier, number in sorted(tiers.items())),
        of_posts=of_posts,
        sources=found.posts[:SOURCES_KEPT],
        quotes=quotes,
        suggestion=suggestion,
    )


def _headline(found: Found, place: str) -> str:
    """Return the headline that is suggested; a subject of one single person is not named in it."""
    named = _("“%(subject)s”", subject=found.subject[0])
    people = ngettext("%(num)d person", "%(num)d people", found.authors)
    if found.kind == "strangest":
        return str(_("A voice unlike all others of the week, on %(place)s", place=place))
    if found.kind == "newest":
        if found.authors == 1:
            return str(_("Full of words that were not heard here lately, on %(place)s", place=place))
        weeks = ngettext("%(num)d week", "%(num)d weeks", found.weeks_before)
        return str(
            _("Not heard in the %(weeks)s before: %(named)s, from %(people)s", weeks=weeks, named=named, people=people)
        )
    if not found.weeks_before:
        return str(_("%(people)s in one conversation on %(place)s, the most of this week", people=people, place=place))
    return str(_("%(people)s wrote about %(named)s, %(more)s", people=people, named=named, more=_more(found)))


def _more(found: Found) -> str:
    if found.times is None:
        return str(_("which nobody named before"))
    return str(
        _(
            "%(times)s times as often as before",
            times=wording.measured(found.times, None, None, decimals=1 if found.times < 10 else 0),
        )
    )


def _quotes(found: Found, heard: _Week, things: Mapping[str, Thing], known: people.KnownPeople) -> Iterator[Quote]:
    mine = set(found.posts)
    quotable = [key for key in found.posts if key in things]
    texts = [_quotable(heard.rows[key], things[key]) for key in quotable]
    others = [one.text for one in heard.said if one.key not in mine]
    for verbatim in verbatims.choose(texts, others, about=found.about, names=heard.names):
        author = heard.rows[verbatim.of.key].author
        yield Quote(said=Excerpt(source=verbatim.of.key, text=verbatim.text), who=known.who(author))


def _quotable(row: VoiceRow, thing: Thing) -> verbatims.Text:
    source = pii.redact(thing.text).text
    return verbatims.Text(
        key=_key(row), author=_person(row), role=row.author.role, mood=row.label or "", text=row.text, source=source
    )


# ---- Lists ---------------------------------------------------------------------------------------


def _theme_line(theme: Theme) -> ThemeLine:
    return ThemeLine(
        label=theme.label,
        posts=len(theme.posts),
        authors=theme.authors,
        before=theme.before,
        z=round(theme.z, 2),
        sources=theme.posts[:SOURCES_KEPT],
    )


def _against(voices: Voices) -> str:
    if voices.weeks_before == themes.WEEKS_BEFORE:
        return str(_("Compared with the %(weeks)d weeks before.", weeks=themes.WEEKS_BEFORE))
    return str(
        ngettext(
            "Provisional: compared with the %(num)d week there was before.",
            "Provisional: compared with the %(num)d weeks there were before.",
            voices.weeks_before,
        )
    )


def _ideas(standings: Iterable[Standing], week: Week) -> tuple[IdeaLine, ...]:
    end = week.end(business_zone())
    return tuple(
        IdeaLine(
            title=Excerpt(source=f"idea:{one.idea_id}", text=pii.redact(one.title).text),
            before=one.before,
            now=one.now,
            votes=one.votes,
            days=(end - one.since).days,
        )
        for one in standings
    )


def _unheard(rows: Sequence[VoiceRow]) -> Iterator[Gap]:
    """Yield which voices were counted and not understood."""
    languages = Counter(row.language for row in rows if row.status == "unscored")
    for code, number in sorted(languages.items(), key=lambda item: (-item[1], item[0])):
        said = ngettext("%(num)d text was not understood", "%(num)d texts were not understood", number)
        yield Gap(label=wording.language(code), why=said)
    if silent := sum(row.status == "empty" for row in rows):
        said = ngettext("%(num)d text has no words of its own", "%(num)d texts have no words of their own", silent)
        yield Gap(label=_("only code, quotes or links"), why=said)


def _empty(sections: Mapping[str, Sequence[object]], voices: Voices) -> Iterator[Gap]:
    """Yield for each empty section the sentence why there is nothing in it."""
    reasons = {
        "themes": _why_no_themes(voices),
        "articles": _("No article was published in this week."),
        "moved": _("No idea changed its status in this week."),
        "waiting": _("No idea has been under review for more than 90 days without a word of ours."),
    }
    for section, rows in sections.items():
        if not rows:
            yield Gap(label=section, why=reasons[section])
    if not voices.week:
        yield Gap(label="insight", why=_("Nobody of the community wrote anything in this week."))


def _why_no_themes(voices: Voices) -> str:
    if not voices.week:
        return str(_("Nobody of the community wrote anything in this week."))
    if not voices.weeks_before:
        return str(_("There is no week before this one to compare with."))
    floors = {"z": themes.Z_FLOOR, "posts": themes.POSTS_FLOOR, "authors": themes.AUTHORS_FLOOR}
    return str(
        _(
            "Nothing stood out: a theme needs %(posts)d posts, %(authors)d people and z of %(z)s against past weeks.",
            **floors,
        )
    )
