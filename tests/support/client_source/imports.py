"""The imports that a piece of source needs, told from the names in it."""

import ast

_KNOWN = {
    "Iterator": "collections.abc",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "dataclass": "dataclasses",
    "date": "datetime",
    "datetime": "datetime",
    "Any": "typing",
    "Literal": "typing",
    "NotRequired": "typing",
    "TypeAlias": "typing",
    "TypedDict": "typing",
}
_OURS = {
    "Shape": "decoding",
    "LONGEST_PAGE": "resource",
    "Null": "resource",
    "Resource": "resource",
    "Upload": "resource",
    "paged": "resource",
    "part": "resource",
    "Wire": "wire",
}


def import_lines(source: str, more: dict[str, str], above: str) -> str:
    """Return the imports for `source`; `more` are names and their modules, `above` is where the client's own stand."""
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    known = _KNOWN | {name: f"{above}{module}" for name, module in _OURS.items()} | more
    modules: dict[str, list[str]] = {}
    for name in sorted(used & known.keys()):
        modules.setdefault(known[name], []).append(name)
    return "\n".join(f"from {module} import {', '.join(names)}" for module, names in sorted(modules.items()))
