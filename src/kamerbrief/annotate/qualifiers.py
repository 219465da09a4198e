"""What is to be held of a clause: asserted, or denied, cancelled, conditional, wished, earlier, reported.

One mechanism for all six: words of the clause itself, and the clauses that it hangs on or that hang on it. The words
are in ``lexicon/polarity.toml``. A negation counts for the clause in which it stands (*omdat de regels niet volstaan,
neem ik dit over* is no refusal) and for what hangs on that only where the words say so (*geen aanleiding om dit over te
nemen*, *ik verwacht niet dat*).
"""

from __future__ import annotations

from bisect import bisect_right

from kamerbrief.annotate.clauses import Qualifier, Standing, Stretch
from kamerbrief.annotate.groups import Tense, VerbUse
from kamerbrief.annotate.sentence import Sentence, listed, once, spoken, stretch, verb_stretches
from kamerbrief.annotate.stack import Kind
from kamerbrief.annotate.verbs import Form, readings
from kamerbrief.annotate.words import is_attribute, small, text_at


def qualifiers(sentence: Sentence) -> tuple[tuple[Qualifier, ...], ...]:
    """The qualifiers of each clause of a sentence, in the order of :class:`Standing`; none for an asserted one."""
    numbers = range(len(sentence.clauses))
    return tuple(tuple([one for rule in _RULES if (one := rule(sentence, number))]) for number in numbers)


# --- denied -----------------------------------------------------------------------------------------------------------


def _denied(sentence: Sentence, number: int) -> Qualifier | None:
    clause = sentence.clauses[number]
    if _cancelled(sentence, number):
        return None
    negation = _negation(sentence, number)
    if negation:
        return Qualifier(Standing.DENIED, (negation,))
    for use in clause.group.verbs:
        if use.lemma in listed("denied", "refusing"):
            return Qualifier(Standing.DENIED, verb_stretches(use))
    inner = clause.kind in (Kind.INFINITIVE, Kind.SUBORDINATE)
    if inner and sentence.opener(number).text in listed("denied", "openers"):
        opener = sentence.opener(number)
        return Qualifier(Standing.DENIED, ((opener.start, opener.end),))
    return _denied_above(sentence, number)


def _negation(sentence: Sentence, number: int) -> Stretch | None:
    """The negation that denies a clause, among its own words."""
    return _denial(sentence, number) if sentence.denies else None


@once
def _denial(sentence: Sentence, number: int) -> Stretch | None:
    denying = list(spoken(sentence, number, "denied", "words"))
    harmless = _harmless(sentence, number) if denying else ()
    for begin, end in denying:
        if begin in harmless or _obstacle(sentence, end) or _contrast(sentence, number, begin):
            continue
        if _of_a_noun(sentence, begin, end):
            continue
        return stretch(sentence, begin, end)
    if sentence.clauses[number].kind is Kind.FRAGMENT:
        for begin, end in spoken(sentence, number, "denied", "answers"):
            return stretch(sentence, begin, end)
    return None


def _harmless(sentence: Sentence, number: int) -> set[int]:
    """The places of the words that deny nothing: *niet alleen*, *maar niet* behind what is said."""
    first = sentence.places[number][0]
    found: set[int] = set()
    for begin, end in spoken(sentence, number, "denied", "harmless"):
        if begin != first or not _joined(sentence, begin):
            found.update(range(begin, end))
    return found


def _joined(sentence: Sentence, place: int) -> bool:
    """Whether a phrase begins with a joining word: *maar niet* is no denial unless its clause begins there."""
    return sentence.words[place].text in ("maar", "en")


def _obstacle(sentence: Sentence, place: int) -> bool:
    """Whether an obstacle is what there is none of: *geen (enkel, grote) bezwaar*."""
    return any(text_at(sentence.words, place + step) in listed("denied", "obstacles") for step in range(3))


def _of_a_noun(sentence: Sentence, begin: int, end: int) -> bool:
    """Whether only what a noun is called is denied: *bij nog niet aangesloten provincies*."""
    words = sentence.words
    denied = end < len(words) and words[begin].text == "niet" and bool(readings(words[end].text))
    return denied and not words[end].verbal and is_attribute(words, end)


def _contrast(sentence: Sentence, number: int, place: int) -> bool:
    """*niet voor A, maar voor B* in one clause: only a part is denied."""
    if text_at(sentence.words, place + 1) not in small("prepositions"):
        return False
    own = sentence.places[number]
    behind = bisect_right(own, place)
    return any(sentence.words[at].text == "maar" for at in own[behind : behind + 30])


