"""The words in one sentence of an answer that tell what is done with an advice, each with the sense of its clause.

A cue of decision (neemt over, volgt, onderschrijft de aanbeveling) takes its sense from its clause as ``annotate`` has
it: denied makes it rejected, ``deels`` partially adopted, ``nog niet`` deferred. Decisions are found by their phrases
(``lexicon/stances.toml``) and, over any distance, by a verb of decision whose clause speaks of an advice.
``onderschrijft`` and ``deelt`` mean adoption of an advice but only agreement with an analysis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, Kind, Standing, Tense, annotate
from kamerbrief.contract import Stance
from kamerbrief.lexicon import any_of, keyed, load, phrase_pattern, signs

_GAP = r"(?:\s+[^\s.;:!?]+){0,14}?\s+"
_CLAUSE_BREAK = re.compile(
    r"[;:.!?]|,\s+(?=maar|en|terwijl|omdat|aangezien|want|al\s|zodat|waarbij|hoewel)|\s(?=maar\s)"
)
_CLAUSE_END = (
    r"(?=\s*(?:[.,;:)!?–]|$|(?:en|maar|door|omdat|met|voor|over|of|in|uit|als|die|dat|om|aangezien|waar\w*)\b))"
)
#: How many words behind (or before) a verb of endorsement tell what is endorsed.
_OBJECT = re.compile(r"[\w-]+")
_OBJECT_REACH = 9

#: The rank of each stance where it is not a decision of its own.
RANKS = {
    Stance.REJECTED: 1,
    Stance.PARTIALLY_ADOPTED: 1,
    Stance.DEFERRED: 2,
    Stance.ALREADY_POLICY: 3,
    Stance.ANALYSIS_SHARED: 4,
}
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
#: Behind "gevolg gegeven": not the advice but a wish of the Kamer.
_TO_THE_KAMER = re.compile(
    r"\s+aan\s+(?:de|het|uw|een)\s+(?:motie|moties|toezegging|verzoek|amendement)\w*", re.IGNORECASE
)
#: What begins a statement that is joined to the one before, and no exception to it.
_JOINED = re.compile(r"(?:en|want|dus|maar|doch|of)\b", re.IGNORECASE)
#: A passive, or a verb with its own subject behind it: ``dit advies neem ik over``.
_NOT_THEIRS = re.compile(r"(?:is|zijn|wordt|worden)\s|\w+\s+(?:ik|wij|we|het\s+kabinet)\b", re.IGNORECASE)
#: What is looked into now or later is open.
_OPEN_TENSES = (Tense.PRESENT, Tense.FUTURE)
_WITH_THE_KAMER = re.compile(r"(?<!\w)met\s+(?:u|uw\s+Kamer|de\s+Kamer|de\s+Tweede\s+Kamer)(?!\w)")
#: Agreement that is with an advice where the clause speaks of one.
_AGREED = re.compile(r"eens$", re.IGNORECASE)
#: The words of a sentence up to its first stop.
_OPENING = re.compile(r"[^.,;:!?–]+")
_WHETHER = re.compile(r"[\s,](?:of|in\s+hoeverre)(?=\s+(?!ander|meer|minder|andere\b)[^.;]{3,})")
_PART_END = re.compile(r"[;:.](?=\s|$)")
_NAMED = (Stance.PARTIALLY_ADOPTED, Stance.REJECTED, Stance.DEFERRED, Stance.ALREADY_POLICY, Stance.ANALYSIS_SHARED)


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
class _Cue:
    """The stretch of a cue in a sentence, and its words."""

    start: int
    end: int
    words: str


def stance_cues(text: str) -> Iterator[StanceFound]:
    """Every cue in one sentence, with the sense that its clause gives it."""
    decided = [cue for cue in _cues(text, "decide", "cues") if not _TO_THE_KAMER.match(text, cue.end)]
    decided += _cues_at_the_start(text)
    decided += [cue for cue in _by_verb(text) if not any(_overlap(cue, other) for other in decided)]
    for cue in decided:
        if not (_is_question(text, cue) or _is_others(text, cue)):
            yield _decision(text, cue, Stance.ADOPTED)
    for cue in _cues(text, "decide", "endorse"):
        stance = _endorsed(text, cue)
        if stance and not _is_others(text, cue) and not any(_overlap(cue, other) for other in decided):
            yield _decision(text, cue, stance)
    yield from _with_own_stance(text)
    for cue in _cues(text, "taken_along", "cues"):
        if not _is_others(text, cue):
            yield _taken_along(text, cue)
    yield from _looked_into(text)
    rightly = rightly_said(text)
    if rightly:
        yield StanceFound(Stance.ANALYSIS_SHARED, *rightly.span(), RANKS[Stance.ANALYSIS_SHARED])


def _with_own_stance(text: str) -> Iterator[StanceFound]:
    """The cues that have a stance of their own."""
    for stance in _NAMED:
        for cue in _cues(text, stance.value, "cues"):
            if _is_others(text, cue) or (stance is Stance.DEFERRED and _is_not_put_off(text, cue)):
                continue
            if stance is Stance.REJECTED and _agrees(text, cue):
                yield from _followed(text, cue)
            elif stance is Stance.REJECTED and _runs_ahead(text, cue):
                continue
            elif not (stance is Stance.ANALYSIS_SHARED and _is_nobodys(text, cue)):
                yield _named(text, cue, stance)


def asks_to_look(advice: str) -> bool:
    """Whether an advice itself is to look into something: ``Verken de mogelijkheden van …``."""
    return bool(
        _pattern("asked", "first").match(advice.lstrip("‘’'“”\"« ")) or _pattern("asked", "anywhere").search(advice)
    )


def looks(words: str) -> bool:
    """Whether the words of a cue tell that something is looked into."""
    return bool(_pattern("asked", "looks").search(words))


def _is_not_put_off(text: str, cue: _Cue) -> bool:
    """True where it is looked into how a thing is done, or into what is to come if a condition is met."""
    condition = _words("if").match(text) and "," in text[: cue.start] and looks(cue.words)
    return bool(condition) or _asks_how(text, cue)


def _asks_how(text: str, cue: _Cue) -> bool:
    """``wordt onderzocht op welke wijze``: it is looked into how, not whether, a thing is done."""
    if not looks(cue.words):
        return False
    how = _words("how").search(text, cue.end, _sentence_part(text, cue.end))
    return how is not None and not _WHETHER.search(text, cue.end, how.start())


def names_advice(text: str) -> bool:
    """Whether a sentence names an advice, as what is decided on."""
    return bool(_pattern("decide", "advice").search(text))


def is_senders(text: str, start: int, end: int) -> bool:
    """Whether the sender or the cabinet does what the words at [start, end) say."""
    clause = _annotated(text, _Cue(start, end, text[start:end]))
    return bool(clause and clause.subject and _is_own(text[slice(*clause.subject)]))


def decides_all(text: str) -> bool:
    """Whether a main clause of the cabinet decides on several advices: ``Het kabinet neemt de aanbevelingen over``."""
    if not _pattern("decide", "several").search(text):
        return False
    decisions = [cue for cue in stance_cues(text) if cue.rank == 0]
    return any(
        clause.main
        and any(clause.overlaps(cue.start, cue.end) for cue in decisions)
        and any(_pattern("decide", "several").search(text, start, end) for start, end in clause.own)
        and (clause.passive or (clause.subject is not None and _is_own(text[slice(*clause.subject)])))
        for clause in annotate(text)
    )


def limit_of(text: str) -> re.Match[str] | None:
    """What a sentence behind an adoption excepts from it: ``Voor de overige instellingen houd ik vast aan …``."""
    return _pattern("modify", "limits").search(text)


def _taken_along(text: str, cue: _Cue) -> StanceFound:
    """``neem ik mee in de lopende herziening`` joins what goes on; ``in de verdere uitwerking`` leaves it open."""
    behind = _clause(text, cue)[1]
    left_open = _pattern("taken_along", "open").search(text, cue.end, behind)
    stance = Stance.DEFERRED if left_open else Stance.ALREADY_POLICY
    return StanceFound(stance, cue.start, left_open.end() if left_open else cue.end, RANKS[stance])


def _looked_into(text: str) -> Iterator[StanceFound]:
    """``ik verken of dit kan``: a clause that looks into something, and behind its verb the question whether."""
    for clause in annotate(text):
        use = clause.group.content
        if use is None or not clause.main or not (clause.has("investigate") or use.lemma in _listed("looking")):
            continue
        finite = clause.finite.lemma if clause.finite else ""
        if clause.tense not in _OPEN_TENSES or finite in _listed("able") or _is_advisers(text, clause):
            continue
        if clause.qualifier(Standing.DENIED):
            continue
        whether = _WHETHER.search(text, use.start, _sentence_part(text, use.end))
        if whether:
            yield StanceFound(Stance.DEFERRED, use.start, whether.end(), RANKS[Stance.DEFERRED])


def rightly_said(text: str) -> re.Match[str] | None:
    """The word by which the sender says that an adviser is right: ``De raad wijst daar terecht op``."""
    for clause in annotate(text):
        if clause.main and not clause.qualifier(Standing.DENIED) and _is_advisers(text, clause):
            for stretch in clause.own:
                rightly = _words("rightly").search(text, *stretch)
                if rightly:
                    return rightly
    return None


def _sentence_part(text: str, start: int) -> int:
    """Where the part of a sentence that holds a place ends: at a colon or semicolon."""
    stop = _PART_END.search(text, start)
    return stop.start() if stop else len(text)


def _cues(text: str, section: str, name: str) -> list[_Cue]:
    return [_Cue(*match.span(), match.group()) for match in _pattern(section, name).finditer(text)]


def _cues_at_the_start(text: str) -> list[_Cue]:
    """An answer in a word: ``Akkoord.``"""
    opening = _OPENING.match(text)
    said = opening and _pattern("decide", "answers").fullmatch(opening.group())
    return [_Cue(*said.span(), said.group())] if said else []


def _overlap(cue: _Cue, other: _Cue) -> bool:
    return cue.start < other.end and other.start < cue.end


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    """The cues of one list as a pattern; see the head of lexicon/stances.toml for their notation."""
    cues = sorted(set(load("stances")[section][name]), key=lambda cue: (-len(cue), cue))
    return keyed(rf"(?<!\w)(?:{any_of(map(_signs, cues))})(?!\w)", cues)


def _signs(cue: str) -> list[str]:
    """A cue as a sequence of expressions, for each sign one."""
    first, *others = [signs(part) for part in cue.removesuffix("$").split(" … ")]
    after_gaps = [sign for part in others for sign in (_GAP, *part)]
    return [*first, *after_gaps, *([rf"(?!\w){_CLAUSE_END}"] if cue.endswith("$") else [])]


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrase_pattern(load("stances")["modify"][name])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load("stances")["decide"][name])


def _by_verb(text: str) -> Iterator[_Cue]:
    """Decisions by the verb of a clause that speaks of an advice: *neemt de aanbeveling om … te bouwen niet over*."""
    for clause in annotate(text):
        use = clause.group.content
        if use is None or clause.asks or not (clause.has("adopt") or use.lemma in _listed("doing")):
            continue
        if _speaks_of_advice(text, clause) and not _is_advisers(text, clause):
            ends = [use.end, *([use.particle[1]] if use.particle else [])]
            starts = [use.start, *([use.particle[0]] if use.particle else [])]
            yield _Cue(min(starts), max(ends), text[min(starts) : max(ends)])


def _speaks_of_advice(text: str, clause: Clause) -> bool:
    """True where an advice is what the verb is about: among the clause's own words, and not what acts."""
    acting = clause.subject if clause.subject and not clause.passive else (0, 0)
    return any(
        not acting[0] <= found.start() < acting[1]
        for start, end in clause.own
        for found in _pattern("decide", "advice").finditer(text, start, end)
    )


