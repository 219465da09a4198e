"""One sentence as the forms of promises ask for it: its times ahead, its actors, its clauses."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from functools import cached_property

from kamerbrief.annotate import Clause, Kind, Standing, Tense, annotate, clause_at
from kamerbrief.annotate.time import TimeExpression, stated_times
from kamerbrief.facts.promises.events import of_event
from kamerbrief.facts.promises.words import actors, beside_this_letter, noun_of_time, phrases
from kamerbrief.lexicon import keyed, load, may_stand, phrase_pattern, stands

_SUBORDINATOR = re.compile(
    r"(?<!\w)(?:dat|die|of|hoe|waar\w*|zodat|omdat|doordat|terwijl|zodra|nadat|als|indien)(?!\w)"
)


CHUNK_END = re.compile(r"[;:()]|,(?!\d)|\s[–-]\s")


_ASIDE = r"(?:\s+(?:[a-zé-]+)){0,2}?\s+"


_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:(?P<this>deze)|de|een|alle)\s+$", re.IGNORECASE)


#: Behind a time that describes a noun: *deze in mei geopende regeling*, not *deze medio 2027 gereed te hebben*.
_DESCRIBING = re.compile(r"\s+[a-zé]+(?:de|te|en)\s")


#: An example of what stands before it, up to where it is spoken of something else.
_EXAMPLE = re.compile(r"(?<!\w)zoals\s(?:de|het|een)\s(?:[^,;:()]|,\s(?:de|het|een|en)\s)*$")
_WORD = re.compile(r"[^\W\d_]+")


#: So many characters before a word tell what it is of.
_REACH_BEFORE = 60


#: What is set for more than so many years ahead is a target, not a promise.
_TARGET_YEARS = 5


#: ``Voor 2030`` is a bound from so many years ahead on; money and plans are rather for a year that is near.
_YEARS_BETWEEN = 2
_FOR_A_YEAR = re.compile(r"voor\s+\d{4}", re.IGNORECASE)
_MONEY = re.compile(r"€|(?<!\w)(?:euro|miljoen|miljard|mln|begroting|budget|raming)(?!\w)", re.IGNORECASE)


#: Of a far year in which the Kamer will hear something that is none; what it hears about stands behind "over".
_REPORT_YEARS = 15
_REPORTING = ("inform", "send", "receive")
_ABOUT = re.compile(r"(?<!\w)(?:over|omtrent|inzake|van)(?!\w)", re.IGNORECASE)
_FIRST_THAT = keyed(
    r"\W*(?:Zodra|Nadat|Na\s(?:afronding|afloop|ommekomst|vaststelling|publicatie|ontvangst))(?!\w)",
    ["zodra", "nadat", "afronding", "afloop", "ommekomst", "vaststelling", "publicatie", "ontvangst"],
    flags=0,
)


#: Before "in deze brief" these begin a noun phrase in which it only tells which: *de in deze brief genoemde plannen*.
_DETERMINED = re.compile(
    r"(?<!\w)(?:de|het|een|alle|die|dit|deze|enkele|mijn|onze)\s+(?:in|met|bij|door)\s+$", re.IGNORECASE
)


#: What is said, promised or told to the Kamer in the past is told again.
_SPEECH = ("promise", "say", "inform")


_PAST = (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT)


#: The words that join a clause to the one before; right behind them a verb has the subject of that one.
_JOINING = re.compile(r"\W*(?:(?:en|maar|doch|of)(?!\w)\W*)?", re.IGNORECASE)


def _is_beside(clause: Clause) -> bool:
    """Whether *hierbij* is beside what was named: *wordt hierbij betrokken*, *hierbij zet ik … in*, no letter's act."""
    happens = clause.passive or clause.tense is Tense.FUTURE or clause.has("implement", "investigate")
    return happens and not clause.has(*_REPORTING, *_SPEECH, "answer")


def _goes_through(text: str, clause: Clause) -> bool:
    """Whether a clause says what comes next in the letter: *vervolgens zal ik ingaan op*, *tot slot schets ik*."""
    here = load("commitments")["not"]["said_in_turn"]
    if clause.lemma not in here or clause.subject is None or clause.tense not in (Tense.PRESENT, Tense.FUTURE):
        return False
    in_turn = phrases("not", "in_turn").search(text, clause.start, clause.start + _IN_TURN)
    return in_turn is not None and actors().match(text[slice(*clause.subject)]) is not None