def _denied_above(sentence: Sentence, number: int) -> Qualifier | None:
    """A denial that the clause further out hands down: *geen aanleiding om …*, *ik verwacht niet dat …*."""
    above = sentence.above(number)
    if above is None:
        return None
    clause, outer = sentence.clauses[number], sentence.clauses[above]
    negation = _negation(sentence, above)
    if negation is None:
        return None
    if clause.kind is Kind.INFINITIVE:
        ground = negation if outer.lemma in listed("denied", "choosing") else _ground(sentence, above, negation)
        return Qualifier(Standing.DENIED, (ground,)) if ground else None
    if clause.kind is Kind.SUBORDINATE and sentence.opener(number).text == "dat":
        judged = any(spoken(sentence, above, "denied", "raising_words"))
        if judged or outer.lemma in listed("denied", "raising"):
            return Qualifier(Standing.DENIED, (negation,))
    return None


@once
def _ground(sentence: Sentence, number: int, negation: Stretch) -> Stretch | None:
    """The words that say that there is no ground for what follows: *geen aanleiding*, *niet bereid*."""
    for place in sentence.places[number]:
        word = sentence.words[place]
        if negation[0] < word.start < negation[1] + 40 and word.text in listed("denied", "grounds"):
            return negation[0], word.end
    return None


# --- cancelled --------------------------------------------------------------------------------------------------------


@once
def _cancelled(sentence: Sentence, number: int) -> Qualifier | None:
    negation = _negation(sentence, number)
    for use in sentence.clauses[number].group.verbs:
        if negation:
            if use.lemma in listed("cancelled", "denied"):
                return Qualifier(Standing.CANCELLED, tuple(sorted([*verb_stretches(use), negation])))
            continue
        only_plans = use.lemma in listed("cancelled", "of_plans")
        if _plan(sentence, number) if only_plans else "cancel" in use.verb.classes:
            return Qualifier(Standing.CANCELLED, verb_stretches(use))
    for begin, end in spoken(sentence, number, "cancelled", "phrases"):
        return None if negation else Qualifier(Standing.CANCELLED, (stretch(sentence, begin, end),))
    return None


def _plan(sentence: Sentence, number: int) -> bool:
    """Whether a change or a plan is named in the clause, or in the one that a relative clause hangs on."""
    above = sentence.above(number)
    places = list(sentence.places[number])
    if above is not None and sentence.clauses[number].kind is Kind.RELATIVE:
        places += sentence.places[above]
    endings = tuple(listed("cancelled", "plans"))
    return any(sentence.words[place].text.endswith(endings) for place in places)


# --- conditional ------------------------------------------------------------------------------------------------------


def _conditional(sentence: Sentence, number: int) -> Qualifier | None:
    clause, opener = sentence.clauses[number], sentence.opener(number)
    if clause.kind is Kind.SUBORDINATE and opener.text in listed("conditional", "openers"):
        return Qualifier(Standing.CONDITIONAL, ((opener.start, opener.end),))
    for begin, end in spoken(sentence, number, "conditional", "phrases"):
        return Qualifier(Standing.CONDITIONAL, (stretch(sentence, begin, end),))
    for below in sentence.below(number):
        condition = _condition(sentence, below)
        if condition:
            return Qualifier(Standing.CONDITIONAL, (condition,))
    if clause.tense is Tense.WOULD and clause.finite:
        return Qualifier(Standing.CONDITIONAL, ((clause.finite.start, clause.finite.end),))
    return None


def _condition(sentence: Sentence, number: int) -> Stretch | None:
    """The word that makes a subordinate clause a condition of the one that it hangs on."""
    clause, opener = sentence.clauses[number], sentence.opener(number)
    if clause.kind is not Kind.SUBORDINATE or opener.text not in listed("conditional", "conditions"):
        return None
    place = sentence.places[number][0]
    if text_at(sentence.words, place - 1) in listed("conditional", "not_behind"):
        return None
    return None if clause.lemma in listed("conditional", "ends") else (opener.start, opener.end)


# --- wished -----------------------------------------------------------------------------------------------------------


def _wished(sentence: Sentence, number: int) -> Qualifier | None:
    found = _wish(sentence, number, "verbs")
    if found:
        return Qualifier(Standing.WISHED, found)
    clause, above = sentence.clauses[number], sentence.above(number)
    if clause.tense is Tense.WOULD:
        for begin, end in spoken(sentence, number, "wished", "with_would"):
            return Qualifier(Standing.WISHED, (stretch(sentence, begin, end),))
    if above is None or not _handed_down(sentence, number) or _negation(sentence, above):
        return None
    found = _wish(sentence, above, "verbs") or _wish(sentence, above, "urging")
    return Qualifier(Standing.WISHED, found) if found else None


@once
def _wish(sentence: Sentence, number: int, name: str) -> tuple[Stretch, ...]:
    clause = sentence.clauses[number]
    for use in clause.group.verbs:
        if use.lemma in listed("wished", name) and (use.form in (Form.PRESENT, Form.INFINITIVE)):
            return verb_stretches(use)
    if name == "verbs":
        for begin, end in spoken(sentence, number, "wished", "always"):
            return (stretch(sentence, begin, end),)
    if name == "verbs" and not _negation(sentence, number):
        for begin, end in spoken(sentence, number, "wished", "phrases"):
            if (clause.finite and clause.finite.helps) or clause.lemma in ("vinden", "achten"):
                return (stretch(sentence, begin, end),)
    return ()


