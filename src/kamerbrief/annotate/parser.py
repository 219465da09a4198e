"""A sentence in its clauses.

The words are read once from left to right with a stack of open clauses. A conjunction, a relative word, a question word
or *om … te* opens one; a comma, a joining word or a finite verb that belongs to a clause further out closes those that
have their verb. A clause is made of the words that are its own: its [start, end) holds another clause only where it
goes on behind it (*de regels die nu gelden, volstaan niet*), and :attr:`Clause.own` leaves that one out.
"""

from __future__ import annotations

from functools import cached_property

from kamerbrief.annotate.attach import Attaching
from kamerbrief.annotate.openers import Opening, infinitives_ahead, openers_of_clauses, opening_at
from kamerbrief.annotate.stack import MODALS, Kind, first_person
from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.annotate.words import STRONG, Word, small, text_at

_BRACKETS = {"(": ")", "[": "]", "„": "”", "“": "”", "«": "»", "‘": "’"}
_CLOSING = frozenset(_BRACKETS.values())
_OPENERS = {
    "subordinate": Kind.SUBORDINATE,
    "relative": Kind.RELATIVE,
    "question": Kind.QUESTION,
    "infinitive": Kind.INFINITIVE,
}
#: What ends a stretch of words: a stop, a comma, the end of the sentence.
_ENDING = STRONG | {",", ""}
#: The kinds of clauses that end with their verb.
_WAITING = frozenset({Kind.SUBORDINATE, Kind.RELATIVE, Kind.QUESTION})


class Parser(Attaching):
    """Reads the words of one sentence; :attr:`nodes` are its clauses in the order in which they begin."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.closing = 0

    @cached_property
    def te(self) -> list[bool]:
        """For each word whether an infinitive with *te* follows."""
        return infinitives_ahead(self.words)

    def read(self) -> Parser:
        """Goes through the words once."""
        joins, openers = small("joins"), openers_of_clauses()
        for place, word in enumerate(self.words):
            if word.stop:
                self._stop(place, word)
                continue
            top = self.stack[-1]
            opening = opening_at(self.words, place, self.te, top.kind) if word.text in openers else None
            if opening:
                self._open(place, opening)
            elif word.text in joins and self._joins(place):
                pass
            elif top.comma:
                self._behind_comma(place)
            top = self.stack[-1]
            top.comma = False
            if word.sure or word.weak or word.verbal:
                self._verb(place, word)
            elif top.finite is None and top.kind in _WAITING and self._ends_unknown(place, word):
                top.finite = place
            if len(self.stack) > 1:
                self._give_back(place, word)
            if word.text == "ik":
                self.speaks = True
            self.stack[-1].words.append(place)
        return self

    def _ends_unknown(self, place: int, word: Word) -> bool:
        """Whether a word that the table does not know ends its stretch as a verb would, in a clause without one."""
        ends = place + 1 == len(self.words) or self.words[place + 1].stop
        known = small("nouns", "adverbs", "prepositions")
        return ends and word.text.isalpha() and word.text.endswith(("en", "t")) and word.text not in known

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
        elif word.text in _CLOSING and self._level():
            self._close_to(self._base())
            self.stack.pop()
        elif word.text in ",–-—":
            self.top.comma = True

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

    def _open(self, place: int, opening: Opening) -> None:
        """Opens a clause; the small words before its opener that are of it go along (*en onder welke voorwaarden*)."""
        kind = _OPENERS[opening.kind]
        taken = [self.top.words.pop() for _ in range(opening.before) if self.top.words]
        taken += self._shut(kind, place - opening.before)
        if not self._room() and not self.top.bracket:
            self.stack.pop()
        node = self._new(kind, self.top)
        node.words = taken[::-1]
        self.top.comma = False
        self.stack.append(node)

    def _shut(self, kind: Kind, place: int) -> list[int]:
        """Closes the clause before a joined one of its rank (*dat A stijgt en dat B daalt*); returns the joint."""
        if text_at(self.words, place - 1) not in small("joins") or not self.top.done:
            return []
        joint = self.top.words[-1:] if self.top.words[-1:] == [place - 1] else []
        if joint:
            self.top.words.pop()
        if kind is not Kind.INFINITIVE and not self.top.outer:
            self.stack.pop()
        return joint

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
        return end - ahead > 1 or first not in small("determiners", "pronouns", "subjects")

    def _opens_next(self, place: int) -> bool:
        return bool(opening_at(self.words, place + 1, self.te, self.top.kind))

    def _own_verb(self, place: int, ahead: int) -> bool:
        """Whether the verb behind a joining word is a finite one beside that of the clause that is open."""
        word = self.words[ahead]
        if not self.top.done:
            return False
        if word.sure:
            return True
        if first_person(word):
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
        if not self.top.outer and self._completes(place, ahead):
            self.stack.pop()
        elif not self.top.outer and self._final(place - 1, ahead):
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

    def _completes(self, place: int, ahead: int) -> bool:
        """Whether the clause further out waits for an infinitive, as the verb ahead may be: *zal wat …, worden …*."""
        parent, begins = self.stack[-2], self.last[place - 1]
        if begins is None or ahead < begins or not self._waits(parent) or parent.finite is None:
            return False
        governs = any(one.verb.base in MODALS for one in self.words[parent.finite].verbal)
        return governs and any(one.form is Form.INFINITIVE for one in self.words[ahead].verbal)

    def _returns(self, place: int) -> bool:
        """Whether what stands behind a comma is the rest of the clause further out: *…, over*."""
        parent = self.stack[-2] if len(self.stack) > 1 else None
        if parent is None or parent.finite is None:
            return False
        if text_at(self.words, place + 1) in _ENDING:
            return True
        return self._waits(parent) and self.last[place - 1] is not None