def _is_advisers(text: str, clause: Clause) -> bool:
    """True where an adviser or another party does what an active clause says."""
    if clause.passive or not clause.subject:
        return False
    return bool(_others().search(text[clause.subject[0] : clause.subject[1]] + " "))


def _runs_ahead(text: str, cue: _Cue) -> bool:
    """``ligt niet in de rede om hierop vooruit te lopen``: what is refused is to tell it now."""
    return bool(_pattern("rejected", "ahead").search(text, cue.start, _clause(text, cue)[1]))


def _followed(text: str, cue: _Cue) -> Iterator[StanceFound]:
    """``zie geen reden om van dit advies af te wijken``: the advice is followed."""
    following = _clause(text, cue)[1]
    if _pattern("decide", "advice").search(text, cue.start, following):
        agreeing = _pattern("rejected", "agreeing").search(text, cue.start, following)
        yield StanceFound(Stance.ADOPTED, cue.start, agreeing.end() if agreeing else cue.end)


def _clause(text: str, cue: _Cue) -> tuple[int, int]:
    """The clause in which a cue stands."""
    begin = max((found.end() for found in _CLAUSE_BREAK.finditer(text, 0, cue.start)), default=0)
    following = _CLAUSE_BREAK.search(text, cue.end)
    return begin, following.start() if following else len(text)


