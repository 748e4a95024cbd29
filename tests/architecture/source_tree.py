"""Our own source files, read but not run: which module imports which, and what stands in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("community", "ideas", "kb_harvest", "reputation", "voc")
CLIENT = "groundswell_client"

# From the ground up; rooms on one line do not know each other.
FLOORS = (
    ("community.kernel",),
    ("community.accounts",),
    ("community.mail",),
    ("community.forum",),
    ("community.search", "community.notifications"),
    ("community.moderation", "community.blogs", "community.admin"),
    ("ideas", "kb_harvest"),
    ("reputation",),
    ("voc.listening",),
    ("voc.engagement",),
    ("voc.insight",),
    ("community.porting",),
)
ROOF = ("community.app", "community.cli", "community.demo", "community.home", "community.sample", "community.style")
LOADS_BY_NAME = ("community.app", "community.cli")
HOUSE = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms} | dict.fromkeys(ROOF, len(FLOORS))


@dataclass(frozen=True)
class Source:
    """One of our modules."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str | None:
        """Return the package (or module of the roof) that this module belongs to, None outside of all."""
        return room_of(self.name)

    @property
    def words(self) -> str:
        return self.path.read_text(encoding="utf-8")


def room_of(module: str) -> str | None:
    """Return the room that `module` belongs to, None when it is none of ours or of no floor."""
    return next((room for room in HOUSE if module == room or module.startswith(f"{room}.")), None)


@cache
def sources() -> tuple[Source, ...]:
    """Return every module of the product."""
    return _read(*PACKAGES)


@cache
def client_sources() -> tuple[Source, ...]:
    """Return every module of the client, which stands beside the product."""
    return _read(CLIENT)


def _read(*packages: str) -> tuple[Source, ...]:
    paths = sorted(p for package in packages for p in (ROOT / package).rglob("*.py"))
    return tuple(Source(_name(p), p, ast.parse(p.read_text(encoding="utf-8"))) for p in paths)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: Source) -> Iterator[str]:
    """Yield the full names that a module imports, wherever in it the import stands."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = _absolute(source, node)
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.name.split(".")
    if source.path.name != "__init__.py":
        package.pop()
    kept = package[: len(package) - node.level + 1]
    return ".".join([*kept, node.module] if node.module else kept)


def hidden_imports(source: Source) -> Iterator[int]:
    """Yield the lines on which a module imports inside a function."""
    for function in ast.walk(source.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            yield from (node.lineno for node in inside)


def calls(source: Source, *names: str) -> Iterator[int]:
    """Yield the lines on which a module calls a function or method called one of `names`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield node.lineno
