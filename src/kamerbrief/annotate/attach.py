"""Which of the open clauses a verb belongs to."""

from __future__ import annotations

from kamerbrief.annotate.stack import Kind, Node, Stack, first_person
from kamerbrief.annotate.verbs import Form, particles
from kamerbrief.annotate.words import STRONG, Word, small, text_at

#: Pronouns that cannot follow the verb of a subordinate clause: they are of the clause further out.
_OBJECTS = frozenset(("mij", "me", "ons", "hem", "hen", "zich"))
#: What follows a word that ends its clause: a stop, or a word that opens another clause.
_BEHIND_LAST = STRONG | {",", "", "en", "om", "omdat"}

#: No plural of a noun is as short as this.
_SHORT = 4


class Attaching(Stack):
    """Gives verbs, and what stands behind the verbs of a subordinate clause, to the clauses that they are of."""

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
        if first_person(word):
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
        return ends or after in small("determiners", "prepositions", "pronouns", "adverbs")

    def _elided(self, place: int) -> bool:
        """*en stuur uw Kamer …*: the subject is that of the clause before."""
        before = text_at(self.words, place - 1)
        return (before in small("joins") or before == ",") and self.speaks

    def _imperative(self, place: int) -> bool:
        """*Versterk de samenwerking*, *Versterk gemeenten*: the first word, with what it asks for behind it."""
        first = not self.top.words and (place == 0 or self.words[place - 1].text in STRONG)
        lesser = small("determiners", "prepositions", "adverbs")
        return first and (text_at(self.words, place + 1) in lesser or self._plural_follows(place))

    def _plural_follows(self, place: int) -> bool:
        """Whether a noun in the plural stands behind a verb, and what may follow an object behind that."""
        verb, noun, behind = (text_at(self.words, place + step) for step in range(3))
        if verb in small("prepositions") or all(one.joined for one in self.words[place].verbal if one.finite):
            return False
        plural = noun.isalpha() and noun.endswith(("en", "s")) and len(noun) > _SHORT and self.ahead[place] is None
        lesser = small("determiners", "prepositions", "adverbs", "joins")
        return plural and (behind in lesser or behind in ("", "om") or self.words[place + 2].stop)

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
        top = self.stack[-1]
        if top.bracket or not top.done or self._last_verb(place):
            return
        parent = self.stack[-2]
        if word.text in _OBJECTS and place - 1 in (top.finite, *top.verbs[-1:]) and parent.outer and parent.done:
            self.stack.pop()
            return
        last = text_at(self.words, place + 1) in _BEHIND_LAST
        if last and place != top.finite and parent.finite is not None and self._closes(parent, word.text):
            self.stack.pop()

    def _closes(self, parent: Node, word: str) -> bool:
        if word in ("niet", "wel"):
            return parent.outer
        finite = self.words[parent.finite] if parent.finite is not None else None
        return finite is not None and any(word in particles(one.verb.base) for one in finite.verbal)
