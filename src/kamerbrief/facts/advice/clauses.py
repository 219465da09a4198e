"""Recommendations by the clauses of a sentence: who advises, and what the clause below says to do.

Where no wording of facts/advice/prose.py fits, the annotation tells the clause with a verb of advising, its subject and
the clauses that hang on it. What others than verbs of advising show stands in facts/advice/forms.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kamerbrief.annotate import Clause, Kind, Tense, annotate
from kamerbrief.annotate.verbs import forms_of, forms_of_lemma
from kamerbrief.facts.advice.advisers import Advisers, has_adviser_noun, is_own, whole_name
from kamerbrief.facts.advice.labels import ORDINALS
from kamerbrief.facts.advice.speakers import is_pronoun
from kamerbrief.lexicon import alternatives, keyed, load, phrase_pattern

#: A recommendation has more than so many characters.
SHORTEST = 10
#: How far behind the verb the colon before a recommendation may stand.
_NEAR = 80
OPENER = re.compile(r"\W*(?:(?:en|alsook|alsmede|evenals|maar)\s+(?:ook\s+)?)?(?:om|dat)\s+")
_AND = re.compile(r"\W*(?:en|alsook|alsmede|evenals|maar)\s+(?:ook\s+)?(?:om|dat)\s")
TO_DO = re.compile(r"(?<!\w)te\s+\w+n(?!\w)")
#: What stands between the verb and the advice, and whom it is given.
_ASIDE = re.compile(
    r"\s*(?:(?:ook|tevens|daarnaast|verder|voorts|daarom|dan\s+ook|nadrukkelijk|met\s+klem|onder\s+meer|in\s+dit\s+kader)"
    r"\s+)*(?:in\s+(?:haar|zijn|hun|het|dit)\s+(?:\w*rapport|\w*advies|brief|verkenning|onderzoek|evaluatie)\s+)?"
    r"(?:(?:de\s+minister|de\s+staatssecretaris|het\s+kabinet|de\s+regering|de\s+overheid|mij|ons|het\s+Rijk)\s+)?"
)
_AIM = {"pleiten": "voor", "oproepen": "tot", "aandringen": "op", "vragen": "om", "verzoeken": "om", "adviseren": "tot"}
#: Verbs of which the advice may be the object: ``bepleit in zijn brief een extra huisbezoek``, and how it begins.
_OBJECT = ("bepleiten", "adviseren", "aanbevelen", "aanraden", "voorstellen", "suggereren")
_A_THING = re.compile(
    r"(?<!\w)(?<!onder\s)(?:een|het\s+\w+en\s+van|meer|minder|(?:verdere|betere|nadere|extra|nieuwe|\w+ere)\s+\w+)(?!\w)"
)
#: What advice is about is not what is advised: *adviseert het ministerie over het verlagen van tarieven*.
_ABOUT = re.compile(r"(?<!\w)over(?!\w)")
#: Verbs whose particle stands far away or looks like a preposition.
_PARTED = {
    "beveelt": "aan",
    "bevelen": "aan",
    "beval": "aan",
    "raadt": "aan",
    "raden": "aan",
    "stelt": "voor",
    "stellen": "voor",
}
#: ``In het rapport wordt gepleit voor …``: what an adviser wrote.
_WRITTEN = re.compile(
    r"(?<!\w)[Ii]n\s+(?:het|de|dit|deze|zijn|haar|hun)\s+(?:\w+\s+)?(?:[\w-]*(?:rapport|advies|evaluatie|doorlichting|verkenning)|manifest"
    r"|petitie|brandbrief|pamflet|signalement)(?!\w)"
)
CABINET = re.compile(
    r"(?<!\w)(?:mij|ons|de\s+minister|de\s+staatssecretaris|het\s+kabinet|de\s+regering|het\s+ministerie)(?!\w)"
)
#: What is asked for where an adviser only wants an answer.
_REPLIES = ("reageren", "antwoorden", "beantwoorden", "geven", "delen")
_REPLY = keyed(rf"(?<!\w)te\s+(?:{'|'.join(_REPLIES)})\W*$", _REPLIES, flags=0)
_AN_ANSWER = re.compile(
    r"(?:(?:een|de|uw|mijn|nadere|verdere|meer)\s+){0,2}(?:\w*reactie|antwoord|toelichting|informatie|overzicht|brief|verduidelijking)"
)
#: A clause that points at an advice (``zoals de raad adviseert``) or asks for one.
_POINTS = re.compile(
    rf"\W*(?:zoals|als(?!\s+(?:{'|'.join(ORDINALS)}|laatste)\s)|waar(?!in\s)\w*|die|of|indien)\s", re.IGNORECASE
)
#: What a report says: ``het rapport, waarin de raad adviseert om …``.
_WHEREIN = re.compile(r"\W*waarin\s")
#: Between an advice within a sentence and the verb that decides on it: ``om … te doen dan ook niet over``.
_ADVERBS = re.compile(
    r"(?:[\s,;]{1,3}(?:niet|wel|ook|graag|dan|daarom|deels|geheel|volledig|gedeeltelijk|dus|echter|nog|al|reeds|nu|en))"
    r"{0,6}[\s,;]{0,3}$"
)
_STOPS, _MARK = " \n\t.;?!", re.compile(r"\[\d{1,3}\]$")


@dataclass(frozen=True, slots=True)
class Said:
    """A recommendation at [start, end) of a sentence, the form that shows it, and whose it is by that form."""

    start: int
    end: int
    form: str
    who: str | None = None


@dataclass(frozen=True)
class Heard:
    """A sentence with its clauses and the letter's advisers.

    ``before`` tells whether one was named before in its paragraph; ``meant`` is the one that a pronoun means (*zij*),
    where known.
    """

    text: str
    advisers: Advisers
    before: Callable[[], bool]
    meant: str | None = None

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the sentence."""
        return annotate(self.text)

    @property
    def may_know(self) -> bool:
        """False where no subject of a clause can be an adviser that is known."""
        return self.meant is not None or self.advisers.may_be_in(self.text)

    def subject(self, clause: Clause) -> str | None:
        """The words of a clause's subject, or whom it means; *De raad benadrukt* may be a noun and a participle."""
        if clause.subject:
            return self.named(whole_name(self.text, *clause.subject))
        verb = clause.group.content
        return self.text[clause.start : verb.start].strip() or None if verb and clause.kind is Kind.FRAGMENT else None

    def named(self, who: str) -> str:
        """Words for an adviser: those for which a pronoun stands, where that is known."""
        return self.meant if self.meant and is_pronoun(who) else who

    @property
    def close(self) -> int:
        """The end of the sentence without the sign that closes it, and without a footnote mark behind it."""
        return len(_MARK.sub("", self.text.rstrip(_STOPS)).rstrip(_STOPS))

    def clause_from(self, start: int, before: int) -> Clause | None:
        """The first clause that begins between two places."""
        return next((one for one in self.clauses if start <= one.start < before), None)