def _decision(text: str, cue: _Cue, stance: Stance) -> StanceFound:
    """A word of decision, as its clause changes it; the evidence reaches over the changing word."""
    clause = _annotated(text, cue)
    rank = 0 if stance is Stance.ADOPTED else RANKS[stance]
    for name, changed in _CHANGES:
        word = _changing(text, cue, clause, name)
        if word is None or (stance is Stance.ANALYSIS_SHARED and name != "no"):
            continue
        if name == "done" and not _PAST.search(cue.words) and not (clause and clause.lemma in _listed("doing")):
            continue
        if name == "no" and clause and any(_words("for_now").search(text, *stretch) for stretch in clause.own):
            changed = Stance.DEFERRED
        if name == "no" and "," in text[cue.end : word[0]]:
            # What is denied behind a comma is another part: "neem ik over, voor de subsidies niet".
            changed = Stance.PARTIALLY_ADOPTED
        start, stop = min(cue.start, word[0]), max(cue.end, word[1])
        return StanceFound(changed, start, stop, _DECIDED.get(changed, 0))
    exception = _EXCEPTION.match(text, _clause(text, cue)[1]) if stance is Stance.ADOPTED else None
    if exception:
        return StanceFound(Stance.PARTIALLY_ADOPTED, cue.start, exception.end())
    return StanceFound(stance, cue.start, cue.end, rank)