def _handed_down(sentence: Sentence, number: int) -> bool:
    """Whether a clause is what the one further out speaks of: *dat …*, *om … te*."""
    clause = sentence.clauses[number]
    if clause.kind is Kind.INFINITIVE:
        return sentence.opener(number).text == "om"
    return clause.kind is Kind.SUBORDINATE and sentence.opener(number).text == "dat"


# --- earlier ----------------------------------------------------------------------------------------------------------


def _earlier(sentence: Sentence, number: int) -> Qualifier | None:
    clause = sentence.clauses[number]
    finite = clause.finite
    if finite is None or sentence.opener(number).text in ("mocht", "mochten"):
        return None
    if clause.tense in (Tense.PAST, Tense.PLUPERFECT):
        return Qualifier(Standing.EARLIER, ((finite.start, finite.end),))
    perfect = clause.tense is Tense.PERFECT
    if not perfect:
        return None
    content = clause.group.content
    if content and "promise" in content.verb.classes:
        return Qualifier(Standing.EARLIER, ((content.start, content.end),))
    for begin, end in spoken(sentence, number, "earlier", "words"):
        if not _attributive(sentence, end):
            return Qualifier(Standing.EARLIER, (stretch(sentence, begin, end),))
    return None


def _attributive(sentence: Sentence, place: int) -> bool:
    """*de eerder aangekondigde verlaging*: the word is of the adjective behind it."""
    following = text_at(sentence.words, place)
    return len(following) > 4 and following.endswith(("de", "te"))


# --- reported ---------------------------------------------------------------------------------------------------------


@once
def _reported(sentence: Sentence, number: int) -> Qualifier | None:
    source = _source(sentence, number)
    if source:
        return source
    above = sentence.above(number)
    if above is None or sentence.clauses[number].kind is Kind.RELATIVE:
        return None
    speaker = _speaker(sentence, above) if _speech(sentence, number) else None
    if speaker:
        by, said = speaker
        return Qualifier(Standing.REPORTED, said, by)
    if sentence.clauses[number].kind is not Kind.MAIN:
        return _reported(sentence, above) if not _source(sentence, above) else None
    return None


def _speech(sentence: Sentence, number: int) -> bool:
    kind = sentence.clauses[number].kind
    if kind in (Kind.MAIN, Kind.QUESTION) or _handed_down(sentence, number):
        return True
    return kind is Kind.SUBORDINATE and sentence.opener(number).text == "of"


@once
def _source(sentence: Sentence, number: int) -> Qualifier | None:
    """*volgens de raad*, *aldus de onderzoekers*."""
    for begin, end in spoken(sentence, number, "reported", "sources"):
        by = _noun_phrase(sentence, end)
        if by and not _own(sentence, end, by):
            return Qualifier(Standing.REPORTED, (stretch(sentence, begin, end),), by)
    return None


def _noun_phrase(sentence: Sentence, place: int) -> Stretch | None:
    """The words of a noun phrase from a place on, up to a verb, a stop or a preposition."""
    at = place
    while at < len(sentence.words) and at < place + 8:
        word = sentence.words[at]
        if word.stop or word.sure or (at > place and word.text in small("prepositions", "adverbs", "determiners")):
            break
        at += 1
    return stretch(sentence, place, at) if at > place else None


def _own(sentence: Sentence, place: int, by: Stretch) -> bool:
    """Whether a stretch from a place on names who writes the letter."""
    at = place
    while at < len(sentence.words) and sentence.words[at].start < by[1]:
        if sentence.words[at].text in listed("reported", "own"):
            return True
        at += 1
    return False


@once
def _speaker(sentence: Sentence, number: int) -> tuple[Stretch, tuple[Stretch, ...]] | None:
    """Who says what hangs on a clause, if another than the letter's writer, with the words of saying."""
    clause = sentence.clauses[number]
    content = clause.group.content
    if content is None:
        return None
    if content.lemma in listed("reported", "shows"):
        return _shown_by(sentence, number, content)
    if not content.verb.classes & listed("reported", "classes") or clause.subject is None or clause.passive:
        return None
    places = [place for place in sentence.places[number] if sentence.words[place].start >= clause.subject[0]]
    if not places or _own(sentence, places[0], clause.subject):
        return None
    return clause.subject, verb_stretches(content)


def _shown_by(sentence: Sentence, number: int, content: VerbUse) -> tuple[Stretch, tuple[Stretch, ...]] | None:
    """*uit het rapport blijkt*, *in het rapport staat*."""
    for place in sentence.places[number]:
        if sentence.words[place].text in listed("reported", "places"):
            by = _noun_phrase(sentence, place + 1)
            return (by, verb_stretches(content)) if by else None
    return None


#: The rules in the order of :class:`Standing`.
_RULES = (_denied, _cancelled, _conditional, _wished, _earlier, _reported)