def advised(heard: Heard) -> Iterator[Said]:
    """A verb of advising with an adviser as its subject: ``geeft … in overweging om``, ``heeft aanbevolen dat``."""
    certain = load("recommendations")["prose"]["certain"]
    reply = _REPLY.search(heard.text)
    replied = reply.start() if reply else -1
    for number, clause in enumerate(heard.clauses):
        told = clause.kind is not Kind.RELATIVE or _WHEREIN.match(heard.text, clause.start)
        advises = told and _is_advising(heard, clause, replied)
        if not advises or _POINTS.match(heard.text, clause.start):
            continue
        who = heard.subject(clause)
        if clause.passive:
            # *In het rapport wordt gepleit voor*: what stands behind the verb is none.
            who = None if who and any(one.lower() == who.lower() for one in _words_of(heard, clause)) else who
            asked = clause.has("advise", "ask") and _spoke(heard, clause) and (not who or bool(CABINET.search(who)))
            sure = clause.lemma in certain
            said = asked or (sure and not is_own(heard.text[clause.start : clause.end]))
        else:
            said = bool(who) and _may_advise(heard, who or "", sure=clause.lemma in certain)
        if said:
            for start, end in _contents(heard, number):
                yield Said(start, end, "advises", None if clause.passive else who)


@cache
def advising() -> re.Pattern[str]:
    """The words of which one stands wherever there is a verb of advising."""
    return phrase_pattern([*forms_of("advise", "ask"), *forms_of_lemma("meegeven"), *_PARTED])


def _words_of(heard: Heard, clause: Clause) -> Iterator[str]:
    return (heard.text[use.start : use.end] for use in clause.group.verbs)


