"""Generated training sentences: the hand-written ones with their names exchanged, and templates over name lists.

A model that has seen a few thousand names learns the names; exchanging them makes it read what stands around. The lists
lie in ``corpus/names.toml``, apart from the hand-written sentences; what is made here is never used to measure.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kamerbrief.language.invented import invent
from kamerbrief.language.marked import Sentence, parse

_SLOT = re.compile(r"\{(\w+)\}")
#: An ordinary word behind a blank, and how many of them begin a cropped sentence.
_ORDINARY = re.compile(r"(?<= )[a-zà-ÿ]{3,}")
_CROPS = 3
#: How often a name gives way to an invented one, and to another real one.
_INVENTED, _REAL = 0.4, 0.3


@cache
def _names() -> dict[str, Any]:
    text = files(__package__).joinpath("corpus", "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def shape(name: str, label: str) -> str:
    """What sort of name it is; a name is exchanged only for one of its sort, so that the sentence stays natural."""
    words = name.split()
    if len(words) == 1:
        return f"{label} short" if name.isupper() or any(c.isupper() for c in name[1:]) else f"{label} word"
    if label == "PER":
        return "PER initials" if "." in words[0] else "PER full" if words[0][0].isupper() else "PER prefix"
    return f"{label} {min(len(words), 4)}"


def exchanged(sentences: Sequence[Sentence], copies: int, seed: int) -> Iterator[Sentence]:
    """``copies`` versions of each sentence; a name stays, or gives way to a real or an invented one of its sort."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    pools = _pools(sentences)
    for _ in range(copies):
        for sentence in sentences:
            if sentence.entities:
                yield _exchange(sentence, pools, chooser)


def _pools(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for sentence in sentences:
        for start, end, label in sentence.entities:
            name = sentence.text[start:end]
            found.setdefault(shape(name, label), set()).add(name)
    for label, lists in _names()["lists"].items():
        for name in (name for listed in lists.values() for name in listed):
            found.setdefault(shape(name, label), set()).add(name)
    found.setdefault("PER full", set()).update(_people())
    return {sort: sorted(names) for sort, names in found.items()}


def _people() -> Iterator[str]:
    """First names and surnames put together, each surname twice."""
    people = _names()["people"]
    first, last = people["first"], people["last"]
    for number, surname in enumerate(last * 2):
        yield f"{first[(number * 7) % len(first)]} {surname}"


def _exchange(sentence: Sentence, pools: dict[str, list[str]], chooser: random.Random) -> Sentence:
    parts: list[str] = []
    entities = []
    position = length = 0
    for start, end, label in sentence.entities:
        name = sentence.text[start:end]
        sort, chance = shape(name, label), chooser.random()
        if chance < _INVENTED:
            name = invent(sort, chooser) or name
        elif chance < _INVENTED + _REAL:
            name = chooser.choice(pools[sort])
        before = sentence.text[position:start]
        parts += [before, name]
        entities.append((length + len(before), length + len(before) + len(name), label))
        length += len(before) + len(name)
        position = end
    return Sentence("".join(parts) + sentence.text[position:], tuple(entities))


def cropped(sentences: Sequence[Sentence], seed: int) -> Iterator[Sentence]:
    """Each sentence begun at an ordinary word farther on, which then gets a capital: a capital alone makes no name."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    for sentence in sentences:
        covered = {offset for start, end, _ in sentence.entities for offset in range(start, end)}
        starts = [m.start() for m in _ORDINARY.finditer(sentence.text) if m.start() not in covered]
        for start in chooser.sample(starts, min(len(starts), _CROPS)):
            text = sentence.text[start].upper() + sentence.text[start + 1 :]
            kept = tuple((s - start, e - start, label) for s, e, label in sentence.entities if s >= start)
            yield Sentence(text, kept)


def from_templates(seed: int) -> Iterator[Sentence]:
    """Every template of ``names.toml`` filled a number of times; a slot ``{town}`` takes a name of that list."""
    chooser = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    data = _names()
    lists = {
        key: [f"[{name}|{label}]" for name in names]
        for label, groups in data["lists"].items()
        for key, names in groups.items()
    }
    people = data["people"]
    lists["surname"] = [f"[{name}|PER]" for name in people["last"]]
    lists["person"] = [f"[{name}|PER]" for name in _people()]
    lists["initials"] = [
        f"[{first[0]}.{people['first'][-n - 1][0]}. {people['last'][(n * 3) % len(people['last'])]}|PER]"
        for n, first in enumerate(people["first"])
    ]
    for template in data["templates"]["lines"]:
        for _ in range(data["templates"]["times"]):
            yield parse(_SLOT.sub(lambda slot: chooser.choice(lists[slot[1]]), template))
