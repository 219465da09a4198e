"""The words in one sentence of an answer that tell what is done with an advice, each with the sense of its clause.

A cue of decision (neemt over, volgt, onderschrijft de aanbeveling) takes its sense from its clause as ``annotate`` has
it (``stance_decisions``). Decisions are found by their phrases (``lexicon/stances.toml``) and, over any distance, by a
verb of decision whose clause speaks of an advice. ``onderschrijft`` and ``deelt`` mean adoption of an advice but only
agreement with an analysis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamerbrief.annotate import Kind, Standing, Tense, annotate
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.stance_decisions import decision, endorsed
from kamerbrief.facts.advice.stance_words import (
    RANKS,
    Cue,
    StanceFound,
    agrees,
    clause_around,
    clause_of,
    cues_of,
    is_advisers,
    is_done_by_others,
    is_others,
    is_own,
    listed,
    sentence_part,
    speaks_of_advice,
    words_of,
)

#: Behind "gevolg gegeven": not the advice but a wish of the Kamer.
_TO_THE_KAMER = re.compile(
    r"\s+aan\s+(?:de|het|uw|een)\s+(?:motie|moties|toezegging|verzoek|amendement)\w*", re.IGNORECASE
)


#: What is looked into now or later is open.
_OPEN_TENSES = (Tense.PRESENT, Tense.FUTURE)
#: Agreement that is with an advice where the clause speaks of one.
_AGREED = re.compile(r"eens$", re.IGNORECASE)
#: The words of a sentence up to its first stop.
_OPENING = re.compile(r"[^.,;:!?–]+")
_WHETHER = re.compile(r"[\s,](?:of|in\s+hoeverre)(?=\s+(?!ander|meer|minder|andere\b)[^.;]{3,})")
_NAMED = (Stance.PARTIALLY_ADOPTED, Stance.REJECTED, Stance.DEFERRED, Stance.ALREADY_POLICY, Stance.ANALYSIS_SHARED)


def stance_cues(text: str) -> Iterator[StanceFound]:
    """Every cue in one sentence, with the sense that its clause gives it."""
    decided = [cue for cue in _cues(text, "decide", "cues") if not _TO_THE_KAMER.match(text, cue.end)]
    decided += _cues_at_the_start(text)
    decided += [cue for cue in _by_verb(text) if not any(_overlap(cue, other) for other in decided)]
    for cue in decided:
        if not (_is_question(text, cue) or is_others(text, cue) or _is_of_something_else(text, cue)):
            yield decision(text, cue, Stance.ADOPTED)
    for cue in _cues(text, "decide", "endorse"):
        stance = endorsed(text, cue)
        theirs = is_others(text, cue) or is_done_by_others(text, cue)
        if stance and not theirs and not any(_overlap(cue, other) for other in decided):
            yield decision(text, cue, stance)
    yield from _with_own_stance(text)
    for cue in _cues(text, "taken_along", "cues"):
        if not is_others(text, cue):
            yield _taken_along(text, cue)
    yield from _looked_into(text)
    rightly = rightly_said(text)
    if rightly:
        yield StanceFound(Stance.ANALYSIS_SHARED, *rightly.span(), RANKS[Stance.ANALYSIS_SHARED])


def _with_own_stance(text: str) -> Iterator[StanceFound]:
    """The cues that have a stance of their own."""
    for stance in _NAMED:
        for cue in _cues(text, stance.value, "cues"):
            if is_others(text, cue) or (stance is Stance.DEFERRED and _is_not_put_off(text, cue)):
                continue
            if stance is Stance.REJECTED and agrees(text, cue):
                yield from _followed(text, cue)
            elif stance is Stance.REJECTED and _runs_ahead(text, cue):
                continue
            elif not (stance is Stance.ANALYSIS_SHARED and _is_nobodys(text, cue)):
                yield _named(text, cue, stance)


def asks_to_look(advice: str) -> bool:
    """Whether an advice itself is to look into something: ``Verken de mogelijkheden van …``."""
    return bool(
        cues_of("asked", "first").match(advice.lstrip("‘’'“”\"« ")) or cues_of("asked", "anywhere").search(advice)
    )


def looks(words: str) -> bool:
    """Whether the words of a cue tell that something is looked into."""
    return bool(cues_of("asked", "looks").search(words))


def _is_not_put_off(text: str, cue: Cue) -> bool:
    """True where it is looked into how a thing is done, or into what is to come if a condition is met."""
    clause = clause_of(text, cue)
    condition = clause is not None and clause.qualifier(Standing.CONDITIONAL) is not None
    return (condition and looks(cue.words)) or _asks_how(text, cue)


def _asks_how(text: str, cue: Cue) -> bool:
    """``wordt onderzocht op welke wijze``: it is looked into how, not whether, a thing is done."""
    if not looks(cue.words):
        return False
    how = words_of("how").search(text, cue.end, sentence_part(text, cue.end))
    return how is not None and not _WHETHER.search(text, cue.end, how.start())


def names_advice(text: str) -> bool:
    """Whether a sentence names an advice, as what is decided on."""
    return bool(cues_of("decide", "advice").search(text))


def is_senders(text: str, start: int, end: int) -> bool:
    """Whether the sender or the cabinet does what the words at [start, end) say."""
    clause = clause_of(text, Cue(start, end, text[start:end]))
    return bool(clause and clause.subject and is_own(text[slice(*clause.subject)]))


def decides_all(text: str) -> bool:
    """Whether a main clause of the cabinet decides on several advices: ``Het kabinet neemt de aanbevelingen over``."""
    if not cues_of("decide", "several").search(text):
        return False
    decisions = [cue for cue in stance_cues(text) if cue.rank == 0]
    return any(
        clause.main
        and any(clause.overlaps(cue.start, cue.end) for cue in decisions)
        and any(cues_of("decide", "several").search(text, start, end) for start, end in clause.own)
        and (clause.passive or (clause.subject is not None and is_own(text[slice(*clause.subject)])))
        for clause in annotate(text)
    )


def limit_of(text: str) -> re.Match[str] | None:
    """What a sentence behind an adoption excepts from it: ``Voor de overige instellingen houd ik vast aan …``."""
    return cues_of("modify", "limits").search(text)


def _taken_along(text: str, cue: Cue) -> StanceFound:
    """``neem ik mee in de lopende herziening`` joins what goes on; ``in de verdere uitwerking`` leaves it open.

    So does what *will* be joined to something told before: ``zal hierbij worden betrokken``.
    """
    behind = clause_around(text, cue)[1]
    left_open = cues_of("taken_along", "open").search(text, cue.end, behind)
    clause = clause_of(text, cue)
    to_come = cues_of("taken_along", "pointing").match(cue.words) and clause and clause.tense is Tense.FUTURE
    stance = Stance.DEFERRED if left_open or to_come else Stance.ALREADY_POLICY
    rank = 0 if clause and clause.main and speaks_of_advice(text, clause) else RANKS[stance]
    return StanceFound(stance, cue.start, left_open.end() if left_open else cue.end, rank)


def _looked_into(text: str) -> Iterator[StanceFound]:
    """``ik verken of dit kan``: a clause that looks into something, and behind its verb the question whether."""
    for clause in annotate(text):
        use = clause.group.content
        if use is None or not clause.main or not clause.has("investigate"):
            continue
        if clause.tense not in _OPEN_TENSES or is_advisers(text, clause) or clause.qualifier(Standing.DENIED):
            continue
        whether = _WHETHER.search(text, use.start, sentence_part(text, use.end))
        if whether:
            yield StanceFound(Stance.DEFERRED, use.start, whether.end(), RANKS[Stance.DEFERRED])


def rightly_said(text: str) -> re.Match[str] | None:
    """The word by which the sender says that an adviser is right: ``De raad wijst daar terecht op``."""
    for clause in annotate(text):
        if clause.main and not clause.qualifier(Standing.DENIED) and is_advisers(text, clause):
            for stretch in clause.own:
                rightly = words_of("rightly").search(text, *stretch)
                if rightly:
                    return rightly
    return None


def _cues(text: str, section: str, name: str) -> list[Cue]:
    return [Cue(*match.span(), match.group()) for match in cues_of(section, name).finditer(text)]


def _cues_at_the_start(text: str) -> list[Cue]:
    """An answer in a word: ``Akkoord.``"""
    opening = _OPENING.match(text)
    said = opening and cues_of("decide", "answers").fullmatch(opening.group())
    return [Cue(*said.span(), said.group())] if said else []


def _overlap(cue: Cue, other: Cue) -> bool:
    return cue.start < other.end and other.start < cue.end


def _by_verb(text: str) -> Iterator[Cue]:
    """Decisions by the verb of a clause that speaks of an advice: *neemt de aanbeveling om … te bouwen niet over*."""
    for clause in annotate(text):
        use = clause.group.content
        if use is None or clause.asks or not (clause.has("adopt") or use.lemma in listed("doing")):
            continue
        if speaks_of_advice(text, clause) and not is_advisers(text, clause):
            ends = [use.end, *([use.particle[1]] if use.particle else [])]
            starts = [use.start, *([use.particle[0]] if use.particle else [])]
            yield Cue(min(starts), max(ends), text[min(starts) : max(ends)])


def _runs_ahead(text: str, cue: Cue) -> bool:
    """``ligt niet in de rede om hierop vooruit te lopen``: what is refused is to tell it now."""
    return bool(cues_of("rejected", "ahead").search(text, cue.start, clause_around(text, cue)[1]))


def _followed(text: str, cue: Cue) -> Iterator[StanceFound]:
    """``zie geen reden om van dit advies af te wijken``: the advice is followed."""
    following = clause_around(text, cue)[1]
    if cues_of("decide", "advice").search(text, cue.start, following):
        agreeing = cues_of("rejected", "agreeing").search(text, cue.start, following)
        yield StanceFound(Stance.ADOPTED, cue.start, agreeing.end() if agreeing else cue.end)


def _named(text: str, cue: Cue, stance: Stance) -> StanceFound:
    """A cue with a stance of its own; what is denied of a diagnosis (``herkent het beeld niet``) is refused."""
    if stance is Stance.ANALYSIS_SHARED:
        said = next((one for one in annotate(text) if one.lemma and one.overlaps(cue.start, cue.end)), None)
        denial = said.qualifier(Standing.DENIED) if said else None
        if denial and denial.shown[0][0] >= cue.start:
            return StanceFound(Stance.REJECTED, cue.start, max(cue.end, denial.shown[0][1]), RANKS[Stance.REJECTED])
        if said and _AGREED.search(cue.words) and speaks_of_advice(text, said):
            return decision(text, cue, Stance.ADOPTED)
    return StanceFound(stance, cue.start, cue.end, RANKS[stance])


def _is_nobodys(text: str, cue: Cue) -> bool:
    """Whether a verb of sharing is not the cabinet's: ``om signalen te herkennen``, ``ouders herkennen dit``."""
    said = next((one for one in annotate(text) if one.lemma and one.overlaps(cue.start, cue.end)), None)
    use = said.group.content if said else None
    if said is None or use is None or not said.has("share") or not cue.start <= use.start < cue.end:
        return False
    if said.kind is Kind.INFINITIVE:
        return True
    return said.subject is not None and not said.passive and not is_own(text[slice(*said.subject)])


def _is_of_something_else(text: str, cue: Cue) -> bool:
    """``de wijze waarop verdragen worden opgevolgd``: what a relative clause decides on, and it is no advice."""
    clause = clause_of(text, cue)
    if clause is None or clause.kind is not Kind.RELATIVE or not clause.passive or clause.subject is None:
        return False
    subject = text[slice(*clause.subject)]
    return " " not in text[clause.start : clause.subject[0]].strip() and not (
        clause.subject[0] == clause.start or cues_of("decide", "advice").search(subject)
    )


def _is_question(text: str, cue: Cue) -> bool:
    """``bezie of ik de aanbeveling overneem``: a decision still to be taken."""
    begin, _ = clause_around(text, cue)
    return bool(words_of("open").search(text, begin, cue.start))
