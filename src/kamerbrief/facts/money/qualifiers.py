"""How the letter speaks of an amount: as a fact, or as what is not, no longer, or only perhaps so.

What is to be held of its clause is asked of :mod:`kamerbrief.annotate`; here is decided whether that is said of
the amount. A clause may be denied and its amount stand all the same (*het budget van € 5 mln wordt niet verhoogd*).
What the words of the clause do not show is taken as asserted. The words are in ``lexicon/qualifiers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, Kind, Standing, Tense
from kamerbrief.annotate import Qualifier as Shown
from kamerbrief.contract import Qualifier
from kamerbrief.facts.money.text import Money
from kamerbrief.facts.said import Said, verbs_of
from kamerbrief.facts.told import Place, Told, Words
from kamerbrief.language.clauses import REACH
from kamerbrief.language.clauses import Clause as Around
from kamerbrief.lexicon import alternatives, any_of, load, phrase_pattern, signs

_GAP = r"(?:\s+[^\s,;:.]+){0,6}?\s+"


def qualifier_of(text: str, money: Money, around: Around, said: Said) -> Told[Qualifier]:
    """How the letter speaks of an amount, with the words that show it; what is denied goes before all else."""
    clause = said.at(money.end - 1)
    if clause is None:
        return Told(Qualifier.ASSERTED)
    spoken = _SpokenOf(text, money, around, said, clause)
    return next((Told(kind, place) for kind, rule in _RULES if (place := rule(spoken))), Told(Qualifier.ASSERTED))


@dataclass(frozen=True, slots=True)
class _SpokenOf:
    """An amount, the words around it and its clause."""

    text: str
    money: Money
    around: Around
    said: Said
    clause: Clause

    @property
    def before(self) -> str:
        """What leads up to the amount; for one that is joined to others what leads up to the first of them."""
        begin, end = self.around.governing
        return self.text[begin : min(self.money.lead, end)]

    @property
    def definite(self) -> bool:
        """Whether it is the amount of something that is there: *de … van € 5 mln*, *de € 5 mln*."""
        return any(_definite().search(words) for words in (self.before, self.text[self._lead : self.money.lead]))

    @property
    def _lead(self) -> int:
        return self.around.lead[0]

    def shown(self, standing: Standing) -> Shown | None:
        return self.clause.qualifier(standing)

    def says(self, *classes: str) -> bool:
        return self.clause.has(*classes)


# --- denied and cancelled ---------------------------------------------------------------------------------------------


def _denied(spoken: _SpokenOf) -> Place | None:
    relative = spoken.said.right_behind(spoken.money.end, spoken.clause)
    lists = load("qualifiers")["denied"]
    refused = relative and relative.has(*lists["given"]) and relative.lemma not in lists["there"]
    if relative and refused and (place := _negated(spoken, relative)):
        return place
    found = spoken.shown(Standing.DENIED)
    if found is None:
        return None
    said, money = spoken.said, spoken.money
    begin, end = said.place(found.shown[0])
    if money.lead <= begin < money.start or _in_part().match(spoken.text, max(begin - 4, 0)) or _but(spoken, end):
        return None
    if _right_before().search(spoken.before):
        return begin, end
    lemma = spoken.clause.lemma
    if lemma in lists["with_er"] and spoken.text[max(begin - 3, 0) : begin].lower() == "er ":
        return begin, end
    inherited = not spoken.clause.holds(found.shown[0][0])
    if (spoken.text[begin:end].lower() in lists["none"] and not inherited) or lemma in lists["there"]:
        return None
    given = spoken.says(*lists["given"])
    changed = spoken.says(*lists["changed"]) and not spoken.says("cancel") and not spoken.definite
    return _with_verb(spoken, found) if given or changed else None


def _negated(spoken: _SpokenOf, clause: Clause) -> Place | None:
    """The negation of a relative clause on the amount: *€ 5 mln, die niet wordt uitgekeerd*."""
    found = clause.qualifier(Standing.DENIED)
    place = spoken.said.place(*found.shown) if found else None
    return None if place is None or _in_part().match(spoken.text, max(place[0] - 4, 0)) else place


def _but(spoken: _SpokenOf, end: int) -> bool:
    """What stands behind *maar* is what is so instead: *niet € 8 mln, maar € 6 mln*."""
    start = spoken.money.start
    return _BUT.search(spoken.text, max(end, start - REACH), start) is not None


_BUT = re.compile(r"(?<!\w)maar(?!\w)")


def _with_verb(spoken: _SpokenOf, found: Shown) -> Place:
    """The words of a denial, up to the verb where that stands behind them."""
    content = spoken.clause.group.content
    behind = [(content.start, content.end)] if content and content.start > found.shown[-1][1] else []
    return spoken.said.place(*found.shown, *behind)


def _cancelled(spoken: _SpokenOf) -> Place | None:
    """``de bijdrage van € 5 mln vervalt``, ``ik draai de korting van € 5 mln terug``; ``€ 5 mln, die vervalt``."""
    relative = spoken.said.right_behind(spoken.money.end, spoken.clause)
    place = _taken_back(spoken.said, relative) if relative else None
    if place:
        return place
    place = _taken_back(spoken.said, spoken.clause)
    if place is None or _as_means(spoken):
        return None
    cut = spoken.clause.group.content
    named = spoken.definite or not (cut and cut.lemma in load("qualifiers")["cancelled"]["cuts"])
    return place if named else None


def _taken_back(said: Said, clause: Clause) -> Place | None:
    """The words that say that a clause takes something back, as a fact."""
    found = clause.qualifier(Standing.CANCELLED)
    if found:
        uses = [use for use in verbs_of(clause) if (use.start, use.end) in found.shown]
        particles = [use.particle for use in uses if use.particle]
        return said.place(*found.shown, *particles)
    if clause.qualifier(Standing.DENIED):
        return None
    uses = [use for use in verbs_of(clause) if "cancel" in use.verb.classes]
    return (
        said.place(*((use.start, use.end) for use in uses), *(u.particle for u in uses if u.particle)) if uses else None
    )


def _as_means(spoken: _SpokenOf) -> bool:
    """Whether the amount is a means or cause: *met de bijdrage van € 5 mln wordt de korting teruggedraaid*."""
    said, money = spoken.said, spoken.money
    finite = spoken.clause.finite
    begin = max(said.start + spoken.clause.start, money.lead - REACH)
    verb = said.start + finite.start if finite and finite.start + said.start < money.start else None
    words = spoken.text[max(begin, verb or 0) : money.lead]
    means = [match for match in _means().finditer(words) if not _of_change(words, match)]
    return bool(means)


def _of_change(words: str, match: re.Match[str]) -> bool:
    """Whether *met* says by how much what is named before it changes: *de verhoging van de lonen met*."""
    return match.group().lower() == "met" and _changes().search(words, 0, match.start()) is not None


# --- wished, conditional, earlier, reported ---------------------------------------------------------------------------


def _condition(spoken: _SpokenOf) -> Place | None:
    """A condition, by words other than *zou*."""
    found = spoken.shown(Standing.CONDITIONAL)
    if found is None or _by_zou(spoken.clause):
        return None
    begin, end = spoken.said.place(*found.shown)
    aside = spoken.text[begin:end].lower() in load("qualifiers")["conditional"]["how_much"]
    return None if aside and spoken.text[max(begin - 3, 0) : begin].rstrip().endswith(",") else (begin, end)


def _within_condition(spoken: _SpokenOf) -> Place | None:
    """An amount of the condition itself: *als het budget niet met € 5 mln wordt verhoogd, …*."""
    return _condition(spoken) if spoken.clause.kind is Kind.SUBORDINATE else None


def _would(spoken: _SpokenOf) -> Place | None:
    """What *zou* be so, but not what was still to come: *afgesproken is dat het Rijk € 5 mln zou bijdragen*."""
    relative = spoken.said.right_behind(spoken.money.end, spoken.clause)
    aside = relative is None or spoken.text.startswith(",", spoken.money.end)
    found = _by_zou(spoken.clause) or (None if aside or relative is None else _by_zou(relative))
    return spoken.said.place(*found.shown) if found and not _future_in_the_past(spoken) else None


def _by_zou(clause: Clause) -> Shown | None:
    """The condition of a clause where nothing but *zou* shows it."""
    found, finite = clause.qualifier(Standing.CONDITIONAL), clause.finite
    would = finite is not None and clause.tense is Tense.WOULD
    return found if found and would and finite and found.shown == ((finite.start, finite.end),) else None


def _future_in_the_past(spoken: _SpokenOf) -> Place | None:
    above = spoken.said.above(spoken.clause)
    if above is None or spoken.clause.tense is not Tense.WOULD or above.finite is None:
        return None
    if above.tense not in (Tense.PAST, Tense.PLUPERFECT, Tense.PERFECT) or spoken.clause.kind is not Kind.SUBORDINATE:
        return None
    earlier = above.qualifier(Standing.EARLIER)
    return spoken.said.place(*(earlier.shown if earlier else ((above.finite.start, above.finite.end),)))


def _wished(spoken: _SpokenOf) -> Place | None:
    lists, said, clause = load("qualifiers")["wished"], spoken.said, spoken.clause
    found = spoken.shown(Standing.WISHED)
    if found and not _meant(spoken, found):
        return said.place(*found.shown)
    inner = clause.kind is Kind.INFINITIVE or (clause.kind is Kind.SUBORDINATE and not clause.has("say"))
    for asking in (clause, said.above(clause) if inner else None):
        if asking is None or asking.qualifier(Standing.DENIED):
            continue
        for use in verbs_of(asking):
            needs_om = use.lemma in lists["with_om"] and not _needing(spoken, asking) and asking is clause
            by_om = needs_om and re.search(r"(?<!\w)om\s[^,;]*$", spoken.before) is not None
            for_what = asking is not clause or any(other.te for other in verbs_of(clause))
            if use.lemma in lists["verbs"] or by_om or (use.lemma in lists["with_om"] and for_what):
                begin, end = said.place((use.start, use.end), *([use.particle] if use.particle else []))
                return begin, end + 3 * spoken.text.startswith(" om ", end)
    return None


def _meant(spoken: _SpokenOf, found: Shown) -> bool:
    """What the sender wants is what it means to do; what others want is a wish."""
    lemmas = load("qualifiers")["wished"]["meant"]
    for clause in (spoken.clause, spoken.said.above(spoken.clause)):
        for use in verbs_of(clause) if clause else ():
            if use.lemma in lemmas and (use.start, use.end) in found.shown and clause:
                own = load("polarity")["reported"]["own"]
                return clause.subject is None or _last_word(spoken, clause.subject) in own
    return False


def _needing(spoken: _SpokenOf, clause: Clause) -> bool:
    needing = load("qualifiers")["wished"]["needing"]
    return clause.subject is None or _last_word(spoken, clause.subject) in needing


def _last_word(spoken: _SpokenOf, stretch: Place) -> str:
    begin, end = spoken.said.place(stretch)
    return spoken.text[begin:end].split()[-1].lower()


def _earlier(spoken: _SpokenOf) -> Place | None:
    """``de oorspronkelijke raming van € 5 mln``, or what was then to come."""
    begin, end = spoken.said.start + spoken.clause.start, spoken.said.start + spoken.clause.end
    lead = Words.of(spoken.text, max(begin, spoken.around.lead[0]), spoken.money.lead)
    tail = Words.of(spoken.text, spoken.money.end, min(end, spoken.around.tail[1]))
    matches = ((words, _gapped("earlier", "words").search(words.text)) for words in (lead, tail))
    found = next((words.place(match) for words, match in matches if match), None)
    return found or _future_in_the_past(spoken)


def _reported(spoken: _SpokenOf) -> Place | None:
    """``volgens het planbureau``, ``de raad raamt``; who says so must be an adviser or party."""
    said, clause = spoken.said, spoken.clause
    found = spoken.shown(Standing.REPORTED)
    apposed = clause.kind is Kind.SUBORDINATE and said.is_behind(",", clause)
    if found and found.by and not apposed and _party().search(spoken.text[slice(*said.place(found.by))]):
        behind = [found.by] if found.by[0] >= found.shown[0][0] else []
        return said.place(*found.shown, *behind)
    content = clause.group.content
    if content and content.lemma in load("qualifiers")["reported"]["verbs"] and not clause.passive:
        return _speaker(spoken, *said.place(((clause.finite or content).start, (clause.finite or content).end)))
    return None


def _speaker(spoken: _SpokenOf, start: int, end: int) -> Place | None:
    """The party right before or behind a verb of saying at [start, end)."""
    before = _party_before().search(spoken.text, max(start - 60, spoken.said.start), start)
    behind = _party_behind().match(spoken.text, end, end + 60)
    return (before.start(), end) if before else (start, behind.end()) if behind else None


_RULES: tuple[tuple[Qualifier, Callable[[_SpokenOf], Place | None]], ...] = (
    (Qualifier.CONDITIONAL, _within_condition),
    (Qualifier.DENIED, _denied),
    (Qualifier.WISHED, _wished),
    (Qualifier.CONDITIONAL, _condition),
    (Qualifier.CANCELLED, _cancelled),
    (Qualifier.EARLIER, _earlier),
    (Qualifier.REPORTED, _reported),
    (Qualifier.CONDITIONAL, _would),
)


# --- the words --------------------------------------------------------------------------------------------------------


@cache
def _in_part() -> re.Pattern[str]:
    """A negation of a part only, at the place where it begins or up to a short word before."""
    return re.compile(
        rf".{{0,4}}?(?<!\w)(?:{alternatives(load('qualifiers')['denied']['in_part'])})(?!\w)", re.IGNORECASE
    )


@cache
def _right_before() -> re.Pattern[str]:
    """``geen`` and at most four words up to the figure, or another negation right before it."""
    none = alternatives(load("qualifiers")["denied"]["none"])
    others = alternatives(load("polarity")["denied"]["words"])
    return re.compile(rf"(?<!\w)(?:(?:{none})\s+(?:[^\s,;:.]+\s+){{0,4}}|(?:{others})\s+)$", re.IGNORECASE)


@cache
def _definite() -> re.Pattern[str]:
    words = alternatives(load("qualifiers")["cancelled"]["definite"])
    return re.compile(rf"(?:(?<!\w)(?:{words})\s+(?:in\s+)?(?:totaal\s+)?|\()$", re.IGNORECASE)


@cache
def _means() -> re.Pattern[str]:
    return phrase_pattern(load("qualifiers")["cancelled"]["means"])


@cache
def _changes() -> re.Pattern[str]:
    lists = load("amount_cues")["movement"]
    return phrase_pattern([*lists["increase"]["nouns"], *lists["decrease"]["nouns"]])


@cache
def _gapped(section: str, name: str) -> re.Pattern[str]:
    """The words of a list, with gaps."""
    return re.compile(rf"(?<!\w)(?:{_with_gaps(load('qualifiers')[section][name])})(?!\w)", re.IGNORECASE)


def _with_gaps(phrases: Iterable[str]) -> str:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    parts = ([signs(piece) for piece in phrase.split(" … ")] for phrase in ordered)
    return any_of([*first, *(sign for piece in rest for sign in (_GAP, *piece))] for first, *rest in parts)


@cache
def _party() -> re.Pattern[str]:
    advisers = load("recommendations")["advisers"]
    return phrase_pattern([*advisers["nouns"], *advisers["parties"]])


@cache
def _party_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_who()}\s+$", re.IGNORECASE)


@cache
def _party_behind() -> re.Pattern[str]:
    return re.compile(rf"\s+{_who()}(?!\w)", re.IGNORECASE)


@cache
def _who() -> str:
    advisers = load("recommendations")["advisers"]
    nouns = alternatives([*advisers["nouns"], *advisers["parties"]])
    return rf"(?:(?:de|het|een|deze|dit)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{nouns})"
