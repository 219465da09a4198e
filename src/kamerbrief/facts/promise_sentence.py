"""One sentence as the forms of promises ask for it: its times ahead, its actors, its clauses."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property

from kamerbrief.annotate.time import TimeExpression, stated_times
from kamerbrief.facts.promise_words import actors, phrases
from kamerbrief.lexicon import phrase_pattern

_SUBORDINATOR = re.compile(
    r"(?<!\w)(?:dat|die|of|hoe|waar\w*|zodat|omdat|doordat|terwijl|zodra|nadat|als|indien)(?!\w)"
)


CHUNK_END = re.compile(r"[;:()]|,(?!\d)|\s[–-]\s")


_ASIDE = r"(?:\s+(?:[a-zé-]+)){0,2}?\s+"


_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:de|een|deze|alle)\s+$", re.IGNORECASE)


#: What is set for more than so many years ahead is a target, not a promise.
_TARGET_YEARS = 5


_FIRST_THAT = re.compile(
    r"\W*(?:Zodra|Nadat|Na\s(?:afronding|afloop|ommekomst|vaststelling|publicatie|ontvangst))(?!\w)"
)


WILL = phrase_pattern(["zal", "zullen", "ga", "gaat", "gaan", "laat"])


@dataclass(frozen=True, slots=True)
class Sign:
    """The word that makes a promise, where it stands, and what is known of it there.

    ``probability`` is that of the tagger, 0 to 1; None where a form of words makes the promise.
    """

    at: int
    actor: str | None = None
    tell: bool = False
    probability: float | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence, and what the forms ask of it."""

    text: str
    letter_date: datetime.date | None

    @cached_property
    def dues(self) -> tuple[TimeExpression, ...]:
        """The expressions of time that may be a due date: introduced by a relation, not over, no target far ahead."""
        return tuple(time for time in self._ahead if time.relation)

    @cached_property
    def loose_dues(self) -> tuple[TimeExpression, ...]:
        """Times ahead without a word before them, for a promise that has no other: *is december 2022 voorzien*."""
        return tuple(time for time in self._ahead if not time.relation and time.loose)

    @cached_property
    def _ahead(self) -> tuple[TimeExpression, ...]:
        found = (time for time in stated_times(self.text, self.letter_date) if time.relation != "since")
        return tuple(time for time in found if self._is_ahead(time) and not self._is_attribute(time))

    def _is_ahead(self, time: TimeExpression) -> bool:
        if self.letter_date is None:
            return True
        last = time.last or self.letter_date
        return self.letter_date <= last and last.year <= self.letter_date.year + _TARGET_YEARS

    def _is_attribute(self, time: TimeExpression) -> bool:
        """``de in 2020 ingestelde reserve``: the time belongs to a noun."""
        return bool(_ARTICLE_BEFORE.search(self.text, max(0, time.start - 12), time.start))

    @cached_property
    def dated(self) -> bool:
        """True where a time lies ahead that is more than a habit or a promise of speed."""
        return any(time.relation not in ("every", "soon") for time in self.dues)

    @cached_property
    def follows_up(self) -> bool:
        """True where the sentence begins with what must come first: ``Zodra de norm vaststaat, …``."""
        return bool(_FIRST_THAT.match(self.text))

    @cached_property
    def timed(self) -> bool:
        """True where a time lies ahead, vague ones included."""
        return any(time.relation != "every" for time in self.dues)

    @cached_property
    def tells_chamber(self) -> bool:
        """True where the Kamer is spoken to or of."""
        return bool(phrases("chamber", "words").search(self.text))

    @cached_property
    def actors(self) -> tuple[re.Match[str], ...]:
        """Who may promise, in order."""
        return tuple(actors().finditer(self.text))

    @cached_property
    def is_question(self) -> bool:
        """True for a question, which promises nothing."""
        closing = self.text.rstrip(" \n\t\"'’”)]").endswith("?")
        return closing or bool(phrases("not", "questions").match(self.text))

    def has(self, section: str, name: str) -> bool:
        """True where a phrase of a list of ``lexicon/commitments.toml`` stands in the sentence."""
        return bool(phrases(section, name).search(self.text))

    def subject(self, verb: re.Match[str]) -> re.Match[str] | None:
        """The actor that is the subject of a finite verb: beside it, or before it in the same part of a clause."""
        behind = next((actor for actor in self.actors if verb.end() <= actor.start() <= verb.end() + 40), None)
        if behind and re.fullmatch(_ASIDE + r"?|\s+", self.text[verb.end() : behind.start()]):
            return behind
        before = [actor for actor in self.actors if actor.end() <= verb.start()]
        if not before:
            return None
        between = self.text[before[-1].end() : verb.start()]
        return None if CHUNK_END.search(between) or _SUBORDINATOR.search(between) else before[-1]

    def rest(self, at: int) -> str:
        """What follows, up to the next finite verb of the future."""
        following = WILL.search(self.text, at)
        return self.text[at : following.start() if following else len(self.text)]

    def clause(self, at: int) -> str:
        """The part of the sentence between commas and the like in which a word stands."""
        begin = max((end for _, end in self._chunk_ends if end <= at), default=0)
        return self.text[begin : next((start for start, _ in self._chunk_ends if start >= at), len(self.text))]

    @cached_property
    def _chunk_ends(self) -> list[tuple[int, int]]:
        return [match.span() for match in CHUNK_END.finditer(self.text)]
