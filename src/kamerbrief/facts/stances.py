"""The stance of an answer to a recommendation, and the words that show it.

The answer alone is asked, sentence by sentence. A cue of decision (neemt over, volgt, onderschrijft de aanbeveling)
takes its sense from its clause as ``annotate`` has it: denied makes it rejected, ``deels`` partially adopted, ``nog
niet`` deferred.
``onderschrijft`` and ``deelt`` mean adoption of an advice but only agreement with an analysis. Of several cues the
strongest counts:

1. decisions: adopted, partially adopted, rejected (an adoption beside a refusal is a partial adoption);
2. refusals in other words (ziet geen aanleiding), then what is left to later or to others;
3. what is done already; a mere sharing of the diagnosis.

Within one rank the first in the text counts. What the cues do not settle, the classifier of ``language/judging.py``
judges, sentence by sentence; below a bound the stance is unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, Standing, annotate
from kamerbrief.contract import Stance
from kamerbrief.language.judging import NONE, load_judge
from kamerbrief.lexicon import any_of, load, phrase_pattern, signs

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

#: From what probability on a judgement counts; see language/judges/README.md for how many of such are right.
_BOUND = 0.4
#: From what probability on a judgement outweighs a cue that the diagnosis is shared.
_PLAIN = 0.6
#: What sets the other half of a sentence against agreement.
_CONTRAST = re.compile(
    r"(?<!\w)(?:maar|echter|toch|hoewel|hoezeer|al|doch|desondanks|niettemin|en\s+(?:zal|zullen|ga|gaat|pas|neem))(?!\w)",
    re.IGNORECASE,
)
#: How much less a sentence weighs than the one before it.
_LATER = 0.05
#: The rank of each stance where it is not a decision of its own.
_RANKS = {
    Stance.REJECTED: 1,
    Stance.PARTIALLY_ADOPTED: 1,
    Stance.DEFERRED: 2,
    Stance.ALREADY_POLICY: 3,
    Stance.ANALYSIS_SHARED: 4,
}
#: What changes a decision, in the order in which it is looked for.
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
_NAMED = (Stance.PARTIALLY_ADOPTED, Stance.REJECTED, Stance.DEFERRED, Stance.ALREADY_POLICY, Stance.ANALYSIS_SHARED)


@dataclass(frozen=True, slots=True)
class StanceFound:
    """A stance and the stretch [start, end) of the searched text that shows it; ``rank`` 0 is a decision.

    ``probability`` is that of the classifier, 0 to 1; None where a cue tells the stance.
    """

    stance: Stance
    start: int
    end: int
    rank: int = 0
    probability: float | None = None


def find_stance(sentences: Iterable[tuple[int, str]]) -> StanceFound | None:
    """The stance of an answer, given as its sentences with their offsets in the letter; None where nothing tells."""
    sentences = list(sentences)
    told = _told(sentences)
    if told is None:
        return _judged(sentences, _BOUND)
    if told.rank < _RANKS[Stance.ANALYSIS_SHARED]:
        return told
    # Sharing the diagnosis is often the polite half of a refusal, or comes before a part that is done.
    judged = _judged(sentences, _PLAIN, beside=told)
    return judged if judged and judged.stance is not told.stance else told


def _told(sentences: Sequence[tuple[int, str]]) -> StanceFound | None:
    """The stance by the cues of all sentences."""
    found = [
        StanceFound(cue.stance, cue.start + offset, cue.end + offset, cue.rank)
        for offset, text in sentences
        for cue in stance_cues(text)
    ]
    if not found:
        return None
    decisions = [cue for cue in found if cue.rank == 0]
    stances = {cue.stance for cue in decisions}
    if Stance.ADOPTED in stances and stances & {Stance.REJECTED, Stance.PARTIALLY_ADOPTED}:
        partial = next(cue for cue in decisions if cue.stance is not Stance.ADOPTED)
        return StanceFound(Stance.PARTIALLY_ADOPTED, partial.start, partial.end)
    return min(found, key=lambda cue: (cue.rank, cue.start))


def _judged(
    sentences: Sequence[tuple[int, str]], bound: float, *, beside: StanceFound | None = None
) -> StanceFound | None:
    """The stance of the sentence that tells it most plainly, if plainly enough; an answer begins with what it says.

    The sentence of a cue (``beside``) is judged only where it goes on in another sense.
    """
    best, found = bound, None
    for place, (offset, text) in enumerate(sentences):
        if beside and offset <= beside.start < offset + len(text) and not _turns(text, beside, offset):
            continue
        likely = load_judge("stances")(text)
        stance = max((label for label in likely if label != NONE), key=lambda label: (likely[label], label))
        weight = likely[stance] - _LATER * place
        if weight >= best:
            end = offset + len(text)
            best, found = weight, StanceFound(Stance(stance), offset, end, len(_RANKS), likely[stance])
    return found


def _turns(text: str, cue: StanceFound, offset: int) -> bool:
    """True where a sentence sets something against its cue: before it, or behind it up to a colon or semicolon."""
    before, behind = text[: cue.start - offset], text[cue.end - offset :]
    return bool(_CONTRAST.search(before) or _CONTRAST.search(re.split("[:;]", behind)[0]))


def stance_cues(text: str) -> Iterator[StanceFound]:
    """Every cue in one sentence, with the sense that its clause gives it."""
    for match in _pattern("decide", "cues").finditer(text):
        if not (_is_question(text, match) or _is_others(text, match) or _TO_THE_KAMER.match(text, match.end())):
            yield _decision(text, match, Stance.ADOPTED)
    for match in _pattern("decide", "endorse").finditer(text):
        stance = _endorsed(text, match)
        if stance and not _is_others(text, match):
            yield _decision(text, match, stance)
    for stance in _NAMED:
        for match in _pattern(stance.value, "cues").finditer(text):
            if _is_others(text, match) or (stance is Stance.REJECTED and _agrees(text, match)):
                continue
            yield _named(text, match, stance)


@cache
def _pattern(section: str, name: str) -> re.Pattern[str]:
    """The cues of one list as a pattern; see the head of lexicon/stances.toml for their notation."""
    cues = sorted(set(load("stances")[section][name]), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"(?<!\w)(?:{any_of(map(_cue, cues))})(?!\w)", re.IGNORECASE)


def _cue(cue: str) -> list[str]:
    """A cue as a sequence of expressions, for each sign one."""
    first, *others = [signs(part) for part in cue.removesuffix("$").split(" … ")]
    after_gaps = [sign for part in others for sign in (_GAP, *part)]
    return [*first, *after_gaps, *([rf"(?!\w){_CLAUSE_END}"] if cue.endswith("$") else [])]


@cache
def _words(name: str) -> re.Pattern[str]:
    return phrase_pattern(load("stances")["modify"][name])


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause in which a cue stands."""
    begin = max((found.end() for found in _CLAUSE_BREAK.finditer(text, 0, match.start())), default=0)
    following = _CLAUSE_BREAK.search(text, match.end())
    return begin, following.start() if following else len(text)