def _annotated(text: str, cue: _Cue) -> Clause | None:
    """The clause of a cue: of those that its words are of, the last with a verb."""
    found = [clause for clause in annotate(text) if clause.overlaps(cue.start, cue.end)]
    return next((clause for clause in reversed(found) if clause.lemma), found[-1] if found else None)


def _changing(text: str, cue: _Cue, clause: Clause | None, name: str) -> tuple[int, int] | None:
    """The stretch of the word that changes a decision: a denial as it is annotated, a word of a list in its clause."""
    if name == "no":
        return _denial(text, cue, clause) if clause else None
    stretches = clause.own if clause and name == "not_yet" else (_clause(text, cue),)
    words = (_modifier(text, name, begin, end) for begin, end in stretches)
    return next((word.span() for word in words if word), None)


def _denial(text: str, cue: _Cue, clause: Clause) -> tuple[int, int] | None:
    """What denies the clause of a decision, or a statement beside it (*neem ik over, oude terminals hoeven niet*)."""
    beside = next((one for one in annotate(text) if one.main and one.start > clause.start), None)
    granted = beside is not None and _words("conceding").match(text, beside.start)
    if beside and (granted or _JOINED.match(text, beside.start) or not text[: beside.start].rstrip().endswith(",")):
        beside = None
    for one in (clause, beside):
        denial = one and (one.qualifier(Standing.DENIED) or one.qualifier(Standing.CANCELLED))
        if denial:
            return None if _agrees(text, cue) else denial.shown[0]
    return None


