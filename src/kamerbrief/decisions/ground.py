"""The text on which decisions are to hold: facts found by the places of their words, and words carried over to it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from kamerbrief.alignment import Alignment, align
from kamerbrief.contract import FACT_KINDS, Extraction, TextBlock, evidence_in
from kamerbrief.contract.base import Fact
from kamerbrief.contract.links import linked
from kamerbrief.decisions.model import LETTER, HeadField, Seen, Stretch, id_of, sha_of
from kamerbrief.decisions.plain import FOLLOWING
from kamerbrief.letter import Evidence

Place = tuple[int, int]
#: What is the same fact: a kind, and where it stands or, for what has a name of its own, its name.
Key = tuple[str, object]
M = TypeVar("M", bound=BaseModel)
#: The evidence of a fact's own words, by attribute; what else it carries shows its attributes.
OWN_WORDS = ("evidence", "mentions")
#: What a fact keeps of the machine's latest reading when a person decided on it.
MACHINES_OWN = frozenset({"id", "reviewed", "table", "counts", *OWN_WORDS})
#: What of a fact is not what the machine makes of its words.
_NO_READING = MACHINES_OWN | FOLLOWING | {"attribute_evidence", "stance_evidence"}
#: Kinds whose words are what they say: other words are another fact.
_WORDS_COUNT = frozenset({"commitments", "references", "entities"})


def own_words(fact: Fact) -> list[Evidence]:
    """The evidence of a fact's own words, the first first."""
    for name in OWN_WORDS:
        value = getattr(fact, name, None)
        if value:
            return value if isinstance(value, list) else [value]
    return []


def place_of(fact: Fact) -> Place | None:
    """Where the words of a fact stand; None for one without words."""
    words = own_words(fact)
    return (words[0].start, words[0].end) if words else None


def key_of(kind: str, fact: Fact, at: Callable[[str], object]) -> Key | None:
    """What makes a fact the same in one text: its place; a programme's name; what a check relates.

    ``at`` gives the place of a fact that it names. None for a fact that stands nowhere.
    """
    if kind in {LETTER, "programmes"}:
        return kind, id_of(fact)
    if kind == "checks" and (named := sorted({str(at(one)) for one in linked(fact)})):
        return kind, (str(getattr(fact, "type", "")), *named)
    place = place_of(fact)
    return (kind, place) if place else None


def plain(value: Any) -> Any:
    """A value without places: evidence is its words, blanks and line ends alike."""
    if isinstance(value, Evidence):
        return " ".join(value.text.split())
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


def reading(kind: str, fact: Fact) -> dict[str, Any]:
    """What the machine makes of a fact's words: its attributes, and for some kinds the words themselves."""
    if kind == LETTER:
        return {"value": plain(getattr(fact, "value", None))}
    made = {name: plain(getattr(fact, name)) for name in type(fact).model_fields if name not in _NO_READING}
    return {**made, "words": plain(own_words(fact)[:1])} if kind in _WORDS_COUNT else made


@dataclass(frozen=True)
class Ground:
    """One extraction as ground for decisions."""

    extraction: Extraction

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.extraction.text

    @cached_property
    def sha(self) -> str:
        """The SHA-256 of the text."""
        return sha_of(self.text)

    def facts(self, kind: str) -> list[Fact]:
        """The facts of a kind; for the letterhead its fields."""
        if kind == LETTER:
            return [*self._head]
        return list(getattr(self.extraction, kind))

    @cached_property
    def _head(self) -> list[Fact]:
        head = self.extraction.letter
        names = [name for name in type(head).model_fields if name not in {"id", "source", "evidence"}]
        return [HeadField(name=n, value=getattr(head, n), evidence=head.evidence.get(n)) for n in names]

    @cached_property
    def by_id(self) -> dict[str, tuple[str, Fact]]:
        """Every fact with its kind, by id."""
        return {id_of(fact): (kind, fact) for kind in FACT_KINDS for fact in self.facts(kind)}

    def all(self) -> Iterator[tuple[str, Fact]]:
        """Every fact and every field of the letterhead, with its kind."""
        for kind in (LETTER, *FACT_KINDS):
            yield from ((kind, fact) for fact in self.facts(kind))

    def seen(self, fact: Fact) -> Seen:
        """The fact with the places of those that it names."""
        named = {}
        for one in linked(fact):
            other = self.by_id.get(one)
            place = place_of(other[1]) if other else None
            if other and place:
                named[one] = Stretch(kind=other[0], start=place[0], end=place[1])
        return Seen(text=self.sha, fact=fact, named=named)

    def find(self, kind: str, name: str) -> Fact | None:
        """The fact of a kind and an id."""
        return next((fact for fact in self.facts(kind) if id_of(fact) == name), None)

    def id_at(self, key: Key) -> str | None:
        """The id of the first fact with this key."""
        return self._ids.get(key)

    @cached_property
    def _ids(self) -> dict[Key, str]:
        found: dict[Key, str] = {}
        for kind, fact in self.all():
            if key := self.key(kind, fact):
                found.setdefault(key, id_of(fact))
        return found

    def key(self, kind: str, fact: Fact) -> Key | None:
        """What makes this fact the same as another one on this ground."""
        return key_of(kind, fact, self._place_of_id)

    def _place_of_id(self, name: str) -> object:
        kind, fact = self.by_id.get(name, ("", None))
        return (kind, place_of(fact)) if fact is not None else name

    @cached_property
    def _evidence(self) -> dict[Place, Evidence]:
        return {(one.start, one.end): one for one in evidence_in(self.extraction)}

    @cached_property
    def _blocks(self) -> tuple[list[int], list[TextBlock]]:
        blocks = [block for block in self.extraction.blocks if block.end > block.start]
        return [block.start for block in blocks], blocks

    def evidence(self, start: int, end: int) -> Evidence:
        """The words [start, end) as evidence; with the rectangles on the page where the extraction knows them."""
        known = self._evidence.get((start, end))
        if known:
            return known
        starts, blocks = self._blocks
        at = bisect_right(starts, start) - 1
        block = blocks[at] if at >= 0 else None
        return Evidence(
            start=start,
            end=end,
            text=self.text[start:end],
            block=block.id if block else "",
            page=block.page if block else None,
            cell=block.cell if block else None,
        )


