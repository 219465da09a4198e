"""What its clause makes of a word of decision: denied, in part, not yet, done before, or about an analysis only."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.annotate import Clause, Standing, annotate
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.stance_words import (
    RANKS,
    Cue,
    StanceFound,
    agrees,
    clause_around,
    clause_of,
    cues_of,
    listed,
    words_of,
)

#: How many words behind (or before) a verb of endorsement tell what is endorsed.
_OBJECT = re.compile(r"[\w-]+")
_OBJECT_REACH = 9
#: What changes a decision, in the order in which it is looked for: words of lexicon/stances.toml, or a denial ("no").
_CHANGES = (
    ("partly", Stance.PARTIALLY_ADOPTED),
    ("not_yet", Stance.DEFERRED),
    ("no", Stance.REJECTED),
    ("done", Stance.ALREADY_POLICY),
)
_DECIDED = {Stance.DEFERRED: 2, Stance.ALREADY_POLICY: 3}
#: The end of a decision that was taken before.
_PAST = re.compile(r"(?:gegeven|genomen|gevolgd|gehonoreerd|overgenomen|geïmplementeerd|uitgevoerd)$", re.IGNORECASE)
#: Behind a decision: what it does not hold for.
_EXCEPTION = re.compile(
    r"[\s,]*(?:maar|al|zij\s+het|doch|met\s+dien\s+verstande)\s[^.;]{0,150}?\b(?:niet|alleen|slechts|uitsluitend)\b"
)
#: What is still to be done of an advice is no part of it: ``voor zover dat nog niet gebeurt``.
_LEFT_TO_DO = re.compile(
    r"voor\s?zover\s+(?:[\w’'-]+\s+){0,4}?(?:nog\s+niet|niet\s+(?:al|reeds|eerder))(?!\w)", re.IGNORECASE
)
#: What begins a statement that is joined to the one before, and no exception to it.
_JOINED = re.compile(r"(?:en|want|dus|maar|doch|of)\b", re.IGNORECASE)
_WITH_THE_KAMER = re.compile(r"(?<!\w)met\s+(?:u|uw\s+Kamer|de\s+Kamer|de\s+Tweede\s+Kamer)(?!\w)")


def decision(text: str, cue: Cue, stance: Stance) -> StanceFound:
    """A word of decision, as its clause changes it; the evidence reaches over the changing word."""
    clause = clause_of(text, cue)
    rank = 0 if stance is Stance.ADOPTED else RANKS[stance]
    for name, changed in _CHANGES:
        word = _changing(text, cue, clause, name)
        if word is None or (stance is Stance.ANALYSIS_SHARED and name != "no"):
            continue
        if name == "done" and not _PAST.search(cue.words) and not (clause and clause.lemma in listed("doing")):
            continue
        if name == "no" and clause and any(words_of("for_now").search(text, *stretch) for stretch in clause.own):
            changed = Stance.DEFERRED
        if name == "no" and "," in text[cue.end : word[0]]:
            # What is denied behind a comma is another part: "neem ik over, voor de subsidies niet".
            changed = Stance.PARTIALLY_ADOPTED
        start, stop = min(cue.start, word[0]), max(cue.end, word[1])
        return StanceFound(changed, start, stop, _DECIDED.get(changed, 0))
    exception = _EXCEPTION.match(text, clause_around(text, cue)[1]) if stance is Stance.ADOPTED else None
    if exception:
        return StanceFound(Stance.PARTIALLY_ADOPTED, cue.start, exception.end())
    return StanceFound(stance, cue.start, cue.end, rank)


def _changing(text: str, cue: Cue, clause: Clause | None, name: str) -> tuple[int, int] | None:
    """The stretch of the word that changes a decision: a denial as it is annotated, a word of a list in its clause."""
    if name == "no":
        return _denial(text, cue, clause) if clause else None
    stretches = clause.own if clause and name == "not_yet" else (_around(text, cue, clause),)
    words = (_modifier(text, name, begin, end) for begin, end in stretches)
    return next((word.span() for word in words if word), None)


def _around(text: str, cue: Cue, clause: Clause | None) -> tuple[int, int]:
    """The clause of a decision, up to where *en* goes on with another deed that follows the whole of it."""
    begin, end = clause_around(text, cue)
    deeds = (one.start for one in annotate(text) if clause and one.main and one.start >= cue.end)
    return begin, min([end, *(start for start in deeds if re.match(r"en\s", text[start:]))])


def _denial(text: str, cue: Cue, clause: Clause) -> tuple[int, int] | None:
    """What denies the clause of a decision, or a statement beside it (*neem ik over, oude terminals hoeven niet*)."""
    beside = next((one for one in annotate(text) if one.main and one.start > clause.start), None)
    granted = beside is not None and words_of("conceding").match(text, beside.start)
    if beside and (granted or _JOINED.match(text, beside.start) or not text[: beside.start].rstrip().endswith(",")):
        beside = None
    for one in (clause, beside):
        denial = one and (one.qualifier(Standing.DENIED) or one.qualifier(Standing.CANCELLED))
        if denial:
            return None if agrees(text, cue) else denial.shown[0]
    return None


def _modifier(text: str, name: str, begin: int, end: int) -> re.Match[str] | None:
    """The modifying word in a clause."""
    words = words_of(name).finditer(text, begin, end)
    told = (word for word in words if not agrees(text, Cue(*word.span(), word.group())))
    return next((word for word in told if not _LEFT_TO_DO.match(text, word.start())), None)


def endorsed(text: str, cue: Cue) -> Stance | None:
    """What ``onderschrijft`` or ``deelt`` means here, by the noun that is endorsed; None where none is near.

    What is told to the Kamer (*deel ik met uw Kamer*) is not endorsed.
    """
    begin, end = clause_around(text, cue)
    if _WITH_THE_KAMER.search(text, begin, end):
        return None
    words = _OBJECT.findall(text[cue.end : end])[:_OBJECT_REACH]
    words += _OBJECT.findall(text[begin : cue.start])[::-1][:_OBJECT_REACH]
    stance = next((stance for stance in map(_object, words) if stance), None)
    # An advice named as "this" or "these" is one only where no noun of analysis follows ("deze analyse").
    if stance is Stance.ADOPTED and words and words[0].lower() in ("deze", "dit") and len(words) > 1:
        stance = _object(words[1]) or stance
    return stance


@cache
def _object(word: str) -> Stance | None:
    if cues_of("decide", "endorsed_analysis").fullmatch(word):
        return Stance.ANALYSIS_SHARED
    return Stance.ADOPTED if cues_of("decide", "endorsed_advice").fullmatch(word) else None
