"""What can be switched off to see what it earns: lists of the word lists, and rules in tables of rules.

What a switch touches is told by the modules that read its part of its word list, or hold its table, and by those that
import them: only their caches are cleared, and only facts found by them are looked for again.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from kamerbrief import pipeline
from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.lexicon import load, switch_off
from kamerbrief.lexicon.own import package_names
from kamerbrief.lexicon.places import places

#: Lists of what the language or the state has: a letter yet unseen may hold any of it, so one that is idle here stays.
CLOSED = (
    "currencies",
    "dates.budget",
    "dates.elections",
    "dates.moments",
    "dates.months",
    "dates.numbers",
    "dates.parliament",
    "dates.school",
    "dates.seasons",
    "dates.weekdays",
    "grammar",
    "letterhead",
    "ministries",
    "money.currency",
    "money.scale",
    "programmes",
    "references.debates.short",
    "references.motions.particles",
    "references.rulings",
    "signatures",
    "tables.scale",
    "verbs",
)
#: A word list that a module reads, and the part of it; where no part is told by name, it may be any.
_LOADED = re.compile(r"\bload\([\"'](\w+)[\"']\)(?:\[[\"'](\w+)[\"']\])?")
_WORD = re.compile(r"\w+")
_BEGINNING = 5
_PACKAGE = "kamerbrief"
_RULES = ("kamerbrief.facts.", "kamerbrief.checks.", "kamerbrief.annotate.", "kamerbrief.language.")
_CACHE = type(lru_cache(lambda: None))


@dataclass(frozen=True)
class Switch:
    """One thing that can be switched off; ``words`` are a list's, ``home`` is the word list or module that has it."""

    name: str
    home: str
    words: tuple[str, ...] = ()
    #: The table of rules and the place in it; a list has none.
    table: str = ""
    at: int = 0

    @property
    def closed(self) -> bool:
        """Whether it stays where it earns nothing; see :data:`CLOSED`."""
        return any(f"{self.name}.".startswith(f"{place}.") for place in CLOSED)

    @property
    def asked(self) -> bool:
        """Whether a finder of facts can find something else without it: not what only files or links are read with."""
        return any(map(self.touches, _finders()))

    def touches(self, module: str) -> bool:
        """Whether what a module finds can change."""
        return module in _users(self.home, "" if self.table else self.name.split(".")[1])

    def may_tell(self, text: str) -> bool:
        """Whether it can tell in a text at all: not where none of a list's phrases has all its words there.

        Of a long word its beginning counts, by which some rules compare. Base forms of verbs and short words, which may
        be names of what the rules know, may always tell.
        """
        if not self.words or any(_may_be_another(word) for word in self.words):
            return True
        small = text.lower()
        phrases = (_WORD.findall(phrase.lower()) for phrase in self.words)
        return any(all(word[:_BEGINNING] in small for word in words) for words in phrases)

    @contextmanager
    def off(self) -> Iterator[None]:
        """Switched off for as long as it lasts."""
        try:
            if self.table:
                _replace(self, without=True)
            else:
                switch_off(self.name)
            _clear(self)
            yield
        finally:
            if self.table:
                _replace(self, without=False)
            else:
                switch_off("")
            _clear(self)


def switches() -> list[Switch]:
    """Everything that can be switched off: the lists by file and place, then the rules by module and table."""
    lists = [
        Switch(place, name, tuple(words))
        for name in sorted(package_names())
        for place, words in places(name, load(name))
    ]
    return [*lists, *_rules()]


def _rules() -> Iterator[Switch]:
    for name, module in sorted(_modules().items()):
        for table, rules in sorted(vars(module).items()):
            if name.startswith(_RULES) and _is_table(module, rules):
                for at, rule in enumerate(rules):
                    yield Switch(f"{name}.{table}: {rule.__name__}", name, table=table, at=at)


def _is_table(module: ModuleType, value: Any) -> bool:
    """Whether a value is a table of rules that a module makes, not one that it imports."""
    if not (isinstance(value, tuple) and len(value) > 1 and all(isinstance(rule, FunctionType) for rule in value)):
        return False
    made = {target.id for node in _tree(module).body for target in _targets(node) if isinstance(target, ast.Name)}
    return any(value is vars(module).get(name) for name in made)


def _targets(node: ast.stmt) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign) else []


#: Tables of rules as they are, while one of their rules is switched off.
_whole: dict[str, tuple[Any, ...]] = {}


def _replace(switch: Switch, *, without: bool) -> None:
    """Puts a table without the rule, or the whole table again, wherever it is held."""
    now = getattr(sys.modules[switch.home], switch.table)
    whole = _whole.setdefault(f"{switch.home}.{switch.table}", now)
    then = (*whole[: switch.at], *whole[switch.at + 1 :]) if without else whole
    for module in _modules().values():
        if vars(module).get(switch.table) is now:
            setattr(module, switch.table, then)


def _clear(switch: Switch) -> None:
    for name, module in _modules().items():
        # What is known here of the modules does not change with their lists.
        if name != __name__ and switch.touches(name):
            for value in list(vars(module).values()):
                if isinstance(value, _CACHE):
                    value.cache_clear()


def _may_be_another(word: str) -> bool:
    return len(word) < 4 or any(one.form is Form.INFINITIVE for one in readings(word)) or word in _classes()


@cache
def _finders() -> frozenset[str]:
    """The modules of the functions that the story of a letter runs once it was read."""
    made = {value.__module__ for value in vars(pipeline).values() if isinstance(value, FunctionType)}
    return frozenset(name for name in made if name.startswith(_RULES))


@cache
def _classes() -> frozenset[str]:
    return frozenset(load("verbs")["classes"])


def _modules() -> dict[str, ModuleType]:
    return {name: module for name, module in sys.modules.items() if name.split(".")[0] == _PACKAGE}


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(_source(module))


def _source(module: ModuleType) -> str:
    return Path(str(module.__file__)).read_text(encoding="utf-8")


@cache
def _users(home: str, part: str) -> frozenset[str]:
    """The modules that read a part of a word list, or are a module, and those that import them, however far away."""
    parts = {(home, part), (home, "")}
    found = {name for name, module in _modules().items() if home == name or parts & _read_by(module)}
    while True:
        more = {name for name, module in _modules().items() if not found.isdisjoint(_imports(module))} - found
        if not more:
            return frozenset(found)
        found |= more


@cache
def _read_by(module: ModuleType) -> frozenset[tuple[str, str]]:
    return frozenset(_LOADED.findall(_source(module)))


@cache
def _imports(module: ModuleType) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found)