def _modifier(text: str, name: str, begin: int, end: int) -> re.Match[str] | None:
    """The modifying word in a clause."""
    words = _words(name).finditer(text, begin, end)
    return next((word for word in words if not _agrees(text, _Cue(*word.span(), word.group()))), None)


def _endorsed(text: str, cue: _Cue) -> Stance | None:
    """What ``onderschrijft`` or ``deelt`` means here, by the noun that is endorsed; None where none is near.

    What is told to the Kamer (*deel ik met uw Kamer*) is not endorsed.
    """
    begin, end = _clause(text, cue)
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
    if _pattern("decide", "endorsed_analysis").fullmatch(word):
        return Stance.ANALYSIS_SHARED
    return Stance.ADOPTED if _pattern("decide", "endorsed_advice").fullmatch(word) else None


def _named(text: str, cue: _Cue, stance: Stance) -> StanceFound:
    """A cue with a stance of its own; what is denied of a diagnosis (``herkent het beeld niet``) is refused."""
    if stance is Stance.ANALYSIS_SHARED:
        said = next((one for one in annotate(text) if one.lemma and one.overlaps(cue.start, cue.end)), None)
        denial = said.qualifier(Standing.DENIED) if said else None
        if denial and denial.shown[0][0] >= cue.start:
            return StanceFound(Stance.REJECTED, cue.start, max(cue.end, denial.shown[0][1]), RANKS[Stance.REJECTED])
        if said and _AGREED.search(cue.words) and _speaks_of_advice(text, said):
            return _decision(text, cue, Stance.ADOPTED)
    return StanceFound(stance, cue.start, cue.end, RANKS[stance])


def _is_nobodys(text: str, cue: _Cue) -> bool:
    """Whether a verb of sharing is not the cabinet's: ``om signalen te herkennen``, ``ouders herkennen dit``."""
    said = next((one for one in annotate(text) if one.lemma and one.overlaps(cue.start, cue.end)), None)
    use = said.group.content if said else None
    if said is None or use is None or not said.has("share") or not cue.start <= use.start < cue.end:
        return False
    if said.kind is Kind.INFINITIVE:
        return True
    return said.subject is not None and not said.passive and not _is_own(text[slice(*said.subject)])


def _agrees(text: str, cue: _Cue) -> bool:
    """``geen aanleiding om van het advies af te wijken`` follows the advice."""
    return bool(_pattern("rejected", "agreeing").search(text, cue.start, _clause(text, cue)[1]))


def _is_question(text: str, cue: _Cue) -> bool:
    """``bezie of ik de aanbeveling overneem``: a decision still to be taken."""
    begin, _ = _clause(text, cue)
    return bool(_words("open").search(text, begin, cue.start))


@cache
def _others() -> re.Pattern[str]:
    """The adviser or another party at the end of a text: the subject of the verb that follows."""
    entry = load("recommendations")["advisers"]
    nouns = "|".join(re.escape(word) for word in entry["nouns"] + entry["parties"])
    return re.compile(rf"(?<!\w)(?:{nouns})\s+$", re.IGNORECASE)


def _is_others(text: str, cue: _Cue) -> bool:
    """True where the adviser or another party does what the cue says: it is the subject, or stands before the verb."""
    if _NOT_THEIRS.match(cue.words):
        return False
    clause = _annotated(text, cue)
    if clause and clause.subject and _is_own(text[clause.subject[0] : clause.subject[1]]):
        return False
    return bool(_others().search(text, max(0, cue.start - 40), cue.start))


def _is_own(subject: str) -> bool:
    """Whether a subject is the sender or the cabinet."""
    return bool(_own().search(subject.strip()))


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"^(?:{any_of(map(signs, load('recommendations')['response']['subjects']))})$", re.IGNORECASE)
