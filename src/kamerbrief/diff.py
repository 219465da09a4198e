"""Two extractions, compared in the terms of the letter: which facts came, went, changed or moved.

Facts are matched by meaning, never by their place in a list: first those of the same kind that say the same in the same
words, then, by a best assignment, those whose attributes, words and places are most alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.contract.identity import make_id, unique
from kamerbrief.decisions import IDS, LETTER, PLACES, Fact, start_of, without, words

#: Two facts that are less alike than this are no two versions of one fact.
_ALIKE = 0.5
#: How much alike attributes, words and places count.
_WEIGHTS = (0.4, 0.4, 0.2)
#: Above so many pairs of facts, those far apart in the letter are not compared.
_MOST_PAIRS = 1_000_000
_CONTEXT = 160
#: What the id of a change does not depend on.
_UNNAMED = PLACES | (IDS - {"id"})


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Attribute(_Model):
    """One attribute of a fact that differs."""

    name: str = Field(description="Name of the attribute, such as value.")
    before: Any = Field(alias="from", description="What it was.")
    after: Any = Field(alias="to", description="What it is.")


class Change(_Model):
    """One fact that came, went, changed or moved."""

    id: str = Field(description="Stable id of this change.")
    kind: str = Field(description="The list that the fact stands in, such as amounts; letter for the letterhead.")
    before: Fact | None = Field(default=None, description="The fact in the first extraction.")
    after: Fact | None = Field(default=None, description="The fact in the second extraction.")
    attributes: list[Attribute] = Field(default_factory=list, description="What differs, for a changed fact.")
    context: str = Field(default="", description="The words around the fact, from the newer text that has it.")


class Difference(_Model):
    """How a second extraction differs from a first."""

    letter: str = Field(description="Id of the letter.")
    added: list[Change] = Field(default_factory=list, description="Facts that only the second has.")
    removed: list[Change] = Field(default_factory=list, description="Facts that only the first has.")
    changed: list[Change] = Field(default_factory=list, description="Facts with other attributes or words.")
    moved: list[Change] = Field(default_factory=list, description="Facts that only stand at another place.")
    unchanged: dict[str, int] = Field(default_factory=dict, description="How many facts are the same, by kind.")

    @property
    def to_decide(self) -> list[Change]:
        """What a person may have an opinion on: facts that came, went or changed."""
        return [*self.removed, *self.changed, *self.added]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)


class FolderDifference(_Model):
    """How the letters of one folder differ from those of another."""

    letters_added: list[str] = Field(default_factory=list, description="Letters that only the second folder has.")
    letters_removed: list[str] = Field(default_factory=list, description="Letters that only the first folder has.")
    letters: list[Difference] = Field(default_factory=list, description="The letters that differ.")
    totals: dict[str, dict[str, int]] = Field(
        default_factory=dict, description="By kind: how many facts were added, removed, changed, moved, unchanged."
    )

    def __bool__(self) -> bool:
        return bool(self.letters_added or self.letters_removed or self.letters)


def diff(before: Extraction, after: Extraction) -> Difference:
    """What differs between two extractions of a letter; changes stand in reading order within each kind."""
    texts = before.text, after.text
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    pairs = {kind: _matched(old[kind], new[kind], texts) for kind in FACT_KINDS}
    same_id = {b["id"]: a["id"] for matched in pairs.values() for a, b in matched if a and b and "id" in b}
    found = Difference(letter=after.letter.id)
    head = _letter_fields(old), _letter_fields(new)
    for attribute in _attributes(*(without(part, PLACES | {"evidence"}) for part in head)):
        was, is_now = ({attribute.name: part[attribute.name]} for part in head)
        found.changed.append(Change(id="", kind=LETTER, before=was, after=is_now, attributes=[attribute]))
    for kind, matched in pairs.items():
        for a, b in matched:
            _file(found, kind, a, b, same_id, texts)
    _name(found)
    return found


def _letter_fields(content: dict[str, Any]) -> Fact:
    """What the letterhead says, without what depends on the file."""
    return {name: value for name, value in content["letter"].items() if name not in {"id", "source", "evidence"}}


def _file(
    found: Difference, kind: str, a: Fact | None, b: Fact | None, same_id: dict[str, str], texts: tuple[str, str]
) -> None:
    """Puts one matched pair where it belongs."""
    if a is None or b is None:
        context = _context(texts[1], b) if b else _context(texts[0], a or {})
        change = Change(id="", kind=kind, before=a, after=b, context=context)
        (found.added if a is None else found.removed).append(change)
        return
    attributes = list(_attributes(_comparable(a, {}), _comparable(b, same_id)))
    if attributes or _place(a) != _place(b):
        change = Change(id="", kind=kind, before=a, after=b, attributes=attributes, context=_context(texts[1], b))
        (found.changed if attributes else found.moved).append(change)
    else:
        found.unchanged[kind] = found.unchanged.get(kind, 0) + 1


def _comparable(fact: Fact, same_id: dict[str, str]) -> Fact:
    """The fact without its places, with the ids of matched facts in the terms of the first extraction."""
    plain = without({name: value for name, value in fact.items() if name != "id"}, PLACES)
    return dict(_renamed(plain, same_id))


def _renamed(fact: Fact, same_id: dict[str, str]) -> Fact:
    """The fact, or a part of one, with the ids of others in the terms of the first extraction."""
    renamed: Fact = {}
    for name, value in fact.items():
        if isinstance(value, dict):
            renamed[name] = _renamed(value, same_id)
        elif name in IDS and isinstance(value, list):
            renamed[name] = sorted(str(same_id.get(item, item)) for item in value)
        else:
            renamed[name] = same_id.get(value, value) if name in IDS else value
    return renamed


def _place(fact: Fact) -> str:
    return json.dumps([fact.get("evidence"), fact.get("mentions"), fact.get("table")], sort_keys=True)


def _attributes(a: Fact, b: Fact) -> Iterator[Attribute]:
    for name in a:
        if a[name] != b.get(name):
            yield Attribute.model_validate({"name": name, "from": a[name], "to": b.get(name)})


def _context(text: str, fact: Fact) -> str:
    """The words of a fact with some around them, from whole word to whole word, on one line."""
    shown = words(fact)
    start = start_of(fact)
    stop = start + len(shown)
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[stop : stop + _CONTEXT].partition("\n")[0]
    # A word that the limit cuts in two is left out.
    before = before.partition(" ")[2] if len(before) == _CONTEXT else before
    after = after.rpartition(" ")[0] if len(after) == _CONTEXT else after
    return " ".join(f"{before}{text[start:stop]}{after}".split())


def _name(found: Difference) -> None:
    """Gives every change its id, from what it changes; links to other facts do not count: they change with those."""
    changes = [*found.to_decide, *found.moved]
    names = [
        make_id(
            "change", c.kind, *(json.dumps(without(fact, _UNNAMED), sort_keys=True) for fact in (c.before, c.after))
        )
        for c in changes
    ]
    for change, name in zip(changes, unique(names), strict=True):
        change.id = name


def _matched(old: Sequence[Fact], new: Sequence[Fact], texts: tuple[str, str]) -> list[tuple[Fact | None, Fact | None]]:
    """Every fact of both lists once, in pairs where two are versions of one; in the order of the newer text."""
    pairs, left_old, left_new = _same(old, new)
    if left_old and left_new:
        chosen = list(_assigned(left_old, left_new, texts))
        pairs += [(left_old[a], left_new[b]) for a, b in chosen]
        taken_old, taken_new = {a for a, _ in chosen}, {b for _, b in chosen}
        left_old = [fact for at, fact in enumerate(left_old) if at not in taken_old]
        left_new = [fact for at, fact in enumerate(left_new) if at not in taken_new]
    found: list[tuple[Fact | None, Fact | None]] = [*pairs]
    found += [(fact, None) for fact in left_old] + [(None, fact) for fact in left_new]
    return sorted(found, key=lambda pair: (start_of(pair[1] or pair[0] or {}), pair[1] is None))


def _same(
    old: Sequence[Fact], new: Sequence[Fact]
) -> tuple[list[tuple[Fact | None, Fact | None]], list[Fact], list[Fact]]:
    """Facts that say the same in the same words, paired in reading order, and those that remain."""
    pairs: list[tuple[Fact | None, Fact | None]] = []
    # The second time round, facts that say the same but name other facts, or were seen by a person, find each other.
    for ignored in (PLACES | {"id"}, PLACES | IDS):
        waiting: dict[str, list[Fact]] = {}
        for fact in old:
            waiting.setdefault(_key(fact, ignored), []).append(fact)
        rest = []
        for fact in new:
            same = waiting.get(_key(fact, ignored))
            if same:
                pairs.append((same.pop(0), fact))
            else:
                rest.append(fact)
        paired = {id(a) for a, _ in pairs}
        old, new = [fact for fact in old if id(fact) not in paired], rest
    return pairs, list(old), list(new)


def _key(fact: Fact, ignored: frozenset[str]) -> str:
    return json.dumps(without(fact, ignored), ensure_ascii=False, sort_keys=True)


def _assigned(old: Sequence[Fact], new: Sequence[Fact], texts: tuple[str, str]) -> Iterator[tuple[int, int]]:
    """The best assignment of facts to facts that are alike, as indices."""
    import numpy
    from scipy.optimize import linear_sum_assignment

    near = len(old) * len(new) <= _MOST_PAIRS
    lengths = tuple(max(1, len(text)) for text in texts)
    likeness = numpy.zeros((len(old), len(new)))
    for a, one in enumerate(old):
        for b, other in enumerate(new):
            distance = abs(start_of(one) / lengths[0] - start_of(other) / lengths[1])
            if near or distance < 0.02:
                likeness[a, b] = _likeness(one, other, distance)
    for a, b in zip(*linear_sum_assignment(likeness, maximize=True), strict=True):
        if likeness[a, b] >= _ALIKE:
            yield int(a), int(b)


def _likeness(one: Fact, other: Fact, distance: float) -> float:
    """From 0 to 1: how much two facts of a kind look like two versions of one."""
    plain, plain_other = without(one, PLACES | IDS | {"evidence"}), without(other, PLACES | IDS | {"evidence"})
    names = [name for name in plain if plain[name] or plain_other.get(name)]
    alike = sum(plain[name] == plain_other.get(name) for name in names) / len(names) if names else 1.0
    text, text_other = words(one), words(other)
    same_words = 1.0 if text == text_other else SequenceMatcher(None, text[:200], text_other[:200], False).ratio()
    nearness = max(0.0, 1 - distance * 10)
    return sum(weight * part for weight, part in zip(_WEIGHTS, (alike, same_words, nearness), strict=True))


def diff_folders(before: dict[str, Path], after: dict[str, Path]) -> FolderDifference:
    """What differs between two sets of extraction files by letter id. Raises StoreError for a file that is none."""
    from kamerbrief.store import read_extraction

    found = FolderDifference(
        letters_added=sorted(after.keys() - before.keys()), letters_removed=sorted(before.keys() - after.keys())
    )
    for letter in sorted(before.keys() & after.keys()):
        difference = diff(read_extraction(before[letter]), read_extraction(after[letter]))
        for name in ("added", "removed", "changed", "moved"):
            for change in getattr(difference, name):
                _count(found.totals, change.kind, name, 1)
        for kind, number in difference.unchanged.items():
            _count(found.totals, kind, "unchanged", number)
        if difference:
            found.letters.append(difference)
    return found


def _count(totals: dict[str, dict[str, int]], kind: str, name: str, number: int) -> None:
    empty = dict.fromkeys(("added", "removed", "changed", "moved", "unchanged"), 0)
    totals.setdefault(kind, empty)[name] += number


def extractions_in(folder: Path) -> dict[str, Path]:
    """The extraction files of a folder by letter: those of a store, else its JSON files by name."""
    stored = {path.parent.name: path for path in sorted(folder.glob("*/extraction.json"))}
    return stored or {path.stem: path for path in sorted(folder.glob("*.json"))}
