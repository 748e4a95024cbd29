"""The client's operations and shapes, written from the API's description."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support import databases
from support.client_source.described import Operation, Spec, operations
from support.client_source.methods import Group
from support.client_source.shapes import Shapes, shapes_module

from community.app import create_app

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("operations", "shapes")
SHAPES = '"""What is asked and answered, a module a room. Written from the API\'s description by `make client`."""\n'


def description() -> Spec:
    """Return the API's description; no database is asked for it."""
    with TemporaryDirectory() as folder:
        app = create_app(databases.settings_for(f"sqlite:///{folder}/none.db", Path(folder)))
        with app.app_context():
            found: Any = app.spec
            databases.close(app)
    return dict(found)


def sources(spec: Spec) -> dict[str, str]:
    """Return the written modules by their paths below the client, in the format of the house."""
    every = operations(spec)
    shapes = Shapes(spec, every)
    groups = [Group(name, [one for one in every if one.resource == name], shapes) for name in _resources(every)]
    written = {f"operations/{group.resource}.py": group.source() for group in groups}
    written["operations/__init__.py"] = _operations(groups)
    written["shapes/__init__.py"] = SHAPES
    for module, names in shapes.modules().items():
        written[f"shapes/{module}.py"] = shapes_module(module, names, shapes)
    return _formatted(written)


def _resources(every: list[Operation]) -> list[str]:
    return sorted({one.resource for one in every})


def _operations(groups: list[Group]) -> str:
    """Return the source of the class that holds all groups."""
    imported = "\n".join(f"from .{group.resource} import {group.class_name}" for group in groups)
    lines = [f"        self.{group.resource} = {group.class_name}(wire)" for group in groups]
    return (
        '"""Every operation of the API, in groups. Written from its description by `make client`."""\n\n'
        f"from ..wire import Wire\n{imported}\n\n\nclass Operations:\n"
        '    """The groups of operations, by the first word of their addresses."""\n\n'
        "    def __init__(self, wire: Wire) -> None:\n" + "\n".join(lines) + "\n"
    )


def _formatted(written: dict[str, str]) -> dict[str, str]:
    """Return the modules as our formatter leaves them, with their imports in order."""
    with TemporaryDirectory(prefix="groundswell_client_") as folder:
        place = Path(folder)
        for name, source in written.items():
            (place / name).parent.mkdir(exist_ok=True)
            (place / name).write_text(source, encoding="utf-8")
        config = ("--config", str(ROOT / "pyproject.toml"), "--no-cache", "--quiet", folder)
        for words in (("check", "--select", "I", "--fix"), ("format",)):
            subprocess.run([sys.executable, "-m", "ruff", *words, *config], check=True)
        return {name: (place / name).read_text(encoding="utf-8") for name in written}
