"""The words that tell what is done with an advice, and whose clause they stand in; see ``lexicon/stances.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, annotate
from kamerbrief.contract import Stance
from kamerbrief.lexicon import any_of, keyed, load, phrase_pattern, signs

_GAP = r"(?:\s+[^\s.;:!?]+){0,14}?\s+"
_CLAUSE_BREAK = re.compile(
    r"[;:.!?]|,\s+(?=maar|en|terwijl|omdat|aangezien|want|al\s|zodat|waarbij|hoewel)|\s(?=maar\s)"
)
_CLAUSE_END = (
    r"(?=\s*(?:[.,;:)!?–]|$|(?:en|maar|door|omdat|met|voor|over|of|in|uit|als|die|dat|om|aangezien|waar\w*)\b))"
)
#: The rank of each stance where it is not a decision of its own.
RANKS = {
    Stance.REJECTED: 1,
    Stance.PARTIALLY_ADOPTED: 1,
    Stance.DEFERRED: 2,
    Stance.ALREADY_POLICY: 3,
    Stance.ANALYSIS_SHARED: 4,
}
#: A passive, or a verb with its own subject behind it: ``dit advies neem ik over``.
_NOT_THEIRS = re.compile(r"(?:is|zijn|wordt|worden)\s|\w+\s+(?:ik|wij|we|het\s+kabinet)\b", re.IGNORECASE)
#: Who does what a passive says.
_BY = re.compile(r"(?<!\w)door\s+(?P<who>(?:de|het|mijn)\s+[\w’'-]+|[A-ZÀ-Þ][\w’'-]*|mij|ons)(?!\w)")
_PART_END = re.compile(r"[;:.](?=\s|$)")


@dataclass(frozen=True, slots=True)
class StanceFound:
    """A stance and the stretch [start, end) of the searched text that shows it; ``rank`` 0 is a decision.

    ``probability`` is that of what was learned, 0 to 1; None where a cue tells the stance.
    """

    stance: Stance
    start: int
    end: int
    rank: int = 0
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The stretch of a cue in a sentence, and its words."""

    start: int
    end: int
    words: str


def sentence_part(text: str, start: int) -> int:
    """Where the part of a sentence that holds a place ends: at a colon or semicolon."""
    stop = _PART_END.search(text, start)
    return stop.start() if stop else len(text)


@cache
def cues_of(section: str, name: str) -> re.Pattern[str]:
    """The cues of one list as a pattern; see the head of lexicon/stances.toml for their notation."""
    cues = sorted(set(load("stances")[section][name]), key=lambda cue: (-len(cue), cue))
    return keyed(rf"(?<!\w)(?:{any_of(map(_signs, cues))})(?!\w)", cues)


def _signs(cue: str) -> list[str]:
    """A cue as a sequence of expressions, for each sign one."""
    first, *others = [signs(part) for part in cue.removesuffix("$").split(" … ")]
    after_gaps = [sign for part in others for sign in (_GAP, *part)]
    return [*first, *after_gaps, *([rf"(?!\w){_CLAUSE_END}"] if cue.endswith("$") else [])]


@cache
def words_of(name: str) -> re.Pattern[str]:
    """One list of words that change or surround a decision."""
    return phrase_pattern(load("stances")["modify"][name])


@cache
def listed(name: str) -> frozenset[str]:
    """One list of base forms of verbs."""
    return frozenset(load("stances")["decide"][name])


def speaks_of_advice(text: str, clause: Clause) -> bool:
    """True where an advice is what the verb is about: among the clause's own words, and not what acts."""
    acting = clause.subject if clause.subject and not clause.passive else (0, 0)
    return any(
        not acting[0] <= found.start() < acting[1]
        for start, end in clause.own
        for found in cues_of("decide", "advice").finditer(text, start, end)
    )


def is_advisers(text: str, clause: Clause) -> bool:
    """True where an adviser or another party does what an active clause says."""
    if clause.passive or not clause.subject:
        return False
    return bool(_others().search(text[clause.subject[0] : clause.subject[1]] + " "))


def clause_around(text: str, cue: Cue) -> tuple[int, int]:
    """The clause in which a cue stands."""
    begin = max((found.end() for found in _CLAUSE_BREAK.finditer(text, 0, cue.start)), default=0)
    following = _CLAUSE_BREAK.search(text, cue.end)
    return begin, following.start() if following else len(text)


def clause_of(text: str, cue: Cue) -> Clause | None:
    """The clause of a cue: of those that its words are of, the last with a verb."""
    found = [clause for clause in annotate(text) if clause.overlaps(cue.start, cue.end)]
    return next((clause for clause in reversed(found) if clause.lemma), found[-1] if found else None)


def agrees(text: str, cue: Cue) -> bool:
    """``geen aanleiding om van het advies af te wijken`` follows the advice."""
    return bool(cues_of("rejected", "agreeing").search(text, cue.start, clause_around(text, cue)[1]))


@cache
def _others() -> re.Pattern[str]:
    """The adviser or another party at the end of a text: the subject of the verb that follows."""
    entry = load("recommendations")["advisers"]
    nouns = "|".join(re.escape(word) for word in entry["nouns"] + entry["parties"])
    return re.compile(rf"(?<!\w)(?:{nouns})\s+$", re.IGNORECASE)


def is_others(text: str, cue: Cue) -> bool:
    """True where the adviser or another party does what the cue says: it is the subject, or stands before the verb."""
    if _NOT_THEIRS.match(cue.words):
        return False
    clause = clause_of(text, cue)
    if clause and clause.subject and is_own(text[clause.subject[0] : clause.subject[1]]):
        return False
    return bool(_others().search(text, max(0, cue.start - 40), cue.start))


def is_done_by_others(text: str, cue: Cue) -> bool:
    """True where a passive says who does what the cue says, and that is not the sender: ``wordt door de dienst …``."""
    clause = clause_of(text, cue)
    agents = (_BY.search(text, start, end) for start, end in clause.own) if clause and clause.passive else ()
    return any(agent is not None and not is_own(agent["who"]) for agent in agents)


def is_own(subject: str) -> bool:
    """Whether a subject is the sender or the cabinet."""
    return bool(_own().search(subject.strip()))


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of(map(signs, load('recommendations')['response']['subjects']))})$", re.IGNORECASE)
