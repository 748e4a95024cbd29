"""The numbers of a week for programs: the scorecard, the health index, and the rows behind a number."""

from typing import Any

from apiflask import Schema
from apiflask.fields import AwareDateTime, Boolean, Dict, Float, Integer, List, Nested, String
from apiflask.validators import Length, OneOf
from flask import abort

from community.accounts import authors
from community.kernel import api
from community.kernel.api_shapes import fields
from community.kernel.auth import require

from .measures import Measure
from .numbers import week_numbers
from .rows import NAMES, Line, rows
from .views.chosen import chosen_week

bp = api.blueprint("insight")
INDICES = {"health": "health", "diagnostic": "health_diagnostic", "predictive": "health_predictive"}


class WeekQuery(Schema):
    """An ISO week that is over; the last one where none is named."""

    week = String(
        load_default=None,
        validate=Length(max=10),
        metadata={"description": "An ISO week that is over; without it, the last one.", "example": "2026-W47"},
    )


class RowsQuery(api.PageQuery, WeekQuery):
    """An ISO week that is over, and how its rows are paged."""


class MeasurePath(Schema):
    """A number that has rows behind it."""

    measure = String(required=True, validate=OneOf(sorted(NAMES)))


class MeasureOut(Schema):
    """One measure of one week; `why` says why there is no value, or what to mind about it."""

    name = String()
    label = String()
    kind = String()
    value = Float(allow_none=True)
    unit = String()
    n = Integer(allow_none=True)
    low = Float(allow_none=True)
    high = Float(allow_none=True)
    status = String()
    why = String()
    definition_version = String()


class ScorecardOut(Schema):
    """All measures of a week; those of the employees stand beside and are never inside."""

    week = String()
    measures = List(Nested(MeasureOut))
    staff = List(Nested(MeasureOut))


class HealthOut(Schema):
    """The health index of a week with the points of its factors, and whether it fell long enough for a warning."""

    week = String()
    health = Nested(MeasureOut)
    diagnostic = Nested(MeasureOut)
    predictive = Nested(MeasureOut)
    points = Dict(keys=String(), values=Integer())
    warning = Boolean()


class LineOut(Schema):
    """A row behind a number."""

    title = String()
    url = String(allow_none=True)
    at = AwareDateTime(allow_none=True)
    author = String(allow_none=True)
    author_handle = String(allow_none=True)
    note = String()


class RowsOut(Schema):
    rows = List(Nested(LineOut))
    next = String(allow_none=True)


@bp.get("/insight/scorecard")
@require("insight.read")
@bp.input(WeekQuery, location="query", arg_name="_asked")
@bp.output(ScorecardOut)
def show_scorecard(_asked: dict[str, Any]) -> dict[str, Any]:
    """Show the numbers of a week."""
    numbers = week_numbers(chosen_week())
    own, staff = ([_measure(one) for one in of] for of in (numbers.measures, numbers.staff))
    return {"week": numbers.week.key, "measures": own, "staff": staff}


@bp.get("/insight/health")
@require("insight.read")
@bp.input(WeekQuery, location="query", arg_name="_asked")
@bp.output(HealthOut)
def show_health(_asked: dict[str, Any]) -> dict[str, Any]:
    """Show the health index of a week."""
    numbers = week_numbers(chosen_week())
    indices = {name: _measure(numbers[of]) for name, of in INDICES.items()}
    return indices | fields(numbers.health, "points", "warning") | {"week": numbers.week.key}


@bp.get("/insight/rows/<measure>")
@require("insight.read")
@bp.input(MeasurePath, location="path", arg_name="_named")
@bp.input(RowsQuery, location="query", arg_name="page")
@bp.output(RowsOut)
def list_rows(measure: str, page: dict[str, Any], _named: dict[str, Any]) -> dict[str, Any]:
    """List the rows behind a number of a week."""
    found = rows(measure, chosen_week(), page["after"], page["limit"]) or abort(404)
    return {"rows": [_line(row) for row in found.rows], "next": found.next_key}


def _measure(row: Measure) -> dict[str, Any]:
    figure = fields(row, "name", "kind", "value", "unit", "n", "low", "high", "status", "definition_version")
    return figure | {"label": str(row.label), "why": str(row.why)}


def _line(row: Line) -> dict[str, Any]:
    told = {"title": str(row.title), "note": str(row.note)}
    return fields(row, "url", "at") | told | authors.told(row.author)
