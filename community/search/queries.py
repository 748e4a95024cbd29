"""Asking the index, and trusting only the database with what may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from community.forum.rows import TagRow
from community.kernel import indexer
from community.kernel.auth import Viewer
from community.kernel.rooms import house
from community.kernel.search.documents import Answer, Hit, Question
from community.kernel.search.engine import IndexUnavailable
from community.kernel.search.snippets import highlighted, snippets
from community.kernel.things import Thing

HITS_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class HitRow:
    """One thing found."""

    id: int
    thread_id: int | None
    title: Markup
    url: str
    kind: str
    kind_label: Any
    board_name: str
    board_slug: str | None
    author: Any
    at: datetime
    snippet: Markup
    solved: bool
    tags: tuple[TagRow, ...]


@dataclass(frozen=True, kw_only=True)
class Results:
    """What was found, and how far the index is."""

    hits: Sequence[HitRow] = ()
    total: int = 0
    relaxed: bool = False
    suggestion: str | None = None
    state: str = "ok"
    more: bool = False


def ask(question: Question, viewer: Viewer) -> Results:
    """Answer a question with things that the viewer may see; a broken index is an answer too, never an error."""
    engine, state = indexer.engine(), indexer.state().word
    if state == "rebuilding":
        return Results(state=state)
    try:
        answer = engine.search(question)
        suggestion = engine.suggest(question.text, question.scopes) if answer.total < 1 else None
    except IndexUnavailable:
        return Results(state="rebuilding")
    return Results(
        hits=_rows(answer, viewer),
        total=answer.total,
        relaxed=answer.relaxed,
        suggestion=suggestion,
        state=state,
        more=answer.total > question.stop,
    )


def _rows(answer: Answer, viewer: Viewer) -> list[HitRow]:
    things = _visible(answer.hits, viewer)
    shown = [things[hit.key] for hit in answer.hits if hit.key in things]
    texts = snippets(answer.terms, [thing.text for thing in shown])
    return [_row(thing, text, answer.terms) for thing, text in zip(shown, texts, strict=True)]


def _visible(hits: Sequence[Hit], viewer: Viewer) -> Mapping[str, Thing]:
    """Return by key what the viewer may see of the hits: one query a kind, not one a hit."""
    found: dict[str, Thing] = {}
    for kind, room_kind in house().things.items():
        if ids := [hit.thing_id for hit in hits if hit.kind == kind]:
            found |= {f"{kind}:{i}": thing for i, thing in room_kind.visible(ids, viewer).items()}
    return found


def _row(thing: Thing, snippet: Markup, terms: Sequence[str]) -> HitRow:
    return HitRow(
        id=thing.id,
        thread_id=thing.thread_id,
        title=highlighted(terms, thing.title),
        url=thing.url,
        kind=thing.kind,
        kind_label=house().things[thing.kind].label,
        board_name=thing.place,
        board_slug=thing.board,
        author=thing.author,
        at=thing.at,
        snippet=snippet,
        solved=thing.solved,
        tags=tuple(TagRow(name=name) for name in thing.tags),
    )
