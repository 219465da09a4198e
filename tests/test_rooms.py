"""The rooms of the package: what stands at the top of the repository, and which room may import which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kamerbrief"
TOP = {"pyproject.toml", "README.md", "LICENSE", "flows", "src", "fixtures", "tests"}
#: What a build or a run may leave there, or an archive of the source have.
MAY_BE = {"output", "dist", "build", "PKG-INFO"}
#: Rooms around the core: whoever uses it. The core imports none of them.
AROUND = {"flows", "commands", "cli", "review", "training"}
#: Of the rooms in which a letter becomes facts: all that they import.
INNER = {
    "errors": set(),
    "sequences": set(),
    "letter": {"errors"},
    "settings": {"errors"},
    "contract": {"errors", "letter"},
    "lexicon": {"errors", "settings"},
    "collecting": set(),
    "reading": {"collecting", "contract", "errors", "files", "letter", "lexicon", "settings"},
    "language": {"contract", "errors", "letter", "lexicon"},
    "annotate": {"contract", "language", "letter", "lexicon"},
    "facts": {"annotate", "contract", "language", "letter", "lexicon"},
    "checks": {
        "annotate",
        "contract",
        "double_counting",
        "facts",
        "guard",
        "language",
        "letter",
        "lexicon",
        "settings",
    },
}
#: What the rooms of facts import of one another.
FACTS = {
    "money": {"said", "told"},
    "promises": set(),
    "programmes": set(),
    "references": set(),
    "letterhead": set(),
    "advice": {"letterhead", "promises", "references"},
}
#: What the rooms around import of one another.
OUTER = {
    "flows": set(),
    "review": set(),
    "training": set(),
    "commands": {"flows", "review", "training"},
    "cli": {"commands"},
}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package with its room: the folder or module right below ``kamerbrief``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path
    for path in sorted((ROOT / "flows").rglob("*.py")):
        yield "flows", path


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """What a module imports of the package, anywhere in it, as room and name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.startswith("kamerbrief."):
                yield name.split(".")[1], name


MODULES = list(modules())
ROOMS = sorted({room for room, _ in MODULES})


def imports_of(room: str) -> set[str]:
    """The other rooms that a room imports."""
    return {other for own, path in MODULES if own == room for other, _ in imported(path)} - {room, "__version__"}


def test_the_top_level_holds_what_the_design_says() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - MAY_BE == TOP


def test_every_room_of_the_rule_is_there() -> None:
    assert len(MODULES) > 300
    assert {*INNER, *OUTER} <= set(ROOMS)


@pytest.mark.parametrize("room", sorted(INNER))
def test_the_rooms_of_one_letter_import_what_they_may(room: str) -> None:
    assert imports_of(room) <= INNER[room]


@pytest.mark.parametrize("room", sorted(FACTS))
def test_one_kind_of_fact_asks_few_others(room: str) -> None:
    own = [path for _, path in MODULES if path.is_relative_to(PACKAGE / "facts" / room)]
    asked = {name.split(".")[2] for path in own for other, name in imported(path) if other == "facts"}
    assert own
    assert asked - {room} <= FACTS[room]


def test_every_kind_of_fact_has_its_room() -> None:
    rooms = {path.parent.name for path in (PACKAGE / "facts").glob("*/__init__.py")}
    assert rooms == set(FACTS)


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in OUTER])
def test_the_core_imports_nobody_who_uses_it(room: str) -> None:
    assert imports_of(room) & AROUND == set()


@pytest.mark.parametrize("room", sorted(OUTER))
def test_those_who_use_the_core_keep_apart(room: str) -> None:
    assert imports_of(room) & AROUND <= OUTER[room]


def test_nobody_imports_what_another_room_keeps_to_itself() -> None:
    private = [
        f"{path.relative_to(ROOT)}: {name}"
        for room, path in MODULES
        for other, name in imported(path)
        if other != room and any(part.startswith("_") and part != "__version__" for part in name.split("."))
    ]
    assert private == []