def _decision(text: str, match: re.Match[str], stance: Stance) -> StanceFound:
    """A word of decision, as its clause changes it; the evidence reaches over the changing word."""
    clause = _annotated(text, match)
    rank = 0 if stance is Stance.ADOPTED else _RANKS[stance]
    for name, changed in _CHANGES:
        word = _changing(text, match, clause, name)
        if word is None or (stance is Stance.ANALYSIS_SHARED and name != "no"):
            continue
        if name == "done" and not _PAST.search(match.group()):
            continue
        if name == "no" and "," in text[match.end() : word[0]]:
            # What is denied behind a comma is another part: "neem ik over, voor de subsidies niet".
            changed = Stance.PARTIALLY_ADOPTED
        start, stop = min(match.start(), word[0]), max(match.end(), word[1])
        return StanceFound(changed, start, stop, _DECIDED.get(changed, 0))
    exception = _EXCEPTION.match(text, _clause(text, match)[1]) if stance is Stance.ADOPTED else None
    if exception:
        return StanceFound(Stance.PARTIALLY_ADOPTED, match.start(), exception.end())
    return StanceFound(stance, match.start(), match.end(), rank)


#: What begins a statement that is joined to the one before, and no exception to it.
_JOINED = re.compile(r"(?:en|want|dus|maar|doch|of)\b", re.IGNORECASE)


