"""The tokens of a text as the grammar asks them: what stands at a place, and what may lead up to a time there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kamerbrief.annotate.time.calendar import Lean, Year
from kamerbrief.annotate.time.words import Token

#: Most words between a relation and its time: *in de loop van | de | periode | van | begin*.
_MOST = 6
_LEANS: tuple[tuple[str, Lean], ...] = (("this", ""), ("ahead", "ahead"), ("back", "back"))
_STEPS = {"this": 0, "ahead": 1, "back": -1}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a stretch of text; places beyond an end, or behind a gap of other words, have no sense."""

    listed: Sequence[Token]

    def at(self, place: int, sense: str, *, glued: bool = True) -> bool:
        """Whether the token at a place may mean that, and stands right behind the one before it."""
        if not 0 <= place < len(self.listed):
            return False
        token = self.listed[place]
        return sense in token.senses and (token.glued or not glued)

    def value(self, place: int, sense: str) -> Any:
        """What the token at a place means as that."""
        return self.listed[place].senses[sense]

    def mark(self, place: int, mark: str) -> bool:
        """Whether a mark stands at a place, right behind the token before it."""
        return self.at(place, "mark") and self.listed[place].text == mark

    def end(self, place: int) -> int:
        """Where the token before a place ends."""
        return self.listed[place - 1].end


@dataclass(slots=True)
class Lead:
    """What leads up to a time: a relation with its words, a part, which one it is (this, ahead, back)."""

    relation: str = ""
    words: str = ""
    part: str = ""
    which: str = ""
    article: bool = False
    between: bool = False
    of_years: bool = False
    begin: int = 0
    place: int = 0
    weekday: int | None = None
    seen: list[str] = field(default_factory=list)

    @property
    def year(self) -> Year:
        """Which year is meant where none is stated."""
        return Year(lean=dict(_LEANS).get(self.which, ""))

    @property
    def step(self) -> int | None:
        """So many weeks, months or years from the letter's own; None where the words do not say."""
        return _STEPS.get(self.which)

    @property
    def introduced(self) -> bool:
        """Whether any word of it leads up to the time."""
        return bool(self.relation or self.article or self.of_years or self.which)

    def takes(self, tokens: Tokens, place: int) -> bool:
        """Whether a token may stand here before a time; it is then part of this."""
        first = not self.seen
        if not (first or tokens.listed[place].glued) or len(self.seen) >= _MOST:
            return False
        sense = self._sense(tokens, place, first=first)
        if sense is None:
            return False
        self.seen.append(sense)
        token = tokens.listed[place]
        match sense:
            case "relation":
                self.relation, self.words = token.senses["relation"], token.text
            case "at":
                self.words = f"{self.words} {token.text}"
            case "weekday":
                self.weekday = token.senses["weekday"]
            case "part":
                self.part = token.senses["part"]
            case "this" | "ahead" | "back":
                self.which = sense
                self.article = self.article or "article" in token.senses
            case "article":
                self.article = True
            case "of_years":
                self.of_years, self.between = True, self.between or token.text == "tussen"
            case "kind_of_year":
                self.of_years = True
        self.place = place + 1
        return True

    def _sense(self, tokens: Tokens, place: int, *, first: bool) -> str | None:
        """As what a token is taken: a relation comes first, everything else once."""
        senses = tokens.listed[place].senses
        if first and "relation" in senses:
            return "relation"
        if self.seen == ["relation"] and self.relation != "at" and senses.get("relation") == "at":
            return "at"  # uiterlijk tijdens, tot in
        for sense in ("part", "this", "ahead", "back", "weekday"):
            if sense in senses and sense not in self.seen and not (sense == "part" and self.which):
                return sense
        if "kind_of_year" in senses and not first:  # in het invoeringsjaar 2028; not vergaderjaar 2025-2026
            return "kind_of_year"
        for sense in ("article", "of_years"):
            if sense in senses and self.seen.count(sense) < 2 and self.seen[-1:] != [sense]:
                return sense
        return None
