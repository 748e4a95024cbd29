"""Calls go down: a module imports only what lies below its room, and says so at its top."""

import ast
import re

import pytest

from tests.architecture.source_tree import (
    HOUSE,
    LOADS_BY_NAME,
    ROOF,
    ROOT,
    Source,
    calls,
    hidden_imports,
    imports,
    room_of,
    sources,
)


def upward(source: Source) -> list[str]:
    """Return the rooms of our own that a module imports without standing above them."""
    own = source.room or ""
    reached = {room for name in imports(source) if (room := room_of(name)) and room != own}
    above = {room for room in reached if HOUSE[room] >= HOUSE[own]}
    return sorted(above - set(ROOF) if own in ROOF else above)


def test_every_module_has_its_floor():
    homeless = [s.name for s in sources() if s.room is None and s.path.name != "__init__.py"]

    assert homeless == []


@pytest.mark.parametrize("room", HOUSE)
def test_room_imports_only_what_lies_below(room):
    arrows = {s.name: found for s in sources() if s.room == room and (found := upward(s))}

    assert arrows == {}


def test_an_arrow_that_points_up_is_seen():
    text = "from community.forum import queries\nfrom ..search import views\nfrom ..kernel import clock\n"
    source = Source("community.accounts.views", ROOT / "community/accounts/views/people.py", ast.parse(text))

    assert upward(source) == ["community.forum", "community.search"]


def test_rooms_on_one_floor_do_not_know_each_other():
    text = "from community.notifications import services\n"
    source = Source("community.search.views", ROOT / "community/search/views.py", ast.parse(text))

    assert upward(source) == ["community.notifications"]


def test_no_import_stands_inside_a_function():
    hidden = [f"{s.name}:{line}" for s in sources() if s.name not in LOADS_BY_NAME for line in hidden_imports(s)]

    assert hidden == []


def test_only_app_and_cli_load_modules_by_name():
    loading = {s.name for s in sources() if any(calls(s, "import_module", "__import__"))}

    assert loading <= set(LOADS_BY_NAME)


def test_only_the_kernel_commits():
    committing = {s.name for s in sources() if any(calls(s, "commit")) and s.room != "community.kernel"}

    assert committing == set()


def test_only_the_clock_reads_the_time():
    readers = {
        s.name for s in sources() if re.search(r"\bdate(?:time)?\.(?:now|utcnow|today)\(|\btime\.time\(", s.words)
    }

    assert readers == {"community.kernel.clock"}


PURE = (
    "community.kernel.check_digits",
    "community.kernel.markup",
    "community.kernel.phone_numbers",
    "community.kernel.pictures",
    "community.kernel.pii",
    "community.kernel.rewriter",
    "community.kernel.sniffing",
    "community.kernel.statistics",
    "community.forum.rules",
    "reputation.advice",
    "reputation.earning",
    "reputation.influence",
    "reputation.picture",
    "reputation.record",
    "reputation.scoring",
    "community.blogs.rules",
    "voc.listening.cleaning",
    "voc.listening.evaluation",
    "voc.listening.hearing",
    "voc.listening.languages",
    "voc.listening.lexicon",
    "voc.listening.machine_lines",
    "voc.listening.measure",
    "voc.listening.mood",
    "voc.listening.parts",
    "voc.listening.scoring",
    "voc.listening.vader",
    "community.moderation.policy",
    "community.moderation.rules",
    "community.moderation.trust",
    "community.moderation.words",
    "voc.engagement.eligibility",
    "voc.engagement.scoring",
    "ideas.rules",
    "voc.insight.names",
    "voc.insight.stop_words",
    "voc.insight.themes",
    "voc.insight.verbatims",
    "voc.insight.memo.candidates",
    "voc.insight.memo.content",
    "voc.insight.memo.rules",
    "kb_harvest.confirmation",
    "kb_harvest.passages",
    "kb_harvest.resolution",
    "kb_harvest.rules",
    "kb_harvest.scoring",
    "kb_harvest.similarity",
)
DATABASE = ("sqlalchemy", "community.kernel.db")
IMPURE = ("flask", "sqlalchemy", "community.kernel.db", "community.kernel.clock")


@pytest.mark.parametrize("name", PURE)
def test_pure_rules_know_neither_flask_nor_the_database(name):
    source = next(s for s in sources() if s.name == name)

    reached = [n for n in imports(source) if n.startswith(IMPURE) or n.endswith(".models")]

    assert reached == []


def test_views_leave_the_database_to_queries_and_services():
    views = [s for s in sources() if "views" in s.name.split(".") or s.name.endswith((".views", ".api"))]
    rooms = [s for s in views if s.room not in (None, "community.kernel")]

    reached = [f"{s.name}: {n}" for s in rooms for n in imports(s) if n.startswith(DATABASE)]

    assert rooms
    assert reached == []


def test_no_room_reaches_into_another_one_s_face():
    """Views, forms and the room's own list of itself are nobody else's business."""
    private = {"views", "api", "forms", "jobs", "subscribers", "commands", "room"}

    reached = [
        f"{s.name} imports {n}"
        for s in sources()
        for n in imports(s)
        if room_of(n) not in (None, s.room, "community.kernel") and s.room not in ROOF
        if private & set(n.removeprefix(f"{room_of(n)}.").split("."))
    ]

    assert reached == []


def test_queries_do_not_write():
    queries = [s for s in sources() if s.name.endswith(".queries")]

    found = [f"{s.name}:{line}" for s in queries for line in calls(s, "publish", "upsert", "insert", "delete", "flush")]

    assert queries
    assert found == []


def test_models_hold_tables_only():
    models = [s for s in sources() if s.name.endswith(".models") and s.room != "community.kernel"]

    found = [f"{s.name}:{line}" for s in models for line in calls(s, "select", "execute", "scalars", "publish")]

    assert models
    assert found == []


def test_no_module_hides_behind_an_empty_word():
    empty = {"helpers", "helper", "utils", "util", "manager", "base", "common", "misc"}

    assert [s.name for s in sources() if s.path.stem in empty] == []


def test_every_module_says_what_it_is_for():
    silent = [s.name for s in sources() if not ast.get_docstring(s.tree)]

    assert silent == []