#: So far into a clause the words stand that say that it is next.
_IN_TURN = 30


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
    def far_dues(self) -> tuple[TimeExpression, ...]:
        """A time that opens the sentence of a promise without any other, however far ahead: *Voor 2030 wordt …*."""
        found = (self._before_year(time) or time for time in stated_times(self.text, self.letter_date))
        opening = [time for time in found if not self.text[: time.start].strip(" \n\"'‘“") and time.relation]
        return tuple(time for time in opening if time.relation != "since" and self._is_to_come(time))

    def _is_to_come(self, time: TimeExpression) -> bool:
        return self.letter_date is None or time.last is None or self.letter_date <= time.last

    def _before_year(self, time: TimeExpression) -> TimeExpression | None:
        """*Voor 2030* as a bound: a year too far ahead for a plan *for* it, where no money is spoken of."""
        first, today = time.first, self.letter_date
        opens = _FOR_A_YEAR.fullmatch(time.text)
        if not opens or first is None or today is None or _MONEY.search(self.text):
            return None
        if first.year < today.year + _YEARS_BETWEEN:
            return None
        return replace(time, relation="before", first=today, last=first - datetime.timedelta(days=1))

    @property
    def times_ahead(self) -> tuple[TimeExpression, ...]:
        """The times at which the Kamer may hear: those that a word introduces, else those that need none."""
        return self.dues or self.loose_dues

    @cached_property
    def _ahead(self) -> tuple[TimeExpression, ...]:
        stated = (of_event(self.text, time, self.letter_date) for time in stated_times(self.text, self.letter_date))
        found = (time for time in stated if time.relation != "since")
        return tuple(time for time in found if self._is_ahead(time) and not self._is_other(time))

    def _is_other(self, time: TimeExpression) -> bool:
        """Whether it is no time of what is promised: it tells which thing is meant, or why, or is an example's."""
        return self._is_attribute(time) or self._is_reason(time) or self._is_example(time)

    def _is_reason(self, time: TimeExpression) -> bool:
        """``Omdat de wet per 1 januari ingaat``, ``met terugwerkende kracht vanaf 1 januari``."""
        clause = clause_at(self.text, time.start)
        opens = _WORD.search(self.text, clause.start) if clause else None
        reason = opens is not None and opens.group().lower() in load("commitments")["times"]["reasons"]
        before = self.text[max(0, time.start - _REACH_BEFORE) : time.start].rstrip().lower()
        return reason or before.endswith(tuple(load("commitments")["times"]["backdated"]))

    def _is_example(self, time: TimeExpression) -> bool:
        """``rond belangrijke vergaderingen, zoals de Milieuraad in december``."""
        example = _EXAMPLE.search(self.text, 0, time.start)
        clauses = annotate(self.text) if example else ()
        verbs = (verb.start for clause in clauses for verb in clause.group.verbs)
        return example is not None and not any(example.end() <= verb < time.start for verb in verbs)

    def _is_ahead(self, time: TimeExpression) -> bool:
        if self.letter_date is None:
            return True
        last = time.last or self.letter_date
        years = _REPORT_YEARS if self._is_of_report(time) else _TARGET_YEARS
        return self.letter_date <= last and last.year <= self.letter_date.year + years

    def _is_of_report(self, time: TimeExpression) -> bool:
        """``Ik rapporteer uw Kamer in 2031 over de bruggen``: when the Kamer hears, not what it hears about."""
        clause = clause_at(self.text, time.start)
        told = clause is not None and clause.main and clause.has(*_REPORTING) and self.tells_chamber
        return told and clause is not None and not _ABOUT.search(self.text, clause.start, time.start)

    def _is_attribute(self, time: TimeExpression) -> bool:
        """``de in 2020 ingestelde reserve``, ``het vervolg na 2026``: the time belongs to a noun."""
        article = _ARTICLE_BEFORE.search(self.text, max(0, time.start - 12), time.start)
        if article and (not article["this"] or _DESCRIBING.match(self.text, time.end)):
            return True
        before = self.text[max(0, time.start - _REACH_BEFORE) : time.start]
        return time.relation == "after" and (
            before.endswith(("‘", "'", "“", '"')) or bool(noun_of_time().search(before))
        )

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
        return stands(phrases("chamber", "words"), self.text)

    @cached_property
    def actors(self) -> tuple[re.Match[str], ...]:
        """Who may promise, in order."""
        return tuple(actors().finditer(self.text))

    @cached_property
    def is_question(self) -> bool:
        """True for a question, which promises nothing."""
        closing = self.text.rstrip(" \n\t\"'’”)]").endswith("?")
        return closing or bool(phrases("not", "questions").match(self.text))

    @cached_property
    def may_deny(self) -> bool:
        """False where no word of a negation stands in it."""
        return may_stand(phrases("not", "negations"), self.text)

    def has(self, section: str, name: str) -> bool:
        """True where a phrase of a list of ``lexicon/commitments.toml`` stands in the sentence."""
        return stands(phrases(section, name), self.text)

    def tells_of_itself(self, at: int | None = None) -> bool:
        """Whether it says that this letter does something (*hierbij*, *met deze brief*), in the clause of ``at`` alone.

        A letter that is a moment (*na dagtekening van deze brief*), or where what is meant was named, does nothing.
        """
        if at is None or not self._of_itself:
            return bool(self._of_itself)
        clause = clause_at(self.text, at)
        return clause is None or any(map(clause.holds, self._of_itself))

    @cached_property
    def _of_itself(self) -> list[int]:
        found = phrases("not", "this_letter").finditer(self.text)
        main = [clause for clause in annotate(self.text) if clause.main]
        through = (clause.start for clause in main if _goes_through(self.text, clause) or self._keeps(clause))
        return [*(match.start() for match in found if self._does(match)), *through]

    def _keeps(self, clause: Clause) -> bool:
        """Whether a clause keeps a promise of before: *conform mijn toezegging informeer ik u over*, with no time."""
        tells = clause.tense is Tense.PRESENT and clause.has(*_REPORTING)
        return tells and phrases("not", "kept").search(self.text) is not None and not self.dues

    def _does(self, letter: re.Match[str]) -> bool:
        before = self.text[max(0, letter.start() - _REACH_BEFORE) : letter.start()]
        clause = clause_at(self.text, letter.start())
        named = clause is not None and clause.kind is Kind.RELATIVE
        if clause and letter.group().lower() == "hierbij" and _is_beside(clause):
            return False
        return not (named or _DETERMINED.search(before) or beside_this_letter().search(before))

    def is_retold(self, at: int) -> bool:
        """Whether a clause tells again what was promised before: *ik zegde toe dat …*, *ik gaf aan … te zullen …*."""
        clause = clause_at(self.text, at)
        while clause is not None:
            said_before = clause.qualifier(Standing.EARLIER) or clause.tense in _PAST
            if said_before and clause.has(*_SPEECH):
                return True
            above = None if clause.hangs_on is None else annotate(self.text)[clause.hangs_on]
            if above and clause.kind is Kind.INFINITIVE and above.tense is Tense.PAST:
                return True
            clause = above if clause.kind in (Kind.INFINITIVE, Kind.SUBORDINATE) else None
        return False

    def in_clause(self, at: int) -> str:
        """The words between commas and the like around a place that are of its clause."""
        clause = clause_at(self.text, at)
        begin, end = self._part(at)
        if clause is None:
            return self.text[begin:end]
        return " ".join(self.text[max(begin, first) : min(end, last)] for first, last in clause.own if first < end)

    def subject(self, verb: re.Match[str]) -> re.Match[str] | None:
        """The actor that is the subject of a finite verb: beside it, before it in its part of a clause, or carried."""
        return (self._beside(verb) or self._carried(verb)) if self.actors else None

    def _carried(self, verb: re.Match[str]) -> re.Match[str] | None:
        """The subject of the clause before, for a verb right behind what joins them: *…, maar informeer u*."""
        clauses = annotate(self.text)
        place = next((place for place, clause in enumerate(clauses) if clause.holds(verb.start())), 0)
        clause = clauses[place] if clauses else None
        if clause is None or not clause.main or not _JOINING.fullmatch(self.text, clause.start, verb.start()):
            return None
        before: Clause | None = next((one for one in reversed(clauses[:place]) if one.main), None)
        if before is None or before.subject is None:
            return None
        return next((actor for actor in self.actors if before.subject[0] <= actor.start() < before.subject[1]), None)

    def _beside(self, verb: re.Match[str]) -> re.Match[str] | None:
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
        return self.text[slice(*self._part(at))]

    def _part(self, at: int) -> tuple[int, int]:
        begin = max((end for _, end in self._chunk_ends if end <= at), default=0)
        return begin, next((start for start, _ in self._chunk_ends if start >= at), len(self.text))

    @cached_property
    def _chunk_ends(self) -> list[tuple[int, int]]:
        return [match.span() for match in CHUNK_END.finditer(self.text)]