def _spoke(heard: Heard, clause: Clause) -> bool:
    """Whether an adviser spoke before a clause, in its sentence or paragraph, or speaks in it by what it wrote."""
    if _WRITTEN.search(heard.text, clause.start, clause.end):
        return True
    subjects = (heard.subject(one) for one in heard.clauses if one.start < clause.start)
    return heard.meant is not None or any(who is not None and heard.advisers.known(who) for who in subjects)


def _is_advising(heard: Heard, clause: Clause, replied: int) -> bool:
    """True for a verb of advising, and for an adviser that asks the cabinet, or nobody, to do something.

    ``replied`` is where the sentence ends in asking for an answer, or less than any place.
    """
    if clause.has("advise") or parted(heard.text, clause) is not None:
        return True
    gives = clause.lemma == "meegeven" and clause.subject is not None
    asks = clause.has("ask") and replied < clause.start
    return ((gives or asks) and _tells_cabinet(heard, clause)) or (asks and _asks_to(heard, clause))


def _tells_cabinet(heard: Heard, clause: Clause) -> bool:
    return CABINET.search(heard.text, clause.start, clause.end) is not None


def _asks_to(heard: Heard, clause: Clause) -> bool:
    """``Ten slotte vragen de inspecties kinderen vaker te horen``: asked of nobody, now, by an adviser."""
    if clause.tense is not Tense.PRESENT or not clause.subject or clause.passive or not clause.main:
        return False
    who, rest = heard.subject(clause) or "", clause.subject[1]
    behind_it = max(rest, clause.finite.end if clause.finite else rest)
    if (
        clause.lemma in _AIM
        and heard.advisers.known(who)
        and re.match(rf"(?:\s+(?:ook|tevens|daarnaast|verder))?\s+{_AIM[clause.lemma]}\s", heard.text[behind_it:])
    ):
        return True
    return has_adviser_noun(who) and bool(TO_DO.search(heard.text, rest))


def parted(text: str, clause: Clause) -> int | None:
    """Where the particle of a verb of advising ends that the annotation leaves alone: ``beveelt de raad aan te …``."""
    verb = clause.finite
    particle = _PARTED.get(text[verb.start : verb.end].lower()) if verb else None
    if verb is None or particle is None or clause.has("advise"):
        return None
    match = re.compile(rf"(?<!\w){particle}(?=[,:]?\s)").search(text, verb.end, clause.end)
    return match.end() if match and TO_DO.search(text, match.end(), clause.end) else None


def _may_advise(heard: Heard, who: str, *, sure: bool) -> bool:
    """True for an adviser; with a verb that only advisers use, for anyone with a name, and for *zij* behind one."""
    if is_own(who):
        return False
    words = who.split()
    named = any(word[0].isupper() for word in words[1:]) or (len(words) == 1 and who.isupper())
    again = (is_pronoun(who) or who.lower() == "deze") and heard.before()
    return heard.advisers.known(who) or (sure and (named or again))


def _contents(heard: Heard, number: int) -> Iterator[tuple[int, int]]:
    """What is advised: the clauses below, what follows a colon, or the infinitive with *te* in the same clause."""
    text, clause = heard.text, heard.clauses[number]
    verb = clause.group.content
    at = verb.start if verb else clause.start
    below = next(
        (
            one
            for one in heard.clauses
            if one.start >= at and one.hangs_on == number and OPENER.match(text, one.start, one.end + 1)
        ),
        None,
    )
    rest = behind(heard, clause)
    if below:
        told, more = TO_DO.search(text, rest, below.start), _AND.match(text, below.start)
        if told:
            # *beveelt aan de drempel te verlagen en om de boete af te schaffen*, or *om mensen te helpen*: what for.
            yield rest, len(text[: below.start].rstrip(" ,;")) if more else end_of(heard, rest, clause)
        if more or not told:
            yield from split(heard, below)
        return
    colon = text.find(":", at, at + _NEAR)
    aim = re.compile(rf"(?<!\w)(?:er)?{_AIM.get(clause.lemma, ' ')}\s+").search(text, at, clause.end)
    if 0 <= colon < len(text) - SHORTEST:
        yield colon + 1, end_of(heard, colon + 1, clause)
    elif aim:
        yield aim.end(), end_of(heard, aim.end(), clause)
    elif TO_DO.search(text, rest, _infinitives_end(heard, number)):
        yield rest, end_of(heard, rest, clause)
    elif clause.lemma in _OBJECT and not clause.passive:
        last = clause.finite.particle if clause.finite else None
        about = _ABOUT.search(text, rest, clause.end)
        thing = _A_THING.search(text, verb.end if verb else rest, about.start() if about else clause.end)
        if thing and clause.lemma != "bepleiten":
            rest = thing.start()
        if rest < clause.end and (thing or clause.lemma == "bepleiten"):
            end = end_of(heard, rest, clause)
            yield rest, len(text[: min(end, last[0]) if last and last[0] > rest else end].rstrip())