@dataclass(frozen=True)
class Carrier:
    """Carries facts from older texts over to a ground; ``texts`` gives the older texts by their SHA-256."""

    ground: Ground
    texts: Mapping[str, str]
    _known: dict[str, Alignment | None] = field(default_factory=dict, repr=False)

    def _laid(self, sha: str) -> Alignment | None:
        if sha not in self._known:
            old = self.ground.text if sha == self.ground.sha else self.texts.get(sha)
            self._known[sha] = None if old is None else align(old, self.ground.text)
        return self._known[sha]

    def knows(self, sha: str) -> bool:
        """True where the text of this hash is at hand."""
        return self._laid(sha) is not None

    def place(self, sha: str, place: Place | None) -> Place | None:
        """Where words of another text stand unchanged."""
        if place is None or sha == self.ground.sha:
            return place
        laid = self._laid(sha)
        return laid.place(*place) if laid else None

    def counterpart(self, sha: str, place: Place | None) -> Place | None:
        """The stretch that took the place of words of another text."""
        if place is None or sha == self.ground.sha:
            return place
        laid = self._laid(sha)
        return laid.counterpart(*place) if laid else None

    def key(self, kind: str, seen: Seen) -> Key | None:
        """What makes a fact of another text the same as one on the ground; None where its words are gone."""
        found = key_of(kind, seen.fact, lambda name: self._named(seen, name))
        if found is None or not isinstance(found[1], tuple) or (kind == "checks" and isinstance(found[1][0], str)):
            return found
        place = self.place(seen.text, place_of(seen.fact))
        return (kind, place) if place else None

    def _named(self, seen: Seen, name: str) -> object:
        stretch = seen.named.get(name)
        place = self.place(seen.text, (stretch.start, stretch.end)) if stretch else None
        return (stretch.kind, place) if stretch and place else name

    def link(self, seen: Seen, name: str, ids: Mapping[Key, str]) -> str | None:
        """The id that a fact which this one names has on the ground, among the facts whose ids are given by key."""
        stretch = seen.named.get(name)
        if stretch is None or stretch.kind == "programmes":
            return ids.get(("programmes", name))
        place = self.place(seen.text, (stretch.start, stretch.end))
        return ids.get((stretch.kind, place)) if place else None

    def stands(self, kind: str, seen: Seen) -> bool:
        """True where the fact's own words stand on the ground unchanged, or some of them, or it has no words."""
        if kind == LETTER:
            evidence = getattr(seen.fact, "evidence", None)
            return evidence is None or self.place(seen.text, (evidence.start, evidence.end)) is not None
        if kind == "checks" and not all(self.place(seen.text, (s.start, s.end)) for s in seen.named.values()):
            return False
        words = own_words(seen.fact)
        return not words or any(self.place(seen.text, (one.start, one.end)) for one in words)

    def carried(self, seen: Seen, onto: Fact | None = None) -> Fact | None:
        """The fact with all that it was read from at its place on the ground; None where its own words are gone.

        What else it carries and is gone drops out. With ``onto``, its own words and place are those of that fact.
        """
        own = {name: getattr(onto, name) for name in (*OWN_WORDS, "table") if hasattr(onto, name)} if onto else {}
        carried = self._part(seen.fact, seen.text, own)
        if carried is None or (own_words(seen.fact) and not own_words(carried)):
            return None
        return carried if onto else _in_its_cell(carried)

    def _part(self, value: M, sha: str, given: Mapping[str, Any]) -> M | None:
        changed = dict(given)
        for name, info in type(value).model_fields.items():
            if name in given:
                continue
            held = getattr(value, name)
            new = self._value(held, sha)
            if new is None and held is not None and info.annotation is Evidence:
                return None
            changed[name] = new
        return value.model_copy(update=changed)

    def _value(self, held: Any, sha: str) -> Any:
        if isinstance(held, Evidence):
            place = self.place(sha, (held.start, held.end))
            made = self.ground.evidence(*place) if place else None
            # Where the very text is read again, what was known of the place on the page still holds.
            return held if made and sha == self.ground.sha and made.block == held.block else made
        if isinstance(held, BaseModel):
            return self._part(held, sha, {})
        if isinstance(held, list):
            return [new for item in held if (new := self._value(item, sha)) is not None]
        if isinstance(held, dict):
            return {name: new for name, item in held.items() if (new := self._value(item, sha)) is not None}
        return held


def _in_its_cell(fact: Fact) -> Fact:
    """The fact with the place in a table that its words have now."""
    table = getattr(fact, "table", None)
    if table is None:
        return fact
    cell = own_words(fact)[0].cell
    update = table.model_copy(update={"id": cell.table, "row": cell.row, "column": cell.column}) if cell else None
    return fact.model_copy(update={"table": update})
