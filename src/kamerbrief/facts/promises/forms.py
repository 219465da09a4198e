"""The ways in which ministers promise: one function a form, each giving the signs that it finds in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kamerbrief.annotate import Kind, Tense, annotate, clause_at
from kamerbrief.facts.promises.sentence import CHUNK_END, WILL, Sentence, Sign
from kamerbrief.facts.promises.verbs import (
    MODAL,
    PASSIVE,
    PERFECT,
    agent_of,
    by_others,
    first_actor,
    is_negated,
    particle_pattern,
    verb_of,
    words_around,
)
from kamerbrief.facts.promises.words import decisions, nonfinite, participles, phrases, present_forms
from kamerbrief.lexicon import Lists, keyed, load, phrase_pattern, stands

#: A way to promise: it gives the signs of it in a sentence.
Form = Callable[[Sentence], Iterator[Sign]]


_RECEIVE = phrase_pattern(["ontvangt", "ontvangen", "krijgt", "krijgen", "hoort", "verneemt"])
_ALWAYS = re.compile(
    r"(?<!\w)(?:al|reeds|altijd|steeds|nu|periodiek|regelmatig|(?:half)?jaarlijks|maandelijks|als\s+bijlage)(?!\w)",
    re.IGNORECASE,
)
#: A verb beside its subject: ``open ik``, ``ik zorg``, ``betaalt het kabinet``.
_WHO = r"(?:ik|wij|we|het\s+kabinet)"
_BESIDE = keyed(
    rf"(?<!\w)(?:(?P<before>[a-zé]{{3,}})\s+{_WHO}|{_WHO}\s+(?P<behind>[a-zé]{{3,}}))(?!\w)",
    ["ik", "wij", "we", "kabinet"],
)
#: Past forms of weak verbs; no form beside "ik" in the present ends like them.
_PAST = re.compile(r"(?:de|te)$")
_ORDER = keyed(
    r"(?<!\w)krijg(?:t|en)\s+(?:hier\w*\s+)?van\s+mij(?!\w).*(?<!\w)opdracht(?!\w)",
    ["opdracht"],
    re.IGNORECASE | re.DOTALL,
)
_EXPECTING = (
    "naar verwachting",
    "verwachting",
    "verwacht",
    "verwachten",
    "voorzien",
    "gepland",
    "beoogd",
    "planning",
    "streven",
)
_EXPECT = phrase_pattern(_EXPECTING)
_COMES = keyed(
    r"^\W{0,3}(?:Tevens\s+|Ook\s+|Daarnaast\s+)?(?:[Ee]r\s+kom(?:t|en)|[Kk]om(?:t|en)\s+er)\s+(?:\w+\s+)?een\s",
    ["komt", "komen"],
    flags=0,
)
_ABOUT_THIS = re.compile(
    r"(?<!\w)(?:(?:hier|daar|waar)(?:over|op)|de (?:uitkomst(?:en)?|resultaten|voortgang)|het vervolg)(?!\w)"
)
_INFINITIVE_AT_END = re.compile(r"([a-zë]+en)\s*$")


def _will(sentence: Sentence) -> Iterator[Sign]:
    """``zal ik … sturen``, ``het kabinet laat … onderzoeken``, ``zal … worden uitgewerkt``, ``ga ik … in gesprek``."""
    for match in WILL.finditer(sentence.text):
        clause = sentence.rest(match.end())
        subject = sentence.subject(match)
        actor = subject.group() if subject else None
        if sentence.tells_chamber and nonfinite("tell").search(words_around(sentence, match, clause)):
            if not is_negated(sentence, match.start()):
                yield Sign(match.start(), actor or agent_of(sentence), tell=True)
        elif is_negated(sentence, match.start()):
            continue
        elif subject:
            if _acts(sentence, subject, clause):
                yield Sign(match.start(), actor)
        elif match.group().lower().startswith("z") and _is_done(sentence, match, words_around(sentence, match, clause)):
            yield Sign(match.start(), agent_of(sentence))


def _acts(sentence: Sentence, subject: re.Match[str], rest: str) -> bool:
    """True where a subject says what it will do: an act by its verb, or any but a state by its date."""
    if nonfinite("firm").search(rest):
        return bool(subject["cabinet"]) or sentence.dated
    if nonfinite("dated").search(rest):
        return sentence.timed
    last = _INFINITIVE_AT_END.search(CHUNK_END.split(rest)[0].rstrip(" .!"))
    state = last is None or phrases("states", "words").fullmatch(last.group(1))
    return bool(subject["cabinet"]) and sentence.timed and not state


def _is_done(sentence: Sentence, verb: re.Match[str], words: str) -> bool:
    """True for a passive without subject: an act that is firm, or any act with its time."""
    if not re.search(r"(?<!\w)worden(?!\w)", words) or by_others(sentence):
        return False
    if sentence.timed:
        return _has_participle(words)
    asked = phrases("not", "indirect").search(sentence.clause(verb.start()).split(verb.group())[0])
    return bool(participles("firm").search(words)) and not asked


def _passive(sentence: Sentence) -> Iterator[Sign]:
    """``wordt in 2026 opgeleverd``, ``wordt uw Kamer … geïnformeerd``."""
    for match in PASSIVE.finditer(sentence.text):
        words = words_around(sentence, match, sentence.rest(match.end()))
        if is_negated(sentence, match.start()) or WILL.search(sentence.clause(match.start())):
            continue
        if sentence.tells_chamber and participles("tell").search(words):
            if not _is_told(sentence, match):
                yield Sign(match.start(), agent_of(sentence), tell=True)
        elif MODAL.search(sentence.clause(match.start())):
            continue
        elif sentence.dated and not by_others(sentence) and _has_participle(words):
            yield Sign(match.start(), agent_of(sentence))


def _has_participle(words: str) -> bool:
    return any(stands(participles(group), words) for group in ("firm", "dated", "tell"))


def _is_told(sentence: Sentence, verb: re.Match[str]) -> bool:
    """``is/was/werd`` beside the verb: told before, not to be told. What another clause says is beside it is none."""
    clause = clause_at(sentence.text, verb.start())
    own = [sentence.text[slice(*part)] for part in clause.own] if clause else [sentence.clause(verb.start())]
    return any(re.search(r"(?<!\w)(?:is|was|werd|zijn|waren)(?!\w)", part) for part in own)


def _present(sentence: Sentence) -> Iterator[Sign]:
    """``informeer ik uw Kamer in mei``, ``het kabinet stelt in 2026 … vast``: a finite form with a time ahead."""
    for match in present_forms().finditer(sentence.text):
        subject = sentence.subject(match)
        if subject is None or is_negated(sentence, match.start()) or _is_perfect(sentence, match):
            continue
        verb = verb_of(sentence, match)
        if verb is None:
            continue
        tell = verb.group == "tell" and sentence.tells_chamber
        if tell and sentence.tells_of_itself(match.start()):
            continue
        if (
            sentence.dated
            or sentence.follows_up
            or (tell and subject["cabinet"] and (sentence.times_ahead or _is_about_this(sentence)))
        ):
            yield Sign(match.start(), subject.group(), tell=tell)


def _is_perfect(sentence: Sentence, finite: re.Match[str]) -> bool:
    """True for a participle that looks like a finite form: ``heb ik … aan uw Kamer verstrekt``."""
    return finite.group().endswith("t") and bool(PERFECT.search(sentence.in_clause(finite.start())))


def _is_about_this(sentence: Sentence) -> bool:
    """A report without a date is still to come where it says on what: ``hierover``, ``zodra …``."""
    return bool(_ABOUT_THIS.search(sentence.text.lower()) or re.search(r"(?<!\w)(?:zodra|nadat)(?!\w)", sentence.text))


def _receive(sentence: Sentence) -> Iterator[Sign]:
    """``ontvangt uw Kamer in het najaar``, ``uw Kamer ontvangt``; without a time where a main clause says no more."""
    for match in _RECEIVE.finditer(sentence.text):
        near = sentence.text[max(0, match.start() - 20) : match.end() + 20]
        told = phrases("chamber", "words").search(near) and not WILL.search(sentence.text)
        if told and (sentence.times_ahead or _is_to_come(sentence, match)):
            yield Sign(match.start(), tell=True)


def _is_to_come(sentence: Sentence, verb: re.Match[str]) -> bool:
    """``De beleidsreactie ontvangt de Kamer apart``: what comes, not what this letter brings or what always comes."""
    clause = clause_at(sentence.text, verb.start())
    if clause is None or not (clause.main and clause.asserted and clause.tense is Tense.PRESENT):
        return False
    if sentence.text.rstrip().endswith(":") or not any(
        phrases("chamber", "words").search(sentence.text, start, end) for start, end in clause.own
    ):
        return False
    return not sentence.has("not", "this_letter") and not _ALWAYS.search(sentence.text)


def _any_verb(sentence: Sentence) -> Iterator[Sign]:
    """``het loket open ik uiterlijk 1 juli``: with a date ahead any act in the first person is promised."""
    if not (sentence.dated or sentence.follows_up):
        return
    for match in _BESIDE.finditer(sentence.text):
        verb = (match["before"] or match["behind"]).lower()
        known = phrases("states", "finite").fullmatch(verb) or phrases("states", "words").fullmatch(verb)
        if known or _PAST.search(verb) or is_negated(sentence, match.start()):
            continue
        finite = present_forms().match(sentence.text, match.start("before" if match["before"] else "behind"))
        if finite and verb_of(sentence, finite):
            continue
        if not sentence.tells_of_itself(match.start()):
            # With "wij" the finite form is that of the infinitive: "informeren wij uw Kamer".
            tell = sentence.tells_chamber and bool(nonfinite("tell").fullmatch(verb))
            yield Sign(match.start(), re.search(_WHO, match.group(), re.IGNORECASE)[0], tell=tell)  # type: ignore[index]


def _decided(sentence: Sentence) -> Iterator[Sign]:
    """``Ik schrap de drempel``, ``laat ik toetsen``: a decision in the first person is carried out, dated or not."""
    for match in _BESIDE.finditer(sentence.text):
        verb = (match["before"] or match["behind"]).lower()
        behind = sentence.text[match.end() :]
        particles = decisions().get(verb)
        if particles is None or is_negated(sentence, match.start()) or sentence.tells_of_itself(match.start()):
            continue
        if _only_says(sentence.text, match.start()):
            continue
        if any(not particle or particle_pattern(particle).search(behind) for particle in particles):
            yield Sign(match.start(), re.search(_WHO, match.group(), re.IGNORECASE)[0])  # type: ignore[index]


def _only_says(text: str, at: int) -> bool:
    """True where the clause at a place says what is so and does nothing: ``stel ik vast dat``, ``stel ik op prijs``."""
    clauses = annotate(text)
    place = next((number for number, clause in enumerate(clauses) if clause.holds(at)), None)
    if place is None or not clauses[place].has("say"):
        return False
    said = (clause for clause in clauses if clause.hangs_on == place)
    return clauses[place].classes == {"say"} or any(
        clause.kind is Kind.QUESTION or text[clause.start :].lower().startswith("dat ") for clause in said
    )


def _tellish(sentence: Sentence) -> Iterator[Sign]:
    """``praat ik u in mei bij``, ``bereikt uw Kamer voor de zomer``: the Kamer, a time ahead, and a word of telling."""
    if not (sentence.tells_chamber and (sentence.dated or sentence.loose_dues)):
        return
    match = phrases("chamber", "telling").search(sentence.text)
    if (
        match
        and not sentence.tells_of_itself(match.start())
        and not is_negated(sentence, match.start())
        and not PERFECT.search(sentence.clause(match.start()))
    ):
        yield Sign(match.start(), first_actor(sentence, match), tell=True)


def _ordered(sentence: Sentence) -> Iterator[Sign]:
    """``het CBS krijgt van mij de opdracht om …``."""
    match = _ORDER.search(sentence.text)
    if match and not is_negated(sentence, match.start()):
        yield Sign(match.start(), "mij")


def _intention(sentence: Sentence) -> Iterator[Sign]:
    """``ik zeg toe``, ``ben ik voornemens om``, and with a date ``het streven is``."""
    for match in phrases("intentions", "promise").finditer(sentence.text):
        yield Sign(match.start(), first_actor(sentence, match), tell=_tells(sentence))
    for match in phrases("intentions", "words").finditer(sentence.text):
        subject = first_actor(sentence, match)
        if subject and not is_negated(sentence, match.start()):
            yield Sign(match.start(), subject, tell=_tells(sentence))
    for match in phrases("intentions", "dated").finditer(sentence.text):
        if sentence.dated and not is_negated(sentence, match.start()):
            yield Sign(match.start(), first_actor(sentence, match), tell=_tells(sentence))


def _tells(sentence: Sentence) -> bool:
    return sentence.tells_chamber and bool(nonfinite("tell").search(sentence.text))


def _expected(sentence: Sentence) -> Iterator[Sign]:
    """``is naar verwachting in mei gereed``, ``de pilot start in 2026``, ``verwacht ik in juni te sturen``."""
    if not sentence.dues:
        return
    expects = _EXPECT.search(sentence.text)
    if expects and sentence.tells_chamber and nonfinite("tell").search(sentence.text):
        yield Sign(expects.start(), first_actor(sentence, expects), tell=True)
        return
    if not sentence.dated:
        return
    for match in phrases("expected", "results").finditer(sentence.text):
        to_come = expects or WILL.search(sentence.clause(match.start())) or _has_deadline(sentence, match)
        if to_come and not is_negated(sentence, match.start()):
            yield Sign(match.start())
    for match in phrases("expected", "set").finditer(sentence.text):
        if not is_negated(sentence, match.start()) and _own_time(sentence, match):
            yield Sign(match.start())
    for match in phrases("expected", "events").finditer(sentence.text):
        if not is_negated(sentence, match.start()) and _own_time(sentence, match):
            yield Sign(match.start())


def _has_deadline(sentence: Sentence, result: re.Match[str]) -> bool:
    """``De prijzen zijn uiterlijk in juli bekend``: what has a last day in the present is to come."""
    clause = clause_at(sentence.text, result.start())
    if clause is None or not (clause.main and clause.asserted and clause.tense is Tense.PRESENT):
        return False
    lasting = tuple(load("dates")["years"]["until"])  # tot en met 2028 is € 3 miljoen beschikbaar
    dues = [due for due in sentence.dues if not due.text.lower().startswith(lasting)]
    return any(due.relation in ("by", "before") and clause.holds(due.start) for due in dues)


def _own_time(sentence: Sentence, event: re.Match[str]) -> bool:
    """True where the date stands in the clause of the event itself."""
    clause = sentence.clause(event.start())
    return any(due.text in clause and due.relation != "every" for due in sentence.dues)


def _comes(sentence: Sentence) -> Iterator[Sign]:
    """``Er komt een meldpunt …``: an announcement of something that can be counted."""
    match = _COMES.match(sentence.text)
    if match and not is_negated(sentence, match.start()):
        nouns = " ".join(re.findall(r"[\w-]+", sentence.text[match.start() :])[:7])
        if phrases("expected", "coming").search(nouns):
            yield Sign(match.start())


FORMS: tuple[Form, ...] = (
    _will,
    _passive,
    _present,
    _receive,
    _any_verb,
    _decided,
    _tellish,
    _ordered,
    _intention,
    _expected,
    _comes,
)


def fitting(text: str) -> list[Form]:
    """The forms of which a word that they need stands in a text, in their order."""
    may = set(_needed().may_stand_in(text))
    return [form for form in FORMS if form in may]


@cache
def _needed() -> Lists[Form]:
    words = load("commitments")
    intentions = [phrase for name in ("promise", "words", "dated") for phrase in words["intentions"][name]]
    expected = [phrase for name in ("results", "set", "events") for phrase in words["expected"][name]]
    return Lists(
        {
            _will: WILL,
            _passive: PASSIVE,
            _present: present_forms(),
            _receive: _RECEIVE,
            _any_verb: _BESIDE,
            _decided: _BESIDE,
            _tellish: phrases("chamber", "telling"),
            _ordered: _ORDER,
            _intention: phrase_pattern(intentions),
            _expected: phrase_pattern([*_EXPECTING, *expected]),
            _comes: _COMES,
        }
    )
