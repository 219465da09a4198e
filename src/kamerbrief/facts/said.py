"""What a sentence of a letter says: its clauses as they are annotated, by places of the letter's text."""

from __future__ import annotations

import re
from bisect import bisect_right

from kamerbrief.annotate import Clause, Kind, VerbUse, annotate
from kamerbrief.facts.told import Place

#: What may stand between an amount and a relative clause on it.
_UP_TO_RELATIVE = re.compile(r"(?: per \w+)?(?:,? | \w+,? )")


#: So many verbs of a clause are asked, from its end: more stand in no clause that anyone wrote.
_VERBS = 12


def verbs_of(clause: Clause) -> tuple[VerbUse, ...]:
    """The verbs of a clause."""
    return clause.group.verbs[-_VERBS:]


class Said:
    """The clauses of the sentence ``text[start:end]`` of a letter, and which of them each place belongs to."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start = text, start
        self.clauses = annotate(text[start:end])
        owned = ((begin, number) for number, clause in enumerate(self.clauses) for begin, _ in clause.own)
        self._owned = sorted(owned)
        self._asked: dict[int, Clause | None] = {}

    def at(self, place: int) -> Clause | None:
        """The clause with a verb whose words hold a place of the text, or stand last before it.

        What has no verb of its own (*die van € 5 mln*, a bracket) is said in the clause that it hangs on.
        """
        if place not in self._asked:
            self._asked[place] = self._clause_at(place)
        return self._asked[place]

    def _clause_at(self, place: int) -> Clause | None:
        last = bisect_right(self._owned, (place - self.start, len(self.clauses))) - 1
        clause = self.clauses[self._owned[max(last, 0)][1]] if self._owned else None
        while clause is not None and (outer := self.above(clause)) is not None and self._over(clause, place):
            clause = outer
        return clause

    def _over(self, clause: Clause, place: int) -> bool:
        """Whether a clause has no verb, or its last verb and a comma stand before a place."""
        if not clause.group.verbs:
            return True
        last = self.start + clause.group.verbs[-1].end
        return clause.kind is not Kind.MAIN and last < place and self.text.startswith(",", last)

    def above(self, clause: Clause) -> Clause | None:
        """The clause that another hangs on."""
        return None if clause.hangs_on is None else self.clauses[clause.hangs_on]

    def right_behind(self, place: int, clause: Clause) -> Clause | None:
        """The relative clause that is said of what ends at a place: *€ 5 mln, die …*, *€ 5 mln subsidie die …*."""
        last = bisect_right(self._owned, (place - self.start, len(self.clauses)))
        if last == len(self._owned):
            return None
        begin, number = self._owned[last]
        found = self.clauses[number]
        near = found.kind is Kind.RELATIVE and found is not clause
        return found if near and _UP_TO_RELATIVE.fullmatch(self.text, place, self.start + begin) else None

    def is_behind(self, stop: str, clause: Clause) -> bool:
        """Whether a stop stands right before a clause."""
        begin = self.start + clause.start
        return self.text[max(begin - 3, 0) : begin].rstrip().endswith(stop)

    def place(self, *stretches: Place) -> Place:
        """From the first to the last of some stretches of the sentence, as a place of the text."""
        return self.start + min(begin for begin, _ in stretches), self.start + max(end for _, end in stretches)
