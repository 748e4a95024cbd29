"""A walk through the whole API by its description, with what went otherwise than described."""

import contextlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from flask import Flask
from schemathesis import GenerationMode, engine
from schemathesis.config import (
    CheckConfig,
    ChecksConfig,
    CoveragePhaseConfig,
    ExamplesPhaseConfig,
    FuzzingPhaseConfig,
    GenerationConfig,
    PhasesConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
    SimpleCheckConfig,
    StatefulPhaseConfig,
)
from schemathesis.engine.events import NonFatalError, ScenarioFinished
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.specs.openapi.schemas import OpenApiSchema

SEED = 20_260_302
MOST_TURNS = 60  # an operation that takes nothing is asked once in each
REJECTED = (400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 422, 428, 429)  # an unmet If-Match is told first


@dataclass
class Walk:
    """How often each operation was asked, and what was not as described."""

    operations: frozenset[str]
    asked: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def unreached(self) -> list[str]:
        return sorted(self.operations - set(self.asked))

    @property
    def fewest(self) -> int:
        """How often the operation was asked that was asked least."""
        return min(self.asked[name] for name in self.operations)


def walked(app: Flask, headers: dict[str, str], requests: int) -> Walk:
    """Send at least so many requests to each operation, and follow the links between them."""
    schema = _schema(app, headers, requests, 0)
    walk = Walk(frozenset(result.ok().label for result in schema.get_all_operations()))
    for turn in range(1, MOST_TURNS):
        _go(walk, schema)
        lacking = [name for name in walk.operations if walk.asked[name] < requests]
        if not lacking:
            break
        schema = _schema(app, headers, requests, turn).include(name=lacking)  # few ids make few requests in a turn
    return walk


def _schema(app: Flask, headers: dict[str, str], requests: int, turn: int) -> OpenApiSchema:
    config = _config(headers, requests, turn)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app=_read_to_the_end(app), config=config)


def _read_to_the_end(app: Flask) -> Callable[[dict[str, Any], Any], list[bytes]]:
    """Return the application as a server would ask it: an answer, such as that of a file, is read and closed."""

    def serve(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        with contextlib.closing(app.wsgi_app(environ, start_response)) as answer:
            return list(answer)

    return serve


def _go(walk: Walk, schema: OpenApiSchema) -> None:
    for event in engine.from_schema(schema).execute():
        if isinstance(event, ScenarioFinished):
            _note(walk, event.recorder)
        elif isinstance(event, NonFatalError):
            walk.failures.append(f"{event.label}: {event.value}")


def _note(walk: Walk, recorder: ScenarioRecorder) -> None:
    for case_id, node in recorder.cases.items():
        if case_id in recorder.interactions:
            walk.asked[node.value.operation.label] += 1
        for check in recorder.checks.get(case_id, ()):
            if check.failure_info is not None:
                walk.failures.append(_told(recorder, case_id, check.name, check.failure_info.failure))


def _told(recorder: ScenarioRecorder, case_id: str, check: str, failure: object) -> str:
    asked = recorder.interactions[case_id]
    code = asked.response.status_code if asked.response else ""
    return f"{check}: {asked.request.method} {asked.request.uri} {asked.request.body!r} -> {code}: {failure}"


def _config(headers: dict[str, str], requests: int, turn: int) -> SchemathesisConfig:
    generation = GenerationConfig(
        modes=list(GenerationMode),
        max_examples=requests,
        no_shrink=True,
        with_security_parameters=False,
        database="none",
    )
    checks = ChecksConfig(
        negative_data_rejection=CheckConfig(expected_statuses=REJECTED),
        positive_data_acceptance=PositiveDataAcceptanceConfig(enabled=False),  # rules refuse what has the right shape
        ignored_auth=SimpleCheckConfig(enabled=False),  # the matrix of the API holds it, for every caller
    )
    first = turn == 0
    phases = PhasesConfig(
        examples=ExamplesPhaseConfig(enabled=True),
        coverage=CoveragePhaseConfig(enabled=first and requests > 10),
        fuzzing=FuzzingPhaseConfig(enabled=True),
        stateful=StatefulPhaseConfig(enabled=first, generation=GenerationConfig(max_examples=requests)),
    )
    headers = headers | {"Accept-Encoding": "identity"}
    project = ProjectConfig(
        headers=headers, continue_on_failure=True, generation=generation, checks=checks, phases=phases
    )
    return SchemathesisConfig(seed=SEED + turn, projects=ProjectsConfig(default=project))
