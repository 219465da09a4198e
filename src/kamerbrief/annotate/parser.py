"""A sentence in its clauses.

The words are read once from left to right with a stack of open clauses. A conjunction, a relative word, a question word
or *om … te* opens one; a comma, a joining word or a finite verb that belongs to a clause further out closes those that
have their verb. A clause is made of the words that are its own: its [start, end) holds another clause only where it
goes on behind it (*de regels die nu gelden, volstaan niet*), and :attr:`Clause.own` leaves that one out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kamerbrief.annotate.openers import Opening, infinitives_ahead, opening_at
from kamerbrief.annotate.verbs import Form, particles, readings
from kamerbrief.annotate.words import STRONG, Word, small, text_at, words_of


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
    opener: int | None = None
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


_BRACKETS = {"(": ")", "[": "]", "„": "”", "“": "”", "«": "»", "‘": "’"}
_OPENERS = {"subordinate": Kind.SUBORDINATE, "relative": Kind.RELATIVE, "question": Kind.QUESTION}
_OPENERS |= {"infinitive": Kind.INFINITIVE}


#: How many clauses (or brackets) may be open within one another; a sentence that people read has a few.
DEEPEST = 20


class Parser:
    """Reads the words of one sentence; :attr:`nodes` are its clauses in the order in which they begin."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.te = infinitives_ahead(self.words)
        self.ahead, self.last = _segments(self.words)
        self.closing = 0
        self.speaks = False
        self.carried: list[int] = []
        self.later = _later(self.words)
        self._root()

    def read(self) -> Parser:
        """Goes through the words once."""
        for place, word in enumerate(self.words):
            if word.stop:
                self._stop(place, word)
                continue
            opening = opening_at(self.words, place, self.te, self.top.kind.value)
            if opening:
                self._open(place, opening)
            elif word.text in small("joins") and self._joins(place):
                pass
            elif self.top.comma:
                self._behind_comma(place)
            self.top.comma = False
            if word.sure or word.weak or word.verbal:
                self._verb(place, word)
            self._give_back(place, word)
            self.speaks = self.speaks or word.text == "ik"
            self.top.words.append(place)
        return self

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

    # --- stops -----------------------------------------------------------------------------------------------------

    def _stop(self, place: int, word: Word) -> None:
        if place < self.closing:
            return
        if word.text in STRONG:
            if word.text == ":" and not self.top.done and not self._sure_ahead(place):
                return
            if self._level():
                self._close_to(self._base())
                self._sibling()
            else:
                self._root()
        elif word.text in _BRACKETS and self._room() and self._verb_within(place, _BRACKETS[word.text]):
            node = self._new(Kind.MAIN, self.top)
            node.bracket = True
            self.stack.append(node)
        elif word.text in "([":
            self.closing = self._closing(place, _BRACKETS[word.text])
        elif word.text in _BRACKETS.values() and self._level():
            self._close_to(self._base())
            self.stack.pop()
        elif word.text in ",–-—":
            self.top.comma = True

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

    def _verb_within(self, place: int, closing: str) -> bool:
        """Whether a finite verb stands in the bracket that opens here, within a few words."""
        if text_at(self.words, place + 1) in ("zie", "hierna", "bron", "zoals"):
            return False
        for word in self.words[place + 1 : place + 60]:
            if word.text == closing:
                return False
            if word.sure:
                return True
        return False

    def _closing(self, place: int, sign: str) -> int:
        """Where a bracket without a verb is closed; the place itself where it is not, within a few words."""
        for at in range(place + 1, min(place + 60, len(self.words))):
            if self.words[at].text == sign:
                return at
        return place

    def _sure_ahead(self, place: int) -> bool:
        """Whether a finite verb follows soon behind a colon."""
        for word in self.words[place + 1 : place + 40]:
            if word.text in STRONG:
                return False
            if word.sure:
                return True
        return False

    # --- clauses that begin -------------------------------------------------------------------------------------------

    def _open(self, place: int, opening: Opening) -> None:
        kind = _OPENERS[opening.kind]
        joined = text_at(self.words, place - 1) in small("joins")
        self._shut(kind, joined)
        if not self._room() and not self.top.bracket:
            self.stack.pop()
        node = self._new(kind, self.top)
        node.opener = place
        node.words = self.carried
        self.carried = []
        for _ in range(opening.before):
            if self.top.words:
                node.words.append(self.top.words.pop())
        self.top.comma = False
        self.stack.append(node)

    def _shut(self, kind: Kind, joined: bool) -> None:
        """Closes the clause before a new one of its rank: *dat A stijgt en dat B daalt*; others hang on it."""
        self.carried = []
        if not (joined and self.top.done):
            return
        if self.top.words and text_at(self.words, self.top.words[-1]) in small("joins"):
            self.carried.append(self.top.words.pop())
        if kind is not Kind.INFINITIVE and not self.top.outer:
            self.stack.pop()

    def _joins(self, place: int) -> bool:
        """Whether a joining word begins a clause with a verb of its own."""
        ahead = self.ahead[place]
        if ahead is None or not (self._whole() or self.top.done):
            return False
        if self._opens_next(place):
            return True
        if not self._own_verb(place, ahead):
            return False
        final = self._final(place, ahead)
        if not self._whole() and not final and not self.top.outer:
            return False
        if self.top.outer or not self.top.done:
            outward = self.top.outer
        else:
            outward = not final and not self._goes_on(place, ahead)
        if outward:
            self._sibling()
        else:
            kind, parent = self.top.kind, self.top.parent
            self.stack.pop()
            self.stack.append(self._new(kind, parent))
        return True

    def _final(self, place: int, ahead: int) -> bool:
        """Whether the verb ahead of a place is of those that end its stretch."""
        begins = self.last[place]
        return begins is not None and ahead >= begins and ahead > place + 1

    def _goes_on(self, place: int, ahead: int) -> bool:
        """Whether the words behind a joining word go on in the order of a subordinate clause: the verbs behind."""
        first = text_at(self.words, place + 1)
        if first == "niet":
            return True
        end = ahead
        while end < len(self.words) and self.words[end].verbal:
            end += 1
        closes = end == len(self.words) or self.words[end].stop or self.words[end].text in small("prepositions")
        if ahead == place + 1 or not closes:
            return False
        return end - ahead > 1 or first not in small("determiners") | small("pronouns") | small("subjects")

    def _opens_next(self, place: int) -> bool:
        return bool(opening_at(self.words, place + 1, self.te, self.top.kind.value))

    def _whole(self) -> bool:
        return self.stack[self._base()].done

    def _own_verb(self, place: int, ahead: int) -> bool:
        """Whether the verb behind a joining word is a finite one beside that of the clause that is open."""
        word = self.words[ahead]
        if not self.top.done:
            return False
        if word.sure:
            return True
        if _first_person(word):
            return self.speaks
        if any(one.form is Form.PARTICIPLE for one in word.nonfinite):
            return False
        if all(one.joined or not one.finite for one in word.verbal) and self.top.outer:
            return False
        if self._governs_infinitives() or self.top.te:
            return False
        nominal = self.words[place - 1] if place else word
        if not nominal.stop and not nominal.verbal and readings(nominal.text):
            return False
        return self._no_noun_follows(ahead) or not any(one.form is Form.INFLECTED for one in word.verbal)

    def _governs_infinitives(self) -> bool:
        finite = self.top.finite
        return finite is not None and any(one.verb.base in _MODALS for one in self.words[finite].verbal)

    def _auxiliary(self) -> bool:
        finite = self.top.finite
        return finite is not None and any("auxiliary" in one.verb.classes for one in self.words[finite].verbal)

    def _behind_comma(self, place: int) -> None:
        """Where the words behind a comma go on: in the clause that is open, in one further out, or in a new one."""
        ahead, base = self.ahead[place - 1], self.stack[self._base()]
        if not self.top.done:
            return
        if not base.done:
            self._close_to(self._base() if self._frees(place, ahead) else len(self.stack) - 1)
            return
        if ahead == place and self._outer_lacks():
            return
        if ahead is None or not (self.words[ahead].sure or self._own_verb(place - 1, ahead)):
            if not self.top.outer and self._returns(place):
                self.stack.pop()
            return
        if not self.top.outer and self._final(place - 1, ahead):
            kind, parent = self.top.kind, self.top.parent
            self.stack.pop()
            self.stack.append(self._new(kind, parent))
        elif ahead - place < 7:
            self._sibling()

    def _frees(self, place: int, ahead: int | None) -> bool:
        """Whether the main clause, which lacks its verb, begins or goes on here."""
        if ahead is None:
            return False
        return (
            self.words[ahead].sure
            or ahead == place
            or text_at(self.words, place) == "dan"
            or not self._enumerates(ahead)
        )

    def _enumerates(self, ahead: int) -> bool:
        return self.top.kind is not Kind.INFINITIVE and self._final(ahead - 1, ahead)

    def _returns(self, place: int) -> bool:
        """Whether what stands behind a comma is the rest of the clause further out: *…, over*."""
        parent = self.stack[-2] if len(self.stack) > 1 else None
        if parent is None or parent.finite is None:
            return False
        if text_at(self.words, place + 1) in (*STRONG, ",", ""):
            return True
        return self._waits(parent) and self.last[place - 1] is not None

    def _waits(self, node: Node) -> bool:
        """Whether a clause has a helping verb without the verb that it helps."""
        finite = node.finite
        if finite is None or node.verbs:
            return False
        return any("auxiliary" in one.verb.classes and one.verb.base in _HELPERS for one in self.words[finite].verbal)

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, place: int, word: Word) -> None:
        """Gives a verb to the clause that it is of."""
        if word.te:
            self._add(place)
            return
        if not word.sure and text_at(self.words, place - 1) == "zoals":
            return
        if not self.top.done and self.top.kind is not Kind.INFINITIVE:
            if (word.sure or word.weak) and self._may_carry(place, word):
                self.top.finite = place
            elif word.nonfinite:
                self.top.verbs.append(place)
            return
        if self.top.kind is Kind.INFINITIVE and not self.top.verbs:
            if word.sure:
                self._outward(place)
            return
        if (word.sure or word.weak) and not self._helped(place, word) and self._outward(place):
            return
        if word.sure and self.top.finite is not None and self._doubtful(self.top.finite):
            self.top.finite = place
            return
        if word.nonfinite:
            if self._ends_outer(word):
                self.stack.pop()
            self._add(place)

    def _ends_outer(self, word: Word) -> bool:
        """A participle behind a clause that needs none: *heeft de stallen die hij kent onderzocht*."""
        if self.top.outer or len(self.stack) < 2 or self.top.finite is None or self.top.verbs or self._auxiliary():
            return False
        parent = self.stack[-2]
        if not any(one.form is Form.PARTICIPLE for one in word.nonfinite) or parent.finite is None or parent.verbs:
            return False
        return any(one.verb.base in ("zijn", "hebben", "worden") for one in self.words[parent.finite].verbal)

    def _add(self, place: int) -> None:
        """A verb without finite form: of the clause that waits for it."""
        if (
            self.top.kind is Kind.INFINITIVE
            and self.top.verbs
            and not self.words[place].te
            and not self._adjacent(place)
        ):
            parent = self.stack[-2]
            if self._waits(parent):
                self.stack.pop()
        self.top.verbs.append(place)
        self.top.te = self.top.te or self.words[place].te

    def _adjacent(self, place: int) -> bool:
        last = self.top.verbs[-1]
        return place - last <= 2

    def _may_carry(self, place: int, word: Word) -> bool:
        """Whether a word that may be finite is: a first person has its ik, a form with its particle stands last."""
        if word.sure:
            return True
        if _first_person(word):
            if any(text_at(self.words, i) == "ik" for i in self.top.words[-25:]):
                return True
            return self._elided(place) or self._imperative(place)
        if (
            word.verbal
            and all(one.joined or not one.finite for one in word.verbal)
            and any(one.finite for one in word.verbal)
        ):
            return not self.top.outer
        if any(one.form is Form.INFLECTED for one in word.verbal) and not self._no_noun_follows(place):
            return False
        forms = {one.form for one in word.verbal}
        if Form.PARTICIPLE in forms and Form.INFINITIVE not in forms:
            return not self.later[place] if self.top.outer else self.ahead[place] is None
        return True

    def _no_noun_follows(self, place: int) -> bool:
        """*verhoogde uitgaven* is no past tense; one has a stop or a small word behind it."""
        after = text_at(self.words, place + 1)
        ends = after == "" or self.words[place + 1].stop
        return ends or after in small("determiners") | small("prepositions") | small("pronouns") | small("adverbs")

    def _elided(self, place: int) -> bool:
        """*en stuur uw Kamer …*: the subject is that of the clause before."""
        before = text_at(self.words, place - 1)
        return (before in small("joins") or before == ",") and self.speaks

    def _imperative(self, place: int) -> bool:
        """*Versterk de samenwerking*: the first word, with what it asks for behind it."""
        first = not self.top.words and (place == 0 or self.words[place - 1].text in STRONG)
        return first and text_at(self.words, place + 1) in small("determiners") | small("prepositions")

    def _helped(self, place: int, word: Word) -> bool:
        """Whether a weak form is the infinitive or participle of the clause that is open."""
        if word.sure or not word.nonfinite:
            return False
        if self._only_participles() and not any(one.form is Form.PARTICIPLE for one in word.verbal):
            return False
        if self._auxiliary():
            return not (self._last_verb(place - 1) and self._content(place - 1) and self._outer_lacks())
        if self.top.kind is Kind.INFINITIVE and self._outer_lacks() and self._content(self.top.verbs[-1]):
            return False
        return self._last_verb(place - 1) or (self.top.outer and self.top.finite is not None)

    def _only_participles(self) -> bool:
        """Whether the finite verb is zijn, hebben or worden without an infinitive (*heeft laten onderzoeken*)."""
        finite = self.top.finite
        if finite is None or self.top.outer or self.top.verbs:
            return False
        return any(one.verb.base in ("zijn", "hebben", "worden") for one in self.words[finite].verbal)

    def _last_verb(self, place: int) -> bool:
        return self.top.verbs[-1:] == [place]

    def _content(self, place: int) -> bool:
        return not any("auxiliary" in one.verb.classes for one in self.words[place].verbal)

    def _outer_lacks(self) -> bool:
        """Whether a clause further out has no finite verb yet."""
        return any(node.finite is None and node.kind is not Kind.INFINITIVE for node in self.stack[self._base() : -1])

    def _outward(self, place: int) -> bool:
        """Gives a finite verb to the nearest clause further out that has none; closes those within."""
        base = self._base()
        for depth in range(len(self.stack) - 2, base - 1, -1):
            node = self.stack[depth]
            if node.kind is not Kind.INFINITIVE and node.finite is None:
                if not node.outer:
                    self._return_words(node)
                self._close_to(depth)
                node.finite = place
                return True
        return False

    def _return_words(self, node: Node) -> None:
        """Small words behind the verb of a clause are of the clause further out, whose verb stands last."""
        top = self.top
        last = max([*top.verbs[-1:], *([top.finite] if top.finite is not None else [])], default=-1)
        while top.words and 0 <= last < top.words[-1]:
            node.words.append(top.words.pop())

    def _doubtful(self, place: int) -> bool:
        return not self.words[place].sure and place + 1 < len(self.words)

    def _give_back(self, place: int, word: Word) -> None:
        """A last *niet* or particle behind the verb of a subordinate clause is of the main clause."""
        if len(self.stack) < 2 or self.top.bracket or not self.top.done or self._last_verb(place):
            return
        parent = self.stack[-2]
        if (
            word.text in _OBJECTS
            and place - 1 in (self.top.finite, *self.top.verbs[-1:])
            and parent.outer
            and parent.done
        ):
            self.stack.pop()
            return
        last = text_at(self.words, place + 1) in (*STRONG, ",", "", "en", "om", "omdat")
        if last and place != self.top.finite and parent.finite is not None and self._closes(parent, word.text):
            self.stack.pop()

    def _closes(self, parent: Node, word: str) -> bool:
        if word in ("niet", "wel"):
            return parent.outer
        finite = self.words[parent.finite] if parent.finite is not None else None
        return bool(finite) and any(word in particles(one.verb.base) for one in finite.verbal)


