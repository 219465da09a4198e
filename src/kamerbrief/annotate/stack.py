"""The clauses that are open while a sentence is read, and what they have or wait for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kamerbrief.annotate.lookahead import later_verbs, segments
from kamerbrief.annotate.words import Word, words_of


class Kind(StrEnum):
    """What a clause is in its sentence."""

    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    QUESTION = "question"
    INFINITIVE = "infinitive"
    FRAGMENT = "fragment"


@dataclass(slots=True, eq=False)
class Node:
    """An open clause: the places of its own words, its finite verb and the other verbs that may be of its group."""

    kind: Kind
    parent: Node | None = None
    words: list[int] = field(default_factory=list)
    finite: int | None = None
    verbs: list[int] = field(default_factory=list)
    bracket: bool = False
    comma: bool = False
    te: bool = False

    @property
    def outer(self) -> bool:
        """Whether it is no subordinate clause."""
        return self.kind is Kind.MAIN

    @property
    def done(self) -> bool:
        """Whether it has the verb that it needs."""
        return bool(self.verbs) if self.kind is Kind.INFINITIVE else self.finite is not None


#: Verbs that wait for another, and those of them that wait for an infinitive.
HELPERS = frozenset(("zullen", "kunnen", "moeten", "mogen", "willen", "worden", "hebben", "laten", "gaan", "zijn"))
MODALS = HELPERS - {"worden", "hebben", "zijn"} | {"hoeven", "dienen"}


#: How many clauses (or brackets) may be open within one another; a sentence that people read has a few.
DEEPEST = 20


class Stack:
    """The words of a sentence, the clauses found so far (:attr:`nodes`) and those that are open (:attr:`stack`)."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.speaks = False
        self._root()

    # Most sentences ask for one of these at most.

    @cached_property
    def later(self) -> list[bool]:
        """What :func:`later_verbs` tells of each place."""
        return later_verbs(self.words)

    @cached_property
    def _segments(self) -> tuple[list[int | None], list[int | None]]:
        return segments(self.words)

    @property
    def ahead(self) -> list[int | None]:
        """For each place the verb that is finite behind it, as :func:`segments` tells."""
        return self._segments[0]

    @property
    def last(self) -> list[int | None]:
        """For each place where the verbs begin that end its stretch."""
        return self._segments[1]

    @property
    def top(self) -> Node:
        """The clause that the next word is of."""
        return self.stack[-1]

    def _root(self) -> None:
        self.stack = [self._new(Kind.MAIN, None)]

    def _new(self, kind: Kind, parent: Node | None) -> Node:
        node = Node(kind, parent)
        self.nodes.append(node)
        return node

    def _room(self) -> bool:
        return len(self.stack) < DEEPEST

    def _level(self) -> bool:
        """Whether a bracket or quotation is open."""
        return any(node.bracket for node in self.stack)

    def _base(self) -> int:
        """The depth of the innermost bracket, or of the sentence."""
        return max((depth for depth, node in enumerate(self.stack) if node.bracket), default=0)

    def _close_to(self, depth: int) -> None:
        del self.stack[depth + 1 :]

    def _sibling(self) -> None:
        """A new main clause in the place of the one at the bottom of what is open."""
        depth = self._base()
        self._close_to(depth)
        old = self.stack.pop()
        node = self._new(Kind.MAIN, old.parent)
        node.bracket = old.bracket
        self.stack.append(node)

    def _whole(self) -> bool:
        return self.stack[self._base()].done

    def _outer_lacks(self) -> bool:
        """Whether a clause further out has no finite verb yet."""
        return any(node.finite is None and node.kind is not Kind.INFINITIVE for node in self.stack[self._base() : -1])

    def _governs_infinitives(self) -> bool:
        finite = self.top.finite
        return finite is not None and any(one.verb.base in MODALS for one in self.words[finite].verbal)

    def _auxiliary(self) -> bool:
        finite = self.top.finite
        return finite is not None and any("auxiliary" in one.verb.classes for one in self.words[finite].verbal)

    def _only_participles(self) -> bool:
        """Whether the finite verb is zijn, hebben or worden without an infinitive (*heeft laten onderzoeken*)."""
        finite = self.top.finite
        if finite is None or self.top.outer or self.top.verbs:
            return False
        return any(one.verb.base in ("zijn", "hebben", "worden") for one in self.words[finite].verbal)

    def _waits(self, node: Node) -> bool:
        """Whether a clause has a helping verb without the verb that it helps."""
        finite = node.finite
        if finite is None or node.verbs:
            return False
        return any("auxiliary" in one.verb.classes and one.verb.base in HELPERS for one in self.words[finite].verbal)

    def _last_verb(self, place: int) -> bool:
        return self.top.verbs[-1:] == [place]

    def _content(self, place: int) -> bool:
        return not any("auxiliary" in one.verb.classes for one in self.words[place].verbal)


def first_person(word: Word) -> bool:
    """Whether a word can be finite only as a first person: *neem*, *informeer*."""
    finite = [one for one in word.verbal if one.finite]
    return bool(finite) and all(one.person == 1 for one in finite)
