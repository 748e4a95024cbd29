"""The forms of a page: what they ask, where they lead, and how they are filled in."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hostile.attacks import fitting
from support import uploading

WORDS = {"text", "search", "url", "tel"}
PRESSED = {"submit", "button", "image", "reset"}
LONGEST = 60_000
ROOMY, NARROW = 500, 150
_NUMBER = re.compile(r"-\d+-")
PICTURE = uploading.picture(size=(4, 3))


@dataclass(frozen=True)
class Field:
    """One control: its kind, what stands in it, and what may be chosen."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()
    longest: int = LONGEST
    lines: bool = False

    @property
    def room(self) -> int:
        """How many characters the field surely takes, whatever else the server asks of it."""
        return min(self.longest, ROOMY if self.lines else NARROW)


@dataclass(frozen=True)
class Form:
    """One form as a reader met it."""

    reader: str
    page: str
    method: str
    action: str
    fields: tuple[Field, ...] = ()
    endpoint: str = field(default="", compare=False)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """Return what makes two forms the same question: where they lead and what they ask."""
        return self.method, self.endpoint, tuple(sorted({_NUMBER.sub("-", one.name) for one in self.fields}))

    @property
    def asks_for_words(self) -> bool:
        return any(one.kind in ("words", "file") for one in self.fields)

    def filled(self, attack: str, shortest: Mapping[str, int], fixed: Mapping[str, str]) -> dict[str, Any]:
        """Return the form with the attack in each field for words, and what fits in the others."""
        values: dict[str, Any] = {}
        for one in self.fields:
            if one.name in fixed:
                values.setdefault(one.name, fixed[one.name] or one.value)
            elif one.kind != "check":
                values[one.name] = _fitting(one, attack, shortest.get(one.name, 0))
        return values

    def portions(self, attacks: Sequence[str]) -> list[str]:
        """Return the attacks, as many of them in one as the narrowest field for words takes; each is whole in one."""
        room = min(one.room for one in self.fields if one.kind in ("words", "file"))
        joined = [attacks[0]]
        for attack in attacks[1:]:
            if len(joined[-1]) + 1 + len(attack) <= room:
                joined[-1] += f" {attack}"
            else:
                joined.append(attack)
        return joined

    def spoilt(self, attack: str) -> dict[str, Any]:
        """Return the form with the attack in every field, also in those that nobody types into."""
        return {one.name: _fitting(one, attack, 0) if one.kind == "file" else attack for one in self.fields}


def _fitting(one: Field, attack: str, shortest: int) -> Any:
    if one.kind == "words":
        return fitting(attack, shortest, one.longest)
    if one.kind == "file":
        return io.BytesIO(PICTURE), f"{attack.replace('/', '_')}.png"
    return one.value or next(filter(None, one.choices), "")


def forms_of(root: Any, reader: str, address: str) -> Iterator[Form]:
    """Yield the forms of a page as it was parsed, and one for each button that leads elsewhere than its form."""
    for form in root.iter("form"):
        method, action = (form.get("method") or "get").upper(), form.get("action")
        ours = f"@form='{form.get('id')}'" if form.get("id") else "false()"
        controls = [*form.iter("input", "select", "textarea", "button"), *root.xpath(f"//*[{ours}]")]
        fields = tuple(_fields(controls))
        ways = [one.get("formaction") for one in controls if one.get("formaction")]
        by_script = form.xpath(".//@data-preview | .//@data-draft | .//@data-upload")
        if action or fields:
            yield Form(reader, address, method, (action or address).partition("#")[0], fields)
        for way in dict.fromkeys([*ways, *by_script]):
            yield Form(reader, address, method, way, fields)


def _fields(controls: list[Any]) -> Iterator[Field]:
    radios: dict[str, list[Any]] = {}
    for one in controls:
        name, kind = one.get("name"), one.get("type", "text")
        if not name or name == "csrf_token" or one.tag == "button" or kind in PRESSED:
            continue
        longest = int(one.get("maxlength") or LONGEST)
        if one.tag == "select":
            options = [option.get("value", option.text_content()) for option in one.iter("option")]
            chosen = one.xpath(".//option[@selected]/@value")
            yield Field(name, "choice", (chosen or [""])[0], tuple(options))
        elif one.tag == "textarea":
            yield Field(name, "words", one.text or "", longest=longest, lines=True)
        elif kind == "radio":
            radios.setdefault(name, []).append(one)
        else:
            known = {"hidden": "hidden", "checkbox": "check", "file": "file"}
            yield Field(
                name, known.get(kind, "words" if kind in WORDS else kind), one.get("value", ""), longest=longest
            )
    for name, buttons in radios.items():
        chosen = [one.get("value") for one in buttons if one.get("checked") is not None]
        yield Field(name, "choice", (chosen or [""])[0], tuple(one.get("value", "") for one in buttons))