def _infinitives_end(heard: Heard, number: int) -> int:
    """Where a clause ends with the infinitives that go on with it: ``adviseert de dijk | om die reden te verhogen``."""
    clause = heard.clauses[number]
    on = (one.end for one in heard.clauses if one.hangs_on == number and one.kind is Kind.INFINITIVE)
    return max([clause.end, *on]) if clause.has("advise") else clause.end


def behind(heard: Heard, clause: Clause) -> int:
    """Where in a clause its finite verb, the particle and the subject near it are over."""
    group = clause.group
    verb = group.finite or group.content
    end = verb.end if verb else clause.start
    if clause.subject and end <= clause.subject[0] <= end + 2:
        end = clause.subject[1]
    particle = parted(heard.text, clause)
    for use in group.verbs if particle is None else ():
        if use.particle and use.particle[0] >= end:
            end = use.particle[1]
        if use is group.content and not use.te and use.start >= end:
            end = use.end
    end = max(end, particle or 0)
    aside = _ASIDE.match(heard.text, end)
    return aside.end() if aside else end


def split(heard: Heard, first: Clause) -> Iterator[tuple[int, int]]:
    """The clause and those that go on with *en om*: each is a recommendation of its own."""
    text = heard.text
    run = [first, *(one for one in heard.clauses if one.start > first.start and _AND.match(text, one.start))]
    for one, following in zip(run, [*run[1:], None], strict=True):
        opener = OPENER.match(text, one.start)
        start = opener.end() if opener else one.start
        end = following.start if following else end_of(heard, start, one)
        yield start, len(text[:end].rstrip(" ,;"))


def end_of(heard: Heard, start: int, clause: Clause) -> int:
    """Where a recommendation that begins at ``start`` ends: where the sentence goes on with something else."""
    ends = [heard.close, *_closed(heard.text, start)]
    outer = clause
    while outer.hangs_on is not None and heard.clauses[outer.hangs_on] is not outer:
        outer = heard.clauses[outer.hangs_on]
        ends += [begin for begin, stop in outer.own if begin > start and _has_verb(outer, begin, stop)]
    ends += [one.start for one in heard.clauses if one.kind is Kind.MAIN and one.start > start + SHORTEST]
    end = min(ends)
    return len(_ADVERBS.sub("", heard.text[:end]) if end < heard.close else heard.text[:end].rstrip(" ,;"))


def _closed(text: str, start: int) -> Iterator[int]:
    """Where brackets close that were opened before a place."""
    depth = 0
    for match in re.compile(r"[()]").finditer(text, start):
        depth += 1 if match.group() == "(" else -1
        if depth < 0:
            yield match.start()
            return


def _has_verb(clause: Clause, begin: int, stop: int) -> bool:
    """True where a stretch holds a verb of the clause, or the particle of one."""
    uses: Sequence[tuple[int, int]] = [
        part for use in clause.group.verbs for part in ((use.start, use.end), use.particle) if part
    ]
    return any(begin <= place < stop for place, _ in uses)


@cache
def duty() -> re.Pattern[str]:
    """Verbs of duty."""
    return phrase_pattern(load("recommendations")["prose"]["duty"])


@cache
def worth() -> re.Pattern[str]:
    """Words for what is worth doing, where they stand by themselves."""
    # *een belangrijk onderdeel* is no judgement.
    words = alternatives(load("recommendations")["prose"]["worth"])
    return re.compile(
        rf"(?<!\ween )(?<!\wde )(?<!\whet )(?<!\w)(?:{words})(?!\w)(?!\s+(?:onderdeel|punt|deel))", re.IGNORECASE
    )


def is_to_be(text: str) -> bool:
    """Whether words say that something is to be done: a verb of duty, or that it is worth doing."""
    return bool(duty().search(text) or worth().search(text))