def _annotated(text: str, match: re.Match[str]) -> Clause | None:
    """The clause of a cue: of those that its words are of, the last with a verb."""
    found = [clause for clause in annotate(text) if clause.overlaps(match.start(), match.end())]
    return next((clause for clause in reversed(found) if clause.lemma), found[-1] if found else None)


def _changing(text: str, match: re.Match[str], clause: Clause | None, name: str) -> tuple[int, int] | None:
    """The stretch of the word that changes a decision: a denial as it is annotated, a word of a list in its clause."""
    if clause and name == "no":
        return _denial(text, match, clause)
    stretches = clause.own if clause and name == "not_yet" else (_clause(text, match),)
    words = (_modifier(text, name, begin, end) for begin, end in stretches)
    return next((word.span() for word in words if word), None)


def _denial(text: str, match: re.Match[str], clause: Clause) -> tuple[int, int] | None:
    """What denies the clause of a decision, or a statement beside it (*neem ik over, oude terminals hoeven niet*)."""
    beside = next((one for one in annotate(text) if one.main and one.start > clause.start), None)
    if beside and (_JOINED.match(text, beside.start) or not text[: beside.start].rstrip().endswith(",")):
        beside = None
    for one in (clause, beside):
        denial = one and (one.qualifier(Standing.DENIED) or one.qualifier(Standing.CANCELLED))
        if denial:
            return None if _agrees(text, match) else denial.shown[0]
    return None


def _modifier(text: str, name: str, begin: int, end: int) -> re.Match[str] | None:
    """The modifying word in a clause; ``niet alleen`` is none."""
    harmless = [found.span() for found in _words("no_no").finditer(text, begin, end)] if name == "no" else []
    for found in _words(name).finditer(text, begin, end):
        if not any(start <= found.start() < stop for start, stop in harmless) and not _agrees(text, found):
            return found
    return None


def _endorsed(text: str, match: re.Match[str]) -> Stance | None:
    """What ``onderschrijft`` or ``deelt`` means here, by the noun that is endorsed; None where none is near."""
    begin, end = _clause(text, match)
    behind = text[match.end() : end]
    before = text[begin : match.start()]
    words = _OBJECT.findall(behind)[:_OBJECT_REACH] + _OBJECT.findall(before)[::-1][:_OBJECT_REACH]
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


def _named(text: str, match: re.Match[str], stance: Stance) -> StanceFound:
    """A cue with a stance of its own; what is denied of a diagnosis (``herkent het beeld niet``) is refused."""
    begin, end = _clause(text, match)
    word = _modifier(text, "no", begin, end) if stance is Stance.ANALYSIS_SHARED else None
    if word and word.start() >= match.start():
        return StanceFound(Stance.REJECTED, match.start(), max(match.end(), word.end()), _RANKS[Stance.REJECTED])
    return StanceFound(stance, match.start(), match.end(), _RANKS[stance])


def _agrees(text: str, match: re.Match[str]) -> bool:
    """``geen aanleiding om van het advies af te wijken`` follows the advice."""
    return bool(_pattern("rejected", "agreeing").search(text, match.start(), _clause(text, match)[1]))


def _is_question(text: str, match: re.Match[str]) -> bool:
    """``bezie of ik de aanbeveling overneem``: a decision still to be taken."""
    begin, _ = _clause(text, match)
    return bool(_words("open").search(text, begin, match.start()))


@cache
def _others() -> re.Pattern[str]:
    """The adviser or another party at the end of a text: the subject of the verb that follows."""
    entry = load("recommendations")["advisers"]
    nouns = "|".join(re.escape(word) for word in entry["nouns"] + entry["parties"])
    return re.compile(rf"(?<!\w)(?:{nouns})\s+$", re.IGNORECASE)


#: A passive, or a verb with its own subject behind it: ``dit advies neem ik over``.
_NOT_THEIRS = re.compile(r"(?:is|zijn|wordt|worden)\s|\w+\s+(?:ik|wij|we|het\s+kabinet)\b", re.IGNORECASE)


def _is_others(text: str, match: re.Match[str]) -> bool:
    """True where the adviser or another party stands right before the verb, as its subject."""
    if _NOT_THEIRS.match(match.group()):
        return False
    return bool(_others().search(text, max(0, match.start() - 40), match.start()))