#: Pronouns that cannot follow the verb of a subordinate clause: they are of the clause further out.
_OBJECTS = frozenset(("mij", "me", "ons", "hem", "hen", "zich"))
_HELPERS = frozenset(("zullen", "kunnen", "moeten", "mogen", "willen", "worden", "hebben", "laten", "gaan", "zijn"))


_MODALS = _HELPERS - {"worden", "hebben", "zijn"} | {"hoeven", "dienen"}


def _first_person(word: Word) -> bool:
    finite = [one for one in word.verbal if one.finite]
    return bool(finite) and all(one.person == 1 for one in finite)


def _later(words: Sequence[Word]) -> list[bool]:
    """For each place whether a verb that is no participle may be finite behind it, up to the end of the sentence."""
    found = [False] * len(words)
    seen = False
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        found[place] = seen
        if word.text in STRONG:
            seen = False
        elif (word.sure or word.weak) and not any(one.form is Form.PARTICIPLE for one in word.verbal):
            seen = True
    return found


def _segments(words: Sequence[Word]) -> tuple[list[int | None], list[int | None]]:
    """What stands behind each place up to the next comma, joining word or word that opens a clause.

    The first list has the verb that is finite there (a sure one before one that may be), the second the place where
    the verbs begin that end the stretch.
    """
    first: list[int | None] = [None] * len(words)
    cluster: list[int | None] = [None] * len(words)
    barrier = small("joins") | small("conjunctions") | small("relative") | small("question") | {"die", "om"}
    near: int | None = None
    begins: int | None = None
    ending = True
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        first[place], cluster[place] = near, begins
        if word.stop or word.text in barrier:
            near, begins, ending = None, None, True
            continue
        if (word.sure or word.weak) and not word.te and (word.sure or near is None or not words[near].sure):
            near = place
        ending = ending and bool(word.verbal or word.sure or word.weak or word.text == "te")
        begins = place if ending else begins
    return first, cluster
