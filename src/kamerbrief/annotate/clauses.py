"""What a clause is: its stretch, its kind, its verbs, its subject and the clause that it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from kamerbrief.annotate.groups import Group, Tense, VerbUse, group_of, subject_of
from kamerbrief.annotate.parser import Parser
from kamerbrief.annotate.stack import Kind, Node
from kamerbrief.annotate.words import Word

Stretch = tuple[int, int]


class Standing(StrEnum):
    """What a clause is other than asserted."""

    DENIED = "denied"
    CANCELLED = "cancelled"
    CONDITIONAL = "conditional"
    WISHED = "wished"
    EARLIER = "earlier"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A standing and the stretches that show it; for what is reported, ``by`` is the stretch of who says so."""

    standing: Standing
    shown: tuple[Stretch, ...]
    by: Stretch | None = None


class Clause(NamedTuple):
    """A clause of a sentence; all offsets count in the sentence's text.

    ``own`` are the stretches of [start, end) that are no part of a clause within it. ``hangs_on`` is the place, in the
    tuple of the sentence's clauses, of the clause that it is a part of; None for a main clause. ``group`` has its
    verbs, ``subject`` the stretch of its subject (None where none is next to the verb: it is that of the clause
    before, or there is none). ``asks`` is true for a question of its own. ``qualifiers`` are in the order of
    :class:`Standing`; an asserted clause has none.
    """

    start: int
    end: int
    kind: Kind
    own: tuple[Stretch, ...]
    group: Group
    subject: Stretch | None
    hangs_on: int | None
    asks: bool
    qualifiers: tuple[Qualifier, ...] = ()

    @property
    def main(self) -> bool:
        """Whether it stands by itself."""
        return self.kind is Kind.MAIN

    @property
    def finite(self) -> VerbUse | None:
        """The finite verb; None in an infinitive clause and a fragment."""
        return self.group.finite

    @property
    def lemma(self) -> str:
        """The infinitive of the verb that says what is done; empty where no verb of the table is."""
        return self.group.content.lemma if self.group.content else ""

    @property
    def classes(self) -> frozenset[str]:
        """The classes of that verb, and of an infinitive with *te* beside it."""
        return self.group.classes

    @property
    def passive(self) -> bool:
        """Whether what is done is done to the subject."""
        return self.group.passive

    @property
    def tense(self) -> Tense:
        """The tense of the finite verb."""
        return self.group.tense

    @property
    def standings(self) -> tuple[Standing, ...]:
        """What it is other than asserted."""
        return tuple(one.standing for one in self.qualifiers)

    @property
    def asserted(self) -> bool:
        """Whether it is said plainly, as the writer's own word."""
        return not self.qualifiers

    def qualifier(self, standing: Standing) -> Qualifier | None:
        """The qualifier of a standing, with the stretches that show it; None where the clause has none."""
        return next((one for one in self.qualifiers if one.standing is standing), None)

    def has(self, *classes: str) -> bool:
        """Whether the verb that says what is done is of one of the classes."""
        return not self.classes.isdisjoint(classes)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a stretch has a part in the clause's own words."""
        return any(begin < end and start < stop for begin, stop in self.own)

    def holds(self, place: int) -> bool:
        """Whether the character at a place is of the clause's own words."""
        return any(start <= place < end for start, end in self.own)


def clauses_of(text: str) -> tuple[tuple[Clause, ...], tuple[Word, ...], tuple[tuple[int, ...], ...]]:
    """The clauses of a sentence in the order in which they begin, its words, and the places of each clause's words.

    What is to be held of each is told by ``qualifiers.py``, which reads these.
    """
    parser = Parser(text).read()
    nodes = [node for node in parser.nodes if node.words]
    for node in nodes:
        node.words.sort()
    nodes.sort(key=lambda node: node.words[0])
    numbers = {id(node): number for number, node in enumerate(nodes)}
    outer = [node for node in nodes if node.outer]
    asking = outer[-1] if outer and text.rstrip().endswith("?") else None
    found = tuple(_clause(parser.words, node, numbers, node is asking) for node in nodes)
    return found, tuple(parser.words), tuple(tuple(node.words) for node in nodes)


def _clause(words: list[Word], node: Node, numbers: dict[int, int], asks: bool) -> Clause:
    kind = Kind.FRAGMENT if node.kind is Kind.MAIN and node.finite is None else node.kind
    return Clause(
        words[node.words[0]].start,
        words[node.words[-1]].end,
        kind,
        tuple(_stretches(words, node.words)),
        group_of(words, node.words, node.finite, node.verbs),
        subject_of(words, node.words, node.finite, node.outer),
        _hangs_on(node, numbers),
        asks,
    )


def _hangs_on(node: Node, numbers: dict[int, int]) -> int | None:
    """The clause further out; one that stands before its main clause hangs on that."""
    if node.outer and not node.bracket:
        return None
    parent = node.parent
    while parent is not None and not parent.words:
        parent = parent.parent
    return numbers[id(parent)] if parent is not None else None


def _stretches(words: list[Word], places: list[int]) -> list[Stretch]:
    """The places as stretches of the text, those next to each other (or with a stop between) as one."""
    found: list[Stretch] = []
    begin = places[0]
    for last, place in pairwise(places):
        if place - last > 1 and not all(words[between].stop for between in range(last + 1, place)):
            found.append((words[begin].start, words[last].end))
            begin = place
    found.append((words[begin].start, words[places[-1]].end))
    return found
