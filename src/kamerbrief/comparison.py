"""Two extractions, compared in the terms of the letter: which facts came, went, changed or moved.

The two texts are laid side by side, and facts are matched by the places of their words: alignment.py, pairing.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from kamerbrief.alignment import align
from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import make_id, unique
from kamerbrief.decisions import FOLLOWING, LETTER, PLACES, Fact, start_of, without, words
from kamerbrief.pairing import names_in_old, pair_facts, renamed

_CONTEXT = 160
#: What of a fact is not what it says.
_NOT_SAID = PLACES | FOLLOWING | {"id", "attribute_evidence"}


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
    pairs = pair_facts(old, new, align(*texts))
    names = {new: old for paired in pairs.values() for new, old in names_in_old(paired).items()}
    found = Difference(letter=after.letter.id)
    head = _letter_fields(old), _letter_fields(new)
    said = [without(part, frozenset({"evidence"})) for part in head]
    for attribute in _attributes(said[0], said[1], {}):
        was, is_now = ({attribute.name: part[attribute.name]} for part in head)
        found.changed.append(Change(id="", kind=LETTER, before=was, after=is_now, attributes=[attribute]))
    for kind, paired in pairs.items():
        for a, b in paired:
            _file(found, kind, a, b, names, texts)
    _name(found)
    return found


def _letter_fields(content: dict[str, Any]) -> Fact:
    """What the letterhead says, without what depends on the file."""
    return {name: value for name, value in content["letter"].items() if name not in {"id", "source", "evidence"}}


def _file(
    found: Difference, kind: str, a: Fact | None, b: Fact | None, names: Mapping[str, str], texts: tuple[str, str]
) -> None:
    """Puts one matched pair where it belongs."""
    if a is None or b is None:
        context = _context(texts[1], b) if b else _context(texts[0], a or {})
        change = Change(id="", kind=kind, before=a, after=b, context=context)
        (found.added if a is None else found.removed).append(change)
        return
    attributes = list(_attributes(a, b, names))
    if attributes or _place(a) != _place(b):
        change = Change(id="", kind=kind, before=a, after=b, attributes=attributes, context=_context(texts[1], b))
        (found.changed if attributes else found.moved).append(change)
    else:
        found.unchanged[kind] = found.unchanged.get(kind, 0) + 1


def _place(fact: Fact) -> str:
    return json.dumps([fact.get("evidence"), fact.get("mentions"), fact.get("table")], sort_keys=True)


def _attributes(a: Fact, b: Fact, names: Mapping[str, str]) -> Iterator[Attribute]:
    """What differs: not the places, nor the ids of facts that are the same in both extractions."""
    was, is_now = without(a, _NOT_SAID), without(b, _NOT_SAID)
    known, renamed_ = renamed(was, {name: name for name in names.values()}), renamed(is_now, names)
    for name in dict.fromkeys([*known, *renamed_]):
        if known.get(name) != renamed_.get(name):
            yield Attribute.model_validate({"name": name, "from": was.get(name), "to": is_now.get(name)})


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
    """Gives every change its id, from which facts it is about: not from what they say or name, nor from others."""
    changes = [*found.to_decide, *found.moved]
    names = [make_id("change", c.kind, *(_own_name(c, fact) for fact in (c.before, c.after))) for c in changes]
    for change, name in zip(changes, unique(names), strict=True):
        change.id = name


def _own_name(change: Change, fact: Fact | None) -> str:
    """The id of one side of a change; for the letterhead the name of its field."""
    if fact is None:
        return ""
    return change.attributes[0].name if change.kind == LETTER else str(fact["id"])


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
